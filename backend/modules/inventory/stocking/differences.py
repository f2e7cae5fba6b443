"""What a count shows: there, missing, extra, elsewhere, more or less, and what merely moved while people counted."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.models import DeviceRow, MovementRow, PlaceRow, ProductRow, SimRow
from backend.modules.inventory.stocking import repository
from backend.modules.inventory.stocking.models import CountEntryRow, StockCountRow

Names = dict[str, ProductRow]


@dataclass(frozen=True)
class Difference:
    """One line of a count.

    `what`: there; missing; elsewhere (here, though the books have it in `place`); in_vehicle (the same, but the ledger
    has it installed); came or left while people counted; unknown; to_count (a part without a figure); same, more, less.
    """

    kind: str
    thing_id: str
    number: str
    name_zh: str
    name_en: str
    what: str
    expected: int
    seen: int | None
    place: PlaceRow | None = None
    entry_id: str | None = None
    at: datetime | None = None

    @property
    def off(self) -> int:
        """By how many it differs."""
        return abs((self.seen or 0) - self.expected)

    def as_loss(self, reason: str) -> dict[str, Any]:
        """What a manager is asked to approve."""
        return {
            "kind": self.kind, "id": self.thing_id, "number": self.number, "quantity": self.off, "reason": reason,
            "name_zh": self.name_zh, "name_en": self.name_en,
        }  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How a count stands: every line that differs, `hidden` of the missing things left away; `found` of `expected` are there."""

    lines: list[Difference]
    expected: int
    found: int
    hidden: int


def standing(work: UnitOfWork, count: StockCountRow, most_missing: int | None = None) -> Standing:
    """A count as it stands now: what the books have here, and what was seen besides; all that is missing, or `most_missing`.

    What fits is only counted, so that a scan among ten thousand things costs what differs and not what is there.
    """
    session = work.session
    names = repository.products_named(session)
    moved = repository.movements_since(session, count.place_id, count.opened_at)
    came = {
        (row.thing_kind, row.thing_id) for row in moved if row.to_place == count.place_id and row.paper_id != count.id
    }
    there, here = repository.things_seen(session, count), repository.things_booked(session, count.place_id)
    unbooked = repository.entries(session, count.id, ("part", "unknown"))
    told = [_line(thing, names, "came", 1, 0, None, None) for thing in _come(session, count, came)]
    parts = _parts(session, count, names, unbooked, moved)
    missing = _missing(session, count, names, came, most_missing)
    lines = [
        *[_unknown(one) for one in unbooked if one.thing_kind == "unknown"],
        *_things_elsewhere(session, count, names, moved),
        *[one for one in parts if one.what != "same"],
        *told,
        *missing,
    ]
    return Standing(
        lines=lines,
        expected=here - len(told) + len(parts),
        found=there + sum(one.what != "to_count" for one in parts),
        hidden=here - there - len(told) - len(missing),
    )


def last_seen(work: UnitOfWork, count: StockCountRow, most: int) -> list[Difference]:
    """What was seen last, the newest first, as things with their names."""
    session, names = work.session, repository.products_named(work.session)
    newest = repository.entries_newest(session, count.id, most)
    things = {
        (kind, one.id): one
        for kind in ("device", "sim")
        for one in repository.things(session, kind, [row.thing_id for row in newest if row.thing_kind == kind]).values()
    }
    found = []
    for row in newest:
        thing, product = things.get((row.thing_kind, row.thing_id)), names.get(row.thing_id)
        if thing is not None:
            found.append(_line(thing, names, "there", 1, 1, None, row))
        elif product is not None and row.thing_kind == "part":
            found.append(_part(row.thing_id, product, "same", row.quantity, row))
        else:
            found.append(_unknown(row))
    return found


def _come(session: Any, count: StockCountRow, came: set[tuple[str, str]]) -> list[Any]:
    """What came while people counted, is here still and was not seen."""
    found: list[Any] = []
    for kind in ("device", "sim"):
        things = repository.things(session, kind, [key[1] for key in came if key[0] == kind])
        seen = repository.seen_among(session, count.id, kind, things)
        found += [one for one in things.values() if one.place_id == count.place_id and one.id not in seen]
    return found


def _missing(
    session: Any, count: StockCountRow, names: Names, came: set[tuple[str, str]], most: int | None
) -> list[Difference]:
    lines: list[Difference] = []
    for kind in ("device", "sim"):
        left = None if most is None else most - len(lines)
        except_came = any(key[0] == kind for key in came)
        for thing in repository.not_seen(session, count, kind, left, except_came=except_came):
            lines.append(_line(thing, names, "missing", 1, 0, None, None))
    return lines


def _things_elsewhere(session: Any, count: StockCountRow, names: Names, moved: list[MovementRow]) -> list[Difference]:
    left = {(row.thing_kind, row.thing_id): row.at for row in moved if row.from_place == count.place_id}
    lines = []
    for kind in ("device", "sim"):
        found = repository.seen_elsewhere(session, count, kind)
        places = inventory_repository.places_by_id(session, {thing.place_id for _, thing in found})
        for entry, thing in found:
            key, place = (kind, thing.id), places[thing.place_id]
            gone = key in left and left[key] > entry.at
            what = "left" if gone else "in_vehicle" if place.kind == "vehicle" else "elsewhere"
            lines.append(_line(thing, names, what, 0, 1, place, entry))
    return lines


def _parts(
    session: Any, count: StockCountRow, names: Names, unbooked: list[CountEntryRow], moved: list[MovementRow]
) -> list[Difference]:
    """A figure is held against the books of its own moment: what moved after it is taken out of them."""
    books = {row.product_code: row.quantity for row, _ in inventory_repository.stock_in(session, [count.place_id])}
    seen = {one.thing_id: one for one in unbooked if one.thing_kind == "part"}
    lines = []
    for code in sorted({*books, *seen}):
        entry = seen.get(code)
        later: Counter[str] = Counter()
        for row in moved:
            if entry is None or (row.thing_kind, row.thing_id) != ("part", code) or row.paper_id == count.id:
                continue
            if row.at > entry.at:
                later[code] += row.quantity if row.to_place == count.place_id else -row.quantity
        expected = books.get(code, 0) - later[code]
        lines.append(_part(code, names[code], _how_many(entry, expected), expected, entry))
    return lines


def _how_many(entry: CountEntryRow | None, expected: int) -> str:
    if entry is None:
        return "to_count"
    return "same" if entry.quantity == expected else "more" if entry.quantity > expected else "less"


def _part(code: str, product: ProductRow, what: str, expected: int, entry: CountEntryRow | None) -> Difference:
    return Difference(
        "part", code, code, product.name_zh, product.name_en, what, expected, entry.quantity if entry else None, None,
        entry.id if entry else None, entry.at if entry else None,
    )  # fmt: skip


def _unknown(entry: CountEntryRow) -> Difference:
    words = ("账上没有", "Not in the books")
    return Difference("unknown", entry.thing_id, entry.number, *words, "unknown", 0, 1, None, entry.id, entry.at)


def _kind(thing: DeviceRow | SimRow) -> str:
    return "sim" if isinstance(thing, SimRow) else "device"


def _line(
    thing: DeviceRow | SimRow,
    names: Names,
    what: str,
    expected: int,
    seen: int,
    place: PlaceRow | None,
    entry: CountEntryRow | None,
) -> Difference:
    product = names.get(thing.product_code or "")
    number = thing.iccid if isinstance(thing, SimRow) else thing.terminal_no
    zh, en = (product.name_zh, product.name_en) if product else ("未登记型号", "Unregistered model")
    return Difference(
        _kind(thing), thing.id, number, zh, en, what, expected, seen, place,
        entry.id if entry else None, entry.at if entry else None,
    )  # fmt: skip
