"""A technician's own visit: found, locked, and checked to be his."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.public import PhoneAct
from backend.modules.work_orders import errors, events, policies, repository
from backend.modules.work_orders.models import OrderItemRow, OrderRow, VisitRow
from backend.modules.work_orders.service.change import visit_fact
from backend.modules.work_orders.shapes import VisitView
from backend.modules.work_orders.yard.crew import items_of_crew


def my_visit(work: UnitOfWork, visit_id: str) -> VisitView:
    """The actor's own visit; refuses another technician's (403) as firmly as one that was taken from him."""
    return repository.visit(work, claim_mine(work, visit_id).visit.id)


@dataclass
class Mine:
    """A visit with its order, both locked."""

    order: OrderRow
    visit: VisitRow


def claim_mine(work: UnitOfWork, visit_id: str) -> Mine:
    """Lock order and visit; refuses 404 or 403 visit_not_yours."""
    order_id, technician_id = repository.whose_visit(work, visit_id)
    if work.actor.technician_id is None or technician_id != work.actor.technician_id:
        raise Refusal(errors.VISIT_NOT_YOURS)
    order = repository.lock(work, OrderRow, order_id)
    visit = repository.lock(work, VisitRow, visit_id)
    if visit.technician_id != work.actor.technician_id:
        raise Refusal(errors.VISIT_NOT_YOURS)
    return Mine(order, visit)


def claim_item(work: UnitOfWork, mine: Mine, item_id: str) -> OrderItemRow:
    """An item of this visit or of a mate's, locked; refuses 404."""
    return repository.item_row_of_visit(work, mine.visit.id, item_id) or claim_items(work, mine, [item_id])[0]


def claim_items(work: UnitOfWork, mine: Mine, item_ids: Collection[str]) -> list[OrderItemRow]:
    """Items of this visit or of its mates', locked; refuses 404 when one is none."""
    items = items_of_crew(work, mine.visit, item_ids)
    if len(items) < len(set(item_ids)):
        raise Refusal(errors.ITEM_NOT_OF_VISIT, field="item_id")
    return items


def stamp(work: UnitOfWork, mine: Mine, act: PhoneAct) -> datetime:
    """The event time within bounds; a claim that can't be is kept as a fact and flagged to the dispatcher (R34)."""
    found = policies.event_time(act.event_time, work.now, act.server_time_seen, mine.visit.dispatched_at)
    if found.why is not None:
        mine.visit.clock_flag = True
        work.session.add(mine.visit)
        work.record(
            events.ClockSuspected(
                **visit_fact(mine.order, mine.visit), claimed=act.event_time, used=found.at, why=found.why
            )
        )
    return found.at
