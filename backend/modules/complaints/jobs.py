"""Timed work of complaints."""

from backend.kernel.jobs import TimedJob
from backend.modules.complaints.service import tell_late_one

JOBS = (TimedJob("complaints.late", tell_late_one),)
