"""From what a caller says to all that is known: customer, vehicle, device, warranty, history, open orders (R2)."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.customers.public import Customer, Vehicle
from backend.modules.intake import errors
from backend.modules.intake.schemas import (
    LookupContact,
    LookupCustomer,
    LookupInstalled,
    LookupMatch,
    LookupOrder,
    LookupOut,
    LookupSite,
    LookupVehicle,
    LookupWarranty,
)
from backend.modules.intake.service.repairs import repeat_of
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import Device, Installed, Sim
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import ItemView, OrderView, VisitView

LEAST = 3
MOST = 8
HISTORY = 10
OPEN = frozenset({"draft", "submitted", "approved", "in_progress", "on_hold"})


def look_up(work: UnitOfWork, said: str) -> LookupOut:
    """Everything known about what was said: plate, terminal number, IMEI, ICCID, phone, name, or the end of a number.

    Only within the actor's centres. Refuses fewer than three characters.
    """
    text = said.strip()
    if len(text) < LEAST:
        raise Refusal(errors.LOOKUP_TOO_SHORT, field="q", least=LEAST)
    found: dict[tuple[str, str | None], str] = {}
    for vehicle in vehicles_by_number(work, text):
        found.setdefault((vehicle.customer_id, vehicle.id), "device")
    for match in customers.find(work, text, limit=MOST):
        found.setdefault((match.customer_id, match.vehicle_id), match.by)
    for vehicle in _sitting(work, inventory.devices_ending(work, text, MOST)):
        found.setdefault((vehicle.customer_id, vehicle.id), "device")
    matches = [
        _match(work, customer_id, vehicle_id, by) for (customer_id, vehicle_id), by in list(found.items())[:MOST]
    ]
    return LookupOut(matches=matches)


def vehicles_by_number(work: UnitOfWork, text: str) -> list[Vehicle]:
    """The vehicles in which the terminal or the card with this number sits, within the actor's centres."""
    sim = inventory.find_sim(work, text)
    return _sitting(work, [*inventory.find_devices(work, text), *([sim] if sim else [])])


def _sitting(work: UnitOfWork, things: Sequence[Device | Sim]) -> list[Vehicle]:
    ids = {one.vehicle_id for one in things if one.vehicle_id}
    seen = customers.vehicles(work, ids)
    owners = customers.customers(work, {one.customer_id for one in seen.values()})
    return [one for one in seen.values() if work.actor.reaches(owners[one.customer_id].centre_id)]


def _match(work: UnitOfWork, customer_id: str, vehicle_id: str | None, by: str) -> LookupMatch:
    customer = customers.customer(work, customer_id)
    vehicle = customers.vehicle(work, vehicle_id) if vehicle_id else None
    installed = inventory.installed_in(work, [vehicle.id]).get(vehicle.id) if vehicle else None
    orders = _orders(work, customer, vehicle)
    sites = [LookupSite(**_only(one, LookupSite)) for one in customers.sites(work, customer.id)]
    last = next((order.site_id for order in orders if order.site_id), None)
    shown = _told(work, orders, vehicle)
    return LookupMatch(
        by=by,
        vehicle=LookupVehicle(**_only(vehicle, LookupVehicle)) if vehicle else None,
        customer=_customer(work, customer),
        contacts=[LookupContact(**_only(one, LookupContact)) for one in customers.contacts(work, customer.id)],
        sites=sites,
        site=next((one for one in sites if one.id == last), sites[0] if sites else None),
        installed=_installed(installed) if installed else None,
        warranty=_warranty(work, customer, installed),
        history=[one for one in shown if one.state not in OPEN],
        open_orders=[one for one in shown if one.state in OPEN],
        rework_of=repeat_of(work, "repair", [vehicle.id]) if vehicle else None,
    )


def _only(fact: object, shape: type[LookupVehicle | LookupContact | LookupSite]) -> dict[str, object]:
    return {name: getattr(fact, name) for name in shape.model_fields}


def _customer(work: UnitOfWork, customer: Customer) -> LookupCustomer:
    return LookupCustomer(
        id=customer.id,
        name=customer.name,
        kind=customer.kind,
        centre_id=customer.centre_id,
        note=customer.note,
        vehicle_count=len(customers.vehicles_of(work, customer.id)),
    )


def _installed(one: Installed) -> LookupInstalled:
    device, sim = one.device, one.sim
    return LookupInstalled(
        terminal_no=device.terminal_no,
        imei=device.imei,
        product_code=device.product_code,
        product_name_zh=device.product_name_zh,
        product_name_en=device.product_name_en,
        family=device.family,
        iccid=sim.iccid if sim else "",
        msisdn=sim.msisdn if sim else "",
        operator=sim.operator if sim else "",
        card_type=sim.card_type if sim else "",
        mounting=one.mounting,
        since=one.since,
    )


def _warranty(work: UnitOfWork, customer: Customer, installed: Installed | None) -> LookupWarranty:
    end = installed.device.warranty_end if installed else None
    if end is None:
        return LookupWarranty(in_warranty=None, until=None, days_left=None)
    zone = ZoneInfo(auth.centre(work, customer.centre_id).time_zone)
    left = (end - work.now.astimezone(zone).date()).days
    return LookupWarranty(in_warranty=left >= 0, until=end, days_left=max(left, 0))


def _orders(work: UnitOfWork, customer: Customer, vehicle: Vehicle | None) -> list[OrderView]:
    if vehicle is None:
        return work_orders.orders_of_customer(work, customer.id, HISTORY)
    return work_orders.recent_orders_of_vehicles(work, [vehicle.id]).get(vehicle.id, [])[:HISTORY]


def _told(work: UnitOfWork, orders: Sequence[OrderView], vehicle: Vehicle | None) -> list[LookupOrder]:
    ids = [one.id for one in orders]
    items, visits = work_orders.items_of(work, ids), work_orders.visits_of_orders(work, ids)
    people = {visit.technician_id for trips in visits.values() for visit in trips}
    names = technicians.names_of(work, people)
    return [_order(one, items.get(one.id, []), visits.get(one.id, []), vehicle, names) for one in orders]


def _order(
    order: OrderView,
    items: Sequence[ItemView],
    visits: Sequence[VisitView],
    vehicle: Vehicle | None,
    names: dict[str, str],
) -> LookupOrder:
    remedies = [one.remedy for one in items if one.remedy and (vehicle is None or one.vehicle_id == vehicle.id)]
    last = visits[-1] if visits else None
    return LookupOrder(
        order_id=order.id,
        no=order.no,
        kind=order.kind,
        state=order.state,
        priority=order.priority,
        symptom=order.symptom,
        remedy=remedies[0] if remedies else "",
        technician_name=names.get(last.technician_id) if last else None,
        visit_state=last.state if last else None,
        created_at=order.created_at,
        completed_at=order.completed_at,
        window_start=order.window_start,
        window_end=order.window_end,
        is_rework=order.rework_of is not None,
    )
