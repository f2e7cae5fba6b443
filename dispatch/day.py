"""The exact arithmetic of one technician's day, stop by stop.

Because setting off later never means arriving earlier, the earliest moment is always the best one
to carry forward. All that has to be remembered beside it is whether the break is still to come:
hence a *pair* of progresses, (break ahead, break behind), either of which may be impossible.
The law itself is written in `dispatch.model`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from dispatch.model import Break, Fixed, PlannedStop, Stop, Technician, Window
from dispatch.travel import Travel

UNBOUNDED = 10**12  # seconds; a margin nothing has narrowed yet


class Node(NamedTuple):
    """A stop reduced to what time asks of it: start within [open, latest], stay `service`."""

    open: int
    latest: int
    service: int


class Progress(NamedTuple):
    """How far a day has come.

    `ready` to leave; `drive` seconds driven; `margin` the narrowest gap between a start and its
    latest moment since the inserted stop, whose `arrive` and `start` are remembered.
    """

    ready: int
    drive: int
    margin: int = UNBOUNDED
    arrive: int = 0
    start: int = 0
    break_start: int | None = None


Pair = tuple[Progress | None, Progress | None]


@dataclass(frozen=True, slots=True)
class Day:
    """The part of a technician's day that can still change.

    `work[k]` leads into `nodes[k]`; `work_home` to the place where the day must end, if any.
    `before[k]` is the pair in front of `nodes[k]`; the last one stands after all of them.
    """

    travel: Travel
    absences: tuple[Window, ...]
    pause: Break | None
    nodes: tuple[Node, ...]
    work: tuple[float, ...]
    work_home: float | None
    limit: int
    before: tuple[Pair, ...]
    finish: Progress | None


def node_of(planned: PlannedStop) -> Node:
    """What a planned stop that has not started asks of time."""
    stop = planned.stop
    if planned.fixed is Fixed.LOCKED and planned.start is not None:
        return Node(planned.start, planned.start, stop.service)
    return Node(stop.window.start, stop.window.end, stop.service)


def new_node(stop: Stop) -> Node:
    """What a stop to be inserted asks of time."""
    return Node(stop.window.start, stop.window.end, stop.service)


def unfold(
    technician: Technician,
    travel: Travel,
    now: int | None,
    nodes: tuple[Node, ...],
    work: tuple[float, ...],
    work_home: float | None,
    limit: int,
    break_due: bool = True,
) -> Day:
    """Walk the day as planned; `finish` stays None where it cannot be kept."""
    ready = technician.ready_at(now)
    pause = technician.due_break(ready) if break_due else None
    begin = Progress(ready, 0)
    pair: Pair = (None, begin) if pause is None else (begin, None)
    day = Day(travel, technician.absences, pause, nodes, work, work_home, limit, (), None)
    before = [pair]
    for node, leg in zip(nodes, work, strict=True):
        pair = advance(day, pair, leg, node)
        before.append(pair)
    finish = close(day, pair, work_home)
    return Day(travel, technician.absences, pause, nodes, work, work_home, limit, tuple(before), finish)


def insert(day: Day, position: int, node: Node, work_in: float, work_out: float | None) -> Progress | None:
    """The day with `node` put before `nodes[position]`, or None if that breaks a rule.

    `work_in` leads into the node, `work_out` onwards to the next stop or home (None: stays there).
    """
    pair = advance(day, day.before[position], work_in, node, inserted=True)
    if position == len(day.nodes):
        return close(day, pair, work_out)
    leg = work_out or 0.0
    for following in range(position, len(day.nodes)):
        if pair[0] is None and pair[1] is None:
            return None
        pair = advance(day, pair, leg, day.nodes[following])
        if following + 1 < len(day.nodes):
            leg = day.work[following + 1]
    return close(day, pair, day.work_home)


def advance(day: Day, pair: Pair, work: float, node: Node, inserted: bool = False) -> Pair:
    """Drive `work` to `node` and serve it."""
    ahead, behind = pair
    served_ahead = served_behind = None
    if behind is not None:
        served_behind = _visit(day, behind, work, node, inserted)
    if ahead is not None:
        served_ahead = _visit(day, ahead, work, node, inserted)
        rested = _rest(day, ahead)
        if rested is not None:
            served_behind = _better(served_behind, _visit(day, rested, work, node, inserted))
        depart, there = _drive(day, ahead.ready, work)
        rested = _rest(day, ahead._replace(ready=there, drive=ahead.drive + there - depart))
        if rested is not None:
            served = _serve(day, rested, there, node, inserted)
            served_behind = _better(served_behind, served)
    return served_ahead, served_behind


def close(day: Day, pair: Pair, work_home: float | None) -> Progress | None:
    """End the day: take a break still owed, drive home if home is asked for."""
    ahead, behind = pair
    done = None
    if behind is not None:
        done = _go_home(day, behind, work_home)
    if ahead is not None:
        rested = _rest(day, ahead)
        if rested is not None:
            # Resting where the last stop was must not count as being late for the end of shift
            home = _go_home(day, rested if work_home is not None else ahead, work_home)
            if home is not None:
                done = _better(done, home._replace(break_start=rested.break_start))
        home = _go_home(day, ahead, work_home)
        rested = None if home is None else _rest(day, home)
        if home is not None and rested is not None:
            done = _better(done, home._replace(break_start=rested.break_start))
    return done


def _go_home(day: Day, progress: Progress, work_home: float | None) -> Progress | None:
    depart = home = progress.ready
    if work_home is not None:
        depart, home = _drive(day, progress.ready, work_home)
    if home > day.limit:
        return None
    drive = progress.drive + home - depart
    margin = min(progress.margin, day.limit - home)
    return progress._replace(ready=home, drive=drive, margin=margin)


def _visit(day: Day, progress: Progress, work: float, node: Node, inserted: bool) -> Progress | None:
    """Drive and serve. Who would wait there sets off later, so waiting never counts as driving."""
    depart, there = _drive(day, progress.ready, work)
    if there > node.latest:
        return None
    drive = there - depart
    if there < node.open:
        drive = min(drive, node.open - day.travel.depart(node.open, work))
    driven = progress._replace(ready=there, drive=progress.drive + drive)
    return _serve(day, driven, there, node, inserted)


def _serve(day: Day, progress: Progress, arrive: int, node: Node, inserted: bool) -> Progress | None:
    start = _undisturbed(day, max(progress.ready, node.open), node.service)
    if start > node.latest:
        return None
    leave = start + node.service
    if inserted:
        margin = node.latest - start
        return Progress(leave, progress.drive, margin, arrive, start, progress.break_start)
    margin = min(progress.margin, node.latest - start)
    return Progress(leave, progress.drive, margin, progress.arrive, progress.start, progress.break_start)


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


def _rest(day: Day, progress: Progress) -> Progress | None:
    """Take the break here and now, or as soon as its window opens."""
    pause = day.pause
    if pause is None or progress.ready > pause.window.end:
        return None
    start = _undisturbed(day, max(progress.ready, pause.window.start), pause.seconds)
    if start > pause.window.end:
        return None
    return progress._replace(ready=start + pause.seconds, break_start=start)


def _better(one: Progress | None, other: Progress | None) -> Progress | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda progress: (progress.ready, progress.drive))
