"""The stage of the browser stories: the real server in a thread, on a clock that can be moved, and real Chromium.

In English: `stage.person("agent", lang="en")`, and nothing else. The faces go by the choice that is kept on the device
(`pg.locale`), never by the browser's language; so it is kept before the first page.
"""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from sqlalchemy import text

from backend.app import create_app
from backend.demo.seed import PASSWORD
from backend.kernel.jobs import run_due
from backend.kernel.settings import Settings
from backend.wiring import JOBS, House, build_house
from tests.databases import copy_sqlite
from tests.played import MONDAY
from tests.processes import free_port

ROOT = Path(__file__).parent.parent.parent
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
# The faces keep the person's own choice on the device, whatever the browser's language; a choice made on the way stays.
CHOOSE_LANGUAGE = """try {
  localStorage.getItem('pg.locale') ?? localStorage.setItem('pg.locale', '%s')
} catch { /* a page without storage */ }"""
# Gives the page the stage's time; the server's clock runs beside the machine's in the same way.
SHIFT_DATE = """(() => {
  const shift = %d, Real = Date
  class Shifted extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + shift) }
    static now() { return Real.now() + shift }
  }
  globalThis.Date = Shifted
})()"""

# A colour that is still fading in is nobody's colour; what turns for ever is not waited for.
SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished)).then(() => true)"""


class ShiftedClock:
    """The machine's clock, so much ahead or behind."""

    def __init__(self, start: datetime) -> None:
        """Show `start` now and run on from there."""
        self.shift = start - datetime.now(UTC)

    def now(self) -> datetime:
        """The stage's present moment."""
        return datetime.now(UTC) + self.shift


@dataclass
class Stage:
    """The running house, its address, and where pictures of the story are put."""

    house: House
    clock: ShiftedClock
    url: str
    browser: Browser
    pictures: Path

    def person(self, username: str, *, face: str = "desk", lang: str = "zh-CN", scheme: str = "light") -> Page:
        """A browser of this person's own, signed in through the sign-in screen."""
        page = self.visitor(DESK if face == "desk" else PHONE, lang=lang, scheme=scheme)
        page.goto(f"{self.url}/{face}/")
        page.locator("input[autocomplete=username]").fill(username)
        page.locator("input[type=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.locator("input[type=password]").wait_for(state="detached")
        return page

    def visitor(self, size: dict[str, int], *, lang: str = "zh-CN", scheme: str = "light") -> Page:
        """A browser of somebody who is not signed in."""
        english = lang.startswith("en")
        context: BrowserContext = self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale="en-US" if english else "zh-CN",
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=size is PHONE,
            is_mobile=size is PHONE,
            service_workers="block",
            # A phone in somebody's hand has said yes to this long ago; without it each fix is waited for in vain.
            permissions=["geolocation"],
            geolocation={"latitude": 22.5431, "longitude": 114.0579},
        )
        context.add_init_script(CHOOSE_LANGUAGE % ("en" if english else "zh-CN"))
        context.add_init_script(SHIFT_DATE % (self.clock.shift.total_seconds() * 1000))
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        """What fails inside a component is told on the console only; a refused request is no failure of a script."""
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            self.errors.append(said.text)

    def __post_init__(self) -> None:
        """No script has failed yet."""
        self.errors: list[str] = []
        self.pictures.mkdir(parents=True, exist_ok=True)

    def picture(self, page: Page, name: str) -> None:
        """Keep a screenshot of this step, once it has come to rest; nothing may stick out sideways."""
        page.evaluate(SETTLED)
        page.screenshot(path=self.pictures / f"{name}.png")
        self.fits(page, name)

    def fits(self, page: Page, name: str) -> None:
        """Nothing sticks out sideways."""
        wide = page.evaluate("document.documentElement.scrollWidth")
        seen = (page.viewport_size or PHONE)["width"]  # never `innerWidth`: a phone's grows with what sticks out
        assert wide <= seen, f"{name}: {wide} px wide on a screen of {seen}"

    def username_of(self, technician: str) -> str:
        """The account of a technician by name."""
        query = text("SELECT u.username FROM users u JOIN technicians t ON t.id = u.technician_id WHERE t.name = :n")
        with self.house.units.read() as work:
            return str(work.session.execute(query, {"n": technician}).scalar_one())

    def settle(self) -> None:
        """Deliver every fact and do what is due."""
        self.house.courier.run_until_idle()
        run_due(self.house.units, JOBS)
        self.house.courier.run_until_idle()

    def wait_until(self, moment: datetime) -> None:
        """Time passes on the server until `moment`."""
        self.clock.shift += moment - self.clock.now()
        self.settle()


@pytest.fixture(scope="module")
def stage(browser: Browser, played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demo company on a Monday morning, served on a port of its own."""
    folder = tmp_path_factory.mktemp("stage")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    shutil.copytree(played, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("paigong.sqlite3*"))
    database = copy_sqlite(played / "paigong.sqlite3", folder / "paigong.sqlite3")
    clock = ShiftedClock(MONDAY)
    settings = Settings(database_url=database, data_dir=folder, port=port, public_url=url, _env_file=None)
    house = build_house(settings, clock)
    server = uvicorn.Server(uvicorn.Config(create_app(house), port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield Stage(house, clock, url, browser, ROOT / "build" / "pictures")
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def tomorrow() -> Callable[[datetime], datetime]:
    """The next morning but one at 10:30 in Shenzhen: within calling hours, more than 24 h later."""
    return lambda now: (now + timedelta(days=2)).replace(hour=2, minute=30)
