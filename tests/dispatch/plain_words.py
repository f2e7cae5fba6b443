"""The engine's objects told in the plain words that the independent judge reads, and its plans as routes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dispatch import Fixed, Location, PlannedStop, Stop, Technician, Window, points
from dispatch.plan import Plan
from dispatch.travel import Travel
from tests.dispatch.plain_judge import Route, Visit


def problem_of(
    stops: Sequence[Stop], technicians: Sequence[Technician], travel: Travel, now: int | None = None
) -> dict[str, Any]:
    """The problem as a dict; its table is `travel` asked for every pair. For small problems."""
    known = {planned.stop.id: planned.stop for one in technicians for planned in one.route}
    known |= {stop.id: stop for stop in stops}
    places: dict[Location, int] = {}
    jobs = [_job(stop, _index(places, stop.location)) for stop in known.values()]
    vehicles = [_vehicle(one, places) for one in technicians]
    table = _table(list(places), travel)
    document = {"jobs": jobs, "vehicles": vehicles, "matrices": {"car": {"durations": table}}}
    return document if now is None else {**document, "now": now}


def routes_of(plan: Plan, number: type[int] | type[str] = str) -> list[Route]:
    """What everybody does; `number` int turns the ids into numbers, as VROOM's own are."""
    return routes_as_planned(plan.technicians, number)


def routes_as_planned(technicians: Sequence[Technician], number: type[int] | type[str] = str) -> list[Route]:
    """The routes that people have."""
    return [Route(number(one.id), [_visit(planned, number) for planned in one.route]) for one in technicians]


def _visit(planned: PlannedStop, number: type[int] | type[str]) -> Visit:
    return Visit(number(planned.stop.id), planned.start, planned.second)


def _index(places: dict[Location, int], place: Location) -> int:
    return places.setdefault(place, len(places))


def _table(places: list[Location], travel: Travel) -> list[list[int]]:
    if not places:
        return []
    at = points(places)
    seconds = np.ceil(np.array([travel.work(at[index : index + 1].repeat(len(at), 0), at) for index in range(len(at))]))
    return [[int(second) for second in row] for row in seconds]


def _spans(windows: Sequence[Window]) -> list[tuple[int, int]]:
    return [(window.start, window.end) for window in windows]


def _job(stop: Stop, index: int) -> dict[str, Any]:
    return {
        "id": stop.id,
        "location_index": index,
        "service": stop.service,
        "time_windows": _spans(stop.windows),
        "skill_levels": {skill.code: skill.level for skill in stop.skills},
        "second_skills": {skill.code: skill.level for skill in stop.second_skills},
        "needs": dict(stop.needs),
        "priority": stop.priority,
        "crew": stop.crew,
        "after": list(stop.after),
    }


def _vehicle(one: Technician, places: dict[Location, int]) -> dict[str, Any]:
    steps = [
        {"id": planned.stop.id, "fixed": planned.fixed.value, "service_at": planned.start, "leave": planned.leave}
        for planned in one.route
        if planned.fixed is not Fixed.FREE
    ]
    vehicle: dict[str, Any] = {
        "id": one.id,
        "start_index": _index(places, one.start),
        "time_window": None if one.shift is None else (one.shift.start, one.shift.end),
        "skill_levels": dict(one.skills),
        "stock": dict(one.stock),
        "absences": _spans(one.absences),
        "overtime": one.overtime,
        "breaks": [
            {"id": index, "time_windows": _spans(pause.windows), "service": pause.seconds}
            for index, pause in enumerate(one.pauses, 1)
        ],
        "steps": steps,
    }
    if one.end is not None:
        vehicle["end_index"] = _index(places, one.end)
    return vehicle if one.max_stops is None else {**vehicle, "max_tasks": one.max_stops}


def vroom_words(problem: Mapping[str, Any]) -> dict[str, Any]:
    """A problem of `problem_of` without crews, order and promises in words that VROOM knows, ids as numbers.

    Each level of a skill becomes a skill of its own, each product a component of the load.
    """
    levels = {pair for job in problem["jobs"] for pair in job["skill_levels"].items()}
    levels |= {
        (code, 1 + below)
        for one in problem["vehicles"]
        for code, top in one["skill_levels"].items()
        for below in range(top)
    }
    skills = {pair: number for number, pair in enumerate(sorted(levels), 1)}
    products = sorted({product for job in problem["jobs"] for product in job["needs"]})
    jobs = []
    for job in problem["jobs"]:
        facts = {key: job[key] for key in ("location_index", "service", "time_windows", "priority")}
        facts["skills"] = [skills[pair] for pair in job["skill_levels"].items()]
        jobs.append({"id": int(job["id"]), "delivery": [job["needs"].get(one, 0) for one in products], **facts})
    vehicles = []
    for one in problem["vehicles"]:
        facts = {
            key: one[key] for key in ("start_index", "end_index", "time_window", "breaks", "max_tasks") if key in one
        }
        facts["skills"] = [skills[code, 1 + below] for code, top in one["skill_levels"].items() for below in range(top)]
        vehicles.append({"id": int(one["id"]), "capacity": [one["stock"].get(it, 0) for it in products], **facts})
    return {"jobs": jobs, "vehicles": vehicles, "matrices": problem["matrices"]}
