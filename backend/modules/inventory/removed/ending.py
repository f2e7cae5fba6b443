"""The ends of a removed part, each one act: restocked, scrapped, kept by the customer, lost with a manager's word (R33).

A thing is locked before its entry, here and in custody, so that two keepers take turns and the second is told.
"""

from dataclasses import dataclass
from typing import Literal

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_ALLOWED, NOT_FOUND, REASON_NEEDED, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository as stock
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, move_thing
from backend.modules.inventory.errors import OWN_LOSS
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.removed import errors, lifecycle, repository
from backend.modules.inventory.removed.events import LossReported, PartReopened
from backend.modules.inventory.removed.following import about, finish, reopen
from backend.modules.inventory.removed.models import RemovedRow
from backend.modules.inventory.shapes import PlaceKind, PlaceRef

Act = Literal["receive", "restock", "scrap", "customer", "report_loss", "undo"]
END_WORDS: dict[str, tuple[str, str]] = {
    "restocked": ("已重新入库", "restocked"),
    "factory": ("已寄回厂家", "returned to the factory"),
    "scrapped": ("已报废", "scrapped"),
    "customer": ("客户留下", "kept by the customer"),
    "lost": ("已报丢", "lost"),
    "mistaken": ("号码读错了，没有这回事", "misread: it never came out"),
}
_ENDS = {"restock": "restocked", "scrap": "scrapped", "customer": "customer"}
_UNDONE_BY_HAND = frozenset({"factory", "mistaken"})
WITHIN_REACH = frozenset({"van", "warehouse"})


@dataclass(frozen=True)
class Held:
    """An entry and the thing behind it, both locked until the end of the transaction."""

    row: RemovedRow
    thing: Thing
    place: PlaceRow


def hold(work: UnitOfWork, removed_id: str) -> Held:
    """Lock an entry within the actor's centres; refuses 404 and 403."""
    seen = repository.removed(work.session, removed_id)
    if seen is None:
        raise Refusal(NOT_FOUND)
    thing = stock.lock_thing_of(work.session, seen.kind, seen.thing_id)
    row = repository.lock_removed(work.session, removed_id)
    if row.centre_id is not None:
        work.actor.require_centre(row.centre_id)
    return Held(row, thing, work.session.get_one(PlaceRow, row.place_id))


def step(work: UnitOfWork, row: RemovedRow, act: str) -> lifecycle.Change:
    """The step of this entry; refuses 409 with the state or the end that stands against it."""
    change = lifecycle.removed_step(row.state, act)
    if change is not None:
        if change.who and not work.actor.roles & change.who:
            raise Refusal(NOT_ALLOWED)
        return change
    if row.state == "ended":
        zh, en = END_WORDS[row.end or "restocked"]
        raise Refusal(errors.REMOVED_ENDED, number=row.number, end=row.end, end_zh=zh, end_en=en)
    zh, en = lifecycle.REMOVED_STATES[row.state]
    raise Refusal(errors.REMOVED_NOT_NOW, number=row.number, state=row.state, state_zh=zh, state_en=en)


def act(work: UnitOfWork, removed_id: str, kind: Act, note: str, version: int | None) -> RemovedRow:
    """One act of the keeper about one removed part.

    Refuses 409 when it has ended, is in a batch, is out of reach, or was changed since `version`; 422 loss without a reason.
    """
    held = hold(work, removed_id)
    step(work, held.row, kind)
    if version is not None and version != held.row.version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": held.row.version})
    if kind == "undo":
        _undo(work, held, note)
    else:
        _require_free(work, held)
        if kind == "report_loss":
            _report_loss(work, held, note)
        elif kind == "receive":
            _receive(work, held)
        else:
            end(work, held, _ENDS[kind], note)
    work.session.flush()
    return held.row


def end(work: UnitOfWork, held: Held, how: str, note: str) -> None:
    """Bring an entry to its end: the thing moves there, and the movement closes the entry with the note."""
    thing, row, came_from = held.thing, held.row, held.thing.place_id
    if how == "restocked":
        to_place = _store_of(work, row)
        thing.state = "good" if thing.state == "faulty" else thing.state
    else:
        kind: PlaceKind = "scrap" if how == "scrapped" else "customer" if how == "customer" else "lost"
        to_place = ensure_place(work, PlaceRef(kind)).id
    close(work, row, how, came_from, note)
    thing.bound_for = None
    row.place_id = to_place
    work.session.add(thing)
    move_thing(work, thing, to_place, Occasion(work.now, f"removed_{how}", row.visit_id))


def close(work: UnitOfWork, row: RemovedRow, how: str, came_from: str, note: str) -> None:
    """Close an entry before its thing moves, so that the movement finds nothing open to follow."""
    finish(work, row, how, came_from, note)
    work.session.flush()


def decide_loss(work: UnitOfWork, removed_id: str, approve: bool, note: str, version: int | None) -> RemovedRow:
    """The manager's word about something reported lost: approved it ends as lost, refused it is open again.

    Refuses 403 own_loss to whoever reported it himself and would approve that.
    """
    held = hold(work, removed_id)
    step(work, held.row, "approve_loss" if approve else "refuse_loss")
    if approve and held.row.asked_by_id == work.actor.id:
        raise Refusal(OWN_LOSS)
    if version is not None and version != held.row.version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": held.row.version})
    if approve:
        end(work, held, "lost", "；".join(filter(None, (held.row.note, note))))
    else:
        held.row.state, held.row.version = "open", held.row.version + 1
        work.record(PartReopened(**about(held.row), note=note))
    work.session.add(held.row)
    work.session.flush()
    return held.row


def _require_free(work: UnitOfWork, held: Held) -> None:
    if held.place.kind not in WITHIN_REACH:
        raise Refusal(errors.REMOVED_ELSEWHERE, number=held.row.number)
    batch = repository.batches_holding(work.session, [held.row.id]).get(held.row.id)
    if batch is not None:
        raise Refusal(errors.IN_A_BATCH, number=held.row.number, no=batch.no)


def _receive(work: UnitOfWork, held: Held) -> None:
    row, thing = held.row, held.thing
    if held.place.kind == "warehouse":
        raise Refusal(errors.ALREADY_IN_STORE, number=row.number)
    row.state, row.version = "open", row.version + 1
    work.session.add(row)
    move_thing(work, thing, _store_of(work, row), Occasion(work.now, "removed_received", row.visit_id))


def _report_loss(work: UnitOfWork, held: Held, note: str) -> None:
    if not note.strip():
        raise Refusal(REASON_NEEDED, field="note")
    row = held.row
    row.state, row.note, row.version = "loss_asked", note, row.version + 1
    row.asked_by, row.asked_by_id = work.actor.name, work.actor.id
    work.session.add(row)
    work.record(LossReported(**about(row), note=note))


def undone_here(row: RemovedRow, place: PlaceRow) -> bool:
    """Whether an end can be undone on the list itself: not in its batch, nor by taking the thing out of a vehicle again."""
    return row.end not in _UNDONE_BY_HAND and place.kind != "vehicle" and row.came_from is not None


def _undo(work: UnitOfWork, held: Held, note: str) -> None:
    """Back to where it lay before it ended; refuses when the thing has gone on since."""
    row, thing = held.row, held.thing
    if not undone_here(row, held.place) or row.came_from is None:
        raise Refusal(errors.UNDO_NOT_HERE)
    newer = repository.lock_open_of(work.session, row.kind, row.thing_id)
    if thing.place_id != row.place_id or newer is not None:
        raise Refusal(errors.MOVED_SINCE, number=row.number)
    came_from = row.came_from
    bound_for = row.bound_for if row.bound_for in ("factory", "scrap") else "warehouse"
    reopen(work, row, bound_for, note)
    thing.bound_for = bound_for
    thing.state = "faulty" if bound_for == "factory" else thing.state
    if thing.place_id != came_from:
        move_thing(work, thing, came_from, Occasion(work.now, "removed_undone", row.visit_id))
    work.session.add(thing)


def _store_of(work: UnitOfWork, row: RemovedRow) -> str:
    """The store of the centre that the entry belongs to."""
    if row.centre_id is None:
        raise Refusal(errors.REMOVED_ELSEWHERE, number=row.number)
    return ensure_place(work, PlaceRef("warehouse", row.centre_id)).id
