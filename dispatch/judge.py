"""Judge a whole plan: every day by itself, and what no single day shows.

Like `check`, written apart from the search, which is tested by it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dispatch.check import Breach, DayReport, StopTimes, Violation, check
from dispatch.model import Fixed, PlannedStop, Stop, Technician
from dispatch.travel import Travel


@dataclass(frozen=True, slots=True)
class PlanReport:
    """Everybody's judged day in the order asked, and the violations that only the whole shows."""

    days: tuple[DayReport, ...]
    violations: tuple[Violation, ...]

    @property
    def all_violations(self) -> tuple[Violation, ...]:
        """Those of the days and those of the whole."""
        return (*(violation for day in self.days for violation in day.violations), *self.violations)


class _Part(NamedTuple):
    """One person's part in a stop."""

    technician_id: str
    planned: PlannedStop
    times: StopTimes


_Parts = Mapping[str, Sequence[_Part]]


def judge(
    technicians: Sequence[Technician],
    stops: Sequence[Stop],
    travel: Travel | None = None,
    now: int | None = None,
) -> PlanReport:
    """Times and violations of everybody's route as ordered.

    `stops` are those in no route; more of them do no harm. A stop that has started is a fact: it
    is asked neither whether its crew came together nor whether it waited for its turn.
    """
    days = tuple(check(technician, travel, now) for technician in technicians)
    parts: dict[str, list[_Part]] = {}
    for technician, day in zip(technicians, days, strict=True):
        for planned, times in zip(technician.route, day.stops, strict=True):
            parts.setdefault(times.visit, []).append(_Part(technician.id, planned, times))
    known = {stop.id: stop for stop in stops} | {name: these[0].planned.stop for name, these in parts.items()}
    wrong = [violation for these in parts.values() for violation in _of_crew(these)]
    wrong += [violation for stop in known.values() for violation in _of_order(stop, known, parts)]
    wrong += list(circles(known))
    return PlanReport(days, tuple(wrong))


def _of_crew(parts: Sequence[_Part]) -> Iterator[Violation]:
    stop = parts[0].planned.stop
    seconds = sum(part.planned.second for part in parts)
    if seconds > 1 or len(parts) - seconds > 1:
        yield Violation(Breach.SERVED_TWICE, {"visit": stop.id, "technicians": len(parts)})
    elif len(parts) != stop.crew:
        yield Violation(Breach.CREW_INCOMPLETE, {"visit": stop.id, "technician": parts[0].technician_id})
    elif stop.crew == 2 and not _has_started(parts):
        start, other = sorted(part.times.start for part in parts)
        if start != other:
            facts: dict[str, str | int] = {"visit": stop.id, "start": start, "other": other, "by": other - start}
            yield Violation(Breach.CREW_APART, facts)


def _of_order(stop: Stop, known: Mapping[str, Stop], parts: _Parts) -> Iterator[Violation]:
    mine = parts.get(stop.id, ())
    for name in stop.after:
        facts: dict[str, str | int] = {"visit": stop.id, "after": name}
        if name not in known:
            yield Violation(Breach.UNKNOWN_AFTER, facts)
        elif mine and not _has_started(mine):
            if name not in parts:
                yield Violation(Breach.WAITS_FOR, facts)
                continue
            start = min(part.times.start for part in mine)
            leave = max(part.times.leave for part in parts[name])
            if start < leave:
                facts |= {"start": start, "leave": leave, "by": leave - start}
                yield Violation(Breach.OUT_OF_ORDER, facts)


def _has_started(parts: Sequence[_Part]) -> bool:
    return any(part.planned.fixed is Fixed.STARTED for part in parts)


def circles(stops: Mapping[str, Stop]) -> Iterator[Violation]:
    """One violation for each circle of stops that wait for each other."""
    done: set[str] = set()
    for name in stops:
        way: dict[str, None] = {}
        stack = [(name, False)]
        while stack:
            current, left = stack.pop()
            if left:
                del way[current]
                done.add(current)
            elif current in way:
                # The last on the way waits for `current`, which waits for it
                yield Violation(Breach.CIRCLE, {"visit": next(reversed(way)), "after": current})
            elif current in stops and current not in done:
                way[current] = None
                stack.append((current, True))
                stack += [(other, False) for other in stops[current].after]
