"""The search box of the desk: plate, terminal, card, phone, order number, name. No phone number is shown here."""

import re
import unicodedata

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.customers.public import Vehicle
from backend.modules.intake.schemas import FoundListOut, FoundOut
from backend.modules.inventory import public as inventory
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
        found += _sitting(work, "device", device.id, device.terminal_no, device.product_name_zh, device.vehicle_id)
    sim = inventory.find_sim(work, text)
    if sim is not None:
        found += _sitting(work, "sim", sim.id, sim.iccid, sim.operator, sim.vehicle_id)
    return found


def _ending(work: UnitOfWork, text: str) -> list[FoundOut]:
    """Terminals in vehicles by the last digits of their number; those on a shelf are asked for by the whole number."""
    return [
        told
        for device in inventory.devices_ending(work, text, MOST)
        if device.vehicle_id
        for told in _sitting(work, "device", device.id, device.terminal_no, device.product_name_zh, device.vehicle_id)
    ]


def _sitting(
    work: UnitOfWork, kind: str, thing_id: str, number: str, what: str, vehicle_id: str | None
) -> list[FoundOut]:
    vehicle = customers.vehicles(work, [vehicle_id]).get(vehicle_id) if vehicle_id else None
    if vehicle is None:
        return [FoundOut(kind=kind, id=thing_id, title=number, subtitle=what)]
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
