"""A whole shift with no signal (R16, R34): whatever dies on the way, nothing is lost, nothing twice, nothing astray.

The short form runs in every `make test`; `make soak` plays PAIGONG_SOAK_ROUNDS rounds of PAIGONG_SOAK_VISITS visits.
"""

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright

from tests.live_server import LiveServer
from tests.soak.company import SLOTS, Job, new_company, picture, says_where
from tests.soak.hand import Hand, Notes
from tests.soak.judge import faults
from tests.soak.weather import Weather

ROUNDS = int(os.environ.get("PAIGONG_SOAK_ROUNDS", "1"))
VISITS = int(os.environ.get("PAIGONG_SOAK_VISITS", "3"))
AT_ONCE = 3
SEND_SECONDS = 60 + VISITS * 3
# What may befall the phone between two stretches of work.
BLOWS = ("tab", "tab", "battery", "second tab", "dark", "dark", "bad", "bad", "server", "nothing", "nothing")


class Shift:
    """One round: a phone, a server and the weather between them, all driven by one seed."""

    def __init__(self, seed: int, playwright: Playwright, server: LiveServer, folder: Path, jobs: list[Job]) -> None:
        """Everybody is at work and there is signal."""
        self.dice = random.Random(seed)
        self.server, self.jobs = server, jobs
        self.weather = Weather(server.port, seed)
        self.weather.start()
        self.hand = Hand(playwright, folder / "profile", self.weather.url)
        self.hand.sign_in()
        self.blows: list[str] = []
        self.said = ""
        # One thread for the whole round: a server ends with the thread that started it.
        self._starter = ThreadPoolExecutor(max_workers=1)
        self._comeback: Future[None] | None = None

    def play(self) -> None:
        """Work through all the visits, some at a time, with a blow after each stretch."""
        waiting, begun = list(self.jobs), list[Job]()
        self.weather.dark = True
        while waiting or begun:
            while waiting and len(begun) < AT_ONCE:
                begun.append(waiting.pop(0))
            job = self.dice.choice(begun)
            if self._stretch(job):
                begun.remove(job)
            self._blow(job)

    def _stretch(self, job: Job) -> bool:
        try:
            return self.hand.work_on(job, self.dice.randint(2, 9))
        except Error:  # a killed browser or a screen that was taken away under the thumb
            self.hand.crash_tab()
            return False

    def _blow(self, job: Job) -> None:
        blow = self.dice.choice(BLOWS)
        self.blows.append(blow)
        if blow == "tab":
            self.hand.crash_tab()
        elif blow == "battery":
            self.hand.restart()
        elif blow == "second tab":
            self.hand.second_tab(job)
        elif blow == "server":
            self.weather.dark, self.weather.bad = False, True
            self.weather.during_upload = self._power_cut
        else:
            self.weather.dark = blow == "dark"
            self.weather.bad = blow == "bad"

    def _power_cut(self) -> None:
        """The server dies in the middle of an upload and comes back on its own."""
        if self._comeback is None or self._comeback.done():
            self.server.kill()
            self._comeback = self._starter.submit(self.server.start)

    def send_all(self) -> None:
        """The weather clears up: the phone must empty its outbox by itself."""
        self.weather.during_upload = None
        if self._comeback is not None:
            self._comeback.result()
        self.weather.clear_up()
        self.hand.look_at_unsent()
        until = time.monotonic() + SEND_SECONDS
        while time.monotonic() < until:
            self.said = self.hand.unsent()
            if outbox_is_empty(self.said):
                return
            self.hand.press_send()
        self.said += f" {self.hand.head_of_outbox()} {self.server.log()[-3000:]}"

    def close(self) -> None:
        """Put everything away but the server."""
        self.hand.close()
        self.weather.stop()


def outbox_is_empty(said: str) -> bool:
    """What the unsent screen says when nothing waits."""
    return said == "都传到了"


@pytest.mark.timeout(360 + VISITS * 20)
@pytest.mark.parametrize("seed", range(1, ROUNDS + 1))
def test_R16_a_shift_in_bad_weather_arrives_whole(
    seed: int, playwright: Playwright, new_live_server: Callable[..., LiveServer], tmp_path: Path
) -> None:
    server = new_live_server(PAIGONG_DEMO="false")
    jobs = new_company(server.data_dir, VISITS)
    server.start()
    shift = Shift(seed, playwright, server, tmp_path, jobs)
    try:
        shift.play()
        shift.send_all()
    finally:
        shift.close()
        server.stop()
    found = faults(server.data_dir, jobs, shift.hand.notes)
    assert not found, "\n".join([*found[:20], f"said {shift.said!r}", f"{shift.blows}", f"{dict(shift.weather.seen)}"])
    assert says_where(picture(0, SLOTS[0])), "a control: the camera's own picture would have been told of"
    for harm, named in HARMS.items():
        assert any(named in one for one in _harmed(server, jobs, shift.hand.notes, harm)), f"not seen: {harm}"


EVENT = (
    "INSERT INTO event_log SELECT id || 'x', {name}, at, actor_id, actor_name, subject, centre_id, payload FROM event_log "
    "WHERE name = 'visit.arrived'"
)
# Controls: the judge must see each of these, done to the books of a shift that arrived whole.
HARMS = {
    "UPDATE visits SET state = 'working'": "is working",
    "DELETE FROM photos WHERE code = 'P4'": "photos ['P2', 'P8']",
    "UPDATE photos SET code = 'P4' WHERE code = 'P2'": "shows (0, 'P2')",
    "UPDATE visits SET arrived_at = arrived_at + 60000000": "arrived_at is",
    "DELETE FROM installations": "the ledger says []",
    EVENT.format(name="name"): "visit.arrived told 2 times",
    EVENT.format(name="'visit.evidence_broken'"): "chain of evidence is broken",
    "UPDATE photos SET sha256 = 'x'": "is lost",
    "UPDATE photos SET item_id = 'x'": "is on another vehicle",
    "UPDATE visits SET signature_sha = NULL": "the signature is not",
    "UPDATE visits SET clock_flag = 1": "its clock is suspected",
    "UPDATE movements SET why = 'return'": "the terminal moved",
    "UPDATE sync_commands SET outcome = 'refused'": "refused visit.accept",
}


def _harmed(server: LiveServer, jobs: list[Job], notes: Notes, harm: str) -> list[str]:
    """What the judge says of a copy of the books with this done to it."""
    copy = server.data_dir.parent / "harmed"
    shutil.copytree(server.data_dir, copy)
    with sqlite3.connect(copy / "paigong.sqlite3") as books:
        books.execute(harm)
    books.close()
    found = faults(copy, jobs, notes)
    shutil.rmtree(copy)
    return found
