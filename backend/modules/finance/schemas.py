"""Wire shapes of finance. Money in fen; times ISO-8601 with Z."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Reason = Annotated[str, Field(min_length=1, max_length=200)]
Method = Literal["cash", "wechat", "alipay", "transfer", "on_account"]
RemittanceState = Literal["submitted", "confirmed", "returned"]
NoteCount = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class Wire(BaseModel):
    """Strict: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class FeeLineOut(Wire):
    """One line; `free_reason` says why nothing is charged for it."""

    item_id: str
    kind: str
    code: str
    name_zh: str
    name_en: str
    quantity: int
    unit_fen: int
    amount_fen: int
    free_reason: str | None


class VisitFeesOut(Wire):
    """The fees of a visit: as confirmed, or as they stand now when nobody has confirmed them."""

    visit_id: str
    order_id: str
    confirmed: bool
    confirmed_at: datetime | None
    ready: bool
    lines: list[FeeLineOut]
    total_fen: int
    collected_fen: int
    payments: list["PaymentOut"]


class HoldingOut(Wire):
    """What one technician holds. `submitted_fen` of it is handed in and waits for counting."""

    technician_id: str
    name: str
    partner_name: str | None
    centre_id: str
    centre_name: str
    cash_fen: int
    digital_fen: int
    total_fen: int
    submitted_fen: int
    oldest_at: datetime
    limit_at: datetime | None
    overdue: bool


class HoldingTotals(Wire):
    """The sums under the list."""

    people: int
    cash_fen: int
    digital_fen: int
    total_fen: int
    overdue_fen: int
    submitted_fen: int


class HoldingsOut(Wire):
    """Everybody who holds money."""

    items: list[HoldingOut]
    totals: HoldingTotals


class PaymentOut(Wire):
    """A payment, with the order and the things it was for."""

    id: str
    visit_id: str
    order_id: str
    order_no: str
    customer_name: str
    things_zh: str
    things_en: str
    technician_id: str
    technician_name: str
    method: str
    amount_fen: int
    reference: str
    collected_at: datetime
    remittance_id: str | None
    confirmed_at: datetime | None
    voided_at: datetime | None
    void_reason: str


class RemittanceOut(Wire):
    """A remittance in a list."""

    id: str
    technician_id: str
    technician_name: str
    centre_id: str
    centre_name: str
    amount_fen: int
    cash_fen: int
    digital_fen: int
    payment_count: int
    state: RemittanceState
    note: str
    submitted_at: datetime
    decided_at: datetime | None
    confirmed_at: datetime | None
    by: str | None
    counted: dict[str, int] | None
    counted_fen: int | None
    difference_note: str
    return_reason: str
    version: int


class RemittanceDetailOut(RemittanceOut):
    """A remittance with its payments."""

    payments: list[PaymentOut]


class ConfirmIn(Wire):
    """Counted notes by face value ("100", "50", … "0.1") and "loose" in fen; a difference needs a note."""

    counted: dict[str, NoteCount] = Field(default_factory=dict, max_length=20)
    difference_note: str = Field(default="", max_length=200)
    version: int | None = None


class ReturnIn(Wire):
    """Why the remittance goes back."""

    reason: Reason
    version: int | None = None


class VoidIn(Wire):
    """Why the payment was wrong."""

    reason: Reason


class PostingOut(Wire):
    """One side of an entry: debit positive, credit negative."""

    account: str
    name_zh: str
    name_en: str
    technician_id: str | None
    technician_name: str | None
    amount_fen: int


class EntryOut(Wire):
    """One entry of the ledger."""

    id: str
    at: datetime
    kind: str
    ref: str
    memo: str
    by: str
    reverses: str | None
    reversed_by: str | None
    postings: list[PostingOut]


class AccountOut(Wire):
    """The balance of an account."""

    account: str
    name_zh: str
    name_en: str
    amount_fen: int


class BalanceOut(Wire):
    """Whether the books balance, and every account's balance."""

    balanced: bool
    totals: list[AccountOut]


class WalletOut(Wire):
    """What the technician's phone shows: what he holds and until when he hands it over."""

    held_fen: int
    cash_fen: int
    digital_fen: int
    submitted_fen: int
    since: datetime | None
    limit_at: datetime | None
    overdue: bool
    payments: list[PaymentOut]
    remittances: list[RemittanceOut]
