"""What is heard for one's own people, and what follows from it (R6, R23, R31, R32, R37, R39)."""

from collections.abc import Callable
from datetime import datetime

from backend.kernel.events import Event, Handler, Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.complaints.events import ComplaintFact, ComplaintLate, UrgentComplaint
from backend.modules.inventory.events import CaseSettled
from backend.modules.inventory.public import CarrierTaskMoved
from backend.modules.notifications.crew import repository, words
from backend.modules.notifications.crew.notices import News, tell
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import (
    AuthorityClockBroken,
    AuthorityClockWarned,
    ItemNotProven,
    VisitCancelled,
    VisitDeclined,
    VisitDispatched,
    VisitFact,
    VisitReassigned,
    VisitRescheduled,
    VisitUndone,
)
from backend.modules.work_orders.public import SignatureDeclined

TODAY, DESK = "/phone/today", "/desk/"


def _order(order_id: str) -> str:
    """The desk's list with this order open."""
    return f"{DESK}orders?id={order_id}"


def _visit_news(code: str) -> Callable[[UnitOfWork, VisitFact], None]:
    def handler(work: UnitOfWork, fact: VisitFact) -> None:
        _about_visit(work, fact, code, fact.technician_id)

    return handler


def reassigned(work: UnitOfWork, fact: VisitReassigned) -> None:
    """One is to go, another need not."""
    if fact.from_technician_id != fact.technician_id:
        _about_visit(work, fact, "visit_withdrawn", fact.from_technician_id)
    _about_visit(work, fact, "visit_new", fact.technician_id)


def _about_visit(work: UnitOfWork, fact: VisitFact, code: str, technician_id: str) -> None:
    visit = work_orders.visit(work, fact.visit_id)
    if visit.dispatched_at is None:
        return  # only planned so far: nobody was told of it, and nobody hears that it changed
    zone = auth.centre(work, fact.centre_id).time_zone
    when = words.window(visit.window_start, visit.window_end, zone)
    paths = {"visit_withdrawn": TODAY, "declined": f"{DESK}board"}
    tell(work, News(
        # A visit can be moved and moved again: what it says is part of the cause.
        cause=f"{fact.name}:{fact.visit_id}:{visit.version}:{code}", code=code, centre_id=fact.centre_id, tag=fact.visit_id,
        path=paths.get(code, f"/phone/visit/{fact.visit_id}"), technician_id=technician_id,
        values={"order": fact.order_no, "kind": words.KINDS[fact.kind], "window": when},
    ))  # fmt: skip


def not_proven(work: UnitOfWork, fact: ItemNotProven) -> None:
    """The same technician has to do it again."""
    tell(work, News(
        cause=f"{fact.name}:{fact.item_id}:{fact.visit_id}", code="not_proven", centre_id=fact.centre_id,
        tag=fact.visit_id, path=f"/phone/visit/{fact.visit_id}", technician_id=fact.technician_id,
        values={"order": fact.order_no, "reason": (fact.reason, fact.reason_en)},
    ))  # fmt: skip


def unsigned(work: UnitOfWork, fact: SignatureDeclined) -> None:
    """The customer will not sign by his link and waits to be called (R37); what he says stays in the house."""
    tell(work, News(
        cause=f"{fact.name}:{fact.visit_id}", code="unsigned", centre_id=fact.centre_id, tag=fact.visit_id,
        path=_order(fact.order_id), values={"order": fact.order_no, "kind": words.KINDS[fact.kind]},
    ))  # fmt: skip


def settled(work: UnitOfWork, fact: CaseSettled) -> None:
    """The keeper has settled a number that the technician recorded."""
    if fact.technician_id is not None and fact.centre_id is not None:
        _answer(
            work,
            f"case:{fact.case_id}:{fact.decision}",
            "case_settled",
            fact.centre_id,
            fact.technician_id,
            fact.number,
        )


def carrier_moved(work: UnitOfWork, fact: CarrierTaskMoved) -> None:
    """The carrier's answer, which he waits for before power-on."""
    code = {"done": "carrier_done", "refused": "carrier_refused"}.get(fact.task_state)
    if code is not None and fact.centre_id is not None and not fact.undone:
        _answer(work, f"carrier:{fact.task_id}:{code}", code, fact.centre_id, fact.technician_id, fact.iccid)


def _answer(work: UnitOfWork, cause: str, code: str, centre_id: str, technician_id: str, number: str) -> None:
    tag = cause.split(":")[1]
    tell(work, News(cause, code, centre_id, tag, TODAY, {"tail": number[-6:]}, technician_id))


def _complaint(code: str) -> Callable[[UnitOfWork, ComplaintFact], None]:
    def handler(work: UnitOfWork, fact: ComplaintFact) -> None:
        which = fact.which if isinstance(fact, ComplaintLate) else ""
        path = f"{DESK}complaints/{fact.complaint_id}"
        tell(
            work,
            News(f"{code}:{fact.complaint_id}:{which}", code, fact.centre_id, fact.complaint_id, path, {"no": fact.no}),
        )

    return handler


def _authority(code: str) -> Callable[[UnitOfWork, AuthorityClockWarned | AuthorityClockBroken], None]:
    def handler(work: UnitOfWork, fact: AuthorityClockWarned | AuthorityClockBroken) -> None:
        due: datetime = fact.due
        zone = auth.centre(work, fact.centre_id).time_zone
        values: dict[str, str | words.Pair] = {"order": fact.order_no, "due": words.moment(due, zone)}
        cause = f"{code}:{fact.order_id}:{due.isoformat()}"
        tell(work, News(cause, code, fact.centre_id, fact.order_id, _order(fact.order_id), values))

    return handler


def _where_anybody_listens(handler: Handler) -> Handler:
    """Most facts of an installation without phones and channels need no second look."""

    def heard(work: UnitOfWork, fact: Event) -> None:
        if repository.anybody(work.session):
            handler(work, fact)

    return heard


HEARD: tuple[tuple[str, type[Event], Handler], ...] = (
    ("crew_sent", VisitDispatched, _visit_news("visit_new")),
    ("crew_reassigned", VisitReassigned, reassigned),
    ("crew_moved", VisitRescheduled, _visit_news("visit_moved")),
    ("crew_undone", VisitUndone, _visit_news("visit_withdrawn")),
    ("crew_cancelled", VisitCancelled, _visit_news("visit_withdrawn")),
    ("crew_declined", VisitDeclined, _visit_news("declined")),
    ("crew_unsigned", SignatureDeclined, unsigned),
    ("crew_not_proven", ItemNotProven, not_proven),
    ("crew_case", CaseSettled, settled),
    ("crew_carrier", CarrierTaskMoved, carrier_moved),
    ("crew_urgent", UrgentComplaint, _complaint("complaint_urgent")),
    ("crew_late", ComplaintLate, _complaint("complaint_late")),
    ("crew_warned", AuthorityClockWarned, _authority("authority_warned")),
    ("crew_broken", AuthorityClockBroken, _authority("authority_broken")),
)
SUBSCRIPTIONS = tuple(
    Subscription(f"notifications.{name}", event, _where_anybody_listens(handler)) for name, event, handler in HEARD
)
