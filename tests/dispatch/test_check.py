"""The judge, held against days small enough to reckon by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from dispatch import (
    Breach,
    Break,
    Fixed,
    InvalidProblem,
    Location,
    PlannedStop,
    Skill,
    SpeedProfile,
    Technician,
    TravelModel,
    Window,
    check,
)
from tests.dispatch.towns import HERE, HOUR, east, person, visit

# 36 km/h everywhere, always: 1 km of road takes 100 s
STEADY = TravelModel(detour=1.0, normal_kmh=36.0, profile=SpeedProfile())


def minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * HOUR + int(minutes) * 60


def free(*names: str) -> tuple[PlannedStop, ...]:
    return tuple(PlannedStop(visit(name)) for name in names)


def broken(technician: Technician, now: int | None = None) -> list[Breach]:
    return [violation.code for violation in check(technician, STEADY, now).violations]


def test_a_day_is_driven_waited_and_served_in_order() -> None:
    """36 km east takes an hour; the window opens at 9; an hour's work each."""
    route = (PlannedStop(visit("A", location=east(36))), PlannedStop(visit("B")))
    report = check(person(route=route), STEADY)
    first, second = report.stops
    assert first.arrive == pytest.approx(9 * HOUR, abs=60)
    assert (first.start, first.leave - first.start) == (max(first.arrive, 9 * HOUR), HOUR)
    assert second.arrive == pytest.approx(first.leave + HOUR, abs=60)
    assert report.drive_seconds == pytest.approx(2 * HOUR, abs=120)
    assert report.drive_metres == pytest.approx(72_000, rel=0.02)
    assert report.violations == ()


def test_waiting_is_no_driving() -> None:
    """Who would come early sets off later, out of the rush hour."""
    rushed = TravelModel(detour=1.0, normal_kmh=36.0, profile=SpeedProfile(((0, 0.5), (HOUR * 9, 1))))
    stop = visit(location=east(3.6), window=Window(10 * HOUR, 11 * HOUR))
    report = check(person(route=(PlannedStop(stop),)), rushed)
    assert report.stops[0].arrive == pytest.approx(8 * HOUR + 720, abs=15)
    assert report.drive_seconds == pytest.approx(360, abs=8)


def test_late_work_is_told_with_the_minutes() -> None:
    """Two visits for ten o'clock: the second starts an hour late."""
    at_ten = Window(10 * HOUR, 10 * HOUR)
    route = tuple(PlannedStop(visit(name, window=at_ten)) for name in "AB")
    (violation,) = check(person(route=route), STEADY).violations
    assert violation.code is Breach.LATE
    expected = {"visit": "B", "start": 11 * HOUR, "latest": 10 * HOUR, "by": HOUR}
    assert violation.params == expected


def test_a_locked_visit_starts_exactly_when_planned() -> None:
    """It waits for its time, and is moved when its time cannot be kept."""
    locked = PlannedStop(visit("L"), start=14 * HOUR, fixed=Fixed.LOCKED)
    assert check(person(route=(locked,)), STEADY).stops[0].start == 14 * HOUR
    early = PlannedStop(visit("L"), start=minute("9:30"), fixed=Fixed.LOCKED)
    assert broken(person(route=(*free("A"), early))) == [Breach.LOCKED_MOVED]


def test_what_has_started_is_a_fact() -> None:
    """Its times are taken as given, however odd; the day goes on from there."""
    fact = PlannedStop(visit("F", location=east(36)), minute("7:00"), minute("12:00"), Fixed.STARTED)
    report = check(person(route=(fact, *free("A"))), STEADY)
    assert report.stops[0].start == minute("7:00")
    assert report.stops[1].arrive == pytest.approx(minute("13:00"), abs=60)
    assert report.violations == ()


def test_nothing_happens_before_now() -> None:
    """At three in the afternoon the morning is over."""
    assert check(person(route=free("A")), STEADY, 15 * HOUR).stops[0].start == 15 * HOUR
    assert broken(person(route=free("A")), minute("17:30")) == [Breach.LATE, Breach.SHIFT_OVERRUN]


def test_the_break_goes_where_it_hurts_least() -> None:
    """Between the visits, on arrival, or after all: wherever nobody has to wait for it."""
    lunch = Break(Window(minute("11:30"), minute("13:00")), HOUR)
    at_noon = PlannedStop(visit("B", window=Window(12 * HOUR, minute("12:30"))))
    report = check(person(pause=lunch, route=(*free("A"), at_noon)), STEADY)
    assert report.violations == ()
    assert report.break_start == 13 * HOUR


def test_a_break_with_no_room_is_lost() -> None:
    """Five hours of work over the whole lunch time."""
    lunch = Break(Window(minute("11:30"), minute("13:00")), HOUR)
    long = PlannedStop(visit(window=Window(9 * HOUR, 9 * HOUR), service=5 * HOUR))
    (violation,) = check(person(pause=lunch, route=(long,)), STEADY).violations
    assert violation.code is Breach.BREAK_LOST
    assert violation.params == {"from": minute("11:30"), "until": 13 * HOUR, "seconds": HOUR}


@pytest.mark.parametrize(
    "changes",
    [
        {"shift": Window(14 * HOUR, 20 * HOUR)},
        {"absences": (Window(11 * HOUR, 14 * HOUR),)},
        {"shift": Window(6 * HOUR, 12 * HOUR)},
    ],
)
def test_a_break_is_not_due_where_there_is_no_place_for_it(changes: dict[str, Any]) -> None:
    """A late shift, an early one, or being away at lunch anyway."""
    lunch = Break(Window(minute("11:30"), minute("13:00")), HOUR)
    technician = person(pause=lunch, **changes)
    assert technician.due_break(technician.ready_at()) is None
    assert broken(technician) == []


def test_nothing_overlaps_an_absence() -> None:
    """Neither the work nor the way: both wait until it is over."""
    away = Window(minute("8:30"), minute("11:00"))
    near = check(person(absences=(away,), route=free("A")), STEADY)
    assert near.stops[0].start == 11 * HOUR
    far = (PlannedStop(visit("A", location=east(36))),)
    report = check(person(absences=(away,), route=far), STEADY)
    assert report.stops[0].arrive == pytest.approx(12 * HOUR, abs=60)
    assert report.drive_seconds == pytest.approx(HOUR, abs=60)


def test_the_way_home_counts_where_home_is_asked_for() -> None:
    """An hour's drive home after five is an hour of overrun."""
    last = PlannedStop(visit(window=Window(17 * HOUR, 17 * HOUR)))
    assert broken(person(route=(last,))) == []
    (violation,) = check(person(route=(last,), end=east(36)), STEADY).violations
    assert violation.code is Breach.SHIFT_OVERRUN
    assert violation.params["by"] == pytest.approx(HOUR, abs=60)


def test_what_needs_no_clock_is_judged_as_well() -> None:
    """Skills, stock over the whole route, the number of stops, and a day off."""
    needy = PlannedStop(visit("A", skills=(Skill("S03", 2),), needs={"BD-1": 2}))
    also = PlannedStop(visit("B", needs={"BD-1": 1}))
    technician = person(route=(needy, also), skills={"S03": 1}, stock={"BD-1": 2}, max_stops=1)
    violations = {v.code: v.params for v in check(technician, STEADY).violations}
    assert violations[Breach.SKILL_MISSING] == {
        "visit": "A", "skill": "S03", "level_needed": 2, "level_has": 1,
    }  # fmt: skip
    assert violations[Breach.STOCK_MISSING] == {"product": "BD-1", "needed": 3, "short": 1}
    assert violations[Breach.DAY_FULL] == {"stops": 2, "max": 1}
    assert broken(person(shift=None, route=free("A"))) == [Breach.NOT_ON_SHIFT]


def test_senseless_people_and_visits_are_refused() -> None:
    """The error names the field."""
    fact = PlannedStop(visit("F"), 0, 1, Fixed.STARTED)
    cases: list[tuple[Callable[[], object], str]] = [
        (lambda: Window(2, 1), "end"),
        (lambda: visit(location=Location(float("nan"), 0.0)), "location"),
        (lambda: visit(location=Location(0.0, 181.0)), "location"),
        (lambda: visit(""), "id"),
        (lambda: visit(service=-1), "service"),
        (lambda: visit(priority=101), "priority"),
        (lambda: visit(needs={"X": -1}), "needs.X"),
        (lambda: visit(skills=(Skill("A"), Skill("A", 2))), "skills"),
        (lambda: Skill("A", 0), "level"),
        (lambda: PlannedStop(visit(), fixed=Fixed.LOCKED), "start"),
        (lambda: person(route=(*free("A"), fact)), "route[1].fixed"),
        (lambda: person(route=free("A", "A")), "route[1].stop.id"),
        (lambda: person(start=Location(0.0, float("inf"))), "start"),
        (lambda: person(max_stops=-1), "max_stops"),
    ]
    for build, field in cases:
        with pytest.raises(InvalidProblem) as refusal:
            build()
        assert refusal.value.field == field


def test_absences_are_sorted_and_merged() -> None:
    """Touching ones count as one."""
    absences = (Window(5, 9), Window(1, 2), Window(2, 4), Window(6, 7))
    assert person(absences=absences).absences == (Window(1, 4), Window(5, 9))
    assert person(start=HERE).absences == ()


def test_a_break_can_be_taken_on_the_spot_before_the_work() -> None:
    """Off at ten, there at eleven, lunch, and on with the work at twelve."""
    lunch = Break(Window(11 * HOUR, minute("11:10")), HOUR)
    noon = PlannedStop(visit("B", location=east(36), window=Window(12 * HOUR, minute("12:10"))))
    report = check(person(pause=lunch, route=(*free("A"), noon)), STEADY)
    assert report.violations == ()
    assert report.stops[1].arrive == report.break_start == pytest.approx(11 * HOUR, abs=60)
