"""What is said about a vehicle is kept as it was said, and the vehicle is what all statements together have it (R35)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.work_orders.models import OrderItemRow, OrderRow, VisitRow
from backend.modules.work_orders.service.change import move_item, order_fact
from backend.modules.work_orders.yard import events, repository
from backend.modules.work_orders.yard.merging import NUMBERS, Kind, Merged, Statement, merge, own_view, same
from backend.modules.work_orders.yard.models import ClashRow, StatementRow
from backend.modules.work_orders.yard.repository import crew_id
from backend.modules.work_orders.yard.words import field_named, read_words

ACTION_TO = {"open": "record", "suspended": "suspend", "recorded": "finish"}


@dataclass(frozen=True)
class Said:
    """Something about to be kept. `seen` is the version of the vehicle that its author had read, `at` the event time."""

    kind: Kind
    fields: Mapping[str, Any]
    at: datetime
    seen: int | None
    author: str
    author_name: str
    crew: str
    visit_id: str | None = None


def say(
    work: UnitOfWork, order: OrderRow, visit: VisitRow, item: OrderItemRow,
    kind: Kind, fields: Mapping[str, Any], at: datetime, seen: int | None,
) -> None:  # fmt: skip
    """Keep what a technician said of a vehicle and put it together with what his mates said."""
    said = Said(kind, fields, at, seen, visit.technician_id, work.actor.name, crew_id(visit), visit.id)
    _add(work, order, item, said)


def say_for_the_office(
    work: UnitOfWork, order: OrderRow, item: OrderItemRow, crew: str, fields: Mapping[str, Any]
) -> None:
    """The office's word on a clash: it has seen everything that was said so far."""
    said = Said("settle", fields, work.now, item.version, f"office:{work.actor.id}", work.actor.name, crew)
    _add(work, order, item, said)


def _add(work: UnitOfWork, order: OrderRow, item: OrderItemRow, said: Said) -> None:
    before = {name: getattr(item, name) for name in said.fields}
    seen = None if said.seen is None else min(said.seen, item.version)
    row = StatementRow(
        id=new_id(), item_id=item.id, crew_id=said.crew, visit_id=said.visit_id, kind=said.kind, author=said.author,
        author_name=said.author_name, fields=dict(said.fields), before=before, version=item.version + 1, seen=seen,
        at=said.at, received_at=work.now,
    )  # fmt: skip
    everything = _in_place_of(work, row, repository.statements(work, item.id, said.crew))
    merged = merge(everything)
    _apply(work, item, merged, said.kind)
    _keep_clashes(work, order, item, merged, everything)


def _in_place_of(work: UnitOfWork, row: StatementRow, known: Sequence[Statement]) -> list[Statement]:
    """The statements with the new one; one's own earlier ones that it repeats whole are history, however many they are."""
    over = [
        one
        for one in known
        if one.author == row.author and one.kind == "record" and one.fields.keys() <= row.fields.keys()
    ]
    for one in reversed(over):
        row.before = {**row.before, **one.before}
        row.seen = max(row.seen or 0, one.seen or 0) if row.seen is not None or one.seen is not None else None
    repository.make_past(work, row.item_id, [one.id for one in over])
    work.session.add(row)
    gone = {one.id for one in over}
    new = Statement(**{one.name: getattr(row, one.name) for one in fields(Statement)})
    return [*(one for one in known if one.id not in gone), new]


def _apply(work: UnitOfWork, item: OrderItemRow, merged: Merged, kind: Kind) -> None:
    """The vehicle becomes what was said; finished it stays finished, and accepted by the customer it stays as it is."""
    if item.state == "recorded" or kind == "settle" or merged.state is None:
        item.version += 1
        work.session.add(item)
    else:
        move_item(work, item, ACTION_TO[merged.state])
    if item.acceptance_id is not None:
        return
    for name, value in merged.values.items():
        setattr(item, name, value)
    item.event_time = merged.at or item.event_time


def _keep_clashes(
    work: UnitOfWork, order: OrderRow, item: OrderItemRow, merged: Merged, everything: Sequence[Statement]
) -> None:
    clashing = dict(merged.clashes)
    if item.acceptance_id is not None:  # said too late for what the customer signed: shown beside it, never put in
        late = [name for name, value in merged.values.items() if not same(name, value, getattr(item, name))]
        clashing |= {name: [one for one in everything if name in one.fields] for name in late}
    if len({one.author for one in everything}) == 1 and not clashing:
        return  # one person agrees with himself
    known = repository.open_clashes(work, item.id)
    for name in sorted(known.keys() - clashing.keys()):
        _let_go(work, order, known[name])
    for name, standing in sorted(clashing.items()):
        row = known.get(name)
        if row is None:
            row = ClashRow(order_id=order.id, item_id=item.id, field=name, opened_at=work.now)
            work.record(
                events.ClashFound(
                    **order_fact(order), item_id=item.id, **field_named(name), **_said_by_each(work, name, standing)
                )
            )
        row.claims = [one.id for one in standing]
        work.session.add(row)


def _let_go(work: UnitOfWork, order: OrderRow, clash: ClashRow) -> None:
    clash.state = "gone"
    work.session.add(clash)
    work.record(events.ClashGone(**order_fact(order), item_id=clash.item_id, **field_named(clash.field)))


def _said_by_each(work: UnitOfWork, name: str, standing: Sequence[Statement]) -> dict[str, str]:
    words = read_words(work)
    said = [(one.author_name, *words.value(name, one.fields[name])) for one in standing]
    return {
        "said_zh": "；".join(f"{by}：{zh}" for by, zh, _ in said),
        "said_en": "; ".join(f"{by}: {en}" for by, _, en in said),
    }


def said_of(work: UnitOfWork, visit: VisitRow, item: OrderItemRow) -> list[Statement]:
    """What the crew of a visit said of a vehicle so far, first to last."""
    return repository.statements(work, item.id, crew_id(visit))


def view_of(said: Sequence[Statement], visit: VisitRow, item: OrderItemRow, seen: int | None) -> OrderItemRow:
    """The vehicle as this technician has it, in no transaction: what a mate said unseen is not put into his mouth."""
    columns = {name: getattr(item, name) for name in OrderItemRow.model_fields}
    return OrderItemRow(**own_view(said, visit.technician_id, seen, columns))


def first_finish(said: Sequence[Statement]) -> Statement | None:
    """Who finished the vehicle first, by the order of arrival, and what he said was done."""
    return next((one for one in said if one.kind == "finish"), None)


def done_by(did: OrderItemRow) -> dict[str, Any]:
    """What finishing a vehicle says of it: all that has been booked; with no parts named, that there were none."""
    said = {name: getattr(did, name) for name in (*sorted(NUMBERS), "act", "old_device_end", "old_parts")}
    return {"parts": did.parts} | {name: value for name, value in said.items() if value}


def same_numbers(work: UnitOfWork, did: OrderItemRow, before: Statement) -> bool:
    """Whether two people who finished one vehicle speak of the same terminals and cards."""
    return all(_same_thing(work, getattr(did, name), before.fields.get(name)) for name in NUMBERS)


def _same_thing(work: UnitOfWork, one: str | None, other: str | None) -> bool:
    if not one or not other or one.strip() == other.strip():
        return True  # who names no number contradicts none
    found = [inventory.find_device(work, number) for number in (one, other)]
    return found[0] is not None and found[1] is not None and found[0].id == found[1].id


def begin_anew(work: UnitOfWork, order: OrderRow, item: OrderItemRow) -> None:
    """The vehicle is done again: what was said and signed for before is history, and nobody has to choose between it."""
    repository.make_past(work, item.id)
    for _, clash in sorted(repository.open_clashes(work, item.id).items()):
        _let_go(work, order, clash)
    item.acceptance_id = None
    work.session.add(item)
