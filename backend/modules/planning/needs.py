"""What a visit to an order needs: skills, things on the van, minutes, a place and a window."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.customers.public import Site
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import Product
from backend.modules.planning import policies
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import ItemView, OrderView
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
    families = [one.family for one in todo]
    vehicle_ids = [one.vehicle_id for one in todo]
    types = {one.vehicle_type for one in customers.vehicles(work, vehicle_ids).values()}
    products = {one.code: one for one in inventory.products(work)}
    centre = auth.centre(work, order.centre_id)
    site = customers.site(work, order.site_id) if order.site_id else None
    start, end = _window(work, order, window)
    return Needs(
        order=order,
        items=todo,
        location=place_of(site) or Location(centre.lat, centre.lng),
        placed=place_of(site) is not None,
        time_zone=centre.time_zone,
        skills=technicians.required_skills(work, order.kind, set(families) - {""}, types - {""}),
        stock=policies.needed_stock(order.kind, families, order.product_model, products.values()),
        minutes=policies.minutes_of(order.kind, families, work_orders.families(work), fault_minutes(work, order)),
        window_start=start,
        window_end=end,
        products=products,
    )


def uncovered(work: UnitOfWork, order: OrderView) -> tuple[ItemView, ...]:
    """The items that still have to be done and that no visit under way covers."""
    going = [one.id for one in work_orders.visits_of(work, order.id) if one.state in GOING]
    covered = {item.id for items in work_orders.items_of_visits(work, going).values() for item in items}
    return tuple(
        one for one in work_orders.items(work, order.id) if one.state in ("open", "suspended") and one.id not in covered
    )


def fault_minutes(work: UnitOfWork, order: OrderView) -> int | None:
    """The usual minutes for the order's fault, None without a known one."""
    if order.fault_code is None:
        return None
    usual = {one.code: one.minutes for one in work_orders.faults(work)}
    return usual.get(order.fault_code)


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
    return start, max(end, start + timedelta(minutes=1))
