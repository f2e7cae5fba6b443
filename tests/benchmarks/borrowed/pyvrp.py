"""PyVRP on a problem in VROOM's words: prize collecting, skills as loads, and lunch seen to afterwards.

It knows no breaks: a day is shortened by their length, and where the judge then finds no place for one,
jobs are dropped until it does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType
from pyvrp import solve as search
from pyvrp.stop import MaxRuntime

from tests.dispatch.plain_judge import Route, Verdict, Visit, judge

PRIZE = 1_000_000
PLENTY = 1_000_000


def solve(problem: Mapping[str, Any], seconds: float = 20, seed: int = 1) -> list[Route]:
    """PyVRP's best plan after `seconds`, with lunch put in."""
    result = search(_data(problem), MaxRuntime(seconds), seed=seed, collect_stats=False, display=False)
    routes = []
    for route in result.best.routes():
        visits = [Visit(problem["jobs"][one.idx]["id"]) for one in route.schedule() if one.is_client()]
        routes.append(Route(problem["vehicles"][route.vehicle_type()]["id"], visits))
    return [repaired(problem, route) for route in routes]


def repaired(problem: Mapping[str, Any], route: Route) -> Route:
    """The route without the fewest jobs, found greedily, that leave a day without a fault."""
    alone = {**problem, "vehicles": [one for one in problem["vehicles"] if one["id"] == route.vehicle]}
    verdict = judge(alone, [route])
    while verdict.violations:
        route, verdict = min((_without(alone, route, index) for index in range(len(route.visits))), key=_badness)
    return route


def _without(alone: Mapping[str, Any], route: Route, index: int) -> tuple[Route, Verdict]:
    less = Route(route.vehicle, [*route.visits[:index], *route.visits[index + 1 :]])
    return less, judge(alone, [less])


def _badness(one: tuple[Route, Verdict]) -> tuple[int, int]:
    return len(one[1].violations), one[1].travel


def _data(problem: Mapping[str, Any]) -> ProblemData:
    jobs, vehicles = problem["jobs"], problem["vehicles"]
    places = [job["location_index"] for job in jobs] + [one["start_index"] for one in vehicles]
    table = np.ascontiguousarray(np.asarray(problem["matrices"]["car"]["durations"], dtype=np.int64)[places][:, places])
    skills = sorted({skill for job in jobs for skill in job.get("skills", ())})
    return ProblemData(
        locations=[Location(*place["location"]) for place in jobs] + [Location(*one["start"]) for one in vehicles],
        clients=[_client(index, job, skills) for index, job in enumerate(jobs)],
        depots=[Depot(len(jobs) + index) for index in range(len(vehicles))],
        vehicle_types=[_vehicle(index, one, skills) for index, one in enumerate(vehicles)],
        distance_matrices=[table],
        duration_matrices=[table],
    )


def _client(index: int, job: Mapping[str, Any], skills: Sequence[int]) -> Client:
    opens, closes = job["time_windows"][0]
    loads = [int(skill in job.get("skills", ())) for skill in skills]
    return Client(index, loads, [0] * len(skills), job["service"], opens, closes, prize=PRIZE, required=False)


def _vehicle(index: int, one: Mapping[str, Any], skills: Sequence[int]) -> VehicleType:
    opens, closes = one["time_window"]
    rest = sum(pause["service"] for pause in one.get("breaks", ()))
    return VehicleType(
        capacity=[PLENTY * (skill in one.get("skills", ())) for skill in skills],
        start_depot=index,
        end_depot=index,
        tw_early=opens,
        tw_late=closes,
        shift_duration=closes - opens - rest,
    )
