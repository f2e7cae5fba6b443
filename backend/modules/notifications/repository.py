"""Every select of notifications."""

from datetime import datetime

from sqlmodel import Session, col, select

from backend.modules.notifications.models import MessageRow


def was_written(session: Session, cause: str) -> bool:
    """Whether this fact has made its message already."""
    return session.exec(select(MessageRow.id).where(MessageRow.cause == cause)).first() is not None


def claim_due(session: Session, now: datetime) -> MessageRow | None:
    """The oldest message to be handed over by now, locked; what another worker holds is passed over."""
    return session.exec(
        select(MessageRow)
        .where(MessageRow.state == "queued", col(MessageRow.due_at) <= now)
        .order_by(col(MessageRow.due_at), col(MessageRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def of_order(session: Session, order_id: str) -> list[MessageRow]:
    """The texts about an order, oldest first."""
    query = select(MessageRow).where(MessageRow.order_id == order_id).order_by(col(MessageRow.id))
    return list(session.exec(query).all())
