"""Tables of finance. Entries and postings are written once and never changed; a mistake is reversed by a new entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, event
from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class Account(SQLModel, table=True):
    """An account of the books; the codes are in accounts.py."""

    __tablename__ = "accounts"
    code: str = Field(primary_key=True)
    name_zh: str
    name_en: str


class Entry(SQLModel, table=True):
    """One transaction of the ledger: its postings sum to zero. `reverses` names the entry it takes back."""

    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("reverses"), Index("ix_entries_ref", "ref"))
    id: str = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    kind: str
    ref: str
    memo: str = ""
    centre_id: str = Field(index=True)
    by_user: str
    by_name: str = ""
    reverses: str | None = None


class Posting(SQLModel, table=True):
    """One side of an entry: debit positive, credit negative, in fen, never zero."""

    __tablename__ = "postings"
    __table_args__ = (Index("ix_postings_account", "account", "technician_id"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    entry_id: str = Field(foreign_key="entries.id", index=True)
    account: str = Field(foreign_key="accounts.code")
    technician_id: str | None = None
    amount_fen: int = Field(sa_type=BigInteger)


class FeeSheet(SQLModel, table=True):
    """The fees of a visit as the technician confirmed them; a later confirmation supersedes the earlier."""

    __tablename__ = "fee_sheets"
    id: str = Field(default_factory=new_id, primary_key=True)
    visit_id: str = Field(index=True)
    order_id: str = Field(index=True)
    centre_id: str
    technician_id: str
    total_fen: int = Field(sa_type=BigInteger)
    confirmed_at: datetime = Field(sa_type=UtcTime)
    entry_id: str | None = None
    superseded_at: datetime | None = Field(default=None, sa_type=UtcTime)


class FeeLine(SQLModel, table=True):
    """One line of a fee sheet; a free line keeps the price it would have cost and says why it is free."""

    __tablename__ = "fee_lines"
    id: str = Field(default_factory=new_id, primary_key=True)
    sheet_id: str = Field(foreign_key="fee_sheets.id", index=True)
    order_id: str
    visit_id: str = Field(index=True)
    item_id: str
    kind: str  # part | labour | travel | other
    code: str
    quantity: int
    unit_fen: int = Field(sa_type=BigInteger)
    amount_fen: int = Field(sa_type=BigInteger)
    free_reason: str | None = None


class Payment(SQLModel, table=True):
    """Money that a customer gave or promised at a visit."""

    __tablename__ = "payments"
    __table_args__ = (
        Index("ix_payments_held", "technician_id", "confirmed_at"),
        Index("ix_payments_page", "collected_at", "id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    visit_id: str = Field(index=True)
    order_id: str = Field(index=True)
    centre_id: str
    technician_id: str
    method: str  # cash | wechat | alipay | transfer | on_account
    amount_fen: int = Field(sa_type=BigInteger)
    reference: str = ""
    collected_at: datetime = Field(sa_type=UtcTime)
    recorded_at: datetime = Field(sa_type=UtcTime)
    entry_id: str
    remittance_id: str | None = Field(default=None, index=True)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    confirmed_by: str | None = None
    voided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    void_reason: str = ""


class Remittance(SQLModel, table=True):
    """What a technician hands over at once (交款); finance confirms it against counted money, or returns it."""

    __tablename__ = "remittances"
    __table_args__ = (Index("ix_remittances_page", "state", "submitted_at", "id"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    technician_id: str = Field(index=True)
    centre_id: str
    amount_fen: int = Field(sa_type=BigInteger)
    cash_fen: int = Field(sa_type=BigInteger)
    state: str = "submitted"
    note: str = ""
    submitted_at: datetime = Field(sa_type=UtcTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_by: str | None = None
    counted: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    counted_fen: int | None = Field(default=None, sa_type=BigInteger)
    difference_note: str = ""
    return_reason: str = ""
    entry_id: str | None = None
    version: int = 1


class RemittedPayment(SQLModel, table=True):
    """Which payments a remittance named; kept when it is returned and its payments go into another one."""

    __tablename__ = "remitted_payments"
    remittance_id: str = Field(primary_key=True, foreign_key="remittances.id")
    payment_id: str = Field(primary_key=True, foreign_key="payments.id")


class OverdueAlert(SQLModel, table=True):
    """One alert a technician and day: money held past its limit."""

    __tablename__ = "overdue_alerts"
    technician_id: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime)


def _written_once(mapper: Any, connection: Any, target: Any) -> None:
    raise RuntimeError("the ledger is append-only: reverse the entry instead")


for _table in (Entry, Posting):
    event.listen(_table, "before_update", _written_once)
    event.listen(_table, "before_delete", _written_once)
