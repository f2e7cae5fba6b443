"""Facts that finance tells."""

from typing import ClassVar

from backend.kernel.events import Event


class OrderMoney(Event):
    """A fact about the money of one order."""

    order_id: str
    centre_id: str

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


class FeesConfirmed(OrderMoney):
    """The technician and the customer agreed on the fees of a visit."""

    name: ClassVar[str] = "finance.fees_confirmed"
    visit_id: str
    technician_id: str
    total_fen: int


class PaymentCollected(OrderMoney):
    """A customer paid, or the amount went on account."""

    name: ClassVar[str] = "finance.payment_collected"
    visit_id: str
    payment_id: str
    technician_id: str
    method: str
    amount_fen: int


class PaymentVoided(OrderMoney):
    """Finance took a wrongly recorded payment back."""

    name: ClassVar[str] = "finance.payment_voided"
    visit_id: str
    payment_id: str
    amount_fen: int
    reason: str


class PaymentConfirmed(OrderMoney):
    """A transfer, or a payment of a customer on account, has arrived in the bank."""

    name: ClassVar[str] = "finance.payment_confirmed"
    payment_id: str
    amount_fen: int


class FeesSettled(OrderMoney):
    """Finance has confirmed everything that was due for the order."""

    name: ClassVar[str] = "finance.fees_settled"


class RemittanceFact(Event):
    """A fact about one remittance."""

    remittance_id: str
    technician_id: str
    centre_id: str
    amount_fen: int

    @property
    def subject(self) -> str:
        """The remittance."""
        return f"remittance:{self.remittance_id}"


class RemittanceSubmitted(RemittanceFact):
    """A technician says that he hands money over."""

    name: ClassVar[str] = "finance.remittance_submitted"


class RemittanceConfirmed(RemittanceFact):
    """Finance counted the money and took it."""

    name: ClassVar[str] = "finance.remittance_confirmed"
    counted_fen: int
    difference_fen: int
    difference_note: str


class RemittanceReturned(RemittanceFact):
    """Finance gave the remittance back to the technician."""

    name: ClassVar[str] = "finance.remittance_returned"
    reason: str


class HoldingOverdue(Event):
    """A technician holds money past the limit."""

    name: ClassVar[str] = "finance.holding_overdue"
    technician_id: str
    centre_id: str
    held_fen: int
    since: str
    limit_at: str

    @property
    def subject(self) -> str:
        """The technician."""
        return f"technician:{self.technician_id}"


class MoneyExported(Event):
    """Somebody took a list of money out of the app (R27)."""

    name: ClassVar[str] = "finance.exported"
    what: str
    rows: int

    @property
    def subject(self) -> str:
        """The export."""
        return f"export:{self.what}"
