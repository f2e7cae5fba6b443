"""The stage of the journeys: the demo company with a day of history, a clock that tests move, people by user name."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from backend.app import create_app
from backend.demo.field_play import picture
from backend.demo.seed import PASSWORD
from backend.kernel.clock import SettableClock
from backend.kernel.ids import new_id
from backend.kernel.jobs import run_due
from backend.kernel.settings import Settings
from backend.wiring import JOBS, House, build_house
from tests.asgi_client import AsgiClient
from tests.databases import KINDS, copy_sqlite, wait_for_no_disk
from tests.played import MONDAY, demo_in, play_demo
from tests.postgres import PostgresServer


class Stage:
    """A house whose time moves only when told, and its people."""

    def __init__(self, house: House, clock: SettableClock) -> None:
        """Nobody is signed in yet."""
        self.house, self.clock = house, clock
        self.app = create_app(house, background=False)

    def person(self, username: str) -> AsgiClient:
        """A signed-in browser of one of the demo's people."""
        browser = AsgiClient(self.app)
        answer = browser.post("/api/auth/login", json={"username": username, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        browser.headers["x-csrf-token"] = browser.cookies["pg_csrf"]
        return browser

    def customer(self) -> AsgiClient:
        """Somebody without an account."""
        return AsgiClient(self.app)

    def settle(self) -> None:
        """Deliver every fact and do everything that is due."""
        self.house.courier.run_until_idle()
        run_due(self.house.units, JOBS)
        self.house.courier.run_until_idle()

    def later(self, **delta: float) -> None:
        """Time passes."""
        self.clock.advance(**delta)
        self.settle()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A journey is made on SQLite and on PostgreSQL; one marked `one_database` on SQLite only."""
    if "demo" in metafunc.fixturenames:
        kinds = KINDS[:1] if metafunc.definition.get_closest_marker("one_database") else KINDS
        metafunc.parametrize("demo", kinds, indirect=True, scope="module")


@pytest.fixture(scope="module")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The demo company on a Monday morning, on SQLite or on PostgreSQL: loaded once, then copied for each journey."""
    if request.param == "sqlite":
        return demo_in(request.getfixturevalue("played"))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.url(server.create_database(request.getfixturevalue("postgres_template")))
    settings = demo_in(tmp_path_factory.mktemp("demo") / "data", url)
    play_demo(settings)
    return settings


@pytest.fixture
def own_database(demo: Settings, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A copy of the demo's database for one journey."""
    original = make_url(demo.database)
    if original.get_backend_name() == "sqlite":
        yield copy_sqlite(Path(original.database or ""), tmp_path / "paigong.sqlite3")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database(original.database or "")
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def stage(demo: Settings, own_database: str, tmp_path: Path) -> Iterator[Stage]:
    """The demo company with a clock of one's own."""
    clock = SettableClock(MONDAY)
    shutil.copytree(demo.data_dir, tmp_path / "data")
    house = build_house(Settings(database_url=own_database, data_dir=tmp_path / "data", _env_file=None), clock)
    wait_for_no_disk(house.units.database)
    yield Stage(house, clock)
    house.units.database.close()


class Phone:
    """A technician's phone: commands with ids and a sequence of its own, sent to the inbox over HTTP."""

    def __init__(self, stage: Stage, browser: AsgiClient) -> None:
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
