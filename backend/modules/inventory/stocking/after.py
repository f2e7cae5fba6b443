"""What becomes of a paper: a transfer arrives or is given up, an act made by mistake is undone.

What a paper moved, and what of it is still on the road, is read from its movements.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from backend.kernel.errors import REASON_NEEDED, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, in_stock, move_thing, place_id
from backend.modules.inventory.errors import NOTHING_GIVEN, STOCK_FAULTS
from backend.modules.inventory.models import MovementRow, PlaceRow
from backend.modules.inventory.shapes import PlaceRef
from backend.modules.inventory.stocking import repository
from backend.modules.inventory.stocking.errors import PAPER_STATE
from backend.modules.inventory.stocking.events import StockPaperUndone, TransferArrived, TransferLost
from backend.modules.inventory.stocking.lines import carry_parts, fault, number_of, place_words
from backend.modules.inventory.stocking.models import StockPaperRow
from backend.modules.inventory.stocking.papers import centres_of, own_paper
from backend.modules.inventory.stocking.receipt_undo import take_out

STATES = {
    "booked": ("已记账", "booked"), "in_transit": ("在途", "on the road"), "arrived": ("已到", "arrived"),
    "undone": ("已撤销", "undone"), "lost": ("已报丢", "given up"),
}  # fmt: skip
Key = tuple[str, str]  # kind and id of a thing, or 'part' and its code


def on_the_road(work: UnitOfWork, paper: StockPaperRow) -> Counter[Key]:
    """What of a transfer has left and not arrived yet."""
    road = place_id("transit")
    left: Counter[Key] = Counter()
    for row in repository.movements_of_paper(work.session, paper.id):
        key = (row.thing_kind, row.thing_id)
        left[key] += row.quantity * ((row.to_place == road) - (row.from_place == road))
    return +left


def arrive(work: UnitOfWork, paper_id: str, arrived: Counter[Key] | None = None) -> StockPaperRow:
    """The keeper of the other warehouse confirms what came, all of it when nothing is named (到货确认).

    What did not come stays in transit. Refuses 409 paper_state, 422 stock_faults for what is not on the road.
    """
    paper = _in_transit(work, paper_id)
    goal = work.session.get_one(PlaceRow, paper.to_place)
    work.actor.require_centre(goal.centre_id or "")
    left = on_the_road(work, paper)
    came = left if arrived is None else +arrived
    if not came:
        raise Refusal(NOTHING_GIVEN)
    wrong = [fault("devices", key[1], "unknown") for key, count in came.items() if count > left[key]]
    if wrong:
        raise Refusal(STOCK_FAULTS, field="devices", count=len(wrong), faults=wrong)
    _move_all(work, came, paper.to_place, Occasion(work.now, "arrived", paper_id=paper.id))
    rest = left - came
    if not rest:
        _end(work, paper, "arrived", "")
    work.record(
        TransferArrived(
            paper_id=paper.id, no=paper.no, centre_id=goal.centre_id, things=came.total(), left=rest.total()
        )
    )
    return paper


def give_up(work: UnitOfWork, paper_id: str, reason: str) -> StockPaperRow:
    """A manager gives up what never arrived: it is lost, with the reason (R33)."""
    paper = _in_transit(work, paper_id)
    # Whoever sent it answers for it: the other centre's manager may look, not write it off.
    work.actor.require_centre(work.session.get_one(PlaceRow, paper.from_place).centre_id or "")
    why = _reason(reason)
    rest = on_the_road(work, paper)
    lost = ensure_place(work, PlaceRef("lost")).id
    _move_all(work, rest, lost, Occasion(work.now, "lost", paper_id=paper.id, note=why))
    _end(work, paper, "lost", why)
    work.record(
        TransferLost(paper_id=paper.id, no=paper.no, centre_id=_centre(work, paper), things=rest.total(), reason=why)
    )
    return paper


def undo(work: UnitOfWork, paper_id: str, reason: str) -> StockPaperRow:
    """Everything that the paper moved goes back where it came from; only while all of it is still where it went.

    What a receipt brought is taken out of the books, while nothing of it has moved.
    Refuses 409 for a paper that ended, 422 stock_faults with every thing that has moved on.
    """
    paper = own_paper(work, paper_id, lock=True)
    moved = repository.movements_of_paper(work.session, paper.id)
    if paper.state not in ("booked", "in_transit") or any(row.why == "arrived" for row in moved):
        raise _wrong_state(paper)
    why = _reason(reason)
    if paper.kind == "receipt":
        take_out(work, paper, why)
    else:
        _take_back(work, paper, moved, why)
    _end(work, paper, "undone", why)
    work.record(StockPaperUndone(paper_id=paper.id, no=paper.no, centre_id=_centre(work, paper), reason=why))
    return paper


def _take_back(work: UnitOfWork, paper: StockPaperRow, moved: Sequence[MovementRow], why: str) -> None:
    back: list[tuple[MovementRow, Thing | None]] = []
    wrong: list[dict[str, Any]] = []
    for row in sorted(moved, key=lambda one: (one.thing_kind, one.thing_id)):
        thing, misfit = _still_there(work, row)
        back.append((row, thing))
        wrong += misfit
    if wrong:
        raise Refusal(STOCK_FAULTS, field=wrong[0]["field"], count=len(wrong), faults=wrong)
    occasion = Occasion(work.now, "undo", paper_id=paper.id, note=why)
    for row, thing in back:
        origin = row.from_place or row.to_place
        if thing is None:
            carry_parts(work, row.thing_id, row.quantity, row.to_place, origin, occasion)
        else:
            thing.bound_for = paper.bound.get(thing.id, thing.bound_for)
            move_thing(work, thing, origin, occasion)


def _still_there(work: UnitOfWork, row: MovementRow) -> tuple[Thing | None, list[dict[str, Any]]]:
    if row.thing_kind == "part":
        have = in_stock(work, row.to_place, row.thing_id)
        short = {"have": have, "wanted": row.quantity}
        return None, [] if have >= row.quantity else [fault("parts", row.thing_id, "too_few", short)]
    thing = locked(work, (row.thing_kind, row.thing_id))
    if thing.place_id == row.to_place:
        return thing, []
    where = place_words(work.session.get_one(PlaceRow, thing.place_id))
    return thing, [fault(f"{row.thing_kind}s", number_of(thing), "not_here", {"where": where})]


def _move_all(work: UnitOfWork, what: Counter[Key], to_place: str, occasion: Occasion) -> None:
    road = place_id("transit")
    for key, count in sorted(what.items()):
        if key[0] == "part":
            carry_parts(work, key[1], count, road, to_place, occasion)
        else:
            thing = locked(work, key)
            if thing.place_id == road:  # else it turned up elsewhere meanwhile: the newer movement stands
                move_thing(work, thing, to_place, occasion)


def locked(work: UnitOfWork, key: Key) -> Thing:
    """A device or card by kind and id, held."""
    return inventory_repository.lock_thing_of(work.session, *key)


def _in_transit(work: UnitOfWork, paper_id: str) -> StockPaperRow:
    paper = own_paper(work, paper_id, lock=True)
    if paper.state != "in_transit":
        raise _wrong_state(paper)
    return paper


def _wrong_state(paper: StockPaperRow) -> Refusal:
    zh, en = STATES["arrived" if paper.state == "in_transit" else paper.state]
    return Refusal(PAPER_STATE, state=zh, state_en=en)


def _end(work: UnitOfWork, paper: StockPaperRow, state: str, note: str) -> None:
    paper.state, paper.ended_at, paper.ended_by, paper.end_note = state, work.now, work.actor.id, note
    work.session.add(paper)
    work.session.flush()


def _reason(text: str) -> str:
    if not text.strip():
        raise Refusal(REASON_NEEDED, field="reason")
    return text.strip()


def _centre(work: UnitOfWork, paper: StockPaperRow) -> str | None:
    return next(iter(centres_of(work, paper)), None)
