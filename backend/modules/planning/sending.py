"""Dispatch, undo, reassign, reschedule. What the engine would not suggest needs a reason (R5), a partner a manager (R7)."""

from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.planning import errors
from backend.modules.planning.needs import Needs, needs_of
from backend.modules.planning.ranking import answer, check_window
from backend.modules.planning.schemas import DispatchIn, MateIn, ReassignIn, RescheduleIn
from backend.modules.technicians import public as technicians
from backend.modules.technicians.public import Technician
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import VisitView


def dispatch(work: UnitOfWork, order_id: str, said: DispatchIn) -> VisitView:
    """Send a technician; refuses 409 changed_meanwhile with who, when and whom (R8), 422 without a needed reason."""
    order = work_orders.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    chosen = None
    if said.item_ids is not None:
        chosen = tuple(one for one in work_orders.items(work, order.id) if one.id in said.item_ids)
    needs = needs_of(work, order, (said.window_start, said.window_end), chosen)
    # Of an order that somebody changed meanwhile, only that is told: all other checks would be about the old one.
    if order.version == said.version:
        check_times(work, said.window_start, said.window_end, said.planned_start)
        check_person(work, needs, said.technician_id, said.overrule_reason)
    return work_orders.dispatch_visit(
        work,
        order.id,
        said.technician_id,
        said.window_start,
        said.window_end,
        said.planned_start,
        said.version,
        overrule_reason=said.overrule_reason,
        required_skills=needs.skills,
        needed_stock=needs.stock,
        planned_minutes=needs.minutes,
        item_ids=said.item_ids,
    )


def send_mate(work: UnitOfWork, visit_id: str, said: MateIn) -> VisitView:
    """Send one more technician to a visit's list (R35), by the same rules as a dispatch."""
    visit = work_orders.visit(work, visit_id)
    work.actor.require_centre(visit.centre_id)
    if visit.version == said.version:
        order = work_orders.order(work, visit.order_id)
        todo = tuple(one for one in work_orders.items_of_visit(work, visit.id) if one.state in ("open", "suspended"))
        needs = needs_of(work, order, (visit.window_start, visit.window_end), todo)
        check_person(work, needs, said.technician_id, said.overrule_reason)
    return work_orders.send_mate(work, visit_id, said.technician_id, said.version, said.overrule_reason)


def undo(work: UnitOfWork, visit_id: str, version: int) -> VisitView:
    """Take a dispatch back that nobody accepted yet."""
    return work_orders.undo_dispatch(work, visit_id, version)


def reassign(work: UnitOfWork, visit_id: str, said: ReassignIn) -> VisitView:
    """Give the visit to somebody else, by the same rules as a dispatch."""
    visit = work_orders.visit(work, visit_id)
    work.actor.require_centre(visit.centre_id)
    start, end = said.window_start or visit.window_start, said.window_end or visit.window_end
    if visit.version == said.version:
        if said.window_start or said.window_end or said.planned_start:
            check_times(work, start, end, said.planned_start or visit.planned_start)
        order = work_orders.order(work, visit.order_id)
        items = tuple(work_orders.items_of_visit(work, visit.id))
        needs = needs_of(work, order, (start, end), items)
        check_person(work, needs, said.technician_id, said.overrule_reason, visit.id)
    return work_orders.reassign(
        work,
        visit_id,
        said.technician_id,
        said.version,
        reason=said.reason,
        window_start=said.window_start,
        window_end=said.window_end,
        planned_start=said.planned_start,
        overrule_reason=said.overrule_reason,
    )


def reschedule(work: UnitOfWork, visit_id: str, said: RescheduleIn) -> VisitView:
    """Move the visit to another time; the technician stays."""
    check_times(work, said.window_start, said.window_end, said.planned_start)
    return work_orders.reschedule(work, visit_id, said.version, said.window_start, said.window_end, said.planned_start)


def check_times(work: UnitOfWork, start: datetime, end: datetime, planned: datetime) -> None:
    """Refuse windows that cannot be, and a start outside the window."""
    check_window(work, start, end)
    if not start <= planned <= end:
        raise Refusal(errors.START_OUTSIDE, field="planned_start")


def check_person(
    work: UnitOfWork,
    needs: Needs,
    technician_id: str,
    overrule_reason: str,
    without_visit: str | None = None,
) -> None:
    """Refuse a partner without a manager, and anybody ruled out without a reason."""
    technician = technicians.technician(work, technician_id)
    work.actor.require_centre(technician.centre_id)
    if not technician.active:
        raise Refusal(errors.INACTIVE, field="technician_id", name=technician.name)
    if technician.partner_name and "manager" not in work.actor.roles:
        raise Refusal(
            errors.NEEDS_MANAGER, field="technician_id", name=technician.name, partner=technician.partner_name
        )
    if not overrule_reason:
        _check_fit(work, needs, technician, without_visit)


def _check_fit(work: UnitOfWork, needs: Needs, technician: Technician, without_visit: str | None) -> None:
    found = answer(work, needs, without_visit=without_visit, only=technician.id)
    for out in found.ranking.ruled_out:
        why = found.speaker.ruled_out(technician, out.reason)
        raise Refusal(
            errors.OVERRULE_REASON,
            field="overrule_reason",
            name=technician.name,
            why_zh=why.zh,
            why_en=why.en,
            reason=why.code,
        )
