"""What a visit to an order needs: skills, things on the van, minutes, a place and a window."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.auth.public import Centre
from backend.modules.customers import public as customers
from backend.modules.customers.public import Site, Vehicle
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import Product
from backend.modules.planning import policies
from backend.modules.technicians import public as technicians
from backend.modules.technicians.public import AskedSkills
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import Family, ItemView, OrderView
from dispatch import Location

GOING = frozenset({"planned", "dispatched", "accepted", "en_route", "on_site", "working"})


@dataclass(frozen=True)
class Needs:
    """What the visit asks of whoever goes."""

    order: OrderView
    items: tuple[ItemView, ...]
    location: Location
    placed: bool
    time_zone: str
    skills: dict[str, int]
    stock: dict[str, int]
    minutes: int
    window_start: datetime
    window_end: datetime
    products: dict[str, Product]


@dataclass(frozen=True)
class Trade:
    """What the needs of any order are worked out with, read once."""

    families: dict[str, Family]
    products: dict[str, Product]
    usual_minutes: dict[str, int]  # by fault code
    skills: AskedSkills


def read_trade(work: UnitOfWork) -> Trade:
    """Families, products, faults and the rules of skills as they are now."""
    return Trade(
        families=work_orders.families(work),
        products={one.code: one for one in inventory.products(work)},
        usual_minutes={one.code: one.minutes for one in work_orders.faults(work)},
        skills=technicians.skill_rules(work),
    )


def needs_of(
    work: UnitOfWork,
    order: OrderView,
    window: tuple[datetime | None, datetime | None] = (None, None),
    items: tuple[ItemView, ...] | None = None,
) -> Needs:
    """What a visit for the uncovered items of the order (or for `items`) needs.

    The window is the one given, else the order's; one that is over, or missing, becomes the next four hours.
    """
    todo = uncovered(work, order) if items is None else items
    vehicles = customers.vehicles(work, [one.vehicle_id for one in todo]).values()
    site = customers.site(work, order.site_id) if order.site_id else None
    centre = auth.centre(work, order.centre_id)
    return assembled(read_trade(work), order, todo, vehicles, site, centre, _window(work, order, window))


def assembled(
    trade: Trade,
    order: OrderView,
    items: tuple[ItemView, ...],
    vehicles: Collection[Vehicle],
    site: Site | None,
    centre: Centre,
    window: tuple[datetime, datetime],
) -> Needs:
    """What a visit to these items of the order needs, from what has been read already."""
    families = [one.family for one in items]
    types = {one.vehicle_type for one in vehicles}
    usual = trade.usual_minutes.get(order.fault_code or "")
    # What the platform found wanting has its terminal and its card already (R32).
    bare = [one.family for one in items if not one.proof_failure]
    return Needs(
        order=order,
        items=items,
        location=place_of(site) or Location(centre.lat, centre.lng),
        placed=place_of(site) is not None,
        time_zone=centre.time_zone,
        skills=trade.skills(order.kind, set(families) - {""}, types - {""}),
        stock=policies.needed_stock(order.kind, bare, order.product_model, trade.products.values()),
        minutes=policies.minutes_of(order.kind, families, trade.families, usual),
        window_start=window[0],
        window_end=window[1],
        products=trade.products,
    )


def uncovered(work: UnitOfWork, order: OrderView) -> tuple[ItemView, ...]:
    """The items that still have to be done and that no visit under way covers."""
    going = [one.id for one in work_orders.visits_of(work, order.id) if one.state in GOING]
    covered = {item.id for items in work_orders.items_of_visits(work, going).values() for item in items}
    return tuple(
        one for one in work_orders.items(work, order.id) if one.state in ("open", "suspended") and one.id not in covered
    )


def place_of(site: Site | None) -> Location | None:
    """Where the site is, None while nobody placed it."""
    if site is None or site.lat is None or site.lng is None:
        return None
    return Location(site.lat, site.lng)


def _window(
    work: UnitOfWork, order: OrderView, given: tuple[datetime | None, datetime | None]
) -> tuple[datetime, datetime]:
    start = given[0] or order.window_start or work.now
    end = given[1] or (order.window_end if given[0] is None else None) or start + policies.LOOK_AHEAD
    start = max(start, work.now)
    if end <= start:
        end = start + policies.LOOK_AHEAD
    if given[1] is None:
        end = policies.in_time(start, end, work_orders.authority_due_of(order))
    return start, max(end, start + timedelta(minutes=1))
