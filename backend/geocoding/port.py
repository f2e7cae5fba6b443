"""What the business needs of a geocoder."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol


class Precision(StrEnum):
    """How far the point may be from the door."""

    ADDRESS = "address"
    TOWN = "town"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"


class Point(NamedTuple):
    """Degrees in WGS-84."""

    lat: float
    lng: float


@dataclass(frozen=True)
class Place:
    """Where an address is: WGS-84 degrees, how precise, and the full name of what was found.

    `name` is the last part of it alone (龙岗区), empty when an online service did not say.
    """

    lat: float
    lng: float
    precision: Precision
    label: str
    name: str = ""


class Geocoder(Protocol):
    """Finds places by address."""

    def find(self, address: str, near: Point | None = None) -> Place | None:
        """The place meant by `address`; `near` settles names that exist more than once. None: not found."""
        ...
