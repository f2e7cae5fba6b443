"""The real process: it starts, says that it is well, keeps its data and can be killed."""

from collections.abc import Callable

import httpx
import pytest

from tests.live_server import LiveServer
from tests.postgres import PostgresServer


def test_a_server_comes_back_after_a_kill(new_live_server: Callable[..., LiveServer]) -> None:
    server = new_live_server(PAIGONG_DEMO="false")
    server.start()
    server.kill()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{server.url}/health", trust_env=False)
    server.start()
    assert httpx.get(f"{server.url}/health", trust_env=False).status_code == 200


def test_a_server_that_cannot_start_says_why(new_live_server: Callable[..., LiveServer]) -> None:
    server = new_live_server(PAIGONG_DATABASE_URL="sqlite:////dev/null/nowhere/paigong.sqlite3")
    with pytest.raises(RuntimeError, match="did not start"):
        server.start()


def test_ctrl_c_stops_a_server_cleanly(new_live_server: Callable[..., LiveServer]) -> None:
    """SIGINT ends it within seconds, with exit status 0 and no traceback."""
    server = new_live_server(PAIGONG_DEMO="false")
    server.start()
    assert server.interrupt() == 0
    assert "Traceback" not in server.log()


def test_a_server_runs_on_postgresql(
    new_live_server: Callable[..., LiveServer], postgres_server: PostgresServer
) -> None:
    """PAIGONG_DATABASE_URL, written as PostgreSQL's own tools write it, is migrated and loaded with the demo."""
    url = postgres_server.url(postgres_server.create_database()).replace("postgresql+psycopg://", "postgresql://")
    server = new_live_server(PAIGONG_DATABASE_URL=url, PAIGONG_DEMO_DAYS="1")
    server.start()
    said = {"username": "dispatcher.sz", "password": "paigong-demo"}
    with httpx.Client(base_url=server.url, trust_env=False) as browser:
        assert browser.post("/api/auth/login", json=said).status_code == 200
        assert browser.get("/api/board").json()["lanes"]
    assert not list(server.data_dir.glob("*.sqlite3"))


def test_a_demo_that_was_broken_off_is_loaded_anew(new_live_server: Callable[..., LiveServer]) -> None:
    """Half a company is worse than none: the mark of an unfinished load makes the next start begin again."""
    server = new_live_server(PAIGONG_DEMO_DAYS="1")
    server.start()
    first = (server.data_dir / "demo.json").read_text()
    server.kill()
    (server.data_dir / "demo.loading").touch()
    server.start()
    again = (server.data_dir / "demo.json").read_text()
    assert again != first
    assert not (server.data_dir / "demo.loading").exists()
