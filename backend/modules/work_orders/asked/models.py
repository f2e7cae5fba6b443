"""Tables of what the customer is asked."""

from datetime import datetime

from sqlalchemy import Index
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
