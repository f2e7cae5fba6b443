"""The judge of whole plans, and the law that came with them, on days reckoned by hand."""

import time
from dataclasses import replace

import pytest

from dispatch import (
    Breach,
    Break,
    Fixed,
    Location,
    PlannedStop,
    Skill,
    Stop,
    Technician,
    Window,
    check,
    judge,
)
from tests.dispatch.test_check import STEADY, broken, free, minute
from tests.dispatch.towns import HOUR, east, person, visit


def whole(*technicians: Technician, stops: tuple[Stop, ...] = ()) -> list[Breach]:
    report = judge(technicians, stops, STEADY)
    assert all(day.violations == () for day in report.days)
    return [violation.code for violation in report.violations]


def test_work_starts_in_any_of_the_windows() -> None:
    """Who misses the first waits for the second, and is late only after the last."""
    morning, noon = Window(8 * HOUR, 9 * HOUR), Window(12 * HOUR, 13 * HOUR)
    choosy = visit("B", window=morning, more_windows=(noon,))
    first = PlannedStop(visit("A", window=morning))
    two_hours = PlannedStop(visit("A", window=morning, service=2 * HOUR))
    assert check(person(route=(first, PlannedStop(choosy))), STEADY).stops[1].start == 9 * HOUR
    assert check(person(route=(two_hours, PlannedStop(choosy))), STEADY).stops[1].start == 12 * HOUR
    late = check(person(route=(PlannedStop(visit("A", service=5 * HOUR)), PlannedStop(choosy))), STEADY)
    assert [violation.params["latest"] for violation in late.violations] == [13 * HOUR]


def test_waiting_for_the_second_window_is_no_driving_either() -> None:
    """Off at eleven for a drive of an hour, not at once."""
    far = visit("A", location=east(36), window=Window(8 * HOUR, 8 * HOUR), more_windows=(Window(12 * HOUR, 13 * HOUR),))
    report = check(person(route=(PlannedStop(far),)), STEADY)
    assert (report.stops[0].start, report.violations) == (12 * HOUR, ())
    assert report.drive_seconds == pytest.approx(HOUR, abs=60)


TEA = Break(Window(9 * HOUR, 10 * HOUR), 900)
LUNCH = Break(Window(11 * HOUR, 13 * HOUR), 1800, (Window(14 * HOUR, 15 * HOUR),))


def test_several_breaks_are_taken_in_their_order() -> None:
    """Tea before the second visit, lunch at the end: nobody need wait for it."""
    route = tuple(PlannedStop(visit(name, window=Window(8 * HOUR, 12 * HOUR), service=90 * 60)) for name in "ABC")
    report = check(person(pause=TEA, more_pauses=(LUNCH,), route=route), STEADY)
    assert report.violations == ()
    assert [(rest.number, rest.start) for rest in report.rests] == [(0, minute("9:30")), (1, minute("12:45"))]


def test_a_break_may_be_taken_in_its_second_window() -> None:
    """Work from eight to two: lunch is at two."""
    long = PlannedStop(visit("A", window=Window(8 * HOUR, 8 * HOUR), service=6 * HOUR))
    assert check(person(pause=LUNCH, route=(long,)), STEADY).break_start == 14 * HOUR


def test_one_break_may_be_lost_and_the_next_one_kept() -> None:
    """No room for tea is no reason to go without lunch."""
    long = PlannedStop(visit("A", window=Window(8 * HOUR, 8 * HOUR), service=4 * HOUR))
    report = check(person(pause=TEA, more_pauses=(LUNCH,), route=(long,)), STEADY)
    assert [violation.code for violation in report.violations] == [Breach.BREAK_LOST]
    assert [(rest.number, rest.start) for rest in report.rests] == [(1, 12 * HOUR)]


def test_overtime_is_allowed_as_far_as_it_goes() -> None:
    """An hour after the shift with an hour and a half allowed; not with half an hour."""
    last = (PlannedStop(visit(window=Window(18 * HOUR, 18 * HOUR))),)
    assert broken(person(route=last, overtime=90 * 60)) == []
    (violation,) = check(person(route=last, overtime=30 * 60), STEADY).violations
    assert violation.params == {"finish": 19 * HOUR, "until": minute("18:30"), "by": 30 * 60}


def test_the_second_of_a_crew_brings_other_skills_and_no_parts() -> None:
    """The first needs the skill and the parts, the second a hand for ladders."""
    heavy = visit("A", crew=2, skills=(Skill("S03"),), second_skills=(Skill("LADDER"),), needs={"BD-1": 1})
    first, second = PlannedStop(heavy), PlannedStop(heavy, second=True)
    able = person("T1", skills={"S03": 1}, stock={"BD-1": 1}, route=(first,))
    assert whole(able, person("T2", skills={"LADDER": 1}, route=(second,))) == []
    assert broken(person(route=(second,))) == [Breach.SKILL_MISSING]
    assert broken(person(route=(first,))) == [Breach.SKILL_MISSING, Breach.STOCK_MISSING]


def crew(start: int | None, other: int | None) -> list[Technician]:
    heavy = visit("A", crew=2)
    return [
        person("T1", route=(PlannedStop(heavy, start),)),
        person("T2", route=(*free("B"), PlannedStop(heavy, other, second=True))),
    ]


def test_a_crew_starts_at_the_same_moment() -> None:
    """The second comes from another visit: the first waits only if a start is agreed."""
    assert whole(*crew(10 * HOUR, 10 * HOUR)) == []
    assert whole(*crew(None, None)) == [Breach.CREW_APART]
    (violation,) = judge(crew(9 * HOUR, 11 * HOUR), (), STEADY).violations
    assert violation.params == {"visit": "A", "start": 9 * HOUR, "other": 11 * HOUR, "by": 2 * HOUR}


def test_nobody_begins_before_the_start_that_was_agreed_even_after_the_window() -> None:
    """An agreed start beyond the window is late, not early."""
    heavy = visit("A", crew=2, window=Window(9 * HOUR, 10 * HOUR))
    report = check(person(route=(PlannedStop(heavy, 11 * HOUR),)), STEADY)
    assert report.stops[0].start == 11 * HOUR
    assert [violation.code for violation in report.violations] == [Breach.LATE]


def test_a_crew_is_two_people_and_one_is_one() -> None:
    """Alone at a visit for two; two, or two seconds, at a visit made twice."""
    first, second = crew(10 * HOUR, 10 * HOUR)
    assert whole(first) == [Breach.CREW_INCOMPLETE]
    assert whole(first, replace(first, id="T3")) == [Breach.SERVED_TWICE]
    assert whole(first, second, replace(first, id="T3")) == [Breach.SERVED_TWICE]
    assert whole(person("T1", route=free("B")), person("T2", route=free("B"))) == [Breach.SERVED_TWICE]


def test_what_comes_after_waits_until_the_other_is_left() -> None:
    """Also in somebody else's day, also if the other is in nobody's."""
    later = visit("Z", after=("B",))
    waiting = person("T1", route=(PlannedStop(later, 10 * HOUR),))
    hasty = person("T1", route=(PlannedStop(later, minute("9:30")),))
    other = person("T2", route=free("B"))
    assert whole(waiting, other) == []
    assert whole(hasty, other) == [Breach.OUT_OF_ORDER]
    assert whole(waiting, stops=(visit("B"),)) == [Breach.WAITS_FOR]
    assert whole(waiting) == [Breach.UNKNOWN_AFTER]
    assert whole(other, stops=(later,)) == []


def test_what_has_started_did_not_wait() -> None:
    """Facts are not judged."""
    later = visit("Z", after=("B",))
    begun = person("T1", route=(PlannedStop(later, 8 * HOUR, 9 * HOUR, Fixed.STARTED),))
    assert whole(begun, person("T2", route=free("B"))) == []


def test_a_circle_of_visits_is_told_once() -> None:
    """A after C after B after A; D only hangs on."""
    stops = (visit("A", after=("C",)), visit("B", after=("A",)), visit("C", after=("B",)), visit("D", after=("A",)))
    assert whole(person(), stops=stops) == [Breach.CIRCLE]
    assert whole(person(), stops=(visit("A", after=("B", "C")), visit("B", after=("C",)), visit("C"))) == []


def hundred(*pauses: Break) -> Technician:
    """A hundred visits of a minute, 111 m apart."""
    places = [Location(31.2 + number * 0.001, 121.4) for number in range(100)]
    bounds = Window(8 * HOUR, 20 * HOUR)
    stops = [visit(f"V{n}", location=place, window=bounds, service=60) for n, place in enumerate(places)]
    route = tuple(PlannedStop(stop) for stop in stops)
    return person(pause=pauses[0], more_pauses=pauses[1:], route=route)


def test_a_day_of_a_hundred_visits_is_judged_in_no_time() -> None:
    """Under 20 ms of processor time, whatever else the machine does (measured: 3, with three breaks 12)."""
    took = []
    for _ in range(5):
        begin = time.process_time()
        report = check(hundred(LUNCH), STEADY)
        took.append(time.process_time() - begin)
    assert report.violations == ()
    assert min(took) < 0.02
    full = check(hundred(TEA, LUNCH, Break(Window(16 * HOUR, 17 * HOUR), 600)), STEADY)
    assert (full.violations, len(full.rests)) == ((), 3)
