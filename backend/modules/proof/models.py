"""Tables of proof by the platform. Other modules' rows are named by id only."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class ProofRuleRow(SQLModel, table=True):
    """What the platform has to show for a family of terminals; '*' is any other. Data that the company edits."""

    __tablename__ = "proof_rules"
    family: str = Field(primary_key=True)
    needs: list[str] = Field(sa_type=JSON)
    satellites: int = 6
    metres: int = 200
    volts_percent: int = 30
    # Past these hours after the work: no position although it reports is a failure; the rest goes to a person.
    fix_hours: int = 24
    wait_hours: int = 72
    # How long a proven terminal may be silent before it counts as dark (slow reporters).
    dark_hours: int = 24


class ProofRow(SQLModel, table=True):
    """One vehicle that was done, and what the platform has shown of it so far.

    `located_at` is its first position after the work began: from then on it works, and its warranty counts.
    `next_at` is when the job asks again, None when it does not; `watch_at` is when a proven one is looked at again.
    """

    __tablename__ = "proofs"
    __table_args__ = (
        Index("ix_proofs_due", "next_at"),
        Index("ix_proofs_watch", "watch_at"),
        Index("ix_proofs_state", "state", "id"),
        Index("ix_proofs_order", "order_id"),
        Index("ix_proofs_item", "item_id"),
        Index("ix_proofs_vehicle", "vehicle_id"),
        Index("ix_proofs_device_no", "device_no"),
        Index("ix_proofs_imei", "imei"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    # One recording makes one proof, however often the fact of it is delivered.
    cause: str = Field(unique=True)
    item_id: str
    visit_id: str
    order_id: str
    centre_id: str
    technician_id: str
    vehicle_id: str
    plate: str
    vin: str = ""
    act: str
    family: str = ""
    device_id: str
    device_no: str
    imei: str = ""
    iccid: str = ""
    # Names under which the platform may still know the terminal from where it sat before.
    former_names: list[str] = Field(default_factory=list, sa_type=JSON)
    started_at: datetime = Field(sa_type=UtcTime)
    finished_at: datetime = Field(sa_type=UtcTime)
    lat: float | None = None
    lng: float | None = None
    state: str = "waiting"
    checks: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    attempts: int = 0
    opened_at: datetime = Field(sa_type=UtcTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    located_at: datetime | None = Field(default=None, sa_type=UtcTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcTime)
    awaited_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_by: str = ""
    note: str = ""
    warranty_end: str = ""
    watch_at: datetime | None = Field(default=None, sa_type=UtcTime)
    version: int = 1


class ProofAnswerRow(SQLModel, table=True):
    """One asking and what the platform said, kept with the item (R13). Only ever added to."""

    __tablename__ = "proof_answers"
    __table_args__ = (Index("ix_proof_answers_proof", "proof_id", "id"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    proof_id: str = Field(foreign_key="proofs.id")
    at: datetime = Field(sa_type=UtcTime)
    asked_by: str
    outcome: str
    platform: str = ""
    said: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    checks: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)


class ReworkRow(SQLModel, table=True):
    """A terminal that went dark after it had been proven: a suggestion to do it again. One for each proof."""

    __tablename__ = "rework_suggestions"
    __table_args__ = (Index("ix_rework_suggestions_state", "state", "id"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    proof_id: str = Field(foreign_key="proofs.id", unique=True)
    item_id: str
    order_id: str
    visit_id: str
    centre_id: str
    technician_id: str
    vehicle_id: str
    plate: str
    device_no: str
    proven_at: datetime = Field(sa_type=UtcTime)
    last_seen: datetime | None = Field(default=None, sa_type=UtcTime)
    opened_at: datetime = Field(sa_type=UtcTime)
    back_at: datetime | None = Field(default=None, sa_type=UtcTime)
    state: str = "open"
    # Whether it counts against first-time fix (R26); one put aside does not.
    counts: bool = True
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_by: str = ""
    reason: str = ""
    new_order_id: str | None = None
    version: int = 1
