"""What the factory did with a terminal: repaired, replaced by another, or refused; and the warranty claim (R11)."""

from dataclasses import dataclass
from typing import Literal

from backend.kernel.errors import INVALID, Refusal
from backend.kernel.numbers import check_imei, message
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies
from backend.modules.inventory.custody import ensure_place, enter_thing, move_thing, place_id
from backend.modules.inventory.errors import DUPLICATE_NUMBER
from backend.modules.inventory.models import DeviceRow
from backend.modules.inventory.removed import batches, ending, errors, following, lifecycle, repository
from backend.modules.inventory.removed.events import ResultEntered
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
    _advance(work, batch)
    work.record(
        ResultEntered(
            batch_id=batch.id, no=batch.no, centre_id=batch.centre_id, number=entry.number, result=answer.result,
            new_number=new_number, claim_result=answer.claim_result, claim_fen=answer.claim_fen,
        )
    )  # fmt: skip
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
    if repository.device_is_known(work.session, number):
        raise Refusal(DUPLICATE_NUMBER, field="new_terminal_no", number=number)
    device = DeviceRow(terminal_no=number, imei=imei, product_code=product_code, place_id=place_id("factory"))
    enter_thing(work, device, batches.way(work, "factory_replacement", batch))
    store = ensure_place(work, PlaceRef("warehouse", batch.centre_id)).id
    move_thing(work, device, store, batches.way(work, "factory_back", batch))
    return device


def _advance(work: UnitOfWork, batch: ReturnBatchRow) -> None:
    """Partly back, or closed when nothing is out any more."""
    waiting = any(line.result is None for line, _ in repository.lines(work.session, [batch.id]))
    for act in ("result",) if waiting else ("result", "finish"):
        change = lifecycle.batch_step(batch.state, act)
        batch.state = change.target if change else batch.state
    batch.closed_at = None if waiting else work.now
    batch.version += 1
    work.session.add(batch)
    work.session.flush()
