"""What a call speaks of, copied when the order is completed, so that the list needs no other module."""

from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import OrderCompleted

MOST_PLATES = 3


def facts_of(work: UnitOfWork, fact: OrderCompleted) -> dict[str, Any]:
    """Order, customer, technician and vehicles as they are now."""
    order = work_orders.order(work, fact.order_id)
    items = work_orders.items(work, fact.order_id)
    vehicles = customers.vehicles(work, [item.vehicle_id for item in items])
    plates = [
        {"plate": vehicle.plate, "plate_colour": vehicle.plate_colour, "label": vehicle.label}
        for vehicle in vehicles.values()
    ]
    technician = _technician(work, fact.technician_id)
    return {
        "order_no": order.no,
        "order_kind": order.kind,
        "customer_id": order.customer_id,
        "customer_name": customers.customer(work, order.customer_id).name,
        "contact_name": order.contact_name,
        "contact_phone": order.contact_phone,
        "symptom": order.symptom,
        "remedies": list(dict.fromkeys(item.remedy for item in items if item.remedy))[:MOST_PLATES],
        "plates": plates[:MOST_PLATES],
        "item_count": len(items),
        "technician_name": technician.name if technician else "",
        "technician_called": technician.called if technician else "",
    }


def _technician(work: UnitOfWork, technician_id: str) -> technicians.Technician | None:
    # A technician who has left since is no reason to miss the call.
    try:
        return technicians.technician(work, technician_id)
    except Refusal:
        return None
