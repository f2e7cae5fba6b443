"""改派 and 改约 as a dispatcher does them: from the board and from the order, with undo, and the second one is told."""

from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.browser.conftest import Stage


def visit_to_move(stage: Stage) -> tuple[str, str, str, str]:
    """A visit of Shenzhen's own people that nobody has set off to: its id, number, order and who goes."""
    query = text(
        "SELECT v.id, v.no, v.order_id, t.name FROM visits v JOIN technicians t ON t.id = v.technician_id "
        "JOIN orders o ON o.id = v.order_id JOIN centres s ON s.id = v.centre_id WHERE o.kind IN ('repair', 'inspection') AND s.code = 'SZ' AND coalesce(t.partner_name, '') = '' "
        "AND v.state IN ('dispatched', 'accepted') ORDER BY v.window_end DESC, v.id"
    )
    with stage.house.units.read() as work:
        visit, no, order, name = work.session.execute(query).first() or ("", "", "", "")
    assert visit, "the demo has a visit that can be moved"
    return str(visit), str(no), str(order), str(name)


def goes(stage: Stage, visit: str) -> tuple[str, str]:
    """Who goes to the visit, and when its window begins."""
    query = text(
        "SELECT t.name, v.window_start FROM visits v JOIN technicians t ON t.id = v.technician_id WHERE v.id = :id"
    )
    with stage.house.units.read() as work:
        name, start = work.session.execute(query, {"id": visit}).one()
    return str(name), str(start)


def open_order(stage: Stage, page: Page, order: str) -> Page:
    """The order's page, from which both acts start."""
    page.goto(f"{stage.url}/desk/orders?id={order}")
    page.get_by_test_id("order-visits").wait_for()
    return page


def test_R8_a_visit_goes_to_somebody_else_with_undo_and_the_second_dispatcher_is_told(stage: Stage) -> None:
    """Ranked as at dispatch; the second dispatcher's choice, made on the old state, is refused in words."""
    visit, _, order, before = visit_to_move(stage)
    first = open_order(stage, stage.person("dispatcher.sz"), order)
    second = open_order(stage, stage.person("dispatcher.sz1"), order)
    for page in (first, second):
        page.get_by_test_id("visit-reassign").first.click()
        page.get_by_test_id("reassign-send").wait_for()
    expect(first.get_by_test_id("reassign-form")).not_to_contain_text(before)
    stage.picture(first, "moves-1-reassign")
    first.get_by_test_id("reassign-send").click()
    expect(first.get_by_role("status").filter(has_text="改派给了")).to_be_visible()
    assert goes(stage, visit)[0] != before
    stage.picture(first, "moves-2-reassigned")
    second.get_by_test_id("reassign-send").click()
    expect(second.get_by_role("status").filter(has_text="刚改过这单")).to_be_visible()
    stage.picture(second, "moves-3-second-is-told")
    first.keyboard.press("z")
    expect(first.get_by_role("status").filter(has_text="换回")).to_be_visible()
    assert goes(stage, visit)[0] == before
    assert stage.errors == []


def test_somebody_who_does_not_fit_needs_a_reason(stage: Stage) -> None:
    """The exception is written down before it can be sent."""
    _, _, order, _ = visit_to_move(stage)
    page = open_order(stage, stage.person("manager.sz"), order)
    page.get_by_test_id("visit-reassign").first.click()
    page.get_by_test_id("reassign-anyway").click()
    expect(page.get_by_test_id("reassign-send")).to_be_disabled()
    page.get_by_test_id("reassign-why").fill("客户点名要他")
    expect(page.get_by_test_id("reassign-send")).to_be_enabled()
    page.get_by_test_id("reassign-send").click()
    expect(page.get_by_test_id("order-visits")).to_contain_text("客户点名要他")
    page.context.close()


def test_a_visit_moves_to_another_time_from_the_board(stage: Stage) -> None:
    """The panel of a strip in a lane: pick a time, see whether it suits him, move, take it back."""
    visit, number, _, _ = visit_to_move(stage)
    _, before = goes(stage, visit)
    page = stage.person("dispatcher.sz")
    page.goto(f"{stage.url}/desk/board")
    page.get_by_test_id(f"visit-{number}").click()
    page.get_by_test_id("visit-reschedule").click()
    expect(page.get_by_test_id("reschedule-send")).to_be_disabled()
    page.get_by_test_id("reschedule-window").locator("label").nth(3).click()
    expect(page.get_by_test_id("reschedule-fits").or_(page.get_by_test_id("reschedule-unfit"))).to_be_visible()
    stage.picture(page, "moves-4-reschedule")
    page.get_by_test_id("reschedule-send").click()
    expect(page.get_by_role("status").filter(has_text="改约到")).to_be_visible()
    assert goes(stage, visit)[1] != before
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="改回去了")).to_be_visible()
    assert goes(stage, visit)[1] == before
    assert stage.errors == []
