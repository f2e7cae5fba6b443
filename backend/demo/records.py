"""What the demo company is made of. Plain frozen records; money in fen, places in WGS-84 degrees."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Holder = Literal["warehouse", "van", "vehicle"]


@dataclass(frozen=True, slots=True)
class Place:
    """A named street or town of a city."""

    city: str
    district: str
    town: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Centre:
    """A service centre with its warehouse."""

    code: str
    zh: str
    en: str
    city: str
    address: str
    lat: float
    lon: float
    plate_letter: str
    area_code: str


@dataclass(frozen=True, slots=True)
class StaffUser:
    """Somebody in an office; centre None is headquarters."""

    login: str
    name: str
    role: str
    centre: str | None
    phone: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of a weekday (0 Monday), minutes after local midnight; an end past 1440 is the next day."""

    weekday: int
    start_min: int
    end_min: int
    break_start_min: int
    break_min: int


@dataclass(frozen=True, slots=True)
class VanStock:
    """What is on a van: devices by number, cards by ICCID, parts by count."""

    plate: str
    devices: tuple[str, ...]
    sims: tuple[str, ...]
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Technician:
    """A technician (or a partner's, then `partner` is the firm); skills are (code, level 1-3)."""

    login: str
    name: str
    phone: str
    centre: str
    partner: str | None
    skills: tuple[tuple[str, int], ...]
    home_lat: float
    home_lon: float
    shifts: tuple[Shift, ...]
    van: VanStock


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to call at a customer."""

    name: str
    phone: str
    role: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where a customer's vehicles are found."""

    code: str
    name: str
    address: str
    landmark: str
    district: str
    town: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Customer:
    """A company with a fleet or a private person; `trade` is empty for a person."""

    code: str
    kind: Literal["company", "person"]
    name: str
    trade: str
    centre: str
    tax_number: str
    contacts: tuple[Contact, ...]
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A customer's vehicle; works machines have no plate, then the VIN names them. `type` is a catalogue code."""

    code: str
    customer: str
    plate: str
    plate_colour: str
    vin: str
    type: str
    regulated: bool
    fleet_no: str
    driver_name: str
    driver_phone: str
    site: str


@dataclass(frozen=True, slots=True)
class Device:
    """A thing with a number of its own: a terminal (with IMEI) or a serial part (without)."""

    number: str
    imei: str
    part: str
    family: str
    model: str
    holder: Holder
    holder_code: str


@dataclass(frozen=True, slots=True)
class Sim:
    """A card; `bound_imei` is set from its first use on."""

    iccid: str
    msisdn: str
    operator: str
    card_type: str
    part: str
    bound_imei: str
    holder: Holder
    holder_code: str


@dataclass(frozen=True, slots=True)
class Installation:
    """Which terminal and card sit in a vehicle, by whom since when, and until when the warranty runs."""

    vehicle: str
    device: str
    iccid: str
    family: str
    installed_on: date
    warranty_until: date
    technician: str


@dataclass(frozen=True, slots=True)
class Warehouse:
    """Counted parts of a centre; devices and cards are found by their holder."""

    centre: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The whole demo company on one day."""

    name: str
    name_en: str
    hotline: str
    today: date
    centres: tuple[Centre, ...]
    staff: tuple[StaffUser, ...]
    technicians: tuple[Technician, ...]
    customers: tuple[Customer, ...]
    vehicles: tuple[Vehicle, ...]
    devices: tuple[Device, ...]
    sims: tuple[Sim, ...]
    installations: tuple[Installation, ...]
    warehouses: tuple[Warehouse, ...]
    prices: tuple[dict[str, str], ...]
    labour: tuple[dict[str, str], ...]
    partner_rates: tuple[dict[str, str], ...]
    sla: tuple[dict[str, str], ...]
    standing_rules: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class RequestItem:
    """One vehicle of a request; `from_vehicle` is the old one of a transfer."""

    vehicle: str
    family: str
    fault: int | None
    from_vehicle: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """What a customer asks for: received and wished window in UTC."""

    received_at: datetime
    channel: str
    kind: str
    priority: str
    centre: str
    customer: str
    site: str
    contact_name: str
    contact_phone: str
    items: tuple[RequestItem, ...]
    symptom: str
    since_text: str
    window_start: datetime
    window_end: datetime
    in_warranty: bool | None
    regulated: bool
