"""Rules of planning without a database: minutes of work, what a job needs, when a day begins."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.modules.inventory.public import Product
from backend.modules.work_orders.public import Family

# Parking, the gate, a word with the customer: 5 to 15 minutes in a city.
ARRIVING = 10
DEFAULT_MINUTES = {"install": 60, "repair": 35, "removal": 40, "transfer": 80, "inspection": 20}
# One visit never fills more than a working day; a larger yard is shared or comes again.
LONGEST = 420
FURTHEST_DAYS = 90
# These ride on a terminal that is there already and have no card of their own.
WITHOUT_CARD = frozenset({"YH", "WD", "ZZ", "JD"})
LOOK_AHEAD = timedelta(hours=4)


def minutes_of(
    kind: str,
    families: Sequence[str],
    known: Mapping[str, Family],
    fault_minutes: int | None = None,
) -> int:
    """Minutes on site for vehicles of these families: the first at the full time, the others as in a yard."""
    total = ARRIVING
    for position, code in enumerate(families):
        family = known.get(code)
        if kind == "install" and family is not None:
            total += family.minutes if position == 0 else family.yard_minutes
        elif kind == "repair" and fault_minutes:
            total += fault_minutes
        else:
            total += DEFAULT_MINUTES.get(kind, DEFAULT_MINUTES["repair"])
    return min(total, LONGEST)


def product_for(family: str, model: str, products: Collection[Product]) -> Product | None:
    """The device product that an installation of this family takes: the model asked for, else the first by code."""
    fitting = sorted(
        (one for one in products if one.kind == "device" and one.family == family),
        key=lambda one: one.code,
    )
    named = [one for one in fitting if model and model in (one.code, one.name_zh, one.name_en)]
    return next(iter(named or fitting), None)


def needed_stock(kind: str, families: Sequence[str], model: str, products: Collection[Product]) -> dict[str, int]:
    """Product codes with the number needed: a terminal and a card for each vehicle of an installation."""
    needed: dict[str, int] = {}
    if kind != "install":
        return needed
    for family in families:
        device = product_for(family, model, products)
        if device is None:
            continue
        needed[device.code] = needed.get(device.code, 0) + 1
        card = _card_for(family, products)
        if card is not None and family not in WITHOUT_CARD:
            needed[card.code] = needed.get(card.code, 0) + 1
    return needed


def _card_for(family: str, products: Collection[Product]) -> Product | None:
    cards = sorted((one for one in products if one.kind == "sim"), key=lambda one: one.code)
    own = [one for one in cards if one.family == family]
    return next(iter(own or [one for one in cards if not one.family]), None)


def interchangeable(stock: Mapping[str, int], products: Mapping[str, Product]) -> dict[str, int]:
    """The van's stock with every device counted under each product of its family: any of them can be installed."""
    by_family: dict[str, int] = {}
    for code, count in stock.items():
        product = products.get(code)
        if product is not None and product.kind == "device" and product.family:
            by_family[product.family] = by_family.get(product.family, 0) + count
    known = {
        code: by_family[one.family]
        for code, one in products.items()
        if one.kind == "device" and one.family in by_family
    }
    return {**stock, **known}


def in_time(start: datetime, end: datetime, authority: datetime | None) -> datetime:
    """The end of a window, no later than the authority's date (R39) as long as that leaves anything of it."""
    return min(end, authority) if authority is not None and authority > start else end


def local_day(at: datetime, time_zone: str) -> date:
    """The day that this moment belongs to there."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def day_bounds(day: date, time_zone: str) -> tuple[datetime, datetime]:
    """The local day as two moments in UTC."""
    zone = ZoneInfo(time_zone)
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def seconds(at: datetime) -> int:
    """The engine's time axis: whole seconds since 1970."""
    return int(at.timestamp())


def moment(at: int) -> datetime:
    """Back from the engine's time axis."""
    return datetime.fromtimestamp(at, UTC)
