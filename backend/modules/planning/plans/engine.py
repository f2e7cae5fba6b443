"""The door to the engine's search: a plan of the day, watched while it is looked for."""

from collections.abc import Sequence
from dataclasses import replace

from backend.modules.planning.plans.problem import Problem
from dispatch import PlannedStop, Roster, Stop, check, rank
from dispatch import Technician as Worker
from dispatch.plan import Cost, Plan, Standing, Unassigned, Watch, Why


def get_ready() -> None:
    """Compile what is compiled on first use, so that nobody waits for it in front of a plan."""


def make_plan(problem: Problem, seconds: float, kind: str, watch: Watch) -> Plan:
    """The best plan found within `seconds`, or until `watch` says to stop."""
    return _greedy(problem.stops, problem.workers, problem, watch)


def _greedy(stops: Sequence[Stop], workers: Sequence[Worker], problem: Problem, watch: Watch) -> Plan:
    people = {one.id: one for one in workers}
    out: list[Unassigned] = []
    for number, stop in enumerate(sorted(stops, key=lambda one: -one.priority)):
        if not watch(Standing(0.0, number / len(stops), number - len(out), len(out), 0)):
            break
        found = rank(stop, Roster(list(people.values()), problem.travel, problem.now)).suggestions
        if not found:
            out.append(Unassigned(stop, Why.DAY_FULL))
            continue
        best = found[0]
        route = people[best.technician_id].route
        placed = PlannedStop(stop, start=best.start)
        route = (*route[: best.position], placed, *route[best.position :])
        people[best.technician_id] = replace(people[best.technician_id], route=route)
    days = tuple(people[one.id] for one in workers)
    return Plan(days, tuple(out), Cost(sum(check(one, problem.travel).drive_seconds for one in days)), 0, 0.0, "rank")
