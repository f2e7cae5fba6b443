"""The search box of the desk: plate, terminal, card, phone, order number, name. No phone number is shown here."""

import re
import unicodedata

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.customers.public import Vehicle
from backend.modules.intake.schemas import FoundListOut, FoundOut
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders

LEAST = 2
MOST = 12
_ORDER_NO = re.compile(r"(?:PG-?)?(\d{4})-?(\d{3,4})(?:-\d+)?", re.ASCII)


def find(work: UnitOfWork, said: str) -> FoundListOut:
    """What the words may mean within the actor's centres, surest first, at most twelve; nothing below two characters."""
    text = said.strip()
    if len(text) < LEAST:
        return FoundListOut(items=[])
    found = [*_orders(work, text), *_devices(work, text), *_parties(work, text)]
    known = {(one.kind, one.id) for one in found}
    found += [one for one in _ending(work, text) if (one.kind, one.id) not in known]
    return FoundListOut(items=found[:MOST])


def _orders(work: UnitOfWork, text: str) -> list[FoundOut]:
    plain = unicodedata.normalize("NFKC", text).upper().replace(" ", "")
    match = _ORDER_NO.fullmatch(plain)
    if match is None:
        return []
    orders = work_orders.orders_by_no(work, f"PG-{match[1]}-{match[2]}", work.actor.scope)
    owners = customers.customers(work, {one.customer_id for one in orders})
    return [
        FoundOut(
            kind="order",
            id=one.id,
            title=one.no,
            subtitle=owners[one.customer_id].name,
            customer_id=one.customer_id,
            order_id=one.id,
        )
        for one in orders
    ]


def _devices(work: UnitOfWork, text: str) -> list[FoundOut]:
    found: list[FoundOut] = []
    for device in inventory.find_devices(work, text):
        found += _terminal(work, device)
    sim = inventory.find_sim(work, text)
    return [*found, *(_card(work, sim) if sim is not None else [])]


def _ending(work: UnitOfWork, text: str) -> list[FoundOut]:
    """Terminals and cards by the last digits of their numbers, those in vehicles first."""
    devices, sims = inventory.devices_ending(work, text, MOST), inventory.sims_ending(work, text, MOST)
    found = [(one.vehicle_id is None, told) for one in devices for told in _terminal(work, one)]
    found += [(one.vehicle_id is None, told) for one in sims for told in _card(work, one)]
    return [told for _, told in sorted(found, key=lambda one: one[0])]


def _terminal(work: UnitOfWork, one: inventory.Device) -> list[FoundOut]:
    return _thing(work, "device", one, one.terminal_no, one.product_name_zh)


def _card(work: UnitOfWork, one: inventory.Sim) -> list[FoundOut]:
    return _thing(work, "sim", one, one.iccid, one.msisdn)


def _thing(
    work: UnitOfWork, kind: str, one: inventory.Device | inventory.Sim, number: str, what: str
) -> list[FoundOut]:
    thing_id, vehicle_id = one.id, one.vehicle_id
    vehicle = customers.vehicles(work, [vehicle_id]).get(vehicle_id) if vehicle_id else None
    if vehicle is None:
        holder = technicians.technicians(work, ids={one.technician_id}) if one.technician_id else []
        words = (what, *(person.name for person in holder))
        return [FoundOut(kind=kind, id=thing_id, title=number, subtitle=" · ".join(word for word in words if word))]
    owner = customers.customer(work, vehicle.customer_id)
    if not work.actor.reaches(owner.centre_id):
        return []
    return [
        FoundOut(
            kind=kind,
            id=thing_id,
            title=number,
            subtitle=" · ".join(part for part in (what, vehicle.label, owner.name) if part),
            **_of_vehicle(vehicle),
        )
    ]


def _of_vehicle(vehicle: Vehicle) -> dict[str, str]:
    return {
        "plate": vehicle.plate,
        "plate_colour": vehicle.plate_colour,
        "customer_id": vehicle.customer_id,
        "vehicle_id": vehicle.id,
    }


def _parties(work: UnitOfWork, text: str) -> list[FoundOut]:
    return [
        FoundOut(
            kind=one.kind,
            id=one.vehicle_id or one.customer_id,
            title=one.label,
            subtitle=one.customer_name if one.kind == "vehicle" else "",
            plate=one.plate or None,
            plate_colour=one.plate_colour if one.plate else None,
            customer_id=one.customer_id,
            vehicle_id=one.vehicle_id,
        )
        for one in customers.find(work, text, limit=MOST)
    ]
