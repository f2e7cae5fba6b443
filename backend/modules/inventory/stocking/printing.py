"""What the keeper's slips print (领料单, 退料单): a paper with its two ends and what it moved."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.stocking import movements, repository
from backend.modules.inventory.stocking.papers import own_paper


@dataclass(frozen=True)
class SlipLine:
    """A device or card by its number, or so many of a part."""

    name_zh: str
    name_en: str
    number: str
    quantity: int


@dataclass(frozen=True)
class StockSlip:
    """A paper of the keeper: `kind` receipt, issue, return or transfer; `centre_id` is where it ends."""

    id: str
    no: str
    kind: str
    at: datetime
    by: str
    note: str
    from_name: str
    to_name: str
    centre_id: str
    lines: tuple[SlipLine, ...]


def stock_slip(work: UnitOfWork, paper_id: str) -> StockSlip:
    """A paper to print; refuses 404, and 403 when neither end is in the actor's centres."""
    row = own_paper(work, paper_id)
    ends = inventory_repository.places_by_id(work.session, {one for one in (row.from_place, row.to_place) if one})
    first = [
        one for one in repository.movements_of_paper(work.session, row.id) if one.why not in ("undo", "arrived", "lost")
    ]
    start, goal = ends.get(row.from_place or ""), ends[row.to_place]
    return StockSlip(
        id=row.id, no=row.no, kind=row.kind, at=row.at, by=row.by, note=row.note,
        from_name=start.name if start else "", to_name=goal.name, centre_id=goal.centre_id or "",
        lines=tuple(
            SlipLine(one.name[0], one.name[1], one.number if one.row.thing_kind != "part" else "", one.row.quantity)
            for one in movements.described(work, first)
        ),
    )  # fmt: skip
