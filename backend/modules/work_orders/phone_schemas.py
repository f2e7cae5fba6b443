"""Wire shapes of the phone's day: everything that a shift with no signal needs."""

from datetime import datetime

from backend.modules.work_orders.asked.schemas import ExtraOut, OtherVehicleOut
from backend.modules.work_orders.schemas import InstalledOut, Wire
from backend.modules.work_orders.yard.schemas import PhoneCrewOut


class NamedCode(Wire):
    """A code with its words."""

    code: str
    name_zh: str
    name_en: str


class ShortOut(NamedCode):
    """What the van lacks."""

    missing: int


class RequiredOut(Wire):
    """What the visit needs, and what of it the van lacks (R9)."""

    products: dict[str, int]
    short: list[ShortOut]


class PhonePhotoOut(Wire):
    """A photo that has arrived."""

    code: str
    sha256: str


class OldPartOut(Wire):
    """What becomes of a part that was replaced (R33): warehouse, customer or scrap; its serial number, if it has one."""

    end: str
    serial: str


class PhoneItemOut(Wire):
    """One vehicle of the visit."""

    id: str
    seq: int
    vehicle_id: str
    plate: str
    plate_colour: str
    vin: str
    vehicle_type: str
    fleet_no: str
    driver_name: str
    driver_phone: str
    regulated: bool
    from_plate: str | None
    from_regulated: bool
    family: str
    family_name_zh: str
    family_name_en: str
    state: str
    act: str | None
    installed: InstalledOut | None
    in_warranty: bool
    photos_required: list[NamedCode]
    photos_optional: list[NamedCode]
    photos: list[PhonePhotoOut]
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
    old_parts: dict[str, OldPartOut]
    test_result: str
    suspend_reason: str
    missing: str
    unknown_reason: str
    removal_reason: str | None
    removal_note: str
    provider_released: bool
    vehicle_confirmed: bool
    platform_verdict: str
    proof_failure: dict[str, str] | None
    recorded_at: datetime | None
    warnings: list[str]
    version: int
    shared: bool
    accepted: bool


class SignatureOut(Wire):
    """A signature, or the reason for none."""

    sha256: str | None
    signer: str
    reason: str
    by_link: bool = False


class FeesOut(Wire):
    """What the visit costs and what is collected, fen."""

    total_fen: int
    collected_fen: int


class MissingOut(Wire):
    """One thing that is missing before the visit can be completed (R15)."""

    code: str
    item_id: str | None
    params: dict[str, str]


class PhoneVisitOut(Wire):
    """One visit, whole."""

    id: str
    no: str
    order_no: str
    order_id: str
    kind: str
    state: str
    version: int
    priority: str
    customer_name: str
    contact_name: str
    contact_phone: str
    address: str
    landmark: str
    district: str
    lat: float | None
    lng: float | None
    window_start: datetime
    window_end: datetime
    planned_start: datetime
    planned_minutes: int
    contact_by: datetime | None
    contacted_at: datetime | None
    accepted_at: datetime | None
    set_off_at: datetime | None
    arrived_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    symptom: str
    symptom_en: str
    fault_code: str | None
    since_text: str
    note: str
    required: RequiredOut
    checklist: list[NamedCode]
    checklist_ticked: list[str]
    items: list[PhoneItemOut]
    visit_photos: list[PhonePhotoOut]
    signature: SignatureOut | None
    fees: FeesOut | None
    removal_approved: bool
    authority_due_at: datetime | None
    missing: list[MissingOut]
    crew: PhoneCrewOut
    extras: list[ExtraOut]
    other_vehicles: list[OtherVehicleOut]


class PriceOut(NamedCode):
    """A row of the price list, fen."""

    kind: str
    price_fen: int


class FaultOut(Wire):
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


class CauseOut(Wire):
    """A cause for the statistics."""

    code: str
    zh: str
    en: str


class RemovalReasonOut(NamedCode):
    """Why a terminal may leave a regulated vehicle (R39)."""

    needs_note: bool
    needs_release: bool


class TechnicianOut(Wire):
    """Whose day it is."""

    id: str
    name: str


class PhotoRuleOut(Wire):
    """Which photos a job wants, so that the phone knows them with no signal when the act changes; '*' is any other."""

    job: str
    required: list[NamedCode]
    optional: list[NamedCode]


class DayOut(Wire):
    """Today, the next two days, and whatever is unfinished."""

    now: datetime
    technician: TechnicianOut
    visits: list[PhoneVisitOut]
    price_list: list[PriceOut]
    faults: list[FaultOut]
    cause_codes: list[CauseOut]
    removal_reasons: list[RemovalReasonOut]
    consent_photo: NamedCode
    photo_rules: list[PhotoRuleOut]
