"""What the follow-up calls hear."""

from backend.kernel.events import Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.followups.service import not_working, proven, schedule
from backend.modules.work_orders.events import ItemNotProven, OrderCompleted, VisitProven


def _on_completed(work: UnitOfWork, fact: OrderCompleted) -> None:
    schedule(work, fact)


SUBSCRIPTIONS = (
    Subscription("followups.schedule", OrderCompleted, _on_completed),
    Subscription("followups.not_working", ItemNotProven, not_working),
    Subscription("followups.proven", VisitProven, proven),
)
