"""How a state changes: through the lifecycle table, with version, time and name of who did it."""

from datetime import UTC, datetime
from typing import Any

from backend.kernel.actor import CUSTOMER, SYSTEM
from backend.kernel.errors import CHANGED_MEANWHILE, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import lifecycle, repository
from backend.modules.work_orders.models import OrderItemRow, OrderRow, VisitRow


def roles_of(work: UnitOfWork) -> frozenset[str]:
    """The actor's roles; the system and the customer are roles of their own in the lifecycle tables."""
    if work.actor.id == SYSTEM.id:
        return work.actor.roles | {lifecycle.SYSTEM}
    if work.actor.id == CUSTOMER.id:
        return work.actor.roles | {"customer"}
    return work.actor.roles


def claim_order(work: UnitOfWork, order_id: str, version: int | None) -> OrderRow:
    """The order, locked; refuses another centre's (403), or when someone changed it since `version` (409, R8)."""
    row = repository.lock(work, OrderRow, order_id)
    work.actor.require_centre(row.centre_id)
    if version is not None and row.version != version:
        raise changed_meanwhile(work, row)
    return row


def claim_visit(work: UnitOfWork, visit_id: str, version: int | None) -> tuple[OrderRow, VisitRow]:
    """The visit with its order, both locked, order first; refuses as `claim_order` does."""
    seen = repository.visit(work, visit_id)
    order = claim_order(work, seen.order_id, None)
    row = repository.lock(work, VisitRow, visit_id)
    if version is not None and row.version != version:
        raise changed_meanwhile(work, order, row.version)
    return order, row


def changed_meanwhile(work: UnitOfWork, row: OrderRow, current: int | None = None) -> Refusal:
    """What the second dispatcher is told: who changed it, when, and who goes there now."""
    live = repository.live_visits(work, row.id)
    name = technicians.technician(work, live[-1].technician_id).name if live else None
    return Refusal(
        CHANGED_MEANWHILE,
        current=current or row.version,
        state=row.state,
        technician_name=name,
        by=row.changed_by,
        at=wire_time(row.changed_at),
    )


def wire_time(at: datetime) -> str:
    """A moment as it stands in JSON."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def move_order(work: UnitOfWork, row: OrderRow, action: str, *, as_system: bool = False) -> None:
    """Take one step of the order's life. `as_system`: a consequence, not somebody's decision."""
    roles = frozenset({lifecycle.SYSTEM}) if as_system else roles_of(work)
    row.state = lifecycle.ORDER.step(row.state, action, roles).target
    touch(work, row)


def touch(work: UnitOfWork, row: OrderRow) -> None:
    """Note that the order changed: a new version, by whom, when."""
    row.version += 1
    row.changed_at = work.now
    row.changed_by = work.actor.name
    work.session.add(row)


def move_item(work: UnitOfWork, row: OrderItemRow, action: str, *, as_system: bool = False) -> None:
    """Take one step of the item's life."""
    roles = frozenset({lifecycle.SYSTEM}) if as_system else roles_of(work)
    row.state = lifecycle.ITEM.step(row.state, action, roles).target
    row.version += 1
    work.session.add(row)


def move_visit(work: UnitOfWork, row: VisitRow, action: str, *, as_system: bool = False) -> None:
    """Take one step of the visit's life; a final state notes when."""
    roles = frozenset({lifecycle.SYSTEM}) if as_system else roles_of(work)
    row.state = lifecycle.VISIT.step(row.state, action, roles).target
    row.version += 1
    if row.state in lifecycle.VISIT.ends():
        row.ended_at = work.now
    work.session.add(row)


def order_fact(row: OrderRow) -> dict[str, Any]:
    """What every fact about an order carries."""
    return {"order_id": row.id, "order_no": row.no, "kind": row.kind, "centre_id": row.centre_id}


def visit_fact(order: OrderRow, visit: VisitRow) -> dict[str, Any]:
    """What every fact about a visit carries."""
    return {**order_fact(order), "visit_id": visit.id, "technician_id": visit.technician_id}
