"""The simulated fleet: Traccar's shapes, and each terminal's behaviour as the adapter sees it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.gps_platform import PlatformEvent, build_platform
from backend.gps_platform.events import read_traccar
from backend.gps_platform.simulated import Behaviour, Fleet, Simulator, read_fleet
from backend.gps_platform.simulated.beside import FILE, with_simulated_platform
from backend.gps_platform.simulated.devices import event
from backend.gps_platform.simulated.pushing import Pusher
from backend.kernel.clock import SettableClock, SystemClock
from backend.kernel.ports import GpsPlatform, PlatformAway, PlatformFix, PlatformTerminal
from backend.kernel.settings import Settings
from tests.backend.gps_platform.conftest import HOME, ICCID, NOW, VIN

SCHEMA = json.loads((Path(__file__).parent / "traccar_schema.json").read_text(encoding="utf-8"))
NUMBER = "867000000000017"
NEIGHBOUR = "867000000000025"
Fit = Callable[..., PlatformTerminal]


def is_date_time(told: Any) -> bool:
    return isinstance(told, str) and datetime.fromisoformat(told).tzinfo is not None


KINDS: dict[str, Callable[[Any], bool]] = {
    "integer": lambda told: isinstance(told, int) and not isinstance(told, bool),
    "number": lambda told: isinstance(told, int | float) and not isinstance(told, bool),
    "string": lambda told: isinstance(told, str),
    "boolean": lambda told: isinstance(told, bool),
    "object": lambda told: isinstance(told, dict),
    "array": lambda told: isinstance(told, list),
    "date-time": is_date_time,
}


def strays(shape: str, row: dict[str, Any]) -> list[str]:
    """Fields that Traccar's documentation does not have, that are missing, or of another kind (null is none)."""
    known = SCHEMA[shape]
    wrong = [name for name, told in row.items() if name in known and told is not None and not KINDS[known[name]](told)]
    return (
        wrong + sorted(known.keys() - row.keys()) + sorted(row.keys() - known.keys() - {"calendarId", "expirationTime"})
    )


@pytest.fixture
def fit(fleet: Fleet, clock: SettableClock, traccar: GpsPlatform) -> Fit:
    """`fit("garage", hours=1)`: a terminal fitted an hour ago that behaves so, next to a healthy neighbour."""

    def fitted(behaviour: str, hours: float = 1.0) -> PlatformTerminal:
        since = clock.now() - timedelta(hours=hours)
        fleet.put(NEIGHBOUR, since, name="粤B99999", lat=HOME.lat + 0.05, lng=HOME.lng, vin="LNEIGHBOUR0000001")
        fleet.put(
            NUMBER, since, name="粤B12345", lat=HOME.lat, lng=HOME.lng, iccid=ICCID, vin=VIN, neighbour=NEIGHBOUR,
            behaviour=Behaviour(behaviour),
        )  # fmt: skip
        found = traccar.find(NUMBER)
        assert found is not None
        return found

    return fitted


@pytest.fixture
def day(traccar: GpsPlatform, clock: SettableClock) -> Callable[[PlatformTerminal], list[PlatformFix]]:
    """All reports of the last day."""
    return lambda terminal: list(traccar.fixes(terminal, clock.now() - timedelta(days=1), clock.now()))


def metres_from_home(fix: PlatformFix) -> float:
    return hypot(fix.lat - HOME.lat, (fix.lng - HOME.lng) * cos(radians(HOME.lat))) * 111_320


def test_its_answers_have_the_shapes_that_traccar_documents(control: httpx.Client, fit: Fit, fleet: Fleet) -> None:
    for behaviour in Behaviour:
        fit(behaviour)
        devices = control.get("/api/devices").json()
        positions = control.get("/api/positions").json()
        assert len(devices) == 2
        for device in devices:
            assert strays("Device", device) == []
            assert device["status"] in ("online", "offline", "unknown")
        for position in positions:
            assert strays("Position", position) == []
        pushed = event(fleet, fleet.all()[0], "offline", NOW)
        assert strays("Event", pushed["event"]) == []
        assert strays("Device", pushed["device"]) == []


def test_the_schema_tells_a_stray_shape() -> None:
    row = {"id": "1", "type": "a", "eventTime": "2026-11-23T00:00:00", "more": 1}
    missing = {"attributes", "deviceId", "geofenceId", "maintenanceId", "positionId"}
    assert set(strays("Event", row)) == {"id", "eventTime", "more"} | missing


def test_a_healthy_one_reports_every_minute_from_where_it_stands(fit: Fit, day: Any) -> None:
    terminal = fit("healthy")
    found = day(terminal)
    assert terminal.online
    assert len(found) == pytest.approx(60, abs=1)
    assert all(one.valid and metres_from_home(one) < 20 and one.iccid == ICCID for one in found)
    assert {one.ignition for one in found} == {True, False}


def test_once_it_is_on_its_own_it_reports_every_five_minutes(fit: Fit, day: Any) -> None:
    times = [one.fixed_at for one in day(fit("healthy", hours=9))]
    apart = {later - earlier for earlier, later in pairwise(times)}
    assert apart == {timedelta(minutes=1), timedelta(minutes=5)}
    assert len(times) == pytest.approx(180 + 72, abs=2)


def test_one_without_an_antenna_is_online_and_nowhere(fit: Fit, day: Any, traccar: GpsPlatform) -> None:
    terminal = fit("no_fix")
    latest = traccar.latest(terminal)
    assert terminal.online
    assert latest is not None
    assert not latest.valid
    assert not any(one.valid for one in day(terminal))


def test_another_card_is_told_as_another_card(fit: Fit, traccar: GpsPlatform) -> None:
    latest = traccar.latest(fit("wrong_iccid"))
    assert latest is not None
    assert latest.iccid not in (None, ICCID)


def test_a_swapped_one_is_shown_and_stands_as_the_neighbour(fit: Fit, traccar: GpsPlatform) -> None:
    terminal = fit("swapped")
    latest = traccar.latest(terminal)
    assert latest is not None
    assert terminal.name == "粤B99999"
    assert latest.vin == "LNEIGHBOUR0000001"
    assert metres_from_home(latest) > 5000


@pytest.mark.parametrize(("behaviour", "fewest", "most"), [("slow", 12, 25), ("daily", 1, 2)])
def test_slow_reporters_say_little_and_all_is_well(behaviour: str, fewest: int, most: int, fit: Fit, day: Any) -> None:
    found = day(fit(behaviour, hours=12))
    assert fewest <= len(found) <= most
    assert all(one.valid and one.ignition for one in found)


def test_wires_that_are_not_connected_show(fit: Fit, day: Any) -> None:
    assert {one.external_volts for one in day(fit("no_power"))} == {0.0}
    assert {one.ignition for one in day(fit("no_ignition"))} == {False}


def test_in_a_garage_there_is_no_position_until_it_drives_off(
    fit: Fit, day: Any, traccar: GpsPlatform, clock: SettableClock
) -> None:
    terminal = fit("garage")
    latest = traccar.latest(terminal)
    assert latest is not None
    assert not latest.valid
    assert clock.now() - latest.received_at < timedelta(minutes=2)
    assert day(terminal) == [], "Traccar goes by the time of the last fix, and there has been none"
    clock.advance(hours=1, minutes=30)
    assert metres_from_home(day(terminal)[-1]) > 100
    assert all(one.valid for one in day(terminal))


def test_one_that_dies_after_two_days_is_offline_from_then_on(
    fit: Fit, traccar: GpsPlatform, clock: SettableClock
) -> None:
    terminal = fit("dies", hours=47)
    assert terminal.online
    clock.advance(hours=2)
    again = traccar.find(NUMBER)
    assert again is not None
    assert again.online is False
    assert again.last_seen is not None
    assert again.last_seen < NOW + timedelta(hours=1, minutes=1)


def test_one_that_has_never_reported_has_no_latest(fit: Fit, traccar: GpsPlatform) -> None:
    terminal = fit("silent")
    assert (terminal.online, terminal.last_seen) == (False, None)
    assert traccar.latest(terminal) is None


def test_the_same_seed_and_time_tell_the_same(fit: Fit, traccar: GpsPlatform, fleet: Fleet) -> None:
    terminal = fit("healthy")
    first = traccar.latest(terminal)
    assert traccar.latest(terminal) == first
    fleet.seed += 1
    assert traccar.latest(terminal) != first


@pytest.mark.parametrize("illness", ["down", "slow"])
def test_a_sick_platform_is_away_and_well_again_later(
    illness: str, simulator: Simulator, control: httpx.Client, fit: Fit, traccar: Any
) -> None:
    fit("healthy")
    traccar._asker._timeout = 0.2
    assert control.put("/control/platform", json={"illness": illness}).is_success
    with pytest.raises(PlatformAway):
        traccar.find(NUMBER)
    assert traccar.state == "traccar_away"
    assert control.put("/control/platform", json={"illness": "plague"}).status_code == 400
    assert control.put("/control/platform", json={"illness": ""}).is_success
    traccar._asker._timeout = 2.0
    simulator.well_again.set()
    traccar._asker._paused_until = 0.0
    assert traccar.find(NUMBER) is not None
    assert traccar.state == "traccar"


def test_the_control_sets_a_terminals_behaviour(control: httpx.Client, fit: Fit, traccar: GpsPlatform) -> None:
    terminal = fit("healthy")
    assert control.put(f"/control/terminals/{NUMBER}", json={"behaviour": "no_power"}).is_success
    assert control.put(f"/control/terminals/{NUMBER}", json={"behaviour": "flies"}).status_code == 400
    latest = traccar.latest(terminal)
    assert latest is not None
    assert latest.external_volts == 0.0
    control.headers["authorization"] = "Bearer guessed"
    assert control.put(f"/control/terminals/{NUMBER}", json={}).status_code == 401


def test_what_else_is_set_on_a_device_survives_a_new_name(
    control: httpx.Client, fit: Fit, traccar: GpsPlatform
) -> None:
    fit("healthy")
    device = control.get("/api/devices", params={"uniqueId": NUMBER}).json()[0]
    control.put(f"/api/devices/{device['id']}", json=device | {"groupId": 4, "attributes": {"speedLimit": 48}})
    traccar.register(NUMBER, "粤B00001")
    after = control.get("/api/devices", params={"uniqueId": NUMBER}).json()[0]
    assert (after["name"], after["groupId"], after["attributes"]) == ("粤B00001", 4, {"speedLimit": 48})


def test_a_fleet_is_kept_in_its_file(tmp_path: Path, clock: SettableClock) -> None:
    path = tmp_path / "fleet.jsonl"
    fleet = read_fleet(path)
    fleet.park("粤B12345", 23.1, 113.3)
    fleet.put(NUMBER, NOW, name="粤B12345", iccid=ICCID)
    fleet.put(NUMBER, NOW, behaviour=Behaviour.SLOW)
    again = read_fleet(path)
    assert again.all() == fleet.all()
    assert (again.all()[0].lat, again.all()[0].behaviour) == (23.1, Behaviour.SLOW)
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises((ValueError, KeyError)):
        read_fleet(path)


def test_terminals_that_go_dark_or_come_back_are_pushed_once(
    simulator: Simulator, fleet: Fleet, clock: SettableClock, fit: Fit, monkeypatch: pytest.MonkeyPatch
) -> None:
    fit("dies", hours=47)
    pusher = Pusher(fleet, clock, f"{simulator.url}/control/nowhere", "s")
    pushed: list[dict[str, Any]] = []

    def take(url: str, json: dict[str, Any], timeout: float) -> httpx.Response:
        pushed.append(json)
        return httpx.Response(204)

    assert pusher.push_changes() == 0, "the first look tells nothing new"
    clock.advance(hours=2)
    assert pusher.push(fleet.all()[0], "offline") is False, "nobody takes it there"
    monkeypatch.setattr(pusher._client, "post", take)
    assert pusher.push_changes() == 1
    assert pusher.push_changes() == 0
    assert read_traccar(pushed[0]) == (PlatformEvent(NUMBER, "offline", datetime(2026, 11, 23, 3, 30, tzinfo=UTC)),)


def test_the_process_serves_its_file_and_ends_in_good_order_when_told(
    tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = SystemClock().now()
    read_fleet(tmp_path / FILE).put(NUMBER, now - timedelta(hours=1), name="粤B12345")
    environment = os.environ | {"PAIGONG_DATA_DIR": str(tmp_path), "PAIGONG_PORT": "9"}
    monkeypatch.setattr("backend.gps_platform.simulated.beside.os.environ", environment)
    chosen = with_simulated_platform(Settings(_env_file=None))
    child = subprocess.Popen([sys.executable, "-m", "backend.gps_platform.simulated"], env=environment)
    try:
        platform: Any = build_platform(chosen, SystemClock())
        found = None
        while found is None and child.poll() is None and SystemClock().now() < now + timedelta(seconds=30):
            platform._asker._paused_until = 0.0
            with suppress(PlatformAway):
                found = platform.find(NUMBER)
            time.sleep(0.05)
        assert found is not None
        assert found.online
    finally:
        child.terminate()
    assert child.wait(10) == 0
