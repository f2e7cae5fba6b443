"""What each kind of terminal leads to, asked over real HTTP."""

import dataclasses

import httpx
import pytest

from backend.gps_platform.simulated import Behaviour
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders
from backend.wiring import at_start
from tests.backend.proof.scene import YARD, Scene
from tests.backend.visit_story import imei

pytestmark = pytest.mark.one_database
ALL = {"online", "fix", "satellites", "near", "ignition", "power", "card", "vehicle"}


def test_R13_a_healthy_terminal_is_proven_at_once_and_the_answer_is_kept(scene: Scene) -> None:
    fitted = scene.fit()
    assert fitted.checks == dict.fromkeys(ALL, "passed")
    assert fitted.proof.state == "passed"
    assert fitted.item.platform_verdict == "passed"
    assert fitted.visit.proven_at is not None
    [answer] = fitted.answers
    assert (answer.outcome, answer.asked_by, answer.platform) == ("answered", "job", "traccar")
    assert answer.said["name"] == fitted.vehicle.plate
    assert answer.said["last"]["iccid"] == fitted.card
    assert "V" in fitted.value("power")
    assert "颗" in fitted.value("satellites")


@pytest.mark.parametrize(
    ("behaviour", "check", "said"),
    [
        (Behaviour.WRONG_ICCID, "card", "终端报的是"),
        (Behaviour.SWAPPED, "vehicle", "平台上是"),
        (Behaviour.NO_POWER, "power", "0.0 V"),
    ],
)
def test_R32_what_contradicts_the_order_fails_and_is_named(
    scene: Scene, behaviour: Behaviour, check: str, said: str
) -> None:
    scene.platform.fleet.put(
        "861000000000017", scene.clock.now(), name="粤B99999", lat=YARD[0], lng=YARD[1], vin="LFWSRXSJ3R1E00002"
    )
    fitted = scene.fit(behaviour, neighbour="861000000000017", leave=False)
    scene.tick(minutes=15)
    assert fitted.proof.state == "failed"
    assert {code for code, state in fitted.checks.items() if state == "failed"} == {check}
    assert said in fitted.value(check)
    assert fitted.item.proof_failure is not None
    assert said in fitted.item.proof_failure["zh"]


def test_R32_online_without_a_position_waits_for_a_day_and_then_fails(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.NO_FIX)
    scene.tick(hours=5)
    assert (fitted.proof.state, fitted.checks["online"], fitted.checks["fix"]) == ("waiting", "passed", "waiting")
    scene.tick(hours=20)
    assert (fitted.proof.state, fitted.checks["fix"]) == ("failed", "failed")
    assert fitted.value("fix") == "在线，没有定位"


@pytest.mark.parametrize(("behaviour", "product"), [(Behaviour.SLOW, "BD-500"), (Behaviour.DAILY, "WX-300")])
def test_R32_slow_reporters_are_waited_for(scene: Scene, behaviour: Behaviour, product: str) -> None:
    fitted = scene.fit(behaviour, product=product)
    scene.tick(hours=3)
    scene.tick(hours=23)
    assert fitted.proof.state == "passed"
    needed = ALL if behaviour is Behaviour.SLOW else {"online", "fix", "near", "card", "vehicle"}
    assert set(fitted.checks) == needed


def test_R32_a_terminal_that_never_reports_goes_to_a_person(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.SILENT)
    scene.tick(hours=71)
    assert fitted.proof.state == "waiting"
    scene.tick(hours=2)
    assert (fitted.proof.state, fitted.proof.next_at) == ("given_up", None)
    assert fitted.item.platform_verdict == "unchecked"
    assert fitted.order.state == "completed"
    [fact] = scene.called("proof.given_up")
    assert "上线" in str(fact["reason"])


def test_R13_a_platform_that_is_down_leaves_it_not_checked_and_it_is_asked_again(scene: Scene) -> None:
    scene.ill("down")
    fitted = scene.fit()
    assert (fitted.proof.state, fitted.item.platform_verdict) == ("not_checked", "unchecked")
    assert set(fitted.checks.values()) == {"not_checked"}
    assert [one.outcome for one in fitted.answers] == ["away"]
    scene.ill("")
    scene.house.units.ports.gps_platform._asker._paused_until = -1.0  # type: ignore[union-attr]
    scene.tick(minutes=3)
    assert (fitted.proof.state, fitted.item.platform_verdict) == ("passed", "passed")
    assert [one.outcome for one in fitted.answers] == ["away", "answered"]


def test_R13_while_it_is_away_one_asking_speaks_for_all(scene: Scene) -> None:
    scene.ill("down")
    first, second = scene.fit(), scene.fit()
    scene.clock.advance(minutes=30)
    before = len(first.answers) + len(second.answers)
    scene.tick()
    assert len(first.answers) + len(second.answers) == before + 1


def test_R13_a_slow_platform_holds_nobody_up(scene: Scene) -> None:
    scene.ill("slow")
    fitted = scene.fit()
    assert (fitted.proof.state, fitted.order.state) == ("not_checked", "completed")


def test_R13_without_a_platform_nothing_is_asked_and_nobody_is_bothered(scene: Scene) -> None:
    scene.house.units.ports = dataclasses.replace(scene.house.units.ports, gps_platform=None)
    fitted = scene.fit()
    at_start(scene.house)
    scene.tick(hours=100)
    assert (fitted.proof.state, fitted.item.platform_verdict, fitted.answers) == ("not_checked", "unchecked", [])
    assert scene.called("proof.given_up") == []


def test_R13_a_platform_connected_later_is_asked_about_the_last_days_work(scene: Scene) -> None:
    connected = scene.house.units.ports
    scene.house.units.ports = dataclasses.replace(connected, gps_platform=None)
    long_ago = scene.fit()
    scene.tick(hours=24 * connected.settings.platform_days_back)
    recent = scene.fit()
    scene.tick(hours=20)
    scene.house.units.ports = connected
    scene.tick()
    assert recent.answers == []  # negative control: it is the start of the server that asks
    at_start(scene.house)
    scene.tick()
    assert (recent.proof.state, recent.item.platform_verdict) == ("passed", "passed")
    assert (long_ago.proof.state, long_ago.answers) == ("not_checked", [])
    asked = len(recent.answers)
    at_start(scene.house)
    scene.tick()
    assert len(recent.answers) == asked


def test_R13_an_unknown_terminal_is_registered_and_one_of_ours_renamed(scene: Scene) -> None:
    fitted = scene.fit(name="")
    known = scene.platform.fleet.find(fitted.imei)
    assert known is not None
    assert known.name == fitted.vehicle.plate
    vehicle_id, vehicle = scene.vehicle()
    number = scene.story.new_terminal()
    sent = scene.story.send(vehicle_id, kind="install")
    scene.arrives(sent)
    item = sent.item_ids[0]
    scene.story.does(sent, "item.record", item_id=item, fields={"act": "install", "new_device_no": number})
    scene.story.does(sent, "item.finish", item_id=item)
    scene.tick()
    made = scene.platform.fleet.find(scene.imei_of(number))
    assert made is not None
    assert made.name == vehicle.plate


@pytest.mark.parametrize("kind", ["repair", "inspection"])
def test_R13_where_nothing_was_swapped_the_terminal_that_sits_there_is_asked(scene: Scene, kind: str) -> None:
    fitted = scene.fit()
    until = fitted.device().warranty_end
    scene.clock.advance(hours=20)
    sent = scene.mends(fitted.sent.vehicle_ids[0], kind)
    scene.tick(hours=8)  # it is started in the morning
    [proof] = scene.proofs_of(sent)
    assert (proof.act, proof.device_no, proof.iccid, proof.state) == ("none", fitted.number, fitted.card, "passed")
    assert {one["code"]: one["state"] for one in proof.checks} == dict.fromkeys(ALL, "passed")
    assert proof.located_at is not None
    assert proof.located_at > proof.started_at
    assert (fitted.device().warranty_end, proof.warranty_end) == (until, "")
    assert fitted.proof.watch_at is None, "the newest work answers for the terminal"


def test_R32_a_repair_without_a_swap_fails_by_the_card_of_the_books(scene: Scene) -> None:
    fitted = scene.fit()
    scene.clock.advance(hours=24)
    fitted.control(behaviour=Behaviour.WRONG_ICCID)
    sent = scene.mends(fitted.sent.vehicle_ids[0])
    scene.tick(minutes=15)
    [proof] = scene.proofs_of(sent)
    assert (proof.state, [one["code"] for one in proof.checks if one["state"] == "failed"]) == ("failed", ["card"])


def test_R13_of_several_terminals_the_one_of_the_items_family_is_asked(scene: Scene) -> None:
    fitted = scene.fit()
    with scene.house.units.write() as work:
        place = inventory.PlaceRef("vehicle", fitted.sent.vehicle_ids[0])
        tracker = inventory.NewDevice("T-90001", imei(90001), "WX-300", place)
        [device] = inventory.load_devices(work, [tracker])
        inventory.load_installations(
            work, [inventory.NewInstallation(fitted.sent.vehicle_ids[0], device, None, work.now)]
        )
    [proof] = scene.proofs_of(scene.mends(fitted.sent.vehicle_ids[0]))
    assert proof.device_no == fitted.number


def test_R13_where_nothing_sits_any_more_there_is_nothing_to_prove(scene: Scene) -> None:
    fitted = scene.fit()
    scene.clock.advance(hours=1)
    removed = scene.mends(fitted.sent.vehicle_ids[0], "removal", act="remove", old_device_end="warehouse")
    inspected = scene.mends(fitted.sent.vehicle_ids[0], "inspection")
    assert scene.proofs_of(removed) == scene.proofs_of(inspected) == []
    with scene.house.units.read() as work:
        for sent in (removed, inspected):
            assert [one.platform_verdict for one in work_orders.items(work, sent.order_id)] == ["unchecked"]


def test_control_without_the_check_of_the_card_a_swapped_card_passes(scene: Scene) -> None:
    rule = httpx_rule(scene, ["online", "fix", "satellites", "near", "ignition", "power", "vehicle"])
    assert rule == 200
    fitted = scene.fit(Behaviour.WRONG_ICCID)
    assert (fitted.proof.state, "card" in fitted.checks) == ("passed", False)


def httpx_rule(scene: Scene, needs: list[str]) -> int:
    """Headquarters' manager alters what any family needs."""
    said = {
        "needs": needs, "satellites": 6, "metres": 200, "volts_percent": 30, "fix_hours": 24, "wait_hours": 72,
        "dark_hours": 24,
    }  # fmt: skip
    answer: httpx.Response = scene.client("manager", None).put("/api/proof-rules/*", json=said)
    return answer.status_code
