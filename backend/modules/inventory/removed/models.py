"""Tables of removed parts and of what goes back to factories. An ended entry keeps its row: it is the thing's history."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id

_NOT_ENDED = text("state <> 'ended'")
_LIVE = text("live AND result IS NULL")


class RemovedRow(SQLModel, table=True):
    """A terminal, card or numbered part that was taken out of a vehicle, and what became of it (R33).

    Plate, symptom and names are those of the day, as the label prints them. `place_id` follows custody. `bound_for`
    is what it must come to, `end` what it came to; `came_from` is where it lay before it ended, for the undo.
    `asked_by` reported it lost; somebody else, by `asked_by_id`, has to approve that.
    """

    __tablename__ = "removed_parts"
    __table_args__ = (
        Index("uq_removed_open", "kind", "thing_id", unique=True, sqlite_where=_NOT_ENDED, postgresql_where=_NOT_ENDED),
        Index("ix_removed_centre", "centre_id", "state", "removed_at"),
        Index("ix_removed_thing", "kind", "thing_id"),
        Index("ix_removed_visit", "visit_id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    label_no: str = Field(index=True)
    kind: str
    thing_id: str
    number: str = Field(index=True)
    second_number: str = ""
    product_code: str | None = None
    place_id: str = Field(foreign_key="places.id", index=True)
    centre_id: str | None = None
    technician_id: str | None = None
    technician_name: str = ""
    vehicle_id: str | None = None
    plate: str = Field(default="", index=True)
    plate_colour: str = ""
    visit_id: str | None = None
    order_no: str = ""
    symptom_zh: str = ""
    symptom_en: str = ""
    removed_at: datetime = Field(sa_type=UtcTime)
    recorded_at: datetime = Field(sa_type=UtcTime)
    bound_for: str
    state: str = "open"
    end: str | None = None
    note: str = ""
    came_from: str | None = None
    asked_by: str = ""
    asked_by_id: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by: str = ""
    version: int = 1


class RemovedLimitRow(SQLModel, table=True):
    """After how many days on a van a removed part is late; a centre without a row has the usual limit."""

    __tablename__ = "removed_limits"
    __table_args__ = (CheckConstraint("days > 0", name="limit_is_some_days"),)
    centre_id: str = Field(primary_key=True)
    days: int


class ReturnBatchRow(SQLModel, table=True):
    """One parcel of removed terminals to a factory (返厂批次)."""

    __tablename__ = "return_batches"
    __table_args__ = (Index("ix_return_batches_centre", "centre_id", "id"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    no: str = Field(unique=True)
    day: date
    centre_id: str
    factory: str
    address: str = ""
    carrier: str = ""
    parcel_no: str = ""
    note: str = ""
    state: str = "open"
    opened_at: datetime = Field(sa_type=UtcTime)
    opened_by: str
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    arrived_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    version: int = 1


class ReturnLineRow(SQLModel, table=True):
    """One terminal of a batch and what the factory said. not `live`: the line was taken out, or the batch called off."""

    __tablename__ = "return_lines"
    __table_args__ = (
        Index("uq_return_line", "removed_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_return_lines_batch", "batch_id", "seq"),
        CheckConstraint("claim_fen >= 0", name="claim_not_negative"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    batch_id: str = Field(foreign_key="return_batches.id")
    seq: int
    removed_id: str = Field(foreign_key="removed_parts.id")
    symptom: str = ""
    claim: bool = False
    live: bool = True
    result: str | None = None
    result_at: datetime | None = Field(default=None, sa_type=UtcTime)
    result_by: str = ""
    note: str = ""
    new_device_id: str | None = Field(default=None, foreign_key="devices.id")
    claim_result: str | None = None
    claim_fen: int = 0
