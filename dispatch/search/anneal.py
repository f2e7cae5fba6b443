"""The search: take out, put back, keep what is better and, while it is warm, some of what is not.

A plan is better that leaves fewer tasks of the most urgent class undone, then of the next class, and so
on; between equals the cheaper one is. Never is an urgent task traded for any number of others.
"""

import math
from typing import TypeVar

from dispatch.search.chain import first, join, last, put, renew
from dispatch.search.chance import unit
from dispatch.search.compiled import apart, jit
from dispatch.search.recreate import BLINK, insert_all, recreate
from dispatch.search.ruin import ruin
from dispatch.search.tables import (
    ABSENT,
    BEST_ABSENT,
    DAYS,
    I32,
    I64,
    NEVER,
    OUT,
    POOL,
    STEP,
    TOUCHED,
    USED,
    Days,
    Desk,
    Problem,
)

Column = TypeVar("Column", I32, I64)


@jit
def clear(problem: Problem, days: Days, who: int) -> None:
    """Empty a day."""
    apart()
    node = days.next[first(problem, who)]
    while node < len(problem.service):
        onward = days.next[node]
        days.owner[node] = -1
        days.agreed[node] = NEVER
        node = onward
    days.stops[who] = 0
    for product in range(days.load.shape[1]):
        days.load[who, product] = 0
    join(problem, days, first(problem, who), last(problem, who))


@jit
def _write_back(problem: Problem, days: Days, who: int, tasks: I32, agreed: I64, begin: int, end: int) -> None:
    """Fill an empty day with `tasks[begin:end]`, each with its agreed start."""
    apart()
    node = first(problem, who)
    for row in range(begin, end):
        task = tasks[row]
        days.agreed[task] = agreed[task]
        put(problem, days, task, node, who)
        node = task
    renew(problem, days, who)


@jit
def _restore(problem: Problem, days: Days, desk: Desk) -> None:
    """Undo this step."""
    for index in range(desk.numbers[TOUCHED]):
        clear(problem, days, desk.touched[index])
    for index in range(desk.numbers[TOUCHED]):
        begin, end = desk.kept_at[index], desk.kept_at[index + 1]
        _write_back(problem, days, desk.touched[index], desk.kept, desk.kept_agreed, begin, end)


@jit
def _count_missing(problem: Problem, days: Days, desk: Desk) -> None:
    """Count the stops of each class that lack somebody; a crew's stop counts once."""
    for class_ in range(len(desk.missing)):
        desk.missing[class_] = 0
    for index in range(desk.numbers[ABSENT]):
        task = desk.absent[index]
        if problem.lead[task] == task or days.owner[problem.lead[task]] >= 0:
            desk.missing[problem.class_[task]] += 1


@jit
def _copy(source: Column, target: Column, count: int) -> None:
    for index in range(count):
        target[index] = source[index]


@jit
def _compare(one: I64, other: I64) -> int:
    """-1 if `one` leaves less undone, 1 if more, 0 if the same."""
    for class_ in range(len(one)):
        if one[class_] != other[class_]:
            return -1 if one[class_] < other[class_] else 1
    return 0


@jit
def _remember(problem: Problem, days: Days, desk: Desk) -> None:
    """Keep the plan as it stands as the best one."""
    at = 0
    for index in range(desk.numbers[DAYS]):
        who = desk.days[index]
        node = days.next[first(problem, who)]
        while node < len(problem.service):
            desk.best[at] = node
            desk.best_agreed[node] = days.agreed[node]
            at += 1
            node = days.next[node]
        desk.best_at[index + 1] = at
    absent = desk.numbers[ABSENT]
    _copy(desk.absent, desk.best_absent, absent)
    desk.numbers[BEST_ABSENT] = absent
    _copy(desk.missing, desk.least, len(desk.missing))
    desk.cost[1] = desk.cost[0]


@jit
def recall(problem: Problem, days: Days, desk: Desk) -> None:
    """Go back to the best plan."""
    for index in range(desk.numbers[DAYS]):
        clear(problem, days, desk.days[index])
    for index in range(desk.numbers[DAYS]):
        begin, end = desk.best_at[index], desk.best_at[index + 1]
        _write_back(problem, days, desk.days[index], desk.best, desk.best_agreed, begin, end)
    absent = desk.numbers[BEST_ABSENT]
    _copy(desk.best_absent, desk.absent, absent)
    desk.numbers[ABSENT] = absent
    _tally(problem, days, desk)


@jit
def _tally(problem: Problem, days: Days, desk: Desk) -> None:
    """Count and add up everything anew."""
    cost = 0.0
    used = 0
    for index in range(desk.numbers[DAYS]):
        cost += days.cost[desk.days[index]]
        if days.stops[desk.days[index]] > 0:
            used += 1
    desk.cost[0] = cost
    desk.numbers[USED] = used
    _count_missing(problem, days, desk)


@jit
def start(problem: Problem, days: Days, desk: Desk) -> None:
    """Take the plan as it stands for the first and the best one."""
    _tally(problem, days, desk)
    _remember(problem, days, desk)


@jit
def _sum_missed(desk: Desk) -> int:
    total = 0
    for index in range(desk.numbers[ABSENT]):
        total += desk.missed[desk.absent[index]]
    return total


@jit
def _tally_touched(problem: Problem, days: Days, desk: Desk) -> None:
    """Bring cost and counts up to date after the changes of this step."""
    for index in range(desk.numbers[TOUCHED]):
        who = desk.touched[index]
        desk.cost[0] += days.cost[who] - desk.kept_cost[index]
        desk.numbers[USED] += int(days.stops[who] > 0)
        desk.numbers[USED] -= int(desk.kept_at[index + 1] > desk.kept_at[index])
    _count_missing(problem, days, desk)


@jit
def _is_kept(desk: Desk, missed: int, cost: float, heat: float, wander: bool) -> bool:
    """Is the changed plan better, or good enough while it is warm?

    Among plans that leave as many undone, those may be kept at any cost that leave out what was left
    out less often before: that finds a place for what is hard to place (Christiaens' absence counters).
    """
    change = _compare(desk.missing, desk.kept_missing)
    if change != 0:
        return change < 0
    if desk.cost[0] < cost - heat * math.log(1.0 - unit(desk.chance)):
        return True
    return wander and _sum_missed(desk) < missed


@jit
def _step(problem: Problem, days: Days, desk: Desk, heat: float, wander: bool) -> None:
    """One ruin and one recreation, kept or undone."""
    desk.numbers[STEP] += 1
    absent = desk.numbers[ABSENT]
    _copy(desk.absent, desk.kept_absent, absent)
    _copy(desk.missing, desk.kept_missing, len(desk.missing))
    missed = _sum_missed(desk)
    cost, used = desk.cost[0], desk.numbers[USED]
    ruin(problem, days, desk)
    recreate(problem, days, desk, BLINK)
    _tally_touched(problem, days, desk)
    kept = _is_kept(desk, missed, cost, heat, wander)
    for index in range(desk.numbers[ABSENT]):
        desk.missed[desk.absent[index]] += 1
    if not kept:
        _restore(problem, days, desk)
        _copy(desk.kept_absent, desk.absent, absent)
        desk.numbers[ABSENT] = absent
        _copy(desk.kept_missing, desk.missing, len(desk.missing))
        desk.cost[0], desk.numbers[USED] = cost, used
        return
    better = _compare(desk.missing, desk.least)
    if better < 0 or (better == 0 and desk.cost[0] < desk.cost[1] - 1e-6):
        _remember(problem, days, desk)


@jit
def run(problem: Problem, days: Days, desk: Desk, steps: int, heat: float, wander: bool) -> None:
    """Make `steps` steps at a heat in seconds of cost."""
    if desk.numbers[POOL] > 0:
        for _ in range(steps):
            _step(problem, days, desk, heat, wander)


@jit
def open_all(problem: Problem, days: Days) -> None:
    """Bring the times of all days up to date."""
    for who in range(len(problem.ready)):
        renew(problem, days, who)


@jit
def fill(problem: Problem, days: Days, desk: Desk) -> None:
    """Put what is in nobody's day where it is cheapest, in the order of the list: urgent ones first."""
    desk.numbers[STEP] += 1
    desk.numbers[TOUCHED] = 0
    desk.kept_at[0] = 0
    desk.numbers[OUT] = 0
    insert_all(problem, days, desk)
    start(problem, days, desk)
