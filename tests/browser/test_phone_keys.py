"""A visit done with the keyboard alone, each sheet read by axe in both themes; an installation counted in taps."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FileChooser, Locator, Page, Playwright, expect

from tests.backend.visit_story import imei
from tests.browser.conftest import ROOT
from tests.browser.fake_camera import code, flags, nothing, scene, show
from tests.browser.phone_office import CARD, Office, act_of, found_office
from tests.browser.test_screens import findings
from tests.chromium import launch
from tests.soak.company import picture

# Puts the focus on what Tab comes to before this one; nowhere when this is the first of its sheet.
TO_THE_ONE_BEFORE = """goal => {
  const sheet = goal.closest('dialog[open]') ?? document
  const all = [...sheet.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  const reached = all.filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility())
  const before = reached.filter((one) => goal.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING).at(-1)
  if (before) before.focus()
  else document.activeElement.blur()
}"""
PHOTO = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture(1, "P2")}
COUNT_TAPS = "globalThis.taps = 0; addEventListener('pointerdown', (e) => { if (e.isTrusted) taps++ }, true)"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands before the phone's lens."""
    film = tmp_path_factory.mktemp("lens") / "lens.mjpeg"
    show(film, [nothing()])
    return film


@pytest.fixture(scope="module")
def browser(playwright: Playwright, film: Path) -> Iterator[Browser]:
    """One Chromium with a camera."""
    started = launch(playwright, *flags(film))
    yield started
    started.close()


@pytest.fixture(scope="module")
def office(browser: Browser, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office of this file."""
    office = found_office(sqlite_template, tmp_path_factory.mktemp("keys"), browser)
    yield office
    office.put_away()
    office.server.should_exit = True


def take(chooser: FileChooser) -> None:
    """Take a picture whenever the camera is opened."""
    chooser.set_files(PHOTO)  # type: ignore[arg-type]


class Keys:
    """Somebody who has no pointer: Tab, arrows, Enter, Escape. Reads every sheet that opens."""

    def __init__(self, page: Page) -> None:
        """Nothing has been read yet."""
        self.page, self.against, self.seen = page, list[str](), set[str]()
        # Listens from the start: a key is quicker than the browser is told to hand its chooser over.
        page.on("filechooser", take)

    def reach(self, goal: Locator) -> None:
        """Go there by Tab, from whatever comes before it."""
        goal.evaluate(TO_THE_ONE_BEFORE)
        self.page.keyboard.press("Tab")
        assert goal.evaluate("one => one === document.activeElement"), f"no Tab leads to {goal}"

    def press(self, goal: Locator | str, key: str = "Enter") -> None:
        """Go there and press."""
        self.reach(self.page.get_by_test_id(goal) if isinstance(goal, str) else goal)
        self.page.keyboard.press(key)

    def read(self, name: str) -> None:
        """What axe has against the screen as it stands, in the light and in the dark."""
        if name in self.seen:
            return
        self.seen.add(name)
        if os.environ.get("PAIGONG_LOOK"):
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=ROOT / "build" / "pictures" / f"keys-{name}.png")
        self.against += [f"{name}: {one}" for one in findings(self.page)]
        self.page.emulate_media(color_scheme="dark")
        self.against += [f"{name} in the dark: {one}" for one in findings(self.page, "color-contrast")]
        self.page.emulate_media(color_scheme="light")

    def open(self, opener: Locator | str, name: str) -> None:
        """Open a sheet by key and read it."""
        self.press(opener)
        self.page.locator("dialog[open]").wait_for()
        self.read(name)

    def look_into(self, opener: Locator | str, name: str) -> None:
        """Open a sheet, read it, and leave it by Escape; the focus comes back to where it was."""
        self.open(opener, name)
        self.page.keyboard.press("Escape")
        expect(self.page.locator("dialog[open]")).to_have_count(0)
        goal = self.page.get_by_test_id(opener) if isinstance(opener, str) else opener
        assert goal.evaluate("one => one === document.activeElement"), f"the focus is lost after {name}"

    def choose(self, group: str, value: str) -> None:
        """Go to a group of answers and move to this one by its arrows."""
        radios = self.page.get_by_role("group", name=group).get_by_role("radio")
        for radio in radios.all():
            if radio.get_attribute("value") == value:
                radio.focus()  # which of a group Tab comes to depends on what is chosen; arrows reach the others
                self.page.keyboard.press("Space")
                return
        raise AssertionError(f"{group} has no {value}")


def by_keys(keys: Keys, act: str) -> None:
    """Do what the violet button asks for."""
    page = keys.page
    sheets: dict[str, Callable[[], None]] = {
        "contact": lambda: keys.press("contacted"),
        "check": lambda: keys.press("check-all"),
        "fees": lambda: keys.press("fees-confirm"),
        "pay": lambda: keys.press("pay-done"),
    }
    if act in sheets:
        keys.open("next-act", act)
        sheets[act]()
    elif act == "number":
        keys.open("next-act", "number")
        if page.get_by_test_id("pick-factory").is_visible():
            keys.press("pick-factory")
        else:
            keys.reach(page.get_by_test_id("number-input"))
            page.keyboard.type("T-00004")
            page.keyboard.press("Enter")
    elif act == "sign":
        keys.open("next-act", "sign")
        keys.press("sign-none")
        keys.press("sign-why-1")
        keys.read("sign-none")
        keys.press("sign-save")
    else:
        keys.press("next-act")


def go_on(keys: Keys, until: str) -> None:
    """Press the violet button by key until it would do this."""
    for _ in range(20):
        act = act_of(keys.page)
        if act == until:
            return
        says = keys.page.get_by_test_id("next-act").inner_text()
        by_keys(keys, act)
        moved_on = "says => document.querySelector('[data-testid=next-act]')?.innerText !== says"
        keys.page.wait_for_function(moved_on, arg=says)
    raise AssertionError(f"{until} did not come")


@pytest.mark.timeout(240)
def test_every_act_of_a_visit_by_keyboard_and_no_sheet_that_axe_minds(office: Office) -> None:
    """A paid swap from accepting to the end; beside the way each sheet is opened, read in both themes, and left."""
    story = office.story
    sent = story.send(story.vehicle(warranty_until=datetime.now(UTC) - timedelta(days=90)))
    page = office.phone(path=f"visit/{sent.visit_id}")
    keys = Keys(page)
    by_keys(keys, act_of(page))
    keys.look_into(page.get_by_role("button", name="导航去"), "navigate")
    keys.open("more", "more")
    keys.press("pick-decline")
    keys.read("reason")
    page.keyboard.press("Escape")
    go_on(keys, "act")
    keys.read("visit")
    keys.choose("做了什么", "swap_device")
    for opener in ("other-plate", "ask-parts", "ask-fault", "item-suspend"):
        keys.look_into(opener, opener)
    go_on(keys, "over")
    keys.press("to-today")
    expect(page.locator("main.today")).to_be_visible()
    assert office.comes_to(["completed"], "SELECT state FROM visits WHERE id = :v", v=sent.visit_id)
    assert not keys.against, "\n".join(keys.against)
    assert {"contact", "check", "number", "fees", "sign"} <= keys.seen
    would_notice(keys)


def would_notice(keys: Keys) -> None:
    """The control: a button that Tab does not come to, and a field without words, are told."""
    last = keys.page.locator(".tabs a").last
    last.evaluate("one => { one.tabIndex = -1; document.body.append(document.createElement('input')) }")
    with pytest.raises(AssertionError, match="no Tab"):
        keys.press(last)
    assert any(one.startswith("label") for one in findings(keys.page))


def test_an_installation_takes_at_most_six_taps_two_scans_and_three_photos(office: Office, film: Path) -> None:
    """From the start of work until the vehicle is done: every touch of the screen counted, those that open the camera too."""
    sent = office.installation()
    page = office.phone(COUNT_TAPS, path=f"visit/{sent.visit_id}")
    photos = scans = 0
    before = page.evaluate("taps")
    show(film, [scene(code(imei(3)))], 0.3)
    while (act := act_of(page)) in ("number", "photo", "finish"):
        says = page.get_by_test_id("next-act").inner_text()
        if act == "photo":
            with page.expect_file_chooser() as chooser:
                page.get_by_test_id("next-act").click()
            chooser.value.set_files(PHOTO)  # type: ignore[arg-type]
            photos += 1
        else:
            page.get_by_test_id("next-act").click()
        if act == "number":
            scans += 1
            expect(page.locator("dialog[open]")).to_have_count(0)
            show(film, [scene(code(CARD, "ITF"))], 0.3)
            page.get_by_test_id("ask-new_iccid").click()
            scans += 1
            expect(page.locator("dialog[open]")).to_have_count(0)
        page.wait_for_function("says => document.querySelector('[data-testid=next-act]')?.innerText !== says", arg=says)
    taps = page.evaluate("taps") - before
    expect(page.get_by_text("好了 1 台")).to_be_visible()
    numbers = "SELECT new_device_no, new_iccid FROM order_items WHERE id = :i"
    assert office.comes_to([(imei(3), CARD)], numbers, i=sent.item_ids[0])
    assert (taps, scans, photos) == (6, 2, 3)
