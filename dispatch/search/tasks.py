"""Stops taken apart into tasks, one person each, and what hangs on what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dispatch.errors import require
from dispatch.model import Fixed, PlannedStop, Skill, Stop, Technician, Window
from dispatch.search.tables import I32, I64

ROUNDED = 3  # seconds by which whole numbers may overstate one drive in the rush hour


@dataclass(frozen=True, slots=True)
class Task:
    """One person's part of a stop. `who` (index) and `planned` tell who has it in the plan in force."""

    stop: Stop
    second: bool = False
    who: int = -1
    planned: PlannedStop | None = None

    @property
    def skills(self) -> tuple[Skill, ...]:
        """What the person has to know."""
        return self.stop.second_skills if self.second else self.stop.skills

    @property
    def needs(self) -> dict[str, int]:
        """What has to be on the person's van."""
        return {} if self.second else {code: count for code, count in self.stop.needs.items() if count}

    @property
    def locked(self) -> bool:
        """Must it stay where and when it is?"""
        return self.planned is not None and self.planned.fixed is Fixed.LOCKED


def tasks_of(stops: Sequence[Stop], technicians: Sequence[Technician]) -> list[Task]:
    """The tasks of `stops` and of what has not started in the routes."""
    tasks = []
    given: set[tuple[str, bool]] = set()
    crews: dict[str, Stop] = {}
    for who, technician in enumerate(technicians):
        for planned in technician.route:
            stop = planned.stop
            require((stop.id, planned.second) not in given, "route", f"stop {stop.id} is in two routes")
            given.add((stop.id, planned.second))
            if planned.fixed is not Fixed.STARTED:
                tasks.append(Task(stop, planned.second, who, planned))
                if stop.crew == 2:
                    crews[stop.id] = stop
    for stop in [*stops, *crews.values()]:
        for second in (False, True)[: stop.crew]:
            if (stop.id, second) not in given:
                given.add((stop.id, second))
                tasks.append(Task(stop, second))
    return tasks


class Coupling(NamedTuple):
    """Which tasks hang on each other, as columns (see `dispatch.search.tables.Problem`)."""

    group: I32
    partner: I32
    lead: I32
    before: I64
    earlier: I32
    members: I64
    member: I32


def couple(tasks: Sequence[Task], ended: dict[str, int]) -> Coupling:
    """Find crews and orders. `ended` has the stops that have started, with their (expected) end.

    Raises InvalidProblem for an unknown stop in `after`, or a circle.
    """
    size = len(tasks)
    index = {(task.stop.id, task.second): number for number, task in enumerate(tasks)}
    partner = np.full(size, -1, dtype=np.int32)
    lead = np.arange(size, dtype=np.int32)
    earlier: list[list[int]] = [[] for _ in tasks]
    for number, task in enumerate(tasks):
        other = index.get((task.stop.id, not task.second))
        if other is not None:
            partner[number] = other
            lead[number] = other if task.second else number
        for name in task.stop.after:
            require(name in ended or (name, False) in index, "after", f"{task.stop.id}: there is no stop {name}")
            if name in ended:
                continue
            earlier[number] += [index[(name, half)] for half in (False, True) if (name, half) in index]
    order = _in_order(tasks, earlier)
    group = _groups(partner, earlier)
    rows: list[list[int]] = [[] for _ in range(int(group.max(initial=-1)) + 1)]
    for number in order:
        if group[number] >= 0:
            rows[group[number]].append(number)
    return Coupling(group, partner, lead, _starts(earlier), _flat(earlier), _starts(rows), _flat(rows))


def _in_order(tasks: Sequence[Task], earlier: list[list[int]]) -> list[int]:
    """Task numbers, each behind those that come before it."""
    order: list[int] = []
    state = [0] * len(tasks)  # 1 under way, 2 done
    for root in range(len(tasks)):
        stack = [(root, iter(earlier[root]))] if not state[root] else []
        while stack:
            number, rest = stack[-1]
            state[number] = 1
            onward = next(rest, None)
            if onward is None:
                state[number] = 2
                order.append(number)
                stack.pop()
            else:
                require(state[onward] != 1, "after", f"{tasks[onward].stop.id} comes after itself in a circle")
                if not state[onward]:
                    stack.append((onward, iter(earlier[onward])))
    return order


def _groups(partner: I32, earlier: list[list[int]]) -> I32:
    """A number for each set of tasks that hang on each other, -1 for those that stand alone."""
    root = list(range(len(partner)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for number, others in enumerate(earlier):
        for other in [*others, *([int(partner[number])] if partner[number] >= 0 else [])]:
            root[find(number)] = find(other)
    members: dict[int, list[int]] = {}
    for number in range(len(partner)):
        members.setdefault(find(number), []).append(number)
    group = np.full(len(partner), -1, dtype=np.int32)
    for name, numbers in enumerate(several for several in members.values() if len(several) > 1):
        group[numbers] = name
    return group


def _starts(rows: Sequence[Sequence[int]]) -> I64:
    return np.cumsum([0, *map(len, rows)], dtype=np.int64)


def _flat(rows: Sequence[Sequence[int]]) -> I32:
    return np.array([number for row in rows for number in row], dtype=np.int32)


def windows_of(task: Task, ended: dict[str, int], closes: int | None) -> Iterator[Window]:
    """When the task may start; `closes` is the latest start of a locked one that is late already."""
    if task.locked and task.planned is not None and task.planned.start is not None:
        start = task.planned.start
        yield Window(start, max(start, closes or start))
        return
    earliest = max((ended[name] for name in task.stop.after if name in ended), default=None)
    found = False
    for window in task.stop.windows:
        if earliest is None or window.end >= earliest:
            found = True
            yield window if earliest is None else Window(max(window.start, earliest), window.end)
    if not found:
        # Nobody can start in the past of its own beginning: a window that is never open
        yield Window(1 << 59, 1 << 59)
