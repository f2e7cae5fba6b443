"""Starts that people have been told are kept where the day leaves room: the engine starts everything as early as it can."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from backend.modules.planning.plans.problem import Problem
from dispatch import DayReport, Fixed, PlannedStop, Window, check
from dispatch import Technician as Worker


def with_told_times(problem: Problem, found: Iterable[Worker]) -> tuple[Worker, ...]:
    """The days found, with visits that stay with their technician at the start they were planned for, if that fits."""
    told = {
        (worker.id, one.stop.id): one.start
        for worker in problem.workers
        for one in worker.route
        if one.start is not None and one.fixed is Fixed.FREE
    }
    return tuple(_with_told_times(problem, worker, told) for worker in found)


def _with_told_times(problem: Problem, worker: Worker, told: Mapping[tuple[str, str], int | None]) -> Worker:
    wanted = {one.stop.id: told.get((worker.id, one.stop.id)) for one in worker.route if one.fixed is Fixed.FREE}
    wanted = {key: start for key, start in wanted.items() if start is not None}
    if not wanted:
        return worker
    allowed = len(check(worker, problem.travel, problem.now).violations)
    best = _judged(problem, worker, wanted)
    if len(best.violations) > allowed:
        kept: dict[str, int | None] = {}
        best = _judged(problem, worker, kept)
        for key, start in wanted.items():
            tried = _judged(problem, worker, {**kept, key: start})
            if len(tried.violations) <= allowed:
                kept[key], best = start, tried
    starts = {one.visit: one.start for one in best.stops}
    return replace(worker, route=tuple(_at(one, starts[one.stop.id]) for one in worker.route))


def _judged(problem: Problem, worker: Worker, wanted: Mapping[str, int | None]) -> DayReport:
    """The day when nothing of `wanted` may begin before its told start."""
    route = tuple(_not_before(one, wanted.get(one.stop.id)) for one in worker.route)
    return check(replace(worker, route=route), problem.travel, problem.now)


def _not_before(planned: PlannedStop, start: int | None) -> PlannedStop:
    window = planned.stop.window
    if start is None or not window.start <= start <= window.end:
        return planned
    return replace(planned, stop=replace(planned.stop, window=Window(start, window.end)))


def _at(planned: PlannedStop, start: int) -> PlannedStop:
    return planned if planned.fixed is not Fixed.FREE else replace(planned, start=start)
