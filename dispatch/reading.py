"""A problem in VROOM's JSON vocabulary, read into the model. The format is in FORMAT.md."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from dispatch.errors import InvalidProblem, located, require
from dispatch.fields import LONGEST, Fields, identity, integer, window
from dispatch.model import Break, Fixed, PlannedStop, Skill, Stop, Technician, Window
from dispatch.options import Firmness, RankOptions
from dispatch.problem import Problem
from dispatch.speed import SpeedProfile
from dispatch.travel import CITY_DAY, NORMAL_KMH, TravelModel

ALWAYS = Window(0, LONGEST)

_TOP = {"jobs", "vehicles", "now", "travel", "rank"}
_JOB = {"id", "description", "location", "service", "delivery", "skills", "priority"}
_JOB |= {"time_windows", "skill_levels", "needs", "centre", "customer"}
_JOB_UNSUPPORTED = {"location_index", "pickup", "setup", "setup_per_type", "service_per_type"}
_VEHICLE = {"id", "description", "start", "end", "capacity", "skills", "time_window", "breaks"}
_VEHICLE |= {"max_tasks", "steps", "skill_levels", "stock", "centre", "absences"}
_VEHICLE |= {"recent_customers"}
_VEHICLE_UNSUPPORTED = {"start_index", "end_index", "profile", "speed_factor", "costs", "type"}
_VEHICLE_UNSUPPORTED |= {"max_travel_time", "max_distance"}
_STEP = {"type", "id", "service_at", "fixed", "leave"}
# What solvers write into their steps; a route of theirs can be handed in as it came out
_STEP |= {"description", "location", "arrival", "duration", "distance", "setup", "service"}
_STEP |= {"waiting_time", "load", "violations"}
_STEP_UNSUPPORTED = {"service_after", "service_before"}


def read_problem(document: object) -> Problem:
    """Read a parsed JSON document. Raises InvalidProblem naming the first field that is wrong."""
    if not isinstance(document, dict):
        raise InvalidProblem("problem", "must be an object")
    top = Fields(document, _TOP, {"shipments", "matrices"})
    names: dict[str, int | str] = {}
    stops: dict[str, Stop] = {}
    for index, item in enumerate(top.items("jobs")):
        with located(f"jobs[{index}]"):
            stop = _stop(Fields(item, _JOB, _JOB_UNSUPPORTED), names)
            require(stop.id not in stops, "id", f"{stop.id} comes twice")
        stops[stop.id] = stop
    return Problem(
        stops=tuple(stops.values()),
        technicians=_technicians(top, stops, names),
        travel=_travel(top),
        now=top.integer("now") if "now" in top else None,
        options=_options(top),
        names=names,
    )


def _name(fields: Fields, kind: str, names: dict[str, int | str]) -> str:
    written = fields.identity()
    names[f"{kind} {written}"] = written
    return str(written)


def _stop(job: Fields, names: dict[str, int | str]) -> Stop:
    windows = job.items("time_windows")
    require(len(windows) <= 1, "time_windows", "more than one is not supported by rank and check")
    return Stop(
        id=_name(job, "job", names),
        location=job.location("location"),
        window=window(windows[0], "time_windows[0]") if windows else ALWAYS,
        service=job.integer("service", 0),
        skills=tuple(Skill(code, level) for code, level in _levels(job).items()),
        needs={**_amounts(job, "delivery"), **job.counts("needs")},
        centre=job.text("centre"),
        customer_id=job.text("customer"),
        priority=job.integer("priority", 0),
    )


def _levels(fields: Fields) -> dict[str, int]:
    """VROOM's plain skills count as level 1; `skill_levels` has them with a level."""
    levels = {}
    for index, code in enumerate(fields.items("skills")):
        levels[str(identity(code, f"skills[{index}]"))] = 1
    for code, level in fields.counts("skill_levels").items():
        require(code not in levels, f"skill_levels.{code}", "stands in skills as well")
        levels[code] = level
    return levels


def _amounts(fields: Fields, name: str) -> dict[str, int]:
    """VROOM's unnamed quantities: each component is a product of its own."""
    amounts = {}
    for index, amount in enumerate(fields.items(name)):
        amounts[f"#{index}"] = integer(amount, f"{name}[{index}]", least=0)
    return amounts


def _technicians(top: Fields, stops: Mapping[str, Stop], names: dict[str, int | str]) -> tuple[Technician, ...]:
    items = top.items("vehicles")
    require(bool(items), "vehicles", "there are none")
    technicians: dict[str, Technician] = {}
    owner: dict[str, str] = {}
    for index, item in enumerate(items):
        with located(f"vehicles[{index}]"):
            vehicle = Fields(item, _VEHICLE, _VEHICLE_UNSUPPORTED)
            technician = _technician(vehicle, stops, names)
            require(technician.id not in technicians, "id", f"{technician.id} comes twice")
            for planned in technician.route:
                other = owner.setdefault(planned.stop.id, technician.id)
                twice = f"job {planned.stop.id} is in the route of {other} already"
                require(other == technician.id, "steps", twice)
        technicians[technician.id] = technician
    return tuple(technicians.values())


def _technician(vehicle: Fields, stops: Mapping[str, Stop], names: dict[str, int | str]) -> Technician:
    shift = window(vehicle.raw("time_window"), "time_window") if "time_window" in vehicle else None
    if shift is None and not vehicle.names_null("time_window"):
        shift = ALWAYS
    customers = vehicle.items("recent_customers")
    absences = vehicle.items("absences")
    return Technician(
        id=_name(vehicle, "vehicle", names),
        start=vehicle.location("start"),
        end=vehicle.location("end") if "end" in vehicle else None,
        shift=shift,
        skills=_levels(vehicle),
        pause=_pause(vehicle),
        absences=tuple(window(away, f"absences[{n}]") for n, away in enumerate(absences)),
        centre=vehicle.text("centre"),
        stock={**_amounts(vehicle, "capacity"), **vehicle.counts("stock")},
        route=_route(vehicle, stops),
        recent_customers=frozenset(str(identity(c, "recent_customers")) for c in customers),
        max_stops=vehicle.integer("max_tasks", least=0) if "max_tasks" in vehicle else None,
    )


def _pause(vehicle: Fields) -> Break | None:
    breaks = vehicle.items("breaks")
    if not breaks:
        return None
    require(len(breaks) == 1, "breaks", "more than one is not supported by rank and check")
    with located("breaks[0]"):
        one = Fields(breaks[0], {"id", "description", "time_windows", "service"}, {"max_load"})
        windows = one.items("time_windows")
        require(len(windows) == 1, "time_windows", "there has to be exactly one")
        return Break(window(windows[0], "time_windows[0]"), one.integer("service", 0, least=0))


def _route(vehicle: Fields, stops: Mapping[str, Stop]) -> tuple[PlannedStop, ...]:
    route: list[PlannedStop] = []
    for index, item in enumerate(vehicle.items("steps")):
        with located(f"steps[{index}]"):
            step = Fields(item, _STEP, _STEP_UNSUPPORTED)
            kind = step.text("type") or "job"
            known = ("start", "job", "break", "end")
            require(kind in known, "type", f"{kind} is not one of {', '.join(known)}")
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
    start = step.integer("service_at") if "service_at" in step else None
    leave = step.integer("leave") if "leave" in step else None
    fixed = Fixed.FREE if start is None else Fixed.LOCKED
    if "fixed" in step:
        fixed = _one_of(Fixed, step, "fixed")
    require(fixed is Fixed.FREE or start is not None, "service_at", f"is missing; it is {fixed}")
    return PlannedStop(stops[wanted], start, leave, fixed)


def _one_of(choices: Any, fields: Fields, name: str) -> Any:
    value = fields.text(name)
    allowed = [choice.value for choice in choices]
    require(value in allowed, name, f"{value} is not one of {', '.join(allowed)}")
    return choices(value)


def _travel(top: Fields) -> TravelModel:
    if "travel" not in top:
        return TravelModel()
    with located("travel"):
        travel = Fields(top.raw("travel"), {"detour", "normal_kmh", "bands", "midnight"})
        profile = CITY_DAY
        if "bands" in travel:
            profile = SpeedProfile(tuple(_band(item, f"bands[{n}]") for n, item in enumerate(travel.items("bands"))))
        return TravelModel(
            detour=travel.number("detour", 1.35),
            normal_kmh=travel.number("normal_kmh", NORMAL_KMH),
            profile=profile,
            midnight=travel.integer("midnight", 0),
        )


def _band(item: object, name: str) -> tuple[int, float]:
    if not isinstance(item, list) or len(item) != 2:
        raise InvalidProblem(name, "must be [second of the day, share of normal speed]")
    share = item[1]
    if isinstance(share, bool) or not isinstance(share, int | float):
        raise InvalidProblem(name, "the share must be a number")
    return integer(item[0], name), float(share)


def _options(top: Fields) -> RankOptions:
    if "rank" not in top:
        return RankOptions()
    with located("rank"):
        given = Fields(top.raw("rank"), {field.name for field in fields(RankOptions)})
        values: dict[str, Any] = {}
        for field in fields(RankOptions):
            if field.name not in given:
                continue
            if isinstance(field.default, Firmness):
                values[field.name] = _one_of(Firmness, given, field.name)
            elif isinstance(field.default, int):
                values[field.name] = given.integer(field.name)
            else:
                values[field.name] = given.number(field.name, 0.0)
        return RankOptions(**values)
