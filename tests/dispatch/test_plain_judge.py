"""Who judges the judge: it finds each fault there can be, and agrees with VROOM's `check` on any route."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.benchmarks.borrowed import vroom
from tests.dispatch.plain_judge import Route, Verdict, Visit, judge
from tests.dispatch.plain_words import vroom_words
from tests.dispatch.plan_towns import Town, plain_towns

LUNCH = {"id": 1, "time_windows": [[1000, 1200]], "service": 100}


def two_places(job: dict[str, Any] | None = None, vehicle: dict[str, Any] | None = None) -> dict[str, Any]:
    """A vehicle at place 0 and jobs 1 and 2 at place 1, ten minutes away."""
    jobs = [{"id": 1, "location_index": 1, "service": 60, **(job or {})}, {"id": 2, "location_index": 1, "service": 60}]
    one = {"id": 1, "start_index": 0, "end_index": 0, "time_window": [0, 5000], **(vehicle or {})}
    other = {"id": 2, "start_index": 0, "time_window": [0, 5000]}
    return {"jobs": jobs, "vehicles": [one, other], "matrices": {"car": {"durations": [[0, 600], [600, 0]]}}}


def of_one(problem: dict[str, Any], *visits: Visit, **options: Any) -> Verdict:
    """The verdict on vehicle 1 alone."""
    return judge(problem, [Route(1, visits)], **options)


def test_a_sound_day_has_no_fault_and_counts_the_way_home() -> None:
    verdict = of_one(two_places(vehicle={"breaks": [LUNCH]}), Visit(1), Visit(2, 720))
    assert (verdict.violations, verdict.served, verdict.travel) == ([], 2, 1200)
    assert verdict.starts == {1: [(600, 1)], 2: [(720, 1)]}


FAULTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("is at job 1", {"time_windows": [[0, 599]]}, {}),
    ("is at job 1", {"time_windows": [[0, 500], [520, 599]]}, {}),
    ("lacks skill", {"skills": [3]}, {}),
    ("lacks skill", {"skill_levels": {"A": 2}}, {"skill_levels": {"A": 1}}),
    ("needs 2 of X", {"needs": {"X": 2}}, {"stock": {"X": 1}}),
    ("needs 2 of #0", {"delivery": [2]}, {"capacity": [1]}),
    ("ends 1 seconds after", {}, {"time_window": [0, 1259]}),
    ("of at most 0", {}, {"max_tasks": 0}),
    ("is not at work", {}, {"time_window": None}),
    (
        "no time for a break",
        {"service": 600, "time_windows": [[0, 600]]},
        {"breaks": [{**LUNCH, "time_windows": [[700, 1100]]}]},
    ),
    ("is at job 1", {"time_windows": [[0, 1000]]}, {"absences": [[0, 401]]}),
    ("is locked here at 700", {}, {"steps": [{"id": 2, "fixed": "locked", "service_at": 700}]}),
    ("was started here", {}, {"steps": [{"id": 2, "fixed": "started", "service_at": 0, "leave": 9}]}),
    ("is for 2", {"crew": 2}, {}),
    ("after 2, which nobody does", {"after": [2]}, {}),
]


@pytest.mark.parametrize(("fault", "job", "vehicle"), FAULTS)
def test_each_fault_is_found_and_only_that(fault: str, job: dict[str, Any], vehicle: dict[str, Any]) -> None:
    (found,) = of_one(two_places(job, vehicle), Visit(1)).violations
    assert fault in found


def test_a_start_that_cannot_be_is_found() -> None:
    assert of_one(two_places(), Visit(1, 600)).violations == []
    assert len(of_one(two_places(), Visit(1, 599)).violations) == 1
    assert len(of_one({**two_places(), "now": 1}, Visit(1, 600)).violations) == 1


def test_nothing_is_done_twice_nor_by_a_crew_that_comes_apart() -> None:
    both = [Route(1, [Visit(1, 600)]), Route(2, [Visit(1, 600, second=True)])]
    assert judge(two_places({"crew": 2}), both).violations == []
    assert len(judge(two_places({"crew": 2}), [both[0], Route(2, [Visit(1, 601, second=True)])]).violations) == 1
    assert judge(two_places(), [both[0], Route(2, [Visit(1)])]).violations != []
    assert judge(two_places(), [both[0], both[0]]).violations != []


def test_order_holds_across_vehicles() -> None:
    problem = two_places({"after": [2]})
    assert judge(problem, [Route(1, [Visit(1, 660)]), Route(2, [Visit(2, 600)])]).violations == []
    assert judge(problem, [Route(1, [Visit(1, 659)]), Route(2, [Visit(2, 600)])]).violations != []


def test_a_break_interrupts_a_drive_only_where_that_is_allowed() -> None:
    problem = two_places({"time_windows": [[0, 700]]}, {"breaks": [{**LUNCH, "time_windows": [[300, 300]]}]})
    assert of_one(problem, Visit(1), mid_drive=True).violations == []
    assert of_one(problem, Visit(1)).violations != []


@st.composite
def routed(draw: st.DrawFn) -> tuple[Town, list[list[int]]]:
    """A town, and its stops dealt out to its people in any order."""
    town = draw(plain_towns(most_stops=5, most_people=2))
    order = draw(st.permutations(range(1, len(town.stops) + 1)))
    cut = draw(st.integers(0, len(order)))
    return town, [list(order[:cut]), list(order[cut:])][: len(town.technicians)]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=routed())
def test_the_judge_and_vroom_agree_on_any_route(case: tuple[Town, list[list[int]]]) -> None:
    town, orders = case
    problem = vroom_words(town.problem())
    for number, order in enumerate(orders, 1):
        route = Route(number, [Visit(job) for job in order])
        assert bool(vroom.check(problem, [route])) == bool(judge(problem, [route], mid_drive=True).violations)
