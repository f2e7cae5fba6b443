"""Whole stories of proof: the garage, and on both databases the work that is done twice and everybody asking at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from backend.gps_platform.simulated import Behaviour
from backend.modules.followups.models import FollowUp
from backend.modules.proof import asking, repository
from backend.modules.work_orders import public as work_orders
from tests.backend.proof.scene import Fitted, Scene
from tests.backend.visit_story import OFFICE, Sent


def calls_about(scene: Scene, order_id: str) -> list[str]:
    """The state of each call about an order."""
    scene.house.courier.run_until_idle()
    with scene.house.units.read() as work:
        calls = select(FollowUp.state).where(FollowUp.order_id == order_id).order_by(FollowUp.id)
        return list(work.session.exec(calls))


@pytest.mark.one_database
def test_R32_work_done_in_a_garage_is_proven_when_the_vehicle_drives_off(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.GARAGE)
    assert (fitted.proof.state, fitted.item.platform_verdict) == ("waiting", "waiting")
    assert fitted.visit.proven_at is None
    scene.tick(minutes=30)
    assert scene.called("proof.awaited") != []
    scene.tick(hours=2, minutes=10)
    assert fitted.proof.state == "passed"
    # It is first seen on its way: where the work was done can't be told from that, and is not held against it.
    assert fitted.checks["near"] in {"passed", "not_checked"}
    assert fitted.visit.proven_at == fitted.proof.decided_at


def test_R32_the_redone_vehicle_has_a_proof_of_its_own_and_the_order_is_completed_again(scene: Scene) -> None:
    fitted = scene.fit(Behaviour.NO_FIX)
    scene.tick(hours=25)
    with scene.house.units.write(OFFICE) as work:
        order = work_orders.order(work, fitted.sent.order_id)
        visit = work_orders.dispatch_visit(
            work, order.id, fitted.sent.technician_id, work.now, work.now + timedelta(hours=2), work.now, order.version
        )
    again = Sent(
        fitted.sent.order_id, visit.id, fitted.sent.item_ids, fitted.sent.vehicle_ids, fitted.sent.technician_id
    )
    scene.arrives(again)
    fitted.control(behaviour=Behaviour.HEALTHY)
    scene.clock.advance(minutes=20)
    redone = Fitted(scene, again, fitted.number, fitted.imei, fitted.card, fitted.vehicle)
    redone.finish(act="swap_sim", new_device_no=None, new_iccid=fitted.card)
    redone.leave()
    scene.tick(hours=1)
    assert (redone.proof.state, redone.order.state) == ("passed", "completed")
    assert calls_about(scene, redone.sent.order_id) == ["cancelled", "scheduled"]


def test_R32_the_job_and_the_phone_at_once_give_one_verdict(scene: Scene) -> None:
    """Both ask the platform at the same moment; one decides, the other's answer is kept."""
    fitted = scene.fit(Behaviour.GARAGE)
    scene.clock.advance(hours=2, minutes=10)
    platform = scene.house.units.ports.gps_platform
    assert platform is not None
    with scene.house.units.read() as work:
        row = repository.one(work.session, fitted.proof.id)
        assert row is not None
        questions = [asking.question_of(row, who) for who in ("job", "phone", "job", "phone")]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda question: asking.ask_and_write(scene.house.units, platform, question), questions))
    scene.house.courier.run_until_idle()
    assert fitted.proof.state == "passed"
    assert (
        len(scene.called("proof.decided")) == len(scene.called("item.proven")) == len(scene.called("visit.proven")) == 1
    )
    assert len(fitted.answers) >= 4
