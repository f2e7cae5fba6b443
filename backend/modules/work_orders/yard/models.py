"""Tables of the yard (R35): what each person said of a vehicle, where two said different things, what the customer accepted."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class StatementRow(SQLModel, table=True):
    """Something said about a vehicle on site, whole; kept for good. `past`: the vehicle was opened anew since."""

    __tablename__ = "item_statements"
    __table_args__ = (Index("ix_item_statements_item", "item_id", "version"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    item_id: str = Field(foreign_key="order_items.id")
    crew_id: str
    visit_id: str | None = None
    kind: str
    author: str
    author_name: str
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int
    seen: int | None = None
    at: datetime = Field(sa_type=UtcTime)
    received_at: datetime = Field(sa_type=UtcTime)
    past: bool = False


class ClashRow(SQLModel, table=True):
    """Two values for one field of a vehicle, for a person to choose. `state` open, settled, or gone (nothing is left to choose)."""

    __tablename__ = "item_clashes"
    __table_args__ = (
        Index("ix_item_clashes_order", "order_id"),
        Index(
            "uq_item_clash_open",
            "item_id",
            "field",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    order_id: str = Field(foreign_key="orders.id")
    item_id: str = Field(foreign_key="order_items.id")
    field: str
    state: str = "open"
    claims: list[str] = Field(default_factory=list, sa_type=JSON)
    opened_at: datetime = Field(sa_type=UtcTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    settled_by: str = ""
    chosen: str | None = None
    note: str = ""


class AcceptanceRow(SQLModel, table=True):
    """The customer's signature, or the reason for none, for the vehicles that it names; kept for good (R35, R37)."""

    __tablename__ = "acceptances"
    id: str = Field(default_factory=new_id, primary_key=True)
    order_id: str = Field(foreign_key="orders.id", index=True)
    visit_id: str = Field(foreign_key="visits.id", index=True)
    item_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    sha256: str | None = None
    reason: str = ""
    signer: str = ""
    taken_at: datetime = Field(sa_type=UtcTime)
    received_at: datetime = Field(sa_type=UtcTime)
