"""What the inventory module tells others and takes from them: frozen facts, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from backend.modules.inventory.removed.shapes import TakenOut

Act = Literal["install", "swap_device", "swap_sim", "swap_both", "remove", "transfer", "none"]
DeviceEnd = Literal["factory", "warehouse", "scrap", "customer", "van"]
PlaceKind = Literal["warehouse", "van", "transit", "factory", "scrap", "vehicle", "customer", "lost", "void"]


@dataclass(frozen=True)
class Product:
    """A row of the price list; price in fen, `tracked` by number, serial or count."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    family: str = ""
    tracked: str = "count"
    price_fen: int = 0
    warranty_months: int = 0
    consumable: bool = False


@dataclass(frozen=True)
class Device:
    """A terminal and where it is. `state`: good, faulty, or unsettled while nobody knows the number.

    `bound_for` says where a removed one must end (factory, warehouse, scrap) while it still rides in a van.
    """

    id: str
    terminal_no: str
    imei: str
    product_code: str | None
    product_name_zh: str
    product_name_en: str
    family: str
    place_kind: str
    technician_id: str | None
    vehicle_id: str | None
    warranty_start: date | None
    warranty_end: date | None
    state: str = "good"
    bound_for: str | None = None


@dataclass(frozen=True)
class Sim:
    """A SIM card and where it is."""

    id: str
    iccid: str
    msisdn: str
    operator: str
    card_type: str
    place_kind: str
    technician_id: str | None
    vehicle_id: str | None
    bound_imei: str = ""
    state: str = "good"
    bound_for: str | None = None
    product_code: str = "SIM"


@dataclass(frozen=True)
class PartStock:
    """So many of a counted part."""

    code: str
    name_zh: str
    name_en: str
    quantity: int
    price_fen: int
    consumable: bool = False


@dataclass(frozen=True)
class StockLine:
    """So many of a product in a place: parts counted, devices and cards that can be used."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    quantity: int


@dataclass(frozen=True)
class VanStock:
    """What a technician has on the van: usable things, and `returns` that must go back (R33)."""

    devices: list[Device]
    sims: list[Sim]
    parts: list[PartStock]
    returns: list[Device]
    sim_returns: list[Sim] = field(default_factory=list)


@dataclass(frozen=True)
class Installed:
    """What sits in a vehicle now."""

    device: Device
    sim: Sim | None
    since: datetime
    mounting: str
    installation_id: str = ""


@dataclass(frozen=True)
class LedgerLine:
    """One interval of the installation ledger; `standing` valid, claimed, rejected or corrected."""

    id: str
    vehicle_id: str
    device: Device
    sim: Sim | None
    mounting: str
    from_at: datetime
    until_at: datetime | None
    recorded_at: datetime
    visit_id: str | None
    act: str
    standing: str


@dataclass(frozen=True)
class OldPart:
    """A charged part that new ones replaced: how many came out, where they must end, a serial number if one is on it."""

    code: str
    quantity: int
    end: Literal["warehouse", "customer", "scrap"] = "warehouse"
    serial: str = ""


@dataclass(frozen=True)
class FieldAct:
    """What was done to one vehicle. Numbers are as typed or scanned; `at` is the event time."""

    act: Act
    vehicle_id: str
    technician_id: str
    visit_id: str | None
    at: datetime
    from_vehicle_id: str | None = None
    mounting: str = ""
    new_device_no: str | None = None
    new_iccid: str | None = None
    old_device_no: str | None = None
    old_iccid: str | None = None
    old_device_end: DeviceEnd = "van"
    parts: Mapping[str, int] = field(default_factory=dict)
    centre_id: str | None = None
    taken_out: TakenOut = field(default_factory=TakenOut)
    old_parts: list[OldPart] = field(default_factory=list)


@dataclass(frozen=True)
class ActResult:
    """What became of an act: the terminal and card now in the vehicle, warning codes, ids of the cases opened."""

    device_id: str | None
    sim_id: str | None
    warnings: list[str]
    cases: list[str]


@dataclass(frozen=True)
class OwnCase:
    """A number case as the technician who recorded it is told: what is odd, what was probably meant, how it was settled."""

    id: str
    code: str
    text_zh: str
    text_en: str
    number: str
    vehicle_id: str | None
    visit_id: str | None
    near: list[str]
    state: str
    decision: str | None
    right_number: str
    note: str
    opened_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True)
class PlaceRef:
    """A place by its kind and owner: the centre of a warehouse, the technician of a van, the vehicle; else no owner."""

    kind: PlaceKind
    owner_id: str | None = None
    centre_id: str | None = None
    name: str = ""


@dataclass(frozen=True)
class NewDevice:
    """A terminal to be entered into the books at a place. `id` may be given by a loader."""

    terminal_no: str
    imei: str
    product_code: str
    place: PlaceRef
    warranty_start: date | None = None
    warranty_end: date | None = None
    id: str | None = None


@dataclass(frozen=True)
class NewSim:
    """A SIM card to be entered into the books at a place. `id` may be given by a loader."""

    iccid: str
    place: PlaceRef
    msisdn: str = ""
    operator: str = ""
    card_type: str = ""
    bound_imei: str = ""
    product_code: str = "SIM"
    id: str | None = None


@dataclass(frozen=True)
class NewStock:
    """A quantity of a counted part to be entered at a place."""

    place: PlaceRef
    product_code: str
    quantity: int


@dataclass(frozen=True)
class NewInstallation:
    """An interval to be entered as history: device and SIM by id, open when `until_at` is None."""

    vehicle_id: str
    device_id: str
    sim_id: str | None
    from_at: datetime
    until_at: datetime | None = None
    mounting: str = ""
    visit_id: str | None = None
    act: str = "install"
