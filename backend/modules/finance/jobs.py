"""Timed work of finance."""

from backend.kernel.jobs import TimedJob
from backend.modules.finance.service.holdings import alert_one

JOBS = (TimedJob("finance.overdue", alert_one),)
