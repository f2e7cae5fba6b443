"""HTTP of movements: a place's or a thing's, filtered, in pages and as a file."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from backend.kernel.moments import Moment
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.spreadsheet import XLSX, write_list
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory.stocking import movements, schemas, views
from backend.modules.inventory.stocking.events import MovementsExported
from backend.modules.inventory.stocking.lines import place_words
from backend.modules.inventory.stocking.movements import Asked, Moved

router = APIRouter()
Reading = Annotated[UnitOfWork, allow("stock.read")]
Key = Annotated[str | None, Query(max_length=36)]
Number = Annotated[str, Query(max_length=64)]
Why = Annotated[str | None, Query(max_length=20)]
COLUMNS = (
    ("时间", "Time", 18), ("东西", "What", 24), ("号码或编号", "Number or code", 24), ("数量", "Quantity", 8),
    ("从", "From", 18), ("到", "To", 18), ("为什么", "Why", 14), ("备注", "Note", 30), ("谁", "Who", 12),
    ("派工单", "Visit", 18), ("单据", "Paper", 18),
)  # fmt: skip


@router.get("/stock/movements")
def list_movements(
    request: Request,
    work: Reading,
    place: Key = None,
    number: Number = "",
    why: Why = None,
    start: Annotated[Moment | None, Query()] = None,
    end: Annotated[Moment | None, Query()] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
) -> Page[schemas.MovementOut]:
    """What came to or left a place, or went with a number, newest first; a place or a number must be named."""
    key = decode_cursor(cursor, 1)
    rows = movements.movements(work, Asked(place, number, why, start, end), key[0] if key else None, limit + 1)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    found = movements.described(work, kept)
    return Page(items=views.moved(work, found, _visits(request, work, found)), next=following)


@router.get("/stock/movements.xlsx", response_class=StreamingResponse, responses={200: {"content": {XLSX: {}}}})
def export_movements(
    request: Request,
    work: Reading,
    place: Key = None,
    number: Number = "",
    why: Why = None,
    start: Annotated[Moment | None, Query()] = None,
    end: Annotated[Moment | None, Query()] = None,
    lang: Literal["zh", "en"] = "zh",
) -> StreamingResponse:
    """The same list for a spreadsheet, up to 20,000 lines; the export is logged (R27)."""
    found = list(movements.every(work, Asked(place, number, why, start, end)))
    visits = _visits(request, work, found)
    said = 0 if lang == "zh" else 1
    head = [(str(names[said]), float(names[2])) for names in COLUMNS]
    file = write_list(("库存流水", "Movements")[said], head, _lines(work, found, visits, said))
    with request.app.state.house.units.write(work.actor) as log:
        centre = next((one.from_place or one.to_place for one in found), None)
        log.record(
            MovementsExported(place_id=place or "", rows=len(found), centre_id=centre.centre_id if centre else None)
        )
    headers = {"content-disposition": 'attachment; filename="movements.xlsx"'}
    return StreamingResponse(file, media_type=XLSX, headers=headers, background=BackgroundTask(file.close))


def _visits(request: Request, work: UnitOfWork, found: list[Moved]) -> dict[str, tuple[str, str]]:
    ids = sorted({one.row.visit_id for one in found if one.row.visit_id})
    known: dict[str, tuple[str, str]] = {}
    for start in range(0, len(ids), 500):
        known |= request.app.state.house.visit_numbers(work, ids[start : start + 500])
    return known


def _lines(
    work: UnitOfWork, found: list[Moved], visits: dict[str, tuple[str, str]], said: int
) -> Iterator[tuple[Any, ...]]:
    people = views.names(work, [one.row.by for one in found])
    zone = ZoneInfo(work.ports.settings.time_zone)
    for one in found:
        row = one.row
        yield (
            row.at.astimezone(zone).replace(tzinfo=None, microsecond=0), one.name[said], one.number, row.quantity,
            place_words(one.from_place)[said] if one.from_place else "", place_words(one.to_place)[said],
            movements.why_words(row)[said], row.note, people.get(row.by, ""),
            visits.get(row.visit_id or "", ("", ""))[0], one.paper.no if one.paper else "",
        )  # fmt: skip
