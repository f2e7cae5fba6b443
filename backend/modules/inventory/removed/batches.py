"""Batches of removed terminals to a factory (返厂批次): packed, sent, called off (R11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_ALLOWED, NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import repository as stock
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, move_thing, place_id
from backend.modules.inventory.local_time import local_day
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.removed import ending, errors, following, lifecycle, repository
from backend.modules.inventory.removed.events import BatchMoved
from backend.modules.inventory.removed.models import RemovedRow, ReturnBatchRow, ReturnLineRow
from backend.modules.inventory.shapes import PlaceRef

Act = Literal["send", "unsend", "arrive", "cancel"]
LABELS = ("factory", "address", "carrier", "parcel_no", "note")


@dataclass(frozen=True)
class Parcel:
    """Where a batch goes and how."""

    factory: str
    address: str = ""
    carrier: str = ""
    parcel_no: str = ""
    note: str = ""


def open_batch(work: UnitOfWork, centre_id: str, parcel: Parcel) -> ReturnBatchRow:
    """A new batch of a centre; its number tells the local day: FC261122-01."""
    work.actor.require_centre(centre_id)
    day = local_day(work, work.now, auth.centre(work, centre_id).id)
    # Held, so that two keepers of the company do not give the same number.
    store = ensure_place(work, PlaceRef("factory"))
    work.session.refresh(store, with_for_update=True)
    row = ReturnBatchRow(
        no=f"FC{day:%y%m%d}-{repository.batches_of_day(work.session, day) + 1:02d}",
        day=day,
        centre_id=centre_id,
        opened_at=work.now,
        opened_by=work.actor.name,
        **vars(parcel),
    )
    work.session.add(row)
    work.session.flush()
    _tell(work, row, "open", ())
    return row


def hold_batch(work: UnitOfWork, batch_id: str, act: str, version: int | None = None) -> ReturnBatchRow:
    """Lock a batch for an act; refuses 404, 403, 409 when its state does not allow it or it was changed since."""
    row = repository.lock_batch(work.session, batch_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    change = lifecycle.batch_step(row.state, act)
    if change is None:
        zh, en = lifecycle.BATCH_STATES[row.state]
        raise Refusal(errors.BATCH_NOT_NOW, no=row.no, state=row.state, state_zh=zh, state_en=en)
    if not work.actor.roles & change.who:
        raise Refusal(NOT_ALLOWED)
    if version is not None and version != row.version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": row.version})
    return row


def edit(work: UnitOfWork, batch_id: str, changed: Mapping[str, str], version: int | None) -> ReturnBatchRow:
    """Change where it goes, the carrier, the parcel's number or the note."""
    row = hold_batch(work, batch_id, "edit", version)
    for name in LABELS:
        if name in changed:
            setattr(row, name, changed[name])
    _moved(work, row, "edit", ())
    return row


def add_lines(work: UnitOfWork, batch_id: str, removed_ids: Sequence[str], *, claim: bool) -> ReturnBatchRow:
    """Put removed parts that lie in the centre's store into the batch; a fault in one adds none."""
    row = hold_batch(work, batch_id, "add")
    store = place_id("warehouse", row.centre_id)
    seq, numbers = repository.next_seq(work.session, row.id), list[str]()
    twice = next((one for at, one in enumerate(removed_ids) if one in removed_ids[:at]), None)
    if twice is not None:
        seen = repository.removed(work.session, twice)
        raise Refusal(errors.LINE_TWICE, field="removed_ids", number=seen.number if seen else twice)
    for removed_id in sorted(removed_ids):  # in one order, so that two keepers cannot wait for each other
        entry = _packable(work, removed_id, store)
        work.session.add(
            ReturnLineRow(batch_id=row.id, seq=seq, removed_id=entry.id, symptom=entry.symptom_zh, claim=claim)
        )
        seq += 1
        numbers.append(entry.number)
    work.session.flush()
    _moved(work, row, "add", numbers)
    return row


def change_line(work: UnitOfWork, batch_id: str, line_id: str, symptom: str | None, claim: bool | None) -> None:
    """What the packing list says of one terminal."""
    row = hold_batch(work, batch_id, "add")
    line, _ = line_of(work, row, line_id)
    line.symptom = line.symptom if symptom is None else symptom
    line.claim = line.claim if claim is None else claim
    work.session.add(line)
    _moved(work, row, "edit", ())


def drop_line(work: UnitOfWork, batch_id: str, line_id: str) -> None:
    """Take one out of the batch again; it waits on the open list."""
    row = hold_batch(work, batch_id, "drop")
    line, entry = line_of(work, row, line_id)
    line.live = False
    work.session.add(line)
    work.session.flush()
    _moved(work, row, "drop", [entry.number])


def act(work: UnitOfWork, batch_id: str, kind: Act, version: int | None) -> ReturnBatchRow:
    """Send the batch, undo that, note that the factory signed for it, or call it off."""
    row = hold_batch(work, batch_id, kind, version)
    entries = [entry for _, entry in repository.lines(work.session, [row.id])]
    _ACTS[kind](work, row, entries)
    change = lifecycle.batch_step(row.state, kind)
    row.state = change.target if change else row.state
    _moved(work, row, kind, [entry.number for entry in entries])
    return row


def line_of(work: UnitOfWork, batch: ReturnBatchRow, line_id: str) -> tuple[ReturnLineRow, RemovedRow]:
    """A line of a batch that is held; refuses 404."""
    for line, entry in repository.lines(work.session, [batch.id]):
        if line.id == line_id:
            return line, entry
    raise Refusal(NOT_FOUND)


def way(work: UnitOfWork, why: str, batch: ReturnBatchRow, visit_id: str | None = None) -> Occasion:
    """A movement on the way to the factory or back, in the name of its batch."""
    return Occasion(work.now, why, visit_id, paper_id=batch.id, note=batch.no)


def require_out(work: UnitOfWork, entry: RemovedRow) -> Thing:
    """The thing, held; refuses 409 when the books have it somewhere else than on the way or at the factory."""
    thing = stock.lock_thing_of(work.session, entry.kind, entry.thing_id)
    if work.session.get_one(PlaceRow, thing.place_id).kind not in ("transit", "factory"):
        raise Refusal(errors.NOT_AT_FACTORY, number=entry.number)
    return thing


def lines_of_batch(work: UnitOfWork, batch_id: str) -> list[str]:
    """The ids of a batch's lines, in their order."""
    return [line.id for line, _ in repository.lines(work.session, [batch_id])]


def arrive(work: UnitOfWork, entry: RemovedRow, batch: ReturnBatchRow) -> None:
    """The thing is at the factory, whatever it was called before."""
    thing, factory = require_out(work, entry), ensure_place(work, PlaceRef("factory")).id
    entry.place_id = factory
    work.session.add(entry)
    move_thing(work, thing, factory, way(work, "factory_arrived", batch, entry.visit_id))


def _send(work: UnitOfWork, row: ReturnBatchRow, entries: Sequence[RemovedRow]) -> None:
    """The things leave the store with the carrier, and their entries end as returned to the factory."""
    if not entries:
        raise Refusal(errors.BATCH_EMPTY)
    for name in ("carrier", "parcel_no"):
        if not getattr(row, name).strip():
            raise Refusal(errors.PARCEL_NEEDED, field=name)
    transit, store = ensure_place(work, PlaceRef("transit")).id, place_id("warehouse", row.centre_id)
    for entry in entries:
        held = ending.hold(work, entry.id)
        ending.step(work, held.row, "to_factory")
        if held.thing.place_id != store:
            raise Refusal(errors.NOT_IN_STORE, number=entry.number)
        ending.close(work, held.row, "factory", store, row.no)
        held.thing.bound_for, held.thing.state, held.row.place_id = "factory", "faulty", transit
        work.session.add(held.thing)
        move_thing(work, held.thing, transit, way(work, "factory_sent", row, entry.visit_id))
    row.sent_at = work.now


def _unsend(work: UnitOfWork, row: ReturnBatchRow, entries: Sequence[RemovedRow]) -> None:
    store = place_id("warehouse", row.centre_id)
    for entry in entries:
        require_out(work, entry)
        held = ending.hold(work, entry.id)
        following.reopen(work, held.row, "factory", row.no)
        move_thing(work, held.thing, store, way(work, "factory_unsent", row, entry.visit_id))
    row.sent_at = row.arrived_at = None


def _arrived(work: UnitOfWork, row: ReturnBatchRow, entries: Sequence[RemovedRow]) -> None:
    for entry in entries:
        arrive(work, entry, row)
    row.arrived_at = work.now


def _cancel(work: UnitOfWork, row: ReturnBatchRow, entries: Sequence[RemovedRow]) -> None:
    for line, _ in repository.lines(work.session, [row.id]):
        line.live = False
        work.session.add(line)
    work.session.flush()


_ACTS = {"send": _send, "unsend": _unsend, "arrive": _arrived, "cancel": _cancel}


def _packable(work: UnitOfWork, removed_id: str, store: str) -> RemovedRow:
    """The entry, locked; refuses what cannot lie in this batch."""
    held = ending.hold(work, removed_id)
    row = held.row
    ending.step(work, row, "to_factory")
    if row.kind == "sim":
        raise Refusal(errors.NOT_RETURNABLE, field="removed_ids", number=row.number)
    other = repository.batches_holding(work.session, [row.id]).get(row.id)
    if other is not None:
        raise Refusal(errors.IN_A_BATCH, field="removed_ids", number=row.number, no=other.no)
    if held.thing.place_id != store:
        raise Refusal(errors.NOT_IN_STORE, field="removed_ids", number=row.number)
    held.thing.bound_for = row.bound_for = "factory"
    work.session.add(row)
    work.session.add(held.thing)
    return row


def _moved(work: UnitOfWork, row: ReturnBatchRow, act: str, numbers: Sequence[str]) -> None:
    row.version += 1
    work.session.add(row)
    work.session.flush()
    _tell(work, row, act, numbers)


def _tell(work: UnitOfWork, row: ReturnBatchRow, act: str, numbers: Sequence[str]) -> None:
    work.record(
        BatchMoved(
            batch_id=row.id, no=row.no, centre_id=row.centre_id, act=f"batch_{act}", factory=row.factory,
            parcel_no=row.parcel_no, numbers=list(numbers),
        )
    )  # fmt: skip
