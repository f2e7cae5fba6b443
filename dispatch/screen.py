"""The vector part: one stop against every technician at once.

Each test rules out those it catches; the first test failed is the one remembered. Then the gaps of
those left are measured with real distances, which rules out more, and tells who is worth an exact
try, and where in their route. Of several windows only the first start and the last are held against
days: what falls between two windows is left to the exact try.
"""

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dispatch.model import Stop
from dispatch.options import Firmness, RankOptions
from dispatch.roster import Roster

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Bounds are floats, the exact arithmetic rounds to whole seconds on every leg: let doubt pass
TOLERANCE = 2.0


class Hurdle(IntEnum):
    """The tests in the order they are made; PASSED is no failure."""

    PASSED = 0
    SKILL = 1
    CENTRE = 2
    SHIFT = 3
    ABSENCE = 4
    DAY_FULL = 5
    STOCK = 6
    WINDOW = 7
    ARRIVAL = 8
    ONWARD = 9
    EXACT = 10


@dataclass(frozen=True, slots=True)
class Tries:
    """Gaps that a stop may fit into, sorted by technician; one row each."""

    owner: Ints
    gap: Ints
    work_in: Floats
    work_out: Floats
    arrive: Floats
    rough: Floats  # travel and risk as far as the bounds tell, in seconds


@dataclass(frozen=True, slots=True)
class Screen:
    """Who failed which test, who is left, in the order of promise."""

    failed: NDArray[np.int8]
    reached: Tries  # the gaps that were measured, `rough` infinite where reached too late
    onward: Floats  # per reached gap: arrival at its far end, infinite where reached too late
    tries: Tries  # the gaps that may work
    promising: Ints  # technicians left, the most promising first
    standing: Floats  # seconds for what does not depend on the gap, for every technician
    terms: dict[str, Floats]  # what `standing` is the sum of


def screen(stop: Stop, roster: Roster, options: RankOptions, barred: Ints | None = None) -> Screen:
    """Hold `stop` against all technicians of `roster`; nothing goes into the gaps `barred`."""
    failed = np.zeros(len(roster), dtype=np.int8)
    short = _short_of_stock(stop, roster)
    strange = _of_other_centre(stop, roster)
    _mark(failed, Hurdle.SKILL, _lacks_skill(stop, roster))
    if options.centre is Firmness.HARD:
        _mark(failed, Hurdle.CENTRE, strange)
    first, last = start_bounds(stop, roster)
    _mark(failed, Hurdle.SHIFT, ~roster.works | (first > last))
    _mark(failed, Hurdle.ABSENCE, _is_absent(stop, roster, first, last))
    _mark(failed, Hurdle.DAY_FULL, roster.stops >= roster.max_stops)
    if options.stock is Firmness.HARD:
        _mark(failed, Hurdle.STOCK, short)

    reached = _reachable(stop, roster, failed, barred)
    tries, onward = _workable(stop, roster, failed, reached, options)
    terms = _standing_terms(stop, roster, options, short, strange)
    standing = np.asarray(sum(terms.values()), dtype=np.float64)
    return Screen(failed, reached, onward, tries, _promising(tries, standing), standing, terms)


def start_bounds(stop: Stop, roster: Roster) -> tuple[Ints, Ints]:
    """For every technician the first and last start inside both the window and the shift."""
    first = np.maximum(roster.shift_start, stop.window.start)
    last = np.minimum(roster.shift_end - stop.service, stop.windows[-1].end)
    return first, last


def _mark(failed: NDArray[np.int8], test: Hurdle, caught: Bools) -> None:
    # Adding is many times faster than assigning through a mask
    failed += (caught & (failed == 0)).view(np.int8) * np.int8(int(test))


def _lacks_skill(stop: Stop, roster: Roster) -> Bools:
    lacks = np.zeros(len(roster), dtype=np.bool_)
    for skill in stop.skills:
        lacks |= roster.skill_level(skill.code) < skill.level
    return lacks


def _short_of_stock(stop: Stop, roster: Roster) -> Bools:
    short = np.zeros(len(roster), dtype=np.bool_)
    for product, count in stop.needs.items():
        if count:
            short |= roster.pieces(product) < count
    return short


def _of_other_centre(stop: Stop, roster: Roster) -> Bools:
    if stop.centre is None:
        return np.zeros(len(roster), dtype=np.bool_)
    return np.asarray(roster.centre != roster.centres.get(stop.centre, -2), dtype=np.bool_)


def _is_absent(stop: Stop, roster: Roster, first: Ints, last: Ints) -> Bools:
    """Does one absence leave no start between `first` and `last`?"""
    owner = roster.absence_owner
    blocks = first[owner] + stop.service > roster.absence_start
    blocks &= last[owner] < roster.absence_end
    absent = np.zeros(len(roster), dtype=np.bool_)
    absent[owner[blocks]] = True
    return absent


def _reachable(stop: Stop, roster: Roster, failed: NDArray[np.int8], barred: Ints | None) -> Tries:
    """Measure the way into every gap that is long enough; mark who has none, or comes too late."""
    gaps, last = roster.gaps, stop.windows[-1].end
    gap = np.flatnonzero((failed == 0).take(gaps.owner))
    if barred is not None and len(barred):
        gap = np.setdiff1d(gap, barred, assume_unique=True)
    leave = gaps.leave.take(gap)
    begin = np.maximum(leave, stop.window.start)
    end = np.minimum(gaps.latest.take(gap), last + stop.service)
    long_enough = np.flatnonzero(end - begin >= stop.service - TOLERANCE)
    gap, leave = gap.take(long_enough), leave.take(long_enough)
    owner = gaps.owner.take(gap)
    _mark(failed, Hurdle.WINDOW, _without(owner, len(roster)))

    here = np.array([stop.location])
    work_in = roster.travel.work(gaps.origin.take(gap, axis=0), here)
    arrive = roster.travel.arrive_many(leave, work_in)
    in_time = arrive <= last + TOLERANCE
    _mark(failed, Hurdle.ARRIVAL, _without(owner.take(np.flatnonzero(in_time)), len(roster)))
    nothing = np.zeros(len(gap))
    return Tries(owner, gap, work_in, nothing, arrive, np.where(in_time, 0.0, np.inf))


def _workable(
    stop: Stop, roster: Roster, failed: NDArray[np.int8], reached: Tries, options: RankOptions
) -> tuple[Tries, Floats]:
    """Measure the way out of the gaps that are reached in time; mark who cannot get on."""
    gaps = roster.gaps
    kept = np.flatnonzero(np.isfinite(reached.rough))
    gap, owner = reached.gap[kept], reached.owner[kept]
    work_in, arrive = reached.work_in[kept], reached.arrive[kept]
    here = np.array([stop.location])
    onward_places = gaps.onward.take(gap, axis=0)
    work_out = roster.travel.work(here, onward_places) * gaps.has_onward[gap]
    start = _starts(stop, arrive)
    onward = roster.travel.arrive_many(start + stop.service, work_out)
    latest = gaps.latest[gap]
    margin = np.minimum(latest - onward, stop.windows[-1].end - start)
    works = np.flatnonzero(margin >= -TOLERANCE)
    _mark(failed, Hurdle.ONWARD, _without(owner[works], len(roster)))

    added = work_in + work_out - gaps.old_work[gap]
    rough = added + risk_seconds(stop, margin, options)
    all_onward = np.full(len(reached.gap), np.inf)
    all_onward[kept] = onward
    tries = Tries(
        owner=owner.take(works),
        gap=gap.take(works),
        work_in=work_in.take(works),
        work_out=work_out.take(works),
        arrive=arrive.take(works),
        rough=rough.take(works),
    )
    return tries, all_onward


def _starts(stop: Stop, arrive: Floats) -> Floats:
    """The earliest start in a window for each arrival; who comes after all of them starts at once."""
    start = np.maximum(arrive, stop.window.start)
    for earlier, later in pairwise(stop.windows):
        missed = (start > earlier.end + TOLERANCE) & (start < later.start)
        start = np.where(missed, later.start, start)
    return start


def risk_seconds(stop: Stop, margin: Floats, options: RankOptions) -> Floats:
    """What a thin margin costs: more the thinner, and the more urgent the visit."""
    weight = options.risk * (1.0 + stop.priority / 100.0)
    return np.asarray(weight * np.maximum(0.0, options.comfort - margin), dtype=np.float64)


def _without(owner: Ints, count: int) -> Bools:
    without = np.ones(count, dtype=np.bool_)
    without[owner] = False
    return without


def _standing_terms(
    stop: Stop, roster: Roster, options: RankOptions, short: Bools, strange: Bools
) -> dict[str, Floats]:
    """The terms of the score that are the same wherever in the route the stop goes."""
    knows = np.zeros(len(roster))
    if stop.customer_id is not None and stop.customer_id in roster.recent:
        knows[roster.recent[stop.customer_id]] = 1.0
    return {
        "balance": np.rint(options.balance * roster.booked),
        "continuity": -options.continuity * knows,
        "stock": options.stock_detour * short.astype(np.float64),
        "centre": options.other_centre * strange.astype(np.float64),
    }


def _promising(tries: Tries, standing: Floats) -> Ints:
    """Technicians with a gap that may work, by their best rough score."""
    if len(tries.owner) == 0:
        return np.zeros(0, dtype=np.int64)
    begins = np.flatnonzero(np.diff(tries.owner, prepend=-1))
    who = tries.owner[begins]
    best = np.minimum.reduceat(tries.rough, begins) + standing[who]
    return who[np.argsort(best, kind="stable")]
