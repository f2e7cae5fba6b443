"""Facts that tracking tells."""

from typing import ClassVar

from backend.kernel.events import Event


class CustomerFact(Event):
    """Something the customer did on the page."""

    order_id: str
    centre_id: str

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


class CustomerRated(CustomerFact):
    """The customer rated the work, 1 to 5."""

    name: ClassVar[str] = "tracking.rated"
    score: int
    comment: str


class CustomerComplained(CustomerFact):
    """The customer is not satisfied and said why."""

    name: ClassVar[str] = "tracking.complained"
    complaint_id: str
