"""What finance hears."""

from backend.kernel.events import Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance.service.settling import settle_if_done
from backend.modules.work_orders.events import OrderCompleted


def _on_completed(work: UnitOfWork, fact: OrderCompleted) -> None:
    settle_if_done(work, fact.order_id)


SUBSCRIPTIONS = (Subscription("finance.settle", OrderCompleted, _on_completed),)
