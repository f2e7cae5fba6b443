"""Tables of tracking."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class LinkRow(SQLModel, table=True):
    """A private link, known by the hash of its token; the token itself is never stored."""

    __tablename__ = "tracking_links"
    token_hash: str = Field(primary_key=True)
    order_id: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcTime)


class RatingRow(SQLModel, table=True):
    """What the customer thought, once per order; a second rating replaces nothing and is refused."""

    __tablename__ = "ratings"
    id: str = Field(default_factory=new_id, primary_key=True)
    order_id: str = Field(unique=True)
    technician_id: str | None = Field(default=None, index=True)
    score: int = Field(ge=1, le=5)
    comment: str = ""
    at: datetime = Field(sa_type=UtcTime)
