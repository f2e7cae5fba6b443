"""What work orders tell other modules, and take from them: frozen facts, never rows."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class OrderView:
    """An order. Times aware, UTC."""

    id: str
    no: str
    kind: str
    state: str
    priority: str
    centre_id: str
    customer_id: str
    site_id: str | None
    contact_name: str
    contact_phone: str
    symptom: str
    fault_code: str | None
    since_text: str
    product_model: str
    purchase_date: date | None
    window_start: datetime | None
    window_end: datetime | None
    request_no: str
    note: str
    in_warranty: bool | None
    rework_of: str | None
    state_reason: str
    version: int
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    approved_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    papers_done_at: datetime | None
    fees_done_at: datetime | None
    followup_done_at: datetime | None
    authority_due_at: datetime | None
    authority_warn_at: datetime | None
    authority_set_at: datetime | None
    authority_met_at: datetime | None
    authority_set_by: str
    authority_notice_no: str


@dataclass(frozen=True)
class ItemView:
    """One vehicle of an order and what was done to it."""

    id: str
    order_id: str
    seq: int
    vehicle_id: str
    family: str
    from_vehicle_id: str | None
    state: str
    act: str | None
    new_device_no: str | None
    new_iccid: str | None
    old_device_no: str | None
    old_iccid: str | None
    old_device_end: str | None
    mounting: str
    fault_code: str | None
    cause_code: str | None
    remedy: str
    parts: dict[str, int]
    test_result: str
    suspend_reason: str
    missing: str
    unknown_reason: str
    removal_reason: str | None
    removal_note: str
    provider_released: bool
    vehicle_confirmed: bool
    platform_verdict: str
    recorded_at: datetime | None
    event_time: datetime | None
    warnings: list[str]
    version: int
    proof_failure: dict[str, str] | None = None
    old_parts: dict[str, dict[str, str]] = field(default_factory=dict)
    acceptance_id: str | None = None


@dataclass(frozen=True)
class VisitView:
    """One trip. `planned_minutes` is the work alone, without travel."""

    id: str
    no: str
    order_id: str
    centre_id: str
    technician_id: str
    state: str
    window_start: datetime
    window_end: datetime
    planned_start: datetime
    planned_minutes: int
    required_skills: dict[str, int]
    needed_stock: dict[str, int]
    version: int
    dispatched_at: datetime | None
    dispatched_by: str
    overrule_reason: str
    contact_by: datetime | None
    accepted_at: datetime | None
    contacted_at: datetime | None
    set_off_at: datetime | None
    arrived_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    ended_at: datetime | None
    decline_reason: str
    signature_sha: str | None
    signer: str
    no_signature_reason: str
    fees_total_fen: int | None
    fees_collected_fen: int | None
    last_lat: float | None
    last_lng: float | None
    clock_flag: bool
    proven_at: datetime | None = None
    lead_visit_id: str | None = None


@dataclass(frozen=True)
class WaitingOrder:
    """An order with items that no live visit covers, and why it came back, if it did."""

    order: OrderView
    item_ids: tuple[str, ...]
    vehicle_ids: tuple[str, ...]
    families: tuple[str, ...]
    declined_reason: str
    proof_failure: dict[str, str] | None = None


@dataclass(frozen=True)
class NewItem:
    """A vehicle to be put into an order."""

    vehicle_id: str
    family: str = ""
    from_vehicle_id: str | None = None
    fault_code: str | None = None
    removal_reason: str | None = None
    removal_note: str = ""


@dataclass(frozen=True)
class NewOrder:
    """An order to be opened."""

    kind: str
    centre_id: str
    customer_id: str
    items: tuple[NewItem, ...]
    priority: str = "normal"
    site_id: str | None = None
    contact_name: str = ""
    contact_phone: str = ""
    symptom: str = ""
    fault_code: str | None = None
    since_text: str = ""
    product_model: str = ""
    purchase_date: date | None = None
    window_start: datetime | None = None
    window_end: datetime | None = None
    request_no: str = ""
    note: str = ""
    in_warranty: bool | None = None
    rework_of: str | None = None
    authority_due_at: datetime | None = None
    authority_notice_no: str = ""


@dataclass(frozen=True)
class Photo:
    """A photo of a visit; `item_id` is None when it shows no vehicle in particular."""

    visit_id: str
    item_id: str | None
    code: str
    sha256: str
    size: int
    taken_at: datetime
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True)
class EvidenceLink:
    """A picture or signature of a visit in its chain (R37); `finding` is empty when the link holds."""

    visit_id: str
    seq: int
    kind: str
    code: str
    item_id: str | None
    sha256: str
    taken_at: datetime
    lat: float | None
    lng: float | None
    previous: str
    link: str
    chained_by: str
    finding: str
    received_at: datetime


@dataclass(frozen=True)
class Missing:
    """One thing that a visit lacks before it can be completed (R15)."""

    code: str
    item_id: str | None = None
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """A family of terminals and its minutes of work."""

    code: str
    name_zh: str
    name_en: str
    minutes: int
    yard_minutes: int


@dataclass(frozen=True)
class Fault:
    """A symptom with what is known about it."""

    code: str
    symptom_zh: str
    symptom_en: str
    causes_zh: str
    causes_en: str
    checks_zh: str
    checks_en: str
    remedies_zh: str
    remedies_en: str
    parts_zh: str
    parts_en: str
    minutes: int


@dataclass(frozen=True)
class Cause:
    """A cause for the statistics."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class NewApprovalRule:
    """A standing approval rule; None fits every order."""

    name_zh: str
    name_en: str
    kind: str | None = None
    priority: str | None = None
    max_items: int | None = None
    in_warranty: bool | None = None
    centre_id: str | None = None
    customer_id: str | None = None
    active: bool = True
