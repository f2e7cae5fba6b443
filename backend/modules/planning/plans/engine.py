"""The door to the engine's search: a plan of the day, watched while it is looked for.

The search is imported where it is used: it brings a compiler along, which only the worker needs.
"""

from collections.abc import Iterable
from dataclasses import replace

from backend.modules.planning.plans import policy
from backend.modules.planning.plans.problem import Problem
from backend.modules.planning.plans.timing import with_told_times
from dispatch import Technician as Worker
from dispatch.plan import Plan, Watch
from dispatch.replan import mend


def get_ready() -> None:
    """Compile what is compiled on first use, so that nobody waits for it in front of a plan."""
    from dispatch.solve import get_ready as load

    load()


def make_plan(problem: Problem, seconds: float, kind: str, watch: Watch) -> Plan:
    """The best plan found within `seconds` (less where so small a day is soon looked through), or until `watch` stops it."""
    from dispatch.solve import solve

    stops = len(problem.stops) + sum(len(one.route) for one in problem.workers)
    options = policy.options(policy.time_for(stops, seconds), kind)
    if kind == "mend":
        found = mend(problem.workers, problem.travel, problem.now, options, watch)
        return replace(found, technicians=_left_alone(problem, with_told_times(problem, found.technicians)))
    found = solve(problem.stops, problem.workers, problem.travel, problem.now, options, watch)
    return replace(found, technicians=with_told_times(problem, found.technicians))


def _left_alone(problem: Problem, found: Iterable[Worker]) -> tuple[Worker, ...]:
    """Somebody is away: whoever keeps his visits and is not away himself keeps their times too, whatever they are."""
    before = {one.id: one for one in problem.workers}
    return tuple(
        before[one.id] if not one.absences and _visits(one) == _visits(before[one.id]) else one for one in found
    )


def _visits(worker: Worker) -> set[str]:
    return {one.stop.id for one in worker.route}
