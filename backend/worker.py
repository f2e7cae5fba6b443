"""The worker process: makes day plans one after the other, beside the server or on a machine of its own.

The search keeps a processor busy for up to two minutes, so it never runs in the process that answers people.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

import structlog

from backend.kernel.child_process import STOP_SECONDS, Keeper
from backend.kernel.ids import new_id
from backend.kernel.observability import configure_logs
from backend.kernel.settings import Settings
from backend.modules.planning import public as planning
from backend.wiring import House, build_house

log = structlog.get_logger()
# Who is off sick is not left waiting behind a plan of two minutes: the second lane only mends.
LANES = (("day", "mend"), ("mend",))
LOOK_SECONDS = 0.5


class Worker:
    """Looks for plans that are due until it is told to stop."""

    def __init__(self, house: House) -> None:
        """Over the same database as the server; nothing runs before `run`."""
        self.house = house
        self.name = f"{os.getpid()}-{new_id()[-8:]}"
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask it to end; a plan in the making goes back to the queue."""
        self._stop.set()

    def run(self, server: int | None = None) -> None:
        """Work until `stop`, or until the process `server` that started it is gone (None: nobody in particular did)."""
        planning.get_ready()
        log.info("worker_ready", worker=self.name, travel=self.house.units.ports.travel)
        lanes = [
            threading.Thread(target=self._lane, args=(number, kinds), name=f"plans-{number}", daemon=True)
            for number, kinds in enumerate(LANES)
        ]
        for one in lanes:
            one.start()
        while not self._stop.wait(LOOK_SECONDS):
            if server not in (None, os.getppid()):
                self.stop()
        for one in lanes:
            one.join(STOP_SECONDS)

    def _lane(self, number: int, kinds: tuple[str, ...]) -> None:
        while not self._stop.is_set():
            try:
                busy = planning.work_on_next(self.house.units, f"{self.name}-{number}", kinds, self._stop.is_set)
            except Exception as error:  # the database may be away for a while
                log.error("worker_waits", error=repr(error))
                busy = False
            if not busy:
                self._stop.wait(LOOK_SECONDS)


def run(server: int | None = None) -> int:
    """The command `paigong worker`; SIGTERM and Ctrl-C end it in good order, and so does the end of its `server`."""
    settings = Settings()
    configure_logs(settings.log_level, as_json=settings.log_json)
    house = build_house(settings)
    worker = Worker(house)
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: worker.stop())
    with contextlib.suppress(OSError):
        os.nice(10)  # people's requests go first
    worker.run(server)
    house.units.database.close()
    return 0


@contextlib.contextmanager
def running_beside(settings: Settings) -> Iterator[None]:
    """A worker as a child process for as long as the block runs, unless the settings leave that to somebody else."""
    if not settings.worker:
        yield
        return
    keeper = Keeper("backend.worker")
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


if __name__ == "__main__":
    sys.exit(run(server=os.getppid()))
