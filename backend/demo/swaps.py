"""Repairs of the demo that replace terminal and card."""

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory


def swap_of(work: UnitOfWork, visit_no: str, technician_id: str, vehicle_id: str) -> dict[str, object] | None:
    """What the phone records when this repair replaces terminal and card; None for most, and when the van has none."""
    turn = sum(map(ord, visit_no))
    return None if turn % 4 else swap(work, technician_id, vehicle_id, "warehouse" if turn % 3 == 0 else "factory")


def swap(work: UnitOfWork, technician_id: str, vehicle_id: str, end: str) -> dict[str, object] | None:
    """Terminal and card replaced out of the van, the old terminal bound for `end`; None when one of them is not there."""
    installed = inventory.installed_in(work, [vehicle_id]).get(vehicle_id)
    if installed is None or installed.sim is None:
        return None
    van, kind = inventory.van_stock(work, technician_id), installed.sim.product_code
    device = next((one for one in van.devices if one.family == installed.device.family and one.state == "good"), None)
    card = next((one for one in van.sims if one.product_code == kind), None)
    if device is None or card is None:
        return None
    return {
        "vehicle_confirmed": True,
        "act": "swap_both",
        "new_device_no": device.terminal_no,
        "new_iccid": card.iccid,
        "old_device_no": installed.device.terminal_no,
        "old_iccid": installed.sim.iccid,
        "old_device_end": end,
        "cause_code": "terminal",
        "remedy": "主机故障，换机换卡",
        "test_result": "在线，定位正常",
    }
