"""Every select() of the technicians module."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from backend.modules.technicians.models import (
    AbsenceRow,
    ShiftRow,
    SkillRow,
    SkillRuleRow,
    TechnicianRow,
    TechnicianSkillRow,
)


def technicians(session: Session, centre_ids: Collection[str] | None, active_only: bool) -> Sequence[TechnicianRow]:
    """The technicians of these centres (None: all) by name."""
    query = select(TechnicianRow).order_by(col(TechnicianRow.name), col(TechnicianRow.id))
    if centre_ids is not None:
        query = query.where(col(TechnicianRow.centre_id).in_(centre_ids))
    if active_only:
        query = query.where(col(TechnicianRow.active))
    return session.exec(query).all()


def technicians_by_id(session: Session, ids: Collection[str]) -> Sequence[TechnicianRow]:
    """The technicians with these ids."""
    return session.exec(select(TechnicianRow).where(col(TechnicianRow.id).in_(ids))).all()


def skills_of(session: Session, ids: Collection[str]) -> dict[str, dict[str, int]]:
    """Skill code to level for each of these technicians."""
    rows = session.exec(select(TechnicianSkillRow).where(col(TechnicianSkillRow.technician_id).in_(ids)))
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.technician_id, {})[row.code] = row.level
    return found


def skills(session: Session) -> Sequence[SkillRow]:
    """All skills by code."""
    return session.exec(select(SkillRow).order_by(SkillRow.code)).all()


def skill_rules(session: Session) -> Sequence[SkillRuleRow]:
    """All rules."""
    return session.exec(select(SkillRuleRow)).all()


def weekday_shifts(session: Session, weekday: int, ids: Collection[str]) -> Sequence[ShiftRow]:
    """The hours of these technicians on this weekday."""
    return session.exec(select(ShiftRow).where(ShiftRow.weekday == weekday, col(ShiftRow.technician_id).in_(ids))).all()


def shifts_of(session: Session, technician_id: str) -> Sequence[ShiftRow]:
    """The weekly hours of a technician."""
    rule = ShiftRow.technician_id == technician_id
    return session.exec(select(ShiftRow).where(rule).order_by(col(ShiftRow.weekday))).all()


def absences(session: Session, ids: Collection[str], start: datetime, end: datetime) -> Sequence[AbsenceRow]:
    """The absences of these technicians that touch the time from start to end, in order."""
    return session.exec(
        select(AbsenceRow)
        .where(
            col(AbsenceRow.technician_id).in_(ids),
            col(AbsenceRow.start) < end,
            col(AbsenceRow.end) > start,
        )
        .order_by(col(AbsenceRow.start))
    ).all()
