"""Every select of the day plans."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.planning.models import DayPlanRow

LISTED = 20


def plan(work: UnitOfWork, plan_id: str) -> DayPlanRow:
    """The plan; refuses 404."""
    row = work.session.get(DayPlanRow, plan_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    return row


def locked(work: UnitOfWork, plan_id: str) -> DayPlanRow:
    """The plan, locked until the transaction ends and read afresh; refuses 404."""
    row = work.session.get(DayPlanRow, plan_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise Refusal(NOT_FOUND)
    return row


def plans_on(session: Session, day: date) -> Sequence[DayPlanRow]:
    """The newest plans of a day."""
    query = select(DayPlanRow).where(DayPlanRow.day == day).order_by(col(DayPlanRow.id).desc()).limit(LISTED)
    return session.exec(query).all()


def unfinished(session: Session, day: date, kind: str) -> Sequence[DayPlanRow]:
    """The plans of this kind and day that wait for the worker or are with it."""
    return session.exec(
        select(DayPlanRow).where(
            DayPlanRow.day == day, DayPlanRow.kind == kind, col(DayPlanRow.state).in_(["queued", "running"])
        )
    ).all()


def next_due(session: Session, kinds: Collection[str], silent_since: datetime) -> DayPlanRow | None:
    """The oldest plan that waits, or whose worker gave no sign of life since; locked, others skip it."""
    waits = col(DayPlanRow.state) == "queued"
    left = (col(DayPlanRow.state) == "running") & (col(DayPlanRow.beat_at) < silent_since)
    return session.exec(
        select(DayPlanRow)
        .where(or_(waits, left), col(DayPlanRow.kind).in_(kinds))
        .order_by(col(DayPlanRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def beat(
    session: Session, plan_id: str, worker: str, now: datetime, share: float, served: int, unserved: int, travel: int
) -> bool:
    """Write how far it is; False when the plan is not this worker's any more (stopped, or taken up by another)."""
    mine = (
        update(DayPlanRow)
        .where(col(DayPlanRow.id) == plan_id, col(DayPlanRow.state) == "running", col(DayPlanRow.worker) == worker)
        .values(beat_at=now, share=share, served=served, unserved=unserved, travel=travel)
    )
    return bool(session.connection().execute(mine).rowcount)
