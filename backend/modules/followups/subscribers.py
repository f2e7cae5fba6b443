"""What the follow-up calls hear."""

from backend.kernel.events import Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.followups.service import schedule
from backend.modules.work_orders.events import OrderCompleted


def _on_completed(work: UnitOfWork, fact: OrderCompleted) -> None:
    schedule(work, fact)


SUBSCRIPTIONS = (Subscription("followups.schedule", OrderCompleted, _on_completed),)
