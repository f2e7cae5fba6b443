"""The road: accepting, declining, contacting, setting off, arriving, starting, failing, breaking off."""

from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.public import PhoneAct
from backend.modules.work_orders import errors, events, policies, repository
from backend.modules.work_orders import phone_payloads as said
from backend.modules.work_orders.service.change import move_item, move_visit, visit_fact
from backend.modules.work_orders.service.own import Mine, claim_mine, stamp
from backend.modules.work_orders.service.settle import settle_order
from backend.modules.work_orders.yard.crew import leave_rest, share_of


def _fact(mine: Mine) -> dict[str, Any]:
    return visit_fact(mine.order, mine.visit)


def accept(work: UnitOfWork, act: PhoneAct, payload: said.Plain) -> None:
    """Take the visit (接单)."""
    mine = claim_mine(work, payload.visit_id)
    move_visit(work, mine.visit, "accept")
    mine.visit.accepted_at = stamp(work, mine, act)
    work.record(events.VisitAccepted(**_fact(mine), at=mine.visit.accepted_at))


def decline(work: UnitOfWork, act: PhoneAct, payload: said.Because) -> None:
    """Turn the visit down with a reason; the order goes back to dispatch and shows it."""
    mine = claim_mine(work, payload.visit_id)
    move_visit(work, mine.visit, "decline")
    mine.visit.decline_reason = payload.reason
    work.record(events.VisitDeclined(**_fact(mine), reason=payload.reason, at=stamp(work, mine, act)))
    settle_order(work, mine.order, mine.visit, payload.reason)


def contacted(work: UnitOfWork, act: PhoneAct, payload: said.Plain) -> None:
    """The customer was spoken with; the first time counts for the contact limit (R6)."""
    mine = claim_mine(work, payload.visit_id)
    move_visit(work, mine.visit, "contact")
    if mine.visit.contacted_at is not None:
        return
    mine.visit.contacted_at = stamp(work, mine, act)
    late = mine.visit.contact_by is not None and mine.visit.contacted_at > mine.visit.contact_by
    work.record(events.CustomerContacted(**_fact(mine), at=mine.visit.contacted_at, late=late))


def tick(work: UnitOfWork, act: PhoneAct, payload: said.Ticked) -> None:
    """The checklist before leaving (R9)."""
    mine = claim_mine(work, payload.visit_id)
    unknown = sorted(set(payload.ticked) - policies.CHECKLIST_CODES)
    if unknown:
        raise Refusal(errors.UNKNOWN_CODE, field="ticked", value=unknown[0])
    move_visit(work, mine.visit, "tick")
    mine.visit.checklist = sorted(set(payload.ticked))
    work.record(events.ChecklistTicked(**_fact(mine), ticked=mine.visit.checklist))


def set_off(work: UnitOfWork, act: PhoneAct, payload: said.At) -> None:
    """On the way (出发)."""
    mine = claim_mine(work, payload.visit_id)
    move_visit(work, mine.visit, "set_off")
    mine.visit.set_off_at = stamp(work, mine, act)
    _place(mine, payload)
    work.record(events.TechnicianSetOff(**_fact(mine), at=mine.visit.set_off_at))


def arrive(work: UnitOfWork, act: PhoneAct, payload: said.At) -> None:
    """At the customer's place (到达)."""
    mine = claim_mine(work, payload.visit_id)
    move_visit(work, mine.visit, "arrive")
    mine.visit.arrived_at = stamp(work, mine, act)
    # Where the way began is not where the work is done: a phone that does not know its place now leaves it open.
    mine.visit.last_lat = mine.visit.last_lng = None
    _place(mine, payload)
    work.record(events.TechnicianArrived(**_fact(mine), at=mine.visit.arrived_at))


def start(work: UnitOfWork, act: PhoneAct, payload: said.Plain) -> None:
    """Work begins (开工)."""
    mine = claim_mine(work, payload.visit_id)
    move_visit(work, mine.visit, "start")
    mine.visit.started_at = stamp(work, mine, act)
    work.record(events.WorkStarted(**_fact(mine), at=mine.visit.started_at))


def fail(work: UnitOfWork, act: PhoneAct, payload: said.Because) -> None:
    """Nobody there, or no vehicle (空跑); the order waits for dispatch again."""
    mine = claim_mine(work, payload.visit_id)
    move_visit(work, mine.visit, "fail")
    work.record(events.VisitFailed(**_fact(mine), reason=payload.reason, at=stamp(work, mine, act)))
    settle_order(work, mine.order, mine.visit, payload.reason)


def suspend(work: UnitOfWork, act: PhoneAct, payload: said.SuspendVisit) -> None:
    """Break the visit off: every vehicle still to do is suspended, the order is held (R14).

    With a vehicle finished the visit has papers to complete, so it is completed instead.
    """
    mine = claim_mine(work, payload.visit_id)
    covered = {one.id for one in share_of(work, mine.visit.id)}
    rows = [one for one in repository.item_rows(work, mine.order.id) if one.id in covered]
    if any(one.state == "recorded" for one in rows):
        raise Refusal(errors.SUSPEND_NEEDS_COMPLETE)
    move_visit(work, mine.visit, "suspend")
    stamp(work, mine, act)
    for row in rows:
        if row.state == "open":
            move_item(work, row, "suspend")
            row.suspend_reason, row.missing = payload.reason, payload.missing
    leave_rest(work, mine.visit.id)
    work.record(events.VisitSuspended(**_fact(mine), reason=payload.reason))
    settle_order(work, mine.order, mine.visit, payload.reason)


def _place(mine: Mine, payload: said.At) -> None:
    if payload.lat is not None and payload.lng is not None:
        mine.visit.last_lat, mine.visit.last_lng = payload.lat, payload.lng
