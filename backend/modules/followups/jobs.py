"""Timed work of the follow-up calls."""

from backend.kernel.jobs import TimedJob
from backend.modules.followups.service import open_one

JOBS = (TimedJob("followups.open", open_one),)
