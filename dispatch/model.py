"""What the engine talks about: stops, technicians and their day.

Times are whole seconds on one axis of the caller's choice (seconds since the local midnight, or
since 1970: it only has to be the same axis everywhere). Places are WGS-84 degrees.

**The law of a day**, which `rank` obeys and `check` judges:

* The technician sets off when the shift starts (never before `now`), drives, waits until a
  window opens, serves, leaves. Work starts inside one of the stop's windows; whoever comes early waits.
* A *locked* stop starts exactly at its planned start, which overrules its window. A *started* stop
  is a fact: its times are taken as given and not judged, and nothing goes before it.
* No drive, work or break overlaps an absence: whatever would, waits until the absence is over.
* Breaks are taken in their order. Each starts inside one of its windows, after finishing a stop or on
  reaching one, never mid-drive. It is not due where the shift leaves no room for it, where an
  absence already covers it, or when its last moment is past.
* The last stop, and the way to `end` if there is one, is done when the shift ends, or within the
  `overtime` that is allowed after it.
* A stop with a `crew` of two is in two technicians' routes and starts at the same moment in both. A
  stop does not start before every stop that it comes `after` has been left, whoever makes it.
  Such a *coupled* stop has an agreed start: nobody begins it earlier than planned.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
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
    """A pause of `seconds` that has to start inside `window`, or one of `more_windows` after it."""

    window: Window
    seconds: int
    more_windows: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        require(self.seconds >= 0, "seconds", "a break cannot last less than nothing")
        check_windows(self.windows)

    @property
    def windows(self) -> tuple[Window, ...]:
        """All windows, in the order of time."""
        return (self.window, *self.more_windows)


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

    `window` bounds the moment work starts, or one of `more_windows` after it; `service` is seconds on
    site, parking included; `needs` is what must be on the van (product code -> pieces); `priority`
    runs from 0 to 100, each number a class: one visit of a higher class outweighs any number below.
    `crew` is 1 or 2 people; `second_skills` is what the second one must know, who need not have what
    `skills` and `needs` ask of the first. `after` names the stops that must be done before.
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
    more_windows: tuple[Window, ...] = ()
    crew: int = 1
    second_skills: tuple[Skill, ...] = ()
    after: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.id), "id", "must not be empty")
        check_location(self.location, "location")
        check_windows(self.windows)
        require(self.crew in (1, 2), "crew", f"{self.crew} people are not a crew of one or two")
        require(self.crew == 2 or not self.second_skills, "second_skills", "there is no second person")
        require(self.id not in self.after, "after", "comes after itself")
        require(self.service >= 0, "service", f"{self.service} seconds is less than nothing")
        require(0 <= self.priority <= 100, "priority", f"{self.priority} is not within 0 to 100")
        check_counts(self.needs, "needs")
        for name, skills in (("skills", self.skills), ("second_skills", self.second_skills)):
            codes = [skill.code for skill in skills]
            require(len(codes) == len(set(codes)), name, "names the same skill twice")

    @property
    def windows(self) -> tuple[Window, ...]:
        """All windows, in the order of time."""
        return (self.window, *self.more_windows)

    @property
    def coupled(self) -> bool:
        """Does its start hang on somebody else's day?"""
        return self.crew > 1 or bool(self.after)


class Fixed(StrEnum):
    """How firmly a planned stop sits in its route."""

    FREE = "free"  # may start later, within its window
    LOCKED = "locked"  # starts exactly at the planned start
    STARTED = "started"  # under way or done: a fact


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A stop in a technician's route. Locked needs `start`; started needs `start` and `leave`.

    `second` marks the second person of a crew of two.
    """

    stop: Stop
    start: int | None = None
    leave: int | None = None
    fixed: Fixed = Fixed.FREE
    second: bool = False

    def __post_init__(self) -> None:
        if self.fixed is not Fixed.FREE:
            require(self.start is not None, "start", f"a {self.fixed} stop needs its start")
        if self.fixed is Fixed.STARTED:
            require(self.leave is not None, "leave", "a started stop needs its (expected) end")
        if self.start is not None and self.leave is not None:
            require(self.start <= self.leave, "leave", "lies before the start")
        require(not self.second or self.stop.crew == 2, "second", "nobody is second at a stop for one")


@dataclass(frozen=True, slots=True)
class Technician:
    """One person's day. Carries no name: the engine does not need to know who it is.

    `shift` None means not working. `stock` is what is on the van now; what the stops of `route`
    need is reserved for them. `end` is where the day has to end, None for wherever it does.
    `overtime` is how many seconds the day may last beyond the shift. Absences are kept sorted and merged.
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
    more_pauses: tuple[Break, ...] = ()
    overtime: int = 0

    def __post_init__(self) -> None:
        require(bool(self.id), "id", "must not be empty")
        check_location(self.start, "start")
        if self.end is not None:
            check_location(self.end, "end")
        check_counts(self.skills, "skills")
        check_counts(self.stock, "stock")
        require(self.max_stops is None or self.max_stops >= 0, "max_stops", "is negative")
        require(self.overtime >= 0, "overtime", "is negative")
        require(self.pause is not None or not self.more_pauses, "more_pauses", "without a first one")
        object.__setattr__(self, "absences", _merged(self.absences))
        _check_route(self.route)

    @property
    def started(self) -> int:
        """How many stops at the head of the route are facts."""
        return sum(planned.fixed is Fixed.STARTED for planned in self.route)

    @property
    def here(self) -> Location:
        """Where the technician is: at the last stop that has started, else where the day starts."""
        return self.route[self.started - 1].stop.location if self.started else self.start

    @property
    def stops_left(self) -> int | None:
        """How many more stops are allowed after those that have started; None for any number."""
        return None if self.max_stops is None else max(0, self.max_stops - self.started)

    def stock_left(self, product: str) -> int:
        """Pieces on the van that are not reserved for the stops that have started; less than none if they lack some."""
        started = self.route[: self.started]
        return self.stock.get(product, 0) - sum(it.stop.needs.get(product, 0) for it in started if not it.second)

    def knows(self, skills: Iterable[Skill]) -> bool:
        """Has the technician every one of these skills, at its level or above?"""
        return all(self.skills.get(skill.code, 0) >= skill.level for skill in skills)

    def held(self) -> "Technician":
        """The same technician with those stops only that stay where they are."""
        return self.with_route(tuple(it for it in self.route if it.fixed is not Fixed.FREE))

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

    @property
    def pauses(self) -> tuple[Break, ...]:
        """All breaks, in their order."""
        return () if self.pause is None else (self.pause, *self.more_pauses)

    @property
    def limit(self) -> int:
        """When the day has to be over, overtime included; 0 without a shift."""
        return 0 if self.shift is None else self.shift.end + self.overtime

    def due_break(self, ready: int) -> Break | None:
        """The first break still owed to somebody ready at `ready`, its windows cut to the shift."""
        return next(iter(self.due_breaks(ready)), None)

    def due_breaks(self, ready: int) -> tuple[Break, ...]:
        """The breaks still owed to somebody ready at `ready`, their windows cut to the shift."""
        due = (self.due(pause, ready) for pause in self.pauses)
        return tuple(one for one in due if one is not None)

    def due(self, pause: Break, ready: int) -> Break | None:
        """`pause` with its windows cut to the shift, None where it is not due (see the law)."""
        if self.shift is None:
            return None
        windows = []
        for window in pause.windows:
            first = max(window.start, self.shift.start)
            last = min(window.end, self.shift.end - pause.seconds)
            if last < max(first, ready):
                continue
            for absence in self.absences:
                if max(first, absence.start) <= min(last, absence.end - pause.seconds):
                    return None
            windows.append(Window(first, last))
        return Break(windows[0], pause.seconds, tuple(windows[1:])) if windows else None

    def with_route(self, route: tuple[PlannedStop, ...]) -> "Technician":
        """The same technician with another route."""
        return replace(self, route=route)

    def with_starts(self, starts: Sequence[int]) -> "Technician":
        """The same technician with a start for every stop; those that are locked or started keep theirs."""
        route = zip(self.route, starts, strict=True)
        return self.with_route(tuple(it if it.fixed is not Fixed.FREE else replace(it, start=at) for it, at in route))

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


def check_windows(windows: tuple[Window, ...]) -> None:
    """Raise InvalidProblem unless the windows follow each other."""
    for earlier, later in pairwise(windows):
        require(earlier.end < later.start, "more_windows", "must follow each other without touching")


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
