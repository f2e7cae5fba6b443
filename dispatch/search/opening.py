"""The plan to begin with: everybody's day as it is in force, as far as it can be kept."""

from collections.abc import Sequence

import numpy as np

from dispatch.search import chain
from dispatch.search.build import Case
from dispatch.search.by_reference import referred
from dispatch.search.tables import NEVER, Days


def load(case: Case, days: Days) -> None:
    """Put the locked tasks into the days, then the free ones where the whole day works out with them."""
    problem, inside = referred(case.problem), referred(days)
    routes: list[list[int]] = [[] for _ in case.technicians]
    whole = _whole_groups(case)
    for number, task in enumerate(case.tasks):
        if task.planned is None:
            continue
        group = case.problem.group[number]
        if task.locked or group < 0 or whole[group]:
            routes[task.who].append(number)
    for who, route in enumerate(routes):
        _fill(case, days, who, route)
        chain.renew(problem, inside, who)
        if not _works(case, days, who) or chain.finish(problem, inside, who) == NEVER:
            _fill(case, days, who, [number for number in route if case.tasks[number].locked])
            chain.renew(problem, inside, who)
    _break_up(case, days)


def _fill(case: Case, days: Days, who: int, route: Sequence[int]) -> None:
    problem, inside = referred(case.problem), referred(days)
    begins = len(case.tasks) + who
    node = int(days.next[begins])
    while node < len(case.tasks):
        onward = int(days.next[node])
        chain.take(problem, inside, node)
        node = onward
    node = begins
    for number in route:
        # A locked task keeps its own window, which tells how late it is already; no agreement could be kept then
        coupled = case.problem.group[number] >= 0 and not case.tasks[number].locked
        start = _start(case, number)
        days.agreed[number] = start if coupled and start is not None else NEVER
        chain.put(problem, inside, number, node, who)
        node = number


def _works(case: Case, days: Days, who: int) -> bool:
    """Do skills, stock and the number of stops allow the day?"""
    problem = case.problem
    route = np.flatnonzero(days.owner == who)
    able = bool((problem.bias[route, who] >= 0).all())
    return able and days.stops[who] <= problem.most[who] and bool((days.load[who] <= problem.stock[who]).all())


def _whole_groups(case: Case) -> list[bool]:
    """Of which groups does everybody have an agreed start that keeps crews together and orders in order?"""
    problem = case.problem
    whole = []
    for group in range(len(problem.members) - 1):
        members = problem.member[problem.members[group] : problem.members[group + 1]].tolist()
        whole.append(all(_agrees(case, number) for number in members))
    return whole


def _start(case: Case, number: int) -> int | None:
    planned = case.tasks[number].planned
    return planned.start if planned else None


def _agrees(case: Case, number: int) -> bool:
    problem = case.problem
    start = _start(case, number)
    if start is None:
        return False
    if problem.partner[number] >= 0 and _start(case, int(problem.partner[number])) != start:
        return False
    for row in range(problem.before[number], problem.before[number + 1]):
        other = int(problem.earlier[row])
        begun = _start(case, other)
        if begun is None or begun + problem.service[other] > start:
            return False
    return True


def _break_up(case: Case, days: Days) -> None:
    """Take out the free tasks of groups that did not get in as a whole."""
    problem, inside = referred(case.problem), referred(days)
    for group in range(len(case.problem.members) - 1):
        members = case.problem.member[case.problem.members[group] : case.problem.members[group + 1]]
        if (days.owner[members] >= 0).all():
            continue
        for number in members.tolist():
            who = int(days.owner[number])
            if who >= 0 and not case.tasks[number].locked:
                chain.take(problem, inside, number)
                chain.renew(problem, inside, who)
