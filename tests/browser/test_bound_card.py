"""R31 in a real browser with no signal: a card that never moves blocks the one violet button until another is chosen."""

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from backend.kernel.actor import Actor
from backend.modules.inventory import public as inventory
from backend.modules.inventory.carriers.models import BindingRuleRow
from backend.modules.inventory.models import SimRow
from backend.modules.sync.public import PhoneAct
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import OrderRow, VisitRow
from tests.browser.conftest import Stage
from tests.browser.test_screens import findings

ROAD = {
    "dispatched": ("visit.accept", "visit.contacted", "visit.set_off", "visit.arrive", "visit.start"),
    "accepted": ("visit.contacted", "visit.set_off", "visit.arrive", "visit.start"),
    "en_route": ("visit.arrive", "visit.start"),
    "on_site": ("visit.start",),
    "working": (),
}


@pytest.fixture
def repair(stage: Stage) -> tuple[str, str, str]:
    """A repair under way whose vehicle has a soldered card of China Mobile: user name, visit id, a card on the van."""
    with stage.house.units.write() as work:
        query = (
            select(VisitRow)
            .join(OrderRow, col(OrderRow.id) == col(VisitRow.order_id))
            .where(OrderRow.kind == "repair", col(VisitRow.state).in_(ROAD))
            .order_by(VisitRow.id)
        )
        for visit in work.session.exec(query):
            item = work_orders.items_of_visit(work, visit.id)[0]
            installed = inventory.installed_in(work, [item.vehicle_id]).get(item.vehicle_id)
            van = inventory.van_stock(work, visit.technician_id)
            fresh = next((one.iccid for one in van.sims if not one.bound_imei), None)
            if installed and installed.sim and fresh and item.state == "open":
                sim = work.session.get_one(SimRow, installed.sim.id)
                sim.operator, sim.card_type, sim.bound_imei = "cmcc", "soldered", installed.device.imei
                name = technicians.technician(work, visit.technician_id).name
                break
        else:
            raise AssertionError("the demo has no such repair")
        centre, technician, visit_id, state = visit.centre_id, visit.technician_id, visit.id, visit.state
    actor = Actor("t", name, (("technician", centre),), frozenset({centre}), technician)
    for kind in ROAD[state]:
        command = stage.house.phone_commands[kind]
        with stage.house.units.write(actor) as work:
            payload = command.payload_model.model_validate({"visit_id": visit_id})
            command.handler(work, PhoneAct(work.now), payload)
    return stage.username_of(name), visit_id, fresh


@pytest.mark.parametrize("ruled", [True, False], ids=["with the rule", "control without the rule"])
def test_R31_test_R16_a_card_that_never_moves_blocks_the_button_until_another_is_chosen(
    stage: Stage, repair: tuple[str, str, str], ruled: bool
) -> None:
    username, visit_id, fresh = repair
    with stage.house.units.write() as work:
        for rule in work.session.exec(select(BindingRuleRow).where(BindingRuleRow.operator == "cmcc")):
            rule.active = ruled
        for rule in work.session.exec(select(BindingRuleRow).where(BindingRuleRow.operator == "")):
            rule.active = False
    page = stage.person(username, face="phone")
    page.goto(f"{stage.url}/phone/visit/{visit_id}")
    button = page.get_by_test_id("next-act")
    expect(button).to_be_visible()
    page.context.set_offline(True)
    page.locator(".open .act").get_by_text("换机", exact=True).first.click()
    # The act is chosen: from here on a guard would show.
    expect(page.get_by_test_id("ask-new_device_no")).to_be_visible()
    if not ruled:
        expect(page.get_by_test_id("sim-guard")).to_have_count(0)
        expect(button).to_be_enabled()
        return
    expect(page.get_by_test_id("sim-guard")).to_have_attribute("data-state", "stop")
    expect(button).to_be_disabled()
    stage.picture(page, "card-guard-stop")
    assert findings(page) == []
    page.get_by_test_id("card-other").click()
    # The camera's piece was never loaded on this phone: it says so, and the hand types.
    expect(page.get_by_test_id("scan-trouble")).to_have_attribute("data-why", "reader")
    page.get_by_test_id("number-input").fill(fresh)
    page.get_by_test_id("number-input").press("Enter")
    expect(button).to_be_enabled()
    expect(page.get_by_test_id("sim-guard").and_(page.locator("[data-state=stop]"))).to_have_count(0)
    assert not stage.errors
