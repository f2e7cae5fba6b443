"""Who works on what: the whole problem on one desk, or a part of it on each.

The cut goes another way each time, so that what one cut keeps apart the next one brings together.
"""

from collections.abc import Sequence

import numpy as np

from dispatch.search.build import empty_desk
from dispatch.search.chance import seeded, unit
from dispatch.search.tables import ABSENT, DAYS, I32, POOL, Days, Desk, Problem

FROZEN = -2  # the home of tasks that hang on tasks of another region: nobody touches them


def desks(problem: Problem, seed: int, count: int) -> list[Desk]:
    """Empty desks with chances of their own."""
    return [empty_desk(problem, seeded(seed, thread)) for thread in range(count)]


def whole(problem: Problem, days: Days, desk: Desk) -> None:
    """Give the whole problem to one desk."""
    days.region[:] = 0
    days.home[:] = 0
    _hand_out(problem, days, [desk])


def split(problem: Problem, days: Days, desks: Sequence[Desk]) -> None:
    """Give each desk technicians who are near each other, about as many tasks each."""
    _cut(problem, days, desks)
    _settle_tasks(problem, days, len(desks))
    _hand_out(problem, days, desks)


def _cut(problem: Problem, days: Days, desks: Sequence[Desk]) -> None:
    count = len(problem.ready)
    spot = np.array([problem.place[_middle(problem, days, who)] for who in range(count)])
    draw = int(unit(desks[0].chance) * count)
    one = spot[_farthest(problem, spot, spot[draw])]
    other = spot[_farthest(problem, spot, one)]
    # From "near one end" to "near the other": parallel cuts across the line between the two
    lean = problem.work[one, spot].astype(np.int64) - problem.work[other, spot]
    order = np.argsort(lean, kind="stable")
    size = np.cumsum(days.stops[order] + 0.1)
    part = np.minimum((size / size[-1] * len(desks)).astype(np.int32), len(desks) - 1)
    days.region[order] = part


def _middle(problem: Problem, days: Days, who: int) -> int:
    """The node that stands for a day: the task in its middle, or where it begins."""
    tasks = len(problem.service)
    node = int(tasks + who)
    for _ in range(int(days.stops[who] + 1) // 2):
        node = int(days.next[node])
    return node


def _farthest(problem: Problem, spot: I32, origin: int) -> int:
    return int(np.argmax(problem.work[origin, spot]))


def _settle_tasks(problem: Problem, days: Days, count: int) -> None:
    """Tasks belong where their technician does; those in nobody's day where their neighbours do."""
    placed = days.owner >= 0
    days.home[placed] = days.region[days.owner[placed]]
    for task in np.flatnonzero(~placed):
        near = problem.near[task]
        owners = days.owner[near]
        known = owners[owners >= 0]
        days.home[task] = days.region[known[0]] if len(known) else task % count
    for group in range(len(problem.members) - 1):
        members = problem.member[problem.members[group] : problem.members[group + 1]]
        inside = members[days.owner[members] >= 0]
        homes = set(days.home[inside].tolist()) or {int(days.home[members[0]])}
        days.home[members] = homes.pop() if len(homes) == 1 else FROZEN


def _hand_out(problem: Problem, days: Days, desks: Sequence[Desk]) -> None:
    for region, desk in enumerate(desks):
        own = np.flatnonzero(days.region == region)
        desk.days[: len(own)] = own
        desk.days[len(own) :] = -1
        pool = np.flatnonzero(days.home == region)
        desk.pool[: len(pool)] = pool
        absent = pool[days.owner[pool] < 0]
        absent = absent[np.argsort(problem.class_[absent], kind="stable")]
        desk.absent[: len(absent)] = absent
        desk.numbers[DAYS], desk.numbers[POOL], desk.numbers[ABSENT] = len(own), len(pool), len(absent)
