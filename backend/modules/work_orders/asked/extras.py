"""Extra vehicles and extra work (R17): added on site, agreed to by word or by link before anything is charged.

An answer by the link counts until the technician has confirmed the fees: after that he is the one to be told.
"""

from dataclasses import dataclass
from typing import Any, Literal

from backend.kernel.actor import CUSTOMER
from backend.kernel.errors import Refusal
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.sync.public import PhoneAct
from backend.modules.work_orders import errors as order_errors
from backend.modules.work_orders import lifecycle, policies
from backend.modules.work_orders import repository as orders
from backend.modules.work_orders.asked import errors, events, payloads, repository
from backend.modules.work_orders.asked.models import ExtraRow
from backend.modules.work_orders.asked.vehicles import vehicle_to_add
from backend.modules.work_orders.models import OrderItemRow, OrderRow, VisitItemRow, VisitRow
from backend.modules.work_orders.service.authority import widen_clock
from backend.modules.work_orders.service.change import move_item, roles_of, touch, visit_fact
from backend.modules.work_orders.service.own import Mine, claim_item, claim_mine

MOST = 30
How = Literal["word", "link"]


@dataclass(frozen=True)
class Answer:
    """What the customer says: on site by word, or by his link; `by` is who."""

    approved: bool
    how: How
    by: str
    reason: str = ""


def add_vehicle(work: UnitOfWork, act: PhoneAct, payload: payloads.ExtraVehicle) -> None:
    """Put another vehicle of the customer into the order and this visit; refuses in words what is not for the phone."""
    mine = _room_for_more(work, payload.visit_id, payload.item_id)
    items = orders.item_rows(work, mine.order.id)
    if len(items) >= policies.MAX_ITEMS:
        raise Refusal(order_errors.TOO_MANY_ITEMS, field="item_id", most=policies.MAX_ITEMS)
    vehicle = vehicle_to_add(work, mine.order, payload)
    if any(one.vehicle_id == vehicle.id and one.state != "cancelled" for one in items):
        raise Refusal(errors.IN_ORDER_ALREADY, field="plate", plate=vehicle.label)
    family = next((one.family for one in items if one.family), "")
    seq = max((one.seq for one in items), default=0) + 1
    work.session.add(
        OrderItemRow(id=payload.item_id, order_id=mine.order.id, seq=seq, vehicle_id=vehicle.id, family=family)
    )
    work.session.flush()
    work.session.add(VisitItemRow(visit_id=mine.visit.id, item_id=payload.item_id))
    widen_clock(work, mine.order, vehicle.regulated)
    row = ExtraRow(id=payload.item_id, item_id=payload.item_id, kind="vehicle", **_asked(work, mine, payload))
    _ask(work, mine, row, payload.said_by)


def add_work(work: UnitOfWork, act: PhoneAct, payload: payloads.ExtraWork) -> None:
    """Offer work from the price list for a vehicle of the visit; refuses a price that is not the list's any more."""
    mine = _room_for_more(work, payload.visit_id, payload.extra_id)
    item = claim_item(work, mine, payload.item_id)
    if item.state == "cancelled":
        raise Refusal(order_errors.ITEM_NOT_OF_VISIT, field="item_id")
    product = next((one for one in inventory.products(work) if one.code == payload.code), None)
    if product is None or product.kind != "labour":
        raise Refusal(errors.EXTRA_NOT_LABOUR, field="code")
    if product.price_fen != payload.unit_fen:
        raise Refusal(
            errors.EXTRA_PRICE, field="unit_fen", phone=yuan(payload.unit_fen), server=yuan(product.price_fen)
        )
    row = ExtraRow(
        id=payload.extra_id, item_id=item.id, kind="work", code=product.code, quantity=payload.quantity,
        unit_fen=product.price_fen, note=payload.note.strip(), **_asked(work, mine, payload),
    )  # fmt: skip
    _ask(work, mine, row, payload.said_by)


def _room_for_more(work: UnitOfWork, visit_id: str, fresh_id: str) -> Mine:
    mine = claim_mine(work, visit_id)
    lifecycle.VISIT.step(mine.visit.state, "write", roles_of(work))
    if work.session.get(ExtraRow, fresh_id) or work.session.get(OrderItemRow, fresh_id):
        raise Refusal(errors.ID_TAKEN)
    if len(repository.extra_rows(work, [visit_id])) >= MOST:
        raise Refusal(errors.EXTRA_TOO_MANY, most=MOST)
    _open_fees(mine.visit)
    return mine


def _open_fees(visit: VisitRow) -> None:
    """What changes the sum after the fees were confirmed has them confirmed anew; not once money has been taken."""
    if visit.fees_collected_fen:
        raise Refusal(errors.EXTRA_PAID)
    visit.fees_total_fen = None


def _asked(work: UnitOfWork, mine: Mine, payload: payloads.Extra) -> dict[str, Any]:
    return {
        "visit_id": mine.visit.id,
        "order_id": mine.order.id,
        "asked_at": work.now,
        "asked_by": work.actor.name,
        "by_link": payload.by_link and not payload.said_by.strip(),
    }


def _ask(work: UnitOfWork, mine: Mine, row: ExtraRow, said_by: str) -> None:
    work.session.add(row)
    mine.visit.version += 1
    work.session.add(mine.visit)
    touch(work, mine.order)
    work.session.flush()
    work.record(
        events.ExtraAsked(
            **visit_fact(mine.order, mine.visit), **_told(work, row), plate=_plate(work, row),
            thing=row.kind, amount_fen=_amount(row), by_link=row.by_link,
        )
    )  # fmt: skip
    if said_by.strip():
        _settle(work, mine, row, Answer(True, "word", said_by.strip()))


def answer_by_word(work: UnitOfWork, act: PhoneAct, payload: payloads.ExtraAnswer) -> None:
    """What the customer said on site, also where he was asked by link or has changed his mind."""
    mine = claim_mine(work, payload.visit_id)
    lifecycle.VISIT.step(mine.visit.state, "write", roles_of(work))
    row = _of_visit(work, payload.extra_id, mine.visit.id)
    if row.state == ("approved" if payload.approved else "declined"):
        return
    if row.state == "declined" and row.kind == "vehicle":
        raise Refusal(errors.EXTRA_TAKEN_OFF, field="extra_id")
    _open_fees(mine.visit)
    said_by = payload.said_by.strip() or mine.order.contact_name
    _settle(work, mine, row, Answer(payload.approved, "word", said_by, payload.reason.strip()))


def answer_by_link(work: UnitOfWork, order_id: str, extra_id: str, approved: bool, reason: str) -> None:
    """The customer answers on his page, once; refuses in words when it is answered, settled, or the order is off."""
    order = orders.lock(work, OrderRow, order_id)
    seen = work.session.get(ExtraRow, extra_id)
    if seen is None or seen.order_id != order.id:
        raise Refusal(errors.EXTRA_UNKNOWN)
    visit = orders.lock(work, VisitRow, seen.visit_id)
    row = orders.lock(work, ExtraRow, extra_id)
    if order.state in ("cancelled", "rejected"):
        raise Refusal(errors.ORDER_OFF)
    if row.state != "asked":
        raise Refusal(errors.EXTRA_ANSWERED)
    if not may_answer(visit.state, visit.fees_total_fen):
        raise Refusal(errors.EXTRA_SETTLED)
    work.actor = CUSTOMER
    _settle(work, Mine(order, visit), row, Answer(approved, "link", order.contact_name, reason.strip()))


def may_answer(visit_state: str, fees_total_fen: int | None) -> bool:
    """Whether an answer by the link still counts."""
    return lifecycle.VISIT.can(visit_state, "answer_by_link", {"customer"}) and fees_total_fen is None


def _of_visit(work: UnitOfWork, extra_id: str, visit_id: str) -> ExtraRow:
    row = work.session.get(ExtraRow, extra_id, with_for_update=True)
    if row is None or row.visit_id != visit_id:
        raise Refusal(errors.EXTRA_UNKNOWN, field="extra_id")
    return row


def _settle(work: UnitOfWork, mine: Mine, row: ExtraRow, answer: Answer) -> None:
    row.state = "approved" if answer.approved else "declined"
    row.answered_at, row.answered_how, row.answered_by = work.now, answer.how, answer.by
    row.reason = answer.reason
    work.session.add(row)
    mine.visit.version += 1
    work.session.add(mine.visit)
    touch(work, mine.order)
    told = {**visit_fact(mine.order, mine.visit), **_told(work, row), "how": answer.how, "by": answer.by}
    if answer.approved:
        work.record(events.ExtraApproved(**told, amount_fen=_amount(row)))
        return
    work.record(events.ExtraDeclined(**told, reason=answer.reason))
    _take_off(work, row)


def _take_off(work: UnitOfWork, row: ExtraRow) -> None:
    """A vehicle that the customer does not want is not worked on; one that is done stays in the record, uncharged."""
    item = work.session.get_one(OrderItemRow, row.item_id)
    if row.kind == "vehicle" and item.state in ("open", "suspended"):
        move_item(work, item, "cancel", as_system=True)


def _plate(work: UnitOfWork, row: ExtraRow) -> str:
    return customers.vehicle(work, work.session.get_one(OrderItemRow, row.item_id).vehicle_id).label


def _amount(row: ExtraRow) -> int:
    return row.quantity * row.unit_fen


def _told(work: UnitOfWork, row: ExtraRow) -> dict[str, str]:
    """What it is, in both languages."""
    if row.kind == "vehicle":
        plate = _plate(work, row)
        return {"extra_id": row.id, "what": f"加车 {plate}", "what_en": f"another vehicle, {plate}"}
    product = next(one for one in inventory.products(work) if one.code == row.code)
    times = f" × {row.quantity}" if row.quantity > 1 else ""
    return {"extra_id": row.id, "what": product.name_zh + times, "what_en": product.name_en + times}
