"""The phone reads labels with its own reader, from its own cache: the server is off, the app was started cold."""

import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from sqlalchemy import text

from backend.app import create_app
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders
from backend.wiring import House, build_house
from tests.backend.conftest import SHENZHEN
from tests.backend.visit_story import Sent, Story, imei
from tests.browser.conftest import PHONE, ROOT
from tests.browser.fake_camera import code, flags, nothing, scene, show
from tests.browser.test_screens import findings
from tests.chromium import FLAGS, chromium_program
from tests.databases import copy_sqlite
from tests.processes import free_port

PASSWORD = "paigong-yard"
CARDS = ("89860426192300000017", "89860626192300000015", "89860426192300000025", "89860626192300000023")
VEHICLES = 5
REFUSE = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"


@dataclass
class Yard:
    """The house, its door, the phone's memory on the disk, and what stands before the phone's lens."""

    house: House
    app: FastAPI
    url: str
    bare: str
    single: str
    context: BrowserContext
    page: Page
    film: Path


def founded(folder: Path, template: Path, port: int) -> tuple[House, Sent, Sent]:
    """A technician at work on five bare vehicles and on one elsewhere, with six terminals and four cards on the van."""
    url = f"http://127.0.0.1:{port}"
    settings = Settings(database_url=copy_sqlite(template, folder / "yard.sqlite3"), data_dir=folder, public_url=url, _env_file=None)  # fmt: skip
    house = build_house(settings)
    with house.units.write() as work:
        auth.add_centre(work, SHENZHEN)
        work_orders.load_defaults(work)
    story = Story.begin(house)
    terminals = [story.new_terminal() for _ in range(6)]
    assert terminals[5] == "T-00006"
    with house.units.write() as work:
        van = inventory.PlaceRef("van", story.technician_id, centre_id=SHENZHEN.id)
        inventory.load_sims(work, [inventory.NewSim(one, van, operator="cmcc", card_type="plug") for one in CARDS])
        auth.add_user(
            work, username="su", name="苏建国", password_hash=auth.hash_password(PASSWORD),
            grants=[("technician", SHENZHEN.id)], technician_id=story.technician_id,
        )  # fmt: skip
    sent = story.send(*(story.vehicle(installed=False) for _ in range(VEHICLES)), kind="install")
    single = story.send(story.vehicle(installed=False), kind="install")
    for one in (sent, single):
        story.arrives(one)
    return house, sent, single


def served(app: FastAPI, port: int) -> uvicorn.Server:
    """The real server in a thread."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", access_log=False))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return server


def phone(playwright: Playwright, folder: Path, film: Path, lang: str = "zh-CN") -> BrowserContext:
    """A phone whose memory outlives its browser."""
    program = chromium_program(playwright)
    assert program, "no Chromium: run `make chromium`"
    context = playwright.chromium.launch_persistent_context(
        folder / "profile", executable_path=program, args=[*FLAGS, *flags(film)], viewport=PHONE, locale=lang,  # type: ignore[arg-type]
        timezone_id="Asia/Shanghai", has_touch=True, is_mobile=True, headless=True,
    )  # fmt: skip
    context.set_default_timeout(8_000)
    return context


@pytest.fixture(scope="module")
def yard(playwright: Playwright, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """Signed in once with signal; then the server goes off and the browser starts cold."""
    folder = tmp_path_factory.mktemp("yard")
    film, port = folder / "lens.mjpeg", free_port()
    show(film, [nothing()])
    house, sent, single = founded(folder, sqlite_template, port)
    app, url = create_app(house, background=False), f"http://127.0.0.1:{port}"
    server = served(app, port)
    context = phone(playwright, folder, film)
    page = context.pages[0]
    page.goto(f"{url}/phone/")
    page.locator("input[autocomplete=username]").fill("su")
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_test_id("visit-card").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.close()
    server.should_exit = True
    context = phone(playwright, folder, film)
    context.pages[0].goto(f"{url}/phone/visit/{sent.visit_id}")
    yield Yard(house, app, url, sent.visit_id, single.visit_id, context, context.pages[0], film)
    context.close()


def keep_picture(yard: Yard, name: str) -> None:
    """A picture of this state, on request; it may not stick out sideways."""
    wide = yard.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], f"{name}: {wide} px wide on a screen of {PHONE['width']}"
    if os.environ.get("PAIGONG_LOOK"):
        yard.page.wait_for_timeout(400)
        yard.page.screenshot(path=ROOT / "build" / "pictures" / f"scan-{name}.png")


def look_at(yard: Yard, *pictures: Image.Image, field: str = "new_device_no") -> None:
    """Hold the phone before this, or these in turn, and open the number's sheet."""
    show(yard.film, pictures, 0.3)
    yard.page.locator(f"[data-testid=ask-{field}], [data-testid=again-{field}]").first.click()


def expect_taken(yard: Yard, number: str, name: str = "", field: str = "new_device_no") -> None:
    """This number, not the one before, comes to stand with the vehicle; then the sheet has closed by itself."""
    pair = yard.page.locator(".pair", has=yard.page.get_by_test_id(f"again-{field}"))
    expect(pair.locator(".id"), name).to_have_text(re.compile(r"^\s*" + r"\s*".join(number) + r"\s*$"))
    expect(yard.page.get_by_test_id("number-input"), name).to_be_hidden()


def shut(yard: Yard) -> None:
    """Close the sheet and keep nothing."""
    yard.page.keyboard.press("Escape")
    expect(yard.page.get_by_test_id("number-input")).to_be_hidden()


TERMINAL, OTHER, CARD = imei(6), imei(5), CARDS[2]
# What is shown, and what is to be read: never the number that already stands there, or nothing new would be proven.
LABELS = {
    "straight": (TERMINAL, scene(code(TERMINAL))),
    "turned by 90°": (OTHER, scene(code(OTHER), turned=90)),
    "small": (TERMINAL, scene(code(TERMINAL, scale=1))),
    "blurred": (OTHER, scene(code(OTHER), blur=2)),
    "Code 39": (TERMINAL, scene(code(TERMINAL, "Code39", 3))),
    "the maker's own number": ("T-00006", scene(code("T-00006", "Code39"))),
    "data matrix": (OTHER, scene(code(OTHER, "DataMatrix", 6), turned=20)),
    "qr with three numbers": (TERMINAL, scene(code(f"{TERMINAL};SN-7;{CARD}", "QRCode", 6), blur=1.5)),
}


def test_R10_labels_are_read_with_no_signal_from_a_cold_start(yard: Yard) -> None:
    """Each kind of label of what is on the van is taken at sight; the reader comes out of the phone's own cache."""
    yard.page.goto(f"{yard.url}/phone/visit/{yard.single}")
    for name, (number, picture) in LABELS.items():
        look_at(yard, picture)
        expect_taken(yard, number, name)
    expect_taken(yard, CARD, "the card of the same label", "new_iccid")
    look_at(yard, scene(code(CARDS[3], "ITF")), field="new_iccid")
    expect_taken(yard, CARDS[3], "the card alone", "new_iccid")
    yard.page.goto(f"{yard.url}/phone/visit/{yard.bare}")


def test_R10_what_is_no_code_reads_nothing_and_a_wrong_digit_is_never_taken_silently(yard: Yard) -> None:
    """Cables, fins and a shop's code give no number; a label whose check digit is wrong is told and waits for the hand."""
    page = yard.page
    field, doubt = page.get_by_test_id("number-input"), page.get_by_test_id("scan-doubt")
    look_at(yard, nothing(), scene(code("6901234567892", "EAN13")), nothing(11))
    page.get_by_test_id("scan-frame").locator("video").wait_for()
    page.wait_for_timeout(1_200)
    expect(field).to_have_value("")
    expect(doubt).to_be_hidden()
    keep_picture(yard, "frame")
    shut(yard)
    look_at(yard, scene(code(TERMINAL[:-1] + str((int(TERMINAL[-1]) + 1) % 10))))
    expect(doubt).to_contain_text("校验位")
    expect(field).to_have_value("")
    keep_picture(yard, "doubt")
    shut(yard)


def test_without_the_camera_typing_goes_on_and_another_plate_is_noted(yard: Yard) -> None:
    """A refused camera is said in words with what to do; the number is typed and known. A plate by its own keys."""
    page = yard.page
    was = "navigator.mediaDevices.getUserMedia"
    page.evaluate(f"() => {{ globalThis.lens = {was}.bind(navigator.mediaDevices); {REFUSE} }}")
    page.get_by_test_id("ask-new_device_no").first.click()
    expect(page.get_by_test_id("scan-trouble")).to_contain_text("权限")
    page.get_by_test_id("number-input").fill("T-00006")
    expect(page.get_by_test_id("number-save")).to_be_enabled()
    keep_picture(yard, "refused")
    shut(yard)
    page.get_by_test_id("other-plate").click()
    keep_picture(yard, "plate")
    for key in "粤B1000":
        page.get_by_test_id(f"plate-key-{key}").click()
    expect(page.get_by_test_id("plate-same")).to_be_disabled()
    page.get_by_test_id("plate-key-挂").click()
    expect(page.get_by_test_id("plate-near").first).to_be_visible()  # one sign beside a plate of the day
    keep_picture(yard, "plate-other")
    page.get_by_test_id("plate-same").click()
    expect(page.get_by_test_id("test-result").first).to_have_value(re.compile("现场车牌 粤B1000挂"))
    page.evaluate(f"() => {{ {was} = globalThis.lens }}")


def test_R35_burst_mode_ticks_vehicles_off_tells_twins_and_takes_the_last_one_back(yard: Yard) -> None:
    """Two labels pass the lens, the first one twice: two vehicles done, the twin told, the last one undone, all sent."""
    page = yard.page
    page.evaluate("scrollTo(0, 0)")
    one, two = (scene(code(f"{imei(n + 1)};{CARDS[n]}", "QRCode", 6)) for n in range(2))
    show(yard.film, [one, two, one, *[Image.new("L", one.size, 150)] * 4], 1.3)  # then nothing, long enough to undo
    page.get_by_test_id("to-burst").click()
    count, says = page.get_by_test_id("burst-count"), page.get_by_test_id("burst-says")
    expect(says).to_contain_text("没重复记", timeout=30_000)
    expect(count).to_contain_text("2 / 5")
    keep_picture(yard, "burst")
    assert findings(page) == []
    page.get_by_test_id("burst-undo").click()
    page.get_by_test_id("burst-find").click()
    expect(count).to_contain_text("1 / 5")
    keep_picture(yard, "find")
    assert findings(page) == []
    expect(page.get_by_test_id("plate-input")).to_have_value("粤B")
    page.get_by_test_id("plate-key-1").click()
    expect(page.locator("[data-testid^=found-]").first).to_be_visible()
    keep_picture(yard, "found")
    page.keyboard.press("Escape")
    server = served(yard.app, int(yard.url.rsplit(":", 1)[1]))
    page.goto(f"{yard.url}/phone/unsent")
    expect(page.get_by_test_id("unsent-head")).to_have_text("都传到了", timeout=8_000)
    server.should_exit = True
    query = text(
        "SELECT i.new_device_no, i.new_iccid FROM order_items i JOIN visits v USING (order_id) WHERE v.id = :v ORDER BY seq"
    )
    with yard.house.units.read() as work:
        rows = [tuple(row) for row in work.session.execute(query, {"v": yard.bare})]
    assert rows == [(imei(1), CARDS[0]), *[(None, None)] * 4]
