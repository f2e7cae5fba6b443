"""Opening an order, and the customer asking where it stays."""

from sqlalchemy.exc import IntegrityError

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.work_orders import errors, events, policies, repository
from backend.modules.work_orders.models import OrderCounterRow, OrderItemRow, OrderRow
from backend.modules.work_orders.service.authority import begin_clock
from backend.modules.work_orders.service.change import order_fact
from backend.modules.work_orders.shapes import NewOrder, OrderView

# What is not copied from the new order as it stands.
OWN_WAY = frozenset({"items", "authority_due_at", "authority_notice_no"})


def create_order(work: UnitOfWork, new: NewOrder) -> OrderView:
    """Open an order as a draft; refuses no or too many vehicles, a vehicle twice, a window that ends before it begins."""
    work.actor.require_centre(new.centre_id)
    _check(new)
    day = policies.local_day(work.now, auth.centre(work, new.centre_id).time_zone)
    fields = {name: value for name, value in vars(new).items() if name not in OWN_WAY}
    row = OrderRow(
        **fields,
        no=policies.order_no(day, _next_number(work, day)),
        day=day,
        state="draft",
        created_at=work.now,
        created_by=work.actor.name,
        changed_at=work.now,
        changed_by=work.actor.name,
    )
    begin_clock(work, row, new)
    work.session.add(row)
    work.session.flush()
    for seq, item in enumerate(new.items, start=1):
        work.session.add(OrderItemRow(order_id=row.id, seq=seq, **vars(item)))
    work.record(
        events.OrderCreated(
            **order_fact(row), customer_id=row.customer_id, priority=row.priority, item_count=len(new.items)
        )
    )
    return repository.order(work, row.id)


def _check(new: NewOrder) -> None:
    if new.kind not in policies.KINDS:
        raise Refusal(errors.UNKNOWN_CODE, field="kind", value=new.kind)
    if new.priority not in ("normal", "urgent"):
        raise Refusal(errors.UNKNOWN_CODE, field="priority", value=new.priority)
    if not new.items:
        raise Refusal(errors.NO_ITEMS, field="items")
    if len(new.items) > policies.MAX_ITEMS:
        raise Refusal(errors.TOO_MANY_ITEMS, field="items", most=policies.MAX_ITEMS)
    if len({item.vehicle_id for item in new.items}) < len(new.items):
        raise Refusal(errors.DUPLICATE_VEHICLE, field="items")
    if new.window_start and new.window_end and new.window_end <= new.window_start:
        raise Refusal(errors.WINDOW_BACKWARDS, field="window_end")


def _next_number(work: UnitOfWork, day: str) -> int:
    """The day's next number. The counter row is locked, so two orders never share one."""
    row = repository.day_counter(work, day) or _first_of_the_day(work, day)
    row.last += 1
    work.session.add(row)
    work.session.flush()
    return row.last


def _first_of_the_day(work: UnitOfWork, day: str) -> OrderCounterRow:
    try:
        with work.session.begin_nested():
            row = OrderCounterRow(day=day)
            work.session.add(row)
            work.session.flush()
        return row
    except IntegrityError:  # someone else opened the day at the same moment
        return repository.lock(work, OrderCounterRow, day)


def chase(work: UnitOfWork, order_id: str, note: str) -> OrderView:
    """The customer asks where it stays (催单): the fact is kept, nothing else changes."""
    seen = repository.order(work, order_id)
    work.actor.require_centre(seen.centre_id)
    work.record(
        events.OrderChased(order_id=seen.id, order_no=seen.no, kind=seen.kind, centre_id=seen.centre_id, note=note)
    )
    return seen
