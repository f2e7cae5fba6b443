"""Reminders in real Chromium: switched on at the Me screen, sent by a push service's own protocol, shown by the worker.

Chromium without Google's service cannot subscribe; the page is given the subscription of the push service that stands in
for it. What that one opens is handed to the service worker as the browser would hand it over.
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import text

from backend.demo.seed import PASSWORD
from backend.modules.notifications.crew import web_push
from backend.modules.work_orders import public as work_orders
from tests.backend.visit_story import OFFICE
from tests.browser.conftest import CHOOSE_LANGUAGE, PHONE, SHIFT_DATE, Stage
from tests.browser.service_worker import tell_worker
from tests.chromium import launch
from tests.fakes.push_service import Browser, PushService, running_push_service

SUBSCRIBES = """(() => {
  const keys = %s
  const made = { endpoint: keys.endpoint, options: { applicationServerKey: null }, toJSON: () => ({ endpoint: keys.endpoint, keys }),
    unsubscribe: async () => { localStorage.removeItem('subscribed'); return true } }
  PushManager.prototype.subscribe = async () => { localStorage.setItem('subscribed', 'yes'); return made }
  PushManager.prototype.getSubscription = async () => (localStorage.getItem('subscribed') ? made : null)
})()"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag }) => ({ title, body, tag }))"""
PRESSED = """path => navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { open: path } }))"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Chromium]:
    """The whole Chromium: the shell has no notifications."""
    started = launch(playwright, whole=True)
    yield started
    started.close()


@pytest.fixture
def push(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """The push service, allowed here; a proxy of the machine's must not stand between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running_push_service() as running:
        stage.house.settings.push_services += f" {running.url}"
        yield running


def phone_of(stage: Stage, browser: Browser) -> Page:
    """A phone with its worker, which lets notifications through and has this subscription to give."""
    context = stage.browser.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]}, has_touch=True, is_mobile=True,
        permissions=["notifications"], timezone_id="Asia/Shanghai",
    )  # fmt: skip
    context.add_init_script(CHOOSE_LANGUAGE % "zh-CN")
    context.add_init_script(SHIFT_DATE % (stage.clock.shift.total_seconds() * 1000))
    context.add_init_script(SUBSCRIBES % json.dumps(browser.as_body()))
    context.set_default_timeout(15_000)
    return context.new_page()


def one_visit(stage: Stage) -> tuple[str, str]:
    """A visit that somebody has not accepted yet, and his account."""
    query = text(
        "SELECT v.id, u.username FROM visits v JOIN users u ON u.technician_id = v.technician_id "
        "WHERE v.state = 'dispatched' ORDER BY v.planned_start"
    )
    with stage.house.units.read() as work:
        return tuple(work.session.execute(query).first() or ("", ""))


def moved(stage: Stage, visit_id: str) -> None:
    """The office moves the visit by half an hour, and what follows goes out."""
    with stage.house.units.write(OFFICE) as work:
        visit = work_orders.visit(work, visit_id)
        later = visit.window_end - visit.window_start
        start = visit.window_start + later / 4
        work_orders.reschedule(work, visit_id, visit.version, start, start + later, start)
    stage.settle()


def deliver(page: Page, message: dict[str, str]) -> None:
    """Hands a message to the worker, as the browser's own push client does."""
    tell_worker(page, "deliverPushMessage", data=json.dumps(message))
    page.wait_for_timeout(300)


def test_R6_a_phone_rings_for_its_visits_and_the_newest_stands_alone(stage: Stage, push: PushService) -> None:
    browser = push.subscribe(web_push.public_key(stage.house.units.ports))
    visit_id, username = one_visit(stage)
    page = phone_of(stage, browser)
    page.goto(f"{stage.url}/phone/")
    page.locator("input[autocomplete=username]").fill(username)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("input[type=password]").wait_for(state="detached")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"{stage.url}/phone/visit/{visit_id}")
    page.locator("[data-testid=next-act][data-act=accept]").click()
    stage.picture(page, "push-offered")
    page.get_by_role("button", name="打开提醒").click()
    expect(page.get_by_text("提醒打开了")).to_be_visible()

    moved(stage, visit_id)
    moved(stage, visit_id)
    first, second = browser.messages
    assert first["tag"] == second["tag"] == visit_id
    assert first["title"].startswith("改时间 ")
    deliver(page, first)
    deliver(page, second)
    assert page.evaluate(SHOWN) == [{key: second[key] for key in ("title", "body", "tag")}]

    # A press on it leads the open page there, without loading it anew; Chromium has no way to press one from here.
    page.evaluate(PRESSED, f"/phone/visit/{visit_id}?from=push")
    page.wait_for_url("**/visit/*?from=push")

    page.goto(f"{stage.url}/phone/me")
    expect(page.get_by_test_id("reminders")).to_contain_text("开着")
    stage.picture(page, "push-on")
    page.get_by_test_id("log-out").click()
    page.locator("input[type=password]").wait_for()
    moved(stage, visit_id)
    assert len(browser.messages) == 2, "who has signed out is not told"
    page.context.close()
