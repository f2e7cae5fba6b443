"""What is short: by what the visits ahead need against vans and warehouse, and by the minimum levels.

What visits need is known above, in planning: it is handed over as `VisitNeed`s through the wiring.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from backend.kernel.errors import CHANGED_MEANWHILE, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.custody import place_id
from backend.modules.inventory.errors import UNKNOWN_PRODUCT
from backend.modules.inventory.models import PlaceRow, ProductRow, SimRow
from backend.modules.inventory.service import stock_by_place, vans_stock
from backend.modules.inventory.stocking import repository
from backend.modules.inventory.stocking.events import StockLevelSet
from backend.modules.inventory.stocking.lines import number_of
from backend.modules.inventory.stocking.models import StockLevelRow
from backend.modules.inventory.stocking.papers import Load, reachable_place

STOCKED = ("device", "sim", "part")


@dataclass(frozen=True)
class VisitNeed:
    """What one visit ahead takes along, by product code."""

    visit_id: str
    visit_no: str
    order_id: str
    order_no: str
    technician_id: str
    centre_id: str
    start: datetime
    customer_name: str
    stock: Mapping[str, int]


@dataclass
class Shortage:
    """One product at one centre: what is needed, what vans lack, what the warehouse has, and its minimum.

    `short` is what is missing for the visits; `low` what is missing up to the minimum once they are served.
    """

    centre_id: str
    place_id: str
    product: ProductRow
    needed: int = 0
    lacking: int = 0
    in_store: int = 0
    least: int = 0
    visits: list[VisitNeed] = field(default_factory=list)

    @property
    def short(self) -> int:
        """What nobody has."""
        return max(0, self.lacking - self.in_store)

    @property
    def low(self) -> int:
        """What the warehouse lacks up to its minimum when the vans have been filled."""
        return max(0, self.least - max(0, self.in_store - self.lacking))


def shortages(work: UnitOfWork, needs: Iterable[VisitNeed], *, everything: bool = False) -> list[Shortage]:
    """What is lacking within reach, the worst first; `everything` lists what suffices, too, so that it can
    be given a minimum."""
    session = work.session
    stores = {
        row.centre_id or "": row for row in inventory_repository.places(session, ("warehouse",), work.actor.scope)
    }
    ahead = [one for one in needs if one.centre_id in stores]
    products = repository.products_named(session)
    held = stock_by_place(work, [row.id for row in stores.values()])
    lines: dict[tuple[str, str], Shortage] = {}

    def line(centre: str, code: str) -> Shortage:
        store = stores[centre]
        have = {one.code: one.quantity for one in held.get(store.id, [])}
        fresh = Shortage(centre, store.id, products[code], in_store=have.get(code, 0))
        return lines.setdefault((centre, code), fresh)

    for need in ahead:
        for code, count in need.stock.items():
            one = line(need.centre_id, code)
            one.needed += count
            one.visits.append(need)
    for (centre, code), count in _lacking(work, ahead, products).items():
        line(centre, code).lacking += count
    centres = {row.id: centre for centre, row in stores.items()}
    for level in repository.levels(session, list(centres)):
        line(centres[level.place_id], level.product_code).least = level.least
    for place, there in held.items() if everything else ():
        for stocked in there:
            line(centres[place], stocked.code)
    shown = [one for one in lines.values() if everything or one.short or one.low or one.lacking]
    return sorted(shown, key=lambda one: (-one.short, -one.low, -one.lacking, one.product.code))


def suggestion(work: UnitOfWork, technician_id: str, needs: Iterable[VisitNeed]) -> tuple[Load, Counter[str]]:
    """What to issue so that the van has what its visits need: numbers from the warehouse and parts by count, and
    what the warehouse has not (by product)."""
    van = reachable_place(work, place_id("van", technician_id), "technician_id", ("van",))
    wanted = _lacking(
        work, [one for one in needs if one.technician_id == technician_id], repository.products_named(work.session)
    )
    store = work.session.get(PlaceRow, place_id("warehouse", van.centre_id))
    short: Counter[str] = Counter({code: count for (_, code), count in wanted.items()})
    if store is None:
        return Load(), short
    numbers: dict[str, list[str]] = {"device": [], "sim": []}
    for code, count in sorted(short.items()):
        for thing in repository.usable(work.session, store.id, code, count):
            numbers["sim" if isinstance(thing, SimRow) else "device"].append(number_of(thing))
            short[code] -= 1
    parts = {}
    for row, product in inventory_repository.stock_in(work.session, [store.id]):
        if product.kind == "part" and short[product.code] > 0:
            parts[product.code] = min(row.quantity, short[product.code])
            short[product.code] -= parts[product.code]
    return Load(numbers["device"], numbers["sim"], parts), +short


def set_level(work: UnitOfWork, place: str, code: str, least: int, was: int) -> StockLevelRow:
    """The fewest of a product that a warehouse should hold; 409 when somebody changed it from `was` meanwhile (R8)."""
    store = reachable_place(work, place, "place_id", ("warehouse",))
    product = work.session.get(ProductRow, code)
    if product is None or product.kind not in STOCKED:
        raise Refusal(UNKNOWN_PRODUCT, field="code", code=code)
    row = work.session.get(StockLevelRow, (store.id, code), with_for_update=True)
    if (row.least if row else 0) != was:
        raise Refusal(CHANGED_MEANWHILE, field="was", current={"least": row.least if row else 0})
    row = row or StockLevelRow(place_id=store.id, product_code=code, least=least)
    row.least = least
    work.session.add(row)
    work.session.flush()
    work.record(StockLevelSet(place_id=store.id, centre_id=store.centre_id, product_code=code, least=least))
    return row


def _lacking(
    work: UnitOfWork, needs: Iterable[VisitNeed], products: Mapping[str, ProductRow]
) -> Counter[tuple[str, str]]:
    """(centre, product) → how many the vans lack for their visits; any device of a family serves for another."""
    wanted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for need in needs:
        wanted[need.technician_id, need.centre_id].update(need.stock)
    vans = vans_stock(work, {technician for technician, _ in wanted})
    lacking: Counter[tuple[str, str]] = Counter()
    for (technician, centre), stock in wanted.items():
        have = Counter(vans.get(technician, {}))
        for code, count in sorted(stock.items()):
            left = count
            for fitting in _serving(code, products):
                used = min(left, have[fitting])
                have[fitting] -= used
                left -= used
            if left:
                lacking[centre, code] += left
    return lacking


def _serving(code: str, products: Mapping[str, ProductRow]) -> list[str]:
    """The products that serve where `code` is wanted: itself first, then the other devices of its family."""
    wanted = products.get(code)
    if wanted is None or wanted.kind != "device" or not wanted.family:
        return [code]
    alike = sorted(one.code for one in products.values() if one.kind == "device" and one.family == wanted.family)
    return [code, *(one for one in alike if one != code)]
