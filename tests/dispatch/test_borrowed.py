"""Where numba is missing VROOM plans alone, and no judge finds anything wrong with what comes of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dispatch.solve
from dispatch import Break, Fixed, InvalidProblem, PlannedStop, Skill, TravelModel, Window
from dispatch.borrowed import plan_with_vroom
from dispatch.check import Breach
from dispatch.judge import judge as own_judge
from dispatch.plan import Plan, PlanOptions, Standing, Why
from dispatch.travel import CITY_DAY
from dispatch.vroom_input import weights
from tests.benchmarks.dispatch_instances import city
from tests.dispatch.plain_judge import judge
from tests.dispatch.plain_words import problem_of, routes_of
from tests.dispatch.plan_towns import HOUR, Town, matrix, towns
from tests.dispatch.test_solve_properties import in_rush_hours, own_verdict, owners, person, served, visit

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SHORT = PlanOptions(seconds=1.0)

# What a machine without numba sees: the import fails
WITHOUT_NUMBA = "import sys; sys.modules['numba'] = None; "
ENGINE = WITHOUT_NUMBA + "from dispatch.__main__ import main; sys.exit(main(sys.argv[1:]))"


@contextmanager
def numba_missing() -> Iterator[None]:
    """VROOM plans in this process, too."""
    with patch.object(dispatch.solve, "search", plan_with_vroom):
        yield


def planned(town: Town, options: PlanOptions = SHORT) -> Plan:
    """VROOM's plan of a town."""
    with numba_missing():
        return dispatch.solve.solve(town.stops, town.technicians, town.travel, town.now, options)


def test_without_numba_the_command_says_that_vroom_made_the_plan(tmp_path: Path) -> None:
    here = city("50/10")
    document = here.problem()
    document["matrices"]["car"]["durations"] = document["matrices"]["car"]["durations"].tolist()
    (tmp_path / "city.json").write_text(json.dumps(document))
    command = [sys.executable, "-c", ENGINE, "solve", str(tmp_path / "city.json"), "--seconds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    answer = json.loads(done.stdout)
    assert answer["engine"] == "vroom"
    assert done.stderr.startswith("vroom: ")
    assert answer["summary"]["violations"] == []
    assert answer["summary"]["unassigned"] <= 6
    assert sum(step["type"] == "job" for route in answer["routes"] for step in route["steps"]) >= 44


@pytest.mark.parametrize(
    "travel",
    [city("50/10").travel, replace(city("50/10").travel, profile=CITY_DAY)],
    ids=["all day alike", "rush hours"],
)
def test_a_small_city_is_served_and_both_judges_agree(travel: TravelModel) -> None:
    here = city("50/10")
    with numba_missing():
        plan = dispatch.solve.solve(here.stops, here.technicians, travel, None, PlanOptions(seconds=2.0))
    assert plan.engine == "vroom"
    assert len(served(plan)) >= 42
    busy = [one for one in plan.technicians if one.route]
    assert own_judge(busy, (), travel).all_violations == ()
    problem = problem_of(here.stops, here.technicians, travel)
    drive = in_rush_hours(problem) if travel.profile == CITY_DAY else None
    assert judge(problem, routes_of(plan), drive).violations == []


@FEW
@given(town=towns())
def test_no_judge_finds_anything_wrong_with_any_borrowed_plan(town: Town) -> None:
    plan = planned(town)
    assert judge(town.problem(), routes_of(plan)).violations == []
    assert own_verdict(plan, town) == ()
    asked = {stop.id for stop in town.stops} | {it.stop.id for one in town.technicians for it in one.route}
    left = [one.stop.id for one in plan.unassigned]
    assert sorted([*served(plan), *left]) == sorted(asked)
    for before, after in zip(town.technicians, plan.technicians, strict=True):
        firm = [it for it in before.route if it.fixed is not Fixed.FREE]
        assert [it for it in after.route if it.fixed is not Fixed.FREE] == firm


@FEW
@given(town=towns())
def test_nor_where_the_rush_hours_slow_everybody_down(town: Town) -> None:
    fresh = tuple(replace(one, route=()) for one in town.technicians)
    slow = replace(town, technicians=fresh, travel=replace(town.travel, profile=CITY_DAY))
    plan = planned(slow)
    problem = slow.problem()
    assert judge(problem, routes_of(plan), in_rush_hours(problem)).violations == []
    assert own_verdict(plan, slow) == ()


def test_locked_and_started_stops_stay_where_and_when_they_are() -> None:
    fact = PlannedStop(visit("fact", 1), 8 * HOUR, 9 * HOUR, Fixed.STARTED)
    lock = PlannedStop(visit("lock", 2, window=Window(15 * HOUR, 16 * HOUR)), 13 * HOUR, None, Fixed.LOCKED)
    far = matrix([[0, 60, 60], [60, 0, 3600], [60, 3600, 0]])
    everybody = (person("near", 2), person("holder", 1, route=(fact, lock), max_stops=3))
    stops = (visit("urgent", 2, priority=100, window=Window(13 * HOUR, 13 * HOUR)), visit("more", 1), visit("most", 1))
    plan = planned(Town(stops, everybody, far, 9 * HOUR))
    holder = plan.technicians[1].route
    assert (holder[0], holder[-1], len(holder)) == (fact, lock, 3)
    assert owners(plan)["urgent"] == {"near"}
    assert plan.unassigned == ()


def test_a_level_is_asked_for_not_just_the_skill() -> None:
    stops = (visit("hard", 1, skills=(Skill("A", 3),)), visit("easy", 0, skills=(Skill("A", 2), Skill("B"))))
    everybody = (person("beginner", 1, skills={"A": 2, "B": 1}), person("master", 0, skills={"A": 3}))
    plan = planned(Town(stops, everybody, matrix([[0, 600], [600, 0]])))
    assert owners(plan) == {"hard": {"master"}, "easy": {"beginner"}}
    alone = planned(Town(stops, everybody[:1], matrix([[0, 600], [600, 0]])))
    assert {one.stop.id: one.why for one in alone.unassigned} == {"hard": Why.NO_SKILL}


@pytest.mark.parametrize("classes", [(70, 40), (70, 40, 10), (70, 40, 20, 10)])
def test_one_urgent_visit_is_never_traded_for_two_that_add_up_to_more(classes: tuple[int, ...]) -> None:
    """Plain adding would take the two of 40; the classes besides are served by somebody else."""
    own: dict[str, Any] = {"skills": (Skill("B"),)}
    stops = [visit("2", priority=40, **own), visit("3", priority=40, **own)]
    stops += [visit("1", 1, service=2 * HOUR - 600, priority=70, **own)]
    stops += [visit(f"other {one}", skills=(Skill("A"),), priority=one) for one in classes[2:]]
    short = person("1", skills={"B": 1}, shift=Window(8 * HOUR, 10 * HOUR))
    town = Town(tuple(stops), (short, person("2", skills={"A": 1})), matrix([[0, 600], [600, 0]]))
    assert {"1"} == served(planned(town)) & {"1", "2", "3"}


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ([], {}),
        ([40], {40: 0}),
        ([40, 70], {40: 0, 70: 100}),
        ([0, 40, 70], {0: 0, 40: 1, 70: 100}),
        ([70, 0, 10, 40, 40], {0: 0, 10: 1, 40: 10, 70: 100}),
        (range(101), {one: one for one in range(101)}),
    ],
)
def test_classes_are_spread_as_far_as_the_priorities_reach(classes: Any, expected: dict[int, int]) -> None:
    assert weights(classes) == expected


@given(st.sets(st.integers(0, 100)))
def test_a_higher_class_always_weighs_more(classes: set[int]) -> None:
    found = weights(classes)
    spread = [found[one] for one in sorted(classes)]
    assert spread == sorted(set(spread))
    assert set(spread) <= set(range(101))


def test_nobody_works_through_an_absence_and_lunch_is_taken_after_it() -> None:
    lunch = Break(Window(11 * HOUR, 14 * HOUR), HOUR)
    away = person("T", pause=lunch, absences=(Window(11 * HOUR + 1800, 12 * HOUR + 900),))
    town = Town(tuple(visit(str(number)) for number in range(9)), (away,), matrix([[0]]))
    plan = planned(town)
    # Three before the absence, where lunch is too long for the half-hour left, and four after lunch
    assert len(served(plan)) == 7
    assert own_verdict(plan, town) == ()


def test_overtime_that_is_allowed_is_used() -> None:
    late = visit("late", window=Window(17 * HOUR + 1800, 18 * HOUR))
    assert served(planned(Town((late,), (person(),), matrix([[0]])))) == set()
    assert served(planned(Town((late,), (person(overtime=1800),), matrix([[0]])))) == {"late"}


def test_what_comes_after_another_follows_it_and_a_crew_is_left() -> None:
    stops = (visit("after", after=("before",)), visit("before"), visit("two", crew=2), visit("last", after=("two",)))
    plan = planned(Town(stops, (person("a"), person("b")), matrix([[0]])))
    starts = {it.stop.id: it.start or 0 for one in plan.technicians for it in one.route}
    assert starts["after"] >= starts["before"] + HOUR
    assert {one.stop.id: one.why for one in plan.unassigned} == {"two": Why.NO_CREW, "last": Why.WAITS_FOR}


def test_a_crew_that_has_agreed_on_a_start_keeps_it() -> None:
    two = visit("two", crew=2)
    routes = [(PlannedStop(two, 10 * HOUR, second=second),) for second in (False, True)]
    everybody = tuple(person(name, route=route) for name, route in zip("ab", routes, strict=True))
    town = Town((visit("more"), visit("after", after=("two",))), everybody, matrix([[0]]))
    plan = planned(town)
    assert owners(plan)["two"] == {"a", "b"}
    assert {it.start for one in plan.technicians for it in one.route if it.stop.id == "two"} == {10 * HOUR}
    assert plan.unassigned == ()
    assert own_verdict(plan, town) == ()


def test_empty_problems_and_senseless_ones() -> None:
    assert served(planned(Town((), (person(),), matrix([[0]])))) == set()
    off = planned(Town((visit("1"),), (person(shift=None),), matrix([[0]])))
    assert [one.stop.id for one in off.unassigned] == ["1"]
    gone = planned(Town((visit("1"),), (person(),), matrix([[0]]), now=20 * HOUR))
    assert [one.stop.id for one in gone.unassigned] == ["1"]
    with pytest.raises(InvalidProblem, match="circle"):
        planned(Town((visit("1", after=("2",)), visit("2", after=("1",))), (person(),), matrix([[0]])))
    with pytest.raises(InvalidProblem, match="no stop ghost"):
        planned(Town((visit("1", after=("ghost",)),), (person(),), matrix([[0]])))


def test_the_watcher_is_heard_and_the_time_is_kept() -> None:
    here = city("200/35")
    seen: list[Standing] = []

    def watch(standing: Standing) -> bool:
        seen.append(standing)
        return True

    with numba_missing():
        plan = dispatch.solve.solve(here.stops, here.technicians, here.travel, None, SHORT, watch)
    assert plan.seconds < 3.0
    assert seen[0].served == 0
    assert seen[0].unserved == len(here.stops)
    with numba_missing():
        stopped = dispatch.solve.solve(here.stops, here.technicians, here.travel, None, SHORT, lambda _: False)
    assert served(stopped) == set()


def test_breaks_that_cannot_both_be_taken_are_no_reason_to_give_up() -> None:
    """VROOM refuses such a day; here it is as bad as it is without a visit, and no worse."""
    noon = Window(12 * HOUR, 12 * HOUR)
    torn = person("T", pause=Break(noon, HOUR), more_pauses=(Break(noon, 900),))
    town = Town((visit("1", window=Window(8 * HOUR, 9 * HOUR)),), (torn,), matrix([[0]]))
    plan = planned(town)
    assert served(plan) == {"1"}
    assert [one.code for one in own_verdict(plan, town)] == [Breach.BREAK_LOST]
