"""Wire shapes of the office's endpoints. Times are ISO-8601 in UTC, money in fen."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from backend.kernel.moments import Moment
from backend.modules.work_orders.asked.schemas import ExtraOut, SignatureLinkOut, SignatureState
from backend.modules.work_orders.regulated import ClockState

Kind = Literal["install", "repair", "removal", "transfer", "inspection"]
Priority = Literal["normal", "urgent"]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
Name = Annotated[str, Field(min_length=1, max_length=80)]


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class PlateOut(Wire):
    """A plate as it is drawn."""

    plate: str
    plate_colour: str


class OrderRow(Wire):
    """An order in a list."""

    id: str
    no: str
    kind: str
    state: str
    priority: str
    centre_id: str
    customer_id: str
    customer_name: str
    site_address: str
    district: str
    plates: list[PlateOut]
    item_count: int
    window_start: datetime | None
    window_end: datetime | None
    created_at: datetime
    technician_name: str | None
    visit_state: str | None
    due_at: datetime | None
    authority_due_at: datetime | None
    authority_state: ClockState | None
    version: int
    approval_overdue: bool
    signature: SignatureState | None
    clashing: bool


class CustomerOut(Wire):
    """Whose order it is."""

    id: str
    name: str
    kind: str


class ContactOut(Wire):
    """Whom to call; masked for roles that need not know."""

    name: str
    phone: str


class SiteOut(Wire):
    """Where."""

    id: str
    name: str
    address: str
    landmark: str
    district: str
    lat: float | None
    lng: float | None


class VehicleOut(Wire):
    """A vehicle of the order."""

    id: str
    plate: str
    plate_colour: str
    vin: str
    vehicle_type: str
    fleet_no: str
    regulated: bool


class CardOut(Wire):
    """The card of an installed terminal, as its carrier knows it; `rebinds` counts this calendar month's (R31)."""

    operator: str
    card_type: str
    bound_imei: str
    rebinds: int = 0


class InstalledOut(Wire):
    """What sits in a vehicle now."""

    terminal_no: str
    imei: str
    iccid: str
    product_name_zh: str
    product_name_en: str
    warranty_end: date | None
    card: CardOut | None = None


class PhotoOut(Wire):
    """A photo; the picture is at /api/files/{sha256}."""

    code: str
    name_zh: str
    name_en: str
    sha256: str
    item_id: str | None
    taken_at: datetime


class PartOut(Wire):
    """A product that was used up on a vehicle."""

    code: str
    name_zh: str
    name_en: str
    quantity: int


class RemovalOut(Wire):
    """A terminal that leaves a regulated vehicle: why, and what is still missing for it."""

    reason: str | None
    reason_zh: str
    reason_en: str
    note: str
    provider_released: bool
    lacking: list[str]


class ItemOut(Wire):
    """One vehicle of the order and what was done."""

    id: str
    seq: int
    state: str
    family: str
    family_name_zh: str
    family_name_en: str
    vehicle: VehicleOut | None
    installed: InstalledOut | None
    in_warranty: bool
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
    parts: list[PartOut]
    test_result: str
    suspend_reason: str
    missing: str
    unknown_reason: str
    removal: RemovalOut | None
    vehicle_confirmed: bool
    platform_verdict: str
    proof_failure: dict[str, str] | None
    recorded_at: datetime | None
    event_time: datetime | None
    warnings: list[str]


class VisitOut(Wire):
    """One visit of the order."""

    id: str
    no: str
    state: str
    technician_id: str
    technician_name: str
    partner_name: str | None
    window_start: datetime
    window_end: datetime
    planned_start: datetime
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
    proven_at: datetime | None
    decline_reason: str
    signature_sha: str | None
    signer: str
    no_signature_reason: str
    signature_link: SignatureLinkOut | None
    extras: list[ExtraOut]
    fees_total_fen: int | None
    fees_collected_fen: int | None
    clock_flag: bool
    item_ids: list[str]
    photos: list[PhotoOut]


class ApprovalOut(Wire):
    """An approval: by a manager, a rule, or verbally."""

    id: str
    kind: str
    by_name: str
    by_name_en: str
    giver: str
    how: str
    at: datetime
    confirm_due: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str | None
    overdue: bool
    note: str


class AuthorityOut(Wire):
    """The authority's clock of a regulated vehicle's repair, on the wall (R39)."""

    due_at: datetime
    warn_at: datetime
    state: ClockState | None
    set_by: str
    set_at: datetime
    notice_no: str
    met_at: datetime | None


class AuthorityIn(Wire):
    """The authority's date and the number of its notice; no date goes back to the company's promise."""

    version: Version
    due_at: Moment | None = None
    notice_no: str = Field(default="", max_length=80)


class OrderOut(Wire):
    """A whole order."""

    id: str
    no: str
    kind: str
    state: str
    state_reason: str
    priority: str
    centre_id: str
    version: int
    customer: CustomerOut
    contact: ContactOut
    site: SiteOut | None
    symptom: str
    symptom_en: str
    fault_code: str | None
    since_text: str
    product_model: str
    purchase_date: date | None
    window_start: datetime | None
    window_end: datetime | None
    due_at: datetime | None
    authority: AuthorityOut | None
    request_no: str
    note: str
    in_warranty: bool | None
    rework_of: str | None
    created_at: datetime
    created_by: str
    approved_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    items: list[ItemOut]
    visits: list[VisitOut]
    approvals: list[ApprovalOut]
    missing_to_close: list[str]


class ApproveIn(Wire):
    """A manager's yes."""

    version: Version
    note: str = Field(default="", max_length=500)


class ReasonIn(Wire):
    """A no, or a cancellation, with its reason."""

    version: Version
    reason: Reason


class VerbalApprovalIn(Wire):
    """Who said yes, how (phone, in person …), when."""

    version: Version
    giver: Name
    how: Name
    at: Moment
    note: str = Field(default="", max_length=500)


class ApprovalRuleIn(Wire):
    """A standing rule; a null field fits every order."""

    name_zh: Name
    name_en: Name
    kind: Kind | None = None
    priority: Priority | None = None
    max_items: int | None = Field(default=None, ge=1, le=500)
    in_warranty: bool | None = None
    centre_id: str | None = Field(default=None, max_length=36)
    customer_id: str | None = Field(default=None, max_length=36)
    active: bool = True


class ApprovalRulePatch(Wire):
    """Changes to a standing rule; what is not sent stays."""

    name_zh: Name | None = None
    name_en: Name | None = None
    kind: Kind | None = None
    priority: Priority | None = None
    max_items: int | None = Field(default=None, ge=1, le=500)
    in_warranty: bool | None = None
    centre_id: str | None = Field(default=None, max_length=36)
    customer_id: str | None = Field(default=None, max_length=36)
    active: bool | None = None


class ApprovalRuleOut(ApprovalRuleIn):
    """A standing rule."""

    id: str


class ApprovalRulesOut(Wire):
    """All standing rules."""

    items: list[ApprovalRuleOut]


class RemovalReason(Wire):
    """Why a terminal may leave a regulated vehicle."""

    code: str
    name_zh: str
    name_en: str
    needs_note: bool
    needs_release: bool


class RemovalReasonsOut(Wire):
    """All of them, most common first."""

    items: list[RemovalReason]
