"""A technician's thumb in a real Chromium that may be killed at any moment: it goes on from what the screen says."""

import contextlib
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Playwright

from tests.chromium import FLAGS, chromium_program
from tests.soak.company import PASSWORD, USERNAME, Job, picture

HEAD_OF_OUTBOX = """async () => {
  const [{ name }] = (await indexedDB.databases()).filter((one) => one.name.startsWith('paigong-'))
  const ask = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) })
  const open = await ask(indexedDB.open(name))
  const store = open.transaction(['outbox', 'files'])
  const [head, files] = [await ask(store.objectStore('outbox').getAll(null, 1)), await ask(store.objectStore('files').getAll())]
  const { held, pending } = await navigator.locks.query()
  return JSON.stringify({ head, held, pending, shown: document.querySelector('.phone')?.innerText, files: files.map(({ sha256, receipted, size }) => [sha256.slice(0, 8), receipted, size]) })
}"""
STAGES = ("accept", "contact", "check", "go", "arrive", "start", "complete")
PATIENCE_MS = 8_000
PHOTO_NAMES = {"P2": "车牌近照", "P4": "终端标签", "P8": "安装位置 装后"}


@dataclass
class Notes:
    """When each stage was done: from the first press until the screen showed it (epoch seconds)."""

    pressed: dict[tuple[int, str], float] = field(default_factory=dict)
    shown: dict[tuple[int, str], float] = field(default_factory=dict)

    def press(self, index: int, stage: str) -> None:
        """The first press counts: what was captured then may only show after the browser came back."""
        self.pressed.setdefault((index, stage), time.time())

    def show(self, index: int, stage: str) -> None:
        """The screen has moved on from this stage."""
        if (index, stage) in self.pressed:
            self.shown.setdefault((index, stage), time.time())


class Hand:
    """One phone: a browser with a profile on disk, and the visits that it works on."""

    def __init__(self, playwright: Playwright, profile: Path, url: str) -> None:
        """Start the browser; nobody is signed in yet."""
        self.playwright, self.profile, self.url = playwright, profile, url
        self.notes = Notes()
        self.context = self._start()
        self.page = self.context.pages[0]

    def sign_in(self) -> None:
        """Sign in while there is signal, and wait until the app lies on the phone."""
        self.page.goto(f"{self.url}/phone/")
        self.page.locator("input[autocomplete=username]").fill(USERNAME)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.get_by_test_id("visit-card").first.wait_for()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        # Put away once in good order: Chromium writes cookies to the disk only every half a minute.
        self.context.close()
        self.context = self._start()
        self.page = self.context.pages[0]

    def restart(self) -> None:
        """The battery dies: the browser is killed, started again, and knows only what lay on the disk."""
        self._kill()
        self.context = self._start()
        self.page = self.context.pages[0]

    def crash_tab(self) -> None:
        """The system takes the tab away, without a word to it."""
        dead, self.page = self.page, self.context.new_page()
        with contextlib.suppress(Error):
            dead.close(run_before_unload=False)

    def second_tab(self, job: Job) -> None:
        """The same visit open twice."""
        self.context.new_page().goto(f"{self.url}/phone/visit/{job.visit_id}", wait_until="commit")
        self.page.bring_to_front()

    def close(self) -> None:
        """Put the phone away."""
        self._kill()

    def work_on(self, job: Job, acts: int) -> bool:
        """So many acts on this visit, by its deep link; says whether it is over."""
        self.page.goto(f"{self.url}/phone/visit/{job.visit_id}", wait_until="commit")
        return any(self._one(job) for _ in range(acts))

    def look_at_unsent(self) -> None:
        """Open the list of what is not in the office; it follows what happens by itself."""
        self.page.goto(f"{self.url}/phone/unsent", wait_until="commit")

    def unsent(self) -> str:
        """What that list says at the top."""
        said = self.page.locator("[data-testid=unsent-head]:not(:empty)")
        return said.inner_text(timeout=PATIENCE_MS)

    def press_send(self) -> None:
        """Not wait for the next try: press the button, as somebody does who sees that there is signal."""
        with contextlib.suppress(Error):
            self.page.get_by_test_id("send-now").click(timeout=1_000)
        self.page.wait_for_timeout(1_000)

    def head_of_outbox(self) -> str:
        """The oldest command that waits, as the phone keeps it, for the report of a failure."""
        return f"{len(self.context.pages)} tabs {self.page.evaluate(HEAD_OF_OUTBOX)}"

    def _one(self, job: Job) -> bool:
        ready = self.page.locator("[data-testid=next-act]:not([aria-disabled=true])").or_(
            self.page.get_by_test_id("to-today")
        )
        ready.first.wait_for(timeout=PATIENCE_MS)
        if self.page.get_by_test_id("to-today").is_visible():
            self.notes.show(job.index, "complete")
            return True
        button = self.page.get_by_test_id("next-act")
        act, says = str(button.get_attribute("data-act")), button.inner_text()
        stage = act if act in STAGES else "complete" if act == "work" else ""
        for done in STAGES[: STAGES.index(stage)] if stage else STAGES[:-1]:
            self.notes.show(job.index, done)
        if stage:
            self.notes.press(job.index, stage)
        self._carry_out(job, act, says)
        self._wait_for_more(act, says)
        return False

    def _carry_out(self, job: Job, act: str, says: str) -> None:
        press = self.page.get_by_test_id("next-act").click
        if act == "photo":
            slot = next(code for code, name in PHOTO_NAMES.items() if name in says)
            with self.page.expect_file_chooser(timeout=PATIENCE_MS) as chooser:
                press()
            chooser.value.set_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture(job.index, slot)})
            return
        press()
        if act == "contact":
            self.page.get_by_test_id("contacted").click()
        elif act == "check":
            self.page.get_by_test_id("check-all").click()
        elif act == "number":
            self.page.get_by_test_id("number-input").fill(job.terminal)
            self.page.get_by_test_id("number-save").click()
        elif act == "fees":
            self.page.get_by_test_id("fees-confirm").click()
        elif act == "sign":
            self._sign(job)

    def _sign(self, job: Job) -> None:
        if job.index % 2:
            self.page.get_by_test_id("sign-none").click()
            self.page.get_by_test_id("sign-why-1").click()
        else:
            pad = self.page.get_by_test_id("sign-pad")
            pad.hover()
            box = pad.bounding_box()
            assert box is not None
            self.page.mouse.move(box["x"] + 40, box["y"] + 40)
            self.page.mouse.down()
            self.page.mouse.move(box["x"] + 80 + job.index, box["y"] + 70, steps=3)
            self.page.mouse.up()
        self.page.get_by_test_id("sign-save").click()

    def _wait_for_more(self, act: str, says: str) -> None:
        moved_on = (
            "([act, says]) => { const b = document.querySelector('[data-testid=next-act]'); return !b || "
            "(b.dataset.act !== act || b.innerText !== says) && b.getAttribute('aria-disabled') !== 'true' }"
        )
        self.page.wait_for_function(moved_on, arg=[act, says], timeout=PATIENCE_MS)

    def _start(self) -> BrowserContext:
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()  # the killed one could not
        context = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=chromium_program(self.playwright),
            args=[*FLAGS, "--disable-session-crashed-bubble", "--hide-crash-restore-bubble"],
            viewport={"width": 360, "height": 740},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=True,
            is_mobile=True,
            reduced_motion="reduce",
            permissions=["geolocation"],
            geolocation={"latitude": 22.5431, "longitude": 114.0579},
        )
        context.set_default_timeout(PATIENCE_MS)
        return context

    def _kill(self) -> None:
        subprocess.run(["pkill", "-KILL", "-f", "--", f"--user-data-dir={self.profile}"], check=False)
        with contextlib.suppress(Error):
            self.context.close()
