"""Tasks that hang on each other: crews of two, and stops that come after others.

They are taken out together and put back together, in the order of `after`. Each gets an agreed start
when it is put in, so that no later change in one day can upset another.
"""

from dispatch.search.chain import first, fits, has_room, last, put, renew, take
from dispatch.search.chance import unit
from dispatch.search.compiled import apart, jit
from dispatch.search.ruin import touch
from dispatch.search.tables import DAYS, NEVER, Days, Desk, Problem


@jit
def _allowed_from(problem: Problem, days: Days, task: int) -> int:
    """The end of the last task that comes before this one; NEVER if one of them is in nobody's day."""
    found = -NEVER
    for row in range(problem.before[task], problem.before[task + 1]):
        other = problem.earlier[row]
        if days.owner[other] < 0:
            return NEVER
        begun = days.agreed[other]
        if begun == NEVER:  # locked: it may be as late as that
            begun = problem.closes[problem.window[other + 1] - 1]
        found = max(found, begun + problem.service[other])
    return found


@jit
def _opening(problem: Problem, task: int, clock: int) -> int:
    """The first moment from `clock` on inside a window of `task`; NEVER if there is none."""
    for window in range(problem.window[task], problem.window[task + 1]):
        if clock <= problem.closes[window]:
            return max(clock, problem.opens[window])
    return NEVER


@jit
def _start_at(problem: Problem, days: Days, task: int, before: int, who: int, allowed: int) -> int:
    """The first start of `task` after the node `before` that is not earlier than `allowed`; NEVER if none."""
    apart()
    onward = days.next[before]
    way_in = problem.work[problem.place[before], problem.place[task]]
    way_out = problem.work[problem.place[task], problem.place[onward]]
    start = fits(problem, days, task, before, onward, who, way_in, way_out, NEVER)
    if start == NEVER or start >= allowed:
        return start
    agreed = _opening(problem, task, allowed)
    if agreed == NEVER:
        return NEVER
    return fits(problem, days, task, before, onward, who, way_in, way_out, agreed)


@jit
def _keep_place(desk: Desk, count: int, cost: float, who: int, node: int, start: int) -> int:
    """Sort a place into desk.tries, which has `count` rows; returns how many it has then."""
    count = min(count + 1, len(desk.tries))
    slot = count - 1
    while slot > 0 and desk.tries_cost[slot - 1] > cost:
        desk.tries_cost[slot] = desk.tries_cost[slot - 1]
        for column in range(3):
            desk.tries[slot, column] = desk.tries[slot - 1, column]
        slot -= 1
    desk.tries_cost[slot] = cost
    desk.tries[slot, 0], desk.tries[slot, 1], desk.tries[slot, 2] = who, node, start
    return count


@jit
def _places(problem: Problem, days: Days, desk: Desk, task: int, allowed: int, barred: int, blink: float) -> int:
    """Fill desk.tries with the cheapest places of `task`: who, node before, first start. Returns how many."""
    apart()
    most = len(desk.tries)
    count = 0
    for index in range(desk.numbers[DAYS]):
        who = desk.days[index]
        if who == barred or not has_room(problem, days, task, who):
            continue
        node = first(problem, who)
        while node != last(problem, who):
            onward = days.next[node]
            cost = float(problem.bias[task, who]) - days.leg[onward]
            cost += problem.work[problem.place[node], problem.place[task]]
            cost += problem.work[problem.place[task], problem.place[onward]]
            if (count < most or cost < desk.tries_cost[count - 1]) and unit(desk.chance) >= blink:
                start = _start_at(problem, days, task, node, who, allowed)
                if start != NEVER:
                    count = _keep_place(desk, count, cost, who, node, start)
            node = onward
    return count


@jit
def _settle(problem: Problem, days: Days, desk: Desk, task: int, before: int, who: int, agreed: int) -> bool:
    """Put `task` in with its agreed start, if that works out."""
    apart()
    onward = days.next[before]
    way_in = problem.work[problem.place[before], problem.place[task]]
    way_out = problem.work[problem.place[task], problem.place[onward]]
    if fits(problem, days, task, before, onward, who, way_in, way_out, agreed) == NEVER:
        return False
    touch(problem, days, desk, who)
    days.agreed[task] = agreed
    put(problem, days, task, before, who)
    renew(problem, days, who)
    return True


@jit
def _put_two(problem: Problem, days: Days, desk: Desk, lead: int, allowed: int, blink: float) -> None:
    """Put both halves of a crew in, starting together."""
    second = problem.partner[lead]
    count = _places(problem, days, desk, lead, allowed, -1, blink)
    for row in range(count):
        for column in range(3):
            desk.leads[row, column] = desk.tries[row, column]
    for row in range(min(count, 8)):
        who, before, start = desk.leads[row, 0], desk.leads[row, 1], desk.leads[row, 2]
        others = _places(problem, days, desk, second, start, who, blink)
        for other in range(min(others, 8)):
            agreed = desk.tries[other, 2]
            if not _settle(problem, days, desk, lead, before, who, agreed):
                continue
            if _settle(problem, days, desk, second, desk.tries[other, 1], desk.tries[other, 0], agreed):
                return
            take(problem, days, lead)
            renew(problem, days, who)


@jit
def _join(problem: Problem, days: Days, desk: Desk, task: int, blink: float) -> None:
    """Put in one half of a crew where the other half stays as it is."""
    other = problem.partner[task]
    agreed = days.agreed[other]
    if agreed == NEVER:  # locked
        agreed = problem.opens[problem.window[other]]
    count = _places(problem, days, desk, task, agreed, days.owner[other], blink)
    for row in range(count):
        if _settle(problem, days, desk, task, desk.tries[row, 1], desk.tries[row, 0], agreed):
            return


@jit
def _put_member(problem: Problem, days: Days, desk: Desk, member: int, blink: float) -> None:
    """Put in a task of a group, with its partner if it has one; nothing where what comes before is missing."""
    other = problem.partner[member]
    if other >= 0 and days.owner[other] >= 0:
        _join(problem, days, desk, member, blink)
        return
    allowed = _allowed_from(problem, days, member)
    if allowed == NEVER or problem.lead[member] != member:
        return
    if other >= 0:
        _put_two(problem, days, desk, member, allowed, blink)
    elif _places(problem, days, desk, member, allowed, -1, blink) > 0:
        _settle(problem, days, desk, member, desk.tries[0, 1], desk.tries[0, 0], desk.tries[0, 2])


@jit
def put_group(problem: Problem, days: Days, desk: Desk, task: int, blink: float) -> None:
    """Put in all tasks of a group that find a place, each after those it comes after."""
    apart()
    group = problem.group[task]
    for row in range(problem.members[group], problem.members[group + 1]):
        member = problem.member[row]
        if days.owner[member] < 0:
            _put_member(problem, days, desk, member, blink)
