"""The board: what waits, and everybody's day."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.auth.public import Centre
from backend.modules.customers import public as customers
from backend.modules.customers.public import Site, Vehicle
from backend.modules.planning import errors, policies, schemas
from backend.modules.planning.day import ON_SITE, Day, Trip, name_of, read_day, sites_of
from backend.modules.planning.needs import place_of
from backend.modules.planning.rework import proof_failed
from backend.modules.planning.travel import travel_of
from backend.modules.technicians.public import Shift, Technician
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import Family, OrderView, WaitingOrder
from dispatch import Location, Travel
from dispatch.travel import points

PLATES_SHOWN = 6
FAR = datetime.max.replace(tzinfo=UTC)


def read_board(work: UnitOfWork, day: date | None, centre_id: str | None) -> schemas.BoardOut:
    """The day (today unless given) at the actor's centres, or at one of them."""
    if centre_id is not None:
        work.actor.require_centre(centre_id)
        auth.centre(work, centre_id)
    scope = work.actor.scope
    reach = [one for one in auth.centres(work) if scope is None or one.id in scope]
    shown = [one.id for one in reach if centre_id in (None, one.id)]
    zone = _zone(reach, centre_id)
    today = policies.local_day(work.now, zone)
    if day is not None and abs((day - today).days) > 4 * policies.FURTHEST_DAYS:
        raise Refusal(errors.TOO_FAR_AHEAD, field="day", days=policies.FURTHEST_DAYS)
    plan = read_day(work, day or today, zone, shown)
    everywhere = work_orders.waiting_orders(work, [one.id for one in reach])
    waiting = [one for one in everywhere if one.order.centre_id in shown]
    plates = _vehicles(work, plan, waiting)
    # Looked at all day long: nobody waits for a routing service here, what it said before is used.
    travel = travel_of(work, plan, [], [_chain(plan, one) for one in plan.technicians], patience=0)
    return schemas.BoardOut(
        day=plan.day,
        now=work.now,
        centres=[_centre(one, everywhere) for one in reach],
        waiting=_waiting(work, waiting, plates),
        lanes=[_lane(plan, one, plates, travel) for one in plan.technicians],
    )


def _zone(reach: Collection[Centre], centre_id: str | None) -> str:
    for one in reach:
        if centre_id in (None, one.id):
            return one.time_zone
    return "Asia/Shanghai"


def _centre(centre: Centre, waiting: Collection[WaitingOrder]) -> schemas.CentreOut:
    count = sum(one.order.centre_id == centre.id for one in waiting)
    return schemas.CentreOut(id=centre.id, name_zh=centre.name_zh, name_en=centre.name_en, waiting=count)


def _vehicles(work: UnitOfWork, plan: Day, waiting: Collection[WaitingOrder]) -> dict[str, Vehicle]:
    """Those vehicles whose plates are shown."""
    wanted = {one for order in waiting for one in order.vehicle_ids[:PLATES_SHOWN]}
    for trips in plan.trips.values():
        for trip in trips:
            wanted |= {item.vehicle_id for item in trip.items[:PLATES_SHOWN]}
    return customers.vehicles(work, wanted)


def _plates(vehicle_ids: Collection[str], vehicles: Mapping[str, Vehicle]) -> list[schemas.PlateOut]:
    shown = [vehicles[one] for one in list(vehicle_ids)[:PLATES_SHOWN] if one in vehicles]
    return [schemas.PlateOut(plate=one.plate or one.label, plate_colour=one.plate_colour) for one in shown]


def _waiting(
    work: UnitOfWork, waiting: Collection[WaitingOrder], vehicles: Mapping[str, Vehicle]
) -> list[schemas.WaitingOut]:
    orders = [one.order for one in waiting]
    owners = customers.customers(work, {one.customer_id for one in orders})
    places = sites_of(work, orders)
    known, usual, english = _trade(work)
    items = work_orders.items_of(work, [one.id for one in orders])
    limits = work_orders.sla_limits(work)
    told = []
    for one in waiting:
        order, site = one.order, places.get(one.order.site_id or "")
        families = [item.family for item in items.get(order.id, []) if item.id in one.item_ids]
        told.append(
            schemas.WaitingOut(
                order_id=order.id,
                no=order.no,
                kind=order.kind,
                version=order.version,
                priority=order.priority,
                state=order.state,
                centre_id=order.centre_id,
                customer_name=name_of(owners, order),
                **_where(site),
                symptom=order.symptom,
                symptom_en=english.get(order.symptom, order.symptom),
                plates=_plates(one.vehicle_ids, vehicles),
                item_count=len(one.item_ids),
                window_start=order.window_start,
                window_end=order.window_end,
                due_at=work_orders.due_of(order, limits),
                **_by_law(order, one.vehicle_ids, vehicles, work.now),
                clock_started_at=order.created_at,
                minutes=policies.minutes_of(order.kind, families, known, usual.get(order.fault_code or "")),
                declined_reason=one.declined_reason,
                proof_failed=proof_failed(work, order) if one.proof_failure or order.rework_of else None,
            )
        )
    return sorted(told, key=_pressing)


def _where(site: Site | None) -> dict[str, Any]:
    if site is None:
        return {"district": "", "address": "", "lat": None, "lng": None}
    return {"district": site.district, "address": site.address, "lat": site.lat, "lng": site.lng}


def _by_law(
    order: OrderView, vehicle_ids: Collection[str], vehicles: Mapping[str, Vehicle], now: datetime
) -> dict[str, Any]:
    """Whether a vehicle is regulated, and how the authority's clock stands (R39)."""
    return {
        "regulated": any(vehicles[one].regulated for one in vehicle_ids if one in vehicles),
        "authority_due_at": work_orders.authority_due_of(order),
        "authority_state": work_orders.state_of(order, now),
    }


def _pressing(one: schemas.WaitingOut) -> tuple[bool, datetime, str]:
    """Urgent ones first, and regulated vehicles whose clock runs out (R39); then by the nearer of both deadlines."""
    first = one.priority == "urgent" or one.authority_state in ("warned", "late")
    return (not first, min((at for at in (one.due_at, one.authority_due_at) if at), default=FAR), one.no)


def _trade(work: UnitOfWork) -> tuple[dict[str, Family], dict[str, int], dict[str, str]]:
    """Families of terminals, usual minutes by fault code, symptoms in English by their Chinese words."""
    faults = work_orders.faults(work)
    usual = {one.code: one.minutes for one in faults}
    return work_orders.families(work), usual, {one.symptom_zh: one.symptom_en for one in faults}


def _lane(plan: Day, technician: Technician, vehicles: Mapping[str, Vehicle], travel: Travel) -> schemas.LaneOut:
    trips = sorted(plan.trips.get(technician.id, []), key=lambda one: one.start(plan.now))
    shift = plan.shifts.get(technician.id)
    drives = _drives(plan, technician, trips, travel)
    return schemas.LaneOut(
        technician=schemas.TechnicianOut(
            id=technician.id,
            name=technician.name,
            centre_id=technician.centre_id,
            partner_name=technician.partner_name,
            state=_state(plan, shift, trips),
            phone=technician.phone,
        ),
        shift=_hours(shift) if shift else None,
        visits=[_visit(plan, trip, minutes, vehicles) for trip, minutes in zip(trips, drives, strict=True)],
    )


def _hours(shift: Shift) -> schemas.ShiftOut:
    """The hours in UTC, as every time on the wire."""
    return schemas.ShiftOut(**{name: at.astimezone(UTC) if at else None for name, at in vars(shift).items()})


def _state(plan: Day, shift: Shift | None, trips: Collection[Trip]) -> str:
    states = {one.visit.state for one in trips}
    if states & ON_SITE:
        return "on_site"
    if "en_route" in states:
        return "en_route"
    on_shift = shift is not None and shift.start <= plan.now < shift.end
    return "free" if on_shift or (shift is not None and not plan.start <= plan.now < plan.end) else "off"


def _chain(plan: Day, technician: Technician) -> list[Location]:
    places = [place_of(trip.site) for trip in plan.trips.get(technician.id, [])]
    return [Location(technician.start_lat, technician.start_lng), *(one for one in places if one is not None)]


def _drives(plan: Day, technician: Technician, trips: Collection[Trip], travel: Travel) -> list[int | None]:
    """Minutes to drive to each visit from the one before; None where a place is unknown or nobody drives."""
    here: Location | None = Location(technician.start_lat, technician.start_lng)
    depart = plan.shifts.get(technician.id)
    leave = depart.start if depart else plan.start
    found: list[int | None] = []
    for trip in trips:
        there = place_of(trip.site)
        if trip.visit.state in ("declined", "cancelled") or here is None or there is None:
            found.append(None)
        else:
            work = float(travel.work(points([here]), points([there]))[0])
            start = policies.seconds(max(leave, trip.start(plan.now) - timedelta(hours=3)))
            found.append(max(0, round((travel.arrive(start, work) - start) / 60)))
        if trip.visit.state not in ("declined", "cancelled"):
            here, leave = there, trip.end(plan.now)
    return found


def _visit(plan: Day, trip: Trip, minutes: int | None, vehicles: Mapping[str, Vehicle]) -> schemas.LaneVisitOut:
    visit, site = trip.visit, trip.site
    place: Site | None = site
    return schemas.LaneVisitOut(
        visit_id=visit.id,
        order_id=visit.order_id,
        no=visit.no,
        kind=trip.order.kind,
        state=visit.state,
        customer_name=trip.customer_name,
        plates=_plates([item.vehicle_id for item in trip.items], vehicles),
        **_by_law(trip.order, [it.vehicle_id for it in trip.items], vehicles, plan.now),
        item_count=len(trip.items),
        start=trip.start(plan.now),
        end=trip.end(plan.now),
        window_start=visit.window_start,
        window_end=visit.window_end,
        travel_minutes=minutes,
        version=visit.version,
        declined_reason=visit.decline_reason or None,
        lat=place.lat if place else None,
        lng=place.lng if place else None,
    )
