"""R20: the company's own promises go before the defaults."""

from datetime import timedelta

from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.policies import due_at
from backend.wiring import House
from tests.backend.conftest import NOW
from tests.backend.visit_story import Story

ROW = {
    "zh": "紧急故障到场",
    "en": "On site for an urgent fault",
    "kind": "repair",
    "priority": "urgent",
    "starts": "submitted",
    "ends": "arrived",
    "warn_percent": "75",
    "clock": "always",
}


def test_R20_an_urgent_fault_is_due_within_two_hours_unless_the_company_promises_otherwise() -> None:
    """A policy of one hour halves the default."""
    assert due_at("repair", "urgent", NOW, None, {}) == NOW + timedelta(hours=2)
    assert due_at("repair", "urgent", NOW, None, {"onsite_urgent": timedelta(hours=1)}) == NOW + timedelta(hours=1)
    assert due_at("repair", "normal", NOW, None, {"repair_ordinary": timedelta(hours=8)}) == NOW + timedelta(hours=8)


def test_R20_the_contact_limit_is_data(house: House) -> None:
    """A company that promises a call within half an hour sees it on the visit."""
    story = Story.begin(house)
    usual = story.send(story.vehicle())
    with house.units.write() as work:
        work_orders.load_sla_policies(work, [ROW | {"code": "contact", "minutes": "30"}])
    quicker = story.send(story.vehicle())
    with house.units.read() as work:
        assert work_orders.visit(work, usual.visit_id).contact_by == NOW + timedelta(hours=1)
        assert work_orders.visit(work, quicker.visit_id).contact_by == NOW + timedelta(minutes=30)
