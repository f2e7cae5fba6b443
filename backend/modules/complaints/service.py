"""Complaints: opened by hand, from a follow-up call or from the tracking page; moved step by step; watched (R23)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_ALLOWED, NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.complaints import repository
from backend.modules.complaints.errors import CLASS_NEEDED, NOT_A_HANDLER, NOTE_NEEDED, WRONG_STEP
from backend.modules.complaints.events import (
    ComplaintLate,
    ComplaintMoved,
    ComplaintOpened,
    UrgentComplaint,
)
from backend.modules.complaints.lifecycle import HANDLERS, STATE_NAMES, Change, step
from backend.modules.complaints.models import Complaint, ComplaintAct, ComplaintCounter
from backend.modules.complaints.policies import (
    FIRST_ANSWER_IN,
    REPEAT_WITHIN,
    SETTLED_IN,
    complaint_no,
    repeated,
    severity_of,
)
from backend.modules.work_orders import public as work_orders


@dataclass(frozen=True)
class NewComplaint:
    """A complaint as it comes in."""

    customer_id: str
    centre_id: str
    text: str
    source: str
    order_id: str | None = None
    source_ref: str | None = None
    class_: str | None = None
    severity: str | None = None
    contact_name: str = ""
    contact_phone: str = ""


def open_complaint(work: UnitOfWork, new: NewComplaint) -> Complaint:
    """Register a complaint with its two deadlines; the same `source_ref` gives the same complaint again."""
    known = repository.by_source_ref(work.session, new.source_ref) if new.source_ref else None
    if known is not None:
        return known
    complaint = Complaint(
        **vars(new) | {"severity": severity_of(new.text, new.severity)},
        no=_next_no(work, new.centre_id),
        first_answer_due=work.now + FIRST_ANSWER_IN,
        settle_due=work.now + SETTLED_IN,
        repeat_of=_repeat_of(work, new.order_id),
        created_at=work.now,
        created_by=work.actor.name,
    )
    work.session.add(complaint)
    work.session.flush()
    _write_act(work, complaint, "open", "", complaint.state, "")
    work.record(
        ComplaintOpened(
            **_named(complaint),
            customer_id=complaint.customer_id,
            source=complaint.source,
            severity=complaint.severity,
            repeat_of=complaint.repeat_of,
            first_answer_due=complaint.first_answer_due,
            settle_due=complaint.settle_due,
        )
    )
    if complaint.severity == "urgent":
        _alert(work, complaint)
    return complaint


@dataclass(frozen=True)
class Step:
    """What a person does to a complaint."""

    act: str
    note: str = ""
    class_: str | None = None
    severity: str | None = None
    responsible: str | None = None
    version: int | None = None


def act(work: UnitOfWork, complaint_id: str, taken: Step) -> Complaint:
    """One step on the path. Every step but the classification needs a note; archiving notes what was learnt."""
    complaint = repository.one(work.session, complaint_id, lock=True)
    if complaint is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(complaint.centre_id)
    if taken.version is not None and taken.version != complaint.version:
        raise Refusal(CHANGED_MEANWHILE, current=complaint.version)
    change = step(complaint.state, taken.act)
    if change is None:
        zh, en = STATE_NAMES[complaint.state]
        raise Refusal(WRONG_STEP, field="act", state_zh=zh, state_en=en)
    if not work.actor.roles & change.who:
        raise Refusal(NOT_ALLOWED)
    if change.act != "classify" and not taken.note:
        raise Refusal(NOTE_NEEDED, field="note")
    was_urgent = complaint.severity == "urgent"
    _take(work, complaint, change, taken)
    if complaint.severity == "urgent" and not was_urgent:
        _alert(work, complaint)
    return complaint


def _take(work: UnitOfWork, complaint: Complaint, change: Change, taken: Step) -> None:
    if change.act == "classify":
        _classify(work, complaint, taken)
    elif change.act == "answer":
        complaint.first_answered_at = work.now
    elif change.act == "settle":
        complaint.settled_at = work.now
    elif change.act == "reopen":
        # The clock of settling starts anew: the customer was told a result he does not accept.
        complaint.settled_at, complaint.settle_due = None, work.now + SETTLED_IN
        complaint.late_told = min(complaint.late_told, 1)
    elif change.act == "archive":
        complaint.archived_at, complaint.learnt = work.now, taken.note
    came_from = complaint.state
    complaint.state = change.target
    complaint.version += 1
    work.session.add(complaint)
    _write_act(work, complaint, change.act, came_from, change.target, taken.note)
    work.record(
        ComplaintMoved(
            **_named(complaint), act=change.act, from_state=came_from, to_state=change.target, note=taken.note
        )
    )
    if change.act == "confirm" and complaint.source == "follow_up" and complaint.order_id:
        # The call that brought the complaint has had its answer now.
        work_orders.mark_followup_done(work, complaint.order_id)


def _classify(work: UnitOfWork, complaint: Complaint, taken: Step) -> None:
    if taken.class_ is None and complaint.class_ is None:
        raise Refusal(CLASS_NEEDED, field="class")
    complaint.class_ = taken.class_ or complaint.class_
    complaint.severity = taken.severity or complaint.severity
    responsible = taken.responsible or complaint.responsible or work.actor.id
    if responsible not in _handlers(work, complaint.centre_id):
        raise Refusal(NOT_A_HANDLER, field="responsible")
    complaint.responsible = responsible


def tell_late_one(work: UnitOfWork) -> bool:
    """Tell of one missed deadline; False when there is none. Each deadline is told once."""
    complaint = repository.claim_late(work.session, work.now)
    if complaint is None:
        return False
    answer_late = (
        complaint.late_told < 1 and complaint.first_answered_at is None and complaint.first_answer_due < work.now
    )
    complaint.late_told = 1 if answer_late else repository.BOTH_TOLD
    work.session.add(complaint)
    work.session.flush()
    work.record(
        ComplaintLate(
            **_named(complaint),
            which="first_answer" if answer_late else "settle",
            due=complaint.first_answer_due if answer_late else complaint.settle_due,
            responsible=complaint.responsible,
            manager_ids=_managers(work, complaint.centre_id),
        )
    )
    return True


def one(work: UnitOfWork, complaint_id: str) -> Complaint:
    """A complaint of the actor's centres; refuses 404 and 403."""
    complaint = repository.one(work.session, complaint_id)
    if complaint is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(complaint.centre_id)
    return complaint


def _repeat_of(work: UnitOfWork, order_id: str | None) -> str | None:
    if order_id is None:
        return None
    order = work_orders.order(work, order_id)
    vehicle_ids = [item.vehicle_id for item in work_orders.items(work, order_id)]
    found = work_orders.recent_orders_of_vehicles(work, vehicle_ids, since=order.created_at - 2 * REPEAT_WITHIN)
    earlier = [
        (other.id, other.kind, other.completed_at)
        for others in found.values()
        for other in others
        if other.id != order_id and other.completed_at is not None
    ]
    return repeated(earlier, order.created_at)


def _next_no(work: UnitOfWork, centre_id: str) -> str:
    zone = ZoneInfo(auth.centre(work, centre_id).time_zone)
    day = work.now.astimezone(zone).date()
    row = repository.counter(work.session, day.isoformat()) or ComplaintCounter(day=day.isoformat())
    row.last += 1
    work.session.add(row)
    work.session.flush()
    return complaint_no(day, row.last)


def _alert(work: UnitOfWork, complaint: Complaint) -> None:
    work.record(
        UrgentComplaint(**_named(complaint), text=complaint.text, manager_ids=_managers(work, complaint.centre_id))
    )


def _managers(work: UnitOfWork, centre_id: str) -> list[str]:
    return [user.id for user in auth.users_with(work, "manager", centre_id)]


def _handlers(work: UnitOfWork, centre_id: str) -> set[str]:
    return {user.id for role in sorted(HANDLERS) for user in auth.users_with(work, role, centre_id)}


def _write_act(work: UnitOfWork, complaint: Complaint, name: str, came_from: str, goes_to: str, note: str) -> None:
    work.session.add(
        ComplaintAct(
            complaint_id=complaint.id,
            act=name,
            from_state=came_from,
            to_state=goes_to,
            note=note,
            at=work.now,
            by_user=work.actor.id,
            by_name=work.actor.name,
        )
    )
    work.session.flush()


def _named(complaint: Complaint) -> dict[str, str | None]:
    return {
        "complaint_id": complaint.id,
        "no": complaint.no,
        "order_id": complaint.order_id,
        "centre_id": complaint.centre_id,
    }
