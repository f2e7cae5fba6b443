"""What follows from the end of a visit, and what lets an order close."""

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders import events, repository
from backend.modules.work_orders.lifecycle import LIVE_VISIT_STATES
from backend.modules.work_orders.models import OrderRow, VisitRow
from backend.modules.work_orders.service.authority import meet_if_back
from backend.modules.work_orders.service.change import move_order, order_fact, touch, visit_fact

CLOSING = (("papers_missing", "papers_done_at"), ("fees_open", "fees_done_at"), ("followup_open", "followup_done_at"))


def settle_order(work: UnitOfWork, order: OrderRow, visit: VisitRow, reason: str) -> None:
    """After a visit ended: nothing while another is live; else the order is completed, held, or waits again.

    Suspended items alone hold the order (R14); an item still to do brings it back to dispatch, with the reason.
    """
    work.session.flush()
    if order.state != "in_progress":
        touch(work, order)
        return
    if any(one.state in LIVE_VISIT_STATES for one in repository.visit_rows(work, order.id)):
        touch(work, order)
        return
    items = repository.item_rows(work, order.id)
    states = {one.state for one in items}
    if "open" in states:
        move_order(work, order, "return", as_system=True)
        order.state_reason = reason
        work.record(events.OrderReturned(**order_fact(order), reason=reason))
    elif "suspended" in states:
        reason = reason or next(one.suspend_reason for one in items if one.state == "suspended")
        move_order(work, order, "hold", as_system=True)
        order.state_reason = reason
        work.record(events.OrderHeld(**order_fact(order), reason=reason))
    else:
        _complete(work, order, visit)


def _complete(work: UnitOfWork, order: OrderRow, visit: VisitRow, action: str = "complete") -> None:
    move_order(work, order, action, as_system=True)
    order.state_reason = ""
    order.completed_at = visit.completed_at or work.now
    # A visit is completed only with complete papers (R15), so the last one completes the order's papers too.
    order.papers_done_at = work.now
    meet_if_back(work, order)
    work.record(
        events.OrderCompleted(
            **order_fact(order), customer_id=order.customer_id, visit_id=visit.id,
            technician_id=visit.technician_id, completed_at=order.completed_at,
        )
    )  # fmt: skip
    _close_if_done(work, order)


def reopen_order(work: UnitOfWork, order: OrderRow, reason: str, reason_en: str) -> None:
    """A completed order goes back to dispatch; papers, fees and follow-up have to come again."""
    move_order(work, order, "reopen", as_system=True)
    order.completed_at = order.papers_done_at = order.fees_done_at = order.followup_done_at = None
    order.state_reason = reason
    work.record(events.OrderReopened(**order_fact(order), reason=reason, reason_en=reason_en))


def stand_order(work: UnitOfWork, order: OrderRow, visit: VisitRow) -> None:
    """A reopened order with nothing left to do is completed after all."""
    work.session.flush()
    states = {one.state for one in repository.item_rows(work, order.id)}
    if order.state == "approved" and "recorded" in states and not states & {"open", "suspended"}:
        _complete(work, order, visit, "stand")


def missing_to_close(papers_done_at: object, fees_done_at: object, followup_done_at: object) -> list[str]:
    """What still keeps an order from closing."""
    done = (papers_done_at, fees_done_at, followup_done_at)
    return [code for (code, _), at in zip(CLOSING, done, strict=True) if at is None]


def _close_if_done(work: UnitOfWork, order: OrderRow) -> None:
    if order.state != "completed":
        return
    if missing_to_close(order.papers_done_at, order.fees_done_at, order.followup_done_at):
        return
    move_order(work, order, "close", as_system=True)
    order.closed_at = work.now
    work.record(events.OrderClosed(**order_fact(order), closed_at=work.now))


def mark_fees_settled(work: UnitOfWork, order_id: str) -> None:
    """Finance: nothing of this order's money is open any more. Repeating it changes nothing."""
    order = repository.lock(work, OrderRow, order_id)
    if order.fees_done_at is None:
        order.fees_done_at = work.now
        touch(work, order)
        _close_if_done(work, order)


def mark_followup_done(work: UnitOfWork, order_id: str) -> None:
    """Follow-ups: the call was made, or is not owed. Repeating it changes nothing."""
    order = repository.lock(work, OrderRow, order_id)
    if order.followup_done_at is None:
        order.followup_done_at = work.now
        touch(work, order)
        _close_if_done(work, order)


def mark_fees(work: UnitOfWork, visit_id: str, total_fen: int) -> None:
    """Finance: what the visit costs the customer, in fen; 0 is free."""
    _mark(work, visit_id, total_fen=total_fen)


def mark_collected(work: UnitOfWork, visit_id: str, collected_fen: int) -> None:
    """Finance: what of it is collected or put on account, in fen, all payments together."""
    _mark(work, visit_id, collected_fen=collected_fen)


def _mark(work: UnitOfWork, visit_id: str, *, total_fen: int | None = None, collected_fen: int | None = None) -> None:
    seen = repository.visit(work, visit_id)
    order = repository.lock(work, OrderRow, seen.order_id)
    visit = repository.lock(work, VisitRow, visit_id)
    if total_fen is not None:
        visit.fees_total_fen = total_fen
    if collected_fen is not None:
        visit.fees_collected_fen = collected_fen
    visit.version += 1
    work.session.add(visit)
    work.record(
        events.FeesMarked(
            **visit_fact(order, visit), total_fen=visit.fees_total_fen, collected_fen=visit.fees_collected_fen
        )
    )
