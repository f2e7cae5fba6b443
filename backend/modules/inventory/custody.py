"""Custody: every device, card and part is in exactly one place and leaves it only by a recorded movement."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.models import DeviceRow, MovementRow, PlaceRow, SimRow, StockRow
from backend.modules.inventory.removed.following import follow
from backend.modules.inventory.shapes import PlaceRef

Thing = DeviceRow | SimRow
_PLACES = UUID("0190a5f0-0000-7000-8000-00000000f1ed")
_NAMES = {
    "transit": "在途",
    "factory": "厂家",
    "scrap": "报废",
    "customer": "客户留存",
    "lost": "遗失",
    "void": "录错的号码",
}


@dataclass(frozen=True)
class Occasion:
    """When and why something moves, on which visit or which paper of the keeper. `at` is the event time."""

    at: datetime
    why: str
    visit_id: str | None = None
    paper_id: str | None = None
    note: str = ""


def place_id(kind: str, owner_id: str | None = None) -> str:
    """The id of a place follows from its kind and owner, so that nobody has to look it up or can make it twice."""
    return str(uuid5(_PLACES, f"{kind}:{owner_id or ''}"))


def place_row(place: PlaceRef) -> PlaceRow:
    """The row of a place as it would be written."""
    centre = place.owner_id if place.kind == "warehouse" else place.centre_id
    return PlaceRow(
        id=place_id(place.kind, place.owner_id),
        kind=place.kind,
        centre_id=centre,
        technician_id=place.owner_id if place.kind == "van" else None,
        vehicle_id=place.owner_id if place.kind == "vehicle" else None,
        name=place.name or _NAMES.get(place.kind, ""),
    )


def ensure_place(work: UnitOfWork, place: PlaceRef) -> PlaceRow:
    """The place, made when it is not there yet; two writers may both try."""
    wanted = place_row(place)
    known = work.session.get(PlaceRow, wanted.id)
    if known is not None:
        return known
    try:
        with work.session.begin_nested():
            work.session.add(wanted)
    except IntegrityError:
        return work.session.get_one(PlaceRow, wanted.id)
    return wanted


def kind_of(thing: Thing) -> str:
    """'device' or 'sim', as movements call it."""
    return "device" if isinstance(thing, DeviceRow) else "sim"


def enter_thing(work: UnitOfWork, thing: Thing, occasion: Occasion) -> None:
    """Take a new device or card into the books at its `place_id`."""
    work.session.add(thing)
    work.session.flush()
    _note(work, kind_of(thing), thing.id, 1, None, thing.place_id, occasion)


def move_thing(work: UnitOfWork, thing: Thing, to_place: str, occasion: Occasion) -> None:
    """Move a device or card from where it is; nothing happens when it is there already."""
    if thing.place_id == to_place:
        return
    came_from, thing.place_id = thing.place_id, to_place
    work.session.add(thing)
    work.session.flush()
    _note(work, kind_of(thing), thing.id, 1, came_from, to_place, occasion)
    follow(work, thing, came_from)


def enter_parts(work: UnitOfWork, code: str, quantity: int, to_place: str, occasion: Occasion) -> None:
    """Take parts into the books."""
    _add_stock(work, to_place, code, quantity)
    _note(work, "part", code, quantity, None, to_place, occasion)


def move_parts(work: UnitOfWork, code: str, quantity: int, from_place: str, to_place: str, occasion: Occasion) -> int:
    """Move up to `quantity` parts and return how many there were to move; a place never goes below zero."""
    moved = min(quantity, in_stock(work, from_place, code))
    while moved > 0 and not _take_stock(work, from_place, code, moved):
        moved = min(quantity, in_stock(work, from_place, code))  # another writer was quicker
    if moved <= 0:
        return 0
    _add_stock(work, to_place, code, moved)
    _note(work, "part", code, moved, from_place, to_place, occasion)
    return moved


def in_stock(work: UnitOfWork, place: str, code: str) -> int:
    """How many of a part are in a place by the books."""
    row = work.session.get(StockRow, (place, code), populate_existing=True)
    return row.quantity if row else 0


def _take_stock(work: UnitOfWork, place: str, code: str, quantity: int) -> bool:
    # One statement decides and takes, so that two writers cannot both take the last one.
    rule = (col(StockRow.place_id) == place, col(StockRow.product_code) == code, col(StockRow.quantity) >= quantity)
    taken = work.session.connection().execute(
        update(StockRow).where(*rule).values(quantity=col(StockRow.quantity) - quantity)
    )
    return taken.rowcount == 1


def _add_stock(work: UnitOfWork, place: str, code: str, quantity: int) -> None:
    rule = (col(StockRow.place_id) == place, col(StockRow.product_code) == code)
    more = update(StockRow).where(*rule).values(quantity=col(StockRow.quantity) + quantity)
    if work.session.connection().execute(more).rowcount == 1:
        return
    try:
        with work.session.begin_nested():
            work.session.add(StockRow(place_id=place, product_code=code, quantity=quantity))
    except IntegrityError:  # another writer made the row meanwhile
        work.session.connection().execute(more)


def _note(
    work: UnitOfWork, kind: str, thing_id: str, quantity: int, from_place: str | None, to_place: str, occasion: Occasion
) -> None:
    work.session.add(
        MovementRow(
            thing_kind=kind,
            thing_id=thing_id,
            quantity=quantity,
            from_place=from_place,
            to_place=to_place,
            at=occasion.at,
            recorded_at=work.now,
            by=work.actor.id,
            why=occasion.why,
            visit_id=occasion.visit_id,
            paper_id=occasion.paper_id,
            note=occasion.note,
        )
    )
