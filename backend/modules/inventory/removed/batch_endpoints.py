"""HTTP: batches of removed terminals to a factory, and what the factory answered."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory.removed import batches, pictures, results
from backend.modules.inventory.removed import schemas as wire
from backend.modules.inventory.removed.events import ReturnsExported
from backend.modules.inventory.removed.export import Lang, packing_book
from backend.modules.inventory.removed.models import ReturnBatchRow
from backend.modules.inventory.removed.repository import batch_page

router = APIRouter(prefix="/api/return-batches", tags=["return batches"])
Read = Annotated[UnitOfWork, allow("removed.read")]
Write = Annotated[UnitOfWork, allow("removed.write")]
State = Literal["open", "sent", "partly_back", "closed", "cancelled"]


@router.get("")
def list_batches(
    work: Read,
    state: State | None = None,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 30,
) -> Page[wire.ReturnBatchOut]:
    """Batches to factories, newest first."""
    rows = batch_page(work.session, work.actor.scope, state, decode_cursor(cursor, 1), limit)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=pictures.batches_out(work, kept), next=following)


@router.post("", status_code=201)
def open_batch(body: wire.BatchIn, work: Write) -> wire.ReturnBatchOut:
    """Begin a batch."""
    parcel = batches.Parcel(**body.model_dump(exclude={"centre_id"}))
    return _out(work, batches.open_batch(work, body.centre_id, parcel))


@router.get("/{batch_id}")
def read_batch(batch_id: wire.Id, work: Read) -> wire.ReturnBatchOut:
    """One batch, whole."""
    return _out(work, _seen(work, batch_id))


@router.patch("/{batch_id}")
def edit_batch(batch_id: wire.Id, body: wire.BatchEditIn, work: Write) -> wire.ReturnBatchOut:
    """Change where it goes, the carrier, the parcel's number."""
    changed = {name: value for name, value in body.model_dump(exclude={"version"}).items() if value is not None}
    return _out(work, batches.edit(work, batch_id, changed, body.version))


@router.post("/{batch_id}/lines")
def add_lines(batch_id: wire.Id, body: wire.LinesIn, work: Write) -> wire.ReturnBatchOut:
    """Put removed parts from the store into the batch, all or none."""
    return _out(work, batches.add_lines(work, batch_id, body.removed_ids, claim=body.claim))


@router.patch("/{batch_id}/lines/{line_id}")
def change_line(batch_id: wire.Id, line_id: wire.Id, body: wire.LineEditIn, work: Write) -> wire.ReturnBatchOut:
    """The fault and the claim of one terminal, as the packing list says them."""
    batches.change_line(work, batch_id, line_id, body.symptom, body.claim)
    return _out(work, _seen(work, batch_id))


@router.delete("/{batch_id}/lines/{line_id}")
def drop_line(batch_id: wire.Id, line_id: wire.Id, work: Write) -> wire.ReturnBatchOut:
    """Take one out of the batch again."""
    batches.drop_line(work, batch_id, line_id)
    return _out(work, _seen(work, batch_id))


@router.post("/{batch_id}/act")
def act_on_batch(batch_id: wire.Id, body: wire.BatchActIn, work: Write) -> wire.ReturnBatchOut:
    """Send it, undo that, note that the factory signed for it, or call it off."""
    return _out(work, batches.act(work, batch_id, body.act, body.version))


@router.post("/{batch_id}/lines/{line_id}/result")
def enter_result(batch_id: wire.Id, line_id: wire.Id, body: wire.ResultIn, work: Write) -> wire.ReturnBatchOut:
    """What the factory did with one terminal, and what became of the claim."""
    return _out(work, results.enter_result(work, batch_id, line_id, results.Answer(**body.model_dump())))


@router.post("/{batch_id}/lines/{line_id}/undo")
def undo_result(batch_id: wire.Id, line_id: wire.Id, work: Write) -> wire.ReturnBatchOut:
    """Take an answer of the factory back that was entered by mistake."""
    return _out(work, results.undo_result(work, batch_id, line_id))


@router.get("/{batch_id}/packing-list.xlsx", response_class=StreamingResponse, responses={200: {"content": {XLSX: {}}}})
def packing_list(batch_id: wire.Id, request: Request, work: Read, lang: Lang = "zh") -> StreamingResponse:
    """The packing list that goes into the parcel; the export is logged (R27)."""
    batch = _out(work, _seen(work, batch_id))
    file = packing_book(batch, lang)
    with request.app.state.house.units.write(work.actor) as log:
        log.record(ReturnsExported(what="packing_list", rows=batch.count))
    headers = {"content-disposition": f'attachment; filename="{batch.no}.xlsx"'}
    return StreamingResponse(file, media_type=XLSX, headers=headers, background=BackgroundTask(file.close))


def _seen(work: UnitOfWork, batch_id: str) -> ReturnBatchRow:
    row = work.session.get(ReturnBatchRow, batch_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    return row


def _out(work: UnitOfWork, row: ReturnBatchRow) -> wire.ReturnBatchOut:
    work.session.flush()
    return pictures.batches_out(work, [row])[0]
