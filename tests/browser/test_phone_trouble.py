"""A phone on which everything goes wrong, one thing at a time: it says so, loses nothing and does nothing twice."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from backend import app as served
from tests.browser.phone_office import (
    IMPATIENT,
    KEPT,
    Office,
    act_of,
    finish,
    found_office,
    press_next,
    sign_in,
    take_photo,
)
from tests.browser.service_worker import tell_worker
from tests.chromium import launch

# Takes the room that there is, as somebody's videos do.
FILL_UP = """async () => {
  const opening = indexedDB.open('videos')
  opening.onupgradeneeded = () => opening.result.createObjectStore('all', { autoIncrement: true })
  const open = await new Promise((done) => { opening.onsuccess = () => done(opening.result) })
  const put = (size) => new Promise((done) => {
    const tx = open.transaction('all', 'readwrite'), bytes = new Uint8Array(size)
    for (let at = 0; at < bytes.length; at += 60_000) crypto.getRandomValues(bytes.subarray(at, at + 60_000))
    tx.objectStore('all').put(bytes.buffer)
    tx.oncomplete = () => done(true)
    tx.onabort = () => done(false)
  })
  let count = 0
  while (await put(180_000)) count++
  while (await put(20_000)) count++
  open.close()
  return count
}"""
CLAIMS = "SELECT payload FROM event_log WHERE name = 'visit.clock_suspected' AND payload LIKE :v"
DAYS_OFF = timedelta(days=2, hours=23)
STEP_DATE = """days => {
  const Real = globalThis.Real ?? (globalThis.Real = Date), shift = days * 86_400_000
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + shift) }
    static now() { return Real.now() + shift }
  }
}"""

# Its own tries are far away and nothing tells it that it is on line: only what the browser's worker hands it is left.
LEFT_ALONE = """
addEventListener('online', (event) => event.stopImmediatePropagation(), true)
globalThis.setTimeout = (real => (then, ms, ...more) => real(then, ms >= 1000 ? ms * 60 : ms, ...more))(setTimeout)
globalThis.asked = []
SyncManager.prototype.register = (real => function (tag) { asked.push(tag); return real.call(this, tag) })(SyncManager.prototype.register)
"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all of it."""
    started = launch(playwright)
    yield started
    started.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The faces as they were built, in a folder where a newer build may come to lie."""
    folder = tmp_path_factory.mktemp("built") / "dist"
    shutil.copytree(served.DIST, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(served, "DIST", folder)
        yield folder


@pytest.fixture(scope="module")
def running(
    browser: Browser, built: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """The office of this file."""
    office = found_office(sqlite_template, tmp_path_factory.mktemp("office"), browser)
    yield office
    office.server.should_exit = True


@pytest.fixture
def office(running: Office) -> Iterator[Office]:
    """The office with a good line and all phones put away."""
    yield running
    running.put_away()


def noise() -> bytes:
    """A picture that stays large however it is packed."""
    buffer = BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def unsent(page: Page) -> list[str]:
    """The kinds of the commands that wait."""
    kinds: list[str] = page.evaluate(KEPT)[0]
    return kinds


def expect_unsent(page: Page, count: int) -> None:
    """So many commands wait on the phone, or will in a moment."""
    for _ in range(100):
        if len(unsent(page)) == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not {count}: {unsent(page)}")


def expect_all_sent(page: Page) -> None:
    """The phone has nothing left to send."""
    expect_unsent(page, 0)


def test_R36_a_full_phone_says_so_keeps_nothing_by_halves_and_goes_on_when_there_is_room(office: Office) -> None:
    """A picture that does not fit is not kept, and that is said; what was there stays and is sent once there is room."""
    sent = office.installation()
    page = office.phone(path=f"visit/{sent.visit_id}", room=6_000_000)
    page.context.set_offline(True)
    press_next(page, "T-00002")
    take_photo(page, noise())
    expect_unsent(page, 3)
    act_of(page)
    before, says = page.evaluate(KEPT), page.get_by_test_id("next-act").inner_text()
    assert page.evaluate(FILL_UP) > 0
    take_photo(page, noise())
    expect(page.get_by_text("手机存满了，这一步没记下")).to_be_visible()
    assert act_of(page) == "photo"
    assert (page.evaluate(KEPT), page.get_by_test_id("next-act").inner_text()) == (before, says)
    page.reload()
    expect(page.get_by_test_id("next-act")).to_contain_text(says.split()[0])
    page.evaluate("new Promise((done) => { indexedDB.deleteDatabase('videos').onsuccess = () => done(true) })")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect_all_sent(page)
    assert office.ask("SELECT code FROM photos WHERE visit_id = :v", v=sent.visit_id) == ["P2"]
    take_photo(page, noise())
    expect(page.get_by_test_id("next-act")).not_to_contain_text(says.split()[0])
    expect_all_sent(page)
    assert office.ask("SELECT code FROM photos WHERE visit_id = :v ORDER BY code", v=sent.visit_id) == ["P2", "P4"]


def test_R34_a_clock_that_is_three_days_off_is_flagged_and_the_visit_is_done_all_the_same(office: Office) -> None:
    """Ahead or behind, the office's time is used and the claim kept; the dispatcher reads of it, and only there."""
    ahead, behind, right = (office.installation(at_work=False) for _ in range(3))
    page = office.phone(path=f"visit/{right.visit_id}")
    press_next(page)
    expect_all_sent(page)
    for days, sent in ((3, ahead), (-3, behind)):
        page.goto(f"{office.url}/phone/visit/{sent.visit_id}")
        act_of(page)
        page.evaluate(STEP_DATE, days)
        if days > 0:
            finish(page, "T-00003")
        else:
            press_next(page)
        expect_all_sent(page)
    query = "SELECT clock_flag, state, abs(accepted_at / 1000000 - strftime('%s')) < 600 FROM visits WHERE id = :v"
    rows = [office.ask(query, v=sent.visit_id)[0] for sent in (ahead, behind, right)]
    assert rows == [(1, "completed", 1), (1, "accepted", 1), (0, "accepted", 1)]
    claims = [payload for one in (ahead, behind) for payload in office.ask(CLAIMS, v=f"%{one.visit_id}%")]
    assert sorted({json.loads(one)["why"] for one in claims}) == ["ahead", "behind"]
    assert all(abs(datetime.fromisoformat(json.loads(one)["claimed"]) - datetime.now(UTC)) > DAYS_OFF for one in claims)
    assert office.told(right)["visit.clock_suspected"] == 0
    desk = office.browser.new_page(base_url=office.url, locale="zh-CN")
    desk.goto("/desk/")
    sign_in(desk, "desk")
    for sent, flagged in ((ahead, 1), (right, 0)):
        number = office.ask("SELECT no FROM orders WHERE id = :o", o=sent.order_id)[0]
        desk.goto(f"/desk/orders?text={number}")
        desk.get_by_test_id(f"order-{number}").click()
        desk.get_by_test_id("order-detail").wait_for()
        expect(desk.get_by_text("手机时钟不准")).to_have_count(flagged)
    desk.context.close()


def test_R16_a_server_in_trouble_is_asked_less_and_less_and_gets_everything_once(office: Office) -> None:
    """First it answers 503, then it works but its answers come too late; the bar says which, and all is there once."""
    sent = office.installation(at_work=False)
    page = office.phone(IMPATIENT, path=f"visit/{sent.visit_id}")
    office.line.state = "broken"
    press_next(page)
    bar = page.locator(".signal")
    expect(bar).to_contain_text("办公室系统没应")
    page.get_by_role("link", name=re.compile("项没传")).click()
    expect(page.get_by_test_id("waiting")).to_contain_text("办公室系统没应")
    while len(office.line.asked) < 3:
        page.wait_for_timeout(100)
    first, second, third = office.line.asked[:3]
    office.line.state = "slow"
    page.get_by_test_id("send-now").click()
    expect(bar).to_contain_text("没信号")
    assert unsent(page) == ["visit.accept"]
    office.line.state = "fine"
    page.get_by_test_id("send-now").click()
    expect(page.get_by_test_id("unsent-head")).to_have_text("都传到了")
    assert office.told(sent)["visit.accepted"] == 1
    assert third - second > 1.6 * (second - first), office.line.asked


def test_R36_a_session_that_was_ended_keeps_the_work_for_the_same_person_alone(office: Office) -> None:
    """The office ends the session: sign in again; somebody else sends nothing of it, the same person all of it."""
    sent = office.installation(at_work=False)
    page = office.phone(path=f"visit/{sent.visit_id}")
    page.context.set_offline(True)
    press_next(page)
    press_next(page)
    with office.house.units.write() as work:
        work.session.connection().exec_driver_sql("DELETE FROM sessions")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("input[type=password]")).to_be_visible()
    sign_in(page, "he")
    page.goto(f"{office.url}/phone/unsent")
    expect(page.get_by_test_id("unsent-head")).to_have_text("都传到了")
    assert office.told(sent)["visit.accepted"] == 0
    page.goto(f"{office.url}/phone/me")
    page.get_by_test_id("log-out").click()
    sign_in(page, "su")
    expect_all_sent(page)
    assert [office.told(sent)[name] for name in ("visit.accepted", "visit.contacted")] == [1, 1]


def test_R16_a_page_that_nobody_looks_at_sends_when_the_browser_tells_that_the_line_is_back(office: Office) -> None:
    """Background Sync: asked once in an outage, and its call is enough."""
    sent = office.installation(at_work=False)
    page = office.phone(LEFT_ALONE, path=f"visit/{sent.visit_id}")
    act_of(page)
    page.context.set_offline(True)
    for _ in range(2):
        press_next(page)
    expect_unsent(page, 2)
    page.wait_for_function("asked.length > 0")
    page.context.set_offline(False)
    page.wait_for_timeout(500)
    assert page.evaluate("asked") == ["outbox"]
    assert len(unsent(page)) == 2  # control: nothing goes out by itself
    tell_worker(page, "dispatchSyncEvent", tag="outbox", lastChance=False)
    expect_all_sent(page)
    assert [office.told(sent)[name] for name in ("visit.accepted", "visit.contacted")] == [1, 1]


def newer_build(folder: Path) -> None:
    """The same app under other names, as after a release."""
    phone = folder / "phone"
    entry = next(phone.glob("assets/index-*.js"))
    name = re.sub(r"-[\w-]+\.js$", "-NEWER000.js", entry.name)
    entry.rename(phone / "assets" / name)
    for one in (*phone.glob("assets/*.js"), phone / "index.html", phone / "sw.js"):
        told = one.read_text(encoding="utf-8").replace(entry.name, name)
        page = re.sub(r'"[0-9a-f]{32}"(,"url":"index.html")', rf'"{"0" * 32}"\1', told)
        one.write_text(page, encoding="utf-8")


def test_a_new_version_waits_for_the_person_and_sends_what_the_old_one_kept(office: Office, built: Path) -> None:
    """Work goes on beside the offer, nothing reloads by itself; taken later, the new app sends the old commands."""
    sent = office.installation(at_work=False)
    page = office.phone(path=f"visit/{sent.visit_id}")
    page.reload()  # as on the second day: the app comes from the phone
    act_of(page)
    page.context.set_offline(True)
    press_next(page)
    office.line.state = "broken"
    page.context.set_offline(False)
    newer_build(built)
    page.evaluate(
        "globalThis.before = true; navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)"
    )
    offer = page.get_by_role("button", name="换上")
    expect(offer).to_be_visible()
    press_next(page)
    page.wait_for_timeout(300)
    assert page.evaluate("globalThis.before") is True
    assert unsent(page) == ["visit.accept", "visit.contacted"]
    assert page.locator("script[src*=NEWER]").count() == 0
    offer.click()
    page.locator("script[src*=NEWER]").wait_for(state="attached")
    office.line.state = "fine"
    page.evaluate("dispatchEvent(new Event('online'))")
    expect_all_sent(page)
    assert [office.told(sent)[name] for name in ("visit.accepted", "visit.contacted")] == [1, 1]
