"""Tables of the phones' inbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime

_OPEN_REFUSAL = text("outcome = 'refused' AND settled_at IS NULL")


class SyncClientRow(SQLModel, table=True):
    """One outbox on one phone of one person; `last_seq` is the last command that has its final answer."""

    __tablename__ = "sync_clients"
    client_id: str = Field(primary_key=True)
    user_id: str = Field(index=True)
    last_seq: int = 0
    seen_at: datetime = Field(sa_type=UtcTime)


class SyncCommandRow(SQLModel, table=True):
    """A command as it came, and the answer it got. Nothing typed on site is thrown away, refused or not.

    `settled_*`: how the office dealt with a refused one.
    """

    __tablename__ = "sync_commands"
    __table_args__ = (
        Index("ix_sync_commands_client", "client_id", "seq"),
        Index(
            "ix_sync_refusals", "centre_id", "received_at", sqlite_where=_OPEN_REFUSAL, postgresql_where=_OPEN_REFUSAL
        ),
    )
    id: str = Field(primary_key=True)
    client_id: str = Field(foreign_key="sync_clients.client_id")
    user_id: str
    seq: int
    kind: str
    body_hash: str
    event_time: datetime = Field(sa_type=UtcTime)
    received_at: datetime = Field(sa_type=UtcTime)
    outcome: str
    answer: dict[str, Any] = Field(sa_type=JSON)
    body: dict[str, Any] = Field(sa_type=JSON)
    centre_id: str | None = None
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    settled_by: str = ""
    settled_note: str = ""


class ReceivedFileRow(SQLModel, table=True):
    """A receipt: this person handed in these bytes."""

    __tablename__ = "received_files"
    sha256: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    centre_id: str | None = None
    size: int
    media_type: str
    received_at: datetime = Field(sa_type=UtcTime)
