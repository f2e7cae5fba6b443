"""HTTP of stock-taking."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory.stocking import counting, repository, schemas, views

router = APIRouter()
Reading = Annotated[UnitOfWork, allow("stock.read")]
Counting = Annotated[UnitOfWork, allow("stock.move")]
Approving = Annotated[UnitOfWork, allow("stock.approve_loss")]


@router.get("/stock/counts")
def list_counts(
    work: Reading,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 30,
) -> Page[schemas.CountOut]:
    """Counts within reach, newest first."""
    key = decode_cursor(cursor, 1)
    rows = repository.counts(work.session, work.actor.scope, key[0] if key else None, limit)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=views.counts(work, kept), next=following)


@router.post("/stock/counts", status_code=201)
def open_count(body: schemas.CountIn, work: Counting) -> schemas.CountSheetOut:
    """Begin to count a warehouse or a van; 409 while one goes on there."""
    return views.count_sheet(work, counting.open_count(work, body.id, body.place_id, body.note).id)


@router.get("/stock/counts/{count_id}")
def read_count(count_id: str, work: Reading) -> schemas.CountSheetOut:
    """A count as it stands, with its differences."""
    return views.count_sheet(work, count_id)


@router.post("/stock/counts/{count_id}/see")
def see(count_id: str, body: schemas.CodeIn, work: Counting) -> schemas.CountSheetOut:
    """A code was scanned or typed."""
    counting.see(work, count_id, body.text)
    return views.count_sheet(work, count_id)


@router.post("/stock/counts/{count_id}/parts")
def count_part(count_id: str, body: schemas.CountPartIn, work: Counting) -> schemas.CountSheetOut:
    """How many of a part are there."""
    counting.count_part(work, count_id, body.code, body.quantity)
    return views.count_sheet(work, count_id)


@router.delete("/stock/counts/{count_id}/entries/{entry_id}")
def forget(count_id: str, entry_id: str, work: Counting) -> schemas.CountSheetOut:
    """Take an entry back."""
    counting.forget(work, count_id, entry_id)
    return views.count_sheet(work, count_id)


@router.post("/stock/counts/{count_id}/finish")
def finish(count_id: str, body: schemas.FinishIn, work: Counting) -> schemas.CountSheetOut:
    """Book what was found; what is missing waits for a manager."""
    return views.count_sheet(work, counting.finish(work, count_id, body.version, body.note, body.reasons).id)


@router.post("/stock/counts/{count_id}/cancel")
def cancel(count_id: str, body: schemas.CountVersionIn, work: Counting) -> schemas.CountSheetOut:
    """Give an open count up; nothing is booked."""
    return views.count_sheet(work, counting.cancel(work, count_id, body.version).id)


@router.post("/stock/counts/{count_id}/approve")
def approve(count_id: str, body: schemas.DecideIn, work: Approving) -> schemas.CountSheetOut:
    """A manager approves that what is missing is lost (R33)."""
    return views.count_sheet(work, counting.approve_losses(work, count_id, body.version, body.note).id)


@router.post("/stock/counts/{count_id}/refuse")
def refuse(count_id: str, body: schemas.DecideIn, work: Approving) -> schemas.CountSheetOut:
    """A manager wants it counted again, with the reason."""
    return views.count_sheet(work, counting.refuse_losses(work, count_id, body.version, body.note).id)
