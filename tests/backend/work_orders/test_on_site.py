"""From setting off to closing: R9, R10, R11, R14, R15, R34."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.kernel.events import EventRow
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders import repository
from backend.modules.work_orders.models import PhotoRow
from tests.backend.work_orders.scene import ICCIDS, IMEIS, Scene, picture


@pytest.mark.one_database
def test_R9_the_checklist_is_ticked_before_leaving(scene: Scene) -> None:
    visit = scene.send(scene.approved().id)
    scene.su_phone.must("visit.checklist", visit.id, ticked=["tools", "order"])
    refused = scene.su_phone.tell("visit.checklist", visit.id, ticked=["wings"])
    assert refused.code == "unknown_code"
    with scene.units.read() as work:
        assert repository.checklists(work, [visit.id]) == {visit.id: ["order", "tools"]}


def test_R15_a_whole_installation_ends_completed_and_closes_by_itself(scene: Scene) -> None:
    order = scene.approved()
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    answer = scene.finish_item(scene.su_phone, visit.id, item.id)
    assert answer.details == {"warnings": [], "cases": []}
    scene.pay(visit.id)
    scene.su_phone.must("visit.sign", visit.id, sha256=scene.su_phone.hand_in(picture(9)), signer="赵国强")
    scene.clock.advance(minutes=40)
    scene.su_phone.must("visit.complete", visit.id)
    done = scene.order(order.id)
    assert (scene.visit(visit.id).state, done.state) == ("completed", "completed")
    assert done.completed_at == scene.clock.now()
    assert done.papers_done_at is not None
    with scene.units.write() as work:
        work_orders.mark_fees_settled(work, order.id)
    assert scene.order(order.id).state == "completed"
    with scene.units.write() as work:
        work_orders.mark_followup_done(work, order.id)
        work_orders.mark_followup_done(work, order.id)
    assert scene.order(order.id).state == "closed"
    assert scene.facts(order.id)[-4:] == ["visit.signed", "visit.completed", "order.completed", "order.closed"]


def test_R10_finishing_moves_the_terminal_in_the_same_transaction(scene: Scene) -> None:
    order = scene.approved()
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    scene.finish_item(scene.su_phone, visit.id, item.id)
    with scene.units.read() as work:
        installed = inventory.installed_in(work, [item.vehicle_id])[item.vehicle_id]
    assert installed.device.imei == IMEIS[0]
    assert scene.items(order.id)[0].state == "recorded"


def test_R10_an_unknown_number_is_recorded_and_goes_to_the_keeper(scene: Scene) -> None:
    order = scene.approved()
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    fields = {"act": "install", "new_device_no": "NOSUCH1", "unknown_reason": "标签磨花了"}
    scene.su_phone.must("item.record", visit.id, item_id=item.id, fields=fields)
    answer = scene.su_phone.must("item.finish", visit.id, item_id=item.id)
    assert answer.details is not None
    assert answer.details["cases"]
    (kept,) = scene.items(order.id)
    assert (kept.state, kept.new_device_no) == ("recorded", "NOSUCH1")
    assert kept.warnings == answer.details["warnings"] != []


def test_R10_fields_merge_and_nothing_is_lost(scene: Scene) -> None:
    order = scene.approved("repair")
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    for fields in ({"remedy": "换保险", "parts": {"FUSE": 1}}, {"cause_code": "power"}, {"remedy": None}):
        scene.su_phone.must("item.record", visit.id, item_id=item.id, fields=fields)
    (kept,) = scene.items(order.id)
    assert (kept.remedy, kept.cause_code, kept.parts) == ("", "power", {"FUSE": 1})


def test_R11_a_swap_records_old_and_new_terminal(scene: Scene) -> None:
    old = scene.put_in(scene.vehicles[0])
    order = scene.approved("repair")
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    fields = {"act": "swap_device", "new_device_no": IMEIS[0], "old_device_end": "factory"}
    scene.su_phone.must("item.record", visit.id, item_id=item.id, fields=fields)
    scene.su_phone.must("item.finish", visit.id, item_id=item.id)
    assert scene.items(order.id)[0].old_device_no == old.terminal_no
    with scene.units.read() as work:
        found = inventory.find_device(work, old.terminal_no)
        assert inventory.installed_in(work, [item.vehicle_id])[item.vehicle_id].device.imei == IMEIS[0]
    assert found is not None
    assert (found.place_kind, found.bound_for) == ("van", "factory")


@pytest.mark.one_database
def test_R11_a_swap_without_the_new_number_is_not_finished(scene: Scene) -> None:
    order = scene.approved("repair")
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    assert scene.su_phone.tell("item.finish", visit.id, item_id=item.id).code == "act_missing"
    scene.su_phone.must("item.record", visit.id, item_id=item.id, fields={"act": "swap_sim"})
    refused = scene.su_phone.tell("item.finish", visit.id, item_id=item.id)
    assert (refused.code, refused.details and refused.details["field"]) == ("number_missing", "new_iccid")
    scene.su_phone.must("item.record", visit.id, item_id=item.id, fields={"new_iccid": ICCIDS[1]})
    scene.su_phone.must("item.finish", visit.id, item_id=item.id)
    again = scene.su_phone.tell("item.record", visit.id, item_id=item.id, fields={"remedy": "x"})
    assert again.code == "item_done"


def test_R14_a_missing_part_suspends_the_vehicle_and_holds_the_order(scene: Scene) -> None:
    order = scene.approved("repair")
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    scene.su_phone.must("item.suspend", visit.id, item_id=item.id, reason="缺天线", missing="GNSS 天线 1 根")
    scene.su_phone.must("visit.sign", visit.id, reason="司机不在", signer="")
    scene.su_phone.must("visit.complete", visit.id)
    held = scene.order(order.id)
    assert (held.state, held.state_reason, scene.visit(visit.id).state) == ("on_hold", "缺天线", "completed")
    assert scene.items(order.id)[0].missing == "GNSS 天线 1 根"
    with scene.units.read() as work:
        assert [one.order.id for one in work_orders.waiting_orders(work, None)] == [order.id]
    second = scene.send(order.id, scene.li)
    assert (scene.order(order.id).state, scene.items(order.id)[0].state) == ("in_progress", "open")
    assert second.no.endswith("-2")


def test_R14_breaking_off_suspends_what_is_left(scene: Scene) -> None:
    order = scene.approved("repair", vehicles=2)
    visit = scene.send(order.id)
    scene.su_phone.to_work(visit.id)
    scene.su_phone.must("visit.suspend", visit.id, reason="暴雨", missing="")
    assert scene.visit(visit.id).state == "suspended"
    assert {one.state for one in scene.items(order.id)} == {"suspended"}
    assert scene.order(order.id).state == "on_hold"


def test_nobody_there_brings_the_order_back(scene: Scene) -> None:
    order = scene.approved()
    visit = scene.send(order.id)
    scene.su_phone.must("visit.accept", visit.id)
    scene.su_phone.must("visit.fail", visit.id, reason="车不在")
    assert (scene.order(order.id).state, scene.order(order.id).state_reason) == ("approved", "车不在")


@pytest.mark.one_database
def test_R15_completion_says_everything_that_is_missing(scene: Scene) -> None:
    order = scene.approved(vehicles=2)
    visit, (first, second) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    scene.finish_item(scene.su_phone, visit.id, first.id)
    scene.su_phone.photo(visit.id, "P2", second.id)
    refused = scene.su_phone.tell("visit.complete", visit.id)
    assert (refused.outcome, refused.code) == ("refused", "papers_missing")
    assert refused.details is not None
    lacking = [(one["code"], one["item_id"], one["params"]) for one in refused.details["missing"]]
    assert lacking == [
        ("item_open", second.id, {}),
        ("photo_missing", second.id, {"code": "P4"}),
        ("photo_missing", second.id, {"code": "P8"}),
        ("fees_open", None, {}),
        ("signature_missing", None, {}),
    ]
    assert scene.visit(visit.id).state == "working"


def test_R15_an_unpaid_fee_keeps_the_visit_open(scene: Scene) -> None:
    order = scene.approved()
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    scene.finish_item(scene.su_phone, visit.id, item.id)
    scene.su_phone.must("visit.sign", visit.id, reason="司机不在")
    scene.pay(visit.id, total=8000, collected=5000)
    refused = scene.su_phone.tell("visit.complete", visit.id)
    assert refused.details is not None
    assert [one["code"] for one in refused.details["missing"]] == ["payment_open"]
    scene.pay(visit.id, total=8000, collected=8000)
    scene.su_phone.must("visit.complete", visit.id)


def test_an_order_waits_for_its_last_visit(scene: Scene) -> None:
    order = scene.approved(vehicles=2)
    first, second = scene.items(order.id)
    mine, other = scene.send(order.id, item_ids=[first.id]), scene.send(order.id, scene.li)
    for phone, visit, item, number in (
        (scene.su_phone, mine, first, IMEIS[0]), (scene.li_phone, other, second, IMEIS[1]),
    ):  # fmt: skip
        assert scene.order(order.id).state == "in_progress"
        phone.to_work(visit.id)
        scene.finish_item(phone, visit.id, item.id, number)
        scene.pay(visit.id)
        phone.must("visit.sign", visit.id, reason="司机不在")
        phone.must("visit.complete", visit.id)
    assert scene.order(order.id).state == "completed"


def test_R34_what_was_done_offline_keeps_its_own_time(scene: Scene) -> None:
    visit = scene.send(scene.approved().id)
    arrived = scene.clock.now() + timedelta(minutes=20)
    scene.clock.advance(hours=5)
    scene.su_phone.must("visit.accept", visit.id, arrived - timedelta(minutes=15))
    scene.su_phone.must("visit.arrive", visit.id, arrived, lat=22.7, lng=114.3)
    seen = scene.visit(visit.id)
    assert (seen.arrived_at, seen.clock_flag, seen.last_lat) == (arrived, False, 22.7)


def test_R34_a_clock_that_runs_ahead_is_flagged_and_not_believed(scene: Scene) -> None:
    order = scene.approved()
    visit = scene.send(order.id)
    claimed = scene.clock.now() + timedelta(hours=3)
    scene.su_phone.must("visit.accept", visit.id, claimed)
    seen = scene.visit(visit.id)
    assert (seen.accepted_at, seen.clock_flag) == (scene.clock.now(), True)
    with scene.units.read() as work:
        (fact,) = work.session.exec(select(EventRow).where(EventRow.name == "visit.clock_suspected"))
    assert (fact.payload["why"], fact.payload["claimed"]) == ("ahead", "2026-11-23T04:30:00Z")


def test_R16_a_photo_waits_for_its_file_and_is_kept_once(scene: Scene) -> None:
    order = scene.approved()
    visit = scene.send(order.id)
    scene.su_phone.to_work(visit.id)
    content = picture(77)
    digest = hashlib.sha256(content).hexdigest()
    said: dict[str, Any] = {
        "code": "P2",
        "sha256": digest,
        "size": len(content),
        "taken_at": scene.clock.now().isoformat(),
    }
    held = scene.su_phone.tell("photo.add", visit.id, **said)
    assert (held.outcome, held.code, held.details) == ("held", "file_not_here", {"sha256": digest})
    scene.su_phone.hand_in(content)
    scene.su_phone.must("photo.add", visit.id, **said)
    scene.su_phone.must("photo.add", visit.id, **said)
    with scene.units.read() as work:
        assert len(work.session.exec(select(PhotoRow)).all()) == 1


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["visit.accept", "visit.start", "visit.complete"])
def test_R27_nobody_acts_on_anothers_visit(scene: Scene, kind: str) -> None:
    visit = scene.send(scene.approved().id)
    refused = scene.li_phone.tell(kind, visit.id)
    assert (refused.outcome, refused.code) == ("refused", "visit_not_yours")
    assert scene.visit(visit.id).state == "dispatched"


def test_an_item_of_another_visit_is_not_touched(scene: Scene) -> None:
    order, other = scene.approved(), scene.new_order()
    visit = scene.send(order.id)
    scene.su_phone.to_work(visit.id)
    foreign = scene.items(other.id)[0]
    refused = scene.su_phone.tell("item.finish", visit.id, item_id=foreign.id)
    assert refused.code == "item_not_of_visit"
    assert scene.items(other.id)[0].state == "open"
