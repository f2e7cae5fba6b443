"""HTTP: the open list of removed parts and their ends."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from backend.kernel.pagination import Page, cut_page, decode_cursor
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.auth.public import allow
from backend.modules.inventory.removed import ending, listing, pictures, registering, repository
from backend.modules.inventory.removed import schemas as wire
from backend.modules.inventory.removed.events import ReturnsExported
from backend.modules.inventory.removed.export import list_book
from backend.modules.inventory.removed.shapes import TakenOut

router = APIRouter(prefix="/api", tags=["removed"])
Read = Annotated[UnitOfWork, allow("removed.read")]
Write = Annotated[UnitOfWork, allow("removed.write")]
MOST_EXPORTED = 20_000


@router.get("/removed")
def list_removed(
    request: Request, work: Read, asked: Annotated[wire.RemovedPageQuery, Query()]
) -> Page[wire.RemovedOut]:
    """What was taken out of vehicles: what is open oldest first, what has ended newest first."""
    after = decode_cursor(asked.cursor, (int, str))
    rows = repository.page(work.session, _filter(work, asked), after, asked.limit)
    kept, following = cut_page(rows, asked.limit, lambda found: repository.key_of(found[0]))
    return Page(items=pictures.list_out(work, kept, request.app.state.house.technicians), next=following)


@router.get("/removed/summary")
def read_summary(request: Request, work: Read) -> wire.SharesOut:
    """How many open ones are on each van and in each store, the oldest first (R33)."""
    return pictures.shares_out(work, request.app.state.house.technicians)


@router.get("/removed.xlsx", response_class=StreamingResponse, responses={200: {"content": {XLSX: {}}}})
def export_removed(
    request: Request, work: Read, asked: Annotated[wire.RemovedExportQuery, Query()]
) -> StreamingResponse:
    """The filtered list for a spreadsheet; the export is logged (R27)."""
    house = request.app.state.house
    rows = repository.page(work.session, _filter(work, asked), None, MOST_EXPORTED)[:MOST_EXPORTED]
    items = pictures.list_out(work, rows, house.technicians)
    file = list_book(items, ZoneInfo(house.settings.time_zone), asked.lang)
    # Reading is done on a connection that can't write; the log of the export has a transaction of its own.
    with house.units.write(work.actor) as log:
        log.record(ReturnsExported(what="removed_parts", rows=len(items)))
    headers = {"content-disposition": 'attachment; filename="removed-parts.xlsx"'}
    return StreamingResponse(file, media_type=XLSX, headers=headers, background=BackgroundTask(file.close))


@router.get("/removed/limits")
def read_limits(work: Read) -> wire.LimitsOut:
    """After how many days on a van a removed part is late, by centre."""
    known = repository.limits(work.session)
    centres = [one.id for one in auth.centres(work) if work.actor.reaches(one.id)]
    items = [wire.LimitOut(centre_id=one, days=listing.limit_of(known, one)) for one in centres]
    return wire.LimitsOut(usual_days=listing.USUAL_DAYS, items=items)


@router.put("/removed/limits")
def change_limit(body: wire.LimitIn, work: Annotated[UnitOfWork, allow("removed.limit")]) -> wire.LimitOut:
    """Change a centre's limit."""
    listing.set_limit(work, body.centre_id, body.days)
    return wire.LimitOut(centre_id=body.centre_id, days=body.days)


@router.post("/removed", status_code=201)
def register_removed(request: Request, body: wire.RegisterIn, work: Write) -> wire.RemovedDetailOut:
    """Put something on the list that was handed in without a record."""
    told = TakenOut(plate=body.plate.upper(), symptom_zh=body.symptom, order_no=body.order_no.upper())
    row = registering.register(
        work,
        registering.HandedIn(
            body.kind, body.number, body.centre_id, body.bound_for, body.technician_id, body.product_code, told=told
        ),
    )
    return _detail(request, work, row.id)


@router.get("/removed/{removed_id}")
def read_removed(request: Request, removed_id: wire.Id, work: Read) -> wire.RemovedDetailOut:
    """One entry with the whole way of its thing."""
    return _detail(request, work, removed_id)


@router.get("/removed/{removed_id}/label")
def read_label(removed_id: wire.Id, work: Annotated[UnitOfWork, allow("removed.label")]) -> wire.LabelOut:
    """What the return label prints; a technician sees those of what he took out or has on his van (R11)."""
    return wire.LabelOut(**vars(listing.return_label(work, removed_id)))


@router.post("/removed/{removed_id}/act")
def act_on_removed(
    request: Request, removed_id: wire.Id, body: wire.RemovedActIn, work: Write
) -> wire.RemovedDetailOut:
    """Take in, restock, scrap, leave with the customer, report a loss, or undo."""
    ending.act(work, removed_id, body.act, body.note.strip(), body.version)
    return _detail(request, work, removed_id)


@router.post("/removed/{removed_id}/loss")
def decide_loss(
    request: Request, removed_id: wire.Id, body: wire.LossIn, work: Annotated[UnitOfWork, allow("removed.loss")]
) -> wire.RemovedDetailOut:
    """The manager's word about a reported loss (R33)."""
    ending.decide_loss(work, removed_id, body.approve, body.note.strip(), body.version)
    return _detail(request, work, removed_id)


def _filter(work: UnitOfWork, asked: wire.RemovedQuery) -> repository.RemovedFilter:
    return repository.RemovedFilter(
        state=None if asked.state == "all" else asked.state,
        scope=work.actor.scope,
        centre_id=asked.centre_id,
        technician_id=asked.technician_id,
        where=asked.where,
        bound_for=asked.bound_for,
        before=listing.before_of(work, asked.older_than),
        q=asked.q,
    )


def _detail(request: Request, work: UnitOfWork, removed_id: str) -> wire.RemovedDetailOut:
    return pictures.detail_out(work, listing.found(work, removed_id), request.app.state.house.technicians)
