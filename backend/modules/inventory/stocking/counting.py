"""Stock-taking (盘点): open, see, leave, go on, finish; a manager approves what is lost (R33).

What is missing, extra or elsewhere is worked out anew each time from the books and what was seen, by event times: a
phone that sends late what happened before the count does not make a difference of it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, REASON_NEEDED, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies
from backend.modules.inventory.custody import Occasion, ensure_place, enter_parts, move_parts, move_thing
from backend.modules.inventory.errors import OWN_LOSS
from backend.modules.inventory.models import MISTAKEN, PlaceRow, ProductRow, SimRow
from backend.modules.inventory.shapes import PlaceRef
from backend.modules.inventory.stocking import events, repository
from backend.modules.inventory.stocking.after import locked
from backend.modules.inventory.stocking.differences import Difference, standing
from backend.modules.inventory.stocking.errors import (
    COUNT_GOING_ON,
    COUNT_PARTS_LEFT,
    COUNT_STATE,
    NOT_COUNTABLE,
)
from backend.modules.inventory.stocking.lines import find_device, find_sim, number_of
from backend.modules.inventory.stocking.models import CountEntryRow, StockCountRow
from backend.modules.inventory.stocking.papers import reachable_place
from backend.modules.inventory.stocking.scanning import read_label


def open_count(work: UnitOfWork, count_id: str, place_id: str, note: str = "") -> StockCountRow:
    """Begin to count a warehouse or van; the same id again answers the same. Refuses 409 while one goes on there."""
    place = reachable_place(work, place_id, "place_id")
    known = work.session.get(StockCountRow, count_id)
    if known is not None and known.place_id == place.id:
        return known
    if known is not None or repository.going_on(work.session, place.id) is not None:
        raise Refusal(COUNT_GOING_ON, field="place_id")
    row = StockCountRow(
        id=count_id,
        place_id=place.id,
        centre_id=place.centre_id or "",
        opened_at=work.now,
        opened_by=work.actor.id,
        note=note,
    )
    try:
        with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError:
        raise Refusal(COUNT_GOING_ON, field="place_id") from None
    work.record(events.CountOpened(**_told(work, row)))
    return row


def own_count(work: UnitOfWork, count_id: str, *, lock: bool = False) -> StockCountRow:
    """A count of the actor's centres, held when asked; refuses 404 and 403."""
    row = repository.count_of(work.session, count_id, lock=lock)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    return row


def see(work: UnitOfWork, count_id: str, text: str) -> list[CountEntryRow]:
    """What a scanned or typed code shows: devices and cards of the books, else an unknown number to look into.

    A thing seen twice is one entry.
    """
    row = _open(work, count_id)
    found: list[CountEntryRow] = []
    unknown: list[str] = []
    for piece in read_label(text):
        thing = find_device(work, piece.number) or find_sim(work, piece.number)
        if thing is None or thing.state == MISTAKEN:  # what was entered by mistake is brought back by a receipt
            unknown.append(piece.number)
            continue
        is_card = isinstance(thing, SimRow)
        entry = _entry(work, row, "sim" if is_card else "device", thing.id, number_of(thing))
        found += [entry] if entry not in found else []
    # A label prints more than the books keep: where one of its numbers is known, the others are the same thing's.
    if not found:
        found = [_entry(work, row, "unknown", policies.terminal_key(one)[:64], one) for one in unknown]
    return found


def count_part(work: UnitOfWork, count_id: str, code: str, quantity: int) -> CountEntryRow:
    """How many of a part are there; the last figure stands. Refuses 422 for what is not counted."""
    row = _open(work, count_id)
    product = work.session.get(ProductRow, code)
    if product is None or product.kind != "part":
        raise Refusal(NOT_COUNTABLE, field="code", code=code)
    entry = _entry(work, row, "part", code, code)
    entry.quantity, entry.at, entry.by = quantity, work.now, work.actor.id
    work.session.add(entry)
    work.session.flush()
    return entry


def forget(work: UnitOfWork, count_id: str, entry_id: str) -> StockCountRow:
    """Take an entry back that was made by mistake; nothing happens when it is gone."""
    row = _open(work, count_id)
    entry = work.session.get(CountEntryRow, entry_id)
    if entry is not None and entry.count_id == row.id:
        work.session.delete(entry)
        work.session.flush()
    return row


def finish(work: UnitOfWork, count_id: str, version: int, note: str, reasons: Mapping[str, str]) -> StockCountRow:
    """The count is over: what was found is booked here at once, what is missing waits for a manager.

    `reasons` are by thing id or part code; where one is missing, `note` stands. Refuses 409 when somebody was quicker,
    422 while a part has no figure or a loss no reason.
    """
    row = _open(work, count_id)
    _same(row, version)
    found = standing(work, row).lines
    left = [one for one in found if one.what == "to_count"]
    if left:
        names = "、".join(one.name_zh for one in left[:5])
        raise Refusal(
            COUNT_PARTS_LEFT, field="parts", count=len(left), names=names, names_en=", ".join(one.name_en for one in left[:5])
        )  # fmt: skip
    losses = [one for one in found if one.what in ("missing", "less")]
    why = {one.thing_id: (reasons.get(one.thing_id) or note).strip() for one in losses}
    if not all(why.values()):
        raise Refusal(REASON_NEEDED, field="note")
    gained = sum(_take_in(work, row, one, reasons.get(one.thing_id) or note) for one in found)
    row.losses = [one.as_loss(why[one.thing_id]) for one in losses]
    row.note = note.strip() or row.note
    row.finished_at, row.finished_by = work.now, work.actor.id
    row.outcome = {"found": gained, "missing": sum(one.off for one in losses)}
    row.state = "waiting" if losses else "closed"
    _save(work, row)
    work.record(events.CountFinished(**_told(work, row), found=gained, missing=row.outcome["missing"]))
    return row


def approve_losses(work: UnitOfWork, count_id: str, version: int, note: str) -> StockCountRow:
    """A manager approves: what is still where it was missed is lost (R33); what moved meanwhile has turned up.

    Refuses 403 to whoever finished the count himself, 409 when it is not waiting or was changed.
    """
    row = _waiting(work, count_id, version)
    if row.finished_by == work.actor.id:
        raise Refusal(OWN_LOSS)
    lost = ensure_place(work, PlaceRef("lost")).id
    gone = sum(_lose(work, row, one, lost) for one in sorted(row.losses, key=lambda one: (one["kind"], one["id"])))
    row.outcome = {**row.outcome, "lost": gone}
    _decide(work, row, "closed", note)
    work.record(events.LossApproved(**_told(work, row), lost=gone, note=note))
    return row


def refuse_losses(work: UnitOfWork, count_id: str, version: int, note: str) -> StockCountRow:
    """A manager wants it counted again: the count is open as it was."""
    row = _waiting(work, count_id, version)
    if not note.strip():
        raise Refusal(REASON_NEEDED, field="note")
    row.losses = []
    _decide(work, row, "open", note)
    work.record(events.LossRefused(**_told(work, row), note=note))
    return row


def cancel(work: UnitOfWork, count_id: str, version: int) -> StockCountRow:
    """Give an open count up; nothing is booked."""
    row = _open(work, count_id)
    _same(row, version)
    row.state = "cancelled"
    _save(work, row)
    work.record(events.CountCancelled(**_told(work, row)))
    return row


def _take_in(work: UnitOfWork, row: StockCountRow, one: Difference, note: str) -> int:
    """Book what is here though the books have it elsewhere; what sits in a vehicle by the ledger is only told."""
    occasion = Occasion(work.now, "found", paper_id=row.id, note=note.strip())
    if one.what == "more":
        lost = ensure_place(work, PlaceRef("lost")).id
        back = move_parts(work, one.thing_id, one.off, lost, row.place_id, occasion)
        if back < one.off:
            enter_parts(work, one.thing_id, one.off - back, row.place_id, occasion)
        return one.off
    if one.what != "elsewhere" or one.place is None:
        return 0
    thing = locked(work, (one.kind, one.thing_id))
    if thing.place_id != one.place.id:
        return 0  # it went on in this very moment, perhaps into a vehicle: the newer movement stands
    move_thing(work, thing, row.place_id, occasion)
    return 1


def _lose(work: UnitOfWork, row: StockCountRow, loss: Mapping[str, Any], lost: str) -> int:
    occasion = Occasion(work.now, "lost", paper_id=row.id, note=str(loss["reason"]))
    if loss["kind"] == "part":
        return move_parts(work, loss["id"], int(loss["quantity"]), row.place_id, lost, occasion)
    thing = locked(work, (str(loss["kind"]), str(loss["id"])))
    if thing.place_id != row.place_id:
        return 0
    move_thing(work, thing, lost, occasion)
    return 1


def _entry(work: UnitOfWork, row: StockCountRow, kind: str, thing_id: str, number: str) -> CountEntryRow:
    known = repository.entry(work.session, row.id, kind, thing_id)
    if known is not None:
        return known
    fresh = CountEntryRow(
        count_id=row.id, thing_kind=kind, thing_id=thing_id, number=number[:64], at=work.now, by=work.actor.id
    )
    work.session.add(fresh)
    work.session.flush()
    return fresh


def _open(work: UnitOfWork, count_id: str) -> StockCountRow:
    row = own_count(work, count_id, lock=True)
    if row.state != "open":
        raise Refusal(COUNT_STATE)
    return row


def _waiting(work: UnitOfWork, count_id: str, version: int) -> StockCountRow:
    row = own_count(work, count_id, lock=True)
    if row.state != "waiting":
        raise Refusal(COUNT_STATE)
    _same(row, version)
    return row


def _same(row: StockCountRow, version: int) -> None:
    if row.version != version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": row.version})


def _decide(work: UnitOfWork, row: StockCountRow, state: str, note: str) -> None:
    row.state, row.decided_at, row.decided_by, row.decision_note = state, work.now, work.actor.id, note.strip()
    _save(work, row)


def _save(work: UnitOfWork, row: StockCountRow) -> None:
    row.version += 1
    work.session.add(row)
    work.session.flush()


def _told(work: UnitOfWork, row: StockCountRow) -> dict[str, Any]:
    place = work.session.get_one(PlaceRow, row.place_id)
    return {"count_id": row.id, "centre_id": row.centre_id, "place_name": place.name}
