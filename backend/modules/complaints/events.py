"""Facts that complaints tell."""

from datetime import datetime
from typing import ClassVar

from backend.kernel.events import Event


class ComplaintFact(Event):
    """A fact about one complaint; it stands in the order's trail when there is an order."""

    complaint_id: str
    no: str
    order_id: str | None
    centre_id: str

    @property
    def subject(self) -> str:
        """The order, else the complaint."""
        return f"order:{self.order_id}" if self.order_id else f"complaint:{self.complaint_id}"


class ComplaintOpened(ComplaintFact):
    """A customer complains."""

    name: ClassVar[str] = "complaint.opened"
    customer_id: str
    source: str
    severity: str
    repeat_of: str | None
    first_answer_due: datetime
    settle_due: datetime


class UrgentComplaint(ComplaintFact):
    """Damage or service down: the managers of the centre are alerted at once."""

    name: ClassVar[str] = "complaint.urgent"
    text: str
    manager_ids: list[str]


class ComplaintMoved(ComplaintFact):
    """One step further on the path."""

    name: ClassVar[str] = "complaint.moved"
    act: str
    from_state: str
    to_state: str
    note: str


class ComplaintLate(ComplaintFact):
    """A deadline has passed: `which` is first_answer or settle."""

    name: ClassVar[str] = "complaint.late"
    which: str
    due: datetime
    responsible: str | None
    manager_ids: list[str]
