"""What complaints hear. Followups is a neighbour, so its fact is known here by name and by the fields that are needed."""

from typing import ClassVar

from backend.kernel.events import Event, Subscription
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.complaints.service import NewComplaint, open_complaint
from backend.modules.work_orders import public as work_orders


class DissatisfiedInCall(Event):
    """The part of followups' fact that matters here."""

    name: ClassVar[str] = "followup.dissatisfied"
    follow_up_id: str
    order_id: str
    centre_id: str
    comment: str

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


def _on_dissatisfied(work: UnitOfWork, fact: DissatisfiedInCall) -> None:
    order = work_orders.order(work, fact.order_id)
    open_complaint(
        work,
        NewComplaint(
            customer_id=order.customer_id,
            centre_id=fact.centre_id,
            text=fact.comment,
            source="follow_up",
            order_id=fact.order_id,
            source_ref=f"follow_up:{fact.follow_up_id}",
            contact_name=order.contact_name,
            contact_phone=order.contact_phone,
        ),
    )


SUBSCRIPTIONS = (Subscription("complaints.dissatisfied", DissatisfiedInCall, _on_dissatisfied),)
