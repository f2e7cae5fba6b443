"""Removed parts and batches as they go over the wire."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository as stock
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.removed import lifecycle, listing, repository
from backend.modules.inventory.removed import schemas as wire
from backend.modules.inventory.removed.ending import undone_here
from backend.modules.inventory.removed.models import RemovedRow, ReturnBatchRow, ReturnLineRow

# Finds technicians by id; each has a name and, when outsourced, a partner_name. They live in a neighbour's room.
People = Callable[..., Sequence[Any]]


@dataclass(frozen=True)
class Seen:
    """What is read once for a whole list."""

    limits: Mapping[str, int]
    people: Mapping[str, Any]
    batches: Mapping[str, ReturnBatchRow]


def list_out(work: UnitOfWork, rows: Sequence[repository.Found], people: People) -> list[wire.RemovedOut]:
    """Entries with age, place and the batch they lie in."""
    seen = Seen(
        repository.limits(work.session),
        names_of(work, people, {place.technician_id for _, place, _ in rows}),
        repository.batches_holding(work.session, [row.id for row, _, _ in rows]),
    )
    return [_one(work, found, seen) for found in rows]


def names_of(work: UnitOfWork, people: People, ids: Collection[str | None]) -> dict[str, Any]:
    """Technicians by id."""
    wanted = {one for one in ids if one}
    return {one.id: one for one in people(work, ids=wanted)} if wanted else {}


def _one(work: UnitOfWork, found: repository.Found, seen: Seen) -> wire.RemovedOut:
    row, place, product = found
    age = listing.standing(row, place, work.now, seen.limits)
    zh, en = listing.product_names(row, product)
    holder, batch = seen.people.get(place.technician_id or ""), seen.batches.get(row.id)
    copied = {name: getattr(row, name) for name in wire.RemovedOut.model_fields if hasattr(row, name)}
    copied["kind"] = "part" if product is not None and product.kind == "part" and row.kind == "device" else row.kind
    return wire.RemovedOut(
        **copied,
        product_name_zh=zh,
        product_name_en=en,
        where=place.kind,
        holder_id=place.technician_id,
        holder_name=holder.name if holder else "",
        days=age.days,
        late=age.late,
        batch_id=batch.id if batch else None,
        batch_no=batch.no if batch else "",
    )


def shares_out(work: UnitOfWork, people: People) -> wire.SharesOut:
    """The totals of the open list by van and store."""
    shares = listing.shares(work)
    names = names_of(work, people, {one.technician_id for one in shares})
    items = []
    for one in shares:
        who = names.get(one.technician_id or "")
        items.append(
            wire.ShareOut(
                centre_id=one.centre_id, technician_id=one.technician_id, name=who.name if who else "",
                partner_name=who.partner_name if who else None, count=one.count, late=one.late, losses=one.losses,
                oldest_at=one.oldest, oldest_days=(work.now - one.oldest).days,
            )
        )  # fmt: skip
    return wire.SharesOut(
        total=sum(one.count for one in items), late=sum(one.late for one in items),
        losses=sum(one.losses for one in items), items=items,
    )  # fmt: skip


def detail_out(work: UnitOfWork, found: repository.Found, people: People) -> wire.RemovedDetailOut:
    """An entry with the whole way of its thing: into the vehicle, out, to the factory and back."""
    row, place, _ = found
    moves = repository.movements_of(work.session, row.kind, row.thing_id)
    places = stock.places_by_id(
        work.session, {one for move in moves for one in (move.from_place, move.to_place) if one}
    )
    names = names_of(work, people, {one.technician_id for one in places.values()})
    entries = [one.id for one in repository.entries_of(work.session, row.kind, row.thing_id)]
    ways = repository.returns_of(work.session, entries)
    new = repository.device_numbers(work.session, (line.new_device_id for line, _ in ways if line.new_device_id))
    free = place.kind in ("van", "warehouse") and row.id not in repository.batches_holding(work.session, [row.id])
    acts = [one.act for one in lifecycle.REMOVED_CHANGES if one.source == row.state and one.who & work.actor.roles]
    not_mine = {"to_factory", "approve_loss"} if row.asked_by_id == work.actor.id else {"to_factory"}
    return wire.RemovedDetailOut(
        entry=list_out(work, [found], people)[0],
        steps=[
            wire.StepOut(
                at=move.at,
                from_kind=places[move.from_place].kind if move.from_place else None,
                from_name=_name(places[move.from_place], names) if move.from_place else "",
                to_kind=places[move.to_place].kind,
                to_name=_name(places[move.to_place], names),
                vehicle_id=places[move.to_place].vehicle_id,
                why=move.why,
                note=move.note,
            )
            for move in moves
        ],
        returns=[_way(line, batch, new) for line, batch in ways],
        may=[one for one in acts if one not in not_mine and (undone_here(row, place) if one == "undo" else free)],
    )


def _name(place: PlaceRow, names: Mapping[str, Any]) -> str:
    who = names.get(place.technician_id or "")
    return who.name if who else place.name


def _way(line: ReturnLineRow, batch: ReturnBatchRow, new: Mapping[str, str]) -> wire.WayToFactoryOut:
    return wire.WayToFactoryOut(
        batch_id=batch.id, batch_no=batch.no, factory=batch.factory, state=batch.state, sent_at=batch.sent_at,
        result=line.result, result_at=line.result_at, note=line.note,
        new_terminal_no=new.get(line.new_device_id or "", ""), claim=line.claim, claim_result=line.claim_result,
        claim_fen=line.claim_fen,
    )  # fmt: skip


def batches_out(work: UnitOfWork, rows: Sequence[ReturnBatchRow]) -> list[wire.ReturnBatchOut]:
    """Batches with their lines, each in its order."""
    lined: dict[str, list[repository.Lined]] = {}
    for line, entry in repository.lines(work.session, [row.id for row in rows]):
        lined.setdefault(line.batch_id, []).append((line, entry))
    every = [line for some in lined.values() for line, _ in some]
    new = repository.device_numbers(work.session, (line.new_device_id for line in every if line.new_device_id))
    return [_batch(row, lined.get(row.id, []), new) for row in rows]


def _batch(row: ReturnBatchRow, lines: Sequence[repository.Lined], new: Mapping[str, str]) -> wire.ReturnBatchOut:
    copied = {name: getattr(row, name) for name in wire.ReturnBatchOut.model_fields if hasattr(row, name)}
    return wire.ReturnBatchOut(
        **copied,
        count=len(lines),
        back=sum(line.result is not None for line, _ in lines),
        claimed_fen=sum(line.claim_fen for line, _ in lines),
        lines=[_line(*one, new) for one in lines],
    )


def _line(line: ReturnLineRow, entry: RemovedRow, new: Mapping[str, str]) -> wire.ReturnLineOut:
    return wire.ReturnLineOut(
        id=line.id, seq=line.seq, removed_id=entry.id, label_no=entry.label_no, number=entry.number,
        second_number=entry.second_number, product_code=entry.product_code, plate=entry.plate,
        plate_colour=entry.plate_colour, symptom=line.symptom,
        symptom_en=entry.symptom_en if line.symptom == entry.symptom_zh else "", claim=line.claim, result=line.result,
        result_at=line.result_at, result_by=line.result_by, note=line.note,
        new_terminal_no=new.get(line.new_device_id or "", ""), claim_result=line.claim_result,
        claim_fen=line.claim_fen,
    )  # fmt: skip
