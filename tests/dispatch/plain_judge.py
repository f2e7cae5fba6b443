"""Judges a plan with plain Python and nothing else: no line of it is shared with the engine.

It reads a problem in VROOM's JSON vocabulary (a dict with `jobs`, `vehicles` and `matrices`, places by index)
with the product's own words beside it, and routes from anywhere: the engine, VROOM, OR-Tools, PyVRP.
Own words of a job: `skill_levels`, `needs`, `crew`, `second_skills`, `after`; of a vehicle:
`skill_levels`, `stock`, `absences`, `overtime`, and `steps` whose `fixed` is "locked" or "started";
of the problem: `now`.

The route is lived through once, with the earliest moment kept for each number of breaks taken so far:
as nobody arrives later for leaving earlier, that tries every place for every break.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]
# (when, from place, to place) -> arrival
Drive = Callable[[int, int, int], int]
# Breaks taken so far -> the earliest moment
Clocks = dict[int, int]

ALWAYS = (0, 10**11)


@dataclass(frozen=True)
class Visit:
    """A job in a route; `start` None asks the judge for the earliest moment."""

    job: Any
    start: int | None = None
    second: bool = False


@dataclass(frozen=True)
class Route:
    """What a vehicle does, in order."""

    vehicle: Any
    visits: Sequence[Visit]


@dataclass
class Verdict:
    """What the judge found. `travel` is seconds of driving, the way home included."""

    violations: list[str] = field(default_factory=list)
    served: int = 0
    travel: int = 0
    # job -> (start, vehicle) for each person who comes
    starts: dict[Any, list[tuple[int, Any]]] = field(default_factory=dict)


def judge(
    problem: Mapping[str, Any], routes: Sequence[Route], drive: Drive | None = None, mid_drive: bool = False
) -> Verdict:
    """Judge `routes`. `mid_drive` lets a break interrupt a drive, as VROOM's and OR-Tools' do."""
    durations = problem["matrices"]["car"]["durations"]
    law = _Law(problem, drive or (lambda when, here, there: when + int(durations[here][there])), mid_drive)
    verdict = Verdict()
    used: set[Any] = set()
    for route in routes:
        if route.vehicle not in law.vehicles:
            verdict.violations.append(f"vehicle {route.vehicle} is unknown")
        elif route.vehicle in used:
            verdict.violations.append(f"vehicle {route.vehicle} has two routes")
        else:
            used.add(route.vehicle)
            _Day(law, law.vehicles[route.vehicle], verdict).live(route.visits)
    for name, vehicle in law.vehicles.items():
        if name not in used:
            _Day(law, vehicle, verdict).check_promises(())
    _judge_whole(law, verdict)
    verdict.served = len(verdict.starts)
    return verdict


class _Law:
    """The problem, looked up by id."""

    def __init__(self, problem: Mapping[str, Any], drive: Drive, mid_drive: bool) -> None:
        self.jobs: dict[Any, Mapping[str, Any]] = {job["id"]: job for job in problem.get("jobs", ())}
        self.vehicles: dict[Any, Mapping[str, Any]] = {one["id"]: one for one in problem["vehicles"]}
        self.now: int | None = problem.get("now")
        self.durations = problem["matrices"]["car"]["durations"]
        self.drive = drive
        self.mid_drive = mid_drive


class _Day:
    """One vehicle's day."""

    def __init__(self, law: _Law, vehicle: Mapping[str, Any], verdict: Verdict) -> None:
        self.law = law
        self.vehicle = vehicle
        self.verdict = verdict
        self.shift: Span | None = vehicle.get("time_window", ALWAYS)
        self.absences = _merged(vehicle.get("absences", ()))
        self.facts = [step for step in vehicle.get("steps", ()) if _has_started(step)]
        self.locks = {step["id"]: step["service_at"] for step in vehicle.get("steps", ()) if _is_locked(step)}
        self.breaks: list[tuple[list[Span], int]] = []

    def live(self, visits: Sequence[Visit]) -> None:
        """Judge the whole day, adding what is wrong to the verdict."""
        known = [visit for visit in visits if visit.job in self.law.jobs]
        if len(known) < len(visits):
            self._wrong("serves a job that is unknown")
        self.check_promises(known)
        self._check_abilities(known)
        if self.shift is None:
            if known:
                self._wrong("serves jobs and is not at work")
            return
        if known:
            self._check_times(known, self.shift)

    def check_promises(self, visits: Sequence[Visit]) -> None:
        """Started and locked steps have to be where they were."""
        head = [(visit.job, visit.start) for visit in visits[: len(self.facts)]]
        for (job, start), fact in zip(_padded(head, len(self.facts)), self.facts, strict=True):
            if job != fact["id"] or start not in (None, fact["service_at"]):
                self._wrong(f"job {fact['id']} was started here and is not where it was")
        here = {visit.job: visit.start for visit in visits}
        for job, start in self.locks.items():
            if job not in here or here[job] not in (None, start):
                self._wrong(f"job {job} is locked here at {start} and was moved")

    def _check_abilities(self, visits: Sequence[Visit]) -> None:
        most = self.vehicle.get("max_tasks")
        if most is not None and len(visits) > most:
            self._wrong(f"serves {len(visits)} jobs of at most {most}")
        has = _levels(self.vehicle)
        for visit in visits:
            job = self.law.jobs[visit.job]
            needed = job.get("second_skills", {}) if visit.second else _levels(job)
            for skill, level in needed.items():
                if has.get(skill, 0) < level:
                    self._wrong(f"lacks skill {skill} level {level} for job {visit.job}")
            if visit.second and job.get("crew", 1) != 2:
                self._wrong(f"is second at job {visit.job}, which is for one")
        self._check_van([self.law.jobs[visit.job] for visit in visits if not visit.second])

    def _check_van(self, jobs: Sequence[Mapping[str, Any]]) -> None:
        needed: Counter[Any] = Counter()
        for job in jobs:
            needed.update(job.get("needs", {}))
            needed.update({f"#{index}": amount for index, amount in enumerate(job.get("delivery", ()))})
        carried: dict[Any, int] = dict(self.vehicle.get("stock", {}))
        carried |= {f"#{index}": amount for index, amount in enumerate(self.vehicle.get("capacity", ()))}
        for product, count in needed.items():
            if count > carried.get(product, 0):
                self._wrong(f"needs {count} of {product} and carries {carried.get(product, 0)}")

    def _check_times(self, visits: Sequence[Visit], shift: Span) -> None:
        ready, here = shift[0], self.vehicle.get("start_index")
        for visit, fact in zip(visits, self.facts, strict=False):
            self.verdict.starts.setdefault(visit.job, []).append((fact["service_at"], self.vehicle["id"]))
            ready, here = fact["leave"], self.law.jobs[visit.job]["location_index"]
        ready = ready if self.law.now is None else max(ready, self.law.now)
        self.breaks = list(self._due_breaks(shift, ready))
        clocks = {0: ready}
        for visit in visits[len(self.facts) :]:
            there = self.law.jobs[visit.job]["location_index"]
            clocks = self._go(clocks, here, there)
            clocks = self._serve(clocks, visit)
            here = there
        self._go_home(clocks, here, shift)

    def _go_home(self, clocks: Clocks, here: int | None, shift: Span) -> None:
        home, limit = self.vehicle.get("end_index"), shift[1] + int(self.vehicle.get("overtime", 0))
        finished = clocks if home is None else self._go(clocks, here, home)
        in_time = {taken: clock for taken, clock in finished.items() if clock <= limit}
        if not in_time:
            self._wrong(f"ends {min(finished.values()) - limit} seconds after the shift")
        elif len(self.breaks) not in self._with_rests(in_time):
            self._wrong("has no time for a break")

    def _go(self, clocks: Clocks, here: int | None, there: int) -> Clocks:
        """Drive from `here` to `there`, with any of the next breaks before, after or (if allowed) on the way."""
        if here is None:
            return self._with_rests(clocks)
        self.verdict.travel += int(self.law.durations[here][there])
        arrived: Clocks = {}
        for taken, clock in self._with_rests(clocks).items():
            arrival = self._drive(clock, here, there)
            _keep(arrived, taken, arrival)
            if self.law.mid_drive and taken < len(self.breaks):
                windows, seconds = self.breaks[taken]
                if any(start <= arrival and end >= clock for start, end in windows):
                    _keep(arrived, taken + 1, arrival + seconds)
        return self._with_rests(arrived)

    def _drive(self, clock: int, here: int, there: int) -> int:
        arrival = self.law.drive(clock, here, there)
        for start, end in self.absences:
            if clock < end and start < arrival:
                clock = end
                arrival = self.law.drive(clock, here, there)
        return arrival

    def _with_rests(self, clocks: Clocks) -> Clocks:
        """The same moments, and those after taking further breaks on the spot."""
        rested = dict(clocks)
        for taken, (windows, seconds) in enumerate(self.breaks):
            if taken in rested:
                start = self._first(rested[taken], seconds, windows)
                if start is not None:
                    _keep(rested, taken + 1, start + seconds)
        return rested

    def _first(self, clock: int, seconds: int, windows: Sequence[Span]) -> int | None:
        """The first moment from `clock` in one of `windows` with `seconds` free of absences."""
        for first, last in windows:
            start = max(clock, first)
            for away, back in self.absences:
                if start < back and away < start + seconds:
                    start = back
            if start <= last:
                return start
        return None

    def _serve(self, clocks: Clocks, visit: Visit) -> Clocks:
        job = self.law.jobs[visit.job]
        service = int(job.get("service", 0))
        windows: Sequence[Span] = job.get("time_windows") or [ALWAYS]
        begin = visit.start
        if visit.job in self.locks:
            begin = self.locks[visit.job]
            windows = [(begin, begin)]
        if begin is not None:
            possible = self._first(begin, service, windows) == begin
            starts = {taken: begin for taken, clock in clocks.items() if clock <= begin and possible}
        else:
            found = {taken: self._first(clock, service, windows) for taken, clock in clocks.items()}
            starts = {taken: start for taken, start in found.items() if start is not None}
        if not starts:
            earliest = min(clocks.values())
            self._wrong(f"is at job {visit.job} at {earliest}, to start {begin} within {list(windows)}")
            starts = {taken: max(clock, begin or 0) for taken, clock in clocks.items()}
        self.verdict.starts.setdefault(visit.job, []).append((min(starts.values()), self.vehicle["id"]))
        return {taken: start + service for taken, start in starts.items()}

    def _due_breaks(self, shift: Span, ready: int) -> Iterator[tuple[list[Span], int]]:
        for pause in self.vehicle.get("breaks", ()):
            seconds, windows, covered = int(pause.get("service", 0)), [], False
            for start, end in pause.get("time_windows") or [ALWAYS]:
                first, last = max(start, shift[0]), min(end, shift[1] - seconds)
                if last < max(first, ready):
                    continue
                windows.append((first, last))
                covered |= any(max(first, away) <= min(last, back - seconds) for away, back in self.absences)
            if windows and not covered:
                yield windows, seconds

    def _wrong(self, what: str) -> None:
        self.verdict.violations.append(f"vehicle {self.vehicle['id']} {what}")


def _judge_whole(law: _Law, verdict: Verdict) -> None:
    """What no single day shows: jobs done twice, crews, and the order between jobs. What has started is a fact."""
    facts = {step["id"] for one in law.vehicles.values() for step in one.get("steps", ()) if _has_started(step)}
    for name, who in verdict.starts.items():
        if name in facts:
            continue
        job = law.jobs[name]
        crew = job.get("crew", 1)
        if len(who) != crew or len({vehicle for _, vehicle in who}) != crew:
            verdict.violations.append(f"job {name} is for {crew} and {[vehicle for _, vehicle in who]} come")
        if len({start for start, _ in who}) > 1:
            verdict.violations.append(f"job {name} is begun at different moments: {[start for start, _ in who]}")
        for earlier in job.get("after", ()):
            if earlier not in verdict.starts:
                verdict.violations.append(f"job {name} comes after {earlier}, which nobody does")
            elif who[0][0] < _left(law, verdict, earlier):
                verdict.violations.append(f"job {name} begins before {earlier} has been left")


def _left(law: _Law, verdict: Verdict, name: Any) -> int:
    start, vehicle = verdict.starts[name][0]
    for step in law.vehicles[vehicle].get("steps", ()):
        if step["id"] == name and _has_started(step):
            return int(step["leave"])
    return start + int(law.jobs[name].get("service", 0))


def _is_locked(step: Mapping[str, Any]) -> bool:
    return step.get("fixed") == "locked"


def _has_started(step: Mapping[str, Any]) -> bool:
    return step.get("fixed") == "started"


def _padded(head: list[tuple[Any, int | None]], size: int) -> list[tuple[Any, int | None]]:
    return head + [(None, None)] * (size - len(head))


def _levels(owner: Mapping[str, Any]) -> dict[Any, int]:
    return {**dict.fromkeys(owner.get("skills", ()), 1), **owner.get("skill_levels", {})}


def _keep(clocks: Clocks, taken: int, clock: int) -> None:
    clocks[taken] = min(clock, clocks.get(taken, clock))


def _merged(absences: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted((start, end) for start, end in absences):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
