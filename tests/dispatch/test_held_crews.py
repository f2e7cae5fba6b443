"""Crews of which a part is held already, and what has to be in a plan before any search."""

import pytest

from dispatch import Break, Fixed, Location, PlannedStop, SpeedProfile, Stop, Technician, TravelModel, Window, check
from dispatch.judge import judge
from dispatch.plan import Plan, PlanOptions
from dispatch.solve import solve

HOUR = 3600
DAY = Window(8 * HOUR, 18 * HOUR)
HOME = Location(22.5, 114.0)
FLAT = TravelModel(profile=SpeedProfile())
TOGETHER = Stop("together", Location(22.51, 114.0), DAY, HOUR, crew=2)


def planned(*technicians: Technician, stops: tuple[Stop, ...] = (), steps: int = 60) -> Plan:
    """The plan for a few people."""
    return solve(stops, technicians, FLAT, None, PlanOptions(steps=steps, seconds=600, threads=1))


def locked(start: int, *, second: bool) -> PlannedStop:
    """One half of the crew, which is not to be moved."""
    return PlannedStop(TOGETHER, start=start, fixed=Fixed.LOCKED, second=second)


@pytest.mark.parametrize("second", [False, True])
def test_who_is_missing_from_a_held_crew_is_found(second: bool) -> None:
    plan = planned(Technician("A", HOME, DAY, route=(locked(10 * HOUR, second=second),)), Technician("B", HOME, DAY))
    assert not plan.unassigned
    assert not judge(plan.technicians, [TOGETHER], FLAT).all_violations
    assert [(it.start, it.second) for it in plan.technicians[1].route] == [(10 * HOUR, not second)]


def test_a_crew_that_is_late_already_costs_nobody_the_rest_of_the_day() -> None:
    """Eight o'clock at the other end of the way cannot be kept by who sets off at eight."""
    later = Stop("later", Location(22.52, 114.0), DAY, HOUR)
    first = Technician("A", HOME, DAY, route=(locked(8 * HOUR, second=False), PlannedStop(later, start=12 * HOUR)))
    other = Technician("B", HOME, DAY, route=(locked(8 * HOUR, second=True),), max_stops=1)
    plan = planned(first, other)
    assert not plan.unassigned
    assert [it.stop.id for it in plan.technicians[0].route] == ["together", "later"]


def test_what_is_urgent_is_in_the_plan_before_any_search() -> None:
    """A day has room for one; the urgent one is named last."""
    whole_day = [Stop(f"low {number}", HOME, Window(8 * HOUR, 9 * HOUR), 9 * HOUR) for number in range(3)]
    urgent = Stop("urgent", HOME, Window(8 * HOUR, 9 * HOUR), 9 * HOUR, priority=100)
    plan = planned(Technician("A", HOME, DAY), stops=(*whole_day, urgent), steps=0)
    assert plan.steps == 0
    assert [it.stop.id for it in plan.technicians[0].route] == ["urgent"]


def test_a_break_goes_where_it_keeps_the_other_half_of_a_crew_from_waiting() -> None:
    """Resting first would save driving, for the roads are slow in the morning, and end the day no later."""
    slow_morning = TravelModel(profile=SpeedProfile(((0, 0.5), (10 * HOUR, 1.0))))
    meeting = Stop("meeting", Location(22.53, 114.0), DAY, 0, crew=2)
    last = Stop("last", Location(22.53, 114.0), Window(12 * HOUR, 12 * HOUR), 0)
    route = (PlannedStop(meeting, start=9 * HOUR), PlannedStop(last))
    lin = Technician("A", HOME, DAY, pause=Break(Window(11 * HOUR, 12 * HOUR), 0), route=route)
    assert [it.start for it in check(lin, slow_morning).stops] == [9 * HOUR, 12 * HOUR]
