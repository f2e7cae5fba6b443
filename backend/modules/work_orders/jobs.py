"""Timed work of work orders."""

from backend.kernel.jobs import TimedJob
from backend.modules.work_orders.asked.signatures import remind_one
from backend.modules.work_orders.service.authority import tell_one

JOBS = (TimedJob("work_orders.authority", tell_one), TimedJob("work_orders.signatures", remind_one))
