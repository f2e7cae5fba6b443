"""Urgent visits into a full day in the middle of the morning: how fast, and how many others have to move."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from dispatch import Fixed, PlannedStop, RankOptions, Roster, Stop, Technician, Window, rank
from dispatch.plan import PlanOptions
from dispatch.replan import options_for
from dispatch.solve import solve
from tests.benchmarks.dispatch_instances import HOUR, City, city
from tests.benchmarks.figures import p

NOW = 10 * HOUR
PROMISED = 3 * HOUR  # how long from now an urgent visit has to begin
OTHER_SEED = 1000


def measure(size: str, seed: int, seconds: float, visits: int) -> dict[str, Any]:
    """Milliseconds and moved visits for that many urgent visits, one at a time, into the same plan."""
    town = city(size, seed)
    plan = solve(town.stops, town.technicians, town.travel, None, PlanOptions(seconds=seconds))
    people = [_at(one, NOW) for one in plan.technicians]
    asked = urgent_stops(size, seed, visits)
    roster = Roster(people, town.travel, NOW)
    everybody = RankOptions(candidates=len(people))
    inserted = _milliseconds(lambda stop: rank(stop, roster, everybody), asked)
    chosen, replanned, moved = [], [], []
    for stop in asked:
        begin = time.perf_counter()
        found = options_for(stop, people, town.travel, NOW)
        replanned.append((time.perf_counter() - begin) * 1000)
        if found:
            chosen.append(found[0].kind)
            moved.append(sum(change.visit != stop.id for change in found[0].changes))
    return {
        "insertion_p99": p(99, inserted),
        "replan_p95": p(95, replanned),
        "moved_median": statistics.median(moved) if moved else None,
        "share_with_option": len(moved) / visits,
        "kinds": {kind: chosen.count(kind) for kind in sorted(set(map(str, chosen)))},
    }


def urgent_stops(size: str, seed: int, visits: int) -> list[Stop]:
    """Visits of another city of the same size, to begin within three hours and above all others."""
    other: City = city(size, seed + OTHER_SEED)
    soon = Window(NOW, NOW + PROMISED)
    return [replace(stop, id=f"urgent {stop.id}", window=soon, priority=100) for stop in other.stops[:visits]]


def _at(one: Technician, now: int) -> Technician:
    """The technician at that moment: what has begun is a fact."""
    return replace(one, route=tuple(_begun(it, now) for it in one.route))


def _begun(planned: PlannedStop, now: int) -> PlannedStop:
    if planned.start is None or planned.start >= now:
        return planned
    return replace(planned, leave=planned.start + planned.stop.service, fixed=Fixed.STARTED)


def _milliseconds(job: Callable[[Stop], object], stops: Sequence[Stop]) -> list[float]:
    for stop in stops[:5]:
        job(stop)
    took = []
    for stop in stops:
        begin = time.perf_counter()
        job(stop)
        took.append((time.perf_counter() - begin) * 1000)
    return took
