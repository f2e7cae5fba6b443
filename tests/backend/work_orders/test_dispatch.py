"""Sending technicians; R8: two dispatchers never overwrite each other unseen."""

import threading
from datetime import timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.modules.work_orders import public as work_orders
from tests.backend.work_orders.scene import Scene, actor


def test_dispatch_begins_the_order_and_the_contact_limit(scene: Scene) -> None:
    order = scene.approved(vehicles=2)
    visit = scene.send(order.id, needed_stock={"YX-100": 2}, required_skills={"S01": 2}, overrule_reason="客户点名")
    assert (visit.state, visit.dispatched_by, visit.no) == ("dispatched", "小林", f"{order.no}-1")
    assert visit.contact_by == scene.clock.now() + timedelta(hours=1)
    assert (visit.needed_stock, visit.required_skills) == ({"YX-100": 2}, {"S01": 2})
    assert scene.order(order.id).state == "in_progress"
    with scene.units.read() as work:
        assert len(work_orders.items_of_visit(work, visit.id)) == 2
        assert work_orders.waiting_orders(work, None) == []
    assert scene.facts(order.id)[-1] == "visit.dispatched"


def test_R8_the_second_dispatcher_is_told_who_when_and_whom(scene: Scene) -> None:
    order = scene.approved()
    scene.send(order.id, version=order.version)
    with pytest.raises(Refusal) as refused:
        scene.send(order.id, scene.li, by=actor("dispatcher", "老周"), version=order.version)
    wire = refused.value.as_wire()
    assert (wire["code"], refused.value.sentence.status) == ("changed_meanwhile", 409)
    told = wire["details"]
    assert (told["by"], told["technician_name"], told["at"]) == ("小林", "苏建国", "2026-11-23T01:30:00Z")
    assert told["current"] == scene.order(order.id).version


def test_R8_two_dispatchers_at_the_same_instant_send_one_technician(scene: Scene) -> None:
    order = scene.approved()
    start = threading.Barrier(2)
    answers: list[str] = []

    def send(technician_id: str, name: str) -> None:
        start.wait()
        try:
            answers.append(scene.send(order.id, technician_id, actor("dispatcher", name), version=order.version).state)
        except Refusal as refusal:
            answers.append(refusal.code)

    threads = [threading.Thread(target=send, args=pair) for pair in ((scene.su, "小林"), (scene.li, "老周"))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == ["changed_meanwhile", "dispatched"]
    with scene.units.read() as work:
        assert len(work_orders.visits_of(work, order.id)) == 1


def test_R8_a_visit_that_was_accepted_meanwhile_is_not_reassigned_unseen(scene: Scene) -> None:
    visit = scene.send(scene.approved().id)
    scene.su_phone.must("visit.accept", visit.id)
    with pytest.raises(Refusal, match="changed_meanwhile"), scene.units.write(scene.dispatcher) as work:
        work_orders.reassign(work, visit.id, scene.li, visit.version)


def test_R6_a_declined_visit_brings_the_order_back_with_the_reason(scene: Scene) -> None:
    order = scene.approved()
    visit = scene.send(order.id)
    scene.su_phone.must("visit.decline", visit.id, reason="车坏在路上")
    assert scene.visit(visit.id).decline_reason == "车坏在路上"
    back = scene.order(order.id)
    assert (back.state, back.state_reason) == ("approved", "车坏在路上")
    with scene.units.read() as work:
        (waiting,) = work_orders.waiting_orders(work, {order.centre_id})
    assert (waiting.order.id, waiting.declined_reason) == (order.id, "车坏在路上")
    assert scene.send(order.id, scene.li).no == f"{order.no}-2"


def test_R6_contact_within_the_hour_counts_from_dispatch(scene: Scene) -> None:
    visit = scene.send(scene.approved().id)
    scene.su_phone.must("visit.accept", visit.id)
    scene.clock.advance(minutes=61)
    on_time = scene.clock.now() - timedelta(minutes=5)
    scene.su_phone.must("visit.contacted", visit.id, on_time)
    assert scene.visit(visit.id).contacted_at == on_time
    scene.su_phone.must("visit.contacted", visit.id)
    assert scene.visit(visit.id).contacted_at == on_time  # the first time counts


def test_undo_takes_back_what_nobody_has_accepted(scene: Scene) -> None:
    order = scene.approved()
    visit = scene.send(order.id)
    with scene.units.write(scene.dispatcher) as work:
        assert work_orders.undo_dispatch(work, visit.id, visit.version).state == "cancelled"
    assert scene.order(order.id).state == "approved"
    again = scene.send(order.id)
    scene.su_phone.must("visit.accept", again.id)
    with pytest.raises(Refusal, match="wrong_state"), scene.units.write(scene.dispatcher) as work:
        work_orders.undo_dispatch(work, again.id, scene.visit(again.id).version)


def test_a_reassigned_visit_is_the_new_technicians_alone(scene: Scene) -> None:
    visit = scene.send(scene.approved().id)
    with scene.units.write(scene.dispatcher) as work:
        work_orders.reassign(work, visit.id, scene.li, visit.version, reason="更近")
    refused = scene.su_phone.tell("visit.accept", visit.id)
    assert (refused.outcome, refused.code) == ("refused", "visit_not_yours")
    scene.li_phone.must("visit.accept", visit.id)


def test_two_visits_share_an_order_and_never_a_vehicle(scene: Scene) -> None:
    order = scene.approved(vehicles=3)
    first, second, third = (one.id for one in scene.items(order.id))
    scene.send(order.id, item_ids=[first])
    with pytest.raises(Refusal, match="item_elsewhere"):
        scene.send(order.id, scene.li, item_ids=[first, second])
    rest = scene.send(order.id, scene.li)
    with scene.units.read() as work:
        assert [one.id for one in work_orders.items_of_visit(work, rest.id)] == [second, third]
    with pytest.raises(Refusal, match="no_work_left"):
        scene.send(order.id)


def test_cancelling_an_order_ends_its_visits_and_the_phone_is_told(scene: Scene) -> None:
    order = scene.approved()
    visit = scene.send(order.id)
    scene.su_phone.must("visit.accept", visit.id)
    version = scene.order(order.id).version
    with scene.units.write(scene.dispatcher) as work:
        assert work_orders.cancel_order(work, order.id, version, "客户不装了").state == "cancelled"
    assert scene.visit(visit.id).state == "cancelled"
    assert [one.state for one in scene.items(order.id)] == ["cancelled"]
    refused = scene.su_phone.tell("visit.set_off", visit.id)
    assert (refused.outcome, refused.code) == ("refused", "wrong_state")
    assert refused.message is not None
    assert "已取消" in refused.message.zh


@pytest.mark.one_database
def test_an_agent_may_not_cancel_what_is_on_its_way(scene: Scene) -> None:
    order = scene.approved()
    scene.send(order.id)
    version = scene.order(order.id).version
    with pytest.raises(Refusal, match="role_may_not"), scene.units.write(scene.agent) as work:
        work_orders.cancel_order(work, order.id, version, "不装了")


@pytest.mark.one_database
def test_an_unknown_technician_is_not_sent(scene: Scene) -> None:
    with pytest.raises(Refusal, match="not_found"):
        scene.send(scene.approved().id, "nobody")
