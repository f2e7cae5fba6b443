"""Selects of the authority's clocks (R39)."""

from sqlalchemy import and_, or_, select
from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders.models import OrderRow


def claim_authority(work: UnitOfWork, warned: int) -> OrderRow | None:
    """The order whose authority's clock has to be told of, most overdue first, locked; None when there is none (R39)."""
    due = and_(col(OrderRow.authority_told) <= warned, col(OrderRow.authority_due_at) < work.now)
    near = and_(col(OrderRow.authority_told) < warned, col(OrderRow.authority_warn_at) <= work.now)
    query = (
        select(OrderRow)
        .where(
            col(OrderRow.authority_warn_at) <= work.now,
            col(OrderRow.authority_met_at).is_(None),
            col(OrderRow.state).not_in(("cancelled", "rejected")),
            or_(due, near),
        )
        .order_by(col(OrderRow.authority_due_at), col(OrderRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return work.session.scalars(query).first()
