"""What went into each vehicle at a visit, and whether its terminal was in warranty before the work."""

from collections.abc import Sequence

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance.policies import Used
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders

SWAPS = frozenset({"swap_device", "swap_both"})


def used_at(work: UnitOfWork, visit: work_orders.VisitView, items: Sequence[work_orders.ItemView]) -> list[Used]:
    """Parts and swapped-in terminals of these items. A SIM card goes with the platform service and is never charged."""
    order = work_orders.order(work, visit.order_id)
    found: list[Used] = []
    for item in items:
        codes = dict(item.parts)
        terminal = _swapped_in(work, item)
        if terminal is not None:
            codes[terminal] = codes.get(terminal, 0) + 1
        if not codes:
            continue
        covered = work_orders.item_in_warranty(work, order, item, visit.id, {})
        found.extend(Used(item.id, code, quantity, covered) for code, quantity in sorted(codes.items()))
    return found


def _swapped_in(work: UnitOfWork, item: work_orders.ItemView) -> str | None:
    if item.act not in SWAPS or not item.new_device_no:
        return None
    device = inventory.find_device(work, item.new_device_no)
    return device.product_code if device else None
