"""Every select of the module. Reads for others come as frozen views; rows are for this module's writers."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, inspect, select
from sqlmodel import SQLModel, col

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders.lifecycle import LIVE_ORDER_STATES, LIVE_VISIT_STATES
from backend.modules.work_orders.models import (
    ApprovalRow,
    ApprovalRuleRow,
    OrderCounterRow,
    OrderItemRow,
    OrderRow,
    VisitItemRow,
    VisitRow,
)
from backend.modules.work_orders.shapes import (
    ItemView,
    OrderView,
    VisitView,
    WaitingOrder,
)

View = TypeVar("View")
Model = TypeVar("Model", bound=SQLModel)


def views(
    work: UnitOfWork,
    view: type[View],
    model: type[SQLModel],
    *where: ColumnElement[bool],
    by: Sequence[Any] = (),
    limit: int | None = None,
) -> list[View]:
    """Rows as frozen views: Core columns in the order of the view's fields, without building ORM objects."""
    query = _columns(view, model).where(*where).order_by(*by)  # type: ignore[arg-type]
    if limit is not None:
        query = query.limit(limit)
    return [view(*row) for row in work.session.connection().execute(query)]


@cache
def _columns(view: type[Any], model: type[SQLModel]) -> Select[Any]:
    """Made once: SQLAlchemy compares the columns of a statement that it knows one by one, unless they are the very same."""
    table = inspect(model).local_table
    return select(*(table.c[one.name] for one in fields(view)))


def flushed(work: UnitOfWork) -> UnitOfWork:
    """The same unit of work with its pending changes sent, so that Core selects see them."""
    work.session.flush()
    return work


def lock(work: UnitOfWork, model: type[Model], key: str) -> Model:
    """One row, locked until the transaction ends and read afresh; refuses 404."""
    row = work.session.get(model, key, with_for_update=True, populate_existing=True)
    if row is None:
        raise Refusal(NOT_FOUND)
    return row


def day_counter(work: UnitOfWork, day: str) -> OrderCounterRow | None:
    """The day's counter, locked; None before its first order."""
    return work.session.get(OrderCounterRow, day, with_for_update=True, populate_existing=True)


# Orders -----------------------------------------------------------------------------------------------------------


def order(work: UnitOfWork, order_id: str) -> OrderView:
    """One order; refuses 404."""
    found = orders(work, [order_id])
    if not found:
        raise Refusal(NOT_FOUND)
    return found[order_id]


def orders(work: UnitOfWork, order_ids: Collection[str]) -> dict[str, OrderView]:
    """Orders by id; unknown ids are left out."""
    if not order_ids:
        return {}
    rows = views(flushed(work), OrderView, OrderRow, col(OrderRow.id).in_(order_ids))
    return {one.id: one for one in rows}


def open_orders(work: UnitOfWork, centre_ids: Collection[str] | None) -> list[OrderView]:
    """Orders that are neither completed nor ended, oldest first; None means every centre."""
    where = [col(OrderRow.state).in_(LIVE_ORDER_STATES)]
    if centre_ids is not None:
        where.append(col(OrderRow.centre_id).in_(centre_ids))
    return views(flushed(work), OrderView, OrderRow, *where, by=[OrderRow.id])


def orders_where(
    work: UnitOfWork, where: Sequence[ColumnElement[bool]], by: Sequence[Any], limit: int
) -> list[OrderView]:
    """Orders in this order."""
    return views(work, OrderView, OrderRow, *where, by=by, limit=limit)


def orders_by_no(work: UnitOfWork, no: str, centre_ids: Collection[str] | None) -> list[OrderView]:
    """Orders with this number, newest first (numbers come again each year); None means every centre."""
    where = [col(OrderRow.no) == no]
    if centre_ids is not None:
        where.append(col(OrderRow.centre_id).in_(centre_ids))
    return views(flushed(work), OrderView, OrderRow, *where, by=[col(OrderRow.id).desc()], limit=20)


def with_vehicle(vehicle_ids: Collection[str]) -> ColumnElement[bool]:
    """The condition that an order has one of these vehicles."""
    having = select(col(OrderItemRow.order_id)).where(col(OrderItemRow.vehicle_id).in_(vehicle_ids))
    return col(OrderRow.id).in_(having)


def orders_of_customer(work: UnitOfWork, customer_id: str, limit: int = 20) -> list[OrderView]:
    """A customer's newest orders."""
    where = col(OrderRow.customer_id) == customer_id
    return views(flushed(work), OrderView, OrderRow, where, by=[col(OrderRow.id).desc()], limit=limit)


def open_orders_of_vehicles(work: UnitOfWork, vehicle_ids: Collection[str]) -> dict[str, list[OrderView]]:
    """Open orders by vehicle id, for spotting duplicates (R2)."""
    return _orders_of_vehicles(work, vehicle_ids, col(OrderRow.state).in_(LIVE_ORDER_STATES))


def recent_orders_of_vehicles(
    work: UnitOfWork, vehicle_ids: Collection[str], since: datetime | None = None
) -> dict[str, list[OrderView]]:
    """Orders by vehicle id, newest first, in any state; `since` bounds their creation."""
    where = [col(OrderRow.created_at) >= since] if since is not None else []
    return _orders_of_vehicles(work, vehicle_ids, *where)


def _orders_of_vehicles(
    work: UnitOfWork, vehicle_ids: Collection[str], *where: ColumnElement[bool]
) -> dict[str, list[OrderView]]:
    if not vehicle_ids:
        return {}
    pairs = (
        flushed(work)
        .session.connection()
        .execute(
            select(col(OrderItemRow.vehicle_id), col(OrderItemRow.order_id))
            .join(OrderRow, col(OrderRow.id) == col(OrderItemRow.order_id))
            .where(col(OrderItemRow.vehicle_id).in_(vehicle_ids), *where)
            .order_by(col(OrderRow.id).desc())
        )
        .all()
    )
    known = orders(work, {order_id for _, order_id in pairs})
    found: dict[str, list[OrderView]] = {}
    for vehicle_id, order_id in pairs:
        found.setdefault(vehicle_id, []).append(known[order_id])
    return found


# Items ------------------------------------------------------------------------------------------------------------


def items(work: UnitOfWork, order_id: str) -> list[ItemView]:
    """An order's items in their order on the list."""
    return items_of(work, [order_id]).get(order_id, [])


def items_of(work: UnitOfWork, order_ids: Collection[str]) -> dict[str, list[ItemView]]:
    """Items by order id."""
    found: dict[str, list[ItemView]] = {}
    if not order_ids:
        return found
    where = col(OrderItemRow.order_id).in_(order_ids)
    by = [OrderItemRow.order_id, OrderItemRow.seq]
    for one in views(flushed(work), ItemView, OrderItemRow, where, by=by):
        found.setdefault(one.order_id, []).append(one)
    return found


def items_of_visit(work: UnitOfWork, visit_id: str) -> list[ItemView]:
    """The items that a visit covers."""
    return items_of_visits(work, [visit_id]).get(visit_id, [])


def items_of_visits(work: UnitOfWork, visit_ids: Collection[str]) -> dict[str, list[ItemView]]:
    """Items by visit id, in their order on the list."""
    found: dict[str, list[ItemView]] = {}
    if not visit_ids:
        return found
    query = (
        _columns(ItemView, OrderItemRow)
        .add_columns(col(VisitItemRow.visit_id))
        .select_from(VisitItemRow)
        .join(OrderItemRow, col(OrderItemRow.id) == col(VisitItemRow.item_id))
        .where(col(VisitItemRow.visit_id).in_(visit_ids))
        .order_by(col(OrderItemRow.seq))
    )
    for *values, visit_id in flushed(work).session.connection().execute(query):
        found.setdefault(visit_id, []).append(ItemView(*values))
    return found


def item_rows(work: UnitOfWork, order_id: str) -> list[OrderItemRow]:
    """An order's items as rows, for changing them."""
    query = select(OrderItemRow).where(col(OrderItemRow.order_id) == order_id).order_by(col(OrderItemRow.seq))
    return list(work.session.scalars(query))


def covered_item_ids(work: UnitOfWork, order_id: str) -> set[str]:
    """Items of the order that a live visit covers."""
    query = (
        select(col(VisitItemRow.item_id))
        .join(VisitRow, col(VisitRow.id) == col(VisitItemRow.visit_id))
        .where(col(VisitRow.order_id) == order_id, col(VisitRow.state).in_(LIVE_VISIT_STATES))
    )
    return set(work.session.scalars(query))


def item_row_of_visit(work: UnitOfWork, visit_id: str, item_id: str) -> OrderItemRow | None:
    """The item as a row when the visit covers it."""
    if work.session.get(VisitItemRow, (visit_id, item_id)) is None:
        return None
    return work.session.get(OrderItemRow, item_id, with_for_update=True, populate_existing=True)


# Visits -----------------------------------------------------------------------------------------------------------


def visit(work: UnitOfWork, visit_id: str) -> VisitView:
    """One visit; refuses 404."""
    found = views(flushed(work), VisitView, VisitRow, col(VisitRow.id) == visit_id)
    if not found:
        raise Refusal(NOT_FOUND)
    return found[0]


# Asked by every command of a phone: compiled once.
_WHOSE = select(col(VisitRow.order_id), col(VisitRow.technician_id)).where(col(VisitRow.id) == bindparam("visit"))


def whose_visit(work: UnitOfWork, visit_id: str) -> tuple[str, str]:
    """(order id, technician's id) of one visit; refuses 404."""
    found = flushed(work).session.connection().execute(_WHOSE, {"visit": visit_id}).one_or_none()
    if found is None:
        raise Refusal(NOT_FOUND)
    return found[0], found[1]


def visits_of(work: UnitOfWork, order_id: str) -> list[VisitView]:
    """An order's visits, first to last."""
    return visits_of_orders(work, [order_id]).get(order_id, [])


def visit_numbers(work: UnitOfWork, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """(number, order id) of each of these visits, by id."""
    rows = views(flushed(work), VisitView, VisitRow, col(VisitRow.id).in_(ids), by=[VisitRow.id]) if ids else []
    return {one.id: (one.no, one.order_id) for one in rows}


def visits_of_orders(work: UnitOfWork, order_ids: Collection[str]) -> dict[str, list[VisitView]]:
    """Visits by order id, first to last."""
    found: dict[str, list[VisitView]] = {}
    if not order_ids:
        return found
    where = col(VisitRow.order_id).in_(order_ids)
    for one in views(flushed(work), VisitView, VisitRow, where, by=[VisitRow.id]):
        found.setdefault(one.order_id, []).append(one)
    return found


def visit_rows(work: UnitOfWork, order_id: str) -> list[VisitRow]:
    """An order's visits as rows, for changing them."""
    query = select(VisitRow).where(col(VisitRow.order_id) == order_id).order_by(col(VisitRow.id))
    return list(work.session.scalars(query))


def live_visits(work: UnitOfWork, order_id: str) -> list[VisitView]:
    """An order's visits that are planned or under way."""
    return [one for one in visits_of(work, order_id) if one.state in LIVE_VISIT_STATES]


def day_visits(
    work: UnitOfWork, technician_ids: Collection[str], start: datetime, end: datetime
) -> dict[str, list[VisitView]]:
    """Visits by technician whose planned start lies in [start, end), in any state but cancelled, in planned order."""
    found: dict[str, list[VisitView]] = {}
    if not technician_ids:
        return found
    rows = views(
        flushed(work),
        VisitView,
        VisitRow,
        col(VisitRow.technician_id).in_(technician_ids),
        col(VisitRow.planned_start) >= start,
        col(VisitRow.planned_start) < end,
        col(VisitRow.state) != "cancelled",
        by=[VisitRow.planned_start, VisitRow.id],
    )
    for one in rows:
        found.setdefault(one.technician_id, []).append(one)
    return found


def phone_visits(work: UnitOfWork, technician_id: str, today: datetime, until: datetime) -> list[VisitView]:
    """What a technician's phone shows: live visits planned before `until`, whatever their age, and those ended today."""
    live = col(VisitRow.state).in_([one for one in LIVE_VISIT_STATES if one != "planned"])
    ended = col(VisitRow.state).in_(["completed", "suspended", "failed", "cancelled"])
    return views(
        flushed(work),
        VisitView,
        VisitRow,
        col(VisitRow.technician_id) == technician_id,
        (live & (col(VisitRow.planned_start) < until)) | (ended & (col(VisitRow.ended_at) >= today)),
        by=[VisitRow.planned_start, VisitRow.id],
    )


def checklists(work: UnitOfWork, visit_ids: Collection[str]) -> dict[str, list[str]]:
    """Ticked checklist codes by visit id."""
    query = select(col(VisitRow.id), col(VisitRow.checklist)).where(col(VisitRow.id).in_(visit_ids))
    return {row[0]: row[1] for row in work.session.execute(query)}


def waiting_orders(work: UnitOfWork, centre_ids: Collection[str] | None) -> list[WaitingOrder]:
    """Approved, running or held orders with items that no live visit covers, oldest first; None means every centre."""
    covered = (
        select(col(VisitItemRow.item_id))
        .join(VisitRow, col(VisitRow.id) == col(VisitItemRow.visit_id))
        .where(col(VisitRow.state).in_(LIVE_VISIT_STATES))
    )
    query = (
        select(
            col(OrderItemRow.order_id),
            col(OrderItemRow.id),
            col(OrderItemRow.vehicle_id),
            col(OrderItemRow.family),
            col(OrderItemRow.proof_failure),
        )
        .join(OrderRow, col(OrderRow.id) == col(OrderItemRow.order_id))
        .where(
            col(OrderRow.state).in_(["approved", "in_progress", "on_hold"]),
            col(OrderItemRow.state).in_(["open", "suspended"]),
            col(OrderItemRow.id).not_in(covered),
        )
        .order_by(col(OrderItemRow.order_id), col(OrderItemRow.seq))
    )
    if centre_ids is not None:
        query = query.where(col(OrderRow.centre_id).in_(centre_ids))
    waiting: dict[str, list[tuple[str, str, str, dict[str, str] | None]]] = {}
    for order_id, item_id, vehicle_id, family, wrong in flushed(work).session.connection().execute(query):
        waiting.setdefault(order_id, []).append((item_id, vehicle_id, family, wrong))
    known, trips = orders(work, waiting), visits_of_orders(work, waiting)
    return [
        WaitingOrder(
            order=known[order_id],
            item_ids=tuple(one[0] for one in found),
            vehicle_ids=tuple(one[1] for one in found),
            families=tuple(sorted({one[2] for one in found if one[2]})),
            declined_reason=next((v.decline_reason for v in reversed(trips.get(order_id, [])) if v.decline_reason), ""),
            proof_failure=next((one[3] for one in found if one[3]), None),
        )
        for order_id, found in waiting.items()
    ]


# Approvals -------------------------------------------------------------------------------------------


def approvals_of(work: UnitOfWork, order_ids: Collection[str]) -> list[ApprovalRow]:
    """Approvals of these orders, first to last."""
    query = select(ApprovalRow).where(col(ApprovalRow.order_id).in_(order_ids)).order_by(col(ApprovalRow.id))
    return list(work.session.scalars(query))


def overdue_approvals(work: UnitOfWork, order_ids: Collection[str]) -> set[str]:
    """Which of these orders have a verbal approval past its confirmation limit (R3)."""
    query = select(col(ApprovalRow.order_id)).where(
        col(ApprovalRow.order_id).in_(order_ids),
        col(ApprovalRow.confirmed_at).is_(None),
        col(ApprovalRow.confirm_due) < work.now,
    )
    return set(work.session.scalars(query))


def approval_rules(work: UnitOfWork, *, only_active: bool = False) -> list[ApprovalRuleRow]:
    """Standing rules in the order they were made."""
    query = select(ApprovalRuleRow).order_by(col(ApprovalRuleRow.id))
    if only_active:
        query = query.where(col(ApprovalRuleRow.active))
    return list(work.session.scalars(query))
