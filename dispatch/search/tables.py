"""The problem and the days as flat arrays, for the compiled loops.

A *task* is one person's part of a stop: a stop for one is one task, a stop for a crew of two is two.
A *node* is a task, or the beginning or the end of a technician's day: with n tasks and m technicians
the nodes are n tasks, m beginnings, m ends. Times are seconds on the caller's axis.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]

NEVER = 1 << 60  # later than any clock
LOST = -(1 << 60)  # earlier than any clock
UNABLE = -1  # in `bias`: this technician cannot do this task


class Problem(NamedTuple):
    """What does not change while a plan is looked for."""

    # Travel: seconds at normal speed between places; the last place is nowhere, no way from anywhere
    work: I32  # (places, places)
    back: I32  # its transpose; the same array where the way back is as long
    place: I32  # (nodes)
    flat: bool  # is the speed the same at all times?
    midnight: int
    knots: F64  # seconds of the day where the speed changes, and the day's end
    share: F64  # share of normal speed from each knot on
    done: F64  # work done from midnight to each knot
    # Tasks
    service: I64
    class_: I32  # 0 is the most urgent class
    window: I64  # (tasks + 1): where each task's windows begin in the two below
    opens: I64
    closes: I64
    need: I64  # (tasks + 1): where each task's needs begin in the two below
    product: I32
    pieces: I64
    bias: I16  # (tasks, technicians): seconds it costs that this one does it, or UNABLE
    pinned: I32  # the technician who has to do it, or -1
    group: I32  # tasks that hang on each other share a number; -1 for none
    partner: I32  # the other half of a crew's task, or -1
    lead: I32  # the task itself, or its partner if that comes first
    before: I64  # (tasks + 1): where the tasks that come before each one begin in the next
    earlier: I32
    members: I64  # (groups + 1): where each group's tasks begin in the next, in the order of `after`
    member: I32
    near: I32  # (tasks, k): the other tasks, nearest first
    near_days: I32  # (tasks, k): able technicians, nearest start first
    worth: F64  # (criteria, tasks): what tasks are sorted by before they are put back
    # Technicians
    ready: I64
    limit: I64
    shift_end: I64
    most: I64  # stops
    stock: I64  # (technicians, products)
    pause: I64  # (technicians + 1): where each one's breaks begin
    rest: I64  # seconds of each break
    rest_window: I64  # (breaks + 1): where each break's windows begin in the two below
    rest_opens: I64
    rest_closes: I64
    away: I64  # (technicians + 1): where each one's absences begin in the two below
    away_from: I64
    away_until: I64
    head: I64  # seconds of service that are facts already, for fairness
    # Weights, in seconds
    soft: bool  # is any of the four below set?
    overtime: float
    fairness: float
    comfort: int
    risk: float


class Days(NamedTuple):
    """Everybody's day as it stands. Two threads may work on it when they own different technicians."""

    next: I32  # (nodes)
    prev: I32
    leg: I32  # (nodes) seconds from the node before
    owner: I32  # (tasks) technician, or -1
    earliest: I64  # (nodes, breaks + 1) when one can leave, by how many breaks are taken
    latest: I64  # (nodes, breaks + 1) when one has to arrive, by how many breaks are taken
    agreed: I64  # (tasks) agreed start of a task that hangs on others, or NEVER
    stops: I64  # (technicians) tasks
    load: I64  # (technicians, products)
    cost: F64  # (technicians)
    region: I32  # (technicians) which thread owns the day
    home: I32  # (tasks) which thread owns the task


class Desk(NamedTuple):
    """What one thread works with."""

    chance: NDArray[np.uint64]  # (1) state of the random numbers
    absent: I32  # (tasks) the tasks in nobody's day, the first `numbers[ABSENT]` of them
    pool: I32  # (tasks) tasks of this region
    days: I32  # (technicians) technicians of this region
    numbers: I64  # counts, see below
    cost: F64  # (2) cost now, best
    missing: I64  # (classes) tasks absent now
    least: I64  # (classes) tasks absent in the best
    touched: I32  # (technicians) days changed in this step
    mark: I64  # (technicians) the step in which each day was last changed
    seen: I64  # (technicians) marks of one look for a place
    kept: I32  # (nodes) the changed days as they were: per day its tasks
    kept_at: I64  # (technicians + 1) where each changed day's tasks begin in `kept`
    kept_agreed: I64  # (tasks) agreed starts of what is kept
    kept_missing: I64  # (classes)
    kept_cost: F64  # (technicians)
    kept_absent: I32  # (tasks)
    out: I32  # (tasks) what is to be put back
    key: F64  # (tasks) what it is sorted by
    line: I32  # (tasks) one day written out
    best: I32  # (tasks) all days of the region in the best plan
    best_at: I64  # (technicians + 1)
    best_agreed: I64  # (tasks)
    best_absent: I32  # (tasks)
    missed: I64  # (tasks) how often each one was absent
    tries: I64  # (width, 3) places for one half of a crew
    tries_cost: F64
    leads: I64  # (width, 3) places for the other half


# Places in Desk.numbers
ABSENT, POOL, DAYS, STEP, LOOK, OUT, TOUCHED, BEST_ABSENT, USED = range(9)
NUMBERS = 9
