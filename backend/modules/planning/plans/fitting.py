"""Ways to fit one more stop into days that are planned: put in as they are, by moving one visit, or by pushing one out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dispatch import Fixed, PlannedStop, Roster, Stop, Suggestion, Travel, rank
from dispatch import Technician as Worker

# Asking somebody else to take a visit over, in seconds of driving; pushing one out costs far more.
MOVING, PUSHING_OUT = 1800, 36_000
# The visits in whose place the stop is tried: those of the technicians who would be best if they were free.
TRIED = 40


@dataclass(frozen=True, slots=True)
class Change:
    """One visit that goes to somebody else (or to nobody: `to_id` and `start_after` None)."""

    visit_id: str
    from_id: str
    to_id: str | None
    start_before: int
    start_after: int | None


@dataclass(frozen=True, slots=True)
class Option:
    """One way: `insert` moves nobody, `shift` gives a visit to somebody else, `bump` pushes the named visit out."""

    kind: Literal["insert", "shift", "bump"]
    technician_id: str
    start: int
    changes: tuple[Change, ...]
    bumped: str | None
    added_travel: int
    late_promises: int
    score: int


def options_for(
    stop: Stop, technicians: Sequence[Worker], travel: Travel, now: int | None, most: int = 5
) -> tuple[Option, ...]:
    """The best ways, best first; times and travel in seconds. A visit is pushed out only for a more important stop."""
    plain = [
        Option("insert", one.technician_id, one.start, (), None, one.added_seconds, 0, one.score.total)
        for one in rank(stop, Roster(technicians, travel, now)).suggestions
    ]
    moved = [] if len(plain) >= most else list(_instead(stop, technicians, travel, now))
    return tuple(sorted([*plain, *moved], key=lambda one: one.score)[:most])


def _instead(stop: Stop, technicians: Sequence[Worker], travel: Travel, now: int | None) -> Iterator[Option]:
    """The stop in the place of one visit, which somebody else takes over, or nobody."""
    tries = [
        (worker, planned)
        for worker in technicians
        if all(worker.skills.get(skill.code, 0) >= skill.level for skill in stop.skills)
        for planned in worker.route
        if planned.fixed is Fixed.FREE
    ]
    for worker, planned in tries[:TRIED]:
        without = replace(worker, route=tuple(one for one in worker.route if one is not planned))
        place = _first(rank(stop, Roster([without], travel, now)).suggestions)
        if place is not None:
            yield from _moved(stop, technicians, travel, now, without, planned, place)


def _moved(
    stop: Stop,
    technicians: Sequence[Worker],
    travel: Travel,
    now: int | None,
    without: Worker,
    planned: PlannedStop,
    place: Suggestion,
) -> Iterator[Option]:
    filled = _with(without, stop, place)
    days = [filled if one.id == without.id else one for one in technicians]
    other = _first(rank(planned.stop, Roster(days, travel, now)).suggestions)
    before, score = planned.start or 0, place.score.total
    if other is not None:
        change = Change(planned.stop.id, without.id, other.technician_id, before, other.start)
        added = place.added_seconds + other.added_seconds
        yield Option("shift", without.id, place.start, (change,), None, added, 0, score + other.score.total + MOVING)
    elif planned.stop.priority < stop.priority:
        change = Change(planned.stop.id, without.id, None, before, None)
        yield Option(
            "bump", without.id, place.start, (change,), planned.stop.id, place.added_seconds, 1, score + PUSHING_OUT
        )


def _first(found: Sequence[Suggestion]) -> Suggestion | None:
    return found[0] if found else None


def _with(worker: Worker, stop: Stop, place: Suggestion) -> Worker:
    put = PlannedStop(stop, start=place.start)
    return replace(worker, route=(*worker.route[: place.position], put, *worker.route[place.position :]))
