"""The stage of the journeys: the demo company with a day of history, a clock that tests move, people by user name."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backend.app import create_app
from backend.demo.field_play import picture
from backend.demo.seed import PASSWORD, seed_if_empty
from backend.kernel.clock import SettableClock
from backend.kernel.ids import new_id
from backend.kernel.jobs import run_due
from backend.kernel.settings import Settings
from backend.wiring import JOBS, House, build_house

# A Monday, 08:30 in Shenzhen.
MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


class Stage:
    """A house whose time moves only when told, and its people."""

    def __init__(self, house: House, clock: SettableClock) -> None:
        """Nobody is signed in yet."""
        self.house, self.clock = house, clock
        self.app = create_app(house, background=False)

    def person(self, username: str) -> TestClient:
        """A signed-in browser of one of the demo's people."""
        browser = TestClient(self.app, raise_server_exceptions=False)
        answer = browser.post("/api/auth/login", json={"username": username, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        browser.headers["x-csrf-token"] = browser.cookies["pg_csrf"]
        return browser

    def customer(self) -> TestClient:
        """Somebody without an account."""
        return TestClient(self.app, raise_server_exceptions=False)

    def settle(self) -> None:
        """Deliver every fact and do everything that is due."""
        self.house.courier.run_until_idle()
        run_due(self.house.units, JOBS)
        self.house.courier.run_until_idle()

    def later(self, **delta: float) -> None:
        """Time passes."""
        self.clock.advance(**delta)
        self.settle()


@pytest.fixture
def stage(database_url: str, tmp_path: Path) -> Iterator[Stage]:
    """The demo company on a Monday morning, on SQLite and on PostgreSQL."""
    clock = SettableClock(MORNING)
    house = build_house(Settings(database_url=database_url, data_dir=tmp_path / "data", _env_file=None), clock)
    assert seed_if_empty(house, report=lambda _: None, days=1)
    yield Stage(house, clock)
    house.units.database.close()


class Phone:
    """A technician's phone: commands with ids and a sequence of its own, sent to the inbox over HTTP."""

    def __init__(self, stage: Stage, browser: TestClient) -> None:
        """A new phone, which has sent nothing yet."""
        self.stage, self.browser, self.seq, self.client_id = stage, browser, 0, new_id()

    def tell(self, kind: str, **payload: object) -> dict[str, object]:
        """Send one command now; it must be accepted. Returns the answer."""
        answer = self.ask(kind, **payload)
        assert answer["outcome"] == "accepted", (kind, answer)
        return answer

    def ask(self, kind: str, **payload: object) -> dict[str, object]:
        """Send one command now; returns the answer, whatever it is."""
        self.seq += 1
        command = {
            "id": new_id(),
            "seq": self.seq,
            "kind": kind,
            "event_time": self.stage.clock.now().isoformat(),
            "payload": payload,
        }
        sent = self.browser.post("/api/sync/commands", json={"client_id": self.client_id, "commands": [command]})
        assert sent.status_code == 200, sent.text
        answer: dict[str, object] = sent.json()["answers"][0]
        return answer

    def photograph(self, visit_id: str, item_id: str, code: str) -> None:
        """Take a picture, hand the file in by its hash, and tell of it."""
        made = picture(code, item_id[-6:])
        put = self.browser.put(f"/api/sync/files/{made.digest}", content=made.data)
        assert put.status_code in {200, 201}, put.text
        taken = self.stage.clock.now().isoformat()
        self.tell(
            "photo.add", visit_id=visit_id, item_id=item_id, code=code, sha256=made.digest, size=len(made.data),
            taken_at=taken,
        )  # fmt: skip
