"""The real server as its own process, as `paigong run` starts it, on a free port with a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.processes import end_with_parent, free_port

ROOT = Path(__file__).parent.parent
START_SECONDS = 240
STOP_SECONDS = 15


class LiveServer:
    """A server that can be stopped, killed and started again on the same port and data."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        """Prepare a server whose files lie in `data_dir`; `settings` are more environment variables."""
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = settings
        self._log = data_dir / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until GET /health answers 200; RuntimeError with the log's end when it doesn't."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", "run"],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the server did not start:\n{self.log()[-4000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it as an operator would (SIGTERM), then by force after 15 s."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        self._end(signal.SIGKILL)

    def interrupt(self) -> int:
        """End it as Ctrl-C would (SIGINT); returns the exit status."""
        process = self._process
        if process is None:
            raise RuntimeError("the server is not running")
        process.send_signal(signal.SIGINT)
        return process.wait(STOP_SECONDS)

    def log(self) -> str:
        """Everything the server has written so far."""
        return self._log.read_text(errors="replace")

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=2, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def _environment(self) -> dict[str, str]:
        """The caller's environment without its own PAIGONG_ settings, plus this server's."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PAIGONG_")}
        own = {"PAIGONG_PORT": str(self.port), "PAIGONG_DATA_DIR": str(self.data_dir), "PAIGONG_DEMO_DAYS": "1"}
        own["PAIGONG_WORKER"] = "false"  # a second process that only the tests of day plans need
        return {**kept, **own, **self._settings}


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server with the demo's data for all tests of this process: read, or write only what is yours."""
    server = LiveServer(tmp_path_factory.mktemp("live") / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def new_live_server(tmp_path: Path) -> Iterator[Callable[..., LiveServer]]:
    """Makes servers of the test's own, not started yet: `new_live_server(PAIGONG_DEMO="false").start()`."""
    servers: list[LiveServer] = []

    def make(**settings: str) -> LiveServer:
        server = LiveServer(tmp_path / f"server-{len(servers)}", **settings)
        servers.append(server)
        return server

    yield make
    for server in servers:
        server.stop()
