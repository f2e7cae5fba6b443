"""Tables of notifications."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class TemplateRow(SQLModel, table=True):
    """A text with {placeholders}, editable by the company."""

    __tablename__ = "message_templates"
    code: str = Field(primary_key=True)
    zh: str
    en: str


class MessageRow(SQLModel, table=True):
    """One text to one customer. `state`: queued, sent, failed (given up) or off (no carrier configured)."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_due", "state", "due_at"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    # One fact makes one message, however often the fact is delivered.
    cause: str = Field(unique=True)
    order_id: str = Field(index=True)
    to_phone: str
    template: str
    text: str
    state: str = "queued"
    attempts: int = 0
    last_error: str | None = None
    created_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
