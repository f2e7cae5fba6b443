"""Taking tasks out: strings of neighbouring days near one place.

Christiaens & Vanden Berghe, "Slack Induction by String Removals for Vehicle Routing Problems",
Transportation Science 54(2), 2020; the names of the constants are theirs.
"""

from dispatch.search.chain import first, last, renew, take
from dispatch.search.chance import below, unit
from dispatch.search.compiled import apart, jit
from dispatch.search.tables import ABSENT, OUT, POOL, STEP, TOUCHED, USED, Days, Desk, Problem

LONGEST_STRING = 10.0
MEAN_REMOVED = 10.0
SPLIT = 0.5
SPLIT_DEEPER = 0.01


@jit
def touch(problem: Problem, days: Days, desk: Desk, who: int) -> None:
    """Remember a day as it is before its first change in this step."""
    apart()
    if desk.mark[who] == desk.numbers[STEP]:
        return
    desk.mark[who] = desk.numbers[STEP]
    at = desk.numbers[TOUCHED]
    desk.touched[at] = who
    desk.kept_cost[at] = days.cost[who]
    to = desk.kept_at[at]
    node = days.next[first(problem, who)]
    ends = last(problem, who)
    while node != ends:
        desk.kept[to] = node
        desk.kept_agreed[node] = days.agreed[node]
        to += 1
        node = days.next[node]
    desk.kept_at[at + 1] = to
    desk.numbers[TOUCHED] = at + 1


@jit
def _remove(problem: Problem, days: Days, desk: Desk, task: int) -> None:
    """Take out a task, and with it everything that hangs on it."""
    group = problem.group[task]
    if group < 0:
        touch(problem, days, desk, days.owner[task])
        take(problem, days, task)
        desk.out[desk.numbers[OUT]] = task
        desk.numbers[OUT] += 1
        return
    for row in range(problem.members[group], problem.members[group + 1]):
        member = problem.member[row]
        if days.owner[member] >= 0 and problem.pinned[member] < 0:
            touch(problem, days, desk, days.owner[member])
            take(problem, days, member)
            desk.out[desk.numbers[OUT]] = member
            desk.numbers[OUT] += 1


@jit
def _write_out(problem: Problem, days: Days, desk: Desk, task: int) -> tuple[int, int]:
    """Write what can be taken out of the task's day into desk.line: how many, and where the task stands."""
    who = days.owner[task]
    count = 0
    spot = 0
    node = days.next[first(problem, who)]
    while node != last(problem, who):
        if problem.pinned[node] < 0 and days.home[node] == days.home[task]:
            if node == task:
                spot = count
            desk.line[count] = node
            count += 1
        node = days.next[node]
    return count, spot


@jit
def _string(problem: Problem, days: Days, desk: Desk, task: int, longest: float) -> None:
    """Take out a string of the task's day that holds the task; sometimes with a stretch left standing."""
    touch(problem, days, desk, days.owner[task])
    count, spot = _write_out(problem, days, desk, task)
    length = 1 + below(desk.chance, int(min(float(count), longest)))
    spared = 0
    if 1 < length < count and unit(desk.chance) < SPLIT:
        spared = 1
        while length + spared < count and unit(desk.chance) < SPLIT_DEEPER:
            spared += 1
    span = length + spared
    lowest = max(0, spot - span + 1)
    highest = min(spot, count - span)
    start = lowest + below(desk.chance, highest - lowest + 1)
    gap = start + 1 + below(desk.chance, max(1, length - 1)) if spared else start + span
    for index in range(start, start + span):
        if gap <= index < gap + spared:
            continue
        if days.owner[desk.line[index]] >= 0:
            _remove(problem, days, desk, desk.line[index])


@jit
def ruin(problem: Problem, days: Days, desk: Desk) -> None:
    """Take strings out of a few neighbouring days; the changed days are renewed."""
    apart()
    pool = desk.numbers[POOL]
    placed = pool - desk.numbers[ABSENT]
    used = 0
    desk.numbers[OUT] = 0
    desk.numbers[TOUCHED] = 0
    desk.kept_at[0] = 0
    if placed <= 0:
        return
    seed = desk.pool[below(desk.chance, pool)]
    mean_length = max(1.0, placed / max(1.0, float(desk.numbers[USED])))
    longest = min(LONGEST_STRING, mean_length)
    most = 4.0 * MEAN_REMOVED / (1.0 + longest) - 1.0
    strings = int(1.0 + unit(desk.chance) * most)
    region = days.home[seed]
    for index in range(-1, problem.near.shape[1]):
        if used >= strings:
            break
        task = seed if index < 0 else problem.near[seed, index]
        if days.home[task] != region or days.owner[task] < 0 or problem.pinned[task] >= 0:
            continue
        if desk.mark[days.owner[task]] == desk.numbers[STEP]:
            continue
        _string(problem, days, desk, task, longest)
        used += 1
    for index in range(desk.numbers[TOUCHED]):
        renew(problem, days, desk.touched[index])
