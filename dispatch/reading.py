"""A problem in VROOM's JSON vocabulary, read into the model. The format is in FORMAT.md."""

from dataclasses import Field, fields
from typing import Any, TypeVar

from dispatch.errors import InvalidProblem, located, require
from dispatch.fields import Fields, integer, real
from dispatch.jobs import Names, read_jobs
from dispatch.options import Firmness, RankOptions
from dispatch.places import DEFAULT_PROFILE, Places
from dispatch.plan import PlanOptions
from dispatch.problem import Problem
from dispatch.speed import SpeedProfile
from dispatch.travel import CITY_DAY, NORMAL_KMH, Travel, TravelModel
from dispatch.vehicles import one_of, read_vehicles

_TOP = {"jobs", "shipments", "vehicles", "matrices", "now", "travel", "rank", "plan"}
_TIMES = {"bands", "midnight"}

Options = TypeVar("Options", RankOptions, PlanOptions)


def read_problem(document: object) -> Problem:
    """Read a parsed JSON document. Raises InvalidProblem naming the first field that is wrong."""
    if not isinstance(document, dict):
        raise InvalidProblem("problem", "must be an object")
    top = Fields(document, _TOP)
    require(not top.items("shipments"), "shipments", "are not supported")
    profile = _profile(top)
    with located("matrices"):
        given = top.raw("matrices")
        places = Places(None if given is None else Fields(given, given), profile)
    names: Names = {}
    stops = read_jobs(top, places, names)
    technicians = read_vehicles(top, stops, places, names)
    return Problem(
        stops=tuple(stops.values()),
        technicians=technicians,
        travel=_travel(top, places),
        now=top.integer("now", least=0) if "now" in top else None,
        names=names,
        options=_options(RankOptions, top, "rank"),
        plan=_options(PlanOptions, top, "plan"),
        indexed=places.indexed,
        sites=places.sites,
        anywhere=places.anywhere,
        has_metres=places.has_metres,
    )


def _profile(top: Fields) -> str:
    """The one profile that the vehicles share."""
    first: str | None = None
    vehicles = top.items("vehicles")
    require(bool(vehicles), "vehicles", "there are none")
    for index, item in enumerate(vehicles):
        if not isinstance(item, dict):
            continue  # refused where vehicles are read
        profile = item.get("profile", DEFAULT_PROFILE)
        field = f"vehicles[{index}].profile"
        require(isinstance(profile, str) and bool(profile), field, "must be a name")
        first = first or profile
        require(profile == first, field, f"{profile} and {first} in one problem is not supported")
    return first or DEFAULT_PROFILE


def _travel(top: Fields, places: Places) -> Travel:
    """By our own map and clock, or by the matrices, which know one speed unless `travel` has bands."""
    known = _TIMES if places.indexed else {"detour", "normal_kmh", *_TIMES}
    with located("travel"):
        travel = Fields(top.raw("travel") or {}, known)
        profile = SpeedProfile() if places.indexed else CITY_DAY
        if "bands" in travel:
            profile = SpeedProfile(tuple(_band(item, f"bands[{n}]") for n, item in enumerate(travel.items("bands"))))
        midnight = travel.integer("midnight", 0)
        if places.indexed:
            return places.travel(profile, midnight)
        return TravelModel(
            detour=travel.number("detour", 1.35),
            normal_kmh=travel.number("normal_kmh", NORMAL_KMH),
            profile=profile,
            midnight=midnight,
        )


def _band(item: object, name: str) -> tuple[int, float]:
    if not isinstance(item, list) or len(item) != 2:
        raise InvalidProblem(name, "must be [second of the day, share of normal speed]")
    return integer(item[0], name), real(item[1], name)


def _options(kind: type[Options], top: Fields, name: str) -> Options:
    """The options of `kind` that the field `name` gives by their names."""
    if name not in top:
        return kind()
    known: dict[str, Field[Any]] = {field.name: field for field in fields(kind)}
    with located(name):
        given = Fields(top.raw(name), known)
        values: dict[str, Any] = {field.name: _value(given, field) for field in known.values() if field.name in given}
        return kind(**values)


def _value(given: Fields, field: Field[Any]) -> Firmness | int | float:
    if isinstance(field.default, Firmness):
        return one_of(Firmness, given, field.name)
    if isinstance(field.default, float):
        return given.number(field.name, 0.0)
    return given.integer(field.name)
