"""The faces in English: what comes from data has an English name; Chinese is left to names, addresses, plates and people's own words."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from backend.demo import facts
from tests.browser.conftest import ROOT, Stage
from tests.browser.test_screens import DESK_SCREENS, PHONE_SCREENS, each_opened, turn_to

HAN = re.compile(r"[\u3400-\u9fff]")
RUN = re.compile(r"[\w（）·—-]*[\u3400-\u9fff][\w（）·—、，-]*")
SHOWN = """() => {
  const found = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const on = walk.currentNode.parentElement
    if (!['SCRIPT', 'STYLE'].includes(on.tagName) && !on.closest('.plate, .ava, :not(html)[lang=zh-CN]')) found.push(walk.currentNode.textContent)
  }
  for (const on of document.querySelectorAll('[placeholder]')) found.push(on.getAttribute('placeholder'))
  return found
}"""
# What is Chinese in every language: who and where, and what somebody wrote himself.
PROPER = {
    "customers": ("name",),
    "contacts": ("name",),
    "technicians": ("name", "partner_name"),
    "users": ("name",),
    "sites": ("name", "address", "landmark", "district"),
    "vehicles": ("plate", "driver_name"),
    "order_items": ("remedy",),
    "visits": ("no_signature_reason",),
    "carrier_tasks": ("note",),
    "return_batches": ("factory", "address", "carrier", "note"),
    "return_lines": ("note",),
}
LEGAL = re.compile(r"^(深圳|广州|东莞|佛山)(市)?|(股份)?有限(责任)?公司$")


def proper_words(stage: Stage) -> set[str]:
    """Every name, address and own word of the demo."""
    found = {"南粤车联", "中文"}
    with stage.house.units.read() as work:
        for table, columns in PROPER.items():
            for column in columns:
                rows = work.session.execute(text(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''"))
                found |= {
                    part
                    for (value,) in rows
                    for part in (str(value), LEGAL.sub("", str(value)), *RUN.findall(str(value)))
                }
    return found


def left_in_chinese(page: Page, proper: set[str]) -> list[str]:
    """Texts on the page with Chinese that is nobody's name."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.wait_for_timeout(200)
    told = []
    for shown in page.evaluate(SHOWN):
        runs = RUN.findall(shown)
        if any(run not in proper and not (len(run) >= 4 and any(run in word for word in proper)) for run in runs):
            told.append(shown.strip())
    return sorted(set(told))


def test_every_code_of_the_trade_has_an_english_name(stage: Stage) -> None:
    """Faults with causes, checks, remedies and parts, and whatever else the company has named in Chinese."""
    pairs = {
        "fault_codes": ("symptom", "causes", "checks", "remedies", "parts"),
        **dict.fromkeys(
            (
                "approval_rules",
                "centres",
                "job_families",
                "photo_codes",
                "products",
                "removal_reasons",
                "skills",
                "sla_policies",
            ),
            ("name",),
        ),
    }
    missing = []
    with stage.house.units.read() as work:
        for table, stems in pairs.items():
            for stem in stems:
                rows = work.session.execute(text(f"SELECT {stem}_zh, {stem}_en FROM {table}")).all()
                assert rows, table
                missing += [f"{table}.{stem}: {zh}" for zh, en in rows if zh and (not en or HAN.search(en))]
    assert missing == []


def test_every_kind_of_vehicle_of_the_trade_is_a_usual_word() -> None:
    """Kinds are typed and imported freely; those of the trade are known to the faces."""
    known = (ROOT / "pwa" / "src" / "shared" / "format" / "usual.ts").read_text(encoding="utf-8")
    kinds = [row["zh"] for row in facts.rows("vehicle_types")]
    assert [kind for kind in kinds if f"{kind}: '" not in known and f"'{kind}': '" not in known] == []


def test_control_chinese_that_is_no_name_is_found(stage: Stage) -> None:
    """Negative control: the same look at a screen in Chinese finds its words."""
    page = stage.person("dispatcher.sz")
    page.goto(f"{stage.url}/desk/orders")
    assert "待派工" in left_in_chinese(page, proper_words(stage))
    page.context.close()


@pytest.mark.parametrize("username", list(DESK_SCREENS))
def test_the_desk_speaks_english(stage: Stage, username: str) -> None:
    """Each screen of each role, with an order, a vehicle and a fault opened."""
    proper, left = proper_words(stage), []
    page = stage.person(username, lang="en")
    for screen in DESK_SCREENS[username]:
        turn_to(stage, page, screen)
        left += [f"{screen}: {one}" for one in left_in_chinese(page, proper)]
        for name in each_opened(page, screen):
            left += [f"{name}: {one}" for one in left_in_chinese(page, proper)]
        if open_something(stage, page, screen):
            left += [f"{screen} opened: {one}" for one in left_in_chinese(page, proper)]
    page.context.close()
    assert left == [], "\n".join(left)


def test_the_phone_speaks_english(stage: Stage) -> None:
    """Each screen and a visit."""
    proper, left = proper_words(stage), []
    page = stage.person("tech.sz01", face="phone", lang="en")
    query = text(
        "SELECT v.id FROM visits v JOIN users u ON u.technician_id = v.technician_id JOIN orders o ON o.id = v.order_id "
        "WHERE u.username = 'tech.sz01' AND v.state IN ('dispatched', 'accepted', 'en_route', 'working') ORDER BY o.kind DESC"
    )
    with stage.house.units.read() as work:
        visit = work.session.execute(query).scalars().first()
    for screen in (*PHONE_SCREENS, *([f"visit/{visit}"] if visit else [])):
        page.goto(f"{stage.url}/phone/{screen}")
        left += [f"{screen}: {one}" for one in left_in_chinese(page, proper)]
    page.context.close()
    assert left == [], "\n".join(left)


def open_something(stage: Stage, page: Page, screen: str) -> bool:
    """What takes more than a click to open; true where the screen has such a thing."""
    if screen == "intake":
        find_in_intake(stage, page)
    elif screen == "orders":
        page.goto(f"{stage.url}/desk/orders?state=completed,closed&kind=repair")
        page.locator("[data-testid^=order-PG]").first.click()
    elif screen == "board" and page.locator("[data-testid^=strip-]").count():
        page.locator("[data-testid^=strip-]").first.click()
    return screen in {"intake", "orders", "board"}


def find_in_intake(stage: Stage, page: Page) -> None:
    """A caller's vehicle and the first symptom, with what is known about it."""
    query = text(
        "SELECT v.plate FROM vehicles v JOIN installations i ON i.vehicle_id = v.id AND i.until_at IS NULL "
        "WHERE v.plate <> '' AND v.vehicle_type <> '' ORDER BY v.plate"
    )
    with stage.house.units.read() as work:
        plate = str(work.session.execute(query).scalars().first())
    page.get_by_test_id("intake-find").fill(plate)
    page.keyboard.press("Enter")
    page.get_by_test_id("intake-installed").wait_for()
    page.get_by_test_id("intake-fault").locator("button, label").first.click()
