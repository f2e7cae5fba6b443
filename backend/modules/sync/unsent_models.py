"""Tables about what phones still hold."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime


class PhoneHoldsRow(SQLModel, table=True):
    """What one outbox said last that it still holds; `refused` are the ids of commands that wait for a person there."""

    __tablename__ = "phone_holds"
    client_id: str = Field(primary_key=True, foreign_key="sync_clients.client_id")
    user_id: str
    technician_id: str | None = None
    centre_id: str | None = Field(default=None, index=True)
    device: str = ""
    commands: int = 0
    photos: int = 0
    refused: list[str] = Field(default_factory=list, sa_type=JSON)
    oldest_at: datetime | None = Field(default=None, sa_type=UtcTime)
    told_at: datetime = Field(sa_type=UtcTime)
    put_away_at: datetime | None = Field(default=None, sa_type=UtcTime)


class PhonePolicyRow(SQLModel, table=True):
    """The company's rule for the data on phones; one row."""

    __tablename__ = "phone_policy"
    id: str = Field(primary_key=True)
    keep_days: int
