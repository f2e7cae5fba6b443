"""From the model to the arrays of the search, and an empty desk to work at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dispatch.check import Breach, check
from dispatch.model import Break, Stop, Technician
from dispatch.plan import PlanOptions
from dispatch.search import columns
from dispatch.search.columns import longs
from dispatch.search.tables import I32, I64, NEVER, NUMBERS, Days, Desk, Problem
from dispatch.search.tasks import ROUNDED, Task, couple, tasks_of, windows_of
from dispatch.travel import Travel

PLACES_FOR_ONE = 40  # places tried for one half of a crew


@dataclass(frozen=True, slots=True)
class Case:
    """A problem as arrays, with what they stand for."""

    problem: Problem
    tasks: tuple[Task, ...]
    technicians: tuple[Technician, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What a day has to keep to: later than asked for where it is late already."""

    limit: int
    breaks: tuple[Break, ...]
    closes: dict[str, int]


def build(
    stops: Sequence[Stop],
    technicians: Sequence[Technician],
    travel: Travel,
    now: int | None,
    options: PlanOptions,
) -> Case:
    """The arrays for planning `stops` and the free stops in the routes of `technicians`, all of whom work.

    Raises InvalidProblem for stops that come after an unknown one, or after themselves in a circle.
    """
    tasks = tasks_of(stops, technicians)
    ended = {it.stop.id: it.leave or 0 for one in technicians for it in one.route[: one.started]}
    held = [_held(one, travel, now) for one in technicians]
    windows = [list(windows_of(task, ended, _closes(task, held))) for task in tasks]
    locations = [task.stop.location for task in tasks]
    locations_of_people = [*(one.here for one in technicians), *(one.end for one in technicians)]
    work, back, place = columns.travel_table([*locations, *locations_of_people], travel)
    bias = columns.bias(tasks, technicians, options)
    starts, places = place[len(tasks) : len(tasks) + len(technicians)], place[: len(tasks)]
    products = sorted({code for task in tasks for code in task.needs})
    problem = Problem(
        work=work,
        back=back,
        place=place,
        **columns.speed(travel),
        **columns.of_tasks(tasks, windows, products),
        bias=bias,
        **couple(tasks, ended)._asdict(),
        near=columns.near(work, places),
        near_days=columns.near_days(work, places, starts, bias),
        worth=columns.worth(tasks, windows, work, places, starts, bias),
        **_of_people(technicians, held, now),
        stock=columns.stock(technicians, products),
        **columns.weights(options),
    )
    return Case(problem, tuple(tasks), tuple(technicians))


def _of_people(technicians: Sequence[Technician], held: Sequence[_Held], now: int | None) -> dict[str, Any]:
    pause, rest, rest_window, rest_opens, rest_closes = columns.breaks([one.breaks for one in held])
    away, away_from, away_until = columns.ragged([one.absences for one in technicians])
    return {
        "ready": longs(one.ready_at(now) for one in technicians),
        "limit": longs(one.limit for one in held),
        "shift_end": longs(one.shift.end if one.shift else 0 for one in technicians),
        "most": longs(columns.NO_MOST if one.stops_left is None else one.stops_left for one in technicians),
        "pause": pause,
        "rest": rest,
        "rest_window": rest_window,
        "rest_opens": rest_opens,
        "rest_closes": rest_closes,
        "away": away,
        "away_from": away_from,
        "away_until": away_until,
        "head": longs(sum(it.stop.service for it in one.route[: one.started]) for one in technicians),
    }


def _held(technician: Technician, travel: Travel, now: int | None) -> _Held:
    """What the locked stops alone leave possible; a promise lost already is kept no later than it is."""
    held = technician.held()
    breaks = technician.due_breaks(technician.ready_at(now))
    if len(held.route) == technician.started:
        return _Held(technician.limit, breaks, {})
    report = check(held, travel, now)
    closes = {
        times.visit: times.start + ROUNDED * (index + 1)
        for index, times in enumerate(report.stops[technician.started :])
    }
    lost = any(wrong.code is Breach.BREAK_LOST for wrong in report.violations)
    limit = max(technician.limit, report.finish + ROUNDED * (len(held.route) + 1) if report.violations else 0)
    return _Held(limit, () if lost else breaks, closes)


def _closes(task: Task, held: Sequence[_Held]) -> int | None:
    return held[task.who].closes.get(task.stop.id) if task.locked else None


def empty_days(problem: Problem) -> Days:
    """Days with nothing in them."""
    tasks, technicians = len(problem.service), len(problem.ready)
    nodes = tasks + 2 * technicians
    states = int(np.diff(problem.pause).max(initial=0)) + 1
    days = Days(
        next=np.full(nodes, -1, dtype=np.int32),
        prev=np.full(nodes, -1, dtype=np.int32),
        leg=np.zeros(nodes, dtype=np.int32),
        owner=np.full(tasks, -1, dtype=np.int32),
        earliest=np.full((nodes, states), NEVER, dtype=np.int64),
        latest=np.full((nodes, states), -NEVER, dtype=np.int64),
        agreed=np.full(tasks, NEVER, dtype=np.int64),
        stops=np.zeros(technicians, dtype=np.int64),
        load=np.zeros((technicians, problem.stock.shape[1]), dtype=np.int64),
        cost=np.zeros(technicians),
        region=np.zeros(technicians, dtype=np.int32),
        home=np.zeros(tasks, dtype=np.int32),
    )
    begins = np.arange(tasks, tasks + technicians, dtype=np.int32)
    days.next[begins] = begins + technicians
    days.prev[begins + technicians] = begins
    return days


def empty_desk(problem: Problem, chance: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> Desk:
    """A desk for one thread."""
    tasks, technicians = len(problem.service), len(problem.ready)
    classes = int(problem.class_.max(initial=0)) + 1

    return Desk(
        chance=chance,
        absent=_narrow(tasks),
        pool=_narrow(tasks),
        days=_narrow(technicians),
        numbers=_wide(NUMBERS),
        cost=np.zeros(2),
        missing=_wide(classes),
        least=_wide(classes),
        touched=_narrow(technicians),
        mark=_wide(technicians),
        seen=_wide(technicians),
        kept=_narrow(tasks),
        kept_at=_wide(technicians + 1),
        kept_agreed=_wide(tasks),
        kept_missing=_wide(classes),
        kept_cost=np.zeros(technicians),
        kept_absent=_narrow(tasks),
        out=_narrow(tasks),
        key=np.zeros(tasks),
        line=_narrow(tasks),
        best=_narrow(tasks),
        best_at=_wide(technicians + 1),
        best_agreed=_wide(tasks),
        best_absent=_narrow(tasks),
        missed=_wide(tasks),
        tries=np.zeros((PLACES_FOR_ONE, 3), dtype=np.int64),
        tries_cost=np.zeros(PLACES_FOR_ONE),
        leads=np.zeros((PLACES_FOR_ONE, 3), dtype=np.int64),
    )


def _narrow(size: int) -> I32:
    return np.full(size, -1, dtype=np.int32)


def _wide(size: int) -> I64:
    return np.zeros(size, dtype=np.int64)
