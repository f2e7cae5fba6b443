"""Every screen in both languages, light and dark: nothing sticks out, no script fails, axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.browser.conftest import DESK, PHONE, ROOT, Stage

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
    """What axe has against the page as it stands, one line a rule; by all rules unless some are named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = "rules => axe.run(document, { resultTypes: ['violations'], ...(rules.length && { runOnly: rules }) })"
    found = page.evaluate(asked, list(rules))
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def look_at(stage: Stage, page: Page, path: str, name: str) -> list[str]:
    """Open a screen, keep its picture, and ask axe."""
    page.goto(f"{stage.url}/{path}")
    page.wait_for_load_state("networkidle")
    return look_again(stage, page, name)


def look_again(stage: Stage, page: Page, name: str) -> list[str]:
    """Keep a picture of the page as it stands, and ask axe."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    stage.picture(page, f"screens/{name}")
    return [f"{name}: {one}" for one in findings(page)]


def turn_to(stage: Stage, page: Page, screen: str) -> None:
    """Go to a screen of the desk as people do, by its link; by its address where none is in sight."""
    link = page.locator(f'a[href="/desk/{screen}"]')
    if link.count():
        link.first.click()
        page.wait_for_timeout(100)
    else:
        page.goto(f"{stage.url}/desk/{screen}")
        page.wait_for_load_state("networkidle")


def each_opened(page: Page, screen: str) -> Iterator[str]:
    """Open what the screen has to open, one thing out of the other; tells the name of each."""
    for number, thing in enumerate(OPENED.get(screen, ())):
        page.locator(thing).first.click()
        page.wait_for_timeout(100)
        yield f"{screen.replace('/', '-')}-opened{number or ''}"


def dark_too(page: Page, name: str) -> list[str]:
    """The same page in the dark, where only the colours are others."""
    # Without motion the colours change at once; else axe would read them half-way.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_timeout(60)
    found = [f"{name} in the dark: {one}" for one in findings(page, "color-contrast")]
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return found


def test_the_desks_screens(stage: Stage) -> None:
    """The desk at 1280 px; in English it is read by the tests of English."""
    against = []
    for username, screens in DESK_SCREENS.items():
        page = stage.person(username)
        for screen in screens:
            turn_to(stage, page, screen)
            name = f"desk-{screen.replace('/', '-')}"
            against += look_again(stage, page, name) + dark_too(page, name)
            if screen == "board":
                expect(page.locator(".now")).to_be_in_viewport()
            for opened in each_opened(page, screen):
                against += look_again(stage, page, f"desk-{opened}")
        page.context.close()
    assert not against, "\n".join(against)
    assert stage.errors == []


@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_the_phones_screens(stage: Stage, lang: str, scheme: str) -> None:
    """The phone face at 360 px, a visit included."""
    page = stage.person("tech.sz01", face="phone", lang=lang, scheme=scheme)
    against = []
    for screen in PHONE_SCREENS:
        against += look_at(stage, page, f"phone/{screen}", f"phone-{screen}-{lang[:2]}-{scheme}")
    with stage.house.units.read() as work:
        query = text(
            "SELECT v.id FROM visits v JOIN users u ON u.technician_id = v.technician_id "
            "WHERE u.username = 'tech.sz01' AND v.state IN ('accepted', 'en_route', 'working') ORDER BY v.id LIMIT 1"
        )
        visit = work.session.execute(query).scalar_one_or_none()
    if visit:
        against += look_at(stage, page, f"phone/visit/{visit}", f"phone-visit-{lang[:2]}-{scheme}")
    page.context.close()
    assert not against, "\n".join(against)
    assert stage.errors == []


@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_the_doors(stage: Stage, lang: str, scheme: str) -> None:
    """Signing in on both faces, and the customer's page."""
    against = []
    for path, size in (("desk/login", DESK), ("phone/login", PHONE), ("t/unknown", PHONE)):
        page = stage.visitor(size, lang=lang, scheme=scheme)
        against += look_at(stage, page, path, f"door-{path.replace('/', '-')}-{lang[:2]}-{scheme}")
        page.context.close()
    assert not against, "\n".join(against)


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
    """Rules belong to the settings."""
    page = stage.person("manager.sz")
    page.goto(f"{stage.url}/desk/settings/rules")
    expect(page.get_by_test_id("rail-settings")).to_have_attribute("aria-current", "page")
    assert page.locator(".rail a.on").count() == 1
    page.context.close()
