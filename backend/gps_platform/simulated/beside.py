"""The simulated platform as a process: beside the demo's server, or by hand (`paigong simulate-platform`)."""

import contextlib
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from backend.gps_platform.simulated.fleet import read_fleet
from backend.gps_platform.simulated.pushing import Pusher
from backend.gps_platform.simulated.server import Simulator, serving
from backend.kernel.child_process import Keeper
from backend.kernel.clock import SystemClock
from backend.kernel.observability import configure_logs
from backend.kernel.settings import Settings

log = structlog.get_logger()
# Where the server takes events in; Traccar's `event.forward.url` ends in it too.
EVENTS_PATH = "/api/platform/events"
FILE = "platform_fleet.jsonl"
USUAL_URL = "http://127.0.0.1:8083"
USUAL_TOKEN = "simulated"
_PUSH_SECONDS = 30.0
_LOOK_SECONDS = 0.5


def fleet_file(settings: Settings) -> Path:
    """Where the demo writes its fleet down and the simulated platform keeps it."""
    return settings.data_dir / FILE


def with_simulated_platform(settings: Settings) -> Settings:
    """The same settings; with the demo and no platform of its own, those of a simulated one on a free port.

    They also go into the environment, for the processes that this one starts. Nothing listens there yet.
    """
    if settings.platform or not settings.demo:
        return settings
    chosen = {
        "platform": "traccar",
        "platform_url": f"http://127.0.0.1:{_free_port()}",
        "platform_token": secrets.token_urlsafe(24),
        "platform_webhook_secret": settings.platform_webhook_secret or secrets.token_urlsafe(24),
    }
    os.environ |= {f"PAIGONG_{name.upper()}": value for name, value in chosen.items()}
    return settings.model_copy(update=chosen)


@contextlib.contextmanager
def running_beside(wanted: bool) -> Iterator[None]:
    """The simulated platform as a child process for as long as the block runs, unless it is not `wanted`."""
    if not wanted:
        yield
        return
    keeper = Keeper("backend.gps_platform.simulated")
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


def run(server: int | None = None) -> int:
    """Serve the simulated platform until SIGTERM, Ctrl-C or the end of the process `server` that started it.

    By hand it listens on PAIGONG_PLATFORM_URL (USUAL_URL without) for PAIGONG_PLATFORM_TOKEN (USUAL_TOKEN without).
    """
    settings = Settings()
    configure_logs(settings.log_level, as_json=settings.log_json)
    url = urlsplit(settings.platform_url or USUAL_URL)
    if url.hostname not in ("127.0.0.1", "localhost") or not url.port:
        log.error("simulated_platform_needs_a_local_address", address=settings.platform_url)
        return 2
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    stop, clock = threading.Event(), SystemClock()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    fleet = read_fleet(fleet_file(settings))
    events = f"http://127.0.0.1:{settings.port}{EVENTS_PATH}"
    pusher = Pusher(fleet, clock, events, settings.platform_webhook_secret)
    simulator = Simulator(fleet, clock, settings.platform_token or USUAL_TOKEN, pusher)
    with serving(simulator, url.port):
        log.info("simulated_platform_ready", address=simulator.url, terminals=len(fleet.all()))
        threading.Thread(target=pusher.run, args=(_PUSH_SECONDS,), name="pusher", daemon=True).start()
        while not stop.wait(_LOOK_SECONDS):
            if server not in (None, os.getppid()):
                stop.set()
        pusher.stop()
    return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """The child of a server."""
    sys.exit(run(server=os.getppid()))
