"""Random problems thrown at the planner, every plan judged three times: by the judge in plain Python, by the
product's own and, where it has the words, by VROOM's `check`. No two of them share code."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from dispatch import Break, Fixed, InvalidProblem, Location, PlannedStop, Skill, Stop, Technician, Window
from dispatch.check import Violation
from dispatch.judge import judge as own_judge
from dispatch.matrix import MatrixTravel, place
from dispatch.plan import Plan, PlanOptions, Why
from dispatch.solve import solve
from dispatch.travel import CITY_DAY
from tests.benchmarks.borrowed import vroom
from tests.dispatch.plain_judge import Drive, Route, Visit, judge
from tests.dispatch.plain_words import routes_of, vroom_words
from tests.dispatch.plan_towns import HOUR, Town, matrix, plain_towns, towns

STEPS = PlanOptions(seconds=60, steps=200, threads=1)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

ALL_DAY = Window(8 * HOUR, 18 * HOUR)


def planned(town: Town, options: PlanOptions = STEPS) -> Plan:
    """The plan of a town."""
    return solve(town.stops, town.technicians, town.travel, town.now, options)


def visit(name: str, at: int = 0, **changes: Any) -> Stop:
    """An hour's work at a place, any time of the day."""
    facts: dict[str, Any] = {"window": ALL_DAY, "service": HOUR}
    return Stop(name, place(at), **(facts | changes))


def person(name: str = "T", at: int = 0, **changes: Any) -> Technician:
    """Somebody at work from 8 to 18."""
    facts: dict[str, Any] = {"shift": ALL_DAY}
    return Technician(name, place(at), **(facts | changes))


def served(plan: Plan) -> set[str]:
    """Who is in somebody's day."""
    return {it.stop.id for one in plan.technicians for it in one.route}


def owners(plan: Plan) -> dict[str, set[str]]:
    """Stop -> who goes there."""
    found: dict[str, set[str]] = {}
    for one in plan.technicians:
        for it in one.route:
            found.setdefault(it.stop.id, set()).add(one.id)
    return found


def own_verdict(plan: Plan, town: Town) -> tuple[Violation, ...]:
    """What the product's own judge finds, except where a break is impossible for somebody who has nothing to do."""
    busy = [one for one in plan.technicians if one.route]
    return own_judge(busy, [one.stop for one in plan.unassigned], town.travel, town.now).all_violations


@FEW
@given(town=towns())
def test_no_judge_finds_anything_wrong_with_any_plan(town: Town) -> None:
    plan = planned(town)
    verdict = judge(town.problem(), routes_of(plan))
    assert verdict.violations == []
    assert own_verdict(plan, town) == ()
    assert plan.cost.travel == verdict.travel


@FEW
@given(town=towns())
def test_nor_where_the_rush_hours_slow_everybody_down(town: Town) -> None:
    fresh = tuple(replace(one, route=()) for one in town.technicians)
    slow = replace(town, technicians=fresh, travel=replace(town.travel, profile=CITY_DAY))
    plan = planned(slow)
    problem = slow.problem()
    assert judge(problem, routes_of(plan), in_rush_hours(problem)).violations == []
    assert own_verdict(plan, slow) == ()


def in_rush_hours(problem: dict[str, Any]) -> Drive:
    """CITY_DAY told once more: 16.5 instead of 25 km/h from 7:30 to 9:30 and from 17:00 to 19:30."""
    edges = [0, 27_000, 34_200, 61_200, 70_200, 86_400]
    pace = [1.0, 0.66, 1.0, 0.66, 1.0]

    def drive(when: int, here: int, there: int) -> int:
        left, clock = float(problem["matrices"]["car"]["durations"][here][there]), float(when)
        for end, share in zip(edges[1:], pace, strict=True):
            if clock < end:
                able = min(left, (end - clock) * share)
                left, clock = left - able, clock + able / share
        return math.ceil(clock + left - 1e-6)

    return drive


@FEW
@given(town=towns())
def test_every_stop_is_in_the_plan_or_unassigned_and_nobody_is_lost(town: Town) -> None:
    plan = planned(town)
    assert [one.id for one in plan.technicians] == [one.id for one in town.technicians]
    asked = {stop.id for stop in town.stops} | {it.stop.id for one in town.technicians for it in one.route}
    left = [one.stop.id for one in plan.unassigned]
    assert len(left) == len(set(left))
    assert served(plan) | set(left) == asked
    assert not served(plan) & set(left)


@FEW
@given(town=plain_towns())
def test_the_check_of_vroom_agrees(town: Town) -> None:
    plan = planned(town)
    problem = vroom_words(town.problem())
    routes = routes_of(plan, int)
    assert vroom.check(problem, routes) == []
    assert judge(problem, routes).violations == []


@FEW
@given(town=plain_towns(most_stops=4, most_people=1))
def test_one_days_plan_is_the_best_there_is_class_by_class(town: Town) -> None:
    """Every subset in every order is tried: no plan serves more of a higher class, or as many with less travel."""
    plan = planned(town)
    problem = town.problem()
    assert _worth(problem, routes_of(plan)[0].visits) == min(
        worth
        for size in range(len(town.stops) + 1)
        for order in permutations(town.stops, size)
        if (worth := _worth(problem, [Visit(stop.id) for stop in order])) is not None
    )


def _worth(problem: dict[str, Any], visits: Sequence[Visit]) -> tuple[int, ...] | None:
    """Unserved of each class, the highest first, then travel; None for what breaks a rule."""
    verdict = judge(problem, [Route(problem["vehicles"][0]["id"], visits)])
    if verdict.violations:
        return None
    left = Counter(job["priority"] for job in problem["jobs"] if job["id"] not in verdict.starts)
    return (*(left[priority] for priority in (70, 40, 0)), verdict.travel)


@FEW
@given(town=towns())
def test_one_seed_and_one_number_of_steps_give_one_plan(town: Town) -> None:
    options = PlanOptions(seconds=60, steps=60, threads=1, seed=7)
    once, again = planned(town, options), planned(town, options)
    assert replace(once, seconds=0.0) == replace(again, seconds=0.0)


def test_one_urgent_visit_is_never_traded_for_two_that_add_up_to_more() -> None:
    stops = (visit("1", service=2 * HOUR, priority=70), visit("2", priority=40), visit("3", priority=40))
    town = Town(stops, (person("1", shift=Window(8 * HOUR, 10 * HOUR)),), matrix([[0]]))
    assert served(planned(town)) == {"1"}
    # Whoever adds priorities up takes the other plan, which breaks no rule
    other = judge(town.problem(), [Route("1", [Visit("2"), Visit("3")])])
    assert (other.violations, other.served) == ([], 2)
    assert sum(stop.priority for stop in stops if stop.id in other.starts) > 70


def test_locked_and_started_stops_stay_where_and_when_they_are() -> None:
    fact = PlannedStop(visit("fact", 1), 8 * HOUR, 9 * HOUR, Fixed.STARTED)
    lock = PlannedStop(visit("lock", 2), 13 * HOUR, None, Fixed.LOCKED)
    far = matrix([[0, 60, 60], [60, 0, 3600], [60, 3600, 0]])
    everybody = (person("near", 2), person("holder", 1, route=(fact, lock)))
    town = Town((visit("urgent", 2, priority=100, window=Window(13 * HOUR, 13 * HOUR)),), everybody, far, 9 * HOUR)
    plan = planned(town)
    holder = plan.technicians[1].route
    assert (holder[0], holder[-1]) == (fact, lock)
    assert owners(plan)["urgent"] == {"near"}


def test_a_crew_comes_together_and_both_are_paid_for() -> None:
    stop = visit("two", 1, crew=2, skills=(Skill("A"),), second_skills=(Skill("B"),), needs={"X": 1})
    first = person("first", 0, skills={"A": 1}, stock={"X": 1})
    second = person("second", 2, skills={"B": 1})
    town = Town((stop,), (second, first), matrix([[0, 600, 0], [600, 0, 1800], [0, 1800, 0]]))
    plan = planned(town)
    by_name = {one.id: one.route[0] for one in plan.technicians}
    assert [by_name["first"].second, by_name["second"].second] == [False, True]
    assert by_name["first"].start == by_name["second"].start
    assert plan.cost.travel == 600 + 1800


def test_nobody_is_sent_as_half_a_crew() -> None:
    town = Town((visit("two", crew=2),), (person("only"),), matrix([[0]]))
    plan = planned(town)
    assert served(plan) == set()
    assert [one.why for one in plan.unassigned] == [Why.NO_CREW]


def test_what_comes_after_waits_for_it_even_on_another_day() -> None:
    wiring = visit("wiring", skills=(Skill("A"),), window=Window(12 * HOUR, 18 * HOUR))
    testing = visit("testing", skills=(Skill("B"),), after=("wiring",))
    town = Town((testing, wiring), (person("a", skills={"A": 1}), person("b", skills={"B": 1})), matrix([[0]]))
    plan = planned(town)
    starts = {it.stop.id: it.start for one in plan.technicians for it in one.route}
    assert starts["testing"] == 13 * HOUR
    without = planned(replace(town, technicians=town.technicians[1:]))
    assert {one.stop.id: one.why for one in without.unassigned} == {"wiring": Why.NO_SKILL, "testing": Why.WAITS_FOR}


def test_the_plan_in_force_is_left_alone_where_moving_costs_more_than_it_saves() -> None:
    route = (PlannedStop(visit("planned", 0)),)
    everybody = (person("far", 1, route=route), person("near", 0))
    town = Town((), everybody, matrix([[0, 900], [900, 0]]))
    assert owners(planned(town))["planned"] == {"near"}
    plan = planned(town, replace(STEPS, moved=1000))
    assert owners(plan)["planned"] == {"far"}
    assert (plan.cost.travel, plan.cost.moved) == (900, 0)


def test_lunch_is_not_lost_for_a_visit() -> None:
    lunch = Break(Window(12 * HOUR, 12 * HOUR), HOUR)
    stop = visit("noon", window=Window(12 * HOUR, 12 * HOUR + 1800))
    assert served(planned(Town((stop,), (person(pause=lunch),), matrix([[0]])))) == set()
    assert served(planned(Town((stop,), (person(),), matrix([[0]])))) == {"noon"}


def test_the_watcher_can_stop_the_search_and_gets_the_best_so_far() -> None:
    seen = []

    def watch(standing: Any) -> bool:
        seen.append(standing.share)
        return False

    town = Town((visit("1"), visit("2")), (person(),), matrix([[0]]))
    plan = solve(town.stops, town.technicians, town.travel, None, PlanOptions(seconds=60), watch)
    assert served(plan) == {"1", "2"}
    assert plan.seconds < 5
    assert seen[0] < 0.1


def table(rows: list[list[float]]) -> MatrixTravel:
    """A table that may make no sense."""
    cells = np.array(rows)
    return MatrixTravel(cells, cells)


SENSELESS: list[tuple[str, Callable[[], object]]] = [
    ("technicians", lambda: solve([visit("1")], [], matrix([[0]]), None, STEPS)),
    ("id", lambda: solve([visit("1"), visit("1")], [person()], matrix([[0]]), None, STEPS)),
    ("id", lambda: solve([visit("1")], [person("A"), person("A")], matrix([[0]]), None, STEPS)),
    ("after", lambda: solve([visit("1", after=("ghost",))], [person()], matrix([[0]]), None, STEPS)),
    (
        "after",
        lambda: solve([visit("1", after=("2",)), visit("2", after=("1",))], [person()], matrix([[0]]), None, STEPS),
    ),
    ("service", lambda: visit("1", service=-1)),
    ("end", lambda: Window(5, 4)),
    ("location", lambda: Stop("1", Location(math.nan, 0.0), ALL_DAY, 0)),
    ("priority", lambda: visit("1", priority=101)),
    ("crew", lambda: visit("1", crew=3)),
    ("second_skills", lambda: visit("1", second_skills=(Skill("A"),))),
    ("skills", lambda: visit("1", skills=(Skill("A"), Skill("A", 2)))),
    ("durations", lambda: table([[0, 1]])),
    ("durations", lambda: table([[math.nan]])),
    ("durations", lambda: table([[-1]])),
    ("overtime", lambda: person(overtime=-1)),
    ("stock", lambda: person(stock={"X": -1})),
    ("seconds", lambda: PlanOptions(seconds=math.nan)),
    ("seconds", lambda: PlanOptions(seconds=-1)),
    ("steps", lambda: PlanOptions(steps=-1)),
    ("threads", lambda: PlanOptions(threads=0)),
    ("moved", lambda: PlanOptions(moved=-1)),
]


@pytest.mark.parametrize(("name", "attempt"), SENSELESS)
def test_senseless_input_is_refused_naming_the_field(name: str, attempt: Callable[[], object]) -> None:
    with pytest.raises(InvalidProblem) as refused:
        attempt()
    assert name in refused.value.field
    assert refused.value.problem
