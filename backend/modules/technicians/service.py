"""Use cases of technicians: who there is, what a job asks of him, when he works."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.technicians import repository
from backend.modules.technicians.models import ShiftRow, SkillRuleRow, TechnicianRow
from backend.modules.technicians.shapes import Absence, Shift, Skill, Technician, WeekdayShift

# Kind of job, device families, vehicle types -> skill code and the least level it asks for.
AskedSkills = Callable[[str, Collection[str], Collection[str]], dict[str, int]]
LONGEST_SHIFT = timedelta(hours=48)


def technician(work: UnitOfWork, technician_id: str) -> Technician:
    """One technician; refuses 404."""
    rows = repository.technicians_by_id(work.session, [technician_id])
    if not rows:
        raise Refusal(NOT_FOUND, field="technician_id")
    return _with_skills(work, rows)[0]


def technicians(
    work: UnitOfWork,
    centre_ids: Collection[str] | None = None,
    *,
    ids: Collection[str] | None = None,
    active_only: bool = True,
) -> list[Technician]:
    """The technicians of these centres (None: of all), by name; or exactly those with these `ids`, active or not."""
    if ids is not None:
        return _with_skills(work, repository.technicians_by_id(work.session, ids))
    return _with_skills(work, repository.technicians(work.session, centre_ids, active_only))


def names_of(work: UnitOfWork, ids: Collection[str]) -> dict[str, str]:
    """The names of the technicians with these ids, active or not; whoever is unknown is left out."""
    return {row.id: row.name for row in repository.technicians_by_id(work.session, ids)} if ids else {}


def skill_names(work: UnitOfWork) -> dict[str, Skill]:
    """Every skill by its code."""
    return {row.code: Skill(row.code, row.name_zh, row.name_en) for row in repository.skills(work.session)}


def skill_rules(work: UnitOfWork) -> AskedSkills:
    """Which skills a job asks for, by the rules as they are now; a skill's level is the highest of the rules that fit."""
    rules = repository.skill_rules(work.session)

    def asked(kind: str, families: Collection[str], vehicle_types: Collection[str]) -> dict[str, int]:
        needed: dict[str, int] = {}
        for rule in rules:
            if _fits(rule, kind, families, vehicle_types):
                needed[rule.code] = max(rule.level, needed.get(rule.code, 0))
        return needed

    return asked


def shifts_on(work: UnitOfWork, day: date, ids: Collection[str]) -> dict[str, Shift | None]:
    """The working time of each technician on a local day of his centre; None when he is off or away all of it.

    An absence at the start or end of a shift shortens it; one in the middle stays an absence (`absences_on`).
    """
    zones = {centre.id: ZoneInfo(centre.time_zone) for centre in auth.centres(work)}
    centre_of = {row.id: row.centre_id for row in repository.technicians_by_id(work.session, ids)}
    away = absences_on(work, day, ids)
    found: dict[str, Shift | None] = dict.fromkeys(ids)
    for row in repository.weekday_shifts(work.session, day.weekday(), ids):
        shift = _shift(row, day, zones[centre_of[row.technician_id]])
        found[row.technician_id] = _shortened(shift, away.get(row.technician_id, []))
    return found


def absences_on(work: UnitOfWork, day: date, ids: Collection[str]) -> dict[str, list[Absence]]:
    """The absences of each technician that touch the local day of his centre or the night after it."""
    zones = {centre.id: ZoneInfo(centre.time_zone) for centre in auth.centres(work)}
    # Shifts may run past midnight, so the span is two days long.
    spans = {
        row.id: (datetime.combine(day, time(), zones[row.centre_id]), LONGEST_SHIFT)
        for row in repository.technicians_by_id(work.session, ids)
    }
    if not spans:
        return {}
    first, last = min(start for start, _ in spans.values()), max(start + length for start, length in spans.values())
    found: dict[str, list[Absence]] = {}
    for row in repository.absences(work.session, ids, first, last):
        start, length = spans[row.technician_id]
        if row.start < start + length and row.end > start:
            found.setdefault(row.technician_id, []).append(Absence(row.technician_id, row.start, row.end, row.reason))
    return found


def weekly_shifts(work: UnitOfWork, technician_id: str) -> list[WeekdayShift]:
    """The weekly hours of a technician."""
    return [
        WeekdayShift(row.weekday, row.start_min, row.end_min, row.break_start_min, row.break_min)
        for row in repository.shifts_of(work.session, technician_id)
    ]


def _with_skills(work: UnitOfWork, rows: Iterable[TechnicianRow]) -> list[Technician]:
    people = list(rows)
    skills = repository.skills_of(work.session, [row.id for row in people])
    return [
        Technician(
            id=row.id,
            centre_id=row.centre_id,
            name=row.name,
            phone=row.phone,
            partner_name=row.partner_name,
            skills=skills.get(row.id, {}),
            start_lat=row.start_lat,
            start_lng=row.start_lng,
            active=row.active,
            photo_sha=row.photo_sha,
        )
        for row in people
    ]


def _fits(rule: SkillRuleRow, kind: str, families: Collection[str], vehicle_types: Collection[str]) -> bool:
    return (
        rule.kind in ("", kind)
        and (not rule.family or rule.family in families)
        and (not rule.vehicle_type or any(rule.vehicle_type in one for one in vehicle_types))
    )


def _shift(row: ShiftRow, day: date, zone: ZoneInfo) -> Shift:
    def at(minutes: int) -> datetime:
        # Wall-clock time of the day it falls on, so that a change of the clocks does not shift the hours.
        wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return wall.replace(tzinfo=zone)

    if row.break_start_min is None or row.break_min == 0:
        return Shift(at(row.start_min), at(row.end_min), None, None)
    return Shift(at(row.start_min), at(row.end_min), at(row.break_start_min), at(row.break_start_min + row.break_min))


def _shortened(shift: Shift, away: list[Absence]) -> Shift | None:
    start, end = shift.start, shift.end
    for absence in away:  # by start, so that one absence after another eats the morning
        if absence.start <= start < absence.end:
            start = absence.end
    for absence in sorted(away, key=lambda one: one.end, reverse=True):
        if absence.start < end <= absence.end:
            end = absence.start
    if start >= end:
        return None
    if start == shift.start and end == shift.end:
        return shift
    has_break = shift.break_start is not None and shift.break_end is not None
    keeps_break = has_break and start <= shift.break_start and shift.break_end <= end  # type: ignore[operator]
    return Shift(start, end, shift.break_start if keeps_break else None, shift.break_end if keeps_break else None)
