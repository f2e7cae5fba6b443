"""Stops put into days one after the other, each where ranking finds it fits best; nothing else is moved."""

from collections.abc import Sequence

from dispatch.check import timed
from dispatch.model import PlannedStop, Stop, Technician
from dispatch.options import Firmness, RankOptions
from dispatch.plan import PlanOptions
from dispatch.rank import rank
from dispatch.roster import Roster
from dispatch.search.clock import Clock
from dispatch.travel import Travel


def fill(
    days: dict[str, Technician],
    left: Sequence[Stop],
    travel: Travel,
    now: int | None,
    options: PlanOptions,
    clock: Clock,
) -> list[Stop]:
    """Put what fits of `left` into `days` (by id, every stop timed), the highest class first; returns the rest.

    Stops for a crew stay out: whoever goes along would have to be found at the same moment.
    """
    wishes = RankOptions(
        candidates=10,
        stock=Firmness.HARD,
        balance=0.0,
        risk=0.0,
        continuity=options.stranger,
        other_centre=options.other_centre,
    )
    waiting = sorted((one for one in left if one.crew == 1), key=lambda one: (-one.priority, one.windows[-1].end))
    placed: set[str] = set()
    while waiting and clock.share(0) < 1.0:
        before = len(placed)
        waiting = _round(days, waiting, placed, Roster(list(days.values()), travel, now), wishes, clock)
        if len(placed) == before:
            break
    return [stop for stop in left if stop.id not in placed]


def _round(
    days: dict[str, Technician],
    waiting: Sequence[Stop],
    placed: set[str],
    roster: Roster,
    wishes: RankOptions,
    clock: Clock,
) -> list[Stop]:
    """At most one stop into each day, so that one roster serves; returns what is worth another round.

    A stop that comes after others hangs on several days, so it is the only one of its round.
    """
    changed: set[str] = set()
    again: list[Stop] = []
    for index, stop in enumerate(waiting):
        if stop.after and changed:
            again.append(stop)
            continue
        if clock.share(0) >= 1.0:
            break
        fits = rank(stop, roster, wishes).suggestions
        best = next((one for one in fits if one.technician_id not in changed), None)
        if best is None:
            again += [stop] if fits or stop.after else []
            continue
        technician = days[best.technician_id]
        route = list(technician.route)
        route.insert(best.position, PlannedStop(stop, start=best.start))
        days[technician.id], _ = timed(technician.with_route(tuple(route)), roster.travel, roster.now)
        placed.add(stop.id)
        changed.add(technician.id)
        if stop.after:
            return [*again, *waiting[index + 1 :]]
    return again
