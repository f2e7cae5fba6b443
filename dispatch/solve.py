"""A plan for a day: every stop in somebody's route as far as that can be, with the least travel.

More urgent classes of stops come first, then the number of stops served, then the cost (see
`dispatch.plan`). The search is in `dispatch.search`, what stands in for it in `dispatch.borrowed`;
the result is timed by `dispatch.check`, which shares no code with the search.
"""

from collections.abc import Sequence

from dispatch.check import timed
from dispatch.cost import cost_of
from dispatch.errors import require
from dispatch.explain import explain
from dispatch.model import Fixed, Location, Stop, Technician
from dispatch.plan import Plan, PlanOptions, Watch
from dispatch.travel import Travel, TravelModel

try:
    from dispatch.search.entry import search
except ImportError:  # numba is missing, or does not go with the numpy that is there
    from dispatch.borrowed import plan_with_vroom as search


def solve(
    stops: Sequence[Stop],
    technicians: Sequence[Technician],
    travel: Travel | None = None,
    now: int | None = None,
    options: PlanOptions | None = None,
    watch: Watch | None = None,
) -> Plan:
    """Plan `stops` into the days of `technicians`, whose routes are the plan in force.

    Stops that have started or are locked stay where they are; free ones may move, within their
    windows. Stops at most `options.seconds` after the call, with the best plan so far; `watch` hears
    how it goes several times a second and can end it. With `options.steps` the answer depends on
    nothing but the arguments, unless the seconds run out first. Raises InvalidProblem without
    technicians, for ids that come twice and for an `after` that leads nowhere or in a circle.
    """
    travel, options = travel or TravelModel(), options or PlanOptions()
    _check_ids(stops, technicians)
    working = [one for one in technicians if one.shift is not None]
    freed = [it.stop for one in technicians if one.shift is None for it in one.route if it.fixed is Fixed.FREE]
    seen = {stop.id for stop in stops}
    known = {it.stop.id for one in working for it in one.route}
    extra = list({stop.id: stop for stop in freed if stop.id not in seen | known}.values())
    outcome = search([*stops, *extra], working, travel, now, options, watch)
    planned = [
        one.with_route(outcome.routes[one.id]) if one.id in outcome.routes else one.held() for one in technicians
    ]
    days = [timed(one, travel, now) for one in planned]
    cost = cost_of(days, technicians, options)

    def in_time() -> bool:
        return options.steps is not None or outcome.stopwatch.seconds() < options.seconds

    found = tuple(technician for technician, _ in days)
    left = explain(outcome.left, found, travel, now, in_time)
    return Plan(found, left, cost, outcome.steps, outcome.stopwatch.seconds(), outcome.engine)


def get_ready() -> None:
    """Load what planning needs, and compile what is compiled on first use, so that no plan waits for it."""
    solve([], [Technician("nobody", Location(0.0, 0.0), None)])


def _check_ids(stops: Sequence[Stop], technicians: Sequence[Technician]) -> None:
    require(bool(technicians), "technicians", "there are none")
    ids = set()
    for index, technician in enumerate(technicians):
        require(technician.id not in ids, f"technicians[{index}].id", f"{technician.id} comes twice")
        ids.add(technician.id)
    planned = {it.stop.id for one in technicians for it in one.route if it.stop.crew == 1}
    seen = set()
    for index, stop in enumerate(stops):
        require(stop.id not in seen, f"stops[{index}].id", f"{stop.id} comes twice")
        require(stop.id not in planned, f"stops[{index}].id", f"{stop.id} is in a route already")
        seen.add(stop.id)
