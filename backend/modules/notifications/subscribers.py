"""What notifications hears, and which text follows."""

from collections.abc import Callable

from backend.kernel.events import Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.followups.events import FollowUpUnreached
from backend.modules.notifications.service import was_told, write
from backend.modules.proof.events import ProofAwaited
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import (
    OrderCancelled,
    OrderCreated,
    OrderFact,
    TechnicianSetOff,
    VisitAccepted,
    VisitCompleted,
    VisitFact,
    VisitProven,
)
from backend.modules.work_orders.public import ExtraAsked, SignatureReminded


def _order_text(template: str) -> Callable[[UnitOfWork, OrderFact], None]:
    def handler(work: UnitOfWork, fact: OrderFact) -> None:
        write(work, template, fact.order_id, cause=f"{fact.name}:{fact.order_id}")

    return handler


def _visit_text(template: str, *, of_each: bool = False) -> Callable[[UnitOfWork, VisitFact], None]:
    def handler(work: UnitOfWork, fact: VisitFact) -> None:
        # The customer is told of one who comes, not of each of a crew; but he signs for the work of each.
        if of_each or work_orders.visit(work, fact.visit_id).lead_visit_id is None:
            write(work, template, fact.order_id, f"{fact.name}:{fact.visit_id}", technician_id=fact.technician_id)

    return handler


def unreached(work: UnitOfWork, fact: FollowUpUnreached) -> None:
    """After the last try the rating link goes out (R21)."""
    if fact.last:
        write(work, "followup_missed", fact.order_id, cause=f"unreached:{fact.follow_up_id}")


def awaited(work: UnitOfWork, fact: ProofAwaited) -> None:
    """Done in a garage or the like: once a visit (待验证)."""
    write(work, "awaiting_proof", fact.order_id, cause=f"{fact.name}:{fact.visit_id}")


def proven(work: UnitOfWork, fact: VisitProven) -> None:
    """Whoever was told to wait is told that it works (定位正常)."""
    if was_told(work, f"{ProofAwaited.name}:{fact.visit_id}"):
        write(work, "proven", fact.order_id, cause=f"{fact.name}:{fact.visit_id}")


def extra(work: UnitOfWork, fact: ExtraAsked) -> None:
    """Extra work is told with its price, an extra vehicle without: it costs what is used (R17)."""
    if fact.by_link:
        amount = f"{fact.amount_fen / 100:.2f}".removesuffix(".00")
        template = "extra_vehicle" if fact.thing == "vehicle" else "estimate"
        cause = f"{fact.name}:{fact.extra_id}"
        write(work, template, fact.order_id, cause, technician_id=fact.technician_id, amount=amount, plate=fact.plate)


SUBSCRIPTIONS = (
    Subscription("notifications.received", OrderCreated, _order_text("received")),
    Subscription("notifications.accepted", VisitAccepted, _visit_text("dispatched")),
    Subscription("notifications.set_off", TechnicianSetOff, _visit_text("on_the_way")),
    Subscription("notifications.completed", VisitCompleted, _visit_text("completed")),
    Subscription("notifications.signature_reminder", SignatureReminded, _visit_text("sign_reminder", of_each=True)),
    Subscription("notifications.extra", ExtraAsked, extra),
    Subscription("notifications.cancelled", OrderCancelled, _order_text("cancelled")),
    Subscription("notifications.awaiting_proof", ProofAwaited, awaited),
    Subscription("notifications.proven", VisitProven, proven),
    Subscription("notifications.unreached", FollowUpUnreached, unreached),
)
