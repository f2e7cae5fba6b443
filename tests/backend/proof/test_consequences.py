"""What follows from a verdict: warranty, the order, the follow-up call, the customer's texts, the tracking page."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from backend.gps_platform.simulated import Behaviour
from backend.kernel.jobs import run_due
from backend.modules.followups import jobs as followup_jobs
from backend.modules.followups import policies
from backend.modules.followups.models import FollowUp
from backend.modules.notifications import public as notifications
from backend.modules.notifications.models import MessageRow
from backend.modules.work_orders import public as work_orders
from tests.backend.conftest import SHENZHEN
from tests.backend.proof.scene import Fitted, Scene

pytestmark = pytest.mark.one_database


def calls_about(scene: Scene, order_id: str) -> list[tuple[str, float]]:
    """State of each call about an order, and hours until it is due."""
    run_due(scene.house.units, followup_jobs.JOBS)
    scene.house.courier.run_until_idle()
    with scene.house.units.read() as work:
        rows = work.session.exec(select(FollowUp).where(FollowUp.order_id == order_id).order_by(FollowUp.id))
        return [(row.state, (row.due_at - work.now) / timedelta(hours=1)) for row in rows]


def texts(scene: Scene, fitted: Fitted) -> list[str]:
    """The templates of what the customer was sent."""
    with scene.house.units.read() as work:
        sent = select(MessageRow.template).where(MessageRow.order_id == fitted.sent.order_id).order_by(MessageRow.id)
        return list(work.session.exec(sent))


def test_R32_the_warranty_counts_from_the_proof(scene: Scene) -> None:
    """A day and a half in a garage are not taken off it."""
    fitted = scene.fit(Behaviour.GARAGE)
    assert fitted.device().warranty_start == date(2026, 11, 23)
    fitted.control(since=scene.clock.now() + timedelta(hours=36))
    scene.tick(hours=39)
    assert fitted.proof.state == "passed"
    assert fitted.device().warranty_start == date(2026, 11, 25)
    assert str(fitted.device().warranty_end) == fitted.proof.warranty_end


def test_R32_what_is_proven_later_is_called_about_then_and_the_customer_is_told(scene: Scene) -> None:
    with scene.house.units.write() as work:
        texts_of = {
            "completed": ("完工", "Done"),
            "awaiting_proof": ("{plate}设备已装好", "Wait"),
            "proven": ("{plate}质保至{warranty}", "OK"),
        }
        notifications.load_templates(work, texts_of)
    fitted = scene.fit(Behaviour.GARAGE)
    assert texts(scene, fitted) == ["completed"]
    scene.tick(minutes=20)
    assert texts(scene, fitted) == ["completed", "awaiting_proof"]
    scene.tick(hours=2)
    assert texts(scene, fitted) == ["completed", "awaiting_proof", "proven"]
    scene.tick(hours=1)
    assert texts(scene, fitted) == ["completed", "awaiting_proof", "proven"]
    assert calls_about(scene, fitted.sent.order_id)[0][0] == "scheduled"
    scene.tick(hours=22)
    assert calls_about(scene, fitted.sent.order_id)[0][0] == "open"


def test_R32_a_call_waits_for_the_proof_but_not_for_ever(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.SILENT)
    scene.tick(hours=26)
    [(state, hours)] = calls_about(scene, fitted.sent.order_id)
    assert (state, hours > 0) == ("scheduled", True)
    scene.tick(hours=48)
    [(state, _)] = calls_about(scene, fitted.sent.order_id)
    assert state == "open"


@pytest.mark.parametrize(
    ("state", "verdicts", "days", "expected"),
    [
        ("completed", {"passed"}, 1, "call"),
        ("completed", {"unchecked"}, 1, "call"),
        ("completed", {"passed", "waiting"}, 1, "wait"),
        ("completed", {"waiting"}, 4, "call"),
        ("closed", {"failed"}, 1, "never"),
        ("approved", {"failed", "passed"}, 9, "never"),
        ("in_progress", {"passed"}, 1, "never"),
    ],
)
def test_R32_whom_to_call(state: str, verdicts: set[str], days: int, expected: str) -> None:
    assert policies.may_call(state, verdicts, timedelta(days=days), timedelta(days=3)) == expected


def test_R32_what_fails_goes_back_to_the_same_technician_and_nobody_is_surveyed(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.NO_FIX)
    assert fitted.order.state == "completed"
    scene.tick(hours=25)
    order = fitted.order
    assert (order.state, order.completed_at, order.papers_done_at) == ("approved", None, None)
    assert "在线，没有定位" in order.state_reason
    assert (fitted.item.state, fitted.item.platform_verdict) == ("open", "failed")
    assert [state for state, _ in calls_about(scene, order.id)] == ["cancelled"]
    board = scene.client("dispatcher").get("/api/board", params={"centre_id": SHENZHEN.id}).json()
    [waiting] = [one for one in board["waiting"] if one["order_id"] == order.id]
    assert "没有定位" in waiting["proof_failed"]["zh"]
    assert "without a position" in waiting["proof_failed"]["en"]
    with scene.house.units.read() as work:
        assert work_orders.who_failed(work, order) == (fitted.sent.technician_id, fitted.item.proof_failure)


def test_control_without_the_gate_the_survey_goes_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a gate that always opens calls about what does not work."""
    fitted = scene.fit(Behaviour.NO_FIX)
    monkeypatch.setattr("backend.modules.followups.service.may_call", lambda *_: "call")
    scene.clock.advance(hours=24, minutes=30)
    assert [state for state, _ in calls_about(scene, fitted.sent.order_id)] == ["open"]


def test_R32_a_failure_while_he_is_still_there_opens_the_item_in_his_visit(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.WRONG_ICCID, leave=False)
    assert (fitted.item.state, fitted.visit.state, fitted.order.state) == ("open", "working", "in_progress")
    fitted.control(behaviour=Behaviour.HEALTHY)
    scene.clock.advance(minutes=10)
    fitted.finish()
    assert fitted.proof.state == "passed"
    assert (fitted.item.state, fitted.item.platform_verdict, fitted.item.proof_failure) == ("recorded", "passed", None)
    fitted.leave()
    assert fitted.visit.proven_at is not None


def test_R32_when_the_order_is_closed_a_linked_repair_is_opened_once(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.NO_FIX)
    with scene.house.units.write() as work:
        work_orders.mark_fees_settled(work, fitted.sent.order_id)
        work_orders.mark_followup_done(work, fitted.sent.order_id)
    assert fitted.order.state == "closed"
    scene.tick(hours=25)
    scene.tick(hours=5)
    assert fitted.order.state == "closed"
    [rework] = linked(scene, fitted.sent.order_id)
    assert (rework.kind, rework.state, rework.in_warranty) == ("repair", "approved", True)
    with scene.house.units.read() as work:
        found = work_orders.who_failed(work, rework)
        assert found is not None
        assert found[0] == fitted.sent.technician_id


def linked(scene: Scene, order_id: str) -> list[work_orders.OrderView]:
    """The rework of an order."""
    with scene.house.units.read() as work:
        return [one for one in work_orders.open_orders(work, None) if one.rework_of == order_id]


def test_R5_the_same_technician_is_proposed_first_and_told_why(scene: Scene) -> None:
    """His van has no second terminal left, and needs none: the first one is in the vehicle."""
    fitted = scene.fit(Behaviour.NO_FIX)
    scene.tick(hours=25)
    assert scene.ranked_first(fitted.sent.order_id) == (fitted.sent.technician_id, "proof_failed")


def test_R32_the_tracking_page_says_that_it_waits(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.GARAGE)
    link = scene.client("agent").get(f"/api/orders/{fitted.sent.order_id}/tracking-link").json()["url"]
    path = "/t/" + str(link).rsplit("/", 1)[1]
    assert "等车驶出后定位" in scene.client("agent").get(path).text
    scene.tick(hours=3)
    assert "请" in scene.client("agent").get(path).text
    assert "等车驶出后定位" not in scene.client("agent").get(path).text
