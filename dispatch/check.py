"""Judge a technician's day in the order a person (or the engine) put it.

Written apart from the insertion code on purpose: it is the judge that the engine's proposals are
tested by, so it must not share their mistakes. The day is lived through stop by stop; wherever a
break may be taken, the life splits in two, and lives that are worse in every way than another with
as many breaks behind it are given up. The law is written in `dispatch.model`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from dispatch.model import Break, Fixed, Location, PlannedStop, Technician, Window
from dispatch.travel import Travel, TravelModel, points

# Lives kept for each number of breaks. Two or three are common; a cap keeps odd days fast.
_MOST_LIVES = 16
_NEVER_EARLIER = -(10**12)


class Breach(StrEnum):
    """What can be wrong with a day; from SERVED_TWICE on, with a plan (`dispatch.judge`)."""

    LATE = "late"  # visit, start, latest, by
    LOCKED_MOVED = "locked_moved"  # visit, start, planned, by
    SHIFT_OVERRUN = "shift_overrun"  # finish, until (overtime included), by
    BREAK_LOST = "break_lost"  # from, until, seconds
    SKILL_MISSING = "skill_missing"  # visit, skill, level_needed, level_has
    STOCK_MISSING = "stock_missing"  # product, needed, short
    DAY_FULL = "day_full"  # stops, max
    NOT_ON_SHIFT = "not_on_shift"  # stops
    SERVED_TWICE = "served_twice"  # visit, technicians
    CREW_INCOMPLETE = "crew_incomplete"  # visit, technician: who is there alone
    CREW_APART = "crew_apart"  # visit, start, other, by
    OUT_OF_ORDER = "out_of_order"  # visit, after, start, leave, by
    WAITS_FOR = "waits_for"  # visit, after: which is in no route
    UNKNOWN_AFTER = "unknown_after"  # visit, after
    CIRCLE = "circle"  # visit, after: each waits for the other, perhaps by way of more


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, with the facts for a sentence about it. Times and amounts in seconds."""

    code: Breach
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class StopTimes:
    """When a stop is reached, begun and left, and how many seconds were driven up to there."""

    visit: str
    arrive: int
    start: int
    leave: int
    driven: int = 0


@dataclass(frozen=True, slots=True)
class Rest:
    """When the break `number` of `Technician.pauses` (from 0) is taken."""

    number: int
    start: int
    leave: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """A judged day. `finish` and the stops tell the times even where rules are broken."""

    technician_id: str
    stops: tuple[StopTimes, ...]
    rests: tuple[Rest, ...]
    finish: int
    drive_seconds: int
    drive_metres: int
    violations: tuple[Violation, ...]

    @property
    def break_start(self) -> int | None:
        """When the first break is taken."""
        return self.rests[0].start if self.rests else None


def check(technician: Technician, travel: Travel | None = None, now: int | None = None) -> DayReport:
    """Times and violations of `technician.route` as ordered.

    Breaks are put where they break the fewest rules, then by the least seconds, then where they keep
    nobody waiting who has agreed on a start, then by the earliest end of the day. `now` is the earliest moment anything not yet started can
    happen.
    """
    travel = travel or TravelModel()
    path = points(_path(technician))
    legs = [float(work) for work in travel.work(path[:-1], path[1:])]
    # Most days are sound, and there are far fewer sound ways to live them
    sound, any_ = (_Judge(technician, travel, now, only_sound) for only_sound in (True, False))
    life = sound.best_life(legs) or any_.best_life(legs)
    assert life is not None, "a day can always be lived badly"
    events = list(life.story())
    return DayReport(
        technician_id=technician.id,
        stops=tuple(event for event in events if isinstance(event, StopTimes)),
        rests=tuple(event for event in events if isinstance(event, Rest)),
        finish=life.finish,
        drive_seconds=life.drive,
        drive_metres=round(float(travel.metres(path[:-1], path[1:]).sum())),
        violations=(*_timeless(technician), *(event for event in events if isinstance(event, Violation))),
    )


def timed(technician: Technician, travel: Travel, now: int | None) -> tuple[Technician, DayReport]:
    """The technician with the start of every free stop, and the day's times."""
    report = check(technician, travel, now)
    return technician.with_starts([times.start for times in report.stops]), report


def _path(technician: Technician) -> list[Location]:
    """Every place still to come, beginning where the technician is; who has nothing to do stays there."""
    ahead = [planned.stop.location for planned in technician.route[technician.started :]]
    home = [] if technician.end is None or not technician.route else [technician.end]
    return [technician.here, *ahead, *home]


_Event = StopTimes | Rest | Violation


class _Life(NamedTuple):
    """One way the day can have gone so far; the first five fields are better the less."""

    broken: int  # rules
    by: int  # seconds, of those rules that have some
    apart: int  # seconds that coupled stops start after the moment that was agreed: somebody waits there
    clock: int
    drive: int
    next_break: int = 0
    finish: int = 0
    past: Any = None  # (earlier past, event), None before anything has happened

    # Spelled out, not by _replace: these are called thousands of times a day
    def at(self, clock: int, driving: int) -> "_Life":
        """The same life after a drive."""
        return _Life(self.broken, self.by, self.apart, clock, self.drive + driving, self.next_break, 0, self.past)

    def doing(self, event: StopTimes | Rest, next_break: int) -> "_Life":
        """The same life after work or a break."""
        return _Life(
            self.broken, self.by, self.apart, event.leave, self.drive, next_break, self.finish, (self.past, event)
        )

    def breaking(self, code: Breach, params: dict[str, str | int]) -> "_Life":
        """The same life with one more broken rule."""
        past = (self.past, Violation(code, params))
        by = self.by + int(params.get("by", 0))
        return _Life(self.broken + 1, by, self.apart, self.clock, self.drive, self.next_break, self.finish, past)

    def beats(self, other: "_Life") -> bool:
        """Is it as good in every way? Of two in order, the first has broken no more rules."""
        least = self.by <= other.by and self.apart <= other.apart
        return least and self.clock <= other.clock and self.drive <= other.drive

    def story(self) -> list[_Event]:
        """Everything that happened, in order."""
        events = []
        past = self.past
        while past is not None:
            past, event = past
            events.append(event)
        return events[::-1]


class _Judge:
    """Lives one technician's day in every way that may turn out best."""

    def __init__(self, technician: Technician, travel: Travel, now: int | None, sound: bool) -> None:
        self.sound = sound
        self.technician = technician
        self.travel = travel
        self.ready = technician.ready_at(now)
        due = [(number, technician.due(pause, self.ready)) for number, pause in enumerate(technician.pauses)]
        self.breaks = [(number, pause) for number, pause in due if pause is not None]

    def best_life(self, legs: list[float]) -> _Life | None:
        """The least bad way through the whole day; where it has to be sound, None if there is none."""
        facts = self.technician.started
        life = _Life(0, 0, 0, self.ready, 0)
        for planned in self.technician.route[:facts]:
            start, leave = planned.start or 0, planned.leave or 0
            life = life.doing(StopTimes(planned.stop.id, start, start, leave), 0)
        life = life._replace(clock=self.ready)
        lives = [life]
        ahead = self.technician.route[facts:]
        for work, planned in zip(legs, ahead, strict=False):
            lives = _least_bad(self._visits(lives, work, planned), self.sound)
        lives = [self._closed(life) for life in self._ends(lives, legs[-1] if len(legs) > len(ahead) else None)]
        best = min(lives, key=lambda life: (life.broken, life.by, life.apart, life.finish, life.drive), default=None)
        return None if best is None or (self.sound and best.broken) else best

    def _visits(self, lives: list[_Life], work: float, planned: PlannedStop) -> Iterator[_Life]:
        for life in list(self._with_rests(lives)):
            there, driving = self._drive(life.clock, work)
            arrived = life.at(there, driving)
            for rested in self._rests(arrived):
                yield self._serve(rested, there, planned)
            opens = self._opening(planned, there)
            if there < opens:
                # Whoever would wait sets off later: waiting does not count as driving
                driving = min(driving, opens - self.travel.depart(opens, work))
                arrived = life.at(there, driving)
            yield self._serve(arrived, there, planned)

    def _serve(self, life: _Life, arrive: int, planned: PlannedStop) -> _Life:
        stop, start = planned.stop, life.clock
        ready = max(life.clock, _agreed(planned))
        for window in _windows(planned):
            start = self._after_absences(max(ready, window.start), stop.service)
            if start <= window.end:
                break
        leave = start + stop.service
        life = life.doing(StopTimes(stop.id, arrive, start, leave, life.drive), life.next_break)
        if stop.coupled and planned.start is not None:
            life = life._replace(apart=life.apart + max(0, start - planned.start))
        latest = _windows(planned)[-1].end
        if start <= latest:
            return life
        params: dict[str, str | int] = {"visit": stop.id, "start": start}
        if planned.fixed is Fixed.LOCKED:
            return life.breaking(Breach.LOCKED_MOVED, {**params, "planned": latest, "by": start - latest})
        return life.breaking(Breach.LATE, {**params, "latest": latest, "by": start - latest})

    def _opening(self, planned: PlannedStop, arrive: int) -> int:
        """When the window opens that work will start in, or the moment comes that was agreed."""
        opens, agreed = arrive, _agreed(planned)
        for window in _windows(planned):
            opens = max(agreed, window.start)
            if self._after_absences(max(arrive, opens), planned.stop.service) <= window.end:
                break
        return opens

    def _ends(self, lives: list[_Life], work: float | None) -> Iterator[_Life]:
        """Home, if there is one; a break at the very end is not counted as work after the shift."""
        if work is not None:
            lives = [self._home(life, work) for life in self._with_rests(lives)]
        yield from self._with_rests([self._finished(life) for life in lives])

    def _home(self, life: _Life, work: float) -> _Life:
        there, driving = self._drive(life.clock, work)
        return life.at(there, driving)

    def _finished(self, life: _Life) -> _Life:
        life = life._replace(finish=life.clock)
        limit = self.technician.limit
        if self.technician.shift is None or life.finish <= limit:
            return life
        return life.breaking(Breach.SHIFT_OVERRUN, {"finish": life.finish, "until": limit, "by": life.finish - limit})

    def _closed(self, life: _Life) -> _Life:
        for _, pause in self.breaks[life.next_break :]:
            life = _losing(life, pause)
        return life

    def _with_rests(self, lives: Iterable[_Life]) -> Iterator[_Life]:
        for life in lives:
            yield life
            yield from self._rests(life)

    def _rests(self, life: _Life) -> Iterator[_Life]:
        """Every way to take one break or several here and now."""
        for index in range(life.next_break, len(self.breaks)):
            number, pause = self.breaks[index]
            start = self._rest_start(life.clock, pause)
            if start is not None:
                rested = life.doing(Rest(number, start, start + pause.seconds), index + 1)
                yield rested
                yield from self._rests(rested)
            if self.sound:
                return
            life = _losing(life, pause)

    def _rest_start(self, clock: int, pause: Break) -> int | None:
        for window in pause.windows:
            start = self._after_absences(max(clock, window.start), pause.seconds)
            if start <= window.end:
                return start
        return None

    def _drive(self, depart: int, work: float) -> tuple[int, int]:
        """When the drive is over, and its seconds."""
        arrive = self.travel.arrive(depart, work)
        for absence in self.technician.absences:
            if depart < absence.end and absence.start < arrive:
                depart = absence.end
                arrive = self.travel.arrive(depart, work)
        return arrive, arrive - depart

    def _after_absences(self, start: int, seconds: int) -> int:
        for absence in self.technician.absences:
            if start < absence.end and absence.start < start + seconds:
                start = absence.end
        return start


def _losing(life: _Life, pause: Break) -> _Life:
    facts: dict[str, str | int] = {"from": pause.window.start, "until": pause.windows[-1].end, "seconds": pause.seconds}
    return life.breaking(Breach.BREAK_LOST, facts)


def _windows(planned: PlannedStop) -> tuple[Window, ...]:
    """When work may start; a locked stop at its time only."""
    if planned.fixed is Fixed.LOCKED and planned.start is not None:
        return (Window(planned.start, planned.start),)
    return planned.stop.windows


def _agreed(planned: PlannedStop) -> int:
    """A coupled stop does not begin before its planned start."""
    return planned.start if planned.start is not None and planned.stop.coupled else _NEVER_EARLIER


def _least_bad(lives: Iterable[_Life], sound: bool) -> list[_Life]:
    """The lives that no other with as many breaks behind it beats or equals in every way."""
    kept: dict[int, list[_Life]] = {}
    for life in sorted(lives, key=lambda life: life[:5]):
        if sound and life.broken:
            break
        others = kept.setdefault(life.next_break, [])
        if len(others) < _MOST_LIVES and not any(other.beats(life) for other in others):
            others.append(life)
    return [life for lives_kept in kept.values() for life in lives_kept]


def _timeless(technician: Technician) -> Iterator[Violation]:
    """The rules that no clock is needed for."""
    count = len(technician.route)
    if technician.shift is None and count:
        yield Violation(Breach.NOT_ON_SHIFT, {"stops": count})
    if technician.max_stops is not None and count > technician.max_stops:
        yield Violation(Breach.DAY_FULL, {"stops": count, "max": technician.max_stops})
    for planned in technician.route:
        yield from _missing_skills(technician, planned)
    yield from _missing_stock(technician)


def _missing_skills(technician: Technician, planned: PlannedStop) -> Iterator[Violation]:
    skills = planned.stop.second_skills if planned.second else planned.stop.skills
    for skill in skills:
        has = technician.skills.get(skill.code, 0)
        if has < skill.level:
            params: dict[str, str | int] = {"visit": planned.stop.id, "skill": skill.code}
            params |= {"level_needed": skill.level, "level_has": has}
            yield Violation(Breach.SKILL_MISSING, params)


def _missing_stock(technician: Technician) -> Iterator[Violation]:
    needed: dict[str, int] = {}
    for planned in technician.route:
        # The parts come with the first of a crew
        for product, count in () if planned.second else planned.stop.needs.items():
            needed[product] = needed.get(product, 0) + count
    for product, count in needed.items():
        short = count - technician.stock.get(product, 0)
        if short > 0:
            params: dict[str, str | int] = {"product": product, "needed": count, "short": short}
            yield Violation(Breach.STOCK_MISSING, params)
