"""What moved: of a place or of a thing, with who, when, why, on which visit or paper; newest first, and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, literal, or_
from sqlmodel import col

from backend.kernel.errors import NOT_YOURS, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.errors import NUMBER_UNKNOWN
from backend.modules.inventory.models import MovementRow, PlaceRow
from backend.modules.inventory.service import find_device, find_sim
from backend.modules.inventory.stocking import repository
from backend.modules.inventory.stocking.errors import NO_PLACE
from backend.modules.inventory.stocking.lines import number_of
from backend.modules.inventory.stocking.models import StockPaperRow
from backend.modules.inventory.stocking.papers import reachable_place

EXPORT_MOST = 20_000
# Why things move, in the words of the trade; acts of the field are told by their own names.
WHY: dict[str, tuple[str, str]] = {
    "received": ("收货", "Received"), "issue": ("领料", "Issued"), "return": ("退料", "Returned"),
    "transfer": ("调拨", "Transferred"), "arrived": ("到货", "Arrived"), "undo": ("撤销", "Undone"),
    "found": ("盘点找到", "Found in a count"), "lost": ("报丢", "Lost"), "install": ("安装", "Installed"),
    "swap_device": ("换终端", "Terminal swapped"), "swap_sim": ("换卡", "Card swapped"),
    "swap_both": ("终端和卡都换", "Terminal and card swapped"), "remove": ("拆下", "Removed"),
    "none": ("现场用料", "Used on site"), "case": ("疑难号码处理", "Odd number settled"),
    "removed_received": ("旧件收回", "Old part taken in"), "removed_restocked": ("旧件重新入库", "Old part restocked"),
    "removed_scrapped": ("旧件报废", "Old part scrapped"), "removed_customer": ("客户留下旧件", "Kept by the customer"),
    "removed_lost": ("旧件报丢", "Old part lost"), "removed_undone": ("旧件撤销", "Undone"), "removed_registered": ("登记旧件", "Old part registered"),
    "factory_sent": ("寄厂", "Sent to the factory"), "factory_unsent": ("撤回寄出", "Sending undone"), "factory_arrived": ("厂家签收", "Arrived at the factory"),
    "factory_undone": ("撤销返厂结果", "Factory's answer undone"), "factory_back": ("厂家返回", "Back from the factory"), "factory_scrapped": ("厂家报废", "Scrapped by the factory"), "factory_replacement": ("厂家换新", "Replaced by the factory"),
}  # fmt: skip
OTHER = ("其他", "Other")


@dataclass(frozen=True)
class Asked:
    """Which movements: of a place, of a number (terminal, IMEI, ICCID, part code), by reason, between two moments."""

    place_id: str | None = None
    number: str = ""
    why: str | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Moved:
    """One movement with everything it names."""

    row: MovementRow
    number: str
    name: tuple[str, str]
    from_place: PlaceRow | None
    to_place: PlaceRow
    paper: StockPaperRow | None


def why_words(row: MovementRow) -> tuple[str, str]:
    """Why something moved, for people. On a visit a transfer is one of terminals between vehicles, else of stock between places."""
    if row.why == "transfer" and row.visit_id:
        return ("移机", "Moved to another vehicle")
    return WHY.get(row.why.split(":", 1)[0], OTHER)


def movements(work: UnitOfWork, asked: Asked, after: str | None, limit: int) -> list[MovementRow]:
    """Up to `limit` movements behind the id `after`; refuses 404 for a place and 422 for a number that nobody knows, 403 for another centre."""
    rule = _rule(asked)
    if after is not None:
        rule = and_(rule, col(MovementRow.id) < after)
    ends: set[str] | None = None
    if asked.place_id is not None:
        ends = {reachable_place(work, asked.place_id, "place").id}
    if asked.number.strip():
        kind, thing_id = _thing(work, asked.number)
        rule = and_(rule, *_of_thing(kind, thing_id))
        ends = _ends_of_thing(work, kind, thing_id, ends)
    if ends is None:
        raise Refusal(NO_PLACE, field="place")
    return repository.movements(work.session, ends or None, rule, limit)


def described(work: UnitOfWork, rows: Sequence[MovementRow]) -> list[Moved]:
    """The movements with numbers, products, places and papers, read in few questions."""
    session = work.session
    names = repository.products_named(session)
    things: dict[str, Any] = {}
    for kind in ("device", "sim"):
        things |= repository.things(session, kind, {row.thing_id for row in rows if row.thing_kind == kind})
    places = inventory_repository.places_by_id(
        session, {one for row in rows for one in (row.from_place, row.to_place) if one}
    )
    papers = repository.papers_by_id(session, {row.paper_id for row in rows if row.paper_id})
    found = []
    for row in rows:
        thing = things.get(row.thing_id) if row.thing_kind != "part" else None
        product = names.get(row.thing_id if thing is None else thing.product_code or "")
        found.append(
            Moved(
                row=row,
                number=row.thing_id if thing is None else number_of(thing),
                name=(product.name_zh, product.name_en) if product else ("未登记型号", "Unregistered model"),
                from_place=places.get(row.from_place or ""),
                to_place=places[row.to_place],
                paper=papers.get(row.paper_id or ""),
            )
        )
    return found


def every(work: UnitOfWork, asked: Asked) -> Iterator[Moved]:
    """All that were asked for, newest first, up to the most that a file takes."""
    after, left = None, EXPORT_MOST
    while left > 0:
        rows = movements(work, asked, after, min(500, left))
        yield from described(work, rows)
        if len(rows) < 500:
            return
        after, left = rows[-1].id, left - len(rows)


def _rule(asked: Asked) -> Any:
    rule: Any = literal(True)
    if asked.why is not None:
        # A settled case and its undoing name the case behind a colon.
        why = col(MovementRow.why)
        rule = or_(why == asked.why, why.startswith(f"{asked.why}:", autoescape=True))
    if asked.start is not None:
        rule = and_(rule, col(MovementRow.at) >= asked.start)
    if asked.end is not None:
        rule = and_(rule, col(MovementRow.at) < asked.end)
    return rule


def _thing(work: UnitOfWork, number: str) -> tuple[str, str]:
    device = find_device(work, number)
    card = None if device else find_sim(work, number)
    if device or card:
        return ("device", device.id) if device else ("sim", card.id if card else "")
    code = policies.terminal_key(number)
    if code in repository.products_named(work.session):
        return "part", code
    raise Refusal(NUMBER_UNKNOWN, field="number", number=number.strip())


def _ends_of_thing(work: UnitOfWork, kind: str, thing_id: str, ends: set[str] | None) -> set[str]:
    """A thing is shown to whoever may see a place that it has been in; a part only at a place."""
    if kind == "part":
        if ends is None:
            raise Refusal(NO_PLACE, field="place")
        return ends
    if ends is not None:
        return ends
    rule = and_(*_of_thing(kind, thing_id))
    rows = repository.movements(work.session, None, rule, 200)
    places = inventory_repository.places_by_id(
        work.session, {one for row in rows for one in (row.from_place, row.to_place) if one}
    )
    if not any(one.centre_id and work.actor.reaches(one.centre_id) for one in places.values()):
        raise Refusal(NOT_YOURS)
    return set()


def _of_thing(kind: str, thing_id: str) -> tuple[Any, Any]:
    return col(MovementRow.thing_kind) == kind, col(MovementRow.thing_id) == thing_id
