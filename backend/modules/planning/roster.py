"""The day as the dispatch engine wants it: technicians with routes, hours, vans and whom they know."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import Product
from backend.modules.planning import policies
from backend.modules.planning.day import ENDED, IDLE, ON_SITE, Day, Trip
from backend.modules.planning.needs import Needs, place_of
from backend.modules.planning.travel import chain_of, travel_of
from backend.modules.technicians.public import Absence, Shift, Technician
from backend.modules.work_orders import public as work_orders
from dispatch import (
    Break,
    Fixed,
    Location,
    PlannedStop,
    Roster,
    Skill,
    Stop,
    Window,
)
from dispatch import Technician as Worker

# Lunch may begin half an hour before and an hour after its time.
BREAK_EARLIER = 1800
BREAK_LATER = 3600
KNOWN_FOR = timedelta(days=90)


def stop_of(needs: Needs) -> Stop:
    """The visit to be placed. An urgent one weighs its margin double."""
    return Stop(
        id=f"new:{needs.order.id}",
        location=needs.location,
        window=Window(policies.seconds(needs.window_start), policies.seconds(needs.window_end)),
        service=needs.minutes * 60,
        skills=tuple(Skill(code, level) for code, level in sorted(needs.skills.items())),
        needs=needs.stock,
        centre=needs.order.centre_id,
        customer_id=needs.order.customer_id,
        priority=100 if needs.order.priority == "urgent" else 0,
    )


def roster_of(
    work: UnitOfWork,
    day: Day,
    needs: Needs,
    people: Collection[Technician],
    without_visit: str | None = None,
) -> Roster:
    """The people with their day; `without_visit` leaves out the visit that is being given to somebody else."""
    vans = inventory.vans_stock(work, [one.id for one in people])
    known = acquaintances(work, needs)
    workers = [
        worker_of(
            day,
            one,
            vans.get(one.id, {}),
            needs.products,
            frozenset({needs.order.customer_id} if one.id in known else ()),
            without_visit,
        )
        for one in people
    ]
    travel = travel_of(work, day, [needs.location], [chain_of(one) for one in workers])
    now = policies.seconds(day.now) if day.now > day.start else None
    return Roster(workers, travel, now=now)


def worker_of(
    day: Day,
    one: Technician,
    van: Mapping[str, int],
    products: Mapping[str, Product],
    known: frozenset[str],
    without_visit: str | None = None,
) -> Worker:
    """One person's day: hours, absences, van, the visits planned so far, and the customers who know him."""
    return Worker(
        id=one.id,
        start=Location(one.start_lat, one.start_lng),
        shift=_window(day.shifts.get(one.id)),
        skills=one.skills,
        pause=_pause(day.shifts.get(one.id)),
        absences=_absences(day.absences.get(one.id, [])),
        centre=one.centre_id,
        stock=policies.interchangeable(van, products),
        route=_route(day, one, day.trips.get(one.id, []), without_visit),
        recent_customers=known,
    )


def acquaintances(work: UnitOfWork, needs: Needs) -> dict[str, str]:
    """Who was at this customer in the last 90 days: technician id to the local date of the last time."""
    orders = work_orders.orders_of_customer(work, needs.order.customer_id)
    visits = work_orders.visits_of_orders(work, [one.id for one in orders])
    found: dict[str, str] = {}
    done = [
        (visit.completed_at, visit.technician_id)
        for trips in visits.values()
        for visit in trips
        if visit.completed_at is not None and visit.completed_at >= work.now - KNOWN_FOR
    ]
    for at, technician_id in sorted(done):
        found[technician_id] = policies.local_day(at, needs.time_zone).isoformat()
    return found


def _window(shift: Shift | None) -> Window | None:
    return Window(policies.seconds(shift.start), policies.seconds(shift.end)) if shift else None


def _pause(shift: Shift | None) -> Break | None:
    if shift is None or shift.break_start is None or shift.break_end is None:
        return None
    start, end = policies.seconds(shift.break_start), policies.seconds(shift.break_end)
    return Break(Window(start - BREAK_EARLIER, start + BREAK_LATER), end - start)


def _absences(away: Collection[Absence]) -> tuple[Window, ...]:
    return tuple(Window(policies.seconds(one.start), policies.seconds(one.end)) for one in away)


def _route(
    day: Day,
    technician: Technician,
    trips: Collection[Trip],
    without_visit: str | None,
) -> tuple[PlannedStop, ...]:
    """What is done and under way first, as facts; then what is planned, in the order of the day."""
    live = [one for one in trips if one.visit.state not in IDLE and one.visit.id != without_visit]
    facts = [one for one in live if one.visit.state in ENDED | ON_SITE | {"en_route"}]
    ahead = [one for one in live if one not in facts]
    facts.sort(key=lambda one: (one.visit.state not in ENDED, one.start(day.now)))
    return tuple(_planned(day, technician, one, one in facts) for one in [*facts, *ahead])


def _planned(day: Day, technician: Technician, trip: Trip, is_fact: bool) -> PlannedStop:
    visit = trip.visit
    centre = day.centres.get(technician.centre_id)
    usual = Location(centre.lat, centre.lng) if centre else Location(technician.start_lat, technician.start_lng)
    stop = Stop(
        id=visit.id,
        location=place_of(trip.site) or usual,
        window=Window(policies.seconds(visit.window_start), policies.seconds(visit.window_end)),
        service=visit.planned_minutes * 60,
        # What is done already has been taken off the van.
        needs={} if visit.state in ENDED else visit.needed_stock,
        customer_id=trip.order.customer_id,
    )
    if not is_fact:
        return PlannedStop(stop, start=policies.seconds(visit.planned_start))
    start, leave = policies.seconds(trip.start(day.now)), policies.seconds(trip.end(day.now))
    return PlannedStop(stop, start=start, leave=max(start, leave), fixed=Fixed.STARTED)
