"""A receipt entered by mistake: what it brought into the books is taken out again, as long as nothing of it has moved.

Nothing is deleted: the things go to the place of numbers entered by mistake, and a later receipt brings them back.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import col

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, in_stock, move_thing
from backend.modules.inventory.errors import STOCK_FAULTS
from backend.modules.inventory.models import MISTAKEN, DeviceRow, MovementRow, PlaceRow, SimRow
from backend.modules.inventory.shapes import NewDevice, NewSim, PlaceRef
from backend.modules.inventory.stocking import repository
from backend.modules.inventory.stocking.lines import carry_parts, fault, number_of, place_words
from backend.modules.inventory.stocking.models import StockPaperRow


def take_out(work: UnitOfWork, paper: StockPaperRow, reason: str) -> None:
    """Take everything that a receipt entered out of the books.

    Refuses 422 stock_faults with every thing that has moved since and every part of which less is left than came.
    """
    rows = repository.movements_of_paper(work.session, paper.id)
    things = {kind: _held(work, kind, rows) for kind in ("device", "sim")}
    parts = [row for row in rows if row.thing_kind == "part"]
    wrong = [one for kind, found in things.items() for one in _moved_on(work, kind, found, rows, paper)]
    for row in parts:
        have = in_stock(work, paper.to_place, row.thing_id)
        if have < row.quantity:
            wrong.append(fault("parts", row.thing_id, "too_few", {"have": have, "wanted": row.quantity}))
    if wrong:
        raise Refusal(STOCK_FAULTS, field=wrong[0]["field"], count=len(wrong), faults=wrong)
    void = ensure_place(work, PlaceRef("void"))
    occasion = Occasion(work.now, "undo", paper_id=paper.id, note=reason)
    for kind, found in things.items():
        _set_aside(work, kind, found, void, occasion)
    for row in parts:
        carry_parts(work, row.thing_id, row.quantity, paper.to_place, void.id, occasion)
    _open_list_again(work, paper)


def number_key(device: NewDevice) -> str:
    """The number under which a terminal stands in the books: its own, else its IMEI."""
    return policies.terminal_key(device.terminal_no) or policies.imei_key(device.imei)


def brought_back(
    work: UnitOfWork, paper: StockPaperRow, devices: Iterable[NewDevice], cards: Iterable[NewSim]
) -> tuple[set[str], set[str]]:
    """Bring numbers that stand in the books as mistakes back by this receipt, described as it describes them.

    Returns the terminal numbers and card keys that need no new entry.
    """
    by_number = {number_key(one): one for one in devices}
    by_key = {policies.iccid_key(one.iccid)[0]: one for one in cards}
    occasion = Occasion(work.now, "received", paper_id=paper.id)
    _release_imeis(work, {one.imei: number for number, one in by_number.items() if one.imei})
    back: tuple[set[str], set[str]] = (set(), set())
    for device in _mistaken(work, DeviceRow, DeviceRow.terminal_no, by_number):
        new = by_number[device.terminal_no]
        device.imei, device.product_code = policies.imei_key(new.imei) if new.imei else "", new.product_code
        _return(work, device, paper.to_place, occasion)
        back[0].add(device.terminal_no)
    for card in _mistaken(work, SimRow, SimRow.iccid_key19, by_key):
        told = by_key[card.iccid_key19]
        card.iccid, card.msisdn, card.operator = policies.iccid_key(told.iccid)[1], told.msisdn, told.operator
        card.card_type, card.product_code = told.card_type, told.product_code
        _return(work, card, paper.to_place, occasion)
        back[1].add(card.iccid_key19)
    return back


def _mistaken(work: UnitOfWork, table: type[Any], column: Any, numbers: Iterable[str]) -> list[Any]:
    """Those of these numbers that stand in the books as mistakes, held: of two receipts at once only one brings them back."""
    found = inventory_repository.rows_in(work.session, table, column, numbers)
    held = inventory_repository.lock_rows(work.session, table, [one.id for one in found if one.state == MISTAKEN])
    return [one for one in held if one.state == MISTAKEN]


def _return(work: UnitOfWork, thing: Thing, place: str, occasion: Occasion) -> None:
    thing.state, thing.bound_for = "good", None
    move_thing(work, thing, place, occasion)


def _release_imeis(work: UnitOfWork, numbers: dict[str, str]) -> None:
    """An IMEI that comes with another terminal number leaves the mistaken entry, so that it finds one terminal."""
    keys = {policies.imei_key(imei): number for imei, number in numbers.items()}
    for device in inventory_repository.rows_in(work.session, DeviceRow, DeviceRow.imei, keys):
        if device.state == MISTAKEN and device.terminal_no != keys[device.imei]:
            device.imei = ""
            work.session.add(device)


def _held(work: UnitOfWork, kind: str, rows: Sequence[MovementRow]) -> list[Thing]:
    """The devices or cards of a receipt, held."""
    ids = [row.thing_id for row in rows if row.thing_kind == kind]
    table: type[Any] = SimRow if kind == "sim" else DeviceRow
    return inventory_repository.lock_rows(work.session, table, ids)


def _moved_on(
    work: UnitOfWork, kind: str, things: Sequence[Thing], rows: Sequence[MovementRow], paper: StockPaperRow
) -> list[dict[str, Any]]:
    entered = {row.thing_id: row.id for row in rows if row.thing_kind == kind}
    last = repository.last_movements(work.session, kind, list(entered))
    moved = [one for one in things if one.place_id != paper.to_place or last[one.id] != entered[one.id]]
    places = inventory_repository.places_by_id(work.session, {one.place_id for one in moved})
    return [
        fault(f"{kind}s", number_of(one), "not_here", {"where": place_words(places[one.place_id])})
        if one.place_id != paper.to_place
        else fault(f"{kind}s", number_of(one), "moved")
        for one in moved
    ]


def _set_aside(work: UnitOfWork, kind: str, things: Sequence[Thing], void: PlaceRow, occasion: Occasion) -> None:
    """In few statements, since a receipt may have brought thousands. Nothing that never moved is on its way back."""
    table = DeviceRow if kind == "device" else SimRow
    ids = [one.id for one in things]
    notes = [
        {
            "id": new_id(), "thing_kind": kind, "thing_id": one.id, "quantity": 1, "from_place": one.place_id,
            "to_place": void.id, "at": occasion.at, "recorded_at": work.now, "by": work.actor.id, "why": occasion.why,
            "paper_id": occasion.paper_id, "note": occasion.note,
        }
        for one in things
    ]  # fmt: skip
    for part in inventory_repository.chunks(ids):
        rule = col(table.id).in_(part)
        work.session.execute(update(table).where(rule).values(place_id=void.id, state=MISTAKEN))
    if notes:
        work.session.execute(insert(MovementRow), notes)


def _open_list_again(work: UnitOfWork, paper: StockPaperRow) -> None:
    """The list that was taken by this paper, if it was one, can be taken anew."""
    sheet = repository.sheet_of_paper(work.session, paper.id)
    if sheet is not None:
        sheet.paper_id = None
        work.session.add(sheet)
