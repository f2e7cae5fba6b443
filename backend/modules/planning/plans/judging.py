"""Whether chosen changes still fit into the days as they are now: judged by the engine's checker, technician by technician."""

from collections.abc import Collection
from dataclasses import replace

from backend.modules.planning import policies
from backend.modules.planning.plans.problem import Problem
from backend.modules.planning.plans.schemas import ChangeOut
from backend.modules.planning.plans.words import Narrator, words
from backend.modules.planning.schemas import WordsOut
from dispatch import Fixed, PlannedStop, Stop, Violation, Window, check
from dispatch import Technician as Worker

GONE = ("师傅已不在岗", "the technician is no longer active")


def collisions(problem: Problem, changes: Collection[ChangeOut], narrator: Narrator) -> dict[str, WordsOut]:
    """The changes that do not fit, each with the rule that somebody's day would newly break.

    Changes hang together: what is refused stays where it is, which may leave no room for others. So the days are
    judged again until nothing new is broken.
    """
    workers = {one.id: one for one in problem.workers}
    refused = {one.id: words("technician_gone", GONE) for one in changes if one.to_id and one.to_id not in workers}
    while True:
        taken = [one for one in changes if one.id not in refused]
        found = _round(problem, workers, taken, narrator)
        if not found:
            return refused
        refused |= found


def _round(
    problem: Problem, workers: dict[str, Worker], taken: list[ChangeOut], narrator: Narrator
) -> dict[str, WordsOut]:
    refused: dict[str, WordsOut] = {}
    stops = _stops(problem)
    for worker_id in {one.to_id for one in taken if one.to_id}:
        worker = workers[worker_id]
        broken = _newly_broken(problem, worker, _after(worker, taken, stops))
        if broken is not None:
            why = narrator.breach(narrator.people.get(worker_id, ""), broken)
            refused |= {one.id: why for one in taken if one.to_id == worker_id}
    return refused


def _stops(problem: Problem) -> dict[str, Stop]:
    planned = {one.stop.id: one.stop for worker in problem.workers for one in worker.route}
    return {**planned, **{one.id: one for one in problem.stops}}


def _after(worker: Worker, taken: list[ChangeOut], stops: dict[str, Stop]) -> Worker:
    touched = {one.id for one in taken}
    kept = [one for one in worker.route if one.stop.id not in touched]
    coming = [
        PlannedStop(_as_told(stops[one.id], one), start=policies.seconds(one.start))
        for one in taken
        if one.to_id == worker.id and one.start is not None and one.id in stops
    ]
    facts = [one for one in kept if one.fixed is Fixed.STARTED]
    ahead = [one for one in kept if one.fixed is not Fixed.STARTED] + coming
    ahead.sort(key=lambda one: one.start or 0)
    return replace(worker, route=(*facts, *ahead))


def _as_told(stop: Stop, one: ChangeOut) -> Stop:
    """The stop with the window that the customer would have."""
    return replace(stop, window=Window(policies.seconds(one.window_start), policies.seconds(one.window_end)))


def _newly_broken(problem: Problem, before: Worker, after: Worker) -> Violation | None:
    known = {_key(one) for one in check(before, problem.travel, problem.now).violations}
    broken = check(after, problem.travel, problem.now).violations
    return next((one for one in broken if _key(one) not in known), None)


def _key(one: Violation) -> tuple[str, str]:
    return one.code.value, str(one.params.get("visit", one.params.get("product", "")))
