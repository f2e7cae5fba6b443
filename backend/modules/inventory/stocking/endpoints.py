"""HTTP of the keeper's papers: receipts, issues, returns, transfers, delivery lists."""

from collections import Counter
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Query, Request, Response, UploadFile

from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.sheets.limits import MAX_BYTES
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.stocking import (
    after,
    moving,
    receiving,
    repository,
    schemas,
    sheets,
    shortages,
    views,
)
from backend.modules.inventory.stocking.count_endpoints import router as counts
from backend.modules.inventory.stocking.lines import why_not_from
from backend.modules.inventory.stocking.movement_endpoints import router as movements
from backend.modules.inventory.stocking.papers import Load, reachable_place

router = APIRouter(prefix="/api", tags=["stock"])
router.include_router(counts)
router.include_router(movements)
FILE: dict[str, Any] = {"response_class": Response, "responses": {200: {"content": {XLSX: {}}}}}
Reading = Annotated[UnitOfWork, allow("stock.read")]
Moving = Annotated[UnitOfWork, allow("stock.move")]
Days = Annotated[int, Query(ge=0, le=14)]


@router.post("/stock/receipts/read")
def read_code(body: schemas.ReadIn, work: Moving) -> schemas.PiecesOut:
    """What a scanned or typed code holds, checked and looked up; a label with IMEI;SN;ICCID is split."""
    pieces = receiving.read_for_receipt(work, body.text)
    place = reachable_place(work, body.from_place, "from_place") if body.from_place else None
    items = [
        schemas.PieceOut(
            kind=one.kind, number=one.number, imei=one.imei, msisdn=one.msisdn, operator=one.operator, known=known,
            fault=views.words(one.fault or (why_not_from(work, one.kind, one.number, place) if place else None)),
            hint=views.words(one.hint),
        )
        for one, known in pieces
    ]  # fmt: skip
    return schemas.PiecesOut(items=items)


@router.post("/stock/receipts", status_code=201)
def receive(body: schemas.ReceiptIn, work: Moving) -> schemas.PaperSheetOut:
    """Enter a delivery at the centre's warehouse (收货): all of it or, with every fault told, nothing."""
    delivery = receiving.Delivery(
        [receiving.DeviceLine(one.number or one.imei, one.product_code, one.imei) for one in body.devices],
        [receiving.CardLine(**one.model_dump()) for one in body.sims],
        body.parts,
    )
    paper = receiving.receive(work, body.centre_id, delivery, paper_id=body.id, note=body.note)
    return views.paper_sheet(work, paper.id)


@router.get("/stock/templates/{kind}", **FILE)
def list_template(kind: str, work: Moving) -> Response:
    """An empty list to fill in: devices, sims or parts."""
    return _file(sheets.template(kind), f"{kind}.xlsx")


@router.post("/stock/sheets", status_code=201)
def hand_in(
    file: Annotated[UploadFile, File()],
    work: Moving,
    centre_id: Annotated[str, Query(max_length=40)],
    kind: Literal["devices", "sims", "parts"],
) -> schemas.StockSheetOut:
    """Check a delivery list (.xlsx or .csv, 10 MB, 10,000 rows): every fault of every row; nothing is entered."""
    content = file.file.read(MAX_BYTES + 1)
    # Read before the first statement: the transaction, and with it SQLite's only writer, begins after the parsing.
    listed = sheets.read(kind, content)
    return views.sheet(sheets.hand_in(work, centre_id, kind, file.filename or "list", content, listed))


@router.get("/stock/sheets/{sheet_id}")
def read_sheet(sheet_id: str, work: Moving) -> schemas.StockSheetOut:
    """A list that was checked before."""
    return views.sheet(sheets.own_sheet(work, sheet_id))


@router.get("/stock/sheets/{sheet_id}/faulty.xlsx", **FILE)
def faulty_rows(sheet_id: str, work: Moving) -> Response:
    """The faulty rows to mend, each fault beside its cell."""
    name, content = sheets.faulty_file(work, sheet_id)
    return _file(content, name)


@router.post("/stock/sheets/{sheet_id}/take")
def take_sheet(sheet_id: str, body: schemas.TakeIn, work: Moving) -> schemas.PaperOut:
    """Enter the good rows; asked again, the same paper answers."""
    return views.papers(work, [sheets.take(work, sheet_id, body.note)])[0]


@router.post("/stock/issue")
def issue_to_van(body: schemas.MoveIn, work: Moving) -> schemas.PaperSheetOut:
    """From the warehouse onto a van (领料)."""
    paper = moving.issue(
        work, body.technician_id, body.devices, body.sims, body.parts, paper_id=body.id, note=body.note
    )
    return views.paper_sheet(work, paper.id)


@router.post("/stock/return")
def return_from_van(body: schemas.MoveIn, work: Moving) -> schemas.PaperSheetOut:
    """From a van back to the warehouse, the factory or scrap (退料)."""
    paper = moving.take_back(
        work, body.technician_id, body.devices, body.sims, body.parts, paper_id=body.id, note=body.note
    )
    return views.paper_sheet(work, paper.id)


@router.post("/stock/transfers", status_code=201)
def transfer(body: schemas.TransferIn, work: Moving) -> schemas.PaperSheetOut:
    """From van to van, at once, or from warehouse to warehouse, in transit until it arrives (调拨)."""
    load = Load(body.devices, body.sims, body.parts)
    paper = moving.transfer(work, body.from_place, body.to_place, load, paper_id=body.id, note=body.note)
    return views.paper_sheet(work, paper.id)


@router.get("/stock/papers")
def list_papers(
    work: Reading,
    kind: schemas.Kind | None = None,
    state: Literal["booked", "in_transit", "arrived", "undone", "lost"] | None = None,
    place: Annotated[str | None, Query(max_length=36)] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 30,
) -> Page[schemas.PaperOut]:
    """The papers from or to places within reach, newest first."""
    key = decode_cursor(cursor, 1)
    if place is not None:
        ends = [reachable_place(work, place, "place").id]
    else:
        ends = [row.id for row in inventory_repository.places(work.session, ("warehouse", "van"), work.actor.scope)]
    rows = repository.papers(work.session, ends, kind, state, key[0] if key else None, limit)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=views.papers(work, kept), next=following)


@router.get("/stock/papers/{paper_id}")
def read_paper(paper_id: str, work: Reading) -> schemas.PaperSheetOut:
    """A paper with its lines."""
    return views.paper_sheet(work, paper_id)


@router.post("/stock/papers/{paper_id}/undo")
def undo(paper_id: str, body: schemas.StockReasonIn, work: Moving) -> schemas.PaperSheetOut:
    """Take back what was done by mistake, while all of it is still where it went (a receipt: while nothing has moved)."""
    return views.paper_sheet(work, after.undo(work, paper_id, body.reason).id)


@router.post("/stock/papers/{paper_id}/arrive")
def arrive(paper_id: str, body: schemas.ArrivalIn, work: Moving) -> schemas.PaperSheetOut:
    """Confirm what arrived of a transfer between warehouses; the rest stays on the road."""
    came: Counter[tuple[str, str]] | None = None
    if body.arrived is not None:
        kinds = {one.id: one.kind for one in views.paper_sheet(work, paper_id).lines}
        came = Counter({(kinds.get(key, ""), key): count for key, count in body.arrived.items()})
    return views.paper_sheet(work, after.arrive(work, paper_id, came).id)


@router.post("/stock/papers/{paper_id}/give-up")
def give_up(
    paper_id: str, body: schemas.StockReasonIn, work: Annotated[UnitOfWork, allow("stock.approve_loss")]
) -> schemas.PaperSheetOut:
    """A manager gives up what never arrived of a transfer: it is lost (R33)."""
    return views.paper_sheet(work, after.give_up(work, paper_id, body.reason).id)


@router.get("/stock/suggestion")
def suggest(
    request: Request, work: Reading, technician_id: Annotated[str, Query(max_length=36)], days: Days = 1
) -> schemas.SuggestionOut:
    """What to issue so that a van has what its visits of the days ahead need."""
    needs = [one for one in request.app.state.house.stock_needs(work, days) if one.technician_id == technician_id]
    load, short = shortages.suggestion(work, technician_id, needs)
    return schemas.SuggestionOut(
        devices=list(load.devices), sims=list(load.sims), parts=dict(load.parts), short=dict(short), visits=len(needs)
    )


@router.get("/stock/shortages")
def list_shortages(request: Request, work: Reading, days: Days = 1, everything: bool = False) -> schemas.ShortagesOut:
    """What the visits ahead need and vans and warehouses lack, and what is below its minimum."""
    needs = request.app.state.house.stock_needs(work, days)
    found = shortages.shortages(work, needs, everything=everything)
    return schemas.ShortagesOut(items=[views.shortage(one) for one in found])


@router.put("/stock/levels/{place_id}/{code}")
def set_level(place_id: str, code: str, body: schemas.LevelIn, work: Moving) -> schemas.LevelOut:
    """The fewest of a product that a warehouse should hold; 0 takes the level away."""
    row = shortages.set_level(work, place_id, code, body.least, body.was)
    return schemas.LevelOut(place_id=row.place_id, code=row.product_code, least=row.least)


def _file(content: bytes, name: str) -> Response:
    headers = {"content-disposition": f"attachment; filename=list.xlsx; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=XLSX, headers=headers)
