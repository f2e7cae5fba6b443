"""Wire shapes of customers. Phones come masked (138****5678) unless the role needs them (R27)."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(min_length=1, max_length=36)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Text = Annotated[str, Field(max_length=500)]
Short = Annotated[str, Field(max_length=64)]
Version = Annotated[int, Field(ge=1, le=2**31)]


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class ContactIn(Wire):
    """A person to call."""

    name: Name
    phone: Annotated[str, Field(min_length=1, max_length=32)]
    role: Short = ""


class SiteIn(Wire):
    """A place of work."""

    name: Short = ""
    address: Annotated[str, Field(min_length=1, max_length=300)]
    landmark: Annotated[str, Field(max_length=200)] = ""
    district: Short = ""
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None
    lng: Annotated[float | None, Field(ge=-180, le=180)] = None


class CustomerIn(Wire):
    """A customer with whom to call and where to go."""

    centre_id: Id
    name: Name
    kind: Literal["company", "person"] = "company"
    note: Text = ""
    contacts: Annotated[list[ContactIn], Field(max_length=50)] = []
    sites: Annotated[list[SiteIn], Field(max_length=50)] = []


class VehicleIn(Wire):
    """A vehicle of a customer: plate with colour, or a VIN."""

    plate: Short = ""
    plate_colour: Short = "none"
    vin: Short = ""
    vehicle_type: Short = ""
    fleet_no: Short = ""
    driver_name: Short = ""
    driver_phone: Annotated[str, Field(max_length=32)] = ""
    regulated: bool | None = None
    regulated_reason: Annotated[str, Field(max_length=200)] = ""


class VehiclePatch(Wire):
    """What is to be changed of a vehicle; what is left out stays."""

    version: Version
    customer_id: Id | None = None
    plate: Short | None = None
    plate_colour: Short | None = None
    vin: Short | None = None
    vehicle_type: Short | None = None
    fleet_no: Short | None = None
    driver_name: Short | None = None
    driver_phone: Annotated[str | None, Field(max_length=32)] = None
    regulated: bool | None = None
    regulated_reason: Annotated[str | None, Field(max_length=200)] = None


class VehicleTypeIn(Wire):
    """A type of vehicle: names, other words for it, and whether it must be kept online by law (R39)."""

    name_zh: Name
    name_en: Name
    words: Annotated[str, Field(max_length=300)] = ""
    regulated: bool


class VehicleTypeOut(VehicleTypeIn):
    """A type of vehicle."""

    code: str


class VehicleTypesOut(Wire):
    """All types of vehicles."""

    items: list[VehicleTypeOut]


class ContactOut(Wire):
    """A person to call; `masked` says that the phone is not whole."""

    id: str
    name: str
    phone: str
    role: str
    masked: bool


class SiteOut(Wire):
    """A place of work, WGS-84."""

    id: str
    name: str
    address: str
    landmark: str
    district: str
    lat: float | None
    lng: float | None


class CustomerRowOut(Wire):
    """A customer in a list."""

    id: str
    centre_id: str
    name: str
    kind: str
    contact_name: str
    contact_phone: str
    vehicle_count: int


class CustomerOut(Wire):
    """A customer."""

    id: str
    centre_id: str
    name: str
    kind: str
    note: str
    contacts: list[ContactOut]
    sites: list[SiteOut]
    vehicle_count: int


class InstalledOut(Wire):
    """What sits in a vehicle now, in short."""

    terminal_no: str
    imei: str
    iccid: str | None
    family: str
    product_name_zh: str
    product_name_en: str
    since: datetime
    warranty_end: date | None


class VehicleOut(Wire):
    """A vehicle."""

    id: str
    customer_id: str
    plate: str
    plate_colour: str
    vin: str
    vehicle_type: str
    fleet_no: str
    driver_name: str
    driver_phone: str
    regulated: bool
    regulated_reason: str
    version: int


class VehicleRowOut(VehicleOut):
    """A vehicle in a list, with its customer and what is installed."""

    customer_name: str
    installed: InstalledOut | None


class NearPlateOut(Wire):
    """A vehicle whose plate is one slip away: `reason` look_alike, swapped, digit, missing or extra."""

    vehicle_id: str
    plate: str
    plate_colour: str
    customer_id: str
    customer_name: str
    reason: str


class NearPlatesOut(Wire):
    """Vehicles that were probably meant, the likeliest first."""

    items: list[NearPlateOut]
