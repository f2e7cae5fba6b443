"""The customer is away: he agrees to extra work and signs on his own phone, by his link (R17, R37). Both at 360 px."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from backend.modules.tracking.public import url_of
from tests.browser.conftest import DESK, PHONE, ROOT
from tests.browser.phone_office import Office, act_of, found_office, press_next, sign_in
from tests.browser.test_screens import findings
from tests.chromium import launch

PICTURES = ROOT / "build" / "pictures"


@pytest.fixture(scope="module")
def office(playwright: Playwright, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office and one Chromium."""
    browser = launch(playwright)
    opened = found_office(sqlite_template, tmp_path_factory.mktemp("office"), browser)
    yield opened
    opened.put_away()
    opened.server.should_exit = True
    browser.close()


def look(page: Page, name: str) -> None:
    """A picture on request; nothing sticks out sideways."""
    if os.environ.get("PAIGONG_LOOK"):
        page.screenshot(path=PICTURES / f"{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or PHONE)["width"], name


def draw(page: Page) -> None:
    """Sign with the mouse on the pad of the customer's page."""
    pad = page.locator("#pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 30, steps=5)
    page.mouse.move(box["x"] + 220, box["y"] + 140, steps=5)
    page.mouse.up()


def ask_for_extra_work(phone: Page) -> None:
    """Travel at the list's price; the customer is away and is asked by his link."""
    phone.get_by_test_id("add-work").click()
    phone.get_by_test_id("extra-work-TRAVEL").click()
    phone.get_by_text("发链接问他").click()
    assert findings(phone) == []
    phone.get_by_test_id("extra-work-save").click()
    expect(phone.get_by_test_id("extra-asked")).to_have_text("已发链接，等客户答复")
    expect(phone.locator("body")).to_contain_text("都传到了")


def complete_with_the_link_sent(phone: Page, terminal: str) -> None:
    """Everything to the signature, which is asked for by link, and the end of the visit."""
    phone.reload()
    expect(phone.get_by_test_id("extra-approved")).to_have_text("客户用链接同意了")
    while act_of(phone) != "pay":
        press_next(phone, terminal)
    phone.get_by_test_id("next-act").click()
    phone.locator("dialog[open] button.act").click()
    expect(phone.get_by_test_id("next-act")).to_have_attribute("data-act", "sign")
    phone.get_by_test_id("next-act").click()
    phone.get_by_test_id("sign-link").click()
    expect(phone.locator("main")).to_contain_text("已发链接，等客户签字")
    press_next(phone)
    expect(phone.locator("body")).to_contain_text("都传到了")


def visitor(office: Office, size: dict[str, int]) -> Page:
    """A browser of somebody else."""
    return office.browser.new_context(viewport=size, locale="zh-CN").new_page()  # type: ignore[arg-type]


def test_R37_the_technician_sends_the_link_and_the_customer_signs_on_his_own_phone(office: Office) -> None:
    sent, terminal = office.installation(), office.story.new_terminal()
    phone, customer, desk = office.phone(path=f"visit/{sent.visit_id}"), visitor(office, PHONE), visitor(office, DESK)
    failed: list[str] = []
    customer.on("pageerror", lambda error: failed.append(str(error)))
    ask_for_extra_work(phone)
    office.house.courier.run_until_idle()
    with office.house.units.read() as work:
        url = url_of(work, sent.order_id)

    customer.goto(url)
    assert findings(customer) == []
    look(customer, "link-extra")
    customer.get_by_role("button", name="同意", exact=True).click()
    expect(customer.get_by_role("status")).to_have_text("收到您的答复，谢谢。")
    complete_with_the_link_sent(phone, terminal)

    desk.goto(f"{office.url}/desk/orders?signature=asked&id={sent.order_id}")
    sign_in(desk, "desk")
    expect(desk.get_by_test_id("signature-asked").last).to_contain_text("等客户签字")
    look(desk, "link-desk-asked")

    customer.goto(url)
    assert findings(customer) == []
    draw(customer)
    look(customer, "link-sign")
    customer.get_by_role("button", name="签好了，提交").click()
    expect(customer.get_by_role("status")).to_have_text("您签好了，谢谢。")
    phone.reload()
    expect(phone.locator("main")).to_contain_text("签好了")
    desk.reload()
    expect(desk.get_by_test_id("order-visits")).to_contain_text("用链接签字")
    look(desk, "link-desk-signed")
    assert failed == []
