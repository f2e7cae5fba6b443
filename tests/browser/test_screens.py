"""Every screen: nothing sticks out, no script fails, axe finds nothing in the light and in the dark, English is complete.

The desk is walked through in English, whose words are the longer ones; with PAIGONG_LOOK set in Chinese too, and every
picture is kept in build/pictures. The stories play in Chinese.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.browser.conftest import DESK, PHONE, ROOT, SETTLED, Stage
from tests.browser.english import left_in_chinese, proper_words

AXE = Path(ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js")
DESK_SCREENS = {
    "dispatcher.sz": ("board", "board/plan", "unsent", "orders", "vehicles"),
    "warehouse.sz": (
        "stock",
        *(f"stock/{tab}" for tab in ("receipts", "papers", "counts", "shortages", "movements")),
        *(f"stock/{tab}" for tab in ("cases", "removed", "returns", "carriers")),
    ),
    "agent": ("intake", "intake/install", "followups", "complaints"),
    "finance": ("money",),
    "manager.sz": (
        "proof",
        "settings",
        "settings/rules",
        "settings/vehicle-types",
        "settings/binding",
        "settings/proof",
        "settings/channels",
    ),
}
# What is opened on a screen, one thing out of the other.
OPENED = {
    "vehicles": ("[data-testid=vehicle-row]", "a[href*='/terminals/']"),
    "stock/papers": ("[data-testid=new-issue]",),
    "stock/counts": ("[data-testid=count-row]",),
    "stock/removed": ("[data-testid=removed-row] button",),
    "stock/returns": ("[data-testid=batch-new]",),
    "settings/binding": ("[data-testid=binding-add]",),
    "settings/channels": ("[data-testid=channel-add]",),
}
PHONE_SCREENS = ("today", "unsent", "van", "me")


def findings(page: Page, *rules: str) -> list[str]:
    """What axe has against the open sheet, or the page where none is open: one line a rule, of all unless some are named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(SETTLED)
    found = page.evaluate(
        "rules => axe.run(document.querySelector('dialog[open]') ?? document,"
        " { resultTypes: ['violations'], ...(rules.length && { runOnly: rules }) })",
        list(rules),
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


class Look:
    """One person's face, screen by screen, and all that is to be said against it."""

    def __init__(self, stage: Stage, page: Page, lang: str) -> None:
        """Nothing has been looked at."""
        self.stage, self.page, self.lang = stage, page, lang
        self.proper = proper_words(stage) if lang == "en" else set()
        self.against: list[str] = []

    def at(self, name: str) -> None:
        """The page as it stands: its width, its picture, axe, and in English its words."""
        self.page.wait_for_timeout(200)  # until what was just opened begins to load
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        if os.environ.get("PAIGONG_LOOK"):
            self.stage.picture(self.page, f"screens/{name}-{self.lang[:2]}")
        self.stage.fits(self.page, name)
        told = findings(self.page)
        if self.lang == "en":
            told += [f"in Chinese: {one}" for one in left_in_chinese(self.page, self.proper)]
        self.against += [f"{name}: {one}" for one in told]

    def at_address(self, path: str) -> None:
        """A screen by its address."""
        self.page.goto(f"{self.stage.url}/{path}")
        self.page.wait_for_load_state("networkidle")
        self.at(path.replace("/", "-"))

    def in_the_dark(self, name: str) -> None:
        """The same page in the dark, where only the colours are others."""
        # Without motion the colours change at once; else axe would read them half-way.
        self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        self.page.wait_for_timeout(60)
        self.against += [f"{name} in the dark: {one}" for one in findings(self.page, "color-contrast")]
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")

    def finish(self) -> None:
        """Put the face away; nothing was to be said."""
        self.page.context.close()
        assert not self.against, "\n".join(self.against)
        assert self.stage.errors == []


def turn_to(stage: Stage, page: Page, screen: str) -> None:
    """Go to a screen of the desk as people do, by its link; by its address where none is in sight."""
    link = page.locator(f'a[href="/desk/{screen}"]')
    if link.count():
        link.first.click()
    else:
        page.goto(f"{stage.url}/desk/{screen}")
        page.wait_for_load_state("networkidle")


def each_opened(page: Page, screen: str) -> Iterator[str]:
    """Open what the screen has to open, one thing out of the other; tells the name of each."""
    for number, thing in enumerate(OPENED.get(screen, ())):
        page.locator(thing).first.click()
        yield f"{screen.replace('/', '-')}-opened{number or ''}"


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


@pytest.mark.parametrize("lang", ["en", "zh-CN"] if os.environ.get("PAIGONG_LOOK") else ["en"])
@pytest.mark.parametrize("username", list(DESK_SCREENS))
def test_the_desks_screens(stage: Stage, username: str, lang: str) -> None:
    """The desk of each role at 1280 px, with what its screens have to open."""
    page = stage.person(username, lang=lang)
    look = Look(stage, page, lang)
    for screen in DESK_SCREENS[username]:
        turn_to(stage, page, screen)
        name = f"desk-{screen.replace('/', '-')}"
        look.at(name)
        look.in_the_dark(name)
        if screen == "board":
            expect(page.locator(".now")).to_be_in_viewport()
        for opened in each_opened(page, screen):
            look.at(f"desk-{opened}")
        if open_something(stage, page, screen):
            look.at(f"{name}-open")
    look.finish()


@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_the_phones_screens(stage: Stage, lang: str, scheme: str) -> None:
    """The phone face at 360 px, a visit included."""
    look = Look(stage, stage.person("tech.sz01", face="phone", lang=lang, scheme=scheme), lang)
    query = text(
        "SELECT v.id FROM visits v JOIN users u ON u.technician_id = v.technician_id JOIN orders o ON o.id = v.order_id "
        "WHERE u.username = 'tech.sz01' AND v.state IN ('dispatched', 'accepted', 'en_route', 'working') ORDER BY o.kind DESC"
    )
    with stage.house.units.read() as work:
        visit = str(work.session.execute(query).scalars().first())
    for screen in (*PHONE_SCREENS, f"visit/{visit}"):
        look.at_address(f"phone/{screen}")
    look.finish()


@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_the_doors(stage: Stage, lang: str, scheme: str) -> None:
    """Signing in on both faces, and the customer's page."""
    for path, size in (("desk/login", DESK), ("phone/login", PHONE), ("t/unknown", PHONE)):
        look = Look(stage, stage.visitor(size, lang=lang, scheme=scheme), lang)
        look.at_address(path)
        look.finish()


def test_the_phone_shows_its_mark_before_its_script_has_come(stage: Stage) -> None:
    """The line is weak: what the page itself carries is seen at once, on the device's own ground, and then gives way."""
    page = stage.visitor(PHONE, scheme="dark")
    page.route("**/assets/*.js", lambda asked: asked.abort())
    page.goto(f"{stage.url}/phone/")
    mark = page.locator(".boot")
    expect(mark).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 16, 20)"
    page.unroute("**/assets/*.js")
    page.reload()
    page.locator("input[type=password]").wait_for()
    expect(mark).to_have_count(0)
    page.context.close()


def test_control_chinese_that_is_no_name_is_found(stage: Stage) -> None:
    """Negative control: the same look at a screen in Chinese finds its words."""
    page = stage.person("dispatcher.sz")
    turn_to(stage, page, "orders")
    page.locator("[data-testid^=order-PG]").first.wait_for()
    assert "待派工" in left_in_chinese(page, proper_words(stage))
    page.context.close()


def test_a_screen_that_cannot_be_drawn_says_so_and_is_tried_again(stage: Stage) -> None:
    """An answer that the screen stumbles over leaves no blank place; what failed is on the stage's list."""
    page = stage.person("manager.sz")
    page.route("**/api/orders?*", lambda asked: asked.fulfill(json={}))
    page.goto(f"{stage.url}/desk/orders")
    alert = page.locator("#main").get_by_role("alert")
    expect(alert).to_be_visible()
    assert stage.errors != []
    stage.errors.clear()
    page.unroute("**/api/orders?*")
    alert.get_by_role("button").click()
    expect(page.locator("[data-testid^=order-PG]").first).to_be_visible()
    page.context.close()
    assert stage.errors == []


def test_a_screen_below_lights_the_item_of_the_menu_that_leads_to_it(stage: Stage) -> None:
    """Rules belong to the settings, a terminal to the vehicles, unsent work to the board; an old link still leads there."""
    page = stage.person("manager.sz")
    below = {"settings/rules": "settings", "terminals/any": "vehicles", "board/unsent": "board", "unsent": "board"}
    for path, item in below.items():
        page.goto(f"{stage.url}/desk/{path}")
        expect(page.get_by_test_id(f"rail-{item}")).to_have_attribute("aria-current", "page")
        assert page.locator(".rail a.on").count() == 1
    page.context.close()
