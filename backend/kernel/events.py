"""Facts: what happened, written in the same transaction as the change, then delivered to each subscriber on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id

if TYPE_CHECKING:
    from backend.kernel.unit_of_work import UnitOfWork


class Event(BaseModel):
    """A fact in the past tense. Subclasses set `name` ('order.approved') and say what it is about."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str]

    @property
    def subject(self) -> str:
        """What the fact is about, e.g. 'order:<id>'; the audit trail of a thing is its subject's facts."""
        raise NotImplementedError

    @property
    def centre(self) -> str | None:
        """The service centre concerned; None when it concerns the whole company."""
        return getattr(self, "centre_id", None)


class EventRow(SQLModel, table=True):
    """One fact in the log. Never updated, never deleted (R29)."""

    __tablename__ = "event_log"
    __table_args__ = (Index("ix_event_log_subject", "subject", "id"), Index("ix_event_log_at", "at"))
    id: str = Field(default_factory=new_id, primary_key=True)
    name: str
    at: datetime = Field(sa_type=UtcTime)
    actor_id: str
    actor_name: str
    subject: str
    centre_id: str | None = None
    payload: dict[str, Any] = Field(sa_type=JSON)


class DeliveryRow(SQLModel, table=True):
    """One fact still owed to one subscriber; the row goes when it has been handled."""

    __tablename__ = "event_delivery"
    __table_args__ = (Index("ix_event_delivery_due", "due_at"),)
    event_id: str = Field(primary_key=True, foreign_key="event_log.id")
    subscriber: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=UtcTime)
    attempts: int = 0
    last_error: str | None = None


Handler = Callable[["UnitOfWork", Any], None]


@dataclass(frozen=True)
class Subscription:
    """`handler(uow, event)` hears `event`; idempotent, since a delivery may be repeated after a crash."""

    name: str
    event: type[Event]
    handler: Handler


class Subscriptions:
    """All traffic between the modules, on one table (see backend/wiring.py)."""

    def __init__(self, subscriptions: tuple[Subscription, ...] = ()) -> None:
        """Index by event name and by subscriber; a subscriber's name stands once."""
        self.by_event: dict[str, list[Subscription]] = {}
        self.by_name: dict[str, Subscription] = {}
        for one in subscriptions:
            if one.name in self.by_name:
                raise ValueError(f"two subscribers named {one.name}")
            self.by_name[one.name] = one
            self.by_event.setdefault(one.event.name, []).append(one)
