"""Every select of the complaints."""

from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from backend.modules.complaints.models import Complaint, ComplaintAct, ComplaintCounter

BOTH_TOLD = 2


def page(
    session: Session,
    scope: frozenset[str] | None,
    *,
    state: str | None,
    still_open: bool | None,
    order_id: str | None,
    before: str | None,
    limit: int,
) -> list[Complaint]:
    """Complaints newest first, one more than `limit`."""
    query = select(Complaint).order_by(col(Complaint.id).desc()).limit(limit + 1)
    if scope is not None:
        query = query.where(col(Complaint.centre_id).in_(scope))
    if state:
        query = query.where(Complaint.state == state)
    if still_open is not None:
        done = col(Complaint.state) == "archived"
        query = query.where(~done if still_open else done)
    if order_id:
        query = query.where(Complaint.order_id == order_id)
    if before is not None:
        query = query.where(col(Complaint.id) < before)
    return list(session.exec(query).all())


def one(session: Session, complaint_id: str, *, lock: bool = False) -> Complaint | None:
    """One complaint; `lock` keeps others from moving it at the same time."""
    query = select(Complaint).where(Complaint.id == complaint_id)
    if lock:
        query = query.with_for_update()
    return session.exec(query).first()


def by_source_ref(session: Session, source_ref: str) -> Complaint | None:
    """The complaint that came from this very thing."""
    return session.exec(select(Complaint).where(Complaint.source_ref == source_ref)).first()


def acts_of(session: Session, complaint_id: str) -> list[ComplaintAct]:
    """The steps taken, in order."""
    query = select(ComplaintAct).where(ComplaintAct.complaint_id == complaint_id).order_by(col(ComplaintAct.id))
    return list(session.exec(query).all())


def counter(session: Session, day: str) -> ComplaintCounter | None:
    """The day's counter, locked, so that two complaints never share a number."""
    return session.get(ComplaintCounter, day, with_for_update=True, populate_existing=True)


def claim_late(session: Session, now: datetime) -> Complaint | None:
    """A complaint with a passed deadline that was not told yet, locked."""
    first = (
        (col(Complaint.late_told) < 1)
        & col(Complaint.first_answered_at).is_(None)
        & (col(Complaint.first_answer_due) < now)
    )
    settle = (
        (col(Complaint.late_told) < BOTH_TOLD) & col(Complaint.settled_at).is_(None) & (col(Complaint.settle_due) < now)
    )
    query = (
        select(Complaint)
        .where(or_(first, settle))
        .order_by(col(Complaint.first_answer_due), col(Complaint.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query).first()


def unfinished(session: Session) -> list[str]:
    """The ids of the complaints that are not archived yet, oldest first."""
    query = select(Complaint.id).where(Complaint.state != "archived").order_by(col(Complaint.id))
    return list(session.exec(query).all())
