"""A plan by VROOM alone, for where numba is missing.

VROOM knows neither the time of day's speed, nor our breaks (never mid-drive), nor that a lock is a lock.
So its days are judged by `dispatch.check`, and what breaks them is taken out (`_Days`); what is left is
ranked into the days once more (`dispatch.filling`), also what comes after other stops. It does not know crews of
two: those agreed already stay as they are, others are left. Of the weights of the options only
`stranger` and `other_centre` are looked at, and those only when ranking.
"""

from collections.abc import Sequence

from dispatch.check import DayReport, StopTimes, check
from dispatch.filling import fill
from dispatch.model import Fixed, PlannedStop, Stop, Technician, Window
from dispatch.plan import Outcome, PlanOptions, Standing, Watch
from dispatch.search.clock import Clock
from dispatch.search.tasks import Task, couple, tasks_of, windows_of
from dispatch.stopwatch import Stopwatch
from dispatch.travel import Travel
from dispatch.vroom_input import Part, answered

SHARE = 0.6  # of the time that is VROOM's; it takes somewhat more, and the rest is for what it left
UNHEARD = 10.0  # seconds that VROOM is given at most: it neither tells how far it is nor can be stopped

Wrong = tuple[int, int]


def plan_with_vroom(
    stops: Sequence[Stop],
    technicians: Sequence[Technician],
    travel: Travel,
    now: int | None,
    options: PlanOptions,
    watch: Watch | None = None,
) -> Outcome:
    """Look for good routes; every technician has a shift. `watch` is heard before and after VROOM.

    Raises InvalidProblem for stops that come after an unknown one, or after themselves in a circle.
    """
    stopwatch = Stopwatch()
    days = _Days(stops, technicians, travel, now)
    wanted = {task.stop.id: task.stop for task in days.tasks}

    def goes_on(placed: int) -> bool:
        share = min(1.0, stopwatch.seconds() / max(options.seconds, 1e-9))
        standing = Standing(stopwatch.seconds(), share, placed, len(wanted) - placed, 0)
        return watch is None or watch(standing)

    if goes_on(0):
        seconds = min(UNHEARD, SHARE * (options.seconds - stopwatch.seconds()))
        found = answered(days.parts, technicians, travel, now, seconds, options.threads)
        days.take([[days.asked[number] for number in route] for route in found])
    routes = {one.id: one for one in days.planned()}
    left = days.left()
    if left and goes_on(len(wanted) - len(left)):
        left = fill(routes, left, travel, now, options, Clock(stopwatch, options.seconds))
    return Outcome({name: one.route for name, one in routes.items()}, left, 0, stopwatch, "vroom")


class _Days:
    """Everybody's day as task numbers. What is *held* stays with its technician, at its planned start."""

    def __init__(
        self, stops: Sequence[Stop], technicians: Sequence[Technician], travel: Travel, now: int | None
    ) -> None:
        self.technicians, self.travel, self.now = technicians, travel, now
        self.tasks = tasks_of(stops, technicians)
        started = [it for one in technicians for it in one.route[: one.started]]
        ended = {it.stop.id: it.leave or 0 for it in started}
        couple(self.tasks, ended)  # refuses circles
        self.visits = [task.planned or PlannedStop(task.stop, second=task.second) for task in self.tasks]
        firm = {it.stop.id for it in started} | {task.stop.id for task in self.tasks if task.locked}
        self.held = {n for n, task in enumerate(self.tasks) if task.locked or (_is_half(task) and task.stop.id in firm)}
        self._hold_crews()
        self.days = [self._of(who, self.held) for who in range(len(technicians))]
        self.asked, self.parts = self._parts(ended)
        self.base = [_wrong(self._report(who, day)) for who, day in enumerate(self.days)]

    def _hold_crews(self) -> None:
        """Crews that have agreed on a start keep it, where that breaks nothing."""
        agreed: dict[str, list[int]] = {}
        for number, task in enumerate(self.tasks):
            start = None if task.planned is None else task.planned.start
            inside = start is not None and any(one.start <= start <= one.end for one in task.stop.windows)
            if _is_half(task) and number not in self.held and inside:
                agreed.setdefault(task.stop.id, []).append(number)
        for halves in agreed.values():
            if len({self.visits[number].start for number in halves}) == 1 and len(halves) == 2:
                before, self.held = self.held, self.held | set(halves)
                if not all(self._as_sound(self.tasks[number].who, before) for number in halves):
                    self.held = before

    def _as_sound(self, who: int, before: set[int]) -> bool:
        now, then = (_wrong(self._report(who, self._of(who, held))) for held in (self.held, before))
        return now <= then

    def _of(self, who: int, held: set[int]) -> list[int]:
        """What of `held` is this technician's, by time."""
        own = [number for number in held if self.tasks[number].who == who]
        return sorted(own, key=lambda number: (self._moment(number), number))

    def _moment(self, number: int) -> int:
        start = self.visits[number].start
        return self.tasks[number].stop.window.start if start is None else start

    def _parts(self, ended: dict[str, int]) -> tuple[list[int], list[Part]]:
        """What VROOM can be asked for: task numbers, and what stands for them."""
        ended = dict(ended)
        latest: dict[str, int] = {}
        for who, day in enumerate(self.days):
            for number, times in zip(day, self._ahead(who, self._report(who, day)), strict=True):
                stop = self.tasks[number].stop
                ended[stop.id] = max(times.leave, ended.get(stop.id, times.leave))
                for name in stop.after:
                    latest[name] = min(times.start, latest.get(name, times.start))
        numbers, parts = [], []
        for number, task in enumerate(self.tasks):
            held = number in self.held
            if held or (task.stop.crew == 1 and all(name in ended for name in task.stop.after)):
                windows = self._windows(number, ended, latest.get(task.stop.id))
                if windows:
                    numbers.append(number)
                    parts.append(Part(_alone(task, windows), task.who if held else -1))
                    self.visits[number] = self._stand_in(number, parts[-1].stop)
        return numbers, parts

    def _windows(self, number: int, ended: dict[str, int], latest: int | None) -> list[Window]:
        task, start = self.tasks[number], self.visits[number].start
        if number in self.held:
            return list(task.stop.windows) if start is None else [Window(start, start)]
        found = []
        for one in windows_of(task, ended, None):
            end = one.end if latest is None else min(one.end, latest - task.stop.service)
            if one.start <= end:
                found.append(Window(one.start, end))
        return found

    def _stand_in(self, number: int, stop: Stop) -> PlannedStop:
        """The part as `check` is to see it: held ones start when they are planned to, or a rule is broken."""
        start = self.visits[number].start
        if number in self.held and start is not None:
            return PlannedStop(stop, start, None, Fixed.LOCKED)
        return PlannedStop(stop)

    def take(self, routes: Sequence[Sequence[int]]) -> None:
        """Make VROOM's days everybody's, and mend them until no more rules are broken than by what is held."""
        for who, route in enumerate(routes):
            day = list(route)
            for number in self.days[who]:
                if number not in day:
                    day.insert(self._place(who, day, number), number)
            while not _no_worse(_wrong(self._report(who, day)), self.base[who]):
                free = [number for number in day if number not in self.held]
                if not free:
                    day = self.days[who]
                    break
                day.remove(self._worst(who, day, free))
            self.days[who] = day

    def _place(self, who: int, day: Sequence[int], number: int) -> int:
        moment = self._moment(number)
        times = self._ahead(who, self._report(who, day))
        return next((place for place, one in enumerate(times) if one.start >= moment), len(day))

    def _worst(self, who: int, day: Sequence[int], free: Sequence[int]) -> int:
        """The visit to give up: one that mends something, of the lowest class, with the most mended and driving saved."""
        before = _wrong(self._report(who, day))

        def loss(number: int) -> tuple[bool, int, Wrong, int]:
            report = self._report(who, [other for other in day if other != number])
            after = _wrong(report)
            return after >= before, self.tasks[number].stop.priority, after, report.drive_seconds

        return min(free, key=loss)

    def _report(self, who: int, day: Sequence[int]) -> DayReport:
        one = self.technicians[who]
        ahead = tuple(self.visits[number] for number in day)
        return check(one.with_route((*one.route[: one.started], *ahead)), self.travel, self.now)

    def _ahead(self, who: int, report: DayReport) -> Sequence[StopTimes]:
        return report.stops[self.technicians[who].started :]

    def planned(self) -> list[Technician]:
        """Everybody with the day found, as the stops really are, timed."""
        found = []
        for who, (one, day) in enumerate(zip(self.technicians, self.days, strict=True)):
            times = self._ahead(who, self._report(who, day))
            ahead = [self._real(number, it.start) for number, it in zip(day, times, strict=True)]
            found.append(one.with_route((*one.route[: one.started], *ahead)))
        return found

    def _real(self, number: int, start: int) -> PlannedStop:
        task = self.tasks[number]
        if number in self.held and task.planned is not None:
            return task.planned
        return PlannedStop(task.stop, start=start, second=task.second)

    def left(self) -> list[Stop]:
        """The stops of which a part is in nobody's day."""
        placed = {number for day in self.days for number in day}
        return list({task.stop.id: task.stop for n, task in enumerate(self.tasks) if n not in placed}.values())


def _is_half(task: Task) -> bool:
    """Is it one half of a crew's visit, and in somebody's day?"""
    return task.stop.crew == 2 and task.planned is not None


def _alone(task: Task, windows: Sequence[Window]) -> Stop:
    """The task as a stop for one person, after no other."""
    return Stop(
        task.stop.id,
        task.stop.location,
        windows[0],
        task.stop.service,
        skills=task.skills,
        needs=task.needs,
        priority=task.stop.priority,
        more_windows=tuple(windows[1:]),
    )


def _wrong(report: DayReport) -> Wrong:
    """How many rules are broken, and by how much (seconds, pieces and visits)."""
    amounts = (one.params.get(name, 0) for one in report.violations for name in ("by", "short", "stops"))
    return len(report.violations), sum(int(amount) for amount in amounts)


def _no_worse(one: Wrong, other: Wrong) -> bool:
    return one[0] <= other[0] and one[1] <= other[1]
