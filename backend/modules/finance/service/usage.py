"""What went into each vehicle at a visit, and whether its terminal was in warranty before the work."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.finance.policies import Used
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders

SWAPS = frozenset({"swap_device", "swap_both"})


def used_at(work: UnitOfWork, visit: work_orders.VisitView, items: Sequence[work_orders.ItemView]) -> list[Used]:
    """Parts and swapped-in terminals of these items. A SIM card goes with the platform service and is never charged."""
    zone = ZoneInfo(auth.centre(work, visit.centre_id).time_zone)
    order = work_orders.order(work, visit.order_id)
    found: list[Used] = []
    for item in items:
        codes = dict(item.parts)
        terminal = _swapped_in(work, item)
        if terminal is not None:
            codes[terminal] = codes.get(terminal, 0) + 1
        if not codes:
            continue
        covered = _in_warranty(work, order, visit, item, zone)
        found.extend(Used(item.id, code, quantity, covered) for code, quantity in sorted(codes.items()))
    return found


def _swapped_in(work: UnitOfWork, item: work_orders.ItemView) -> str | None:
    if item.act not in SWAPS or not item.new_device_no:
        return None
    device = inventory.find_device(work, item.new_device_no)
    return device.product_code if device else None


def _in_warranty(
    work: UnitOfWork,
    order: work_orders.OrderView,
    visit: work_orders.VisitView,
    item: work_orders.ItemView,
    zone: ZoneInfo,
) -> bool:
    """By the terminal that sat in the vehicle before this visit; where nobody knows one, as the agent noted."""
    end = _warranty_end(work, visit, item)
    if end is None:
        return bool(order.in_warranty)
    return (item.event_time or work.now).astimezone(zone).date() <= end


def _warranty_end(work: UnitOfWork, visit: work_orders.VisitView, item: work_orders.ItemView) -> date | None:
    # What this visit itself put in says nothing about the warranty of what was broken.
    vehicle_id = item.from_vehicle_id or item.vehicle_id
    before = [
        line
        for line in inventory.history_of_vehicle(work, vehicle_id)
        if line.visit_id != visit.id and line.standing == "valid"
    ]
    if not before:
        return None
    return max(before, key=lambda line: line.from_at).device.warranty_end
