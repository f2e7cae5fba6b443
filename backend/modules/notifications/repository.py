"""Every select of notifications."""

from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, select

from backend.modules.notifications.models import MessageRow
from backend.modules.notifications.outgoing import Outgoing

Row = TypeVar("Row", bound=Outgoing)


def was_written(session: Session, cause: str) -> bool:
    """Whether this fact has made its message already."""
    return session.exec(select(MessageRow.id).where(MessageRow.cause == cause)).first() is not None


def claim_due(session: Session, table: type[Row], now: datetime) -> Row | None:
    """The oldest row to be handed over by now, locked; what another worker holds is passed over."""
    return session.exec(
        select(table)
        .where(table.state == "queued", col(table.due_at) <= now)
        .order_by(col(table.due_at), col(table.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def of_order(session: Session, order_id: str) -> list[MessageRow]:
    """The texts about an order, oldest first."""
    query = select(MessageRow).where(MessageRow.order_id == order_id).order_by(col(MessageRow.id))
    return list(session.exec(query).all())
