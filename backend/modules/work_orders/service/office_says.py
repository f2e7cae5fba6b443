"""What the office has of that which a refused phone command says: both values side by side, for the dispatcher (R16)."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.public import Asked, OfficeSays
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import repository
from backend.modules.work_orders.models import VisitRow
from backend.modules.work_orders.service.surroundings import around
from backend.modules.work_orders.shapes import ItemView, VisitView

Value = str | int | None
Pair = tuple[str, Value, Value]
# The state that a command asks for, as the phone shows it already.
WANTED = {
    "visit.accept": "accepted", "visit.decline": "declined", "visit.set_off": "en_route", "visit.arrive": "on_site",
    "visit.start": "working", "visit.fail": "failed", "visit.suspend": "suspended", "visit.complete": "completed",
}  # fmt: skip
# The phone gives these while it shows the visit as being worked on.
AT_WORK = frozenset(
    {
        "item.record",
        "item.finish",
        "item.suspend",
        "photo.add",
        "visit.sign",
        "fees.confirm",
        "carrier.ask",
        "carrier.done",
        "carrier.override",
        "extra.vehicle",
        "extra.work",
        "extra.answer",
    }
)
WANTED_ITEM = {"item.finish": "recorded", "item.suspend": "suspended"}
COMPARED = (
    "act", "new_device_no", "new_iccid", "old_device_no", "old_iccid", "old_device_end", "mounting", "remedy",
    "test_result", "unknown_reason", "removal_note",
)  # fmt: skip


def office_says(work: UnitOfWork, asked: Asked) -> dict[str, OfficeSays]:
    """By command id; one that names no visit of the actor's centres is told by its money alone (R27).

    A vehicle is looked for in the whole order: a mate may have it on his list meanwhile (R35).
    """
    named = {_text(payload, "visit_id") for _, payload, _ in asked.values()}
    found = repository.views(work, VisitView, VisitRow, col(VisitRow.id).in_(named))
    visits = {one.id: one for one in found if work.actor.reaches(one.centre_id)}
    orders = repository.orders(work, {one.order_id for one in visits.values()})
    items = repository.items_of(work, set(orders))
    there = around(work, orders.values(), [one for some in items.values() for one in some], with_installed=False)
    names = technicians.names_of(work, {one.technician_id for one in visits.values()})
    told: dict[str, OfficeSays] = {}
    for key, (kind, payload, person) in asked.items():
        visit = visits.get(_text(payload, "visit_id"))
        if visit is None:
            told[key] = OfficeSays(values=tuple(_money(kind, payload, None)))
            continue
        order = orders[visit.order_id]
        item = next((one for one in items.get(order.id, ()) if one.id == payload.get("item_id")), None)
        vehicle = there.vehicles.get(item.vehicle_id) if item else None
        pairs = [("person", person, names.get(visit.technician_id, "")), *_pairs(kind, payload, visit, item)]
        told[key] = OfficeSays(
            visit.no, order.id, order.no, there.customer_name(order), vehicle.label if vehicle else "",
            vehicle.plate_colour if vehicle else "none", tuple(one for one in pairs if one[1] != one[2]),
        )  # fmt: skip
    return told


def _pairs(kind: str, payload: Mapping[str, Any], visit: VisitView, item: ItemView | None) -> Iterator[Pair]:
    yield "state", WANTED.get(kind, "working" if kind in AT_WORK else None), visit.state
    if kind in WANTED_ITEM and item is not None:
        yield "item_state", WANTED_ITEM[kind], item.state
    fields = payload.get("fields")
    if kind == "item.record" and item is not None and isinstance(fields, dict):
        for name in COMPARED:
            if fields.get(name) is not None:
                yield name, str(fields[name])[:300], getattr(item, name) or None
    yield from _money(kind, payload, visit)


def _money(kind: str, payload: Mapping[str, Any], visit: VisitView | None) -> Iterator[Pair]:
    """Sums in fen: what the phone says, and what the office counts."""
    total = visit.fees_total_fen if visit else None
    if kind == "fees.confirm":
        yield "total_fen", _fen(payload, "total_fen"), total
    elif kind == "payment.collect":
        left = None if visit is None or total is None else total - (visit.fees_collected_fen or 0)
        yield "due_fen", _fen(payload, "amount_fen"), left
    elif kind == "remittance.submit":
        yield "amount_fen", _fen(payload, "amount_fen"), None


def _text(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""


def _fen(payload: Mapping[str, Any], name: str) -> int | None:
    value = payload.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53 else None
