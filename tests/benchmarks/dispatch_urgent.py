"""Urgent visits into a full day in the middle of the morning: how fast, and how many others have to move."""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from dispatch import Fixed, PlannedStop, Ranking, RankOptions, Roster, Stop, Technician, Travel, Window, points, rank
from dispatch.plan import PlanOptions
from dispatch.replan import URGENT_TRIES, options_for
from dispatch.solve import solve
from tests.benchmarks.dispatch_instances import HOUR, City, city
from tests.benchmarks.figures import p
from tests.dispatch.plain_judge import Route, Visit, judge
from tests.dispatch.plain_words import problem_of

NOW = 10 * HOUR
PROMISED = 3 * HOUR  # how long from now an urgent visit has to begin
OTHER_SEED = 1000


def measure(size: str, seed: int, seconds: float, visits: int) -> dict[str, Any]:
    """Milliseconds and moved visits for that many urgent visits, one at a time, into the same plan."""
    town = city(size, seed)
    plan = solve(town.stops, town.technicians, town.travel, None, PlanOptions(seconds=seconds))
    people = [_at(one, NOW, town.travel) for one in plan.technicians]
    asked = urgent_stops(size, seed, visits)
    roster = Roster(people, town.travel, NOW)
    everybody, promising = RankOptions(candidates=len(people)), RankOptions(candidates=URGENT_TRIES)
    inserted = _milliseconds(lambda stop: rank(stop, roster, everybody), asked)
    quickly = _milliseconds(lambda stop: rank(stop, roster, promising), asked)
    same = sum(_first(rank(stop, roster, everybody)) == _first(rank(stop, roster, promising)) for stop in asked)
    kinds: Counter[str] = Counter()
    replanned, moved, wrong = [], [], []
    for stop in asked:
        begin = time.perf_counter()
        found = options_for(stop, people, town.travel, NOW)
        replanned.append((time.perf_counter() - begin) * 1000)
        for option in found:
            problem = problem_of([], option.days, town.travel, NOW)
            wrong += judge(problem, [_as_early_as_can_be(one) for one in option.days]).violations
        if found:
            kinds[found[0].kind.value] += 1
            moved.append(sum(change.visit != stop.id for change in found[0].changes))
    return {
        "insertion_p99": p(99, quickly),
        "insertion_everybody_p99": p(99, inserted),
        "share_with_the_same_best": same / visits,
        "replan_p95": p(95, replanned),
        "moved_median": statistics.median(moved) if moved else None,
        "share_with_option": len(moved) / visits,
        "kinds": kinds,
        "violations": len(wrong),
        "wrong": wrong[:5],
    }


def _first(ranking: Ranking) -> str | None:
    return ranking.suggestions[0].technician_id if ranking.suggestions else None


def urgent_stops(size: str, seed: int, visits: int) -> list[Stop]:
    """Visits of another city of the same size, to begin within three hours and above all others."""
    other: City = city(size, seed + OTHER_SEED)
    soon = Window(NOW, NOW + PROMISED)
    return [replace(stop, id=f"urgent {stop.id}", window=soon, priority=100) for stop in other.stops[:visits]]


def _at(one: Technician, now: int, travel: Travel) -> Technician:
    """The technician at that moment: what has begun, or is being driven to, is a fact."""
    route: list[PlannedStop] = []
    here, facts = one.start, True
    for planned in one.route:
        start = planned.start or 0
        way = float(travel.work(points([here]), points([planned.stop.location]))[0])
        facts = facts and start - way < now
        leave = start + planned.stop.service
        route.append(PlannedStop(planned.stop, start, leave, Fixed.STARTED) if facts else planned)
        here = planned.stop.location
    return replace(one, route=tuple(route))


def _as_early_as_can_be(one: Technician) -> Route:
    """The route without its old times: the days on offer are timed anew."""
    return Route(one.id, [Visit(planned.stop.id, second=planned.second) for planned in one.route])


def _milliseconds(job: Callable[[Stop], object], stops: Sequence[Stop]) -> list[float]:
    for stop in stops[:5]:
        job(stop)
    took = []
    for stop in stops:
        begin = time.perf_counter()
        job(stop)
        took.append((time.perf_counter() - begin) * 1000)
    return took
