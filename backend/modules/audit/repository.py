"""Every select of the audit trail. There is no insert: facts are written by the unit of work alone (R29)."""

from sqlmodel import Session, col, or_, select

from backend.kernel.events import EventRow


def facts(
    session: Session, scope: frozenset[str] | None, *, subject: str, before: str | None, limit: int
) -> list[EventRow]:
    """Facts newest first, one more than `limit`; `scope` None means every centre."""
    query = select(EventRow).order_by(col(EventRow.id).desc()).limit(limit + 1)
    if subject:
        query = query.where(EventRow.subject == subject)
    if scope is not None:
        query = query.where(or_(col(EventRow.centre_id).in_(scope), col(EventRow.centre_id).is_(None)))
    if before is not None:
        query = query.where(col(EventRow.id) < before)
    return list(session.exec(query).all())
