"""Proven terminals that go dark within 30 days (返修建议), by the platform's events and by the daily look."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from backend.gps_platform.simulated import Behaviour
from backend.gps_platform.simulated.devices import event
from backend.modules.proof import repository
from backend.modules.work_orders import public as work_orders
from tests.asgi_client import AsgiClient
from tests.backend.conftest import SHENZHEN
from tests.backend.proof.scene import Fitted, Scene
from tests.fakes.chinese_platform import MAPPING

pytestmark = pytest.mark.one_database


def push(scene: Scene, fitted: Fitted, kind: str, stranger: AsgiClient) -> Any:
    """What Traccar posts when a device goes online or offline."""
    terminal = scene.platform.fleet.find(fitted.imei)
    assert terminal is not None
    body = event(scene.platform.fleet, terminal, kind, scene.clock.now())
    return stranger.post("/api/platform/events", json=body, headers={"authorization": "Bearer hush"})


def days(scene: Scene, count: int) -> None:
    """Day after day."""
    for _ in range(count):
        scene.tick(hours=24)


def test_R32_a_terminal_that_dies_after_two_days_is_found_by_the_daily_look(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.DIES)
    assert fitted.proof.state == "passed"
    days(scene, 2)
    assert scene.reworks() == []
    days(scene, 2)
    [found] = scene.reworks()
    assert (found.order_id, found.technician_id, found.counts) == (
        fitted.sent.order_id,
        fitted.sent.technician_id,
        True,
    )
    days(scene, 3)
    assert len(scene.reworks()) == 1
    assert fitted.proof.watch_at is None


def test_R32_one_that_lives_is_looked_at_for_thirty_days_and_no_more(scene: Scene) -> None:
    fitted = scene.fit()
    days(scene, 2)
    scene.tick(hours=24 * 27)
    assert fitted.proof.watch_at is not None
    days(scene, 2)
    ended = fitted.proof
    assert ended.watch_at is None
    assert not scene.reworks()


def test_R32_one_that_was_taken_out_again_is_not_looked_at(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.DIES)
    scene.clock.advance(hours=1)
    sent = scene.story.send(fitted.sent.vehicle_ids[0], kind="removal")
    scene.arrives(sent)
    item = sent.item_ids[0]
    scene.story.does(sent, "item.record", item_id=item, fields={"act": "remove", "old_device_end": "warehouse"})
    scene.story.does(sent, "item.finish", item_id=item)
    days(scene, 5)
    ended = fitted.proof
    assert ended.watch_at is None
    assert not scene.reworks()


def test_R32_one_that_is_worked_on_while_the_platform_is_asked_answers_for_its_newest_proof_only(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.DIES)
    platform: Any = scene.house.units.ports.gps_platform
    find = platform.find

    def mended_meanwhile(number: str) -> Any:
        with scene.house.units.write() as work:
            repository.watch_no_longer(work.session, fitted.proof.device_id)
        return find(number)

    platform.find = mended_meanwhile
    days(scene, 5)
    ended = fitted.proof
    assert (ended.watch_at, scene.reworks()) == (None, [])


def test_R32_a_daily_reporter_is_silent_for_a_day_without_being_dark(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.DAILY, product="WX-300")
    assert fitted.proof.state == "passed"
    days(scene, 4)
    assert scene.reworks() == []


def test_R32_an_offline_event_brings_the_look_forward_and_patience_is_kept(scene: Scene, stranger: AsgiClient) -> None:
    fitted = scene.fit(Behaviour.DIES)
    scene.clock.advance(hours=48)
    assert push(scene, fitted, "offline", stranger).json() == {"concerned": 1}
    scene.tick(hours=20)
    assert scene.reworks() == []
    scene.tick(hours=5)
    assert len(scene.reworks()) == 1
    assert push(scene, fitted, "online", stranger).status_code == 200
    assert scene.reworks()[0].back_at == scene.clock.now()


def test_R13_an_event_wakes_what_waits_and_the_verdict_is_given_once(scene: Scene, stranger: AsgiClient) -> None:
    fitted = scene.fit(Behaviour.GARAGE)
    scene.clock.advance(hours=2, minutes=3)
    scene.tick()
    waiting = fitted.proof.state
    for _ in range(3):
        assert push(scene, fitted, "online", stranger).status_code == 200
    scene.tick()
    assert fitted.proof.state == "passed", waiting
    assert len([one for one in scene.called("proof.decided") if one["item_id"] == fitted.sent.item_ids[0]]) == 1
    assert len(scene.called("visit.proven")) == 1
    scene.tick()
    assert fitted.proof.next_at is None


def test_R32_a_suggestion_becomes_one_linked_repair(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.DIES)
    days(scene, 4)
    dispatcher = scene.client("dispatcher")
    [shown] = dispatcher.get("/api/reworks").json()["items"]
    assert shown["order_no"] == fitted.order.no
    taken = dispatcher.post(f"/api/reworks/{shown['id']}/accept", json={"version": shown["version"]})
    order = dispatcher.get(f"/api/orders/{taken.json()['new_order_id']}").json()
    assert (order["rework_of"], order["kind"], order["state"]) == (fitted.sent.order_id, "repair", "approved")
    board = dispatcher.get("/api/board", params={"centre_id": SHENZHEN.id}).json()
    [strip] = [one["proof_failed"] for one in board["waiting"] if one["order_id"] == order["id"]]
    assert (strip["technician_name"], strip["zh"]) == ("苏建国", f"装后又掉线（终端 {fitted.number}）")
    with scene.house.units.read() as work:
        assert work_orders.who_failed(work, work_orders.order(work, order["id"])) == (
            fitted.sent.technician_id,
            {"zh": strip["zh"], "en": strip["en"]},
        )
    assert scene.ranked_first(order["id"]) == (fitted.sent.technician_id, "proof_failed")
    again = dispatcher.post(f"/api/reworks/{shown['id']}/accept", json={})
    assert (again.status_code, again.json()["code"]) == (409, "rework_decided")
    assert dispatcher.get("/api/reworks").json()["items"] == []


def test_R32_a_suggestion_put_aside_needs_a_reason_and_no_longer_counts(scene: Scene) -> None:
    scene.fit(Behaviour.DIES)
    days(scene, 4)
    manager = scene.client("manager")
    [shown] = manager.get("/api/reworks").json()["items"]
    refused = manager.post(f"/api/reworks/{shown['id']}/dismiss", json={"reason": " "})
    assert (refused.status_code, refused.json()["field"]) == (422, "reason")
    assert (
        manager.post(f"/api/reworks/{shown['id']}/dismiss", json={"reason": "车在修理厂"}).json()["state"]
        == "dismissed"
    )
    assert [one.counts for one in scene.reworks()] == [False]


@pytest.mark.parametrize(
    ("headers", "query", "body", "expected"),
    [
        ({}, "", {}, "bad_platform_secret"),
        ({"authorization": "Bearer hush!"}, "", {}, "bad_platform_secret"),
        ({"authorization": "Bearer hush"}, "", {"event": "x"}, "bad_platform_event"),
        ({}, "?secret=hush", {"event": {"type": "deviceOnline"}}, "bad_platform_event"),
        ({}, "?secret=hush", {"event": {"type": "alarm"}, "device": {}}, None),
    ],
)
def test_R13_strangers_and_nonsense_are_refused_in_words(
    scene: Scene, stranger: AsgiClient, headers: dict[str, str], query: str, body: dict[str, Any], expected: str | None
) -> None:
    answer = stranger.post(f"/api/platform/events{query}", json=body, headers=headers)
    assert answer.json().get("code") == expected
    assert answer.status_code < 500


def test_R32_a_platform_that_posts_a_bare_list_of_events_is_understood(
    scene: Scene, stranger: AsgiClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose mapping says that the body itself is the list."""
    fitted, other = scene.fit(), scene.clock.now() - timedelta(minutes=1)
    file = tmp_path / "mapping.json"
    told = {"at": "", "number": "no", "kind": "what", "time": "t", "online": [1], "offline": [0]}
    file.write_text(json.dumps(MAPPING | {"events": told, "time": "iso"}), encoding="utf-8")
    monkeypatch.setattr(scene.house.settings, "platform", "http")
    monkeypatch.setattr(scene.house.settings, "platform_mapping", str(file))
    rows = [{"no": number, "what": 0, "t": other.isoformat()} for number in (fitted.imei, "861000000000099")]
    ask = partial(stranger.post, "/api/platform/events?secret=hush")
    assert (ask(json=rows).status_code, ask(json=rows[0]).json(), ask(json=[]).json()) == (
        200, {"concerned": 1}, {"concerned": 0},
    )  # fmt: skip
    assert ask(json=rows).json() == {"concerned": 1}
    nonsense: tuple[Any, ...] = ([1], [[]], ["x"], "x", 7, None)
    for one in nonsense:
        assert ask(json=one).status_code == 422


def test_R13_a_terminal_that_nobody_asked_about_is_passed_over(scene: Scene, stranger: AsgiClient) -> None:
    body = {
        "event": {"type": "deviceOffline", "eventTime": (scene.clock.now() - timedelta(minutes=1)).isoformat()},
        "device": {"uniqueId": "861000000000099"},
    }
    answer = stranger.post("/api/platform/events?secret=hush", json=body)
    assert (answer.status_code, answer.json()) == (200, {"concerned": 0})
