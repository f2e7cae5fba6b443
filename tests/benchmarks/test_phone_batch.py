"""500 commands that a phone kept with no signal: whole visits of every step, in one batch, over HTTP, on both databases."""

import hashlib
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.app import create_app
from backend.kernel.clock import SettableClock
from backend.kernel.ids import new_id
from backend.kernel.settings import Settings
from backend.wiring import House, build_house
from tests.asgi_client import AsgiClient
from tests.benchmarks.figures import Figures, p
from tests.soak.company import PASSWORD, SLOTS, USERNAME, Job, found_company, picture

COMMANDS, BATCHES = 500, 5
# The goal is 2 s on the wall. A busy machine must not fail the run: what is held is the process's own work, with slack.
CPU_SECONDS = 6.0


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house with a technician, on a fresh database that waits for the disk at each commit."""
    url = str(request.getfixturevalue(f"{request.param}_url"))
    built = build_house(Settings(database_url=url, data_dir=tmp_path / "data", demo=False, _env_file=None))
    yield built
    built.units.database.close()


class Shift:
    """Everything that one technician did with no signal, told in the order in which it was done."""

    def __init__(self, jobs: list[Job], at: datetime) -> None:
        """Every visit from accepting it to its completion, then notes on the last vehicle until there are enough."""
        self.at, self.commands = at, list[dict[str, Any]]()
        for job in jobs:
            self._visit(job)

    def _tell(self, kind: str, job: Job, **payload: Any) -> None:
        seq = len(self.commands) + 1
        at = (self.at + timedelta(seconds=seq)).isoformat()
        self.commands.append(
            {"id": new_id(), "seq": seq, "kind": kind, "event_time": at, "counter": seq, "server_time_seen": at,
             "payload": {"visit_id": job.visit_id, **payload}}
        )  # fmt: skip

    def _visit(self, job: Job) -> None:
        self._tell("visit.accept", job)
        self._tell("visit.contacted", job)
        self._tell("visit.checklist", job, ticked=["tools"])
        self._tell("visit.set_off", job, lat=22.6, lng=114.0)
        self._tell("visit.arrive", job, lat=22.7, lng=114.3)
        self._tell("visit.start", job)
        of_item = {"item_id": job.item_id}
        self._tell("item.record", job, **of_item, fields={"vehicle_confirmed": True, "act": "install"})
        self._tell("item.record", job, **of_item, fields={"new_device_no": job.terminal, "mounting": "仪表台左侧"})
        for slot in SLOTS:
            self._photo(job, slot)
        self._tell("item.finish", job, **of_item)
        self._tell("fees.confirm", job, total_fen=0)
        self._tell("visit.sign", job, reason="客户不在场", signer="")
        self._tell("visit.complete", job)

    def _photo(self, job: Job, slot: str) -> None:
        content = picture(job.index, slot)
        at = (self.at + timedelta(seconds=len(self.commands) + 1)).isoformat()
        self._tell(
            "photo.add", job, item_id=job.item_id, code=slot, sha256=hashlib.sha256(content).hexdigest(),
            size=len(content), taken_at=at, lat=22.7, lng=114.3,
        )  # fmt: skip


def hand_in_pictures(browser: AsgiClient, jobs: list[Job]) -> None:
    """The files go before the records that name them."""
    for job in jobs:
        for content in (picture(job.index, slot) for slot in SLOTS):
            put = browser.put(f"/api/sync/files/{hashlib.sha256(content).hexdigest()}", content=content)
            assert put.status_code == 200, put.text


def test_R16_five_hundred_queued_commands(house: House, figures: Figures) -> None:
    each = 15
    jobs = found_company(house, COMMANDS * BATCHES // each)
    clock = SettableClock(house.units.clock.now())
    house.units.clock = clock
    shift = Shift(jobs, clock.now())
    clock.advance(hours=10)
    with AsgiClient(create_app(house, background=False)) as browser:
        login = browser.post("/api/auth/login", json={"username": USERNAME, "password": PASSWORD})
        assert login.status_code == 200, login.text
        browser.headers["x-csrf-token"] = browser.cookies["pg_csrf"]
        hand_in_pictures(browser, jobs)
        took, spent = send(browser, shift.commands)
        again, _ = send(browser, shift.commands, "duplicate")
    kind = "SQLite" if house.units.database.is_sqlite else "PostgreSQL"
    figures.add(f"inbox, {kind}: {COMMANDS} commands in one batch, median", p(50, took), "s")
    figures.add(f"inbox, {kind}: the slowest batch", max(took), "s")
    work = figures.add(f"inbox, {kind}: CPU of that, median", p(50, spent), "s", CPU_SECONDS)
    figures.add(f"inbox, {kind}: the same {COMMANDS} again, all duplicates", p(50, again), "s")
    assert work.kept


def send(
    browser: AsgiClient, commands: list[dict[str, Any]], outcome: str = "accepted"
) -> tuple[list[float], list[float]]:
    """Seconds on the wall and of the process for each batch; every command must end as told."""
    took, spent = list[float](), list[float]()
    for first in range(0, len(commands), COMMANDS):
        body = {"client_id": "phone-00000001", "commands": commands[first : first + COMMANDS]}
        begin, cpu = time.perf_counter(), time.process_time()
        answer = browser.post("/api/sync/commands", json=body)
        took.append(time.perf_counter() - begin)
        spent.append(time.process_time() - cpu)
        assert answer.status_code == 200, answer.text
        faults = [one for one in answer.json()["answers"] if one["outcome"] != outcome]
        assert not faults, faults[:3]
    return took, spent
