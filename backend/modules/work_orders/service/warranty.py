"""Whether a vehicle's terminal was in warranty before the work (R17): decided here, for the phone and for finance."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import public as inventory
from backend.modules.work_orders.shapes import ItemView, OrderView


def item_in_warranty(
    work: UnitOfWork, order: OrderView, item: ItemView, visit_id: str, installed: Mapping[str, inventory.Installed]
) -> bool:
    """By the terminal that sat in the vehicle before this visit; where nobody knows one, as the agent noted.

    `installed` tells what sits in the vehicles now. After the act that is what the visit itself put in, which says
    nothing about the warranty of what was broken; then the ledger is asked.
    """
    vehicle_id = item.from_vehicle_id or item.vehicle_id
    if item.state == "recorded":
        end = _end_before(work, vehicle_id, visit_id)
    else:
        now_in = installed.get(vehicle_id)
        end = now_in.device.warranty_end if now_in else None
    if end is None:
        return bool(order.in_warranty)
    zone = ZoneInfo(auth.centre(work, order.centre_id).time_zone)
    return (item.event_time or work.now).astimezone(zone).date() <= end


def _end_before(work: UnitOfWork, vehicle_id: str, visit_id: str) -> date | None:
    before = [
        line
        for line in inventory.history_of_vehicle(work, vehicle_id)
        if line.visit_id != visit_id and line.standing == "valid"
    ]
    if not before:
        return None
    return max(before, key=lambda line: line.from_at).device.warranty_end
