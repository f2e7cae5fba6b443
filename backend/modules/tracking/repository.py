"""Every select of tracking."""

from sqlmodel import Session, select

from backend.modules.tracking.models import LinkRow, RatingRow


def link_of(session: Session, order_id: str) -> LinkRow | None:
    """The order's link, or None before it was opened."""
    return session.exec(select(LinkRow).where(LinkRow.order_id == order_id)).first()


def rating_of(session: Session, order_id: str) -> RatingRow | None:
    """What the customer thought, or None."""
    return session.exec(select(RatingRow).where(RatingRow.order_id == order_id)).first()
