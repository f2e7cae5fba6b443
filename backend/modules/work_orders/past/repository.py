"""The select() of what was done to vehicles before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders.models import OrderItemRow, OrderRow, VisitItemRow, VisitRow


@dataclass(frozen=True)
class PastWork:
    """One vehicle of an earlier order: when it was recorded, what was wrong, what was done, who went last."""

    vehicle_id: str
    at: datetime
    kind: str
    act: str | None
    symptom: str
    remedy: str
    mounting: str
    terminal_no: str | None
    technician_id: str


def past_works(work: UnitOfWork, vehicle_ids: Collection[str], but: Collection[str], each: int) -> list[PastWork]:
    """The last `each` works of every vehicle, newest first, without the items `but` that are at hand now."""
    if not vehicle_ids:
        return []
    item, order = OrderItemRow, OrderRow
    place = func.row_number().over(partition_by=col(item.vehicle_id), order_by=col(item.recorded_at).desc())
    newest = (
        select(col(item.id), place.label("place"))
        .where(col(item.vehicle_id).in_(vehicle_ids), col(item.recorded_at).is_not(None), col(item.id).not_in(but))
        .subquery()
    )
    went = (
        select(col(VisitRow.technician_id))
        .join(VisitItemRow, col(VisitItemRow.visit_id) == col(VisitRow.id))
        # Whoever was sent and never began has not been there.
        .where(col(VisitItemRow.item_id) == col(item.id), col(VisitRow.started_at).is_not(None))
        .order_by(col(VisitRow.started_at).desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            col(item.vehicle_id), col(item.recorded_at), col(order.kind), col(item.act), col(order.symptom),
            col(item.remedy), col(item.mounting), col(item.new_device_no), went,
        )
        .join(newest, newest.c.id == col(item.id))
        .join(order, col(order.id) == col(item.order_id))
        .where(newest.c.place <= each)
        .order_by(col(item.recorded_at).desc())
    )  # fmt: skip
    return [PastWork(*row) for row in work.session.execute(query)]
