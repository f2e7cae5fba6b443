"""The real process: it starts, says that it is well, keeps its data and can be killed."""

from collections.abc import Callable

import httpx
import pytest

from backend.kernel.db import migrate
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.wiring import build_house
from tests.backend.conftest import SHENZHEN
from tests.live_server import LiveServer
from tests.postgres import PostgresServer

FIRST_PERSON = {"username": "first", "password": "a-password-of-some-length"}


def enter_first_person(settings: Settings) -> None:
    """A centre and one administrator."""
    house = build_house(settings)
    with house.units.write() as work:
        auth.add_centre(work, SHENZHEN)
        hashed = auth.hash_password(FIRST_PERSON["password"])
        name = FIRST_PERSON["username"]
        auth.add_user(work, username=name, name=name, password_hash=hashed, grants=[("administrator", None)])
    house.units.database.close()


def test_a_server_comes_back_after_a_kill_and_ends_cleanly_on_ctrl_c(
    new_live_server: Callable[..., LiveServer],
) -> None:
    """SIGINT ends it within seconds, with exit status 0 and no traceback."""
    server = new_live_server(PAIGONG_DEMO="false")
    server.start()
    server.kill()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{server.url}/health", trust_env=False)
    server.start()
    assert httpx.get(f"{server.url}/health", trust_env=False).status_code == 200
    assert server.interrupt() == 0
    assert "Traceback" not in server.log()


def test_a_server_that_cannot_start_says_why(new_live_server: Callable[..., LiveServer]) -> None:
    server = new_live_server(PAIGONG_DATABASE_URL="sqlite:////dev/null/nowhere/paigong.sqlite3")
    with pytest.raises(RuntimeError, match="Not a directory: '/dev/null/nowhere'"):
        server.start()


def test_a_server_runs_on_postgresql(
    new_live_server: Callable[..., LiveServer], postgres_server: PostgresServer
) -> None:
    """PAIGONG_DATABASE_URL, written as PostgreSQL's own tools write it, is migrated and served; no file is made."""
    url = postgres_server.url(postgres_server.create_database())
    shown = url.replace("postgresql+psycopg://", "postgresql://")
    server = new_live_server(PAIGONG_DATABASE_URL=shown, PAIGONG_DEMO="false")
    server.start()
    enter_first_person(Settings(database_url=shown, data_dir=server.data_dir, _env_file=None))
    with httpx.Client(base_url=server.url, trust_env=False) as browser:
        assert browser.post("/api/auth/login", json=FIRST_PERSON).status_code == 200
        assert browser.get("/api/auth/me").json()["user"]["name"] == FIRST_PERSON["username"]
    assert not list(server.data_dir.glob("*.sqlite3"))


def test_a_demo_that_was_broken_off_is_loaded_anew(new_live_server: Callable[..., LiveServer]) -> None:
    """Half a company is worse than none: the mark of an unfinished load makes the next start begin again.

    Without that the demo would not be loaded at all, as there is somebody in the database already.
    """
    server = new_live_server(PAIGONG_DEMO_DAYS="1")
    server.data_dir.mkdir()
    half = Settings(data_dir=server.data_dir, _env_file=None)
    migrate(half.database)
    enter_first_person(half)
    (server.data_dir / "demo.loading").touch()
    server.start()
    with httpx.Client(base_url=server.url, trust_env=False) as browser:
        assert browser.post("/api/auth/login", json=FIRST_PERSON).status_code == 401
        said = {"username": "dispatcher.sz", "password": "paigong-demo"}
        assert browser.post("/api/auth/login", json=said).status_code == 200
        assert browser.get("/api/board").json()["lanes"]
    assert not (server.data_dir / "demo.loading").exists()
