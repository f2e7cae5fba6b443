"""R3: a manager, a standing rule, or a word that is confirmed within 24 hours."""

from datetime import timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders import repository
from tests.backend.work_orders.scene import GZ, Scene, actor


def test_orders_are_numbered_by_the_day(scene: Scene) -> None:
    assert [scene.new_order().no, scene.new_order().no] == ["PG-1123-001", "PG-1123-002"]
    scene.clock.advance(days=1)
    assert scene.new_order().no == "PG-1124-001"


def test_R3_a_manager_approves_before_dispatch(scene: Scene) -> None:
    order = scene.submitted()
    assert order.state == "submitted"
    with pytest.raises(Refusal, match="wrong_state"):
        scene.send(order.id)
    with scene.units.write(scene.manager) as work:
        order = work_orders.approve(work, order.id, order.version, "同意")
    assert (order.state, order.approved_at) == ("approved", scene.clock.now())
    with scene.units.read() as work:
        (approval,) = repository.approvals_of(work, [order.id])
    assert (approval.kind, approval.by_name, approval.note) == ("manager", "方经理", "同意")
    assert scene.facts(order.id) == ["order.created", "order.submitted", "order.approved"]


@pytest.mark.one_database
def test_R3_a_dispatcher_may_not_approve(scene: Scene) -> None:
    order = scene.submitted()
    with pytest.raises(Refusal, match="role_may_not"), scene.units.write(scene.dispatcher) as work:
        work_orders.approve(work, order.id, order.version)
    assert scene.order(order.id).state == "submitted"


@pytest.mark.one_database
def test_another_centres_manager_may_not_approve(scene: Scene) -> None:
    order = scene.submitted()
    other = actor("manager", centre_id=GZ)
    with pytest.raises(Refusal, match="not_yours"), scene.units.write(other) as work:
        work_orders.approve(work, order.id, order.version)


def test_R3_a_standing_rule_approves_what_it_fits_and_nothing_else(scene: Scene) -> None:
    with scene.units.write(scene.manager) as work:
        rule = work_orders.NewApprovalRule("小修", "Small repairs", kind="repair", max_items=2, in_warranty=True)
        rule_id = work_orders.add_approval_rule(work, rule)
    fits = scene.submitted("repair", vehicles=2, in_warranty=True)
    assert fits.state == "approved"
    with scene.units.read() as work:
        (approval,) = repository.approvals_of(work, [fits.id])
    assert (approval.kind, approval.rule_id, approval.at) == ("rule", rule_id, scene.clock.now())
    assert scene.submitted("repair", vehicles=3, in_warranty=True).state == "submitted"
    assert scene.submitted("repair", vehicles=2, in_warranty=False).state == "submitted"
    assert scene.submitted("install", vehicles=1, in_warranty=True).state == "submitted"


def test_R3_a_rule_switched_off_approves_nothing(scene: Scene) -> None:
    with scene.units.write(scene.manager) as work:
        work_orders.add_approval_rule(work, work_orders.NewApprovalRule("全部", "All", active=False))
    assert scene.submitted().state == "submitted"


def test_R3_a_verbal_approval_goes_out_at_once_and_is_owed_a_confirmation(scene: Scene) -> None:
    order = scene.submitted("repair", priority="urgent")
    said_at = scene.clock.now() - timedelta(minutes=10)
    with scene.units.write(scene.dispatcher) as work:
        order = work_orders.verbal_approval(work, order.id, order.version, giver="方经理", how="电话", at=said_at)
    assert order.state == "approved"
    assert scene.send(order.id).state == "dispatched"
    scene.clock.set(said_at + timedelta(hours=24, seconds=1))
    with scene.units.read() as work:
        assert repository.overdue_approvals(work, [order.id]) == {order.id}
        (approval,) = repository.approvals_of(work, [order.id])
    with scene.units.write(scene.manager) as work:
        work_orders.confirm_verbal_approval(work, order.id, approval.id)
    with scene.units.read() as work:
        assert repository.overdue_approvals(work, [order.id]) == set()
    with pytest.raises(Refusal, match="already_confirmed"), scene.units.write(scene.manager) as work:
        work_orders.confirm_verbal_approval(work, order.id, approval.id)


@pytest.mark.one_database
def test_R3_within_24_hours_it_is_not_overdue(scene: Scene) -> None:
    order = scene.submitted("repair", priority="urgent")
    with scene.units.write(scene.agent) as work:
        work_orders.verbal_approval(work, order.id, order.version, giver="方经理", how="电话", at=work.now)
    scene.clock.advance(hours=24)
    with scene.units.read() as work:
        assert repository.overdue_approvals(work, [order.id]) == set()


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("priority", "minutes", "code"),
    [("normal", 0, "verbal_only_urgent"), ("urgent", 6, "in_the_future"), ("urgent", -8 * 24 * 60, "too_long_ago")],
)
def test_R3_what_is_no_verbal_approval(scene: Scene, priority: str, minutes: int, code: str) -> None:
    order = scene.submitted("repair", priority=priority)
    at = scene.clock.now() + timedelta(minutes=minutes)
    with pytest.raises(Refusal, match=code), scene.units.write(scene.dispatcher) as work:
        work_orders.verbal_approval(work, order.id, order.version, giver="方经理", how="电话", at=at)


def test_a_rejected_order_shows_why_and_may_come_again(scene: Scene) -> None:
    order = scene.submitted()
    with scene.units.write(scene.manager) as work:
        order = work_orders.reject(work, order.id, order.version, "没有合同")
    assert (order.state, order.state_reason) == ("rejected", "没有合同")
    with scene.units.write(scene.agent) as work:
        assert work_orders.submit(work, order.id, order.version).state == "submitted"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("change", "code"),
    [({"vehicles": 0}, "no_items"), ({"kind": "party"}, "unknown_code"), ({"priority": "asap"}, "unknown_code")],
)
def test_what_is_no_order(scene: Scene, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        scene.new_order(**change)  # type: ignore[arg-type]


def test_a_vehicle_stands_once_in_an_order(scene: Scene) -> None:
    item = work_orders.NewItem(scene.vehicles[0])
    new = work_orders.NewOrder("install", scene.order(scene.new_order().id).centre_id, scene.customer_id, (item, item))
    with pytest.raises(Refusal, match="duplicate_vehicle"), scene.units.write(scene.agent) as work:
        work_orders.create_order(work, new)
