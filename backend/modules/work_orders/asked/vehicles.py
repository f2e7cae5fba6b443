"""Which vehicle a technician may add on site: a known one of the customer, or a new one by its plate."""

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.work_orders.asked import errors
from backend.modules.work_orders.asked.payloads import ExtraVehicle
from backend.modules.work_orders.models import OrderRow


def vehicle_to_add(work: UnitOfWork, order: OrderRow, payload: ExtraVehicle) -> customers.Vehicle:
    """The vehicle, registered now if nobody knows its plate; refuses what the office has to decide (R3, R39)."""
    if order.kind == "transfer":
        raise Refusal(errors.EXTRA_TRANSFER)
    known = _known(work, order, payload)
    if known is None:
        if order.kind == "removal":
            raise Refusal(errors.EXTRA_NOT_IN_LEDGER, field="plate")
        new = customers.NewVehicle(order.customer_id, payload.plate, payload.plate_colour)
        return customers.add_vehicle(work, new)
    if order.kind == "removal" and known.regulated:
        raise Refusal(errors.EXTRA_REGULATED, field="plate", plate=known.label)
    return known


def _known(work: UnitOfWork, order: OrderRow, payload: ExtraVehicle) -> customers.Vehicle | None:
    if payload.vehicle_id:
        found = customers.vehicle(work, payload.vehicle_id)
    elif payload.plate.strip():
        colour = None if payload.plate_colour == "none" else payload.plate_colour
        same = customers.vehicle_by_plate(work, payload.plate, colour)
        if not same:
            return None
        found = next((one for one in same if one.customer_id == order.customer_id), same[0])
    else:
        raise Refusal(errors.VEHICLE_OR_PLATE, field="plate")
    if found.customer_id != order.customer_id:
        raise Refusal(errors.EXTRA_OTHERS, field="plate", plate=payload.plate or found.label)
    return found
