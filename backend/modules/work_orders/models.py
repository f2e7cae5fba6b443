"""Tables of the work orders module. Other modules' rows are named by id only."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class OrderCounterRow(SQLModel, table=True):
    """The last number given out on a day (local day of the centre, YYYY-MM-DD)."""

    __tablename__ = "order_counters"
    day: str = Field(primary_key=True)
    last: int = 0


class OrderRow(SQLModel, table=True):
    """What the customer asked for, once. `version` counts the changes that two people could make at once (R8)."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("day", "no"),
        Index("ix_orders_state", "state", "id"),
        Index("ix_orders_centre_state", "centre_id", "state", "id"),
        Index("ix_orders_customer", "customer_id"),
        Index("ix_orders_authority", "authority_warn_at"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    no: str = Field(index=True)
    day: str
    kind: str
    state: str
    priority: str = "normal"
    centre_id: str
    customer_id: str
    site_id: str | None = None
    contact_name: str = ""
    contact_phone: str = ""
    symptom: str = ""
    fault_code: str | None = None
    since_text: str = ""
    product_model: str = ""
    purchase_date: date | None = None
    window_start: datetime | None = Field(default=None, sa_type=UtcTime)
    window_end: datetime | None = Field(default=None, sa_type=UtcTime)
    request_no: str = ""
    note: str = ""
    in_warranty: bool | None = None
    rework_of: str | None = None
    state_reason: str = ""
    version: int = 1
    created_at: datetime = Field(sa_type=UtcTime)
    created_by: str
    changed_at: datetime = Field(sa_type=UtcTime)
    changed_by: str
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    papers_done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    fees_done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    followup_done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    # The clock of the authority (R39), on the wall; empty where no vehicle is regulated. `told`: 1 warned, 2 broken.
    authority_due_at: datetime | None = Field(default=None, sa_type=UtcTime)
    authority_warn_at: datetime | None = Field(default=None, sa_type=UtcTime)
    authority_set_at: datetime | None = Field(default=None, sa_type=UtcTime)
    authority_met_at: datetime | None = Field(default=None, sa_type=UtcTime)
    authority_set_by: str = ""
    authority_notice_no: str = ""
    authority_told: int = 0


class OrderItemRow(SQLModel, table=True):
    """One vehicle of an order, and what was done to it."""

    __tablename__ = "order_items"
    __table_args__ = (UniqueConstraint("order_id", "seq"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    order_id: str = Field(foreign_key="orders.id", index=True)
    seq: int
    vehicle_id: str = Field(index=True)
    family: str = ""
    from_vehicle_id: str | None = None
    state: str = "open"
    act: str | None = None
    new_device_no: str | None = None
    new_iccid: str | None = None
    old_device_no: str | None = None
    old_iccid: str | None = None
    old_device_end: str | None = None
    mounting: str = ""
    fault_code: str | None = None
    cause_code: str | None = None
    remedy: str = ""
    parts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    # By the code of the new part: what becomes of the one that it replaced, {end, serial} (R33).
    old_parts: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=JSON)
    test_result: str = ""
    suspend_reason: str = ""
    missing: str = ""
    unknown_reason: str = ""
    removal_reason: str | None = None
    removal_note: str = ""
    provider_released: bool = False
    vehicle_confirmed: bool = False
    # unchecked | waiting | passed | failed; `proof_failure` says in {zh, en} what the platform found wrong (R32).
    platform_verdict: str = "unchecked"
    proof_failure: dict[str, str] | None = Field(default=None, sa_type=JSON)
    recorded_at: datetime | None = Field(default=None, sa_type=UtcTime)
    event_time: datetime | None = Field(default=None, sa_type=UtcTime)
    warnings: list[str] = Field(default_factory=list, sa_type=JSON)
    version: int = 1
    # What the customer accepted is closed for editing (R35).
    acceptance_id: str | None = None


class VisitRow(SQLModel, table=True):
    """One trip of one lead technician. Times of the road are event times within bounds (R34)."""

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_technician", "technician_id", "planned_start"),
        Index("ix_visits_state", "state", "centre_id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    no: str
    order_id: str = Field(foreign_key="orders.id", index=True)
    centre_id: str
    technician_id: str
    state: str
    window_start: datetime = Field(sa_type=UtcTime)
    window_end: datetime = Field(sa_type=UtcTime)
    planned_start: datetime = Field(sa_type=UtcTime)
    planned_minutes: int = 60
    required_skills: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    needed_stock: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1
    dispatched_at: datetime | None = Field(default=None, sa_type=UtcTime)
    dispatched_by: str = ""
    overrule_reason: str = ""
    contact_by: datetime | None = Field(default=None, sa_type=UtcTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    contacted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    set_off_at: datetime | None = Field(default=None, sa_type=UtcTime)
    arrived_at: datetime | None = Field(default=None, sa_type=UtcTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    proven_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decline_reason: str = ""
    checklist: list[str] = Field(default_factory=list, sa_type=JSON)
    signature_sha: str | None = None
    signer: str = ""
    no_signature_reason: str = ""
    fees_total_fen: int | None = None
    fees_collected_fen: int | None = None
    last_lat: float | None = None
    last_lng: float | None = None
    clock_flag: bool = False
    # A mate's visit names that of his lead: together they are a crew with one list (R35).
    lead_visit_id: str | None = Field(default=None, index=True)


class VisitItemRow(SQLModel, table=True):
    """Which items a visit covers."""

    __tablename__ = "visit_items"
    visit_id: str = Field(primary_key=True, foreign_key="visits.id")
    item_id: str = Field(primary_key=True, foreign_key="order_items.id", index=True)


class PhotoRow(SQLModel, table=True):
    """A photo of a visit or of one of its items; the bytes are in the file store under their hash."""

    __tablename__ = "photos"
    id: str = Field(default_factory=new_id, primary_key=True)
    visit_id: str = Field(foreign_key="visits.id", index=True)
    item_id: str | None = Field(default=None, index=True)
    code: str
    sha256: str
    size: int
    taken_at: datetime = Field(sa_type=UtcTime)
    added_at: datetime = Field(sa_type=UtcTime)
    lat: float | None = None
    lng: float | None = None


class EvidenceLinkRow(SQLModel, table=True):
    """A picture or signature in the chain of its visit (R37): what was captured, what it follows, and who chained it.

    `chained_by` phone, server for phones that send no link, or link: it came by the customer's; `finding` says what is wrong with the link, if anything.
    """

    __tablename__ = "evidence_links"
    __table_args__ = (UniqueConstraint("visit_id", "seq"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    visit_id: str = Field(foreign_key="visits.id", index=True)
    seq: int
    kind: str
    code: str
    item_id: str | None = None
    sha256: str
    taken_at: datetime = Field(sa_type=UtcTime)
    lat: float | None = None
    lng: float | None = None
    previous: str
    link: str
    chained_by: str
    finding: str = ""
    received_at: datetime = Field(sa_type=UtcTime)


class ApprovalRow(SQLModel, table=True):
    """Who or which standing rule approved, and when; a verbal one is owed a confirmation (R3)."""

    __tablename__ = "approvals"
    id: str = Field(default_factory=new_id, primary_key=True)
    order_id: str = Field(foreign_key="orders.id", index=True)
    kind: str
    by_user: str | None = None
    by_name: str = ""
    rule_id: str | None = None
    giver: str = ""
    how: str = ""
    at: datetime = Field(sa_type=UtcTime)
    confirm_due: datetime | None = Field(default=None, sa_type=UtcTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    confirmed_by: str | None = None
    note: str = ""


class ApprovalRuleRow(SQLModel, table=True):
    """A standing rule; an empty field fits every order."""

    __tablename__ = "approval_rules"
    id: str = Field(default_factory=new_id, primary_key=True)
    name_zh: str
    name_en: str
    kind: str | None = None
    priority: str | None = None
    max_items: int | None = None
    in_warranty: bool | None = None
    centre_id: str | None = None
    customer_id: str | None = None
    active: bool = True


class PhotoCodeRow(SQLModel, table=True):
    """What a photo shows."""

    __tablename__ = "photo_codes"
    code: str = Field(primary_key=True)
    name_zh: str
    name_en: str


class SlaPolicyRow(SQLModel, table=True):
    """A promise in minutes from one moment to another (R20); editable data, `*` fits any kind or priority."""

    __tablename__ = "sla_policies"
    code: str = Field(primary_key=True)
    name_zh: str
    name_en: str
    kind: str
    priority: str
    starts: str
    ends: str
    minutes: int
    warn_percent: int = 75
    clock: str = "always"


class PhotoRuleRow(SQLModel, table=True):
    """Whether a job wants a photo. `job` is a family code or an act (swap_device, swap_sim, remove, repair)."""

    __tablename__ = "photo_rules"
    job: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    policy: str = "optional"


class RemovalReasonRow(SQLModel, table=True):
    """Why a terminal may leave a regulated vehicle (R39)."""

    __tablename__ = "removal_reasons"
    code: str = Field(primary_key=True)
    seq: int
    name_zh: str
    name_en: str
    needs_note: bool = False
    needs_release: bool = False


class JobFamilyRow(SQLModel, table=True):
    """A family of terminals: name, and minutes of work alone and in a yard for each vehicle."""

    __tablename__ = "job_families"
    code: str = Field(primary_key=True)
    name_zh: str
    name_en: str
    minutes: int
    yard_minutes: int


class FaultCodeRow(SQLModel, table=True):
    """A symptom with its likely causes, checks and remedies."""

    __tablename__ = "fault_codes"
    code: str = Field(primary_key=True)
    seq: int
    symptom_zh: str
    symptom_en: str
    causes_zh: str = ""
    causes_en: str = ""
    checks_zh: str = ""
    checks_en: str = ""
    remedies_zh: str = ""
    remedies_en: str = ""
    parts_zh: str = ""
    parts_en: str = ""
    minutes: int = 30


class CauseCodeRow(SQLModel, table=True):
    """A cause for the statistics."""

    __tablename__ = "cause_codes"
    code: str = Field(primary_key=True)
    seq: int
    zh: str
    en: str


def columns_of(row: SQLModel) -> dict[str, Any]:
    """A row's columns as a plain dict."""
    return {name: getattr(row, name) for name in type(row).model_fields}
