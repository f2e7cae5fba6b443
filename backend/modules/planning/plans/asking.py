"""Asking for a plan, reading how far it is, and stopping it."""

from collections.abc import Collection
from datetime import date

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.planning import errors, events, policies
from backend.modules.planning.models import DayPlanRow
from backend.modules.planning.plans import lifecycle, repository
from backend.modules.planning.plans.schemas import AbsenceIn, PlanIn
from backend.modules.technicians import public as technicians


def ask(work: UnitOfWork, said: PlanIn) -> DayPlanRow:
    """Queue a plan for the worker. Refuses other centres (403), a day that is over or too far, one that is being made."""
    check_reach(work, said.centre_ids)
    zones = {one.time_zone for one in auth.centres(work) if one.id in said.centre_ids}
    if len(zones) > 1:
        raise Refusal(errors.PLAN_ZONES, field="centre_ids")
    _check_day(work, said.day, zones.pop())
    for one in repository.unfinished(work.session, said.day, "day"):
        if set(one.centre_ids) & set(said.centre_ids):
            raise Refusal(errors.PLAN_RUNNING, name=one.asked_by_name, plan_id=one.id)
    return queue(work, "day", said.day, said.centre_ids, said.seconds)


def ask_for_absence(work: UnitOfWork, technician_id: str, said: AbsenceIn) -> DayPlanRow:
    """Note that somebody is away or late, and queue a plan for who takes over his visits of that day."""
    person = technicians.technician(work, technician_id)
    work.actor.require_centre(person.centre_id)
    if said.end <= work.now:
        raise Refusal(errors.ABSENCE_PAST, field="end")
    technicians.add_absence(work, person.id, said.start, said.end, said.reason)
    day = policies.local_day(max(said.start, work.now), auth.centre(work, person.centre_id).time_zone)
    return queue(work, "mend", day, [person.centre_id], said.seconds)


def queue(work: UnitOfWork, kind: str, day: date, centre_ids: Collection[str], seconds: int) -> DayPlanRow:
    """A new plan that waits for the worker."""
    row = DayPlanRow(
        kind=kind, day=day, centre_ids=sorted(set(centre_ids)), asked_by=work.actor.id,
        asked_by_name=work.actor.name, seconds=seconds, created_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record(events.PlanAsked(**fact(row), seconds=seconds))
    return row


def read(work: UnitOfWork, plan_id: str) -> DayPlanRow:
    """The plan; refuses 404, and one that covers another centre (403)."""
    row = repository.plan(work, plan_id)
    check_reach(work, row.centre_ids)
    return row


def listed(work: UnitOfWork, day: date) -> list[DayPlanRow]:
    """The newest plans of a day that lie wholly within reach, without those for a single visit."""
    rows = repository.plans_on(work.session, day)
    return [one for one in rows if one.kind != "replan" and all(work.actor.reaches(it) for it in one.centre_ids)]


def stop(work: UnitOfWork, plan_id: str) -> DayPlanRow:
    """Stop a plan that is being made (the worker sees it within a second), or put a finished one aside."""
    row = claimed(work, plan_id)
    row.state = lifecycle.step(row.state, "stop")
    row.finished_at = row.finished_at or work.now
    work.session.add(row)
    work.record(events.PlanStopped(**fact(row)))
    return row


def claimed(work: UnitOfWork, plan_id: str) -> DayPlanRow:
    """The plan, locked; refuses as `read` does."""
    row = repository.locked(work, plan_id)
    check_reach(work, row.centre_ids)
    return row


def fact(row: DayPlanRow) -> dict[str, str | None]:
    """What every fact about a plan carries."""
    return {"plan_id": row.id, "day": row.day.isoformat(), "centre_id": row.centre_ids[0] if row.centre_ids else None}


def check_reach(work: UnitOfWork, centre_ids: Collection[str]) -> None:
    """Refuse a centre that does not exist (404) or is not the actor's (403)."""
    for one in centre_ids:
        work.actor.require_centre(one)
        auth.centre(work, one)


def _check_day(work: UnitOfWork, day: date, zone: str) -> None:
    today = policies.local_day(work.now, zone)
    if day < today:
        raise Refusal(errors.PLAN_DAY_PAST, field="day")
    if (day - today).days > policies.FURTHEST_DAYS:
        raise Refusal(errors.TOO_FAR_AHEAD, field="day", days=policies.FURTHEST_DAYS)
