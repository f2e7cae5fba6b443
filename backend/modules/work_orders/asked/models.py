"""Tables of what the customer is asked."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime


class SignatureRequestRow(SQLModel, table=True):
    """A signature that the customer was asked for by his link, once a visit (R37).

    `state` asked, signed, declined, or lapsed: the technician got a signature or a reason on his phone after all, or
    the visit was never completed. `how` drawn or typed. `remind_at` is empty once he was reminded.
    """

    __tablename__ = "signature_requests"
    __table_args__ = (
        Index("ix_signature_requests_order", "order_id"),
        Index("ix_signature_requests_remind", "state", "remind_at"),
    )
    visit_id: str = Field(primary_key=True, foreign_key="visits.id")
    order_id: str = Field(foreign_key="orders.id")
    state: str = "asked"
    asked_at: datetime = Field(sa_type=UtcTime)
    asked_of: str = ""
    remind_at: datetime | None = Field(default=None, sa_type=UtcTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    how: str = ""
    reason: str = ""


class ExtraRow(SQLModel, table=True):
    """Work or a vehicle that was not in the order, and what the customer says to it before it is charged (R17).

    `id` is made on the phone; of a vehicle it is the id of its item too. `kind` vehicle or work; of work `code`,
    `quantity` and `unit_fen` are what was agreed. `state` asked, approved or declined; `answered_how` word or link.
    """

    __tablename__ = "visit_extras"
    __table_args__ = (Index("ix_visit_extras_visit", "visit_id"), Index("ix_visit_extras_order", "order_id"))
    id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visits.id")
    order_id: str = Field(foreign_key="orders.id")
    item_id: str = Field(foreign_key="order_items.id")
    kind: str
    code: str = ""
    quantity: int = 0
    unit_fen: int = Field(default=0, sa_type=BigInteger)
    note: str = ""
    state: str = "asked"
    asked_at: datetime = Field(sa_type=UtcTime)
    asked_by: str = ""
    by_link: bool = False
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    answered_how: str = ""
    answered_by: str = ""
    reason: str = ""
