"""What the benchmarks share: the figures of the run, and the demo's server, started once and timed."""

import sys
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.benchmarks.figures import OUT, Figures
from tests.live_server import LiveServer

PASSWORD = "paigong-demo"


@pytest.fixture(scope="session")
def figures() -> Iterator[Figures]:
    """Collects, then prints and writes."""
    found = Figures()
    yield found
    found.write()
    sys.stdout.write(f"\n\n{found.table()}\n\nwritten to {OUT.parent.name}/{OUT.name}\n")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, figures: Figures) -> Iterator[LiveServer]:
    """The demo's server with SQLite: its first start, and one more."""
    server = LiveServer(tmp_path_factory.mktemp("bench") / "data")
    begin = time.perf_counter()
    server.start()
    assert figures.add("demo: first start until /health answers", time.perf_counter() - begin, "s", 90).kept
    server.stop()
    begin = time.perf_counter()
    server.start()
    assert figures.add("demo: second start until /health answers", time.perf_counter() - begin, "s", 10).kept
    size = sum(path.stat().st_size for path in server.data_dir.rglob("*") if path.is_file())
    figures.add("demo: data folder", size / 1e6, "MB")
    yield server
    server.stop()


@pytest.fixture
def signed_in(demo: LiveServer) -> Iterator[Callable[[str], httpx.Client]]:
    """`signed_in("agent")`: a client of that demo account."""
    opened: list[httpx.Client] = []

    def sign_in(username: str) -> httpx.Client:
        browser = httpx.Client(base_url=demo.url, trust_env=False, timeout=60)
        opened.append(browser)
        answer = browser.post("/api/auth/login", json={"username": username, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        browser.headers["x-csrf-token"] = browser.cookies["pg_csrf"]
        return browser

    yield sign_in
    for one in opened:
        one.close()
