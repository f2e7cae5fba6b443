"""Wire shapes of inventory. Prices in fen, quantities in pieces."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = Annotated[str, Field(min_length=1, max_length=64)]
Numbers = Annotated[list[Number], Field(max_length=500)]
Parts = dict[Number, Annotated[int, Field(ge=1, le=100_000, strict=True)]]


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class ProductOut(Wire):
    """A row of the price list."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    family: str
    tracked: str
    price_fen: int
    warranty_months: int
    consumable: bool


class ProductsOut(Wire):
    """The price list."""

    items: list[ProductOut]


class VanDeviceOut(Wire):
    """A terminal on a van; `bound_for` says where a removed one must end."""

    id: str
    terminal_no: str
    imei: str
    product_code: str | None
    product_name_zh: str
    product_name_en: str
    family: str
    bound_for: str | None


class VanSimOut(Wire):
    """A card on a van; `bound_imei` is the terminal its carrier knows it with, `rebinds` counts this month's (R31)."""

    id: str
    iccid: str
    msisdn: str
    operator: str
    card_type: str
    bound_for: str | None
    bound_imei: str
    rebinds: int


class VanTaskOut(Wire):
    """What the technician asked of a carrier, and what became of it; `rule_changed` when his phone had older rules."""

    id: str
    iccid: str
    old_imei: str
    new_imei: str
    act: str
    rule: str
    rule_changed: bool
    over_limit: bool
    decision: str
    vehicle_id: str
    visit_id: str | None
    item_id: str | None
    state: str
    note: str
    asked_at: datetime
    deadline_at: datetime
    decided_at: datetime | None


class VanPartOut(Wire):
    """A counted part on a van."""

    code: str
    name_zh: str
    name_en: str
    quantity: int
    price_fen: int
    consumable: bool


class BindingRuleOut(Wire):
    """What to do about the carrier's binding before a card is moved; empty fields fit any (R31)."""

    operator: str
    card_type: str
    act: str
    rule: str
    text_zh: str
    text_en: str
    days: int
    rebinds_a_month: int
    wait_minutes: int


class OwnRemovedOut(Wire):
    """A removed part that the technician must hand in: since when, under which label, where it must go (R33)."""

    id: str
    label_no: str
    kind: str
    thing_id: str
    number: str
    product_name_zh: str
    product_name_en: str
    plate: str
    plate_colour: str
    symptom_zh: str
    symptom_en: str
    order_no: str
    visit_id: str | None
    removed_at: datetime
    bound_for: str
    state: str


class OwnCaseOut(Wire):
    """A number that he recorded and that is odd: what was probably meant, and how the keeper settled it (R10, R30)."""

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


class VanOut(Wire):
    """What the technician has with him, to be kept on the phone."""

    devices: list[VanDeviceOut]
    sims: list[VanSimOut]
    parts: list[VanPartOut]
    returns: list[VanDeviceOut]
    sim_returns: list[VanSimOut]
    removed: list[OwnRemovedOut]
    removed_limit_days: int
    binding_rules: list[BindingRuleOut]
    rules_mark: str
    carrier_tasks: list[VanTaskOut]
    cases: list[OwnCaseOut]


class DeviceOut(Wire):
    """A terminal and where it is."""

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
    state: str
    bound_for: str | None


class SimOut(Wire):
    """A card and where it is."""

    id: str
    iccid: str
    msisdn: str
    operator: str
    card_type: str
    product_code: str
    place_kind: str
    technician_id: str | None
    vehicle_id: str | None
    bound_imei: str
    state: str
    bound_for: str | None


class InstalledOut(Wire):
    """What sits in a vehicle now."""

    installation_id: str
    device: DeviceOut
    sim: SimOut | None
    since: datetime
    mounting: str


class InstalledListOut(Wire):
    """Everything that sits in a vehicle, the newest last."""

    items: list[InstalledOut]


class PlaceOut(Wire):
    """A place where things are."""

    id: str
    kind: str
    name: str
    centre_id: str | None
    technician_id: str | None


class StockLineOut(Wire):
    """So many of a product."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    quantity: int


class PlaceStockOut(Wire):
    """What is in a place, by product."""

    place: PlaceOut
    items: list[StockLineOut]


class StockOut(Wire):
    """Warehouses first, then vans."""

    items: list[PlaceStockOut]


class CaseOut(Wire):
    """A number that is unknown or clashes: what the field says (`claim`) beside what the books say."""

    id: str
    code: str
    text_zh: str
    text_en: str
    number: str
    centre_id: str | None
    technician_id: str | None
    vehicle_id: str | None
    visit_id: str | None
    claim: dict[str, Any]
    books: dict[str, Any]
    state: str
    opened_at: datetime
    settled_at: datetime | None
    settled_by: str | None
    decision: str | None
    note: str
    version: int


class SettleIn(Wire):
    """How a case is settled: accept the field, keep the books, or correct to `number`; left out, a clash keeps the books."""

    note: Annotated[str, Field(max_length=500)] = ""
    decision: Literal["accept", "keep", "correct"] | None = None
    number: Annotated[str | None, Field(max_length=64)] = None
    product_code: Annotated[str | None, Field(max_length=64)] = None
    version: Annotated[int | None, Field(ge=1, le=2**31)] = None
