"""VROOM on a problem in its own words, and its `check` as a second judge."""

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import vroom
from vroom import _vroom
from vroom.input import vehicle_step

from tests.dispatch.plain_judge import Route, Visit

QUICKEST, MOST_THOROUGH = 0, 5


def solve(problem: Mapping[str, Any], seconds: float = 60, threads: int = 2) -> list[Route]:
    """VROOM's better plan of two: at its quickest, and at its most thorough in what is left of the time.

    It shares its time out among many beginnings: where it is too short for each, the quick plan is the
    better one. It looks at the clock now and then only, and may take somewhat longer.
    """
    begin = time.perf_counter()
    quick = _input(problem, {}).solve(QUICKEST, threads)
    left = timedelta(seconds=max(1.0, seconds - (time.perf_counter() - begin)))
    thorough = _input(problem, {}).solve(MOST_THOROUGH, threads, left)
    return _routes(min(thorough, quick, key=_worth))


def _worth(solution: Any) -> tuple[int, int]:
    document = solution.to_dict()
    return len(document["unassigned"]), document["summary"]["duration"]


def _routes(solution: Any) -> list[Route]:
    routes: dict[int, list[Visit]] = {}
    rows = solution.routes
    for vehicle, kind, job in zip(rows["vehicle_id"], rows["type"], rows["id"], strict=True):
        if kind == "job":
            routes.setdefault(int(vehicle), []).append(Visit(int(job)))
    return [Route(vehicle, visits) for vehicle, visits in routes.items()]


def check(problem: Mapping[str, Any], routes: Sequence[Route]) -> list[str]:
    """What VROOM finds wrong with `routes`, in its words.

    It has to be told where the breaks go, so every place is asked for each route until one is clean.
    """
    return [wrong for route in routes if route.visits for wrong in _check_route(problem, route)]


def _check_route(problem: Mapping[str, Any], route: Route) -> list[str]:
    vehicle = next(one for one in problem["vehicles"] if one["id"] == route.vehicle)
    breaks = [one["id"] for one in vehicle.get("breaks", ())]
    asked = {visit.job for visit in route.visits}
    part = _alone(problem, vehicle, [job for job in problem["jobs"] if job["id"] in asked])
    fewest: list[str] | None = None
    for places in _places(len(breaks), len(route.visits) + 1):
        wrong = _violations(_input(part, {route.vehicle: _steps(route, breaks, places)}))
        if not wrong:
            return []
        if fewest is None or len(wrong) < len(fewest):
            fewest = wrong
    return [f"vehicle {route.vehicle}: {one}" for one in fewest or ()]


def _alone(problem: Mapping[str, Any], vehicle: Mapping[str, Any], jobs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One vehicle and its jobs, with a table of their places only."""
    ends = [end for end in ("start_index", "end_index") if end in vehicle]
    places = [*(job["location_index"] for job in jobs), *(vehicle[end] for end in ends)]
    table = np.asarray(problem["matrices"]["car"]["durations"])[np.ix_(places, places)]
    vehicle = {**vehicle, **{end: len(jobs) + number for number, end in enumerate(ends)}}
    jobs = [{**job, "location_index": index} for index, job in enumerate(jobs)]
    return {"jobs": jobs, "vehicles": [vehicle], "matrices": {"car": {"durations": table}}}


def _places(breaks: int, gaps: int, first: int = 0) -> list[tuple[int, ...]]:
    """All ways to put so many breaks, in their order, into the gaps of a route."""
    if not breaks:
        return [()]
    return [(gap, *rest) for gap in range(first, gaps) for rest in _places(breaks - 1, gaps, gap)]


def _steps(route: Route, breaks: Sequence[int], places: Sequence[int]) -> list[Any]:
    steps: list[Any] = [vehicle_step.VehicleStepStart()]
    for gap in range(len(route.visits) + 1):
        steps += [vehicle_step.VehicleStepBreak(one) for one, at in zip(breaks, places, strict=True) if at == gap]
        if gap < len(route.visits):
            visit = route.visits[gap]
            steps.append(vehicle_step.VehicleStepSingle(visit.job, service_at=visit.start))
    return [*steps, vehicle_step.VehicleStepEnd()]


def _violations(wanted: Any) -> list[str]:
    try:
        solution = wanted.check()
    except _vroom.VroomInputException as refusal:
        # No times at all with these steps begun at their moments
        return [str(refusal)]
    document = solution.to_dict()
    steps = [step for route in document["routes"] for step in route["steps"]]
    found = [
        f"{wrong['cause']} at {step['type']} {step.get('id', '')}" for step in steps for wrong in step["violations"]
    ]
    return found + [wrong["cause"] for route in document["routes"] for wrong in route["violations"]]


def _input(problem: Mapping[str, Any], steps: Mapping[int, Sequence[Any]]) -> Any:
    wanted = vroom.Input()
    wanted.set_durations_matrix("car", problem["matrices"]["car"]["durations"])
    components = max((len(job.get("delivery", ())) for job in problem["jobs"]), default=0)
    wanted.add_job([_job(job, components) for job in problem["jobs"]])
    wanted.add_vehicle([_vehicle(one, components, steps.get(one["id"], ())) for one in problem["vehicles"]])
    return wanted


def _job(job: Mapping[str, Any], components: int) -> Any:
    return vroom.Job(
        job["id"],
        location=job["location_index"],
        default_service=job.get("service", 0),
        delivery=list(job.get("delivery", [0] * components)),
        skills=set(job.get("skills", ())),
        priority=job.get("priority", 0),
        time_windows=[vroom.TimeWindow(*window) for window in job.get("time_windows", ())],
    )


def _vehicle(one: Mapping[str, Any], components: int, steps: Sequence[Any]) -> Any:
    breaks = [
        vroom.Break(rest["id"], [vroom.TimeWindow(*window) for window in rest["time_windows"]], rest.get("service", 0))
        for rest in one.get("breaks", ())
    ]
    span = one.get("time_window")
    limit = {"max_tasks": one["max_tasks"]} if "max_tasks" in one else {}
    return vroom.Vehicle(
        one["id"],
        start=one.get("start_index"),
        end=one.get("end_index"),
        capacity=list(one.get("capacity", [0] * components)),
        skills=set(one.get("skills", ())),
        time_window=vroom.TimeWindow(*span) if span else None,
        breaks=breaks,
        steps=list(steps),
        **limit,
    )
