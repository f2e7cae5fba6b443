"""What proof by the platform hears."""

from backend.kernel.events import Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.proof.opening import open_proof
from backend.modules.work_orders.events import ItemRecorded


def _on_recorded(work: UnitOfWork, fact: ItemRecorded) -> None:
    open_proof(work, fact)


SUBSCRIPTIONS = (Subscription("proof.open", ItemRecorded, _on_recorded),)
