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


def differences(work: UnitOfWork, count: StockCountRow) -> list[Difference]:
    """Every line of a count as it stands now: what the books have here, and what was seen besides."""
    session = work.session
    names = repository.products_named(session)
    seen = {(one.thing_kind, one.thing_id): one for one in repository.entries(session, count.id)}
    moved = repository.movements_since(session, count.place_id, count.opened_at)
    lines = _things_here(session, count, names, seen, moved)
    here = {(one.kind, one.thing_id) for one in lines}
    lines += _things_elsewhere(session, count, names, seen, here, moved)
    lines += _parts(session, count, names, seen, moved)
    lines += [
        Difference(
            "unknown", one.thing_id, one.number, "账上没有", "Not in the books", "unknown", 0, 1, None, one.id, one.at
        )
        for key, one in seen.items()
        if key[0] == "unknown"
    ]
    return lines


def _things_here(
    session: Any, count: StockCountRow, names: Names, seen: dict[Any, CountEntryRow], moved: list[MovementRow]
) -> list[Difference]:
    came = {
        (row.thing_kind, row.thing_id) for row in moved if row.to_place == count.place_id and row.paper_id != count.id
    }
    lines = []
    for thing in repository.things_in(session, count.place_id):
        key = (_kind(thing), thing.id)
        entry = seen.get(key)
        what = "there" if entry else "came" if key in came else "missing"
        lines.append(_line(thing, names, what, 1, 1 if entry else 0, None, entry))
    return lines


def _things_elsewhere(
    session: Any,
    count: StockCountRow,
    names: Names,
    seen: dict[Any, CountEntryRow],
    here: set[tuple[str, str]],
    moved: list[MovementRow],
) -> list[Difference]:
    left = {(row.thing_kind, row.thing_id): row.at for row in moved if row.from_place == count.place_id}
    lines = []
    for kind in ("device", "sim"):
        wanted = [key[1] for key in seen if key[0] == kind and key not in here]
        found = repository.things(session, kind, wanted)
        places = inventory_repository.places_by_id(session, {one.place_id for one in found.values()})
        for thing in found.values():
            key, place = (kind, thing.id), places[thing.place_id]
            gone = key in left and left[key] > seen[key].at
            what = "left" if gone else "in_vehicle" if place.kind == "vehicle" else "elsewhere"
            lines.append(_line(thing, names, what, 0, 1, place, seen[key]))
    return lines


def _parts(
    session: Any, count: StockCountRow, names: Names, seen: dict[Any, CountEntryRow], moved: list[MovementRow]
) -> list[Difference]:
    """A figure is held against the books of its own moment: what moved after it is taken out of them."""
    books = {row.product_code: row.quantity for row, _ in inventory_repository.stock_in(session, [count.place_id])}
    codes = sorted({*books, *(key[1] for key in seen if key[0] == "part")})
    lines = []
    for code in codes:
        entry, product = seen.get(("part", code)), names[code]
        later: Counter[str] = Counter()
        for row in moved:
            if entry is None or (row.thing_kind, row.thing_id) != ("part", code) or row.paper_id == count.id:
                continue
            if row.at > entry.at:
                later[code] += row.quantity if row.to_place == count.place_id else -row.quantity
        expected = books.get(code, 0) - later[code]
        lines.append(
            Difference(
                "part", code, code, product.name_zh, product.name_en, _how_many(entry, expected), expected,
                entry.quantity if entry else None, None, entry.id if entry else None, entry.at if entry else None,
            )
        )  # fmt: skip
    return lines


def _how_many(entry: CountEntryRow | None, expected: int) -> str:
    if entry is None:
        return "to_count"
    return "same" if entry.quantity == expected else "more" if entry.quantity > expected else "less"


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
