"""Selects of the yard (R35): crews, statements, clashes, acceptances."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders.lifecycle import LIVE_VISIT_STATES
from backend.modules.work_orders.models import OrderItemRow, VisitItemRow, VisitRow
from backend.modules.work_orders.repository import flushed, views
from backend.modules.work_orders.shapes import VisitView
from backend.modules.work_orders.yard.merging import Statement
from backend.modules.work_orders.yard.models import AcceptanceRow, ClashRow, StatementRow


@dataclass(frozen=True)
class Acceptance:
    """What the customer accepted, and by which signature or for which reason without one."""

    id: str
    visit_id: str
    item_ids: list[str]
    sha256: str | None
    reason: str
    signer: str
    taken_at: datetime


# Crews ------------------------------------------------------------------------------------------------------------


def crew_id(visit: VisitRow | VisitView) -> str:
    """What a crew goes by: its lead's visit."""
    return visit.lead_visit_id or visit.id


def crew_of(work: UnitOfWork, visit: VisitRow | VisitView) -> list[VisitView]:
    """The visits that share one list with this one, itself among them, the lead's first."""
    lead = crew_id(visit)
    mine = (col(VisitRow.id) == lead) | (col(VisitRow.lead_visit_id) == lead)
    return views(flushed(work), VisitView, VisitRow, mine, by=[VisitRow.id])


def on_lists(work: UnitOfWork, item_id: str) -> set[str]:
    """The visits that have a vehicle on their list, live or not."""
    query = select(col(VisitItemRow.visit_id)).where(col(VisitItemRow.item_id) == item_id)
    return set(flushed(work).session.scalars(query))


def on_other_live_lists(work: UnitOfWork, visit_id: str) -> set[str]:
    """Vehicles of a visit that another live visit has on its list too."""
    mine = select(col(VisitItemRow.item_id)).where(col(VisitItemRow.visit_id) == visit_id)
    query = (
        select(col(VisitItemRow.item_id))
        .join(VisitRow, col(VisitRow.id) == col(VisitItemRow.visit_id))
        .where(
            col(VisitItemRow.item_id).in_(mine),
            col(VisitItemRow.visit_id) != visit_id,
            col(VisitRow.state).in_(LIVE_VISIT_STATES),
        )
    )
    return set(flushed(work).session.scalars(query))


def take_off_lists(work: UnitOfWork, item_id: str, visit_ids: Collection[str]) -> None:
    """A vehicle leaves these visits' lists."""
    if visit_ids:
        on_them = col(VisitItemRow.visit_id).in_(visit_ids)
        work.session.execute(delete(VisitItemRow).where(col(VisitItemRow.item_id) == item_id, on_them))


def drop_from_list(work: UnitOfWork, visit_id: str, item_ids: Collection[str]) -> None:
    """These vehicles leave one visit's list."""
    if item_ids:
        of_visit = col(VisitItemRow.visit_id) == visit_id
        work.session.execute(delete(VisitItemRow).where(of_visit, col(VisitItemRow.item_id).in_(item_ids)))


def locked_item(work: UnitOfWork, item_id: str) -> OrderItemRow | None:
    """The vehicle's row, locked and read afresh."""
    return work.session.get(OrderItemRow, item_id, with_for_update=True, populate_existing=True)


def locked_items(work: UnitOfWork, visit_ids: Collection[str], item_ids: Collection[str]) -> list[OrderItemRow]:
    """Those of these vehicles that are on one of the lists, locked and read afresh."""
    listed = select(col(VisitItemRow.item_id)).where(col(VisitItemRow.visit_id).in_(visit_ids))
    query = (
        select(OrderItemRow)
        .where(col(OrderItemRow.id).in_(item_ids), col(OrderItemRow.id).in_(listed))
        .order_by(col(OrderItemRow.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(flushed(work).session.scalars(query))


# Statements -------------------------------------------------------------------------------------------------------


def statements(work: UnitOfWork, item_id: str, crew: str) -> list[Statement]:
    """What this crew said of a vehicle since it was opened, first to last."""
    where = (col(StatementRow.item_id) == item_id, col(StatementRow.crew_id) == crew, ~col(StatementRow.past))
    return views(flushed(work), Statement, StatementRow, *where, by=[StatementRow.version])


def statements_named(work: UnitOfWork, ids: Collection[str]) -> dict[str, Statement]:
    """These statements by id."""
    found = views(flushed(work), Statement, StatementRow, col(StatementRow.id).in_(ids)) if ids else []
    return {one.id: one for one in found}


def crew_of_statement(work: UnitOfWork, statement_id: str) -> str:
    """The crew that somebody spoke for."""
    return work.session.get_one(StatementRow, statement_id).crew_id


def make_past(work: UnitOfWork, item_id: str, ids: Collection[str] | None = None) -> None:
    """What was said so far of a vehicle is history, or only these statements: it is done or said anew."""
    if ids is not None and not ids:
        return
    where = [col(StatementRow.item_id) == item_id, *([col(StatementRow.id).in_(ids)] if ids else [])]
    work.session.execute(update(StatementRow).where(*where).values(past=True))


# Clashes ----------------------------------------------------------------------------------------------------------


def open_clashes(work: UnitOfWork, item_id: str) -> dict[str, ClashRow]:
    """A vehicle's open clashes by field, as rows."""
    query = select(ClashRow).where(col(ClashRow.item_id) == item_id, col(ClashRow.state) == "open")
    return {one.field: one for one in work.session.scalars(query)}


def locked_clash(work: UnitOfWork, clash_id: str) -> ClashRow | None:
    """A clash, locked and read afresh."""
    return work.session.get(ClashRow, clash_id, with_for_update=True, populate_existing=True)


def clashes_of_orders(work: UnitOfWork, order_ids: Collection[str]) -> list[ClashRow]:
    """The clashes of these orders, open or settled, first to last."""
    if not order_ids:
        return []
    query = (
        select(ClashRow)
        .where(col(ClashRow.order_id).in_(order_ids), col(ClashRow.state) != "gone")
        .order_by(col(ClashRow.id))
    )
    return list(flushed(work).session.scalars(query))


def orders_with_clashes(work: UnitOfWork, order_ids: Collection[str]) -> set[str]:
    """Those of these orders in which two recorded different things and nobody has settled it."""
    query = select(col(ClashRow.order_id)).where(col(ClashRow.order_id).in_(order_ids), col(ClashRow.state) == "open")
    return set(flushed(work).session.scalars(query))


# Acceptances ------------------------------------------------------------------------------------------------------


def acceptances_of_visits(work: UnitOfWork, visit_ids: Collection[str]) -> list[Acceptance]:
    """What the customer accepted on these visits, first to last."""
    if not visit_ids:
        return []
    where = col(AcceptanceRow.visit_id).in_(visit_ids)
    return views(flushed(work), Acceptance, AcceptanceRow, where, by=[AcceptanceRow.id])
