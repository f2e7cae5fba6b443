"""A problem put to VROOM in its own words, and the order of visits that it answers with.

What VROOM has no word for is said otherwise: each level of a skill is a skill of its own, a visit that
belongs to one person asks for a skill that only this one has, an absence is a break that starts at one
moment, each product is a component of the load, and the classes of priority are spread out (`weights`).
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import vroom

from dispatch.model import Stop, Technician, Window
from dispatch.search.columns import travel_table
from dispatch.travel import Travel

FOREMOST = 100  # the highest priority that VROOM takes
_LONGEST = 1 << 31  # seconds; VROOM counts in 32 bits
_PERSONAL = 1_000_000  # skills from here on are that one person's
_QUICKEST, _MOST_THOROUGH = 0, 5
_QUICK = 6e-6  # seconds for each pair of visits that the quickest search takes; every level doubles it
_LEAST = 0.05  # seconds; with none at all VROOM would not stop


@dataclass(frozen=True, slots=True)
class Part:
    """One person's visit: a stop for one, after nobody, in its windows; `who` (index) has to make it, if not -1."""

    stop: Stop
    who: int = -1


def weights(classes: Iterable[int]) -> dict[int, int]:
    """VROOM's priority for each class.

    VROOM adds priorities up, and counts visits when the sums are equal. So the lowest class weighs
    nothing and the highest 100; between them the weights grow by one factor: with two classes nothing
    is given up for any number of the lower, with three for less than 100, with four for less than 10.
    """
    order = sorted(set(classes))
    last = len(order) - 1
    found: dict[int, int] = {}
    below = -1
    for number, one in enumerate(order):
        wanted = 0 if number == 0 else round(FOREMOST ** ((number - 1) / (last - 1))) if last > 1 else FOREMOST
        below = min(max(wanted, below + 1), FOREMOST - (last - number))
        found[one] = below
    return found


def answered(
    parts: Sequence[Part],
    technicians: Sequence[Technician],
    travel: Travel,
    now: int | None,
    seconds: float,
    threads: int,
) -> list[list[int]]:
    """For each technician the numbers of `parts` in the order VROOM puts them, within about `seconds`.

    Travel is at normal speed all day. What can be in nobody's day is in none, and more may be.
    The first plan of all cannot be cut short: with 5,000 visits it alone takes about 25 seconds.
    """
    routes: list[list[int]] = [[] for _ in technicians]
    words = _Words(parts, technicians, travel, now)
    if not words.jobs or not words.vehicles:
        return routes
    wanted = vroom.Input()
    wanted.set_durations_matrix("car", words.table)
    wanted.add_job(words.jobs)
    wanted.add_vehicle(words.vehicles)
    effort = math.log2(max(seconds, _LEAST) / (_QUICK * len(words.jobs) ** 2))
    level = min(max(int(effort), _QUICKEST), _MOST_THOROUGH)
    rows = wanted.solve(level, threads, timedelta(seconds=max(seconds, _LEAST))).routes
    visits = rows[rows["type"] == "job"]
    if not visits.empty:
        for who, number in zip(visits["vehicle_id"], visits["id"], strict=True):
            routes[int(who) - 1].append(int(number) - 1)
    return routes


class _Words:
    """The jobs, vehicles and the table of durations; moments count from the first that anybody can set off."""

    def __init__(
        self, parts: Sequence[Part], technicians: Sequence[Technician], travel: Travel, now: int | None
    ) -> None:
        ready = [one.ready_at(now) for one in technicians]
        self.origin = min(ready, default=0)
        self.span = min(max((one.limit for one in technicians), default=0) - self.origin, _LONGEST)
        stops = [part.stop for part in parts]
        self.products = sorted({code for stop in stops for code in stop.needs})
        asked = {skill for part in parts if part.who < 0 for skill in part.stop.skills}
        self.skills = {skill: number for number, skill in enumerate(asked, 1)}
        self.weight = weights(part.stop.priority for part in parts if part.who < 0)
        here = [one.here for one in technicians]
        ends = [one.end for one in technicians]
        table, _, place = travel_table([*(stop.location for stop in stops), *here, *ends], travel)
        self.table = np.clip(table, 0, max(self.span, 0) + 1)
        at = place.tolist()
        self.jobs = [
            self._job(number, part, at[number])
            for number, part in enumerate(parts)
            if part.stop.service <= self.span and self._spans(part.stop.windows)
        ]
        starts, homes = at[len(parts) : len(parts) + len(here)], at[len(parts) + len(here) :]
        self.vehicles = [
            self._vehicle(index, one, ready[index], starts[index], None if one.end is None else homes[index])
            for index, one in enumerate(technicians)
            if ready[index] <= one.limit and one.stops_left != 0
        ]

    def _job(self, number: int, part: Part, place: int) -> Any:
        own = part.who >= 0
        return vroom.Job(
            number + 1,
            location=place,
            default_service=part.stop.service,
            delivery=[part.stop.needs.get(code, 0) for code in self.products],
            skills={_PERSONAL + part.who} if own else {self.skills[skill] for skill in part.stop.skills},
            priority=FOREMOST if own else self.weight[part.stop.priority],
            time_windows=[vroom.TimeWindow(*span) for span in self._spans(part.stop.windows)],
        )

    def _vehicle(self, index: int, one: Technician, ready: int, start: int, home: int | None) -> Any:
        knows = {number for skill, number in self.skills.items() if one.knows((skill,))}
        pauses = [
            vroom.Break(number, [vroom.TimeWindow(*span) for span in self._spans(windows)], seconds)
            for number, (windows, seconds) in enumerate(_pauses(one, ready), 1)
        ]
        limit = {} if one.stops_left is None else {"max_tasks": one.stops_left}
        return vroom.Vehicle(
            index + 1,
            start=start,
            end=home,
            capacity=[max(0, one.stock_left(code)) for code in self.products],
            skills=knows | {_PERSONAL + index},
            time_window=vroom.TimeWindow(*self._span(Window(ready, one.limit))),
            breaks=pauses,
            **limit,
        )

    def _spans(self, windows: Sequence[Window]) -> list[tuple[int, int]]:
        """What of the windows lies within the day, on VROOM's axis."""
        last = self.origin + self.span
        return [self._span(one) for one in windows if one.end >= self.origin and one.start <= last]

    def _span(self, window: Window) -> tuple[int, int]:
        start, end = (min(max(moment - self.origin, 0), self.span) for moment in (window.start, window.end))
        return start, end


def _pauses(technician: Technician, ready: int) -> list[tuple[list[Window], int]]:
    """Absences and breaks by time, each with the windows it may start in and its seconds."""
    found = []
    for absence in technician.absences:
        start, end = max(absence.start, ready), min(absence.end, technician.limit)
        if start < end:
            found.append(([Window(start, start)], end - start))
    for pause in technician.due_breaks(ready):
        windows = _clear(pause.windows, pause.seconds, technician.absences, ready)
        if windows:
            found.append((windows, pause.seconds))
    return _together(sorted(found, key=lambda one: one[0][0].start), ready)


def _together(pauses: Iterable[tuple[list[Window], int]], ready: int) -> list[tuple[list[Window], int]]:
    """Those that can be taken one after the other; VROOM refuses a day whose breaks cannot."""
    found, clock = [], ready
    for windows, seconds in pauses:
        start = next((max(clock, one.start) for one in windows if one.end >= clock), None)
        if start is not None:
            found.append((windows, seconds))
            clock = start + seconds
    return found


def _clear(windows: Sequence[Window], seconds: int, absences: Sequence[Window], ready: int) -> list[Window]:
    """Where a break of so many seconds can start, on one side of each absence: VROOM takes breaks in one order only."""
    sides: dict[int, list[Window]] = {}
    ends = [absence.end for absence in absences]
    for window in windows:
        first = max(window.start, ready)
        for absence in absences:
            last = min(window.end, absence.start - seconds)
            if first <= last:
                sides.setdefault(bisect_right(ends, first), []).append(Window(first, last))
            if absence.start < first + seconds or last >= first:
                first = max(first, absence.end)
        if first <= window.end:
            sides.setdefault(bisect_right(ends, first), []).append(Window(first, window.end))
    return max(sides.values(), key=lambda side: sum(one.end - one.start + 1 for one in side), default=[])
