"""Timed work of notifications."""

from backend.kernel.jobs import TimedJob
from backend.modules.notifications.crew.telling import tell_one
from backend.modules.notifications.service import send_one

JOBS = (TimedJob("notifications.send", send_one), TimedJob("notifications.tell", tell_one))
