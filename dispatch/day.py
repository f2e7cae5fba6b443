"""The exact arithmetic of one technician's day, stop by stop.

Because setting off later never means arriving earlier, the earliest moment is always the best one
to carry forward. All that has to be remembered beside it is how many of the breaks are behind: hence
*states*, one progress for each number of breaks taken, any of which may be impossible.
The law itself is written in `dispatch.model`.

Called hundreds of times for one ranking, so records are built outright: `_replace` costs three times as much.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dispatch.model import Break, Fixed, PlannedStop, Stop, Technician, Window
from dispatch.travel import Travel

UNBOUNDED = 10**12  # seconds; a margin nothing has narrowed yet


class Node(NamedTuple):
    """A stop reduced to what time asks of it: start within [open, latest], stay `service`.

    Where there are several windows, `windows` has them all, and the start lies in one.
    """

    open: int
    latest: int
    service: int
    windows: tuple[Window, ...] = ()


class Progress(NamedTuple):
    """How far a day has come.

    `ready` to leave; `drive` seconds driven; `margin` the narrowest gap between a start and its
    latest moment since the inserted stop, whose `arrive` and `start` are remembered; `rests` the
    starts of the breaks taken.
    """

    ready: int
    drive: int
    margin: int = UNBOUNDED
    arrive: int = 0
    start: int = 0
    rests: tuple[int, ...] = ()


States = tuple[Progress | None, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The part of a technician's day that can still change.

    `work[k]` leads into `nodes[k]`; `work_home` to the place where the day must end, if any.
    `before[k]` are the states in front of `nodes[k]`; the last ones stand after all of them.
    """

    travel: Travel
    absences: tuple[Window, ...]
    pauses: tuple[Break, ...]
    nodes: tuple[Node, ...]
    work: tuple[float, ...]
    work_home: float | None
    limit: int
    before: tuple[States, ...] = ()
    finish: Progress | None = None


def node_of(planned: PlannedStop, leave_by: int = UNBOUNDED) -> Node:
    """What a planned stop that has not started asks of time; others wait for it from `leave_by`.

    A crew's agreed start is kept to the second: who moved it would leave the other standing there.
    """
    stop, start = planned.stop, planned.start
    if start is not None and (planned.fixed is Fixed.LOCKED or stop.crew > 1):
        return Node(start, start, stop.service)
    return bounded(stop, start if start is not None and stop.coupled else 0, leave_by - stop.service)


def bounded(stop: Stop, earliest: int = 0, latest: int = UNBOUNDED) -> Node:
    """What a stop asks of time when it may start neither before `earliest` nor after `latest`."""
    windows = [
        Window(max(window.start, earliest), min(window.end, latest))
        for window in stop.windows
        if window.end >= earliest and window.start <= latest
    ]
    if not windows:
        # Beyond its windows: as planned, and late
        return Node(max(stop.window.start, earliest), stop.windows[-1].end, stop.service)
    several = tuple(windows) if len(windows) > 1 else ()
    return Node(windows[0].start, windows[-1].end, stop.service, several)


def unfold(technician: Technician, day: Day, now: int | None) -> Day:
    """The day walked through as planned; `finish` stays None where it cannot be kept."""
    states: States = (Progress(technician.ready_at(now), 0), *[None] * len(day.pauses))
    before = [states]
    for node, leg in zip(day.nodes, day.work, strict=True):
        states = advance(day, states, leg, node)
        before.append(states)
    # Who has nothing to do stays where they are
    finish = close(day, states, day.work_home if technician.route else None)
    return Day(
        day.travel, day.absences, day.pauses, day.nodes, day.work, day.work_home, day.limit, tuple(before), finish
    )


def insert(day: Day, position: int, node: Node, work_in: float, work_out: float | None) -> Progress | None:
    """The day with `node` put before `nodes[position]`, or None if that breaks a rule.

    `work_in` leads into the node, `work_out` onwards to the next stop or home (None: stays there).
    """
    states = day.before[position]
    inserted = True
    for target, leg in _way(day, position, node, work_in, work_out):
        states = advance(day, states, leg, target, inserted)
        if not any(states):
            return None
        inserted = False
    return close(day, states, work_out if position == len(day.nodes) else day.work_home)


class Snag(NamedTuple):
    """Where a day stops working out.

    After `served` stops, the inserted one counted: the next would start at `moment`, after `latest`;
    or, if `home`, the day be over then; or the break `lost` has no place any more.
    """

    served: int
    moment: int
    latest: int
    home: bool = False
    lost: Break | None = None


def snag(day: Day, position: int, node: Node, work_in: float, work_out: float | None) -> Snag:
    """Why `insert` of the same arguments is None: the first thing that the most timely way fails at."""
    states = day.before[position]
    served = 0
    for target, leg in _way(day, position, node, work_in, work_out):
        after = advance(day, states, leg, target)
        if not any(after):
            _, there = _drive(day, _soonest(states)[1].ready, leg)
            opens = _opening(day, target, there)
            return Snag(served, _undisturbed(day, max(there, opens), target.service), target.latest)
        states = after
        served += 1
    taken, progress = _soonest(states)
    work_home = work_out if position == len(day.nodes) else day.work_home
    finish = progress.ready if work_home is None else _drive(day, progress.ready, work_home)[1]
    if finish > day.limit or taken == len(day.pauses):
        return Snag(served, finish, day.limit, home=True)
    return Snag(served, finish, day.limit, lost=day.pauses[taken])


def _soonest(states: States) -> tuple[int, Progress]:
    """The progress that is ready first, and its number of breaks."""
    possible = [(taken, progress) for taken, progress in enumerate(states) if progress is not None]
    return min(possible, key=lambda one: (one[1].ready, -one[0]))


def _way(day: Day, position: int, node: Node, work_in: float, work_out: float | None) -> Iterator[tuple[Node, float]]:
    """Every stop from the inserted one on, with the drive to it."""
    yield node, work_in
    leg = work_out or 0.0
    for following in range(position, len(day.nodes)):
        yield day.nodes[following], leg
        if following + 1 < len(day.nodes):
            leg = day.work[following + 1]


def advance(day: Day, states: States, work: float, node: Node, inserted: bool = False) -> States:
    """Drive `work` to `node` and serve it, with every number of breaks on the way."""
    served: list[Progress | None] = [None] * len(states)
    for behind, progress in enumerate(states):
        taken = behind
        while progress is not None:
            _visit(day, served, taken, progress, work, node, inserted)
            if taken == len(day.pauses):
                break
            progress = _rest(day, progress, taken)
            taken += 1
    return tuple(served)


def close(day: Day, states: States, work_home: float | None) -> Progress | None:
    """End the day: drive home if home is asked for, take the breaks still owed before or after."""
    done = None
    for behind, progress in enumerate(states):
        taken = behind
        while progress is not None:
            home = _go_home(day, progress, work_home)
            # Resting where the day is over must not count as being late for the end of shift
            rested = None if home is None else _rest_all(day, home, taken)
            if home is not None and rested is not None:
                done = _better(done, home._replace(rests=rested.rests))
            if work_home is None or taken == len(day.pauses):
                break
            progress = _rest(day, progress, taken)
            taken += 1
    return done


def _go_home(day: Day, progress: Progress, work_home: float | None) -> Progress | None:
    depart = home = progress.ready
    if work_home is not None:
        depart, home = _drive(day, depart, work_home)
    if home > day.limit:
        return None
    drive = progress.drive + home - depart
    margin = min(progress.margin, day.limit - home)
    return Progress(home, drive, margin, progress.arrive, progress.start, progress.rests)


def _rest_all(day: Day, progress: Progress | None, taken: int) -> Progress | None:
    while progress is not None and taken < len(day.pauses):
        progress = _rest(day, progress, taken)
        taken += 1
    return progress


def _visit(
    day: Day, served: list[Progress | None], taken: int, progress: Progress, work: float, node: Node, inserted: bool
) -> None:
    """Drive and serve, at once and after a break on reaching the place; note what is best in `served`."""
    depart, there = _drive(day, progress.ready, work)
    if there > node.latest:
        return
    driving = spared = there - depart
    opens = node.open if not node.windows else _opening(day, node, there)
    if there < opens:
        # Who would wait there sets off later, so waiting never counts as driving
        spared = min(driving, opens - day.travel.depart(opens, work))
    _, drive, margin, arrive, start, rests = progress
    arrived = Progress(there, drive + spared, margin, arrive, start, rests)
    served[taken] = _better(served[taken], _serve(day, arrived, there, node, inserted))
    arrived = Progress(there, drive + driving, margin, arrive, start, rests)
    while taken < len(day.pauses):
        rested = _rest(day, arrived, taken)
        if rested is None:
            return
        arrived = rested
        taken += 1
        served[taken] = _better(served[taken], _serve(day, arrived, there, node, inserted))


def _serve(day: Day, progress: Progress, arrive: int, node: Node, inserted: bool) -> Progress | None:
    ready, drive, margin, arrived, started, rests = progress
    opens, latest, service, windows = node
    start = max(ready, opens if not windows else _opening(day, node, ready))
    if day.absences:
        start = _undisturbed(day, start, service)
    if start > latest:
        return None
    if inserted:
        return Progress(start + service, drive, latest - start, arrive, start, rests)
    if latest - start < margin:
        margin = latest - start
    return Progress(start + service, drive, margin, arrived, started, rests)


def _opening(day: Day, node: Node, ready: int) -> int:
    """When the first window opens that somebody ready at `ready` can start in; of none, the last."""
    opens = node.open
    for window in node.windows:
        opens = window.start
        if _undisturbed(day, max(ready, opens), node.service) <= window.end:
            break
    return opens


def _drive(day: Day, depart: int, work: float) -> tuple[int, int]:
    """Departure, put off past an absence the drive would run into, and arrival."""
    arrive = day.travel.arrive(depart, work)
    for absence in day.absences:
        if arrive > absence.start and depart < absence.end:
            depart = absence.end
            arrive = day.travel.arrive(depart, work)
    return depart, arrive


def _undisturbed(day: Day, start: int, seconds: int) -> int:
    """The first moment from `start` on that leaves `seconds` without an absence."""
    for absence in day.absences:
        if start + seconds > absence.start and start < absence.end:
            start = absence.end
    return start


def _rest(day: Day, progress: Progress, taken: int) -> Progress | None:
    """Take the next break here and now, or as soon as a window of it opens."""
    pause = day.pauses[taken]
    ready, drive, margin, arrive, start, rests = progress
    for window in pause.windows:
        if ready > window.end:
            continue
        begin = max(ready, window.start)
        if day.absences:
            begin = _undisturbed(day, begin, pause.seconds)
        if begin <= window.end:
            return Progress(begin + pause.seconds, drive, margin, arrive, start, (*rests, begin))
    return None


def _better(one: Progress | None, other: Progress | None) -> Progress | None:
    if one is None or other is None:
        return one or other
    if one.ready != other.ready:
        return one if one.ready < other.ready else other
    return one if one.drive <= other.drive else other
