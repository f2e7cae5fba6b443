"""An office whose line to the phones can be bad, and phones in one real Chromium, their service worker included."""

import asyncio
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import text
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.app import create_app
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders
from backend.wiring import House, build_house
from tests.backend.conftest import SHENZHEN
from tests.backend.visit_story import Sent, Story
from tests.browser.conftest import PHONE
from tests.databases import copy_sqlite
from tests.processes import free_port
from tests.soak.company import picture

PASSWORD = "paigong-yard"
# What the phone waits for, in less time: an answer for less than a second, the next try four times as soon.
IMPATIENT = """
AbortSignal.timeout = (real => ms => real(ms / 40))(AbortSignal.timeout.bind(AbortSignal))
globalThis.setTimeout = (real => (then, ms, ...more) => real(then, ms >= 1000 ? ms / 4 : ms, ...more))(setTimeout)
"""
# How many commands and pictures lie on the phone, and how many of the pictures the office has receipted.
KEPT = """async () => {
  const [{ name }] = (await indexedDB.databases()).filter((one) => one.name === 'paigong-' + JSON.parse(localStorage['pg.me']).user.id)
  const ask = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) })
  const open = await ask(indexedDB.open(name))
  const store = open.transaction(['outbox', 'files'])
  const [outbox, files] = [await ask(store.objectStore('outbox').getAll()), await ask(store.objectStore('files').getAll())]
  open.close()
  return [outbox.map((one) => one.kind), files.length]
}"""


class Line:
    """Between phones and office: `state` is fine, broken (503) or slow (the work is done, the answer comes too late)."""

    def __init__(self, app: ASGIApp) -> None:
        """A good line."""
        self.app, self.state = app, "fine"
        self.asked: list[float] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only what the phone's sender asks suffers."""
        if self.state == "fine" or not str(scope.get("path", "")).startswith(("/api/sync", "/api/phone")):
            await self.app(scope, receive, send)
            return
        self.asked.append(time.monotonic())
        if self.state == "broken":
            await send({"type": "http.response.start", "status": 503, "headers": [(b"content-type", b"text/html")]})
            await send({"type": "http.response.body", "body": b"<h1>Bad gateway</h1>"})
            return
        heard: list[Any] = []

        async def keep(message: Any) -> None:
            heard.append(message)

        await self.app(scope, receive, keep)
        await asyncio.sleep(1.5)
        for message in heard:
            await send(message)


@dataclass
class Office:
    """The house behind its line, and the phones that were opened."""

    house: House
    story: Story
    line: Line
    url: str
    browser: Browser
    server: uvicorn.Server
    contexts: list[BrowserContext] = field(default_factory=list)

    def phone(self, *scripts: str, path: str = "", lang: str = "zh-CN", scheme: str = "light", room: int = 0) -> Page:
        """Su's phone: signed in, with the app on it, at `path`; with `room` bytes for the app and all its data."""
        context = self.browser.new_context(
            viewport=PHONE, locale=lang, timezone_id="Asia/Shanghai", has_touch=True, is_mobile=True,  # type: ignore[arg-type]
            reduced_motion="reduce", color_scheme="dark" if scheme == "dark" else "light",
        )  # fmt: skip
        self.contexts.append(context)
        context.set_default_timeout(8_000)
        context.add_init_script(f"localStorage['pg.locale'] = '{'en' if lang.startswith('en') else 'zh-CN'}'")
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        if room:  # before anything lies there: later the browser would go by what it knew
            quota = {"origin": self.url, "quotaSize": room}
            context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
        page.goto(f"{self.url}/phone/{path}")
        sign_in(page, "su")
        page.locator("main:not(.login) h1").first.wait_for()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return page

    def put_away(self) -> None:
        """Close every phone, and mend the line."""
        self.line.state = "fine"
        self.line.asked.clear()
        while self.contexts:
            self.contexts.pop().close()

    def installation(self, *, at_work: bool = True) -> Sent:
        """A visit of Su's to one bare vehicle."""
        sent = self.story.send(self.story.vehicle(installed=False), kind="install")
        if at_work:
            self.story.arrives(sent)
        return sent

    def ask(self, query: str, **given: Any) -> list[Any]:
        """Rows of the office's books; one column gives plain values."""
        with self.house.units.read() as work:
            rows = work.session.execute(text(query), given).all()
        return [row[0] if len(row) == 1 else tuple(row) for row in rows]

    def comes_to(self, rows: list[Any], query: str, **given: Any) -> bool:
        """Whether the books say this before long: the phone's screen does not wait for the office."""
        until = time.monotonic() + 8
        while (found := self.ask(query, **given)) != rows and time.monotonic() < until:
            time.sleep(0.1)
        return found == rows

    def told(self, sent: Sent) -> Counter[str]:
        """How often each thing was told about this visit."""
        said = self.ask("SELECT name FROM event_log WHERE payload LIKE :visit", visit=f"%{sent.visit_id}%")
        return Counter(map(str, said))


def sign_in(page: Page, username: str) -> None:
    """Type name and password on the sign-in screen and be let in."""
    page.locator("input[autocomplete=username]").fill(username)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("input[type=password]").wait_for(state="detached")


def found_office(template: Path, folder: Path, browser: Browser) -> Office:
    """Su and He are technicians, a dispatcher sits at the desk; the real server runs in a thread."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    database = copy_sqlite(template, folder / "office.sqlite3")
    house = build_house(Settings(database_url=database, data_dir=folder, public_url=url, _env_file=None))
    with house.units.write() as work:
        auth.add_centre(work, SHENZHEN)
        work_orders.load_defaults(work)
    story = Story.begin(house)
    other = story.add_technician("何志强")
    story.new_terminal(other)
    van = inventory.PlaceRef("van", story.technician_id, centre_id=SHENZHEN.id)
    for _ in range(4):
        story.new_terminal()
    with house.units.write() as work:
        inventory.load_sims(work, [inventory.NewSim(CARD, van, operator="cmcc", card_type="plug")])
        for username, name, role, technician in (
            ("su", "苏建国", "technician", story.technician_id), ("he", "何志强", "technician", other),
            ("desk", "林调度", "dispatcher", None),
        ):  # fmt: skip
            auth.add_user(
                work, username=username, name=name, password_hash=auth.hash_password(PASSWORD),
                grants=[(role, SHENZHEN.id)], technician_id=technician,
            )  # fmt: skip
    app: FastAPI = create_app(house, background=False)
    line = Line(app)
    server = uvicorn.Server(uvicorn.Config(line, port=port, log_level="error", access_log=False))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return Office(house, story, line, url, browser, server)


CARD = "89860426192300000017"


def act_of(page: Page) -> str:
    """What the one violet button would do now; waits until it may be pressed."""
    ready = page.locator("[data-testid=next-act]:not([aria-disabled=true])").or_(page.get_by_test_id("to-today"))
    ready.first.wait_for()
    button = page.get_by_test_id("next-act")
    return str(button.get_attribute("data-act")) if button.is_visible() else "over"


def press_next(page: Page, terminal: str = "") -> str:
    """Press the violet button and do what it asks for; says which act it was."""
    act = act_of(page)
    if act == "over":
        return act
    button = page.get_by_test_id("next-act")
    says = button.inner_text()
    if act == "photo":
        take_photo(page)
    else:
        button.click()
    if act == "contact":
        page.get_by_test_id("contacted").click()
    elif act == "check":
        page.get_by_test_id("check-all").click()
    elif act == "number":
        page.get_by_test_id("number-input").fill(terminal)
        page.get_by_test_id("number-save").click()
    elif act == "fees":
        page.get_by_test_id("fees-confirm").click()
    elif act == "sign":
        page.get_by_test_id("sign-none").click()
        page.get_by_test_id("sign-why-1").click()
        page.get_by_test_id("sign-save").click()
    moved_on = "says => document.querySelector('[data-testid=next-act]')?.innerText !== says"
    page.wait_for_function(moved_on, arg=says)
    return act


def take_photo(page: Page, content: bytes = b"") -> None:
    """Press the violet button that opens the camera, and take this picture."""
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("next-act").click()
    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content or picture(1, "P2")}
    chooser.value.set_files(file)  # type: ignore[arg-type]


def finish(page: Page, terminal: str) -> None:
    """Press the violet button until the visit is over."""
    for _ in range(20):
        if press_next(page, terminal) == "over":
            return
    raise AssertionError("the visit is not over after twenty acts")
