"""The authority's clock of a regulated vehicle's repair (R39): begun, set anew, warned of, broken, met."""

from collections.abc import Collection
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.work_orders import errors, events, regulated, repository, trade_repository
from backend.modules.work_orders.authority_repository import claim_authority
from backend.modules.work_orders.models import OrderItemRow, OrderRow
from backend.modules.work_orders.service.change import claim_order, order_fact, touch
from backend.modules.work_orders.shapes import NewOrder, OrderView

WARNED, BROKEN = 1, 2


def begin_clock(work: UnitOfWork, row: OrderRow, new: NewOrder) -> None:
    """Start the clock of a repair with a regulated vehicle: by the authority's own date, else by the company's promise."""
    vehicles = customers.vehicles(work, [one.vehicle_id for one in new.items])
    if new.kind != "repair" or not any(one.regulated for one in vehicles.values()):
        if new.authority_due_at is not None or new.authority_notice_no:
            raise Refusal(errors.NOT_REGULATED, field="authority_due_at")
        return
    _set(work, row, new.authority_due_at, new.authority_notice_no)


def widen_clock(work: UnitOfWork, row: OrderRow, regulated_vehicle: bool) -> None:
    """A vehicle joined a repair on site: a regulated one starts the clock that the order did not need before."""
    if regulated_vehicle and row.kind == "repair" and row.authority_due_at is None:
        _set(work, row, None, "")


def set_clock(work: UnitOfWork, order_id: str, version: int, due: datetime | None, notice_no: str) -> OrderView:
    """The authority has written: its date and the number of its notice. None goes back to the company's promise."""
    row = claim_order(work, order_id, version)
    if row.authority_due_at is None:
        raise Refusal(errors.NOT_REGULATED, field="authority_due_at")
    if row.authority_met_at is not None or row.state in ("cancelled", "rejected"):
        raise Refusal(errors.CLOCK_OVER)
    _set(work, row, due, notice_no)
    touch(work, row)
    work.record(events.AuthorityDateSet(**order_fact(row), due=row.authority_due_at, notice_no=row.authority_notice_no))
    return repository.order(work, row.id)


def _set(work: UnitOfWork, row: OrderRow, due: datetime | None, notice_no: str) -> None:
    if due is not None and not -regulated.EARLIEST <= due - work.now <= regulated.LATEST:
        raise Refusal(errors.AUTHORITY_DATE, field="authority_due_at")
    promise = trade_repository.authority_promise(work)
    row.authority_due_at = due or row.created_at + promise.limit
    row.authority_warn_at = regulated.warn_at(row.created_at, row.authority_due_at, promise.warn_percent)
    row.authority_set_at, row.authority_set_by = work.now, work.actor.name
    row.authority_notice_no = notice_no.strip()
    row.authority_told = 0
    work.session.add(row)


def meet_if_back(work: UnitOfWork, row: OrderRow) -> None:
    """Stop the clock once the repair is completed and, where the platform was asked, the terminals are online again.

    Called when the order is completed and whenever a verdict comes later; until then the clock runs on.
    """
    if row.authority_due_at is None:
        return
    items = _regulated_items(work, repository.item_rows(work, row.id))
    back = not any(one.platform_verdict in regulated.NOT_BACK for one in items)
    if row.completed_at is None or row.state not in ("completed", "closed") or not back:
        row.authority_met_at = None
    elif row.authority_met_at is None:
        proven = any(one.platform_verdict == "passed" for one in items)
        row.authority_met_at = work.now if proven else row.completed_at
    work.session.add(row)


def _regulated_items(work: UnitOfWork, items: Collection[OrderItemRow]) -> list[OrderItemRow]:
    found = customers.vehicles(work, [one.vehicle_id for one in items])
    return [one for one in items if one.vehicle_id in found and found[one.vehicle_id].regulated]


def tell_one(work: UnitOfWork) -> bool:
    """Tell the managers of one clock that has run to its warning or is broken; False when there is none. Each is told once."""
    row = claim_authority(work, WARNED)
    if row is None or row.authority_due_at is None:
        return False
    row.authority_told = BROKEN if work.now > row.authority_due_at else WARNED
    work.session.add(row)
    managers = [one.id for one in auth.users_with(work, "manager", row.centre_id)]
    kind = events.AuthorityClockBroken if row.authority_told == BROKEN else events.AuthorityClockWarned
    work.record(kind(**order_fact(row), due=row.authority_due_at, manager_ids=managers))
    return True


def state_of(order: OrderView, now: datetime) -> regulated.ClockState | None:
    """How the authority's clock of the order stands; None where there is none or the order was called off."""
    if order.state in ("cancelled", "rejected"):
        return None
    return regulated.clock_state(order.authority_due_at, order.authority_warn_at, order.authority_met_at, now)


def authority_due_of(order: OrderView) -> datetime | None:
    """The authority's deadline while it runs; None where there is none, it is met, or the order was called off."""
    running = order.authority_met_at is None and order.state not in ("cancelled", "rejected")
    return order.authority_due_at if running else None


def leaves_regulated(work: UnitOfWork, row: OrderRow) -> bool:
    """Whether this order takes a terminal out of a regulated vehicle: no standing rule says yes to that."""
    if row.kind not in ("removal", "transfer"):
        return False
    items = repository.item_rows(work, row.id)
    sources = {one.from_vehicle_id or one.vehicle_id for one in items}
    return any(one.regulated for one in customers.vehicles(work, sources).values())
