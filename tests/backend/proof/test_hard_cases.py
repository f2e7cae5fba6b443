"""What makes a verdict wrong when it is asked carelessly: the time before the work, a neighbour's plate, one bad answer."""

import time
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.gps_platform.simulated import Behaviour
from backend.kernel.jobs import TimedJob, run_due
from backend.kernel.ports import PlatformFix, PlatformTerminal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.proof import policies
from backend.modules.proof.policies import Done, Rule, Seen
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW
from tests.backend.proof.scene import Fitted, Scene

pytestmark = pytest.mark.one_database
RULE = Rule(("online", "fix", "vehicle"), 6, 200, 30, 24, 72, 24)


def verdict_of(plate: str, shown_as: str) -> str:
    done = Done(NOW, NOW, None, "1", "", plate, "", ZoneInfo("Asia/Shanghai"))
    fix = PlatformFix(NOW + timedelta(minutes=1), NOW + timedelta(minutes=1), 22.6, 114.0, True)
    seen = Seen(PlatformTerminal("1", "1", shown_as), [fix], NOW + timedelta(minutes=2))
    return {one.code: one.state for one in policies.judge(RULE, done, seen)}["vehicle"]


@pytest.mark.parametrize(
    ("plate", "shown_as", "expected"),
    [
        ("粤B12345", "粤B12345", "passed"),
        ("粤B12345", "粤B·12345 张师傅", "passed"),
        ("粤B12345", "1号车粤b12345张师傅", "passed"),
        ("粤B12345", "粤B12345D", "failed"),
        ("粤BD1234", "粤BD12345", "failed"),
        ("粤B1234", "粤B1234挂", "failed"),
    ],
)
def test_R32_a_plate_that_only_begins_like_the_orders_is_another_vehicle(
    plate: str, shown_as: str, expected: str
) -> None:
    assert verdict_of(plate, shown_as) == expected


def test_R32_what_the_terminal_said_with_the_old_card_proves_nothing_of_the_new_one(scene: Scene) -> None:
    fitted = scene.fit()
    scene.clock.advance(hours=3)
    fitted.control(lat=22.621)
    sent = scene.story.send(fitted.sent.vehicle_ids[0], kind="repair")
    scene.arrives(sent)
    scene.clock.advance(minutes=30)
    fitted.control(behaviour=Behaviour.SILENT, since=scene.clock.now())  # the new card never logs in
    card, item = scene.card(), sent.item_ids[0]
    keep_reports_until_now(scene, fitted)
    said = {"act": "swap_sim", "new_iccid": card, "old_device_end": "warehouse"}
    scene.story.does(sent, "item.record", item_id=item, fields=said)
    scene.story.does(sent, "item.finish", item_id=item)
    scene.tick()
    [proof] = scene.proofs_of(sent)
    assert proof.state == "waiting"
    assert proof.located_at is None


def keep_reports_until_now(scene: Scene, fitted: Fitted) -> None:
    """The platform goes on showing what came before, and nothing new."""
    platform: Any = scene.house.units.ports.gps_platform
    last = scene.clock.now() - timedelta(minutes=10)
    row = {
        "deviceId": 1, "fixTime": last.isoformat(), "serverTime": last.isoformat(), "latitude": 22.62, "longitude": 114.03,
        "valid": True, "attributes": {"sat": 12, "ignition": True, "power": 12.6},
    }  # fmt: skip
    device = {
        "id": 1, "uniqueId": fitted.imei, "name": fitted.vehicle.plate, "status": "online", "positionId": 1,
        "lastUpdate": last.isoformat(), "attributes": {},
    }  # fmt: skip
    platform._list = lambda path, asked: [device] if path == "/devices" else [row]


def test_R13_a_platform_away_for_days_is_asked_when_it_is_back(scene: Scene) -> None:
    scene.ill("down")
    fitted = scene.fit()
    scene.tick(hours=80)
    assert fitted.proof.state == "not_checked"
    scene.ill("")
    scene.house.units.ports.gps_platform._asker._paused_until = -1.0  # type: ignore[union-attr]
    scene.tick(minutes=130)
    assert (fitted.proof.state, fitted.item.platform_verdict) == ("passed", "passed")


def test_R32_one_terminal_that_cannot_be_asked_about_is_not_in_the_way_of_the_others(scene: Scene) -> None:
    twice, dying = scene.fit(), scene.fit(Behaviour.DIES)
    platform: Any = scene.house.units.ports.gps_platform
    asked_of = platform._list

    def doubled(path: str, asked: dict[str, str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = asked_of(path, asked)
        return [*found, {**found[0], "id": 999}] if asked.get("uniqueId") == twice.imei else found

    platform._list = doubled
    for _ in range(4):
        scene.tick(hours=24)
        scene.tick(minutes=2)
    assert [one.device_no for one in scene.reworks()] == [dying.number]


def test_a_job_that_waits_for_others_leaves_the_rest_their_turn(house: House) -> None:
    turns = {"slow": 0, "other": 0}

    def slow(work: UnitOfWork) -> bool:
        turns["slow"] += 1
        time.sleep(0.01)
        return True

    def other(work: UnitOfWork) -> bool:
        turns["other"] += 1
        return False

    run_due(house.units, (TimedJob("slow", slow), TimedJob("other", other)), seconds=0.05)
    assert turns["other"] == 1
    assert 1 <= turns["slow"] < 500


@pytest.mark.parametrize(
    ("number", "time"),
    [("\\ud800", "2026-11-22T00:00:00Z"), ("\\u0000", "2026-11-22T00:00:00Z"), ("", "9999-12-31T23:59:59Z")],
)
def test_R13_an_event_of_nonsense_breaks_nothing(scene: Scene, stranger: AsgiClient, number: str, time: str) -> None:
    fitted = scene.fit()
    body = (
        f'{{"event":{{"type":"deviceOffline","eventTime":"{time}"}},"device":{{"uniqueId":"{number or fitted.imei}"}}}}'
    )
    headers = {"authorization": "Bearer hush", "content-type": "application/json"}
    answer = stranger.post("/api/platform/events", content=body.encode(), headers=headers)
    assert answer.status_code in (200, 422)
    assert fitted.proof.watch_at is not None
    assert fitted.proof.watch_at <= scene.clock.now() + timedelta(hours=25)
