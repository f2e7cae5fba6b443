"""HTTP: number cases: the list, both claims of one, what settling would change, settling and undoing it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory import cases
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.events import CasesExported
from backend.modules.inventory.schemas import CaseOut, SettleIn
from backend.modules.inventory.settling import listing, repository, settle, showing
from backend.modules.inventory.settling import schemas as wire

router = APIRouter(prefix="/api", tags=["cases"])
Read = Annotated[UnitOfWork, allow("cases.read")]
Settle = Annotated[UnitOfWork, allow("cases.settle")]
State = Literal["open", "settled"]
Code = Annotated[str | None, Query(max_length=40)]
Said = Annotated[str, Query(max_length=64)]
MOST_EXPORTED = 20_000


@router.get("/cases")
def list_cases(
    work: Read,
    state: State | None = "open",
    code: Code = None,
    q: Said = "",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
) -> Page[CaseOut]:
    """Numbers that are unknown or clash, oldest first."""
    after = decode_cursor(cursor, 1)
    rows = repository.page(work.session, repository.wanted(work.actor.scope, state, code, q), after, limit)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=[showing.case_out(row) for row in kept], next=following)


@router.get("/cases/counts")
def count_cases(work: Read, state: State = "open") -> wire.CaseCountsOut:
    """How many cases there are of each kind."""
    found = repository.counts(work.session, repository.wanted(work.actor.scope, state, None, ""))
    words = {code: WORDS.get(code, (code, code)) for code, _ in found}
    return wire.CaseCountsOut(
        items=[
            wire.CaseCountOut(code=code, text_zh=words[code][0], text_en=words[code][1], count=count)
            for code, count in found
        ]
    )


@router.get("/cases.xlsx", response_class=StreamingResponse, responses={200: {"content": {XLSX: {}}}})
def export_cases(
    request: Request,
    work: Read,
    state: State | None = None,
    code: Code = None,
    q: Said = "",
    lang: Literal["zh", "en"] = "zh",
) -> StreamingResponse:
    """The filtered list for a spreadsheet; the export is logged (R27)."""
    house = request.app.state.house
    rule = repository.wanted(work.actor.scope, state, code, q)
    rows = repository.page(work.session, rule, None, MOST_EXPORTED)[:MOST_EXPORTED]
    people = {row.technician_id for row in rows if row.technician_id}
    names = {one.id: one.name for one in house.technicians(work, ids=people)} if people else {}
    file = listing.book(rows, names, house.settings.time_zone, lang)
    with house.units.write(work.actor) as log:
        log.record(CasesExported(rows=len(rows)))
    headers = {"content-disposition": 'attachment; filename="odd-numbers.xlsx"'}
    return StreamingResponse(file, media_type=XLSX, headers=headers, background=BackgroundTask(file.close))


@router.get("/cases/{case_id}")
def read_case(request: Request, case_id: str, work: Read) -> wire.CaseDetailOut:
    """A case with the people, the times and the pictures behind both claims, and the number probably meant."""
    return showing.detail(work, request.app.state.house, cases.case(work, case_id))


@router.post("/cases/{case_id}/preview")
def preview_case(request: Request, case_id: str, body: wire.PreviewIn, work: Settle) -> wire.PreviewOut:
    """What settling so would change, line by line and thing by thing; nothing is changed."""
    changes = settle.preview(work, case_id, body.decision, body.product_code, body.number)
    return showing.preview_out(work, request.app.state.house, changes)


@router.post("/cases/{case_id}/settle")
def settle_case(case_id: str, body: SettleIn, work: Settle) -> CaseOut:
    """Settle a case: accept what the field said, keep the books, or correct the number."""
    row = settle.settle(work, case_id, body.note, body.decision, body.product_code, body.version, body.number or "")
    return showing.case_out(row)


@router.post("/cases/{case_id}/undo")
def undo_case(case_id: str, work: Settle) -> CaseOut:
    """Take a settlement back within ten minutes, while nothing has built on it."""
    return showing.case_out(settle.undo(work, case_id))
