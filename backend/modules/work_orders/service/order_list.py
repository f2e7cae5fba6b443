"""The list of orders: a few selects a page, whatever its length."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from backend.kernel.errors import Refusal
from backend.kernel.pagination import MAX_LIMIT, Page, decode_cursor, encode_cursor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import errors, lifecycle, models, policies, repository, trade_repository
from backend.modules.work_orders.asked import repository as asked
from backend.modules.work_orders.asked.schemas import SignatureState
from backend.modules.work_orders.regulated import ClockState
from backend.modules.work_orders.schemas import OrderRow, PlateOut
from backend.modules.work_orders.service.authority import state_of
from backend.modules.work_orders.service.order_sorting import NEWEST, sorting
from backend.modules.work_orders.service.surroundings import Surroundings, around
from backend.modules.work_orders.shapes import ItemView, OrderView, VisitView
from backend.modules.work_orders.yard import repository as yard

PLATES_SHOWN = 6


@dataclass(frozen=True)
class OrderFilter:
    """What to list; an empty field lists everything. `state` may name several, with commas between."""

    state: str = ""
    centre_id: str = ""
    kind: str = ""
    priority: str = ""
    customer_id: str = ""
    q: str = ""
    sort: str = NEWEST
    signature: str = ""


def list_orders(work: UnitOfWork, wanted: OrderFilter, limit: int, cursor: str | None) -> Page[OrderRow]:
    """Orders of the actor's centres, newest first unless sorted otherwise."""
    limits = trade_repository.sla_limits(work)
    order = sorting(wanted.sort, limits)
    where = _conditions(work, wanted)
    after = decode_cursor(cursor, order.kinds)
    if after is not None:
        where.append(order.behind(after))
    found = repository.orders_where(work, where, order.by, limit + 1)
    rows = _rows(work, found[:limit], limits)
    return Page(items=rows, next=encode_cursor(order.key(rows[-1])) if len(found) > limit else None)


def every_order(work: UnitOfWork, wanted: OrderFilter, most: int) -> Iterator[OrderRow]:
    """All orders that fit, page by page; refuses before the first when there are more than `most`."""
    limits = trade_repository.sla_limits(work)
    order = sorting(wanted.sort, limits)
    found = repository.orders_where(work, _conditions(work, wanted), order.by, most + 1)
    if len(found) > most:
        raise Refusal(errors.TOO_MANY_TO_EXPORT, most=most)
    pages = (found[start : start + MAX_LIMIT] for start in range(0, len(found), MAX_LIMIT))
    return (row for page in pages for row in _rows(work, page, limits))


def _conditions(work: UnitOfWork, wanted: OrderFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if work.actor.scope is not None:
        where.append(col(models.OrderRow.centre_id).in_(work.actor.scope))
    if wanted.state:
        states = wanted.state.split(",")
        for state in states:
            if state not in lifecycle.ORDER.states:
                raise Refusal(errors.UNKNOWN_CODE, field="state", value=state)
        where.append(col(models.OrderRow.state).in_(states))
    for name in ("centre_id", "kind", "priority", "customer_id"):
        if getattr(wanted, name):
            where.append(getattr(models.OrderRow, name) == getattr(wanted, name))
    return where + _found(work, wanted)


def _found(work: UnitOfWork, wanted: OrderFilter) -> list[ColumnElement[bool]]:
    """What an order's own columns do not tell: who waits for a signature, and what was typed."""
    where: list[ColumnElement[bool]] = []
    if wanted.signature:
        where.append(asked.with_signature(wanted.signature))
    if wanted.q.strip():
        where.append(_said(work, wanted.q.strip()))
    return where


def _said(work: UnitOfWork, text: str) -> ColumnElement[bool]:
    """Orders by what was said: a number, a plate, a customer, a phone."""
    found = customers.find(work, text, limit=50)
    vehicle_ids = [one.vehicle_id for one in found if one.vehicle_id]
    customer_ids = [one.customer_id for one in found if one.vehicle_id is None]
    return or_(
        col(models.OrderRow.no).contains(text.upper(), autoescape=True),
        col(models.OrderRow.contact_phone) == text,
        col(models.OrderRow.customer_id).in_(customer_ids),
        repository.with_vehicle(vehicle_ids),
    )


def _rows(work: UnitOfWork, page: list[OrderView], limits: Mapping[str, timedelta]) -> list[OrderRow]:
    ids = [one.id for one in page]
    items, visits = repository.items_of(work, ids), repository.visits_of_orders(work, ids)
    overdue = repository.overdue_approvals(work, ids)
    shown = [item for order_id in ids for item in items.get(order_id, [])[:PLATES_SHOWN]]
    there = around(work, page, shown, with_installed=False)
    names = technicians.names_of(work, {visit.technician_id for trips in visits.values() for visit in trips})
    signatures = asked.open_signatures(work, ids)
    clashing = yard.orders_with_clashes(work, ids)
    return [
        _row(
            one,
            items.get(one.id, []),
            visits.get(one.id, []),
            there,
            names,
            one.id in overdue,
            due_of(one, limits),
            state_of(one, work.now),
            signatures.get(one.id),
            one.id in clashing,
        )
        for one in page
    ]


def _row(
    order: OrderView,
    items: list[ItemView],
    visits: list[VisitView],
    there: Surroundings,
    names: dict[str, str],
    overdue: bool,
    due_at: datetime | None,
    clock: ClockState | None,
    signature: SignatureState | None,
    clashing: bool,
) -> OrderRow:
    site = there.site_of(order)
    last = visits[-1] if visits else None
    plates = [there.vehicles[one.vehicle_id] for one in items[:PLATES_SHOWN] if one.vehicle_id in there.vehicles]
    return OrderRow(
        **{name: getattr(order, name) for name in COPIED},
        customer_name=there.customer_name(order),
        site_address=site.address if site else "",
        district=site.district if site else "",
        plates=[PlateOut(plate=one.plate or one.label, plate_colour=one.plate_colour) for one in plates],
        item_count=len(items),
        technician_name=names.get(last.technician_id) if last else None,
        visit_state=last.state if last else None,
        due_at=due_at,
        authority_due_at=order.authority_due_at if clock else None,
        authority_state=clock,
        approval_overdue=overdue,
        signature=signature,
        clashing=clashing,
    )


COPIED = (
    "id", "no", "kind", "state", "priority", "centre_id", "customer_id", "window_start", "window_end", "created_at",
    "version",
)  # fmt: skip


def due_of(order: OrderView, limits: Mapping[str, timedelta]) -> datetime | None:
    """When the order is late by the company's promises (`sla_limits`); None once it is completed or ended."""
    if order.state not in lifecycle.LIVE_ORDER_STATES:
        return None
    return policies.due_at(order.kind, order.priority, order.created_at, order.window_end, limits)
