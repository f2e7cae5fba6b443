"""The technician asks now, the office looks, asks again, settles by hand, and edits what is needed."""

import time
from datetime import timedelta

import pytest
from sqlmodel import select

from backend.gps_platform.simulated import Behaviour
from backend.modules.followups.models import FollowUp
from backend.modules.proof import endpoints as doors
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import OrderRow
from tests.backend.proof.scene import Scene


@pytest.mark.one_database
def test_R13_the_technician_asks_at_once_and_sees_every_check(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.GARAGE, leave=False)
    phone = scene.client("technician", technician_id=fitted.sent.technician_id)
    item = fitted.sent.item_ids[0]
    [shown] = phone.get("/api/phone/proofs").json()["items"]
    assert (shown["item_id"], shown["state"]) == (item, "waiting")
    scene.clock.advance(hours=2, minutes=10)
    answer = phone.post(f"/api/phone/items/{item}/proof").json()
    assert (answer["in_time"], answer["proof"]["state"]) == (True, "passed")
    assert {one["name_zh"] for one in answer["proof"]["checks"]} >= {"上线", "定位", "卡号相符", "车辆相符"}
    assert fitted.answers[-1].asked_by == "phone"


@pytest.mark.one_database
def test_R13_a_slow_platform_answers_still_waiting_in_time(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = scene.fit(Behaviour.GARAGE, leave=False)
    scene.ill("slow")
    monkeypatch.setattr(doors, "PATIENCE_SECONDS", 0.1)
    phone = scene.client("technician", technician_id=fitted.sent.technician_id)
    began = time.monotonic()
    answer = phone.post(f"/api/phone/items/{fitted.sent.item_ids[0]}/proof").json()
    assert (answer["in_time"], answer["proof"]["state"]) == (False, "waiting")
    assert time.monotonic() - began < 0.5
    time.sleep(0.6)  # whoever was asked too late still writes his answer down


@pytest.mark.one_database
def test_R27_somebody_elses_work_is_not_shown_to_a_technician(scene: Scene) -> None:
    fitted = scene.fit()
    other = scene.client("technician", technician_id=scene.story.add_technician("李明"))
    assert other.get("/api/phone/proofs").json()["items"] == []
    assert other.post(f"/api/phone/items/{fitted.sent.item_ids[0]}/proof").status_code == 404


@pytest.mark.one_database
def test_R32_what_was_given_up_is_settled_by_hand_with_a_reason(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.SILENT)
    scene.tick(hours=73)
    quality = scene.client("quality")
    assert quality.get("/api/proofs/counts").json()["given_up"] == 1
    [line] = quality.get("/api/proofs?state=given_up").json()["items"]
    assert (line["order_no"], line["technician_name"]) == (fitted.order.no, "苏建国")
    address = f"/api/proofs/{line['id']}/settle"
    refused = quality.post(address, json={"passed": True, "reason": ""})
    assert (refused.status_code, refused.json()["field"]) == (422, "reason")
    stale = quality.post(address, json={"passed": True, "reason": "看过照片", "version": 1})
    assert stale.json()["code"] == "changed_meanwhile"
    settled = quality.post(address, json={"passed": True, "reason": "看过照片", "version": line["version"]}).json()
    assert (settled["state"], settled["decided_by"], settled["note"]) == ("passed", "quality", "看过照片")
    assert fitted.visit.proven_at is not None
    assert quality.post(address, json={"passed": False, "reason": "又想了想"}).json()["code"] == "proof_decided"


@pytest.mark.one_database
def test_R32_a_failure_that_was_none_lets_the_work_stand(scene: Scene) -> None:
    """The name on the platform was wrong, not the terminal: put right there and asked again, nobody has to drive."""
    fitted = scene.fit(Behaviour.NO_FIX)
    scene.tick(hours=25)
    assert fitted.order.state == "approved"
    fitted.control(behaviour=Behaviour.HEALTHY)
    manager = scene.client("manager")
    assert manager.post(f"/api/proofs/{fitted.proof.id}/recheck").status_code == 200
    scene.tick(minutes=40)
    assert (fitted.proof.state, fitted.item.state, fitted.order.state) == ("passed", "recorded", "completed")
    scene.tick(minutes=1)
    assert call_of(scene, fitted.sent.order_id) == "scheduled", "the call that was called off is made after all"
    answers = manager.get(f"/api/orders/{fitted.sent.order_id}/proofs").json()["items"][0]["answers"]
    assert len(answers) == len(fitted.answers) >= 3
    assert answers[0]["checks"][0]["name_en"] == "Online"


@pytest.mark.one_database
def test_R13_what_failed_stays_told_while_the_platform_is_away_and_is_asked_about_when_it_is_back(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.NO_FIX)
    scene.tick(hours=25)
    scene.ill("down")
    scene.client("manager").post(f"/api/proofs/{fitted.proof.id}/recheck")
    scene.tick(minutes=1)
    assert fitted.answers[-1].outcome == "away"
    assert (fitted.proof.state, fitted.checks["fix"], fitted.value("fix")) == ("failed", "failed", "在线，没有定位")
    fitted.control(behaviour=Behaviour.HEALTHY)
    scene.ill("")
    scene.house.units.ports.gps_platform._asker._paused_until = -1.0  # type: ignore[union-attr]
    scene.tick(hours=3)
    assert (fitted.proof.state, fitted.order.state) == ("passed", "completed")


@pytest.mark.one_database
def test_R32_a_call_that_was_answered_before_counts_when_the_work_stands_again(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.NO_FIX)
    with scene.house.units.write() as work:
        call = work.session.exec(select(FollowUp).where(FollowUp.order_id == fitted.sent.order_id)).one()
        call.state, call.outcome = "done", "satisfied"
        order = work.session.get_one(OrderRow, fitted.sent.order_id)
        order.fees_done_at = None  # an account customer pays later
        work.session.add_all([call, order])
        work.session.flush()
        work_orders.mark_followup_done(work, fitted.sent.order_id)
    scene.tick(hours=25)
    assert fitted.order.followup_done_at is None
    fitted.control(behaviour=Behaviour.HEALTHY)
    scene.client("manager").post(f"/api/proofs/{fitted.proof.id}/recheck")
    scene.tick(minutes=40)
    scene.tick(minutes=1)
    assert (fitted.proof.state, fitted.order.followup_done_at is None) == ("passed", False)


def call_of(scene: Scene, order_id: str) -> str:
    with scene.house.units.read() as work:
        return work.session.exec(select(FollowUp.state).where(FollowUp.order_id == order_id)).one()


@pytest.mark.one_database
def test_R32_the_rules_are_data(scene: Scene) -> None:
    manager = scene.client("manager")
    rules = manager.get("/api/proof-rules").json()
    assert {one["family"] for one in rules["items"]} >= {"*", "WX"}
    body = {key: value for key, value in rules["items"][0].items() if key not in ("family", "name_zh", "name_en")}
    wrong = manager.put("/api/proof-rules/*", json={**body, "needs": ["online", "fix", "colour"]})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "needs")
    assert manager.put("/api/proof-rules/*", json={**body, "needs": ["card"]}).json()["code"] == "proof_needs_online"
    assert manager.put("/api/proof-rules/NIX", json=body).status_code == 404
    assert manager.put("/api/proof-rules/*", json={**body, "satellites": 30}).json()["satellites"] == 30
    assert scene.fit().checks["satellites"] == "waiting"


@pytest.mark.one_database
def test_R32_a_family_gets_a_rule_of_its_own_and_calls_wait_as_long_as_the_company_says(scene: Scene) -> None:
    with scene.house.units.write() as work:
        work_orders.load_defaults(work)
    manager = scene.client("manager")
    rules = manager.get("/api/proof-rules").json()
    assert rules["call_wait_hours"] == 72
    new = rules["families"][0]
    body = {key: value for key, value in rules["items"][0].items() if key not in ("family", "name_zh", "name_en")}
    put = manager.put(f"/api/proof-rules/{new['family']}", json={**body, "wait_hours": 5}).json()
    assert (put["name_zh"], put["wait_hours"]) == (new["name_zh"], 5)
    assert manager.put("/api/proof-wait", json={"hours": 0}).status_code == 422
    assert manager.put("/api/proof-wait", json={"hours": 30}).json() == {"hours": 30}
    rules = manager.get("/api/proof-rules").json()
    assert (rules["call_wait_hours"], new in rules["families"]) == (30, False)
    with scene.house.units.read() as work:
        assert work_orders.proof_wait(work) == timedelta(hours=30)
