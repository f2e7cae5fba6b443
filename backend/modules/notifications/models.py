"""Tables of notifications."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.modules.notifications.outgoing import Outgoing


class TemplateRow(SQLModel, table=True):
    """A text with {placeholders}, editable by the company."""

    __tablename__ = "message_templates"
    code: str = Field(primary_key=True)
    zh: str
    en: str


class MessageRow(Outgoing, table=True):
    """One text to one customer; off means that no carrier is configured."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_due", "state", "due_at"),)
    # One fact makes one message, however often the fact is delivered.
    cause: str = Field(unique=True)
    order_id: str = Field(index=True)
    to_phone: str
    template: str
    text: str
