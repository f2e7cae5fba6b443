"""The real process: it starts, says that it is well, keeps its data and can be killed."""

from collections.abc import Callable

import httpx
import pytest

from tests.live_server import LiveServer


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
