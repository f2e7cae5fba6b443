"""Wire shapes of intake: what comes in."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.kernel.moments import Day, Moment

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Priority = Literal["normal", "urgent"]


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class SiteIn(Wire):
    """A new place of work; where lat and lng are missing the district is looked up offline."""

    address: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    name: Short = ""
    landmark: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    lat: float | None = Field(default=None, ge=-90, le=90)
    lng: float | None = Field(default=None, ge=-180, le=180)


class CustomerIn(Wire):
    """A new customer with the one who called."""

    name: Name
    kind: Literal["company", "person"] = "company"
    contact_name: Name
    contact_phone: Phone
    contact_role: Short = ""
    note: Text = ""


class VehicleIn(Wire):
    """A vehicle typed in; needs a plate or a VIN."""

    plate: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] = ""
    plate_colour: Annotated[str, StringConstraints(max_length=20)] = ""
    vin: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    vehicle_type: Short = ""
    fleet_no: Short = ""
    driver_name: Short = ""
    driver_phone: Phone = ""
    family: Short = ""


class WhoAndWhere(Wire):
    """What every order asks for: customer, place, contact, time."""

    customer_id: Id | None = None
    centre_id: Id | None = None
    site_id: Id | None = None
    site: SiteIn | None = None
    contact_name: Short = ""
    contact_phone: Phone = ""
    window_start: Moment | None = None
    window_end: Moment | None = None
    priority: Priority = "normal"
    note: Text = ""


class InstallationIn(WhoAndWhere):
    """An installation: vehicles from a checked list (all good rows, or those named) or typed in."""

    customer: CustomerIn | None = None
    sheet_id: Id | None = None
    rows: list[int] | None = Field(default=None, max_length=500)
    vehicles: list[VehicleIn] = Field(default_factory=list, max_length=500)
    family_default: Short = ""
    request_no: Short = ""


class RepairIn(WhoAndWhere):
    """A repair, removal, transfer or inspection of vehicles that are known."""

    kind: Literal["repair", "removal", "transfer", "inspection"]
    customer_id: Id
    vehicle_ids: list[Id] = Field(min_length=1, max_length=500)
    from_vehicle_id: Id | None = None
    symptom: Text = ""
    fault_code: Annotated[str, StringConstraints(max_length=20)] | None = None
    since_text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    product_model: Short = ""
    purchase_date: Day | None = None
    authority_due_at: Moment | None = None
    authority_notice_no: Short = ""
    removal_reason: Annotated[str, StringConstraints(max_length=40)] | None = None
    removal_note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    ignore_duplicate: bool = False


class ChaseIn(Wire):
    """What the customer said when asking where it stays."""

    note: Text = ""


class OpenedOut(Wire):
    """The order that was opened; the customer is given its number (R4)."""

    order_id: str
    no: str
    state: str
    vehicles: int


class Sentences(Wire):
    """One sentence in both languages."""

    zh: str
    en: str


class SheetRowOut(Wire):
    """A good row; `vehicle` is the id of a vehicle that is known already, else null. `regulated` as its type says (R39)."""

    row: int
    values: dict[str, str]
    vehicle: str | None
    regulated: bool


class SheetFaultOut(Wire):
    """One fault of one cell."""

    row: int
    column: str
    column_name: str
    field: str
    code: str
    message: Sentences
    value: str


class SheetWarningOut(Wire):
    """A remark on the whole list."""

    code: str
    message: Sentences


class SheetOut(Wire):
    """The checked list. Nothing has been imported."""

    sheet_id: str
    file_name: str
    total: int
    good: int
    faulty: int
    rows: list[SheetRowOut]
    faults: list[SheetFaultOut]
    warnings: list[SheetWarningOut]


class CompletedOut(Wire):
    """A vehicle list completed from the drivers' list; the faults are of the drivers' list, whose other rows were taken."""

    matched: int
    faults: list[SheetFaultOut]
    sheet: SheetOut


class ScriptOut(Wire):
    """A script; `asks` names the fact that each line asks for, so that the app can skip what it knows."""

    code: str
    kinds: list[str]
    zh: list[str]
    en: list[str]
    asks: list[str]


class ScriptsOut(Wire):
    """Scripts in the order of a call."""

    items: list[ScriptOut]


class FaultOut(Wire):
    """A symptom with its likely causes, checks and remedies."""

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


class FaultsOut(Wire):
    """Symptoms, most common first."""

    items: list[FaultOut]


class PlaceOut(Wire):
    """Where an address is, in WGS-84."""

    lat: float
    lng: float
    precision: str
    label: str


class FoundOut(Wire):
    """Something found by the search box."""

    kind: Literal["vehicle", "customer", "device", "sim", "order"]
    id: str
    title: str
    subtitle: str
    plate: str | None = None
    plate_colour: str | None = None
    customer_id: str | None = None
    order_id: str | None = None
    vehicle_id: str | None = None


class FoundListOut(Wire):
    """What the search box found, surest first."""

    items: list[FoundOut]


class LookupVehicle(Wire):
    """The vehicle."""

    id: str
    plate: str
    plate_colour: str
    vin: str
    vehicle_type: str
    fleet_no: str
    driver_name: str
    driver_phone: str
    regulated: bool


class LookupCustomer(Wire):
    """The customer."""

    id: str
    name: str
    kind: str
    centre_id: str
    note: str
    vehicle_count: int


class LookupContact(Wire):
    """Somebody to call."""

    id: str
    name: str
    phone: str
    role: str


class LookupSite(Wire):
    """A place of work."""

    id: str
    name: str
    address: str
    landmark: str
    district: str
    lat: float | None
    lng: float | None


class LookupInstalled(Wire):
    """What sits in the vehicle."""

    terminal_no: str
    imei: str
    product_code: str | None
    product_name_zh: str
    product_name_en: str
    family: str
    iccid: str
    msisdn: str
    operator: str
    card_type: str
    mounting: str
    since: datetime


class LookupWarranty(Wire):
    """Whether the device is in warranty; null where nobody knows."""

    in_warranty: bool | None
    until: date | None
    days_left: int | None


class LookupOrder(Wire):
    """An order of the vehicle, in short."""

    order_id: str
    no: str
    kind: str
    state: str
    priority: str
    symptom: str
    remedy: str
    technician_name: str | None
    visit_state: str | None
    created_at: datetime
    completed_at: datetime | None
    window_start: datetime | None
    window_end: datetime | None
    is_rework: bool


class LookupMatch(Wire):
    """Everything that is known, so that the agent asks only what is missing (R2)."""

    by: str
    vehicle: LookupVehicle | None
    customer: LookupCustomer
    contacts: list[LookupContact]
    sites: list[LookupSite]
    site: LookupSite | None
    installed: LookupInstalled | None
    warranty: LookupWarranty
    history: list[LookupOrder]
    open_orders: list[LookupOrder]
    rework_of: str | None


class LookupOut(Wire):
    """The matches, surest first."""

    matches: list[LookupMatch]
