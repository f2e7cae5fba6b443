"""Everything that one day's plan rests on, read once: people, hours, visits, places, vans."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.auth.public import Centre
from backend.modules.customers import public as customers
from backend.modules.customers.public import Customer, Site
from backend.modules.planning import policies
from backend.modules.technicians import public as technicians
from backend.modules.technicians.public import Absence, Shift, Technician
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import Family, ItemView, OrderView, VisitView

# A declined visit is shown in its lane but takes no time; a cancelled one is not shown at all.
IDLE = frozenset({"declined", "cancelled"})
ENDED = frozenset({"completed", "suspended", "failed"})
ON_SITE = frozenset({"on_site", "working"})


@dataclass(frozen=True)
class Trip:
    """A visit with the order, customer and place it leads to."""

    visit: VisitView
    order: OrderView
    customer_name: str
    site: Site | None
    items: tuple[ItemView, ...]

    def start(self, now: datetime) -> datetime:
        """When it began, or is expected to: nobody who has not arrived yet begins in the past."""
        visit = self.visit
        begun = visit.arrived_at or visit.started_at
        if begun is not None:
            return begun
        if visit.state in ENDED | IDLE:
            return visit.planned_start
        return max(visit.planned_start, now) if visit.state == "en_route" else visit.planned_start

    def end(self, now: datetime) -> datetime:
        """When it ended, or is expected to."""
        visit = self.visit
        ended = visit.completed_at or visit.ended_at
        start = self.start(now)
        if ended is not None and visit.state in ENDED:
            return max(ended, start)
        expected = start + timedelta(minutes=visit.planned_minutes)
        return max(expected, now) if visit.state in ON_SITE else expected


@dataclass(frozen=True)
class Day:
    """One local day of the centres of interest."""

    day: date
    now: datetime
    start: datetime
    end: datetime
    centres: dict[str, Centre]
    technicians: list[Technician]
    shifts: dict[str, Shift | None]
    absences: dict[str, list[Absence]]
    trips: dict[str, list[Trip]]
    families: dict[str, Family]


def read_day(work: UnitOfWork, day: date, time_zone: str, centre_ids: Collection[str] | None) -> Day:
    """The day as it stands; `centre_ids` None means all centres."""
    start, end = policies.day_bounds(day, time_zone)
    people = technicians.technicians(work, centre_ids)
    ids = [one.id for one in people]
    return Day(
        day=day,
        now=work.now,
        start=start,
        end=end,
        centres={one.id: one for one in auth.centres(work)},
        technicians=people,
        shifts=technicians.shifts_on(work, day, ids),
        absences=technicians.absences_on(work, day, ids),
        trips=read_trips(work, work_orders.day_visits(work, ids, start, end)),
        families=work_orders.families(work),
    )


def read_trips(work: UnitOfWork, visits: dict[str, list[VisitView]]) -> dict[str, list[Trip]]:
    """The visits of each technician with what surrounds them, in the order of the day."""
    every = [visit for one in visits.values() for visit in one]
    orders = work_orders.orders(work, {visit.order_id for visit in every})
    items = work_orders.items_of_visits(work, [visit.id for visit in every])
    owners = customers.customers(work, {one.customer_id for one in orders.values()})
    places = sites_of(work, orders.values())
    return {
        technician_id: [
            Trip(
                visit=visit,
                order=orders[visit.order_id],
                customer_name=name_of(owners, orders[visit.order_id]),
                site=places.get(orders[visit.order_id].site_id or ""),
                items=tuple(items.get(visit.id, ())),
            )
            for visit in planned
        ]
        for technician_id, planned in visits.items()
    }


def sites_of(work: UnitOfWork, orders: Collection[OrderView]) -> dict[str, Site]:
    """The sites of these orders by id."""
    return customers.sites_by_id(work, {one.site_id for one in orders if one.site_id})


def name_of(owners: dict[str, Customer], order: OrderView) -> str:
    """The customer's name."""
    owner = owners.get(order.customer_id)
    return owner.name if owner else ""
