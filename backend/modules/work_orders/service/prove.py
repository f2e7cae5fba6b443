"""What the platform's verdict does to an item, its visit and its order (R32)."""

from dataclasses import dataclass
from typing import Literal

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders import events, evidence_repository, lifecycle, repository, trade_repository
from backend.modules.work_orders.models import OrderItemRow, OrderRow, VisitRow
from backend.modules.work_orders.service.approve import approve_rework, submit
from backend.modules.work_orders.service.authority import meet_if_back
from backend.modules.work_orders.service.change import move_item, touch, visit_fact
from backend.modules.work_orders.service.create import create_order
from backend.modules.work_orders.service.settle import reopen_order, stand_order
from backend.modules.work_orders.shapes import NewItem, NewOrder, OrderView
from backend.modules.work_orders.yard.statements import begin_anew

Verdict = Literal["unchecked", "waiting", "passed", "failed"]
OVER = frozenset({"closed", "cancelled", "rejected"})


@dataclass(frozen=True)
class WentWrong:
    """What the platform found wrong, in both languages, and the fault code that comes nearest."""

    zh: str
    en: str
    fault_code: str | None = None


def mark_proof(
    work: UnitOfWork, item_id: str, visit_id: str, verdict: Verdict, wrong: WentWrong | None = None
) -> OrderView | None:
    """Note what the platform says of an item. Returns the rework order when the first one was closed already.

    `passed` may prove the visit; `failed` opens the item again for whoever did it: in the visit while that is under
    way, else by giving the order back to dispatch.
    """
    seen = repository.visit(work, visit_id)
    order = repository.lock(work, OrderRow, seen.order_id)
    visit = repository.lock(work, VisitRow, visit_id)
    item = repository.item_row_of_visit(work, visit_id, item_id)
    if item is None:
        return None
    if verdict == "failed":
        return _failed(work, order, visit, item, wrong or WentWrong("平台验证没通过", "The platform check failed"))
    before, item.platform_verdict = item.platform_verdict, verdict
    work.session.add(item)
    if verdict == "passed" and before != "passed":
        item.proof_failure = None
        work.record(events.ItemProven(**visit_fact(order, visit), item_id=item.id, vehicle_id=item.vehicle_id))
        if before == "failed":
            _stands(work, order, visit, item)
    touch(work, order)
    note_proven(work, order, visit)
    meet_if_back(work, order)
    return None


def note_proven(work: UnitOfWork, order: OrderRow, visit: VisitRow) -> None:
    """A completed visit is proven once no vehicle of it waits for, or failed, what at least one has passed."""
    work.session.flush()
    verdicts = {one.platform_verdict for one in repository.items_of_visit(work, visit.id) if one.state == "recorded"}
    if (
        visit.state == "completed"
        and visit.proven_at is None
        and "passed" in verdicts
        and verdicts <= {"passed", "unchecked"}
    ):
        visit.proven_at = work.now
        work.session.add(visit)
        work.record(events.VisitProven(**visit_fact(order, visit)))


def _failed(
    work: UnitOfWork, order: OrderRow, visit: VisitRow, item: OrderItemRow, wrong: WentWrong
) -> OrderView | None:
    item.platform_verdict, item.proof_failure = "failed", {"zh": wrong.zh, "en": wrong.en}
    work.session.add(item)
    work.record(
        events.ItemNotProven(
            **visit_fact(order, visit), item_id=item.id, vehicle_id=item.vehicle_id, reason=wrong.zh, reason_en=wrong.en
        )
    )
    if order.state in OVER:
        return rework(work, order.id, item.id, wrong) if order.state == "closed" else None
    if item.state == "recorded":
        move_item(work, item, "reopen", as_system=True)
        begin_anew(work, order, item)
    if order.state == "completed":
        reopen_order(work, order, wrong.zh, wrong.en)
    else:
        touch(work, order)
    meet_if_back(work, order)
    return None


def _stands(work: UnitOfWork, order: OrderRow, visit: VisitRow, item: OrderItemRow) -> None:
    """It had failed and works after all: unless somebody is on his way to it, the work done stands."""
    if item.id in repository.covered_item_ids(work, order.id) and visit.state in lifecycle.VISIT.ends():
        return
    if item.state in ("open", "suspended"):
        move_item(work, item, "stand", as_system=True)
        stand_order(work, order, visit)


def rework(work: UnitOfWork, order_id: str, item_id: str, wrong: WentWrong) -> OrderView:
    """Open a repair of one vehicle linked to the order that was to settle it, approved since that one was.

    Its item says what was found, so that whoever did it is proposed first and told why.
    """
    first = repository.order(work, order_id)
    item = next(one for one in repository.items(work, order_id) if one.id == item_id)
    known = {one.code: one for one in trade_repository.faults(work)}.get(wrong.fault_code or "")
    new = NewOrder(
        kind="repair", centre_id=first.centre_id, customer_id=first.customer_id, site_id=first.site_id,
        items=(NewItem(item.vehicle_id, item.family),), contact_name=first.contact_name,
        contact_phone=first.contact_phone, symptom=known.symptom_zh if known else wrong.zh,
        fault_code=known.code if known else None, note=wrong.zh, in_warranty=True, rework_of=first.id,
    )  # fmt: skip
    opened = create_order(work, new)
    for row in repository.item_rows(work, opened.id):
        row.proof_failure = {"zh": wrong.zh, "en": wrong.en}
        work.session.add(row)
    submit(work, opened.id)
    return approve_rework(work, opened.id)


def where_worked(work: UnitOfWork, visit_id: str, item_id: str) -> tuple[float, float] | None:
    """Where the phone was when the item was done, WGS-84: its pictures, else the arrival; None when it never said."""
    photo = evidence_repository.placed_photo(work, visit_id, item_id)
    if photo is not None:
        return photo
    visit = repository.visit(work, visit_id)
    if visit.arrived_at is None or visit.last_lat is None or visit.last_lng is None:
        return None
    return visit.last_lat, visit.last_lng


def who_failed(work: UnitOfWork, order: OrderView) -> tuple[str, dict[str, str]] | None:
    """Whose work has to be done again by this order, and what the platform found: (technician, {zh, en})."""
    wrong = next((one for one in repository.items(work, order.id) if one.proof_failure), None)
    if wrong is None:
        return None
    for worked in (order.id, order.rework_of):
        technician_id = _did_last(work, worked, wrong.vehicle_id) if worked else None
        if technician_id is not None:
            return technician_id, wrong.proof_failure or {}
    return None


def _did_last(work: UnitOfWork, order_id: str, vehicle_id: str) -> str | None:
    """Who completed the last visit to a vehicle of an order."""
    visits = [one for one in repository.visits_of(work, order_id) if one.state == "completed"]
    covered = repository.items_of_visits(work, [one.id for one in visits])
    did = [one for one in visits if vehicle_id in {item.vehicle_id for item in covered.get(one.id, [])}]
    return did[-1].technician_id if did else None
