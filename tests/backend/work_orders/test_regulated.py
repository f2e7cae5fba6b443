"""R39: regulated vehicles. The authority's clock, and what a terminal's leaving takes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from backend.kernel.errors import Refusal
from backend.kernel.events import EventRow
from backend.modules.customers import public as customers
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders import regulated
from backend.modules.work_orders.models import OrderItemRow, OrderRow
from backend.modules.work_orders.service.authority import meet_if_back, set_clock, tell_one
from backend.modules.work_orders.service.order_list import OrderFilter, list_orders
from backend.modules.work_orders.service.phone_day import phone_day
from tests.backend.work_orders.scene import IMEIS, Scene

CASES = json.loads(
    (Path(__file__).parents[3] / "pwa/src/technician/offline/removal-cases.json").read_text(encoding="utf-8")
)
REASONS = [regulated.RemovalReason(**one) for one in CASES["reasons"]]
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["says"])
def test_R39_a_terminal_leaves_a_regulated_vehicle_only_with_its_papers(case: dict[str, Any]) -> None:
    """The phone is held to the same cases in papers.test.ts."""
    assert regulated.lacks_of_removal(regulated.Leaving(**case["leaving"]), REASONS) == case["lacks"]


@pytest.mark.parametrize(
    ("hours", "met", "state"),
    [
        (0, None, "running"),
        (17, None, "running"),
        (18, None, "warned"),
        (25, None, "late"),
        (30, 20, "met"),
        (30, 26, "met_late"),
    ],
)
def test_R39_the_clock_runs_on_the_wall_and_warns_at_three_quarters(hours: int, met: int | None, state: str) -> None:
    start = datetime(2026, 11, 20, 22, tzinfo=UTC)  # a Saturday morning in Shenzhen
    due = start + 24 * HOUR
    found = regulated.clock_state(
        due, regulated.warn_at(start, due), start + met * HOUR if met else None, start + hours * HOUR
    )
    assert found == state
    assert regulated.clock_state(None, None, None, start) is None


def regulate(scene: Scene, *numbers: int) -> None:
    """Make these vehicles of the scene heavy trucks."""
    with scene.units.write() as work:
        for number in numbers:
            one = customers.vehicle(work, scene.vehicles[number])
            customers.update_vehicle(work, one.id, one.version, vehicle_type="重卡")


def told(scene: Scene, name: str) -> list[dict[str, Any]]:
    """The facts of this name."""
    with scene.units.read() as work:
        return [
            one.payload
            for one in work.session.scalars(select(EventRow).where(EventRow.name == name).order_by(col(EventRow.id)))
        ]


def tick(scene: Scene) -> int:
    """What the clock's job does now."""
    count = 0
    while True:
        with scene.units.write() as work:
            if not tell_one(work):
                return count
        count += 1


def clock_of(scene: Scene, order_id: str) -> str | None:
    """How the authority's clock of the order stands."""
    with scene.units.read() as work:
        return work_orders.state_of(work_orders.order(work, order_id), work.now)


def test_R39_a_repair_of_a_regulated_vehicle_has_a_second_clock(scene: Scene) -> None:
    """24 hours unless the company promises otherwise; an installation, and a vehicle that is free, have none."""
    free = scene.new_order("repair")
    assert free.authority_due_at is None
    regulate(scene, 0)
    assert scene.new_order("install").authority_due_at is None
    order = scene.new_order("repair")
    assert order.authority_due_at == order.created_at + 24 * HOUR
    assert (order.authority_set_by, order.authority_notice_no) == ("小陈", "")
    with scene.units.write() as work:
        work_orders.load_sla_policies(
            work, [{"code": "authority", "zh": "监管", "en": "Authority", "kind": "repair", "priority": "regulated",
                    "starts": "submitted", "ends": "completed", "minutes": "720", "warn_percent": "50", "clock": "always"}],
        )  # fmt: skip
    sooner = scene.new_order("repair")
    assert sooner.authority_due_at == sooner.created_at + 12 * HOUR
    assert sooner.authority_warn_at == sooner.created_at + 6 * HOUR


def test_R39_the_authority_names_its_own_date(scene: Scene) -> None:
    regulate(scene, 0)
    date = scene.clock.now() + 10 * HOUR
    order = scene.new_order("repair", authority_due_at=date, authority_notice_no="深交罚通〔2026〕118 号")
    assert (order.authority_due_at, order.authority_notice_no) == (date, "深交罚通〔2026〕118 号")
    with scene.units.write(scene.dispatcher) as work:
        later = set_clock(work, order.id, order.version, date + 30 * HOUR, "延 1")
    assert (later.authority_due_at, later.authority_set_by, later.version) == (
        date + 30 * HOUR,
        "小林",
        order.version + 1,
    )
    assert told(scene, "order.authority_date_set")[0]["notice_no"] == "延 1"
    with pytest.raises(Refusal, match="changed_meanwhile"), scene.units.write(scene.dispatcher) as work:
        set_clock(work, order.id, order.version, date, "")


@pytest.mark.one_database
def test_R39_a_date_that_cannot_be_meant_is_refused(scene: Scene) -> None:
    now = scene.clock.now()
    with pytest.raises(Refusal, match="not_regulated"):
        scene.new_order("repair", authority_due_at=now + HOUR)
    regulate(scene, 0)
    for date in (now - timedelta(days=31), now + timedelta(days=91)):
        with pytest.raises(Refusal) as refusal:
            scene.new_order("repair", authority_due_at=date)
        assert refusal.value.field == "authority_due_at"
    free = scene.new_order("install")
    with pytest.raises(Refusal, match="not_regulated"), scene.units.write(scene.dispatcher) as work:
        set_clock(work, free.id, free.version, now + HOUR, "")


def test_R39_the_managers_are_told_once_at_the_warning_and_once_past_the_date(scene: Scene) -> None:
    regulate(scene, 0)
    order = scene.new_order("repair")
    scene.clock.advance(hours=17)
    assert tick(scene) == 0  # negative control: nothing to tell yet
    scene.clock.advance(hours=2)
    assert (clock_of(scene, order.id), tick(scene), tick(scene)) == ("warned", 1, 0)
    scene.clock.advance(hours=6)
    assert (clock_of(scene, order.id), tick(scene), tick(scene)) == ("late", 1, 0)
    assert [one["order_no"] for one in told(scene, "order.authority_warned")] == [order.no]
    assert [one["order_no"] for one in told(scene, "order.authority_broken")] == [order.no]


def test_R39_a_cancelled_order_alarms_nobody(scene: Scene) -> None:
    regulate(scene, 0)
    order = scene.new_order("repair")
    with scene.units.write(scene.agent) as work:
        work_orders.cancel_order(work, order.id, order.version, "不修了")
    scene.clock.advance(hours=48)
    assert (tick(scene), clock_of(scene, order.id)) == (0, None)


def repaired(scene: Scene) -> str:
    """A repair of a regulated vehicle, done; its id."""
    order = scene.approved("repair")
    visit = scene.send(order.id)
    item = scene.items(order.id)[0]
    scene.su_phone.to_work(visit.id)
    scene.su_phone.must("item.record", visit.id, item_id=item.id, fields={"act": "none", "remedy": "重做接点"})
    for code in ("P2", "P4", "P8"):
        scene.su_phone.photo(visit.id, code, item.id)
    scene.su_phone.must("item.finish", visit.id, item_id=item.id)
    scene.pay(visit.id)
    scene.su_phone.must("visit.sign", visit.id, reason="司机不在", signer="")
    scene.su_phone.must("visit.complete", visit.id)
    return order.id


def judge(scene: Scene, order_id: str, verdict: str) -> None:
    """The platform has spoken about the order's vehicle."""
    item = scene.items(order_id)[0]
    with scene.units.write() as work:
        work.session.get_one(OrderItemRow, item.id).platform_verdict = verdict
        meet_if_back(work, work.session.get_one(OrderRow, order_id))


def test_R39_the_clock_stops_with_the_repair_and_runs_on_while_the_platform_sees_nothing(scene: Scene) -> None:
    regulate(scene, 0)
    order_id = repaired(scene)
    assert clock_of(scene, order_id) == "met"
    judge(scene, order_id, "waiting")
    assert clock_of(scene, order_id) == "running"
    scene.clock.advance(hours=30)
    assert (clock_of(scene, order_id), tick(scene)) == ("late", 1)
    judge(scene, order_id, "passed")
    assert clock_of(scene, order_id) == "met_late"


def test_R39_what_the_authority_waits_for_floats_up(scene: Scene) -> None:
    """Sorted by deadline the nearer of both counts, and pages go on from it."""
    ordinary = scene.new_order("repair")
    regulate(scene, 1)
    with scene.units.write(scene.agent) as work:
        item = work_orders.NewItem(scene.vehicles[1], family="YX")
        new = work_orders.NewOrder(
            kind="repair", centre_id=ordinary.centre_id, customer_id=scene.customer_id, items=(item,),
            authority_due_at=work.now + 3 * HOUR, window_start=work.now + 20 * HOUR, window_end=work.now + 22 * HOUR,
        )  # fmt: skip
        pressing = work_orders.create_order(work, new)
    with scene.units.read(scene.dispatcher) as work:
        first = list_orders(work, OrderFilter(sort="due"), 1, None)
        second = list_orders(work, OrderFilter(sort="due"), 1, first.next)
    assert [one.no for one in (*first.items, *second.items)] == [pressing.no, ordinary.no]
    assert [one.authority_state for one in (*first.items, *second.items)] == ["running", None]


def test_R39_no_standing_rule_approves_a_removal_from_a_regulated_vehicle(scene: Scene) -> None:
    """The same rule approves it for a vehicle that is free: the negative control."""
    with scene.units.write(scene.manager) as work:
        work_orders.add_approval_rule(work, work_orders.NewApprovalRule("都批", "Everything"))
    assert scene.submitted("removal").state == "approved"
    regulate(scene, 0)
    assert scene.submitted("removal").state == "submitted"
    assert scene.submitted("repair").state == "approved"


def removal(scene: Scene) -> tuple[str, str]:
    """A removal from a regulated vehicle, at work; ids of visit and item."""
    regulate(scene, 0)
    scene.put_in(scene.vehicles[0])
    order = scene.approved("removal")
    visit = scene.send(order.id)
    scene.su_phone.to_work(visit.id)
    item = scene.items(order.id)[0]
    scene.su_phone.must(
        "item.record", visit.id, item_id=item.id, fields={"old_device_no": IMEIS[2], "old_device_end": "van"}
    )
    return visit.id, item.id


def test_R39_a_removal_is_finished_only_with_reason_release_and_consent(scene: Scene) -> None:
    visit_id, item_id = removal(scene)
    phone = scene.su_phone

    def lacking() -> object:
        answer = phone.tell("item.finish", visit_id, item_id=item_id)
        return (answer.code, (answer.details or {}).get("lacking"))

    assert lacking() == ("removal_papers", ["removal_reason", "P19"])
    phone.must("item.record", visit_id, item_id=item_id, fields={"removal_reason": "provider"})
    assert lacking() == ("removal_papers", ["provider_released", "P19"])
    phone.must("item.record", visit_id, item_id=item_id, fields={"provider_released": True})
    assert lacking() == ("removal_papers", ["P19"])
    phone.photo(visit_id, "P19", item_id)
    phone.must("item.finish", visit_id, item_id=item_id)
    assert scene.items(scene.visit(visit_id).order_id)[0].removal_reason == "provider"


def test_R39_the_phone_knows_before_what_a_removal_takes(scene: Scene) -> None:
    """The day carries the reasons and the photo, and the visit's list names what is missing (R15)."""
    removal(scene)
    with scene.units.read(scene.su_phone.holder) as work:
        day = phone_day(work)
    item = day.visits[0].items[0]
    assert [one.code for one in item.photos_required][-1] == "P19"
    assert "provider" in {one.code for one in day.removal_reasons}
    missing = [(one.code, one.params) for one in day.visits[0].missing]
    assert ("removal_missing", {"what": "removal_reason"}) in missing
    assert ("photo_missing", {"code": "P19"}) in missing
    assert day.visits[0].removal_approved


def test_R39_a_repair_that_a_rule_approved_takes_no_terminal_out_of_a_regulated_vehicle(scene: Scene) -> None:
    with scene.units.write(scene.manager) as work:
        work_orders.add_approval_rule(work, work_orders.NewApprovalRule("都批", "Everything"))
    regulate(scene, 0)
    scene.put_in(scene.vehicles[0])
    order = scene.submitted("repair")
    visit = scene.send(order.id)
    scene.su_phone.to_work(visit.id)
    item = scene.items(order.id)[0]
    fields = {"act": "remove", "old_device_no": IMEIS[2], "old_device_end": "van", "removal_reason": "scrapped"}
    scene.su_phone.must("item.record", visit.id, item_id=item.id, fields=fields)
    scene.su_phone.photo(visit.id, "P19", item.id)
    refused = scene.su_phone.tell("item.finish", visit.id, item_id=item.id)
    assert (refused.code, (refused.details or {})["lacking"]) == ("removal_papers", ["approval"])
    with scene.units.write(scene.manager) as work:
        version = work_orders.order(work, order.id).version
        work_orders.verbal_approval(work, order.id, version, giver="方经理", how="电话", at=work.now)
    scene.su_phone.must("item.finish", visit.id, item_id=item.id)
