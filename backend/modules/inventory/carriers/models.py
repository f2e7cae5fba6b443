"""Tables of the carriers' room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id

_OPEN = text("state IN ('asked', 'filed')")


class BindingRuleRow(SQLModel, table=True):
    """What a carrier does when a card meets another terminal (R31). An empty field fits any; one row a combination."""

    __tablename__ = "binding_rules"
    __table_args__ = (Index("uq_binding_rules_fit", "operator", "card_type", "act", unique=True),)
    id: str = Field(default_factory=new_id, primary_key=True)
    operator: str = ""
    card_type: str = ""
    act: str = ""
    rule: str
    text_zh: str
    text_en: str
    days: int = 0
    rebinds_a_month: int = 0
    wait_minutes: int = 0
    active: bool = True
    version: int = 1


class CarrierTaskRow(SQLModel, table=True):
    """A card that is to be bound to another terminal at the carrier: one open task for each card and new terminal.

    `asked_at` is the event time, `recorded_at` the server's. `decision` says how it came: asked before power-on,
    rebound on site, an override with a word for it, or found when the vehicle was finished. `before` and
    `bound_before` are what the last step changed, so that it can be taken back. 'not_needed' with nobody in
    `decided_by` was passed over: another terminal was chosen for the card, and nothing is said of this one.
    """

    __tablename__ = "carrier_tasks"
    __table_args__ = (
        Index(
            "uq_open_carrier_task", "iccid_key19", "new_imei", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index("ix_carrier_tasks_card", "iccid_key19", "decided_at"),
        Index("ix_carrier_tasks_page", "state", "deadline_at", "id"),
        Index("ix_carrier_tasks_technician", "technician_id", "recorded_at"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    iccid_key19: str
    iccid: str
    msisdn: str = ""
    operator: str = ""
    card_type: str = ""
    old_imei: str = ""
    new_imei: str
    act: str
    rule: str
    rule_changed: bool = False
    over_limit: bool = False
    decision: str
    reason: str = ""
    approved_by: str = ""
    approved_how: str = ""
    centre_id: str | None = Field(default=None, index=True)
    technician_id: str
    vehicle_id: str
    visit_id: str | None = None
    item_id: str | None = None
    asked_at: datetime = Field(sa_type=UtcTime)
    recorded_at: datetime = Field(sa_type=UtcTime)
    deadline_at: datetime = Field(sa_type=UtcTime)
    state: str = "asked"
    filed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    filed_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_by: str | None = None
    note: str = ""
    before: str | None = None
    bound_before: str | None = None
    case_id: str | None = None
    version: int = 1


class CarrierColumnsRow(SQLModel, table=True):
    """What a carrier's portal wants in its file: field and heading of each column, in order."""

    __tablename__ = "carrier_columns"
    operator: str = Field(primary_key=True)
    columns: list[dict[str, Any]] = Field(sa_type=JSON)
    version: int = 1
