"""Tables of the keeper's work. What a paper moved stands in the movements that carry its id, not here again."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id

_GOING_ON = text("state IN ('open', 'waiting')")


class StockPaperRow(SQLModel, table=True):
    """A receipt, issue, return or transfer. The id is made by whoever asks, so that asking twice is one paper.

    `state`: booked; in_transit until it arrived; undone; lost for a transfer whose rest was given up. `asked` is the
    hash of the request; `bound` keeps where a returned thing was bound for, for the way back.
    """

    __tablename__ = "stock_papers"
    __table_args__ = (
        Index("ix_stock_papers_from", "from_place", "id"),
        Index("ix_stock_papers_to", "to_place", "id"),
    )
    id: str = Field(primary_key=True)
    kind: str
    no: str
    state: str = "booked"
    from_place: str | None = None
    to_place: str
    asked: str
    counts: dict[str, int] = Field(sa_type=JSON)
    bound: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    note: str = ""
    at: datetime = Field(sa_type=UtcTime)
    by: str
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by: str | None = None
    end_note: str = ""


class StockSheetRow(SQLModel, table=True):
    """A list of devices, cards or parts that was handed in and checked; its good rows enter the books when taken.

    The id follows from warehouse, kind and content, so that the same file is the same list.
    """

    __tablename__ = "stock_sheets"
    id: str = Field(primary_key=True)
    kind: str
    place_id: str = Field(foreign_key="places.id")
    centre_id: str
    file_name: str
    created_at: datetime = Field(sa_type=UtcTime)
    created_by: str
    titles: list[str] = Field(sa_type=JSON)
    good: list[dict[str, Any]] = Field(sa_type=JSON)
    faulty: list[dict[str, Any]] = Field(sa_type=JSON)
    faults: list[dict[str, Any]] = Field(sa_type=JSON)
    warnings: list[dict[str, Any]] = Field(sa_type=JSON)
    paper_id: str | None = None


class StockCountRow(SQLModel, table=True):
    """The counting of one warehouse or van. `losses` wait for a manager while the state is 'waiting'."""

    __tablename__ = "stock_counts"
    __table_args__ = (
        Index("uq_count_going_on", "place_id", unique=True, sqlite_where=_GOING_ON, postgresql_where=_GOING_ON),
        Index("ix_stock_counts_centre", "centre_id", "id"),
    )
    id: str = Field(primary_key=True)
    place_id: str = Field(foreign_key="places.id")
    centre_id: str
    state: str = "open"
    opened_at: datetime = Field(sa_type=UtcTime)
    opened_by: str
    finished_at: datetime | None = Field(default=None, sa_type=UtcTime)
    finished_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_by: str | None = None
    note: str = ""
    decision_note: str = ""
    losses: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    outcome: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1


class CountEntryRow(SQLModel, table=True):
    """What somebody saw: a device or card by its id, an unknown number as it was read, a part with how many."""

    __tablename__ = "stock_count_entries"
    __table_args__ = (Index("uq_count_entry", "count_id", "thing_kind", "thing_id", unique=True),)
    id: str = Field(default_factory=new_id, primary_key=True)
    count_id: str = Field(foreign_key="stock_counts.id")
    thing_kind: str
    thing_id: str
    number: str
    quantity: int = 1
    at: datetime = Field(sa_type=UtcTime)
    by: str


class StockLevelRow(SQLModel, table=True):
    """The fewest of a product that a warehouse should hold."""

    __tablename__ = "stock_levels"
    __table_args__ = (CheckConstraint("least >= 0", name="level_not_negative"),)
    place_id: str = Field(primary_key=True, foreign_key="places.id")
    product_code: str = Field(primary_key=True, foreign_key="products.code")
    least: int
