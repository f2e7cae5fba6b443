"""One day as the engine is asked about it: what waits as stops, and everybody with hours, van and plan in force."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import Product
from backend.modules.planning import policies
from backend.modules.planning.day import Day, Trip, name_of, read_day, sites_of
from backend.modules.planning.needs import Needs, Trade, assembled, read_trade
from backend.modules.planning.plans import policy
from backend.modules.planning.roster import KNOWN_FOR, stop_of, worker_of
from backend.modules.planning.travel import chain_of, travel_of
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import OrderView, WaitingOrder
from dispatch import Fixed, PlannedStop, Skill, Stop, Travel
from dispatch import Technician as Worker

# How the stop of a waiting order is told from that of a visit.
ORDER = "order:"
PLATES_SHOWN = 6


@dataclass(frozen=True)
class Waiting:
    """An order that nobody goes to yet, with what going there takes. `late`: its promised window is over."""

    needs: Needs
    customer_name: str
    district: str
    plates: tuple[tuple[str, str], ...]
    late: bool


@dataclass(frozen=True)
class Problem:
    """Everything that a plan of the day is made from, and told with."""

    day: Day
    stops: tuple[Stop, ...]
    workers: tuple[Worker, ...]
    travel: Travel
    now: int | None
    waiting: Mapping[str, Waiting]
    trips: Mapping[str, Trip]
    products: Mapping[str, Product]

    @property
    def first(self) -> int:
        """The first second that can still be planned."""
        return max(policies.seconds(self.day.start), self.now or 0)


def zone_of(work: UnitOfWork, centre_ids: Collection[str]) -> str:
    """The time zone of these centres; they share one."""
    return next(one.time_zone for one in auth.centres(work) if one.id in centre_ids)


def read_problem(
    work: UnitOfWork,
    day: date,
    centre_ids: Collection[str],
    waiting: Collection[WaitingOrder] | None = None,
    also: Collection[str] = (),
    patience: int = 1,
) -> Problem:
    """The day at these centres: own people (a partner goes by a manager's word only, R7), and what waits for it.

    `waiting` None is everything that waits there and can be done on the day, and the orders `also`. `patience`
    is that with a routing service.
    """
    zone = zone_of(work, centre_ids)
    plan = read_day(work, day, zone, centre_ids)
    own = [one for one in plan.technicians if not one.partner_name]
    trade = read_trade(work)
    trips = {trip.visit.id: trip for one in own for trip in plan.trips.get(one.id, [])}
    now = policies.seconds(plan.now) if plan.now > plan.start else None
    if waiting is None:
        waiting = [
            one for one in work_orders.waiting_orders(work, centre_ids) if one.order.id in also or _is_of_day(one, plan)
        ]
    told = _waiting(work, plan, waiting, trade)
    vans = inventory.vans_stock(work, [one.id for one in own])
    known = _known_customers(work, [one.id for one in own])
    workers = [
        worker_of(plan, one, vans.get(one.id, {}), trade.products, known.get(one.id, frozenset())) for one in own
    ]
    stops = tuple(_stop(key, one, plan.now) for key, one in told.items())
    chains = [chain_of(one) for one in workers]
    travel = travel_of(work, plan, [one.location for one in stops], chains, every_pair=True, patience=patience)
    found = Problem(plan, stops, (), travel, now, told, trips, trade.products)
    return replace(found, workers=tuple(_with_promises(found, one) for one in workers))


def _with_promises(problem: Problem, worker: Worker) -> Worker:
    return replace(worker, route=tuple(_promised(problem, one) for one in worker.route))


def _promised(problem: Problem, planned: PlannedStop) -> PlannedStop:
    """A visit of the plan in force: promised to a customer, so nobody else's need pushes it out."""
    trip = problem.trips[planned.stop.id]
    stop = replace(
        planned.stop,
        skills=tuple(Skill(code, level) for code, level in sorted(trip.visit.required_skills.items())),
        centre=trip.order.centre_id,
        priority=policy.PROMISED,
    )
    if planned.fixed is Fixed.STARTED:
        return replace(planned, stop=replace(stop, skills=()))
    last = policies.seconds(problem.day.end) - 1
    window = policy.still_possible(stop.window.start, stop.window.end, problem.first, last)
    stop = replace(stop, window=window)
    chosen_by_a_person = bool(trip.visit.overrule_reason)
    if not chosen_by_a_person:
        return replace(planned, stop=stop)
    # Somebody was sent against the rules, for a reason: that is not for the engine to put right.
    stop = replace(stop, skills=(), needs={})
    if planned.start is not None and planned.start >= problem.first:
        return replace(planned, stop=stop, fixed=Fixed.LOCKED)
    return replace(planned, stop=stop)


def _stop(key: str, one: Waiting, now: datetime) -> Stop:
    order = one.needs.order
    near = work_orders.state_of(order, now) in ("warned", "late")
    return replace(stop_of(one.needs), id=key, priority=policy.importance("urgent" if near else order.priority))


def _known_customers(work: UnitOfWork, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Technician id to the customers whom he served in the last 90 days."""
    done = {
        technician_id: {one.order_id for one in visits if one.completed_at is not None}
        for technician_id, visits in work_orders.day_visits(work, ids, work.now - KNOWN_FOR, work.now).items()
    }
    owner = {
        one.id: one.customer_id
        for one in work_orders.orders(work, {order_id for orders in done.values() for order_id in orders}).values()
    }
    return {technician_id: frozenset(owner[one] for one in orders) for technician_id, orders in done.items()}


def _waiting(work: UnitOfWork, day: Day, found: Collection[WaitingOrder], trade: Trade) -> dict[str, Waiting]:
    """What going to each takes, by stop id."""
    orders = [one.order for one in found]
    sites, owners = sites_of(work, orders), customers.customers(work, {one.customer_id for one in orders})
    vehicles = customers.vehicles(work, {vehicle for one in found for vehicle in one.vehicle_ids})
    items = work_orders.items_of(work, [one.id for one in orders])
    told = {}
    for one in found:
        todo = tuple(it for it in items.get(one.order.id, ()) if it.id in one.item_ids)
        seen = [vehicles[it] for it in one.vehicle_ids if it in vehicles]
        site = sites.get(one.order.site_id or "")
        start, end, late = _window(one.order, day)
        told[f"{ORDER}{one.order.id}"] = Waiting(
            needs=assembled(trade, one.order, todo, seen, site, day.centres[one.order.centre_id], (start, end)),
            customer_name=name_of(owners, one.order),
            district=site.district if site else "",
            plates=tuple((it.plate or it.label, it.plate_colour) for it in seen[:PLATES_SHOWN]),
            late=late,
        )
    return told


def _is_of_day(one: WaitingOrder, day: Day) -> bool:
    """Nothing on hold is planned, and nothing that was promised for a later day."""
    if one.order.state == "on_hold":
        return False
    return one.order.window_start is None or one.order.window_start < day.end


def _window(order: OrderView, day: Day) -> tuple[datetime, datetime, bool]:
    """When work may begin on this day; a promised window is kept as it is, one that is over leaves the whole day."""
    first, last = max(day.start, day.now), max(day.end, day.now)
    start, end, authority = order.window_start, order.window_end, work_orders.authority_due_of(order)
    if start is None or end is None or start >= last:
        return first, policies.in_time(first, last, authority), False
    if end <= first:
        return first, policies.in_time(first, last, authority), True
    return max(start, first), policies.in_time(max(start, first), min(end, last), authority), False
