"""What the factory did with a terminal: repaired, replaced by another, or refused; and the warranty claim (R11).

An answer entered by mistake is taken back as long as nothing of what it moved has gone on.
"""

from dataclasses import dataclass
from typing import Literal

from backend.kernel.errors import INVALID, Refusal
from backend.kernel.numbers import check_imei, message
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies
from backend.modules.inventory import repository as stock
from backend.modules.inventory.custody import Thing, ensure_place, enter_thing, kind_of, move_thing
from backend.modules.inventory.errors import DUPLICATE_NUMBER
from backend.modules.inventory.models import MISTAKEN, DeviceRow
from backend.modules.inventory.removed import batches, ending, errors, following, lifecycle, repository
from backend.modules.inventory.removed.events import ResultEntered, ResultUndone
from backend.modules.inventory.removed.models import RemovedRow, ReturnBatchRow, ReturnLineRow
from backend.modules.inventory.shapes import PlaceRef

Result = Literal["repaired", "replaced", "refused_back", "refused_scrap"]


@dataclass(frozen=True)
class Answer:
    """The factory's answer about one terminal; `claim_fen` is what it credits, in fen."""

    result: Result
    note: str = ""
    new_terminal_no: str = ""
    new_imei: str = ""
    claim_result: Literal["granted", "refused"] | None = None
    claim_fen: int = 0


def enter_result(work: UnitOfWork, batch_id: str, line_id: str, answer: Answer) -> ReturnBatchRow:
    """Enter the answer: the thing, or the new one in its place, comes back to the store of the batch's centre.

    Refuses 409 for a batch that was not sent, a line that has its result, or a new number that is in the books; 422
    for a number that is missing or no number, and for the result of a claim that was never made. The last one closes
    the batch.
    """
    batch = batches.hold_batch(work, batch_id, "result")
    line, entry = batches.line_of(work, batch, line_id)
    if line.result is not None:
        raise Refusal(errors.RESULT_KNOWN, number=entry.number)
    _check(line, answer)
    batches.arrive(work, entry, batch)
    new_number = _carry_out(work, batch, entry, line, answer)
    line.result, line.result_at, line.result_by, line.note = answer.result, work.now, work.actor.name, answer.note
    line.claim_result, line.claim_fen = answer.claim_result, answer.claim_fen
    work.session.add(line)
    work.session.flush()
    _advance(work, batch, "result")
    work.record(
        ResultEntered(
            batch_id=batch.id, no=batch.no, centre_id=batch.centre_id, number=entry.number, result=answer.result,
            new_number=new_number, claim_result=answer.claim_result, claim_fen=answer.claim_fen,
        )
    )  # fmt: skip
    return batch


def undo_result(work: UnitOfWork, batch_id: str, line_id: str) -> ReturnBatchRow:
    """Take an answer back: the terminal is at the factory again, a new one that came in its place leaves the books.

    Refuses 409 for a batch or a line without a result, and when the terminal, or the new one, has gone on since.
    """
    batch = batches.hold_batch(work, batch_id, "undo")
    line, entry = batches.line_of(work, batch, line_id)
    if line.result is None:
        raise Refusal(errors.NO_RESULT, number=entry.number)
    held = ending.hold(work, entry.id)
    _require_untouched(work, batch, held)
    if line.new_device_id is not None:
        _withdraw_new(work, batch, held, line.new_device_id)
    _wait_again(work, batch, held)
    work.record(
        ResultUndone(batch_id=batch.id, no=batch.no, centre_id=batch.centre_id, number=entry.number, result=line.result)
    )
    line.result, line.result_at, line.result_by, line.note = None, None, "", ""
    line.new_device_id, line.claim_result, line.claim_fen = None, None, 0
    work.session.add(line)
    work.session.flush()
    _advance(work, batch, "undo")
    return batch


def _check(line: ReturnLineRow, answer: Answer) -> None:
    if answer.result == "replaced" and not policies.terminal_key(answer.new_terminal_no):
        raise Refusal(errors.NEW_NUMBER_NEEDED, field="new_terminal_no")
    if answer.result != "replaced" and (answer.new_terminal_no or answer.new_imei):
        raise Refusal(errors.NEW_NUMBER_UNWANTED, field="new_terminal_no")
    if answer.claim_result is not None and not line.claim:
        raise Refusal(errors.NOT_CLAIMED, field="claim_result")
    if answer.claim_fen and answer.claim_result != "granted":
        raise Refusal(errors.CLAIM_FEN_UNWANTED, field="claim_fen")
    wrong = check_imei(answer.new_imei).error if answer.new_imei else None
    if wrong is not None:
        told = message(wrong)
        raise Refusal(INVALID, field="new_imei", what=told.zh, what_en=told.en)


def _carry_out(work: UnitOfWork, batch: ReturnBatchRow, entry: RemovedRow, line: ReturnLineRow, answer: Answer) -> str:
    """Move what comes back; returns the number of the new terminal, if there is one."""
    held = ending.hold(work, entry.id)
    thing, store = held.thing, ensure_place(work, PlaceRef("warehouse", batch.centre_id)).id
    back = batches.way(work, "factory_back", batch, entry.visit_id)
    thing.bound_for = None
    new_number = ""
    if answer.result == "repaired":
        thing.state, held.row.place_id = "good", store
        move_thing(work, thing, store, back)
    elif answer.result == "replaced":
        thing.state = "replaced"  # stays with the factory for good
        new = _new_device(work, answer, thing.product_code, batch)
        line.new_device_id, new_number = new.id, new.terminal_no
    elif answer.result == "refused_scrap":
        scrap = ensure_place(work, PlaceRef("scrap")).id
        held.row.end, held.row.place_id = "scrapped", scrap
        move_thing(work, thing, scrap, batches.way(work, "factory_scrapped", batch, entry.visit_id))
    else:  # comes back as it went: the store has to find another end for it
        following.reopen(work, held.row, "scrap", answer.note or batch.no)
        move_thing(work, thing, store, back)
    work.session.add(thing)
    work.session.add(held.row)
    return new_number


def _new_device(work: UnitOfWork, answer: Answer, product_code: str | None, batch: ReturnBatchRow) -> DeviceRow:
    number, imei = policies.terminal_key(answer.new_terminal_no), answer.new_imei and policies.imei_key(answer.new_imei)
    device = stock.lock_one_device(work.session, number, "")
    if device is not None and device.state != MISTAKEN:
        raise Refusal(DUPLICATE_NUMBER, field="new_terminal_no", number=number)
    factory, arrival = ensure_place(work, PlaceRef("factory")).id, batches.way(work, "factory_replacement", batch)
    if device is None:
        device = DeviceRow(terminal_no=number, imei=imei, product_code=product_code, place_id=factory)
        enter_thing(work, device, arrival)
    else:  # a number that was once entered by mistake is a real one now
        device.imei, device.product_code, device.state = imei, product_code, "good"
        move_thing(work, device, factory, arrival)
    store = ensure_place(work, PlaceRef("warehouse", batch.centre_id)).id
    move_thing(work, device, store, batches.way(work, "factory_back", batch))
    return device


def _require_untouched(work: UnitOfWork, batch: ReturnBatchRow, held: ending.Held) -> None:
    """Refuses what has gone on since its answer: moved, taken out again, reported lost or packed for another factory."""
    row = held.row
    newest = repository.lock_open_of(work.session, row.kind, row.thing_id)
    went_on = newest is not None and (newest.id != row.id or newest.state != "open")
    if went_on or not _moved_last_by(work, batch, held.thing):
        raise Refusal(errors.MOVED_SINCE, number=row.number)
    other = repository.batches_holding(work.session, [row.id]).get(row.id)
    if other is not None:
        raise Refusal(errors.IN_A_BATCH, number=row.number, no=other.no)


def _moved_last_by(work: UnitOfWork, batch: ReturnBatchRow, thing: Thing) -> bool:
    return repository.movements_of(work.session, kind_of(thing), thing.id)[-1].paper_id == batch.id


def _withdraw_new(work: UnitOfWork, batch: ReturnBatchRow, held: ending.Held, new_device_id: str) -> None:
    """The terminal that never came is kept as a number entered by mistake; the right answer may bring it back."""
    new = stock.lock_device(work.session, new_device_id)
    if not _moved_last_by(work, batch, new):
        raise Refusal(errors.MOVED_SINCE, number=new.terminal_no)
    new.state, new.imei = MISTAKEN, ""  # the IMEI may be right and come again with another number
    void = ensure_place(work, PlaceRef("void")).id
    move_thing(work, new, void, batches.way(work, "factory_undone", batch, held.row.visit_id))


def _wait_again(work: UnitOfWork, batch: ReturnBatchRow, held: ending.Held) -> None:
    """The terminal lies at the factory as it did before the answer; an entry that was open again ends as sent there."""
    row, thing = held.row, held.thing
    factory = ensure_place(work, PlaceRef("factory")).id
    if row.state == "open":
        ending.close(work, row, "factory", thing.place_id, batch.no)
    row.end, row.bound_for, row.place_id, row.version = "factory", "factory", factory, row.version + 1
    thing.bound_for = None  # until it lies there, so that no entry follows it
    move_thing(work, thing, factory, batches.way(work, "factory_undone", batch, row.visit_id))
    thing.state, thing.bound_for = "faulty", "factory"
    work.session.add(row)
    work.session.add(thing)


def _advance(work: UnitOfWork, batch: ReturnBatchRow, act: Literal["result", "undo"]) -> None:
    """Partly back; closed when nothing is out any more, merely sent when everything is out again."""
    back = [line.result is not None for line, _ in repository.lines(work.session, [batch.id])]
    further = {len(back): "finish", 0: "none_back"}.get(sum(back), "")
    for one in (act, further):
        change = lifecycle.batch_step(batch.state, one)
        batch.state = change.target if change else batch.state
    batch.closed_at = work.now if batch.state == "closed" else None
    batch.version += 1
    work.session.add(batch)
    work.session.flush()
