"""A day plan as a dispatcher does it: start it, watch it, compare, take a part over, take it back; somebody is sick."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from backend.modules.planning.public import get_ready, work_on_next
from tests.browser.conftest import Stage
from tests.browser.test_screens import findings

KINDS = ("day", "mend")


@pytest.fixture(autouse=True)
def worker(stage: Stage) -> Iterator[None]:
    """The worker's loop in a thread, on the stage's clock."""
    get_ready()
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            if not work_on_next(stage.house.units, "worker", KINDS, stop.is_set):
                stop.wait(0.2)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


def visits_sent(stage: Stage) -> int:
    """How many visits stand in the plan in force."""
    with stage.house.units.read() as work:
        live = "SELECT count(*) FROM visits WHERE state IN ('dispatched', 'accepted')"
        return int(work.session.execute(text(live)).scalar_one())


def planned(stage: Stage, page: Page, picture: str) -> None:
    """From the board to a plan that is ready."""
    page.get_by_test_id("board-tray").wait_for()
    page.keyboard.press("p")
    page.get_by_test_id("plan-go").wait_for()
    stage.picture(page, f"{picture}-1-start")
    page.get_by_test_id("plan-go").click()
    page.get_by_test_id("plan-progress").wait_for()
    stage.picture(page, f"{picture}-2-progress")
    page.get_by_test_id("plan-changes").wait_for(timeout=60_000)
    stage.picture(page, f"{picture}-3-compare")


def test_a_part_of_the_day_plan_is_taken_over_and_taken_back(stage: Stage) -> None:
    page = stage.person("dispatcher.sz")
    planned(stage, page, "plan")
    assert findings(page) == []
    before = visits_sent(stage)
    boxes = page.get_by_test_id("plan-changes").locator("li .el-checkbox")
    assert boxes.count() > 1, "the demo has orders that wait"
    page.keyboard.press("a")
    expect(page.get_by_test_id("plan-accept")).to_be_disabled()
    boxes.nth(0).click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="采用了 1 项")).to_be_visible()
    stage.picture(page, "plan-4-accepted")
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="撤回了 1 项")).to_be_visible()
    assert visits_sent(stage) == before
    assert stage.errors == []


def test_an_order_that_waits_is_fitted_in_by_an_option(stage: Stage) -> None:
    page = stage.person("dispatcher.sz")
    page.locator("[data-testid^=strip-]").first.click()
    page.get_by_test_id("fit-in").click()
    page.get_by_test_id("plan-options").wait_for()
    stage.picture(page, "plan-6-options")
    assert findings(page) == []
    before = visits_sent(stage)
    page.get_by_test_id("take-1").click()
    expect(page.get_by_role("status").filter(has_text="采用了")).to_be_visible()
    assert visits_sent(stage) == before + 1
    stage.picture(page, "plan-7-option-taken")
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="撤回了")).to_be_visible()
    assert visits_sent(stage) == before
    assert stage.errors == []


def test_somebody_is_sick_and_his_visits_go_to_others(stage: Stage) -> None:
    page = stage.person("dispatcher.sz", lang="en")
    page.goto(f"{stage.url}/desk/board/plan")
    page.get_by_test_id("away-who").select_option(index=1)
    page.get_by_test_id("away-why").fill("fever")
    page.get_by_test_id("away-go").click()
    page.get_by_test_id("plan-changes").wait_for(timeout=60_000)
    stage.picture(page, "plan-5-sick")
    assert findings(page) == []
    assert stage.errors == []
