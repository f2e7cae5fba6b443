"""Every select of what customers are asked."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders.asked.models import ExtraRow, SignatureRequestRow
from backend.modules.work_orders.asked.schemas import SignatureState
from backend.modules.work_orders.models import OrderRow
from backend.modules.work_orders.repository import flushed


def signature_requests(work: UnitOfWork, order_ids: Collection[str]) -> list[SignatureRequestRow]:
    """The signatures asked for by link in these orders, first to last."""
    if not order_ids:
        return []
    query = (
        select(SignatureRequestRow)
        .where(col(SignatureRequestRow.order_id).in_(order_ids))
        .order_by(col(SignatureRequestRow.asked_at), col(SignatureRequestRow.visit_id))
    )
    return list(flushed(work).session.scalars(query))


def open_signatures(work: UnitOfWork, order_ids: Collection[str]) -> dict[str, SignatureState]:
    """Which of these orders wait for a signature by link, or were declined one; a declined one is said first."""
    states: dict[str, SignatureState] = {}
    for one in signature_requests(work, order_ids):
        if one.state == "declined":
            states[one.order_id] = "declined"
        elif one.state == "asked":
            states.setdefault(one.order_id, "asked")
    return states


def with_signature(state: str) -> ColumnElement[bool]:
    """Orders with a signature asked for by link in this state."""
    asked = select(col(SignatureRequestRow.order_id)).where(col(SignatureRequestRow.state) == state)
    return col(OrderRow.id).in_(asked)


def claim_to_remind(work: UnitOfWork) -> SignatureRequestRow | None:
    """The signature whose reminder is due longest, locked; None when there is none."""
    query = (
        select(SignatureRequestRow)
        .where(col(SignatureRequestRow.state) == "asked", col(SignatureRequestRow.remind_at) <= work.now)
        .order_by(col(SignatureRequestRow.remind_at), col(SignatureRequestRow.visit_id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return work.session.scalars(query).first()


def extra_rows(work: UnitOfWork, visit_ids: Collection[str]) -> list[ExtraRow]:
    """The extras of these visits in the order they were asked for."""
    if not visit_ids:
        return []
    query = (
        select(ExtraRow).where(col(ExtraRow.visit_id).in_(visit_ids)).order_by(col(ExtraRow.asked_at), col(ExtraRow.id))
    )
    return list(flushed(work).session.scalars(query))


def extra_vehicles(work: UnitOfWork, order_ids: Collection[str]) -> list[ExtraRow]:
    """The vehicles that were added to these orders on site."""
    if not order_ids:
        return []
    query = select(ExtraRow).where(col(ExtraRow.order_id).in_(order_ids), col(ExtraRow.kind) == "vehicle")
    return list(flushed(work).session.scalars(query))
