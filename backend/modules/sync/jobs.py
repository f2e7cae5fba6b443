"""Timed work of the phones' inbox."""

from backend.kernel.jobs import TimedJob
from backend.modules.sync.files import sweep_one

JOBS = (TimedJob("sync.sweep", sweep_one),)
