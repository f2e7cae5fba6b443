"""HTTP: the technicians of a centre, and one of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.technicians import service
from backend.modules.technicians.schemas import (
    ShiftOut,
    SkillOut,
    TechnicianOut,
    TechnicianRowOut,
    TechniciansOut,
)
from backend.modules.technicians.shapes import Skill, Technician

router = APIRouter(prefix="/api/technicians", tags=["technicians"])


@router.get("")
def list_technicians(
    work: Annotated[UnitOfWork, allow("technicians.read")],
    centre_id: Annotated[str | None, Query(max_length=36)] = None,
) -> TechniciansOut:
    """The active technicians within reach, by name."""
    if centre_id is not None:
        work.actor.require_centre(centre_id)
    names = service.skill_names(work)
    people = service.technicians(work, work.actor.scope if centre_id is None else [centre_id])
    return TechniciansOut(items=[TechnicianRowOut(**_row(one, names)) for one in people])


@router.get("/{technician_id}")
def read_technician(technician_id: str, work: Annotated[UnitOfWork, allow("technicians.read")]) -> TechnicianOut:
    """One technician with skills and weekly hours."""
    one = service.technician(work, technician_id)
    work.actor.require_centre(one.centre_id)
    shifts = [ShiftOut(**vars(shift)) for shift in service.weekly_shifts(work, one.id)]
    return TechnicianOut(
        **_row(one, service.skill_names(work)), start_lat=one.start_lat, start_lng=one.start_lng, shifts=shifts
    )


def _row(one: Technician, names: dict[str, Skill]) -> dict[str, Any]:
    skills = [
        SkillOut(code=code, name_zh=names[code].name_zh, name_en=names[code].name_en, level=level)
        for code, level in sorted(one.skills.items())
    ]
    kept = ("id", "centre_id", "name", "phone", "partner_name", "active", "photo_sha")
    return {**{name: getattr(one, name) for name in kept}, "skills": skills}
