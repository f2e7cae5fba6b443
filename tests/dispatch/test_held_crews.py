"""Crews of which a part is held already, and what has to be in a plan before any search."""

import pytest

from dispatch import Fixed, Location, PlannedStop, SpeedProfile, Stop, Technician, TravelModel, Window
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
