"""What tracking hears: an order gets its link when it is opened, and the link ends some time after closing."""

from backend.kernel.events import Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.tracking import links
from backend.modules.work_orders.events import OrderClosed, OrderCreated


def open_on_creation(work: UnitOfWork, fact: OrderCreated) -> None:
    """The link works from the first minute (R4)."""
    links.open_link(work, fact.order_id)


def end_after_closing(work: UnitOfWork, fact: OrderClosed) -> None:
    """The link expires (R28)."""
    row = links.open_link(work, fact.order_id)
    row.expires_at = fact.closed_at + links.AFTER_CLOSING


SUBSCRIPTIONS = (
    Subscription("tracking.open_link", OrderCreated, open_on_creation),
    Subscription("tracking.end_link", OrderClosed, end_after_closing),
)
