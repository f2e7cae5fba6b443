"""Adding technicians, skills, rules and absences, many at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from backend.kernel.errors import INVALID, NOT_FOUND, Refusal
from backend.kernel.ids import new_id
from backend.kernel.numbers import check_phone, message
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.technicians import repository, service
from backend.modules.technicians.errors import (
    BAD_ABSENCE,
    BAD_LEVEL,
    BAD_SHIFT,
    EMPTY_TECHNICIAN_NAME,
    UNKNOWN_SKILL,
)
from backend.modules.technicians.events import AbsenceAdded
from backend.modules.technicians.models import (
    AbsenceRow,
    ShiftRow,
    SkillRow,
    SkillRuleRow,
    TechnicianRow,
    TechnicianSkillRow,
)
from backend.modules.technicians.shapes import (
    Absence,
    NewTechnician,
    Skill,
    SkillRule,
    WeekdayShift,
)


def load_skills(work: UnitOfWork, skills: Iterable[Skill], rules: Iterable[SkillRule] = ()) -> None:
    """Add skills and the rules that ask for them; refuses a rule of an unknown skill or a level other than 1–3."""
    _insert(work, SkillRow, [vars(skill) for skill in skills])
    known = {row.code for row in repository.skills(work.session)}
    rows = []
    for rule in rules:
        _check_skill(rule.code, rule.level, known)
        rows.append({"id": new_id(), **vars(rule)})
    _insert(work, SkillRuleRow, rows)


def load_technicians(work: UnitOfWork, new: Iterable[NewTechnician]) -> list[str]:
    """Add technicians with skills and weekly hours; returns their ids in the same order."""
    centres = {centre.id for centre in auth.centres(work)}
    known = {row.code for row in repository.skills(work.session)}
    people, skills, shifts = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for one in new:
        if one.centre_id not in centres:
            raise Refusal(NOT_FOUND, field="centre_id")
        person = _person(one)
        people.append(person)
        for code, level in one.skills.items():
            _check_skill(code, level, known)
            skills.append({"technician_id": person["id"], "code": code, "level": level})
        for shift in one.shifts:
            _check_shift(shift)
            shifts.append({"technician_id": person["id"], **vars(shift)})
    _insert(work, TechnicianRow, people)
    _insert(work, TechnicianSkillRow, skills)
    _insert(work, ShiftRow, shifts)
    return [person["id"] for person in people]


def add_absence(work: UnitOfWork, technician_id: str, start: datetime, end: datetime, reason: str = "") -> Absence:
    """Note that a technician is away from start to end; refuses 404 and an end before the start."""
    person = service.technician(work, technician_id)
    if end <= start:
        raise Refusal(BAD_ABSENCE, field="end")
    work.session.add(AbsenceRow(technician_id=person.id, start=start, end=end, reason=reason))
    work.session.flush()
    work.record(AbsenceAdded(technician_id=person.id, centre_id=person.centre_id, start=start, end=end))
    return Absence(person.id, start, end, reason)


def _person(one: NewTechnician) -> dict[str, Any]:
    if not one.name.strip():
        raise Refusal(EMPTY_TECHNICIAN_NAME, field="name")
    phone = check_phone(one.phone)
    if phone.error is not None:
        words = message(phone.error)
        raise Refusal(INVALID, field="phone", what=words.zh, what_en=words.en)
    return {
        "id": one.id or new_id(),
        "centre_id": one.centre_id,
        "name": one.name.strip(),
        "phone": phone.value,
        "partner_name": one.partner_name,
        "home_lat": one.home_lat,
        "home_lng": one.home_lng,
        "start_lat": one.start_lat,
        "start_lng": one.start_lng,
        "active": one.active,
        "photo_sha": one.photo_sha,
    }


def _check_skill(code: str, level: int, known: set[str]) -> None:
    if code not in known:
        raise Refusal(UNKNOWN_SKILL, field="code", code=code)
    if level not in (1, 2, 3):
        raise Refusal(BAD_LEVEL, field="level")


def _check_shift(shift: WeekdayShift) -> None:
    runs_forward = 0 <= shift.weekday <= 6 and 0 <= shift.start_min < shift.end_min <= 2880
    rest = shift.break_start_min
    break_inside = rest is None or (shift.start_min <= rest and rest + shift.break_min <= shift.end_min)
    if not (runs_forward and break_inside and shift.break_min >= 0):
        raise Refusal(BAD_SHIFT, field="shifts")


def _insert(work: UnitOfWork, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        work.session.execute(insert(table), rows)
