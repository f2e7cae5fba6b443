"""Why technicians are out: a code, and the facts for one sentence with a number in it.

Thousands are told at once, so each test is explained for all whom it caught together, and those
with the same facts share one Reason.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dispatch.day import Snag, bounded, snag
from dispatch.model import PlannedStop, Stop
from dispatch.ranking import Ints, Reason, RuleOut
from dispatch.roster import Roster
from dispatch.screen import Hurdle, Screen
from dispatch.travel import Floats

Facts = dict[str, str | int]
# What Reason._make does, without its Python: for the tests that catch a thousand, each with facts of their own
_REASON: Callable[[tuple[RuleOut, Facts]], Reason] = partial(tuple.__new__, Reason)
Key = TypeVar("Key", bound=Hashable)


class Reasons:
    """Explains the outcome of one screening."""

    def __init__(self, stop: Stop, roster: Roster, screened: Screen) -> None:
        self.stop = stop
        self.roster = roster
        self.screened = screened

    def reasons(self, indices: Ints) -> list[Reason]:
        """Why each of the technicians at `indices` of the roster is out."""
        failed = self.screened.failed[indices]
        told: list[Reason] = []
        order = []
        for hurdle in np.flatnonzero(np.bincount(failed)).tolist():
            caught = np.flatnonzero(failed == hurdle)
            told += _TELLERS[hurdle](self, indices[caught])
            order.append(caught)
        where = np.empty(len(indices), dtype=np.int64)
        where[np.concatenate([*order, indices[:0]])] = np.arange(len(indices))
        # Through an array of objects: no number has to be made for each of thousands
        in_order: list[Reason] = np.fromiter(told, dtype=object, count=len(told))[where].tolist()
        return in_order

    def _skill(self, indices: Ints) -> list[Reason]:
        """The first skill that is lacking, and the level held, as one number."""
        skills, levels = self.stop.skills, [self.roster.skill_level(skill.code) for skill in self.stop.skills]
        most = 1 + max(int(level.max(initial=0)) for level in levels)
        keys = np.full(len(indices), -1)
        for number, (skill, level) in enumerate(zip(skills, levels, strict=True)):
            has = level[indices]
            keys = np.where((keys < 0) & (has < skill.level), number * most + has, keys)

        def told(key: int) -> Reason:
            skill = skills[key // most]
            facts: Facts = {"skill": skill.code, "level_needed": skill.level, "level_has": key % most}
            return Reason(RuleOut.SKILL_MISSING, facts)

        return _shared(keys.tolist(), told)

    def _centre(self, indices: Ints) -> list[Reason]:
        people, needed = self.roster.technicians, self.stop.centre or ""
        centres = [people[index].centre or "" for index in indices.tolist()]
        return _shared(centres, lambda one: Reason(RuleOut.OTHER_CENTRE, {"centre": one, "centre_needed": needed}))

    def _shift(self, indices: Ints) -> list[Reason]:
        roster, service = self.roster, self.stop.service

        def told(shift: tuple[int, ...]) -> Reason:
            works, start, end = shift
            facts = {"from": start, "until": end, "needed": service}
            return Reason(RuleOut.NOT_ON_SHIFT, facts) if works else Reason(RuleOut.OFF_DUTY, {})

        return _shared(_rows(roster.works[indices], roster.shift_from[indices], roster.shift_end[indices]), told)

    def _absence(self, indices: Ints) -> list[Reason]:
        roster, service = self.roster, self.stop.service
        first = np.maximum(roster.shift_start[indices], self.stop.window.start)
        last = np.minimum(roster.shift_end[indices] - service, self.stop.windows[-1].end)
        spans = []
        for index, begin, end in _rows(indices, first + service, last):
            absences = roster.technicians[index].absences
            spans.append(next((away.start, away.end) for away in absences if begin > away.start and end < away.end))
        return _shared(spans, lambda span: Reason(RuleOut.ABSENT, {"from": span[0], "until": span[1]}))

    def _day_full(self, indices: Ints) -> list[Reason]:
        rows = _rows(self.roster.stops[indices], self.roster.max_stops[indices])
        return _shared(rows, lambda row: Reason(RuleOut.DAY_FULL, {"stops": row[0], "max": row[1]}))

    def _stock(self, indices: Ints) -> list[Reason]:
        told = []
        for index in indices.tolist():
            product, short = next(iter(shortage(self.stop, self.roster, index).items()))
            facts: Facts = {"product": product, "needed": self.stop.needs[product], "short": short}
            told.append(Reason(RuleOut.STOCK_MISSING, facts))
        return told

    def _window(self, indices: Ints) -> list[Reason]:
        last, service = self.stop.windows[-1].end, self.stop.service
        gaps, begin = self.roster.gaps, self.stop.window.start
        told = []
        for first, after in _rows(gaps.first[indices], gaps.first[indices + 1]):
            leaves, latest = gaps.leave[first:after].tolist(), gaps.latest[first:after].tolist()
            if min(leaves) > last:
                told.append(self._too_late(int(min(leaves))))
            else:
                ends = (min(end, last + service) - max(leave, begin) for leave, end in zip(leaves, latest, strict=True))
                free = max(0, int(max(ends)))
                told.append(self._taken(free))
        return told

    def _taken(self, free: int) -> Reason:
        if free >= self.stop.service and self.stop.after:
            # There was room, but only before what it comes after
            return Reason(RuleOut.WAITS_FOR, {"visit": self.stop.after[-1]})
        return Reason(RuleOut.WINDOW_TAKEN, {"free": free, "needed": self.stop.service})

    def _arrival(self, indices: Ints) -> list[Reason]:
        reached = self.screened.reached
        arrive = _least(reached.arrive, reached.owner, len(self.roster))[indices]
        latest, code = self.stop.windows[-1].end, RuleOut.TOO_LATE
        return [
            _REASON((code, {"arrive": arrive, "latest": latest, "by": arrive - latest}))
            for arrive in np.ceil(arrive).astype(np.int64).tolist()
        ]

    def _too_late(self, arrive: int) -> Reason:
        latest = self.stop.windows[-1].end
        return Reason(RuleOut.TOO_LATE, {"arrive": arrive, "latest": latest, "by": arrive - latest})

    def _onward(self, indices: Ints) -> list[Reason]:
        """The gap that comes nearest to working, and what lies at its far end."""
        reached, gaps = self.screened.reached, self.roster.gaps
        wanted = np.zeros(len(self.roster), dtype=np.bool_)
        wanted[indices] = True
        theirs = np.flatnonzero(wanted[reached.owner])
        owner, late = reached.owner[theirs], self.screened.onward[theirs] - gaps.latest[reached.gap[theirs]]
        least = _least(late, owner, len(self.roster))
        nearest = np.flatnonzero(late == least[owner])[::-1]
        row = np.zeros(len(self.roster), dtype=np.int64)
        row[owner[nearest]] = theirs[nearest]  # backwards, so that the first of equals stays
        rows = row[indices]
        gap = reached.gap[rows]
        onward = np.ceil(self.screened.onward[rows]).astype(np.int64)
        latest = gaps.latest[gap].astype(np.int64)
        stops = map(gaps.onward_stop.__getitem__, gap.tolist())
        columns = zip(stops, onward.tolist(), latest.tolist(), (onward - latest).tolist(), strict=True)
        return [
            _REASON((RuleOut.MAKES_LATE, {"visit": visit, "arrive": arrive, "latest": latest, "by": by}))
            if visit
            else _REASON((RuleOut.SHIFT_OVERRUN, {"finish": arrive, "until": latest, "by": by}))
            for visit, arrive, latest, by in columns
        ]

    def _exact(self, indices: Ints) -> list[Reason]:
        return [self._tried(index) for index in indices.tolist()]

    def _tried(self, index: int) -> Reason:
        """What went wrong at the most promising place."""
        tries, gaps, day = self.screened.tries, self.roster.gaps, self.roster.days[index]
        begin, end = np.searchsorted(tries.owner, [index, index + 1])
        row = int(begin + np.argmin(tries.rough[begin:end]))
        gap = int(tries.gap[row])
        technician = self.roster.technicians[index]
        if day is None or day.finish is None:
            # The law itself cannot live this day: nothing can be added to what is broken
            finish, until = technician.ready_at(self.roster.now), technician.limit
            return Reason(RuleOut.SHIFT_OVERRUN, {"finish": finish, "until": until, "by": finish - until})
        work_out = float(tries.work_out[row]) if gaps.has_onward[gap] else None
        position = gap - int(gaps.first[index])
        found = snag(day, position, bounded(self.stop), float(tries.work_in[row]), work_out)
        return self._snagged(found, technician.route[technician.started + position :])

    def _snagged(self, found: Snag, ahead: Sequence[PlannedStop]) -> Reason:
        moment, latest, by = found.moment, found.latest, found.moment - found.latest
        if found.lost is not None:
            window, until = found.lost.window, found.lost.windows[-1].end
            return Reason(RuleOut.BREAK_LOST, {"from": window.start, "until": until, "seconds": found.lost.seconds})
        if found.home:
            return Reason(RuleOut.SHIFT_OVERRUN, {"finish": moment, "until": latest, "by": by})
        if found.served == 0:
            return self._too_late(moment)
        visit = ahead[found.served - 1].stop.id
        return Reason(RuleOut.MAKES_LATE, {"visit": visit, "arrive": moment, "latest": latest, "by": by})


_TELLERS: dict[int, Callable[[Reasons, Ints], list[Reason]]] = {
    Hurdle.SKILL: Reasons._skill,
    Hurdle.CENTRE: Reasons._centre,
    Hurdle.SHIFT: Reasons._shift,
    Hurdle.ABSENCE: Reasons._absence,
    Hurdle.DAY_FULL: Reasons._day_full,
    Hurdle.STOCK: Reasons._stock,
    Hurdle.WINDOW: Reasons._window,
    Hurdle.ARRIVAL: Reasons._arrival,
    Hurdle.ONWARD: Reasons._onward,
    Hurdle.EXACT: Reasons._exact,
}


def _shared(keys: Sequence[Key], tell: Callable[[Key], Reason]) -> list[Reason]:
    """A reason for each key, the same one for equal keys."""
    known = {key: tell(key) for key in set(keys)}
    return list(map(known.__getitem__, keys))


def _rows(*columns: NDArray[Any]) -> list[tuple[int, ...]]:
    """Columns as rows of plain numbers."""
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _least(values: Floats, owner: Ints, count: int) -> Floats:
    """For each technician the least of their values, infinite without any; `owner` is sorted."""
    least = np.full(count, np.inf)
    if len(owner):
        begins = np.flatnonzero(np.diff(owner, prepend=-1))
        least[owner[begins]] = np.minimum.reduceat(values, begins)
    return least


def shortage(stop: Stop, roster: Roster, index: int) -> dict[str, int]:
    """What the van of the technician at `index` lacks for `stop`: product -> pieces."""
    return {
        product: count - max(0, int(roster.pieces(product)[index]))
        for product, count in stop.needs.items()
        if count > max(0, int(roster.pieces(product)[index]))
    }
