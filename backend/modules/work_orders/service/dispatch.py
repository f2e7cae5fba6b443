"""Sending technicians: planning is the only caller. Two dispatchers never overwrite each other unseen (R8)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import errors, events, lifecycle, policies, repository, trade_repository
from backend.modules.work_orders.models import OrderItemRow, OrderRow, VisitItemRow, VisitRow
from backend.modules.work_orders.service.change import (
    claim_order,
    claim_visit,
    move_item,
    move_order,
    move_visit,
    roles_of,
    touch,
    visit_fact,
)
from backend.modules.work_orders.service.settle import settle_order
from backend.modules.work_orders.shapes import VisitView
from backend.modules.work_orders.yard.errors import ALREADY_THERE
from backend.modules.work_orders.yard.repository import crew_of


def plan_visit(
    work: UnitOfWork,
    order_id: str,
    technician_id: str,
    window_start: datetime,
    window_end: datetime,
    planned_start: datetime,
    version: int,
    overrule_reason: str = "",
    required_skills: Mapping[str, int] | None = None,
    needed_stock: Mapping[str, int] | None = None,
    planned_minutes: int = 60,
    item_ids: Collection[str] | None = None,
) -> VisitView:
    """Put a visit on the plan without telling the technician; covers all items that nobody goes to, or `item_ids`.

    `version` is the order's: refuses 409 changed_meanwhile when somebody changed the order since.
    """
    order = claim_order(work, order_id, version)
    lifecycle.ORDER.step(order.state, "dispatch", roles_of(work))
    if window_end <= window_start:
        raise Refusal(errors.WINDOW_BACKWARDS, field="window_end")
    technicians.technician(work, technician_id)  # refuses one that does not exist
    covered = _items_to_cover(work, order, item_ids)
    visit = VisitRow(
        no=f"{order.no}-{len(repository.visit_rows(work, order.id)) + 1}",
        order_id=order.id, centre_id=order.centre_id, technician_id=technician_id, state="planned",
        window_start=window_start, window_end=window_end, planned_start=planned_start,
        planned_minutes=planned_minutes, required_skills=dict(required_skills or {}),
        needed_stock=dict(needed_stock or {}), overrule_reason=overrule_reason,
    )  # fmt: skip
    work.session.add(visit)
    work.session.flush()
    for item in covered:
        if item.state == "suspended":
            move_item(work, item, "resume")
        work.session.add(VisitItemRow(visit_id=visit.id, item_id=item.id))
    touch(work, order)
    return repository.visit(work, visit.id)


def _items_to_cover(work: UnitOfWork, order: OrderRow, item_ids: Collection[str] | None) -> list[OrderItemRow]:
    taken = repository.covered_item_ids(work, order.id)
    todo = [one for one in repository.item_rows(work, order.id) if one.state in ("open", "suspended")]
    free = [one for one in todo if one.id not in taken]
    if item_ids is not None:
        chosen = [one for one in todo if one.id in item_ids]
        if any(one.id in taken for one in chosen):
            raise Refusal(errors.ITEM_ELSEWHERE, field="item_ids")
        free = chosen
    if not free:
        raise Refusal(errors.NO_WORK_LEFT)
    return free


def dispatch_visit(
    work: UnitOfWork,
    order_id: str,
    technician_id: str,
    window_start: datetime,
    window_end: datetime,
    planned_start: datetime,
    version: int,
    overrule_reason: str = "",
    required_skills: Mapping[str, int] | None = None,
    needed_stock: Mapping[str, int] | None = None,
    planned_minutes: int = 60,
    item_ids: Collection[str] | None = None,
) -> VisitView:
    """Plan a visit and send the technician at once; the contact limit of 1 h begins (R6)."""
    planned = plan_visit(
        work, order_id, technician_id, window_start, window_end, planned_start, version, overrule_reason,
        required_skills, needed_stock, planned_minutes, item_ids,
    )  # fmt: skip
    return dispatch_planned(work, planned.id, planned.version)


def dispatch_planned(work: UnitOfWork, visit_id: str, version: int) -> VisitView:
    """Send the technician of a planned visit."""
    order, visit = claim_visit(work, visit_id, version)
    move_visit(work, visit, "dispatch")
    _note_dispatch(work, visit)
    move_order(work, order, "dispatch")
    order.state_reason = ""
    work.record(
        events.VisitDispatched(
            **visit_fact(order, visit), window_start=visit.window_start, window_end=visit.window_end,
            planned_start=visit.planned_start, overrule_reason=visit.overrule_reason,
        )
    )  # fmt: skip
    return repository.visit(work, visit.id)


def _note_dispatch(work: UnitOfWork, visit: VisitRow) -> None:
    visit.dispatched_at = work.now
    visit.dispatched_by = work.actor.name
    limits = trade_repository.sla_limits(work)
    visit.contact_by = work.now + limits.get("contact", policies.CONTACT_LIMIT)


def reassign(
    work: UnitOfWork,
    visit_id: str,
    technician_id: str,
    version: int,
    *,
    reason: str = "",
    window_start: datetime | None = None,
    window_end: datetime | None = None,
    planned_start: datetime | None = None,
    overrule_reason: str = "",
) -> VisitView:
    """Give the visit to another technician, who has to accept it anew. `version` is the visit's.

    Refuses 409 already_there when a mate's visit to the same list is his (R35).
    """
    order, visit = claim_visit(work, visit_id, version)
    refuse_mate(work, [one for one in crew_of(work, visit) if one.id != visit.id], technician_id)
    before = visit.technician_id
    move_visit(work, visit, "reassign")
    visit.technician_id = technician_id
    visit.accepted_at = visit.contacted_at = None
    visit.overrule_reason = overrule_reason or visit.overrule_reason
    _set_times(visit, window_start, window_end, planned_start)
    _note_dispatch(work, visit)
    if order.state != "in_progress":
        move_order(work, order, "dispatch")
    else:
        touch(work, order)
    work.record(
        events.VisitReassigned(
            **visit_fact(order, visit), from_technician_id=before, window_start=visit.window_start,
            window_end=visit.window_end, reason=reason,
        )
    )  # fmt: skip
    return repository.visit(work, visit.id)


def refuse_mate(work: UnitOfWork, crew: Collection[VisitView], technician_id: str) -> None:
    """Nobody is sent twice to one list (R35): refuses who has a live visit of this crew, and who is unknown."""
    person = technicians.technician(work, technician_id)
    if any(one.technician_id == technician_id and one.state in lifecycle.LIVE_VISIT_STATES for one in crew):
        raise Refusal(ALREADY_THERE, field="technician_id", name=person.name)


def reschedule(
    work: UnitOfWork,
    visit_id: str,
    version: int,
    window_start: datetime,
    window_end: datetime,
    planned_start: datetime,
) -> VisitView:
    """Move the visit to another time (改约); the technician stays. `version` is the visit's."""
    order, visit = claim_visit(work, visit_id, version)
    move_visit(work, visit, "reschedule")
    _set_times(visit, window_start, window_end, planned_start)
    touch(work, order)
    work.record(
        events.VisitRescheduled(
            **visit_fact(order, visit), window_start=window_start, window_end=window_end, planned_start=planned_start
        )
    )
    return repository.visit(work, visit.id)


def _set_times(
    visit: VisitRow,
    window_start: datetime | None,
    window_end: datetime | None,
    planned_start: datetime | None,
) -> None:
    visit.window_start = window_start or visit.window_start
    visit.window_end = window_end or visit.window_end
    visit.planned_start = planned_start or visit.planned_start
    if visit.window_end <= visit.window_start:
        raise Refusal(errors.WINDOW_BACKWARDS, field="window_end")


def undo_dispatch(work: UnitOfWork, visit_id: str, version: int | None = None) -> VisitView:
    """Take a visit back that nobody has accepted yet; the order waits for dispatch again."""
    order, visit = claim_visit(work, visit_id, version)
    move_visit(work, visit, "undo")
    work.record(events.VisitUndone(**visit_fact(order, visit)))
    settle_order(work, order, visit, "")
    return repository.visit(work, visit.id)
