"""What the customers module tells others: frozen facts, never rows."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Customer:
    """A company or a person who is served by one centre."""

    id: str
    centre_id: str
    name: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Contact:
    """A person to call; `phone` is whole and normalised (13812345678, 075512345678转801)."""

    id: str
    customer_id: str
    name: str
    phone: str
    role: str = ""


@dataclass(frozen=True)
class Site:
    """Where the work is done; lat and lng in WGS-84 degrees, None until placed."""

    id: str
    customer_id: str
    name: str
    address: str
    landmark: str
    district: str
    lat: float | None
    lng: float | None


@dataclass(frozen=True)
class Vehicle:
    """A vehicle of a customer; `plate` is empty while there is none, then `vin` is set."""

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
    regulated_reason: str = ""
    version: int = 1

    @property
    def label(self) -> str:
        """What people call it: the plate, else the end of the VIN, else the fleet number."""
        return self.plate or (f"VIN …{self.vin[-8:]}" if self.vin else self.fleet_no)


@dataclass(frozen=True)
class Match:
    """Something found by what a caller said; `by` tells by what it was found."""

    kind: Literal["vehicle", "customer"]
    customer_id: str
    vehicle_id: str | None
    label: str
    customer_name: str = ""
    plate: str = ""
    plate_colour: str = "none"
    by: Literal["plate", "vin", "phone", "name", "fleet_no"] = "name"


@dataclass(frozen=True)
class NewContact:
    """A contact to be added; the phone is checked and normalised."""

    name: str
    phone: str
    role: str = ""


@dataclass(frozen=True)
class NewSite:
    """A site to be added."""

    address: str
    name: str = ""
    landmark: str = ""
    district: str = ""
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True)
class NewVehicle:
    """A vehicle to be added; needs a plate (with its colour) or a VIN. `id` may be given by a loader."""

    customer_id: str
    plate: str = ""
    plate_colour: str = "none"
    vin: str = ""
    vehicle_type: str = ""
    fleet_no: str = ""
    driver_name: str = ""
    driver_phone: str = ""
    regulated: bool | None = None
    regulated_reason: str = ""
    id: str | None = None


@dataclass(frozen=True)
class NewCustomer:
    """A customer with contacts and sites, for loading many at once. `id` may be given by a loader."""

    centre_id: str
    name: str
    kind: Literal["company", "person"] = "company"
    note: str = ""
    contacts: tuple[NewContact, ...] = ()
    sites: tuple[NewSite, ...] = ()
    id: str | None = None
