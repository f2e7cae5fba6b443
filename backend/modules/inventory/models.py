"""Tables of the inventory module. Movements and installations are only ever added to; an open interval may be closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id

# The state of a thing that never was: a number entered or read by mistake.
MISTAKEN = "mistaken"
_OPEN = text("until_at IS NULL AND standing = 'valid'")
_CASE_OPEN = text("state = 'open'")
TAIL = 4  # so many places of a number at least are read out, and found by an index


def _tail(table: str, column: str) -> Index:
    return Index(f"ix_{table}_{column}_tail", text(f"substr({column}, length({column}) - {TAIL - 1})"))


class ProductRow(SQLModel, table=True):
    """A row of the price list: a device model, a kind of card, a part, a labour item. Prices in fen."""

    __tablename__ = "products"
    code: str = Field(primary_key=True)
    name_zh: str
    name_en: str
    kind: str
    family: str = ""
    tracked: str = "count"
    price_fen: int = 0
    warranty_months: int = 0
    consumable: bool = False


class PlaceRow(SQLModel, table=True):
    """Where a thing can be. The id follows from kind and owner (see custody.place_id), so it needs no look-up."""

    __tablename__ = "places"
    __table_args__ = (Index("ix_places_technician", "technician_id"), Index("ix_places_vehicle", "vehicle_id"))
    id: str = Field(primary_key=True)
    kind: str
    centre_id: str | None = None
    technician_id: str | None = None
    vehicle_id: str | None = None
    name: str = ""


class DeviceRow(SQLModel, table=True):
    """A terminal. `place_id` is its one place. An IMEI may stand on several: makers clone them, which is a case."""

    __tablename__ = "devices"
    __table_args__ = (_tail("devices", "terminal_no"), _tail("devices", "imei"))
    id: str = Field(default_factory=new_id, primary_key=True)
    terminal_no: str = Field(unique=True)
    imei: str = Field(default="", index=True)
    product_code: str | None = Field(default=None, foreign_key="products.code")
    place_id: str = Field(foreign_key="places.id", index=True)
    warranty_start: date | None = None
    warranty_end: date | None = None
    state: str = "good"
    bound_for: str | None = None


class SimRow(SQLModel, table=True):
    """A SIM card, known by the first 19 places of its ICCID."""

    __tablename__ = "sims"
    __table_args__ = (_tail("sims", "iccid"), _tail("sims", "iccid_key19"), _tail("sims", "msisdn"))
    id: str = Field(default_factory=new_id, primary_key=True)
    iccid_key19: str = Field(unique=True)
    iccid: str
    msisdn: str = Field(default="", index=True)
    operator: str = ""
    card_type: str = ""
    product_code: str = "SIM"
    place_id: str = Field(foreign_key="places.id", index=True)
    bound_imei: str = ""
    state: str = "good"
    bound_for: str | None = None


class StockRow(SQLModel, table=True):
    """How many of a counted part are in a place; never negative, the database itself sees to it."""

    __tablename__ = "stock"
    __table_args__ = (CheckConstraint("quantity >= 0", name="stock_never_negative"),)
    place_id: str = Field(primary_key=True, foreign_key="places.id")
    product_code: str = Field(primary_key=True, foreign_key="products.code")
    quantity: int


class MovementRow(SQLModel, table=True):
    """One thing went from a place to another: who, when, why, on which visit. `from_place` None: it entered the books."""

    __tablename__ = "movements"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="movement_moves_something"),
        Index("ix_movements_thing", "thing_kind", "thing_id", "id"),
        Index("ix_movements_visit", "visit_id"),
        Index("ix_movements_from", "from_place", "id"),
        Index("ix_movements_to", "to_place", "id"),
        Index("ix_movements_paper", "paper_id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    thing_kind: str
    thing_id: str
    quantity: int = 1
    from_place: str | None = None
    to_place: str
    at: datetime = Field(sa_type=UtcTime)
    recorded_at: datetime = Field(sa_type=UtcTime)
    by: str
    why: str
    visit_id: str | None = None
    paper_id: str | None = None
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})


class InstallationRow(SQLModel, table=True):
    """This terminal with this card sat in this vehicle from when to when (R30).

    `slot` is the mounting place that can hold one terminal. `standing`: 'valid' counts; 'claimed' waits for a
    person since it clashes; 'rejected' and 'corrected' are kept for the record. Only valid ones exclude each other,
    in the database itself (docs/decisions/0013). `from_at` and `until_at` are when it happened; `recorded_at` and
    `ended_recorded_at` when the books were told; it counted from `counted_from` until `counted_until` by record time.
    """

    __tablename__ = "installations"
    __table_args__ = (
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="interval_runs_forward"),
        Index("uq_open_device", "device_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_open_sim", "sim_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_open_slot", "vehicle_id", "slot", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_installations_vehicle", "vehicle_id", "from_at"),
        Index("ix_installations_device", "device_id", "from_at"),
        Index("ix_installations_sim", "sim_id", "from_at"),
        Index("ix_installations_claimed", "claimed_sim_id", "from_at"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    vehicle_id: str
    mounting: str = ""
    slot: str = ""
    device_id: str = Field(foreign_key="devices.id")
    sim_id: str | None = Field(default=None, foreign_key="sims.id")
    claimed_sim_id: str | None = Field(default=None, foreign_key="sims.id")
    from_at: datetime = Field(sa_type=UtcTime)
    until_at: datetime | None = Field(default=None, sa_type=UtcTime)
    recorded_at: datetime = Field(sa_type=UtcTime)
    recorded_by: str = ""
    visit_id: str | None = None
    act: str
    standing: str = "valid"
    ended_recorded_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by: str = ""
    ended_act: str = ""
    ended_visit_id: str | None = None
    counted_from: datetime | None = Field(default=None, sa_type=UtcTime)
    counted_until: datetime | None = Field(default=None, sa_type=UtcTime)


class NumberCaseRow(SQLModel, table=True):
    """A number that is unknown or clashes: what the field says beside what the books say, for a person to settle."""

    __tablename__ = "number_cases"
    __table_args__ = (
        Index("ix_number_cases_open", "centre_id", "opened_at", sqlite_where=_CASE_OPEN, postgresql_where=_CASE_OPEN),
        Index("ix_number_cases_visit", "visit_id"),
        Index("ix_number_cases_vehicle", "vehicle_id"),
        Index("ix_number_cases_number", "number"),
        Index("ix_number_cases_technician", "technician_id", "settled_at"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    code: str
    number: str
    centre_id: str | None = None
    technician_id: str | None = None
    vehicle_id: str | None = None
    visit_id: str | None = None
    at: datetime | None = Field(default=None, sa_type=UtcTime)
    claim: dict[str, Any] = Field(sa_type=JSON)
    books: dict[str, Any] = Field(sa_type=JSON)
    installation_id: str | None = None
    state: str = "open"
    opened_at: datetime = Field(sa_type=UtcTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    settled_by: str | None = None
    decision: str | None = None
    note: str = ""
    outcome: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    version: int = 1
