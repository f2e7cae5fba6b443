"""Timed work: APScheduler only ticks; what is due is a row, claimed and done in one transaction."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork

log = structlog.get_logger()
# A job that waits for others, say a slow platform, goes on at the next tick; the rest have their turn first.
JOB_SECONDS = 20.0


@dataclass(frozen=True)
class TimedJob:
    """`step` claims one due row, does its work in the given transaction, and says whether there was one."""

    name: str
    step: Callable[[UnitOfWork], bool]


def run_due(units: UnitsOfWork, jobs: tuple[TimedJob, ...], most: int = 500, seconds: float = JOB_SECONDS) -> int:
    """Do everything that is due, each row in a transaction of its own; returns how many were done.

    A failing job is logged and left for the next tick; the others go on. Each may begin something for so many seconds.
    """
    done = 0
    for job in jobs:
        until = time.monotonic() + seconds
        try:
            for _ in range(most):
                if time.monotonic() > until:
                    break
                with units.write() as work:
                    if not job.step(work):
                        break
                done += 1
        except Exception as error:  # one broken job must not stop the clock for the rest
            log.error("job_failed", job=job.name, error=repr(error))
    return done


class Ticker:
    """Calls `run_due` every so many seconds, never twice at once in this process."""

    def __init__(self, units: UnitsOfWork, jobs: tuple[TimedJob, ...], seconds: float) -> None:
        """Nothing runs before `start()`."""
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(
            run_due,
            "interval",
            seconds=seconds,
            args=(units, jobs),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Let the tick at hand finish, then end."""
        self._scheduler.shutdown(wait=True)
