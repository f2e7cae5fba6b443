"""Putting tasks back: each into the cheapest place, now and then passing one over (a "blink")."""

from dispatch.search.chain import first, fits, has_room, last, put, renew, take
from dispatch.search.chance import below, unit
from dispatch.search.compiled import apart, jit
from dispatch.search.crews import put_group
from dispatch.search.ruin import touch
from dispatch.search.tables import ABSENT, DAYS, LOOK, NEVER, OUT, POOL, Days, Desk, Problem

BLINK = 0.01
URGENT_FIRST = 0.9
TRIED_ABSENT = 24  # of the tasks in nobody's day, how many are tried in one step


@jit
def _gather(problem: Problem, days: Days, desk: Desk) -> None:
    """Add tasks that were in nobody's day before to those just taken out."""
    out, absent = desk.numbers[OUT], desk.numbers[ABSENT]
    # What was taken out is absent from now on until it is put back
    for index in range(out):
        desk.absent[absent + index] = desk.out[index]
    tried = min(absent, TRIED_ABSENT)
    for index in range(tried):
        other = index + below(desk.chance, absent - index)
        task = desk.absent[other]
        desk.absent[other] = desk.absent[index]
        desk.absent[index] = task
        desk.out[out + index] = task
    desk.numbers[ABSENT] = absent + out
    desk.numbers[OUT] = out + tried


@jit
def _sort(problem: Problem, desk: Desk) -> None:
    """Order what is to be put back by a criterion drawn by lot, mostly urgent ones first."""
    count = desk.numbers[OUT]
    criterion = below(desk.chance, problem.worth.shape[0] + 3)
    urgent = unit(desk.chance) < URGENT_FIRST
    for index in range(count):
        task = desk.out[index]
        by_lot = criterion >= problem.worth.shape[0]
        key = unit(desk.chance) if by_lot else problem.worth[criterion, task]
        desk.key[index] = key + (10.0 * problem.class_[task] if urgent else 0.0)
    for index in range(1, count):
        task, key = desk.out[index], desk.key[index]
        slot = index
        while slot > 0 and desk.key[slot - 1] > key:
            desk.out[slot] = desk.out[slot - 1]
            desk.key[slot] = desk.key[slot - 1]
            slot -= 1
        desk.out[slot] = task
        desk.key[slot] = key


@jit
def _wishes_added(problem: Problem, days: Days, task: int, before: int, who: int) -> float:
    """What a day would cost more beyond travel with `task` put after `before`; the day is left as it was."""
    old = days.cost[who]
    put(problem, days, task, before, who)
    renew(problem, days, who)
    added = days.cost[who] - old
    take(problem, days, task)
    renew(problem, days, who)
    return added


@jit
def best_in_day(
    problem: Problem, days: Days, desk: Desk, task: int, who: int, bound: float, blink: float
) -> tuple[float, int]:
    """The cheapest place of `task` in the day of `who` that costs less than `bound`: cost and the node before."""
    apart()
    here = problem.place[task]
    row, column = problem.work[here], problem.back[here]
    found = -1
    node = first(problem, who)
    ends = last(problem, who)
    extra = float(problem.bias[task, who])
    closes = problem.closes[problem.window[task + 1] - 1]
    agreed = days.agreed[task]
    while node != ends:
        onward = days.next[node]
        way_in, way_out = column[problem.place[node]], row[problem.place[onward]]
        cost = way_in + way_out - days.leg[onward] + extra
        if cost < bound and (blink == 0.0 or unit(desk.chance) >= blink):
            if days.earliest[node, 0] != NEVER and days.earliest[node, 0] + way_in > closes:
                # Later places are reached later still, unless the leg before them is a detour
                break
            if fits(problem, days, task, node, onward, who, way_in, way_out, agreed) != NEVER:
                if problem.soft:
                    cost = _wishes_added(problem, days, task, node, who)
                if cost < bound:
                    bound, found = cost, node
        node = onward
    return bound, found


@jit
def _best_of_all(problem: Problem, days: Days, desk: Desk, task: int, blink: float) -> tuple[float, int, int]:
    bound, before, owner = 1e18, -1, -1
    for index in range(desk.numbers[DAYS]):
        who = desk.days[index]
        if has_room(problem, days, task, who):
            cost, node = best_in_day(problem, days, desk, task, who, bound, blink)
            if node >= 0:
                bound, before, owner = cost, node, who
    return bound, before, owner


@jit
def _neighbour(problem: Problem, days: Days, task: int, index: int) -> int:
    """The technician of the task's neighbour number `index`, or one who starts near; -1 outside the region."""
    region = days.home[task]
    width = problem.near.shape[1]
    if index < width:
        other = problem.near[task, index]
        return days.owner[other] if days.home[other] == region else -1
    who = problem.near_days[task, index - width]
    return who if who >= 0 and days.region[who] == region else -1


@jit
def _best_nearby(problem: Problem, days: Days, desk: Desk, task: int, blink: float) -> tuple[float, int, int]:
    bound, before, owner = 1e18, -1, -1
    desk.numbers[LOOK] += 1
    look = desk.numbers[LOOK]
    for index in range(problem.near.shape[1] + problem.near_days.shape[1]):
        who = _neighbour(problem, days, task, index)
        if who < 0 or desk.seen[who] == look:
            continue
        desk.seen[who] = look
        if has_room(problem, days, task, who):
            cost, node = best_in_day(problem, days, desk, task, who, bound, blink)
            if node >= 0:
                bound, before, owner = cost, node, who
    return bound, before, owner


@jit
def best_place(problem: Problem, days: Days, desk: Desk, task: int, blink: float) -> tuple[float, int, int]:
    """The cheapest place of `task`: cost, the node before, whose day (-1: there is none).

    In a large problem only the days of its neighbours, and of those who start near, are looked at.
    """
    apart()
    if problem.near.shape[1] >= desk.numbers[POOL] - 1:
        return _best_of_all(problem, days, desk, task, blink)
    return _best_nearby(problem, days, desk, task, blink)


@jit
def _place_one(problem: Problem, days: Days, desk: Desk, task: int, blink: float) -> None:
    """Put one task, or the group that it belongs to, into the cheapest place if there is any."""
    if days.owner[task] >= 0:
        return
    if problem.group[task] >= 0:
        put_group(problem, days, desk, task, blink)
        return
    _, before, who = best_place(problem, days, desk, task, blink)
    if who >= 0:
        touch(problem, days, desk, who)
        put(problem, days, task, before, who)
        renew(problem, days, who)


@jit
def _strike_off(days: Days, desk: Desk) -> None:
    """Take from the list of absent tasks those that are not."""
    kept = 0
    for index in range(desk.numbers[ABSENT]):
        task = desk.absent[index]
        if days.owner[task] < 0:
            desk.absent[kept] = task
            kept += 1
    desk.numbers[ABSENT] = kept


@jit
def insert_all(problem: Problem, days: Days, desk: Desk) -> None:
    """Try all absent tasks in the order of the list, once."""
    for index in range(desk.numbers[ABSENT]):
        _place_one(problem, days, desk, desk.absent[index], 0.0)
    _strike_off(days, desk)


@jit
def recreate(problem: Problem, days: Days, desk: Desk, blink: float) -> None:
    """Put back what was taken out, and try again what found no place before."""
    _gather(problem, days, desk)
    _sort(problem, desk)
    for index in range(desk.numbers[OUT]):
        _place_one(problem, days, desk, desk.out[index], blink)
    _strike_off(days, desk)
