"""Judge a technician's day in the order a person (or the engine) put it.

Written apart from the insertion code on purpose, and naively: every place for the break is tried
and the whole day is lived through each time. It is the judge that the engine's proposals are tested
by, so it must not share their mistakes. The law is written in `dispatch.model`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dispatch.model import Break, Fixed, Location, PlannedStop, Stop, Technician, Window
from dispatch.travel import Travel, TravelModel, points


class Breach(StrEnum):
    """What can be wrong with a day."""

    LATE = "late"  # visit, start, latest, by
    LOCKED_MOVED = "locked_moved"  # visit, start, planned, by
    SHIFT_OVERRUN = "shift_overrun"  # finish, until, by
    BREAK_LOST = "break_lost"  # from, until, seconds
    SKILL_MISSING = "skill_missing"  # visit, skill, level_needed, level_has
    STOCK_MISSING = "stock_missing"  # product, needed, short
    DAY_FULL = "day_full"  # stops, max
    NOT_ON_SHIFT = "not_on_shift"  # stops


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, with the facts for a sentence about it. Times and amounts in seconds."""

    code: Breach
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class StopTimes:
    """When a stop is reached, begun and left."""

    visit: str
    arrive: int
    start: int
    leave: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """A judged day. `finish` and the stops tell the times even where rules are broken."""

    technician_id: str
    stops: tuple[StopTimes, ...]
    break_start: int | None
    finish: int
    drive_seconds: int
    drive_metres: int
    violations: tuple[Violation, ...]


# Where to take the break: before or after the drive of which leg; None is not at all
_BreakPlace = tuple[int, str] | None


def check(technician: Technician, travel: Travel | None = None, now: int | None = None) -> DayReport:
    """Times and violations of `technician.route` as ordered.

    The break is put where it breaks the fewest rules, then by the least seconds, then by the
    earliest end of the day. `now` is the earliest moment anything not yet started can happen.
    """
    travel = travel or TravelModel()
    path = points(_path(technician))
    legs = [float(work) for work in travel.work(path[:-1], path[1:])]
    lives = []
    for place in _break_places(technician, now):
        life = _Life(technician, travel, now)
        life.live(legs, place)
        lives.append(life)
    life = min(lives, key=_badness)
    return DayReport(
        technician_id=technician.id,
        stops=tuple(life.stops),
        break_start=life.break_start,
        finish=life.finish,
        drive_seconds=life.drive_seconds,
        drive_metres=round(float(travel.metres(path[:-1], path[1:]).sum())),
        violations=(*_timeless(technician), *life.wrong),
    )


def _path(technician: Technician) -> list[Location]:
    """Every place still to come, beginning where the technician is."""
    ahead = [planned.stop.location for planned in technician.route[technician.started :]]
    here = technician.start
    if technician.started:
        here = technician.route[technician.started - 1].stop.location
    home = [] if technician.end is None else [technician.end]
    return [here, *ahead, *home]


def _break_places(technician: Technician, now: int | None) -> Iterator[_BreakPlace]:
    yield None
    if technician.due_break(technician.ready_at(now)) is not None:
        for leg in range(len(technician.route) - technician.started + 1):
            yield leg, "before"
            yield leg, "after"


def _badness(life: "_Life") -> tuple[int, int, int, int]:
    seconds = sum(int(wrong.params.get("by", 0)) for wrong in life.wrong)
    return len(life.wrong), seconds, life.finish, life.drive_seconds


class _Life:
    """A day lived through with one choice for the break."""

    def __init__(self, technician: Technician, travel: Travel, now: int | None) -> None:
        self.technician = technician
        self.travel = travel
        self.clock = technician.ready_at(now)
        self.finish = self.clock
        self.pause: Break | None = technician.due_break(self.clock)
        self.break_start: int | None = None
        self.drive_seconds = 0
        self.stops: list[StopTimes] = []
        self.wrong: list[Violation] = []

    def live(self, legs: list[float], place: _BreakPlace) -> None:
        """Go through the whole day."""
        facts = self.technician.started
        for planned in self.technician.route[:facts]:
            start, leave = planned.start or 0, planned.leave or 0
            self.stops.append(StopTimes(planned.stop.id, start, start, leave))
        ahead = self.technician.route[facts:]
        for leg, planned in enumerate(ahead):
            self._drive_and_serve(legs[leg], planned, place, leg)
        self._go_home(legs[-1] if len(legs) > len(ahead) else None, place, len(ahead))
        if self.pause is not None and self.break_start is None:
            window = self.pause.window
            facts_of_it = {"from": window.start, "until": window.end, "seconds": self.pause.seconds}
            self.wrong.append(Violation(Breach.BREAK_LOST, facts_of_it))

    def _drive_and_serve(self, work: float, planned: PlannedStop, place: _BreakPlace, leg: int) -> None:
        stop = planned.stop
        window = stop.window
        if planned.fixed is Fixed.LOCKED and planned.start is not None:
            window = Window(planned.start, planned.start)
        if place == (leg, "before"):
            self._rest()
        driving = self._drive(work)
        arrive = self.clock
        if place == (leg, "after"):
            self._rest()
        elif arrive < window.start:
            # Whoever would wait sets off later: waiting does not count as driving
            driving = min(driving, window.start - self.travel.depart(window.start, work))
        self.drive_seconds += driving
        start = self._after_absences(max(self.clock, window.start), stop.service)
        self.clock = start + stop.service
        self.stops.append(StopTimes(stop.id, arrive, start, self.clock))
        self._judge_start(planned, start, window.end)

    def _judge_start(self, planned: PlannedStop, start: int, latest: int) -> None:
        if start <= latest:
            return
        params: dict[str, str | int] = {"visit": planned.stop.id, "start": start}
        if planned.fixed is Fixed.LOCKED:
            params |= {"planned": latest, "by": start - latest}
            self.wrong.append(Violation(Breach.LOCKED_MOVED, params))
        else:
            params |= {"latest": latest, "by": start - latest}
            self.wrong.append(Violation(Breach.LATE, params))

    def _go_home(self, work: float | None, place: _BreakPlace, leg: int) -> None:
        self.finish = self.clock
        if place == (leg, "before"):
            self._rest()
        if work is not None:
            self.drive_seconds += self._drive(work)
            self.finish = self.clock
        if place == (leg, "after"):
            self._rest()
        shift = self.technician.shift
        if shift is not None and self.finish > shift.end:
            params = {"finish": self.finish, "until": shift.end, "by": self.finish - shift.end}
            self.wrong.append(Violation(Breach.SHIFT_OVERRUN, params))

    def _drive(self, work: float) -> int:
        """Move the clock to the arrival; returns the seconds driven."""
        depart = self.clock
        arrive = self.travel.arrive(depart, work)
        for absence in self.technician.absences:
            if depart < absence.end and absence.start < arrive:
                depart = absence.end
                arrive = self.travel.arrive(depart, work)
        self.clock = arrive
        return arrive - depart

    def _after_absences(self, start: int, seconds: int) -> int:
        for absence in self.technician.absences:
            if start < absence.end and absence.start < start + seconds:
                start = absence.end
        return start

    def _rest(self) -> None:
        """Take the break now if its window allows."""
        if self.pause is None:
            return
        earliest = max(self.clock, self.pause.window.start)
        start = self._after_absences(earliest, self.pause.seconds)
        if start <= self.pause.window.end:
            self.break_start = start
            self.clock = start + self.pause.seconds


def _timeless(technician: Technician) -> Iterator[Violation]:
    """The rules that no clock is needed for."""
    count = len(technician.route)
    if technician.shift is None and count:
        yield Violation(Breach.NOT_ON_SHIFT, {"stops": count})
    if technician.max_stops is not None and count > technician.max_stops:
        yield Violation(Breach.DAY_FULL, {"stops": count, "max": technician.max_stops})
    for planned in technician.route:
        yield from _missing_skills(technician, planned.stop)
    yield from _missing_stock(technician)


def _missing_skills(technician: Technician, stop: Stop) -> Iterator[Violation]:
    for skill in stop.skills:
        has = technician.skills.get(skill.code, 0)
        if has < skill.level:
            params: dict[str, str | int] = {"visit": stop.id, "skill": skill.code}
            params |= {"level_needed": skill.level, "level_has": has}
            yield Violation(Breach.SKILL_MISSING, params)


def _missing_stock(technician: Technician) -> Iterator[Violation]:
    needed: dict[str, int] = {}
    for planned in technician.route:
        for product, count in planned.stop.needs.items():
            needed[product] = needed.get(product, 0) + count
    for product, count in needed.items():
        short = count - technician.stock.get(product, 0)
        if short > 0:
            params: dict[str, str | int] = {"product": product, "needed": count, "short": short}
            yield Violation(Breach.STOCK_MISSING, params)
