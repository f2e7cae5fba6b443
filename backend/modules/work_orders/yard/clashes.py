"""Two values for one field of a vehicle (R35): shown side by side, settled once by a person, told to whoever said them."""

from collections.abc import Collection, Mapping

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.work_orders import repository as orders
from backend.modules.work_orders.models import OrderItemRow
from backend.modules.work_orders.service.change import claim_order, order_fact
from backend.modules.work_orders.shapes import ItemView
from backend.modules.work_orders.yard import errors, events, repository
from backend.modules.work_orders.yard import schemas as wire
from backend.modules.work_orders.yard.merging import POSTED, Statement, same
from backend.modules.work_orders.yard.models import ClashRow
from backend.modules.work_orders.yard.statements import say_for_the_office
from backend.modules.work_orders.yard.words import FIELDS, field_named, read_words


def settle(work: UnitOfWork, order_id: str, clash_id: str, said: wire.SettleIn) -> None:
    """Choose one of the values, or keep what stands. Refuses 409 what is settled, or can't be changed any more here."""
    order = claim_order(work, order_id, None)
    clash = repository.locked_clash(work, clash_id)
    if clash is None or clash.order_id != order.id:
        raise Refusal(NOT_FOUND)
    if clash.state == "settled":
        raise Refusal(errors.CLASH_SETTLED, by=clash.settled_by, at=clash.settled_at)
    if clash.state == "gone":
        raise Refusal(errors.CLASH_GONE)
    item = repository.locked_item(work, clash.item_id)
    assert item is not None
    chosen = _chosen(work, clash, said.claim_id)
    value = getattr(item, clash.field) if chosen is None else chosen.fields[clash.field]
    if not same(clash.field, value, getattr(item, clash.field)):
        _require_free(work, item, clash.field)
    clash.state, clash.settled_at, clash.settled_by = "settled", work.now, work.actor.name
    clash.chosen, clash.note = (chosen.id if chosen else None), said.note.strip()
    work.session.add(clash)
    work.session.flush()
    crew = repository.crew_of_statement(work, clash.claims[0])
    say_for_the_office(work, order, item, crew, {clash.field: value})
    zh, en = read_words(work).value(clash.field, value)
    named = field_named(clash.field)
    work.record(
        events.ClashSettled(**order_fact(order), item_id=item.id, **named, value_zh=zh, value_en=en, note=clash.note)
    )


def _chosen(work: UnitOfWork, clash: ClashRow, claim_id: str | None) -> Statement | None:
    if claim_id is None:
        return None
    if claim_id not in clash.claims:
        raise Refusal(errors.NOT_SAID, field="claim_id")
    return repository.statements_named(work, [claim_id])[claim_id]


def _require_free(work: UnitOfWork, item: OrderItemRow, field: str) -> None:
    """What is signed for, or booked into stock and ledger, is not changed from here."""
    refused = errors.ACCEPTED_ALREADY if item.acceptance_id else errors.POSTED_ALREADY
    if item.acceptance_id or (item.state == "recorded" and field in POSTED):
        zh, en = read_words(work).value(field, getattr(item, field))
        raise Refusal(refused, field="claim_id", value_zh=zh, value_en=en)


def clashes_told(
    work: UnitOfWork, rows: Collection[ClashRow], items: Mapping[str, ItemView], said: Mapping[str, Statement]
) -> list[wire.ClashOut]:
    """Clashes in words; `said` holds the statements that they name."""
    if not rows:
        return []
    words, vehicles = read_words(work), customers.vehicles(work, {one.vehicle_id for one in items.values()})
    told = []
    for row in rows:
        item, zh_en = items[row.item_id], FIELDS.get(row.field, (row.field, row.field))
        vehicle = vehicles.get(item.vehicle_id)
        now = words.value(row.field, getattr(item, row.field))
        told.append(
            wire.ClashOut(
                id=row.id, item_id=row.item_id, plate=vehicle.plate if vehicle else "",
                plate_colour=vehicle.plate_colour if vehicle else "", field=row.field, field_zh=zh_en[0],
                field_en=zh_en[1], state="open" if row.state == "open" else "settled", now_zh=now[0], now_en=now[1],
                claims=[_claim(said[one], row.field, words.value(row.field, said[one].fields[row.field])) for one in row.claims],
                chosen=row.chosen, settled_by=row.settled_by, settled_at=row.settled_at, note=row.note,
            )
        )  # fmt: skip
    return told


def _claim(one: Statement, field: str, words: tuple[str, str]) -> wire.ClaimOut:
    return wire.ClaimOut(id=one.id, by=one.author_name, at=one.at, value_zh=words[0], value_en=words[1])


def clashes_of(work: UnitOfWork, order_ids: Collection[str], author: str | None = None) -> list[wire.ClashOut]:
    """The clashes of these orders, open or settled; with `author` only those in which this person has said something."""
    rows = repository.clashes_of_orders(work, order_ids)
    said = repository.statements_named(work, {one for row in rows for one in row.claims})
    if author is not None:
        rows = [row for row in rows if any(said[one].author == author for one in row.claims)]
    items = {one.id: one for some in orders.items_of(work, {row.order_id for row in rows}).values() for one in some}
    return clashes_told(work, rows, items, said)
