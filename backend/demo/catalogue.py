"""The facts with types: what the generators draw from."""

from dataclasses import dataclass
from functools import cache

from backend.demo import facts
from backend.demo.records import Place


@dataclass(frozen=True, slots=True)
class Family:
    """A family of terminals: minutes of work for one vehicle alone and in a yard, skills needed."""

    code: str
    zh: str
    en: str
    minutes: int
    yard_minutes: int
    part: str
    skills: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class VehicleType:
    """A vehicle type with the plate kinds it carries and the terminals it usually has."""

    code: str
    zh: str
    en: str
    plates: tuple[str, ...]
    new_energy: str
    regulated: bool
    skills: tuple[tuple[str, int], ...]
    families: tuple[str, ...]
    wmi: tuple[str, ...]
    trades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the price list; price in fen including tax; tracked by number, serial, iccid or count."""

    code: str
    zh: str
    en: str
    unit: str
    unit_en: str
    price_fen: int
    warranty_months: int
    tracked_by: str
    chargeable: bool
    family: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with its cause group (code of `causes`); no families means any."""

    number: int
    families: tuple[str, ...]
    cause: str
    symptom: str
    symptom_en: str
    parts: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade of customers: share of companies in percent, usual size of a fleet."""

    code: str
    zh: str
    share: int
    fleet_min: int
    fleet_max: int


def _levels(text: str) -> tuple[tuple[str, int], ...]:
    pairs = (word.split(":") for word in text.split())
    return tuple((code, int(level)) for code, level in pairs)


@cache
def families() -> dict[str, Family]:
    """Terminal families by code."""
    return {
        row["code"]: Family(
            row["code"],
            row["zh"],
            row["en"],
            int(row["minutes"]),
            int(row["yard_minutes"]),
            row["tracked_part"],
            _levels(row["skills"]),
        )
        for row in facts.rows("families")
    }


@cache
def vehicle_types() -> dict[str, VehicleType]:
    """Vehicle types by code."""
    return {
        row["code"]: VehicleType(
            row["code"],
            row["zh"],
            row["en"],
            tuple(row["plates"].split()),
            row["new_energy"],
            row["regulated"] == "yes",
            _levels(row["skills"]),
            tuple(row["families"].split()),
            tuple(row["wmi"].split()),
            tuple(row["trades"].split()),
        )
        for row in facts.rows("vehicle_types")
    }


@cache
def parts() -> dict[str, Part]:
    """The price list of things by code."""
    return {
        row["code"]: Part(
            row["code"],
            row["zh"],
            row["en"],
            row["unit"],
            row["unit_en"],
            int(row["price_fen"]),
            int(row["warranty_months"]),
            row["tracked_by"],
            row["chargeable"] == "yes",
            row["family"],
        )
        for row in facts.rows("parts")
    }


@cache
def faults() -> tuple[Fault, ...]:
    """The known faults in their order."""
    return tuple(
        Fault(
            int(row["no"]),
            () if row["families"] == "*" else tuple(row["families"].split()),
            row["cause"],
            row["symptom"],
            row["symptom_en"],
            tuple(row["parts"].split()),
            int(row["minutes"]),
        )
        for row in facts.rows("faults")
    )


@cache
def cause_shares() -> dict[str, int]:
    """How often each group of causes is met, in percent."""
    return {row["code"]: int(row["share"]) for row in facts.rows("causes")}


@cache
def trades() -> dict[str, Trade]:
    """Trades of customers by code."""
    return {
        row["code"]: Trade(row["code"], row["zh"], int(row["share"]), int(row["fleet_min"]), int(row["fleet_max"]))
        for row in facts.rows("trades")
    }


@cache
def towns(city: str) -> tuple[Place, ...]:
    """The named streets and towns of a city."""
    return tuple(
        Place(row["city"], row["district"], row["town"], float(row["lat"]), float(row["lon"]))
        for row in facts.rows("places")
        if row["city"] == city and row["town"]
    )


@cache
def operators_by_prefix(number: str) -> dict[str, str]:
    """Prefix to operator for `iccid` or `msisdn`: a proposal for the checks, never a verdict."""
    return {row["prefix"]: row["operator"] for row in facts.rows("sim_prefixes") if row["number"] == number}
