"""The door to the engine's search: a plan of the day, watched while it is looked for."""

from dataclasses import replace

from backend.modules.planning.plans import policy
from backend.modules.planning.plans.problem import Problem
from backend.modules.planning.plans.timing import with_told_times
from dispatch.plan import Plan, Watch
from dispatch.replan import mend
from dispatch.search import warm_up
from dispatch.solve import solve


def get_ready() -> None:
    """Compile what is compiled on first use, so that nobody waits for it in front of a plan."""
    warm_up()


def make_plan(problem: Problem, seconds: float, kind: str, watch: Watch) -> Plan:
    """The best plan found within `seconds` (less where so small a day is soon looked through), or until `watch` stops it."""
    stops = len(problem.stops) + sum(len(one.route) for one in problem.workers)
    options = policy.options(policy.time_for(stops, seconds), kind)
    if kind == "mend":
        found = mend(problem.workers, problem.travel, problem.now, options, watch)
    else:
        found = solve(problem.stops, problem.workers, problem.travel, problem.now, options, watch)
    return replace(found, technicians=with_told_times(problem, found.technicians))
