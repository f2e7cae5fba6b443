"""R19: finance takes a wrong payment back with a reason, at the fees of its order; the books reverse it."""

from playwright.sync_api import expect
from sqlalchemy import text

from tests.browser.conftest import Stage


def test_R19_a_wrong_payment_is_voided_with_a_reason_at_its_order(stage: Stage) -> None:
    """It leaves the fees and stays in the history; nobody but finance is offered the button."""
    query = text(
        "SELECT order_id FROM payments WHERE voided_at IS NULL AND confirmed_at IS NULL AND remittance_id IS NULL ORDER BY id"
    )
    with stage.house.units.read() as work:
        order = work.session.execute(query).scalars().first()
    assert order, "the demo has money that nobody has handed in"
    watcher = stage.person("agent")
    watcher.goto(f"{stage.url}/desk/orders?id={order}")
    watcher.get_by_test_id("payment").first.wait_for()
    expect(watcher.get_by_test_id("payment-void")).to_have_count(0)
    watcher.context.close()
    page = stage.person("finance")
    page.goto(f"{stage.url}/desk/orders?id={order}")
    before = page.get_by_test_id("payment")
    before.first.wait_for()
    count = before.count()
    page.get_by_test_id("payment-void").first.click()
    expect(page.get_by_test_id("payment-void-send")).to_be_disabled()
    page.get_by_test_id("payment-void-reason").fill("记成了两笔")
    stage.picture(page, "payment-void")
    page.get_by_test_id("payment-void-send").click()
    expect(page.get_by_role("status").filter(has_text="作废了")).to_be_visible()
    expect(page.get_by_test_id("payment")).to_have_count(count - 1)
    expect(page.get_by_test_id("order-trail")).to_contain_text("记成了两笔")
    page.context.close()
    assert stage.errors == []
