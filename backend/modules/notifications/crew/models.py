"""Tables of telling one's own people."""

from datetime import datetime

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id
from backend.modules.notifications.outgoing import Outgoing


class PhoneRow(SQLModel, table=True):
    """A phone that takes pushes: one for each sign-in, with the keys that only its browser can read by."""

    __tablename__ = "push_phones"
    id: str = Field(default_factory=new_id, primary_key=True)
    session_key: str = Field(unique=True)
    endpoint: str = Field(unique=True)
    p256dh: str
    auth: str
    user_id: str
    technician_id: str = Field(index=True)
    lang: str
    since: datetime = Field(sa_type=UtcTime)


class ChannelRow(SQLModel, table=True):
    """A robot, mailbox or number that is told: a technician's own, a centre's, or the whole company's (neither is set).

    `address` is sealed, `tail` is what people may see of it. A technician's channel stands at his centre.
    """

    __tablename__ = "channels"
    id: str = Field(default_factory=new_id, primary_key=True)
    name: str
    kind: str
    address: str
    tail: str
    centre_id: str | None = Field(default=None, index=True)
    technician_id: str | None = Field(default=None, index=True)
    about: list[str] = Field(sa_type=JSON)
    lang: str
    active: bool = True
    version: int = 1
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    failed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    last_error: str | None = None


class NoticeRow(Outgoing, table=True):
    """One fact on its way to one phone or channel, in both languages; the way out chooses.

    `target` is push:<phone> or channel:<channel>. Besides the states of everything outgoing it may be overtaken by newer
    news of the same thing (`tag`), or gone: the phone takes no more, and somebody else was told instead.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("uq_notice", "cause", "target", unique=True),
        Index("ix_notices_due", "state", "due_at"),
        Index("ix_notices_tag", "target", "tag"),
    )
    cause: str
    target: str
    code: str
    technician_id: str | None
    centre_id: str
    tag: str
    said: dict[str, list[str]] = Field(sa_type=JSON)
    path: str
