"""What the engine talks about: stops, technicians and their day.

Times are whole seconds on one axis of the caller's choice (seconds since the local midnight, or
since 1970: it only has to be the same axis everywhere). Places are WGS-84 degrees.

**The law of a day**, which `rank` obeys and `check` judges:

* The technician sets off when the shift starts (never before `now`), drives, waits until the
  window opens, serves, leaves. Work starts inside the stop's window; whoever comes early waits.
* A *locked* stop starts exactly at its planned start, which overrules its window. A *started* stop
  is a fact: its times are taken as given and not judged, and nothing goes before it.
* No drive, work or break overlaps an absence: whatever would, waits until the absence is over.
* The break starts inside its window, after finishing a stop or on reaching one, never mid-drive.
  It is not due where the shift leaves no room for it, where an absence already covers it, or when
  its last moment is past.
* The last stop, and the way to `end` if there is one, is done when the shift ends.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from dispatch.errors import located, require


class Location(NamedTuple):
    """A point in WGS-84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, both ends included, in seconds."""

    start: int
    end: int

    def __post_init__(self) -> None:
        require(self.start <= self.end, "end", f"{self.end} lies before the start {self.start}")


@dataclass(frozen=True, slots=True)
class Break:
    """A pause of `seconds` that has to start inside `window`."""

    window: Window
    seconds: int

    def __post_init__(self) -> None:
        require(self.seconds >= 0, "seconds", "a break cannot last less than nothing")


@dataclass(frozen=True, slots=True)
class Skill:
    """A requirement: the skill `code` at `level` or above (levels count from 1)."""

    code: str
    level: int = 1

    def __post_init__(self) -> None:
        require(bool(self.code), "code", "must not be empty")
        require(self.level >= 1, "level", f"{self.level} is not a level; levels count from 1")


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit to make.

    `window` bounds the moment work starts; `service` is seconds on site, parking included;
    `needs` is what must be on the van (product code -> pieces); `priority` runs from 0 to 100.
    """

    id: str
    location: Location
    window: Window
    service: int
    skills: tuple[Skill, ...] = ()
    needs: Mapping[str, int] = field(default_factory=dict)
    centre: str | None = None
    customer_id: str | None = None
    priority: int = 0

    def __post_init__(self) -> None:
        require(bool(self.id), "id", "must not be empty")
        check_location(self.location, "location")
        require(self.service >= 0, "service", f"{self.service} seconds is less than nothing")
        require(0 <= self.priority <= 100, "priority", f"{self.priority} is not within 0 to 100")
        check_counts(self.needs, "needs")
        codes = [skill.code for skill in self.skills]
        require(len(codes) == len(set(codes)), "skills", "names the same skill twice")


class Fixed(StrEnum):
    """How firmly a planned stop sits in its route."""

    FREE = "free"  # may start later, within its window
    LOCKED = "locked"  # starts exactly at the planned start
    STARTED = "started"  # under way or done: a fact


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A stop in a technician's route. Locked needs `start`; started needs `start` and `leave`."""

    stop: Stop
    start: int | None = None
    leave: int | None = None
    fixed: Fixed = Fixed.FREE

    def __post_init__(self) -> None:
        if self.fixed is not Fixed.FREE:
            require(self.start is not None, "start", f"a {self.fixed} stop needs its start")
        if self.fixed is Fixed.STARTED:
            require(self.leave is not None, "leave", "a started stop needs its (expected) end")
        if self.start is not None and self.leave is not None:
            require(self.start <= self.leave, "leave", "lies before the start")


@dataclass(frozen=True, slots=True)
class Technician:
    """One person's day. Carries no name: the engine does not need to know who it is.

    `shift` None means not working. `stock` is what is on the van now; what the stops of `route`
    need is reserved for them. `end` is where the day has to end, None for wherever it does.
    Absences are kept sorted and merged.
    """

    id: str
    start: Location
    shift: Window | None
    skills: Mapping[str, int] = field(default_factory=dict)
    pause: Break | None = None
    absences: tuple[Window, ...] = ()
    centre: str | None = None
    stock: Mapping[str, int] = field(default_factory=dict)
    route: tuple[PlannedStop, ...] = ()
    recent_customers: frozenset[str] = frozenset()
    max_stops: int | None = None
    end: Location | None = None

    def __post_init__(self) -> None:
        require(bool(self.id), "id", "must not be empty")
        check_location(self.start, "start")
        if self.end is not None:
            check_location(self.end, "end")
        check_counts(self.skills, "skills")
        check_counts(self.stock, "stock")
        require(self.max_stops is None or self.max_stops >= 0, "max_stops", "is negative")
        object.__setattr__(self, "absences", _merged(self.absences))
        _check_route(self.route)

    @property
    def started(self) -> int:
        """How many stops at the head of the route are facts."""
        return sum(planned.fixed is Fixed.STARTED for planned in self.route)

    def at_work_from(self) -> int:
        """The shift's start, or the end of the last started stop when that was over before it; 0 without a shift."""
        if self.shift is None:
            return 0
        leave = self.route[self.started - 1].leave if self.started else None
        return self.shift.start if leave is None else min(self.shift.start, leave)

    def ready_at(self, now: int | None = None) -> int:
        """The first moment this technician can set off, in seconds; 0 without a shift."""
        if self.shift is None:
            return 0
        ready = self.shift.start
        if self.started:
            leave = self.route[self.started - 1].leave
            ready = ready if leave is None else leave
        return ready if now is None else max(ready, now)

    def due_break(self, ready: int) -> Break | None:
        """The break still owed to somebody ready at `ready`, its window cut to the shift."""
        if self.pause is None or self.shift is None:
            return None
        seconds = self.pause.seconds
        first = max(self.pause.window.start, self.shift.start)
        last = min(self.pause.window.end, self.shift.end - seconds)
        if last < max(first, ready):
            return None
        for absence in self.absences:
            if max(first, absence.start) <= min(last, absence.end - seconds):
                return None
        return Break(Window(first, last), seconds)

    def with_stop(self, stop: Stop, position: int) -> "Technician":
        """The same technician with `stop` put before the stop now at `position` of the route."""
        route = (*self.route[:position], PlannedStop(stop), *self.route[position:])
        return replace(self, route=route)


def check_location(place: Location, name: str) -> None:
    """Raise InvalidProblem unless `place` is a finite point on earth."""
    finite = math.isfinite(place.lat) and math.isfinite(place.lon)
    require(finite, name, "is not a number")
    inside = -90 <= place.lat <= 90 and -180 <= place.lon <= 180
    require(inside, name, f"latitude {place.lat}, longitude {place.lon} is nowhere on earth")


def check_counts(counts: Mapping[str, int], name: str) -> None:
    """Raise InvalidProblem if a count is negative or a key empty."""
    for key, count in counts.items():
        require(bool(key), name, "has an empty code")
        require(count >= 0, f"{name}.{key}", f"{count} is less than nothing")


def _check_route(route: tuple[PlannedStop, ...]) -> None:
    seen: set[str] = set()
    facts_over = False
    for index, planned in enumerate(route):
        with located(f"route[{index}]"):
            require(planned.stop.id not in seen, "stop.id", f"{planned.stop.id} comes twice")
            is_fact = planned.fixed is Fixed.STARTED
            require(not (is_fact and facts_over), "fixed", "a started stop follows one not started")
        seen.add(planned.stop.id)
        facts_over = facts_over or not is_fact


def _merged(absences: tuple[Window, ...]) -> tuple[Window, ...]:
    merged: list[Window] = []
    for absence in sorted(absences, key=lambda window: window.start):
        if merged and absence.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, absence.end))
        else:
            merged.append(absence)
    return tuple(merged)
