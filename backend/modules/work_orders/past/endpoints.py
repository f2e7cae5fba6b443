"""HTTP: what was done before to the vehicles of the technician's coming visits, kept on the phone (R16)."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import repository, trade_repository
from backend.modules.work_orders.past.repository import PastWork, past_works
from backend.modules.work_orders.schemas import Wire
from backend.modules.work_orders.service.phone_day import DAYS_AHEAD

router = APIRouter(prefix="/api", tags=["phone"])
EACH = 3


class PastWorkOut(Wire):
    """One earlier work at a vehicle."""

    vehicle_id: str
    at: datetime
    kind: str
    act: str | None
    symptom: str
    symptom_en: str
    remedy: str
    mounting: str
    terminal_no: str | None
    technician_name: str


class PastWorksOut(Wire):
    """Up to three earlier works of each vehicle, newest first."""

    items: list[PastWorkOut]


@router.get("/phone/past")
def read_past(work: Annotated[UnitOfWork, allow("phone.day")]) -> PastWorksOut:
    """What was done before to the vehicles of the signed-in technician's visits of today and the next two days."""
    ahead = work.now + timedelta(days=DAYS_AHEAD)
    visits = repository.phone_visits(work, work.actor.technician_id or "", work.now, ahead)
    items = [one for found in repository.items_of_visits(work, [one.id for one in visits]).values() for one in found]
    found = past_works(work, {one.vehicle_id for one in items}, {one.id for one in items}, EACH)
    names = technicians.names_of(work, {one.technician_id for one in found})
    words = {one.symptom_zh: one.symptom_en for one in trade_repository.faults(work)}
    return PastWorksOut(items=[_told(one, names, words) for one in found])


def _told(one: PastWork, names: dict[str, str], words: dict[str, str]) -> PastWorkOut:
    values = {name: getattr(one, name) for name in vars(one) if name != "technician_id"}
    symptom_en = words.get(one.symptom, one.symptom)
    return PastWorkOut(**values, symptom_en=symptom_en, technician_name=names.get(one.technician_id, ""))
