"""The arithmetic of the search against the judge that shares no code with it, and how a search ends."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch import Break, Location, SpeedProfile, Stop, Technician, TravelModel, Window, check
from dispatch.model import PlannedStop
from dispatch.plan import PlanOptions, Standing
from dispatch.search import chain, clockwork
from dispatch.search.anneal import open_all
from dispatch.search.build import build, empty_days
from dispatch.search.by_reference import referred
from dispatch.search.tables import LOST, NEVER
from dispatch.solve import get_ready, solve

MINUTE, HOUR = 60, 3600
FLAT = TravelModel(profile=SpeedProfile())
RUSH = TravelModel()
seconds = st.integers(0, 14 * HOUR)


@st.composite
def windows(draw: st.DrawFn, most: int = 2) -> tuple[Window, ...]:
    """Windows that follow each other within the day."""
    edges = sorted(draw(st.lists(seconds, min_size=2, max_size=2 * most, unique=True)))
    return tuple(Window(first, last) for first, last in list(pairwise(edges))[::2])


@st.composite
def stops(draw: st.DrawFn, name: str) -> Stop:
    """A stop somewhere in a small town."""
    first, *more = draw(windows())
    place = Location(22.5 + draw(st.integers(0, 60)) / 500, 114.0 + draw(st.integers(0, 60)) / 500)
    return Stop(name, place, first, draw(st.integers(0, 90)) * MINUTE, more_windows=tuple(more))


@st.composite
def breaks(draw: st.DrawFn) -> Break:
    """A pause with one or two windows."""
    first, *more = draw(windows())
    return Break(first, draw(st.integers(0, 60)) * MINUTE, tuple(more))


@st.composite
def technicians(draw: st.DrawFn) -> Technician:
    """Somebody with a few stops, breaks and absences, who may have to come home."""
    pauses = draw(st.lists(breaks(), max_size=2))
    away = draw(st.lists(windows(1), max_size=2))
    home = Location(22.52, 114.02)
    route = [PlannedStop(draw(stops(f"planned {index}"))) for index in range(draw(st.integers(0, 4)))]
    return Technician(
        "T",
        home,
        Window(draw(st.integers(0, 9)) * HOUR, draw(st.integers(10, 15)) * HOUR),
        pause=pauses[0] if pauses else None,
        more_pauses=tuple(pauses[1:]),
        absences=tuple(one[0] for one in away),
        route=tuple(route),
        end=home if draw(st.booleans()) else None,
        overtime=draw(st.sampled_from([0, HOUR])),
    )


def places_that_fit(technician: Technician, stop: Stop, travel: TravelModel) -> list[int]:
    """Where the search's arithmetic says that `stop` fits into the day, in stops before it."""
    case = build([stop], [technician], travel, None, PlanOptions())
    days = empty_days(case.problem)
    problem, inside = referred(case.problem), referred(days)
    node = len(case.tasks)
    for number in range(len(technician.route)):
        chain.put(problem, inside, number, node, 0)
        node = number
    chain.renew(problem, inside, 0)
    new = len(technician.route)
    found = []
    node = len(case.tasks)
    for position in range(len(technician.route) + 1):
        onward = int(days.next[node])
        way_in, way_out = (
            int(case.problem.work[case.problem.place[origin], case.problem.place[there]])
            for origin, there in ((node, new), (new, onward))
        )
        if chain.fits(problem, inside, new, node, onward, 0, way_in, way_out, NEVER) != NEVER:
            found.append(position)
        node = onward
    return found


@settings(max_examples=150, deadline=None)
@given(technicians(), stops("new"))
def test_a_place_fits_exactly_where_the_judge_finds_no_fault(technician: Technician, stop: Stop) -> None:
    clean = [
        position
        for position in range(len(technician.route) + 1)
        if not check(technician.with_stop(stop, position), FLAT).violations
    ]
    assert places_that_fit(technician, stop, FLAT) == clean


@settings(max_examples=80, deadline=None)
@given(technicians(), stops("new"))
def test_in_the_rush_hour_a_place_that_fits_is_never_faulty(technician: Technician, stop: Stop) -> None:
    for position in places_that_fit(technician, stop, RUSH):
        assert not check(technician.with_stop(stop, position), RUSH).violations


@settings(max_examples=150, deadline=None)
@given(technicians(), seconds, st.integers(0, 4 * HOUR), st.sampled_from([FLAT, RUSH]))
def test_the_latest_departure_is_the_inverse_of_the_earliest_arrival(
    technician: Technician, moment: int, work: int, travel: TravelModel
) -> None:
    problem = referred(build([], [technician], travel, None, PlanOptions()).problem)
    arrive = clockwork.drive(problem, 0, moment, work)
    latest = clockwork.drive_by(problem, 0, arrive, work)
    assert latest >= moment
    assert clockwork.drive(problem, 0, latest, work) <= arrive
    assert clockwork.drive(problem, 0, latest + 1, work) > arrive


@settings(max_examples=150, deadline=None)
@given(technicians(), stops("new"), seconds)
def test_the_latest_beginning_is_the_inverse_of_the_earliest_start(
    technician: Technician, stop: Stop, moment: int
) -> None:
    case = build([stop], [technician], FLAT, None, PlanOptions())
    problem, new = referred(case.problem), len(technician.route)
    start = clockwork.begin(problem, 0, new, NEVER, moment)
    if start == NEVER:
        return
    latest = clockwork.begin_by(problem, 0, new, NEVER, start + stop.service)
    assert latest != LOST
    assert latest >= moment
    assert clockwork.begin(problem, 0, new, NEVER, latest) <= start


def test_an_empty_day_is_open_from_the_shift_to_its_end() -> None:
    lin = Technician("T", Location(22.5, 114.0), Window(8 * HOUR, 18 * HOUR))
    case = build([Stop("S", Location(22.5, 114.0), Window(0, 24 * HOUR), HOUR)], [lin], FLAT, None, PlanOptions())
    days = empty_days(case.problem)
    open_all(referred(case.problem), referred(days))
    assert days.earliest[1, 0] == 8 * HOUR
    assert days.latest[2, 0] == 18 * HOUR


def crowd(count: int) -> list[Stop]:
    """Stops all over a town."""
    return [
        Stop(
            f"S{number}", Location(22.5 + number % 17 / 100, 114.0 + number % 23 / 100), Window(0, 18 * HOUR), HOUR // 2
        )
        for number in range(count)
    ]


def team(count: int) -> list[Technician]:
    """People at work from eight to six."""
    return [
        Technician(f"T{number}", Location(22.55, 114.0 + number / 50), Window(8 * HOUR, 18 * HOUR))
        for number in range(count)
    ]


@pytest.mark.parametrize("size", [(30, 4), (400, 30)])
def test_a_search_stops_at_its_limit(size: tuple[int, int]) -> None:
    get_ready()
    began = time.perf_counter()
    plan = solve(crowd(size[0]), team(size[1]), options=PlanOptions(seconds=1.0))
    assert time.perf_counter() - began < 2.5
    assert plan.steps > 0


def test_the_watcher_hears_how_it_goes_and_can_end_it() -> None:
    heard: list[Standing] = []

    def watch(standing: Standing) -> bool:
        heard.append(standing)
        return len(heard) < 3

    began = time.perf_counter()
    plan = solve(crowd(60), team(6), options=PlanOptions(seconds=60.0), watch=watch)
    assert time.perf_counter() - began < 30
    assert len(heard) == 3
    assert heard[-1].served + heard[-1].unserved == 60
    assert not [wrong for one in plan.technicians for wrong in check(one).violations]


def test_more_steps_are_never_worse() -> None:
    def cost(steps: int) -> tuple[int, int]:
        plan = solve(crowd(60), team(5), options=PlanOptions(seconds=600, steps=steps, threads=1))
        return len(plan.unassigned), plan.cost.total

    assert cost(400) <= cost(0)
