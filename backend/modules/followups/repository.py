"""Every select of the follow-up calls."""

from datetime import datetime

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from backend.modules.followups.models import FollowUp, ScriptLine

OVERDUE_FIRST = frozenset({"open", "scheduled"})


def of_completion(session: Session, order_id: str, rule: str, completed_at: datetime) -> FollowUp | None:
    """The call for one completion of an order."""
    query = select(FollowUp).where(
        FollowUp.order_id == order_id, FollowUp.rule == rule, FollowUp.completed_at == completed_at
    )
    return session.exec(query).first()


def claim_due(session: Session, now: datetime) -> FollowUp | None:
    """The call that has been due longest, locked so that no other process opens it too."""
    query = (
        select(FollowUp)
        .where(FollowUp.state == "scheduled", FollowUp.due_at <= now)
        .order_by(col(FollowUp.due_at), col(FollowUp.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query).first()


def unanswered(session: Session, order_id: str) -> list[FollowUp]:
    """The calls about an order that have yet to be made, locked."""
    query = select(FollowUp).where(FollowUp.order_id == order_id, col(FollowUp.state).in_(["scheduled", "open"]))
    return list(session.exec(query.with_for_update()).all())


def open_now(session: Session) -> list[FollowUp]:
    """The open calls, longest due first."""
    query = select(FollowUp).where(FollowUp.state == "open").order_by(col(FollowUp.due_at), col(FollowUp.id))
    return list(session.exec(query).all())


def page(
    session: Session,
    scope: frozenset[str] | None,
    *,
    state: str | None,
    after: tuple[datetime, str] | None,
    limit: int,
) -> list[FollowUp]:
    """One more than `limit`: what is to be done oldest first, what is over newest first."""
    ascending = state in OVERDUE_FIRST
    at, key = col(FollowUp.due_at), col(FollowUp.id)
    query = select(FollowUp).limit(limit + 1)
    query = query.order_by(at, key) if ascending else query.order_by(at.desc(), key.desc())
    if state:
        query = query.where(FollowUp.state == state)
    if scope is not None:
        query = query.where(col(FollowUp.centre_id).in_(scope))
    if after is not None:
        when, last = after
        if ascending:
            query = query.where(or_(at > when, and_(at == when, key > last)))
        else:
            query = query.where(or_(at < when, and_(at == when, key < last)))
    return list(session.exec(query).all())


def one(session: Session, follow_up_id: str, *, lock: bool = False) -> FollowUp | None:
    """One call; `lock` keeps others from answering it at the same time."""
    query = select(FollowUp).where(FollowUp.id == follow_up_id)
    if lock:
        query = query.with_for_update()
    return session.exec(query).first()


def script(session: Session, kind: str) -> list[ScriptLine]:
    """The lines of a script in their order."""
    query = select(ScriptLine).where(ScriptLine.kind == kind).order_by(col(ScriptLine.seq))
    return list(session.exec(query).all())
