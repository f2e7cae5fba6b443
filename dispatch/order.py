"""What the order between stops leaves of the windows of one that is to be ranked."""

from dataclasses import replace

import numpy as np

from dispatch.check import StopTimes, check
from dispatch.model import Stop, Window
from dispatch.ranking import Ints, Reason, RuleOut
from dispatch.roster import Roster


def in_order(stop: Stop, roster: Roster) -> Stop | Reason:
    """`stop` with the windows that others leave it, or why they leave it none.

    It starts when all it comes after have been left, as planned, and is left before the planned
    start of those that come after it.
    """
    earliest = latest = None
    for name in stop.after:
        times = _times(name, roster)
        if times is None or times.leave > stop.windows[-1].end:
            return Reason(RuleOut.WAITS_FOR, {"visit": name})
        earliest = max(times.leave, earliest or times.leave)
    follower = roster.followers.get(stop.id)
    if follower is not None:
        start, name = follower
        latest = start - stop.service
        if latest < max(stop.window.start, earliest or stop.window.start):
            return Reason(RuleOut.AWAITED, {"visit": name, "latest": latest})
    return stop if earliest is None and latest is None else _cut(stop, earliest, latest)


def barred_gaps(stop: Stop, roster: Roster) -> Ints:
    """The gaps in front of what `stop` comes after, in the routes that have it."""
    barred: list[int] = []
    for index, technician in enumerate(roster.technicians if stop.after else ()):
        ahead = [planned.stop.id for planned in technician.route[technician.started :]]
        last = max((position for position, name in enumerate(ahead) if name in stop.after), default=-1)
        first = int(roster.gaps.first[index])
        barred += range(first, min(first + last + 1, int(roster.gaps.first[index + 1])))
    return np.array(barred, dtype=np.int64)


def _cut(stop: Stop, earliest: int | None, latest: int | None) -> Stop | Reason:
    windows = []
    for window in stop.windows:
        first = window.start if earliest is None else max(window.start, earliest)
        last = window.end if latest is None else min(window.end, latest)
        if first <= last:
            windows.append(Window(first, last))
    if not windows:
        return Reason(RuleOut.WAITS_FOR, {"visit": stop.after[0] if stop.after else stop.id})
    return replace(stop, window=windows[0], more_windows=tuple(windows[1:]))


def _times(name: str, roster: Roster) -> StopTimes | None:
    """When a stop is planned, the second person's day included; None if it is in no route."""
    found = [
        times
        for technician in roster.technicians
        if any(planned.stop.id == name for planned in technician.route)
        for times in check(technician, roster.travel, roster.now).stops
        if times.visit == name
    ]
    return max(found, key=lambda times: times.leave, default=None)
