"""One technician's day as a chain of nodes: its times, and whether one more task fits in.

For every node and every number of breaks taken two moments are kept: the earliest at which one can
leave it, and the latest at which one has to arrive there for the rest of the day to work out. With
them a place in a day is tried without walking through the day (Vidal et al. call this the
concatenation of route segments; Savelsbergh 1992 has the forward and backward slack).
"""

from dispatch.search.clockwork import begin, begin_by, drive, drive_by, rest, rest_by
from dispatch.search.compiled import apart, jit
from dispatch.search.tables import LOST, NEVER, Days, Problem


@jit
def first(problem: Problem, who: int) -> int:
    """The node where the day of `who` begins."""
    return len(problem.service) + who


@jit
def last(problem: Problem, who: int) -> int:
    """The node where the day of `who` ends."""
    return len(problem.service) + len(problem.ready) + who


@jit
def travel(problem: Problem, origin: int, destination: int) -> int:
    """Seconds at normal speed between two nodes."""
    return problem.work[problem.place[origin], problem.place[destination]]


@jit
def join(problem: Problem, days: Days, origin: int, destination: int) -> None:
    """Let `destination` follow `origin`."""
    days.next[origin] = destination
    days.prev[destination] = origin
    # Who has nothing to do does not set off
    idle = origin >= len(problem.service) and destination >= len(problem.service)
    days.leg[destination] = 0 if idle else travel(problem, origin, destination)


@jit
def put(problem: Problem, days: Days, task: int, after: int, who: int) -> None:
    """Link `task` into the day of `who`, right after the node `after`. Times are not brought up to date."""
    apart()
    onward = days.next[after]
    join(problem, days, after, task)
    join(problem, days, task, onward)
    days.owner[task] = who
    days.stops[who] += 1
    for row in range(problem.need[task], problem.need[task + 1]):
        days.load[who, problem.product[row]] += problem.pieces[row]


@jit
def take(problem: Problem, days: Days, task: int) -> None:
    """Unlink `task` from its day. Times are not brought up to date."""
    apart()
    who = days.owner[task]
    join(problem, days, days.prev[task], days.next[task])
    days.owner[task] = -1
    days.stops[who] -= 1
    days.agreed[task] = NEVER
    for row in range(problem.need[task], problem.need[task + 1]):
        days.load[who, problem.product[row]] -= problem.pieces[row]


@jit
def _leave(problem: Problem, who: int, task: int, agreed: int, clock: int) -> int:
    start = begin(problem, who, task, agreed, clock)
    return NEVER if start == NEVER else start + problem.service[task]


@jit
def _forward(problem: Problem, days: Days, who: int, node: int) -> None:
    """The earliest leaving times of the task `node` from those of the node before it."""
    breaks = problem.pause[who + 1] - problem.pause[who]
    before, leg, agreed = days.prev[node], days.leg[node], days.agreed[node]
    for taken in range(breaks + 1):
        days.earliest[node, taken] = NEVER
    for taken in range(breaks + 1):
        clock = days.earliest[before, taken]
        here = taken
        while clock != NEVER:
            there, now = drive(problem, who, clock, leg), here
            while there != NEVER:
                leave = _leave(problem, who, node, agreed, there)
                if leave < days.earliest[node, now]:
                    days.earliest[node, now] = leave
                if now == breaks:
                    break
                there = rest(problem, who, now, there)
                now += 1
            if here == breaks:
                break
            clock = rest(problem, who, here, clock)
            here += 1


@jit
def latest_leave(problem: Problem, days: Days, who: int, taken: int, node: int, leg: int) -> int:
    """The latest moment to leave for `node`, `leg` away, having taken `taken` breaks; LOST if there is none."""
    breaks = problem.pause[who + 1] - problem.pause[who]
    found = LOST
    for now in range(taken, breaks + 1):
        leave = drive_by(problem, who, days.latest[node, now], leg)
        for back in range(now - 1, taken - 1, -1):
            leave = rest_by(problem, who, back, leave)
        found = max(found, leave)
    return found


@jit
def _backward(problem: Problem, days: Days, who: int, node: int) -> None:
    """The latest arrivals at the task `node` from those at the node after it."""
    breaks = problem.pause[who + 1] - problem.pause[who]
    onward, agreed = days.next[node], days.agreed[node]
    leg = days.leg[onward]
    for taken in range(breaks, -1, -1):
        leave = latest_leave(problem, days, who, taken, onward, leg)
        arrive = begin_by(problem, who, node, agreed, leave)
        if taken < breaks:
            # Or rest on arrival, which leaves what the next row says
            arrive = max(arrive, rest_by(problem, who, taken, days.latest[node, taken + 1]))
        days.latest[node, taken] = arrive


@jit
def _close(problem: Problem, days: Days, who: int) -> None:
    """The latest arrivals at the end: in time, and with a chance left for every break still owed."""
    breaks = problem.pause[who + 1] - problem.pause[who]
    node = last(problem, who)
    chance = -LOST
    days.latest[node, breaks] = problem.limit[who]
    for taken in range(breaks - 1, -1, -1):
        chance = rest_by(problem, who, taken, chance)
        days.latest[node, taken] = min(problem.limit[who], chance)


@jit
def renew(problem: Problem, days: Days, who: int) -> None:
    """Bring the times and the cost of a day up to date."""
    apart()
    begins, ends = first(problem, who), last(problem, who)
    breaks = problem.pause[who + 1] - problem.pause[who]
    days.earliest[begins, 0] = problem.ready[who]
    for taken in range(1, breaks + 1):
        days.earliest[begins, taken] = NEVER
    node = days.next[begins]
    seconds = 0
    cost = 0.0
    while node != ends:
        _forward(problem, days, who, node)
        seconds += days.leg[node] + problem.service[node]
        cost += days.leg[node] + problem.bias[node, who]
        node = days.next[node]
    cost += days.leg[ends]
    _close(problem, days, who)
    node = days.prev[ends]
    while node != begins:
        _backward(problem, days, who, node)
        node = days.prev[node]
    if problem.soft:
        cost += wishes(problem, days, who, seconds + days.leg[ends])
    days.cost[who] = cost


@jit
def finish(problem: Problem, days: Days, who: int) -> int:
    """When the day is over at the earliest."""
    apart()
    before = days.prev[last(problem, who)]
    leg = days.leg[last(problem, who)]
    breaks = problem.pause[who + 1] - problem.pause[who]
    found = NEVER
    for taken in range(breaks + 1):
        clock = days.earliest[before, taken]
        now = taken
        while clock != NEVER:
            there = drive(problem, who, clock, leg)
            if there <= days.latest[last(problem, who), now]:
                found = min(found, there)
            if now == breaks:
                break
            clock = rest(problem, who, now, clock)
            now += 1
    return found


@jit
def wishes(problem: Problem, days: Days, who: int, seconds: int) -> float:
    """What the day costs beyond travel: overtime, an unfair load, starts near the end of their window."""
    apart()
    cost = 0.0
    if problem.fairness > 0.0 and days.stops[who] > 0:
        hours = (seconds + problem.head[who]) / 3600.0
        cost += problem.fairness * hours * hours
    if problem.overtime > 0.0:
        over = finish(problem, days, who) - problem.shift_end[who]
        if over > 0:
            cost += problem.overtime * over
    if problem.risk > 0.0:
        node = days.next[first(problem, who)]
        while node < len(problem.service):
            margin = problem.closes[problem.window[node + 1] - 1] - planned(problem, days, who, node)
            cost += problem.risk * max(0, problem.comfort - margin)
            node = days.next[node]
    return cost


@jit
def planned(problem: Problem, days: Days, who: int, task: int) -> int:
    """The earliest start of a planned task."""
    apart()
    breaks = problem.pause[who + 1] - problem.pause[who]
    onward = days.next[task]
    found = NEVER
    for taken in range(breaks + 1):
        leave = days.earliest[task, taken]
        if leave != NEVER and leave <= latest_leave(problem, days, who, taken, onward, days.leg[onward]):
            found = min(found, leave - problem.service[task])
    return found


@jit
def fits(
    problem: Problem, days: Days, task: int, before: int, onward: int, who: int, way_in: int, way_out: int, agreed: int
) -> int:
    """When `task` would start between two nodes that follow each other; NEVER if it does not fit there."""
    apart()
    breaks = problem.pause[who + 1] - problem.pause[who]
    if breaks == 0:
        start = begin(problem, who, task, agreed, drive(problem, who, days.earliest[before, 0], way_in))
        if start == NEVER:
            return NEVER
        there = drive(problem, who, start + problem.service[task], way_out)
        return start if there <= days.latest[onward, 0] else NEVER
    found = NEVER
    for taken in range(breaks + 1):
        clock = days.earliest[before, taken]
        here = taken
        while clock != NEVER:
            there = drive(problem, who, clock, way_in)
            found = min(found, _fits_from(problem, days, task, onward, who, there, here, way_out, agreed))
            if here == breaks:
                break
            clock = rest(problem, who, here, clock)
            here += 1
    return found


@jit
def _fits_from(
    problem: Problem, days: Days, task: int, onward: int, who: int, there: int, taken: int, way_out: int, agreed: int
) -> int:
    """When `task` would start for somebody there at `there`, resting first or not; NEVER if the day breaks."""
    breaks = problem.pause[who + 1] - problem.pause[who]
    while there != NEVER:
        start = begin(problem, who, task, agreed, there)
        if start == NEVER:
            return NEVER
        if _goes_on(problem, days, who, taken, start + problem.service[task], onward, way_out):
            return start
        if taken == breaks:
            return NEVER
        there = rest(problem, who, taken, there)
        taken += 1
    return NEVER


@jit
def _goes_on(problem: Problem, days: Days, who: int, taken: int, leave: int, onward: int, way_out: int) -> bool:
    """Does the rest of the day work out for somebody who leaves at `leave`?"""
    breaks = problem.pause[who + 1] - problem.pause[who]
    clock = leave
    for now in range(taken, breaks + 1):
        if clock == NEVER:
            return False
        if drive(problem, who, clock, way_out) <= days.latest[onward, now]:
            return True
        if now < breaks:
            clock = rest(problem, who, now, clock)
    return False


@jit
def has_room(problem: Problem, days: Days, task: int, who: int) -> bool:
    """Can `who` do the task at all, as far as skill, number of stops and stock go?"""
    apart()
    if problem.bias[task, who] < 0 or days.stops[who] >= problem.most[who]:
        return False
    if problem.pinned[task] >= 0 and problem.pinned[task] != who:
        return False
    for row in range(problem.need[task], problem.need[task + 1]):
        product = problem.product[row]
        if days.load[who, product] + problem.pieces[row] > problem.stock[who, product]:
            return False
    return True
