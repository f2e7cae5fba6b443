"""VROOM's vehicles and their steps, read into technicians and routes. The format is in FORMAT.md."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from dispatch.errors import located, require
from dispatch.fields import Fields, identity, window
from dispatch.jobs import ALWAYS, Names, goods, levels, name_of
from dispatch.model import Break, Fixed, PlannedStop, Stop, Technician
from dispatch.places import Places

_VEHICLE = {"id", "description", "start", "start_index", "end", "end_index", "profile", "speed_factor"}
_VEHICLE |= {"capacity", "skills", "time_window", "breaks", "max_tasks", "steps"}
_VEHICLE |= {"skill_levels", "stock", "centre", "absences", "recent_customers", "overtime"}
_VEHICLE_UNSUPPORTED = {"costs", "type", "max_travel_time", "max_distance"}
_BREAK = {"id", "description", "time_windows", "service"}
_STEP = {"type", "id", "service_at", "fixed", "leave", "second"}
# What solvers write into their steps; a route of theirs can be handed in as it came out
_STEP |= {"description", "location", "location_index", "arrival", "duration", "distance", "setup"}
_STEP |= {"service", "waiting_time", "load", "violations"}
_STEP_UNSUPPORTED = {"service_after", "service_before"}
_KINDS = ("start", "job", "break", "end")

Choice = TypeVar("Choice", bound=StrEnum)


def read_vehicles(top: Fields, stops: Mapping[str, Stop], places: Places, names: Names) -> tuple[Technician, ...]:
    """The technicians with their routes. Raises InvalidProblem naming the first field that is wrong."""
    technicians: dict[str, Technician] = {}
    owners: dict[tuple[str, bool], str] = {}
    for index, item in enumerate(top.items("vehicles")):
        with located(f"vehicles[{index}]"):
            vehicle = Fields(item, _VEHICLE, _VEHICLE_UNSUPPORTED)
            technician = _technician(vehicle, stops, places, names)
            require(technician.id not in technicians, "id", f"{technician.id} comes twice")
            for planned in technician.route:
                other = owners.setdefault((planned.stop.id, planned.second), technician.id)
                twice = f"job {planned.stop.id} is in the route of {other} already"
                require(other == technician.id, "steps", twice)
        technicians[technician.id] = technician
    return tuple(technicians.values())


def _technician(vehicle: Fields, stops: Mapping[str, Stop], places: Places, names: Names) -> Technician:
    vehicle.only("speed_factor", 1, "all drive at the speed of `travel`")
    shift = window(vehicle.raw("time_window"), "time_window") if "time_window" in vehicle else None
    if shift is None and not vehicle.names_null("time_window"):
        shift = ALWAYS
    customers = vehicle.items("recent_customers")
    absences = vehicle.items("absences")
    name = name_of(vehicle, "vehicle", names)
    ends = "end" in vehicle or "end_index" in vehicle
    pauses = _pauses(vehicle, name, names)
    return Technician(
        id=name,
        start=places.start_of(vehicle),
        end=places.of(vehicle, "end", "end_index") if ends else None,
        shift=shift,
        skills=levels(vehicle),
        pause=pauses[0] if pauses else None,
        more_pauses=pauses[1:],
        absences=tuple(window(away, f"absences[{n}]") for n, away in enumerate(absences)),
        centre=vehicle.text("centre"),
        stock=goods(vehicle, "capacity", "stock"),
        route=_route(vehicle, stops),
        recent_customers=frozenset(str(identity(c, "recent_customers")) for c in customers),
        max_stops=vehicle.integer("max_tasks", least=0) if "max_tasks" in vehicle else None,
        overtime=vehicle.integer("overtime", 0, least=0),
    )


def _pauses(vehicle: Fields, owner: str, names: Names) -> tuple[Break, ...]:
    """In the order of their first moments, as VROOM takes them."""
    found: list[tuple[Break, int | str]] = []
    for index, item in enumerate(vehicle.items("breaks")):
        with located(f"breaks[{index}]"):
            one = Fields(item, _BREAK, {"max_load"})
            windows = one.windows("time_windows") if "time_windows" in one else (ALWAYS,)
            require(bool(windows), "time_windows", "there has to be at least one")
            pause = Break(windows[0], one.integer("service", 0, least=0), windows[1:])
            written = one.identity() if "id" in one else index
            require(all(written != other for _, other in found), "id", f"{written} comes twice")
            found.append((pause, written))
    found.sort(key=lambda one: (one[0].window.start, one[0].window.end))
    names.update({f"break {owner} {number}": written for number, (_, written) in enumerate(found)})
    return tuple(pause for pause, _ in found)


def _route(vehicle: Fields, stops: Mapping[str, Stop]) -> tuple[PlannedStop, ...]:
    route: list[PlannedStop] = []
    for index, item in enumerate(vehicle.items("steps")):
        with located(f"steps[{index}]"):
            step = Fields(item, _STEP, _STEP_UNSUPPORTED)
            kind = step.text("type") or "job"
            require(kind in _KINDS, "type", f"{kind} is not one of {', '.join(_KINDS)}")
            # Where the break goes is the engine's business; start and end are the vehicle's
            if kind == "job":
                planned = _planned(step, stops)
                twice = any(planned.stop.id == other.stop.id for other in route)
                require(not twice, "id", f"job {planned.stop.id} comes twice")
                behind = bool(route) and route[-1].fixed is not Fixed.STARTED
                disorder = planned.fixed is Fixed.STARTED and behind
                require(not disorder, "fixed", "a started job follows one not started")
                route.append(planned)
    return tuple(route)


def _planned(step: Fields, stops: Mapping[str, Stop]) -> PlannedStop:
    wanted = str(step.identity())
    require(wanted in stops, "id", f"there is no job {wanted}")
    start = step.integer("service_at", least=0) if "service_at" in step else None
    leave = step.integer("leave", least=0) if "leave" in step else None
    fixed = Fixed.FREE if start is None else Fixed.LOCKED
    if "fixed" in step:
        fixed = one_of(Fixed, step, "fixed")
    require(fixed is Fixed.FREE or start is not None, "service_at", f"is missing; it is {fixed}")
    return PlannedStop(stops[wanted], start, leave, fixed, step.flag("second"))


def one_of(choices: type[Choice], fields: Fields, name: str) -> Choice:
    """A field that holds one of `choices`."""
    value = fields.text(name) or ""
    allowed = [choice.value for choice in choices]
    require(value in allowed, name, f"{value} is not one of {', '.join(allowed)}")
    return choices(value)
