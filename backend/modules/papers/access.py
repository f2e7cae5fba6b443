"""Who sees what on a paper."""

from dataclasses import replace
from datetime import timedelta

from backend.kernel.actor import CUSTOMER
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders

AFTER_THE_WORK = timedelta(days=7)


def sees_phones(work: UnitOfWork, visit: work_orders.VisitView) -> bool:
    """R27: the roles that need them; the visit's own technician from dispatch until seven days after its end."""
    if auth.may(work, "customers.see_phones"):
        return True
    if work.actor.technician_id != visit.technician_id or visit.dispatched_at is None:
        return False
    ended = visit.ended_at or visit.completed_at
    return ended is None or work.now <= ended + AFTER_THE_WORK


def named_for_reader(work: UnitOfWork, technician: technicians.Technician) -> technicians.Technician:
    """R28: who reads by the private link hears of the technician as on the tracking page, 苏师傅."""
    return replace(technician, name=technician.called) if work.actor == CUSTOMER else technician
