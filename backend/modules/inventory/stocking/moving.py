"""The keeper's acts: issue to a van, take back, van to van, warehouse to warehouse, and undoing one of them.

All lines are checked first; a fault moves nothing.

Van to van counts at once, since giver and receiver stand side by side when it is recorded, and the receiver may use
the thing within the hour, offline: a thing in transit until he confirms would make his next installation a case of a
terminal that is not on his van. What he did not get is undone, which puts it back on the giver's van. Between two
warehouses there is a road and a day: those things are in transit until the other keeper says what arrived.
"""

from collections.abc import Mapping, Sequence

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, move_thing, place_id
from backend.modules.inventory.errors import NO_VAN, NOTHING_GIVEN
from backend.modules.inventory.events import StockIssued, StockReturned
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.shapes import PlaceRef
from backend.modules.inventory.stocking.errors import WRONG_TRANSFER
from backend.modules.inventory.stocking.events import StockTransferred
from backend.modules.inventory.stocking.lines import carry_parts, things_at
from backend.modules.inventory.stocking.models import StockPaperRow
from backend.modules.inventory.stocking.papers import Load, reachable_place, write_paper


def issue(
    work: UnitOfWork,
    technician_id: str,
    devices: Sequence[str] = (),
    sims: Sequence[str] = (),
    parts: Mapping[str, int] | None = None,
    *,
    paper_id: str | None = None,
    note: str = "",
) -> StockPaperRow:
    """From the warehouse of the van's centre onto the van (领料).

    Refuses 404 without a van, and 422 stock_faults with every line that does not fit: unknown, not in the
    warehouse, on its way elsewhere, or too few.
    """
    van, store = _van_and_store(work, technician_id)
    load = _some(Load(devices, sims, parts or {}))
    paper, new = _paper(work, "issue", paper_id, load, store, van, note)
    if new:
        _carry(work, things_at(work, store, load), load, store.id, van.id, _occasion(work, paper, "issue"))
        work.record(StockIssued(technician_id=technician_id, centre_id=van.centre_id, **_told(load)))
    return paper


def take_back(
    work: UnitOfWork,
    technician_id: str,
    devices: Sequence[str] = (),
    sims: Sequence[str] = (),
    parts: Mapping[str, int] | None = None,
    *,
    paper_id: str | None = None,
    note: str = "",
) -> StockPaperRow:
    """From the van to where each thing must end: the warehouse, or the factory or scrap when it is bound for it (退料).

    Refuses as `issue` does.
    """
    van, store = _van_and_store(work, technician_id)
    load = _some(Load(devices, sims, parts or {}))
    paper, new = _paper(work, "return", paper_id, load, van, store, note)
    if new:
        occasion = _occasion(work, paper, "return")
        things = things_at(work, van, load)
        paper.bound = {one.id: one.bound_for for one in things if one.bound_for}
        for thing in things:
            end = thing.bound_for
            thing.bound_for = None
            move_thing(work, thing, _end_of(work, end, store.id), occasion)
        _carry(work, [], load, van.id, store.id, occasion)
        work.record(StockReturned(technician_id=technician_id, centre_id=van.centre_id, **_told(load)))
    return paper


def transfer(
    work: UnitOfWork, from_place: str, to_place: str, load: Load, *, paper_id: str | None = None, note: str = ""
) -> StockPaperRow:
    """From van to van, at once, or from warehouse to warehouse, in transit until it arrives (调拨).

    Refuses 404 and 403 for the place it leaves, 422 wrong_transfer, and stock_faults as `issue` does.
    """
    giver = reachable_place(work, from_place, "from_place")
    taker = work.session.get(PlaceRow, to_place)
    if taker is None or taker.kind != giver.kind or taker.id == giver.id or taker.centre_id is None:
        raise Refusal(WRONG_TRANSFER, field="to_place")
    paper, new = _paper(work, "transfer", paper_id, _some(load), giver, taker, note)
    if new:
        on_road = giver.kind == "warehouse"
        paper.state = "in_transit" if on_road else "booked"
        goal = ensure_place(work, PlaceRef("transit")).id if on_road else taker.id
        _carry(work, things_at(work, giver, load), load, giver.id, goal, _occasion(work, paper, "transfer"))
        work.record(
            StockTransferred(
                paper_id=paper.id, no=paper.no, centre_id=giver.centre_id, from_place=giver.id, to_place=taker.id,
                things=sum(load.counts.values()),
            )
        )  # fmt: skip
    return paper


def _paper(
    work: UnitOfWork,
    kind: str,
    paper_id: str | None,
    load: Load,
    from_place: PlaceRow,
    to_place: PlaceRow,
    note: str,
) -> tuple[StockPaperRow, bool]:
    asked = {"from": from_place.id, "to": to_place.id, "note": note, **_told(load)}
    return write_paper(work, kind, paper_id, asked, from_place, to_place, load.counts, note)


def _carry(
    work: UnitOfWork, things: Sequence[Thing], load: Load, from_place: str, to_place: str, occasion: Occasion
) -> None:
    for thing in things:
        move_thing(work, thing, to_place, occasion)
    for code, quantity in sorted(load.parts.items()):
        carry_parts(work, code, quantity, from_place, to_place, occasion)


def _occasion(work: UnitOfWork, paper: StockPaperRow, why: str) -> Occasion:
    return Occasion(work.now, why, paper_id=paper.id, note=paper.note)


def _end_of(work: UnitOfWork, end: str | None, store: str) -> str:
    # What goes to a factory waits in the store for its batch (removed/batches.py).
    return ensure_place(work, PlaceRef("scrap")).id if end == "scrap" else store


def _told(load: Load) -> dict[str, object]:
    return {"devices": list(load.devices), "sims": list(load.sims), "parts": dict(load.parts)}


def _some(load: Load) -> Load:
    if not load:
        raise Refusal(NOTHING_GIVEN)
    return load


def _van_and_store(work: UnitOfWork, technician_id: str) -> tuple[PlaceRow, PlaceRow]:
    van = work.session.get(PlaceRow, place_id("van", technician_id))
    if van is None or van.centre_id is None:
        raise Refusal(NO_VAN, field="technician_id")
    work.actor.require_centre(van.centre_id)
    return van, ensure_place(work, PlaceRef("warehouse", van.centre_id))
