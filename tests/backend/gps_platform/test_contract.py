"""What every platform must do, whatever it is called behind: the same sentences over each adapter and real HTTP."""

from datetime import timedelta

import pytest

from backend.kernel.ports import PlatformTerminal
from tests.backend.gps_platform.conftest import HOME, ICCID, VIN, World

PLATE = "粤B12345"


@pytest.fixture
def reporting(world: World) -> PlatformTerminal:
    number = world.number()
    world.report(number, PLATE)
    found = world.platform.find(number)
    assert found is not None
    return found


def test_a_number_that_nobody_registered_is_not_found(world: World) -> None:
    assert world.platform.find(world.number()) is None


def test_a_terminal_is_found_by_its_number_and_shown_as_its_vehicle(world: World, reporting: PlatformTerminal) -> None:
    assert reporting.name == PLATE
    assert reporting.online is True
    assert reporting.last_seen is not None
    assert abs(reporting.last_seen - world.clock.now()) < timedelta(minutes=2)


def test_one_that_was_registered_before_the_visit_is_known_and_has_not_reported(world: World) -> None:
    number = world.number()
    made = world.platform.register(number, PLATE)
    assert (made.number, made.name) == (number, PLATE)
    assert world.platform.find(number) == made
    assert made.last_seen is None or world.platform.latest(made) is not None


def test_registering_again_changes_nothing(world: World) -> None:
    number = world.number()
    assert world.platform.register(number, PLATE) == world.platform.register(number, PLATE)


def test_registering_under_another_name_renames_the_same_terminal(world: World, reporting: PlatformTerminal) -> None:
    renamed = world.platform.register(reporting.number, "粤B54321")
    assert (renamed.id, renamed.name) == (reporting.id, "粤B54321")
    assert world.platform.find(reporting.number) == renamed


def test_the_latest_report_tells_where_and_how(world: World, reporting: PlatformTerminal) -> None:
    fix = world.platform.latest(reporting)
    assert fix is not None
    assert fix.valid
    assert fix.lat == pytest.approx(HOME.lat, abs=0.0002)
    assert fix.lng == pytest.approx(HOME.lng, abs=0.0002)
    assert timedelta(0) <= world.clock.now() - fix.fixed_at < timedelta(minutes=2)
    assert fix.satellites is not None
    assert fix.satellites >= 8
    assert fix.ignition is not None
    assert fix.external_volts is not None
    assert 24 < fix.external_volts < 29
    assert fix.iccid in (None, ICCID)
    assert fix.vin == VIN


def test_reports_of_a_span_come_oldest_first_and_no_others(world: World, reporting: PlatformTerminal) -> None:
    until = world.clock.now() - timedelta(minutes=5)
    since = until - timedelta(minutes=10)
    found = world.platform.fixes(reporting, since, until)
    times = [one.fixed_at for one in found]
    assert 9 <= len(found) <= 11
    assert times == sorted(times)
    assert since <= times[0] <= times[-1] <= until
    assert any(one.ignition for one in world.platform.fixes(reporting, since - timedelta(hours=1), until))


def test_a_span_without_reports_is_empty(world: World, reporting: PlatformTerminal) -> None:
    before = world.clock.now() - timedelta(days=9)
    assert list(world.platform.fixes(reporting, before, before + timedelta(days=1))) == []
