"""Calling off an order or a visit."""

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders import errors, events, repository
from backend.modules.work_orders.lifecycle import LIVE_VISIT_STATES
from backend.modules.work_orders.models import OrderRow, VisitRow
from backend.modules.work_orders.service.change import (
    claim_order,
    claim_visit,
    move_item,
    move_order,
    move_visit,
    order_fact,
    visit_fact,
)
from backend.modules.work_orders.service.settle import settle_order
from backend.modules.work_orders.shapes import OrderView, VisitView


def cancel_order(work: UnitOfWork, order_id: str, version: int, reason: str) -> OrderView:
    """Call the order off with everything under way; what was recorded stays recorded."""
    if not reason.strip():
        raise Refusal(errors.REASON_MISSING, field="reason")
    order = claim_order(work, order_id, version)
    move_order(work, order, "cancel")
    order.state_reason = reason
    for visit in repository.visit_rows(work, order.id):
        if visit.state in LIVE_VISIT_STATES:
            _end(work, order, visit, reason, as_system=True)
    for item in repository.item_rows(work, order.id):
        if item.state in ("open", "suspended"):
            move_item(work, item, "cancel", as_system=True)
    work.record(events.OrderCancelled(**order_fact(order), reason=reason))
    return repository.order(work, order.id)


def cancel_visit(work: UnitOfWork, visit_id: str, version: int | None, reason: str) -> VisitView:
    """Call one visit off; the order waits for dispatch again."""
    if not reason.strip():
        raise Refusal(errors.REASON_MISSING, field="reason")
    order, visit = claim_visit(work, visit_id, version)
    _end(work, order, visit, reason)
    settle_order(work, order, visit, reason)
    return repository.visit(work, visit.id)


def _end(work: UnitOfWork, order: OrderRow, visit: VisitRow, reason: str, *, as_system: bool = False) -> None:
    move_visit(work, visit, "cancel", as_system=as_system)
    work.record(events.VisitCancelled(**visit_fact(order, visit), reason=reason))
