"""Every gap in every route, as columns: where a stop could still be put in.

For each gap: where the technician comes from and when at the earliest, where they must be next and
when at the latest. The times leave the break out, so they are bounds: a stop that does not fit
between them does not fit, one that does still has to be tried exactly (`dispatch.day`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dispatch.check import check
from dispatch.day import UNBOUNDED, Day, Node, node_of, unfold
from dispatch.model import Fixed, Location, Technician, Window
from dispatch.travel import Travel, points

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Columns over all gaps, sorted by technician, then by position in the route."""

    owner: Ints  # index of the technician
    position: Ints  # the stop would be put before this one of the route
    origin: Floats  # (n, 2) where the technician comes from
    leave: Floats  # when at the earliest
    onward: Floats  # (n, 2) where they must be next; meaningless unless has_onward
    has_onward: NDArray[np.bool_]
    splits: NDArray[np.bool_]  # whether there is a leg to split: onward, and somebody drives it already
    onward_stop: list[str]  # which stop that is, empty on the way home
    latest: Floats  # when at the latest
    old_work: Floats  # work of the leg that the stop would split
    first: Ints  # (technicians + 1) index of each technician's first gap


def open_days(
    technicians: Sequence[Technician], travel: Travel, now: int | None
) -> tuple[list[Day | None], list[float]]:
    """Each technician's day (None without a shift), and the seconds of work and driving in it."""
    paths = [_path(technician) for technician in technicians]
    origins = points([place for path in paths for place in path[:-1]])
    ends = points([place for path in paths for place in path[1:]])
    legs = travel.work(origins, ends).tolist()
    awaited = {name: start for name, (start, _) in followers(technicians).items()}
    days: list[Day | None] = []
    booked: list[float] = []
    taken = 0
    for technician, path in zip(technicians, paths, strict=True):
        work = tuple(legs[taken : taken + len(path) - 1])
        taken += len(path) - 1
        day = None if technician.shift is None else _open(technician, travel, now, work, awaited)
        days.append(_resigned(technician, now, day) if day is not None and day.finish is None else day)
        services = sum(planned.stop.service for planned in technician.route)
        # Who has nothing to do does not drive home either
        booked.append(services + sum(work) if technician.route else 0.0)
    return days, booked


def followers(technicians: Sequence[Technician]) -> dict[str, tuple[int, str]]:
    """For stops that planned ones come after: the earliest start of those, and whose it is."""
    found: dict[str, tuple[int, str]] = {}
    for technician in technicians:
        for planned in technician.route:
            if planned.stop.after and planned.start is not None and planned.fixed is not Fixed.STARTED:
                for name in planned.stop.after:
                    found[name] = min(found.get(name, (UNBOUNDED, "")), (planned.start, planned.stop.id))
    return found


def _path(technician: Technician) -> list[Location]:
    ahead = [planned.stop.location for planned in technician.route[technician.started :]]
    home = [] if technician.end is None else [technician.end]
    return [technician.here, *ahead, *home]


def _open(
    technician: Technician, travel: Travel, now: int | None, work: tuple[float, ...], awaited: Mapping[str, int]
) -> Day:
    ahead = technician.route[technician.started :]
    nodes = tuple(node_of(planned, awaited.get(planned.stop.id, UNBOUNDED)) for planned in ahead)
    work_home = work[-1] if technician.end is not None else None
    pauses = technician.due_breaks(technician.ready_at(now))
    day = Day(travel, technician.absences, pauses, nodes, work[: len(nodes)], work_home, technician.limit)
    return unfold(technician, day, now)


def _resigned(technician: Technician, now: int | None, day: Day) -> Day:
    """A day that is late already: nothing may get later than it is, but that is no bar to more."""
    report = check(technician, day.travel, now)
    starts = [times.start for times in report.stops[technician.started :]]
    nodes = tuple(_put_off(node, start) for node, start in zip(day.nodes, starts, strict=True))
    limit = max(day.limit, report.finish)
    kept = {rest.number for rest in report.rests}
    ready = technician.ready_at(now)
    pauses = [technician.due(pause, ready) for number, pause in enumerate(technician.pauses) if number in kept]
    due = tuple(pause for pause in pauses if pause is not None)
    return unfold(technician, replace(day, pauses=due, nodes=nodes, limit=limit), now)


def _put_off(node: Node, start: int) -> Node:
    """The node where `start` is in time."""
    if start <= node.latest:
        return node
    windows = node.windows and (*node.windows[:-1], Window(node.windows[-1].start, start))
    return Node(node.open, start, node.service, windows)


def gaps_of(technicians: Sequence[Technician], days: Sequence[Day | None]) -> Gaps:
    """The gaps of all days as columns."""
    owner: list[int] = []
    position: list[int] = []
    places: list[tuple[Location, Location]] = []
    leave: list[int] = []
    latest: list[int] = []
    old_work: list[float] = []
    has_onward: list[bool] = []
    splits: list[bool] = []
    onward_stop: list[str] = []
    first = [0]
    for index, (technician, day) in enumerate(zip(technicians, days, strict=True)):
        if day is not None:
            path = _path(technician)
            count = len(day.nodes) + 1
            owner += [index] * count
            position += range(technician.started, technician.started + count)
            places += [(path[k], path[min(k + 1, len(path) - 1)]) for k in range(count)]
            leave += _earliest_leaves(day)
            latest += _latest_arrivals(day)
            old_work += [*day.work, (day.work_home or 0.0) if technician.route else 0.0]
            splits += [True] * len(day.nodes) + [bool(technician.route) and day.work_home is not None]
            onward_stop += [planned.stop.id for planned in technician.route[technician.started :]] + [""]
            has_onward += [True] * len(day.nodes) + [day.work_home is not None]
        first.append(len(owner))
    return Gaps(
        owner=np.array(owner, dtype=np.int64),
        position=np.array(position, dtype=np.int64),
        origin=points([pair[0] for pair in places]),
        leave=np.array(leave, dtype=np.float64),
        onward=points([pair[1] for pair in places]),
        has_onward=np.array(has_onward, dtype=np.bool_),
        splits=np.array(splits, dtype=np.bool_),
        onward_stop=onward_stop,
        latest=np.array(latest, dtype=np.float64),
        old_work=np.array(old_work, dtype=np.float64),
        first=np.array(first, dtype=np.int64),
    )


def _earliest_leaves(day: Day) -> list[int]:
    """For each gap the earliest moment to set off into it, whatever breaks are still to come."""
    return [
        min((progress.ready for progress in states if progress is not None), default=UNBOUNDED) for states in day.before
    ]


def _latest_arrivals(day: Day) -> list[int]:
    """For each gap the latest arrival at its far end that leaves the rest of the day possible."""
    latest = [day.limit]
    leave = day.limit if day.work_home is None else day.travel.depart(day.limit, day.work_home)
    for node, work in zip(reversed(day.nodes), reversed(day.work), strict=True):
        start = _last_start(node, leave - node.service)
        latest.append(start)
        leave = day.travel.depart(start, work)
    return latest[::-1]


def _last_start(node: Node, by: int) -> int:
    """The latest start that is in a window, if any is, and not after `by`."""
    for window in reversed(node.windows):
        if window.start <= by:
            return min(window.end, by)
    return min(node.latest, by)
