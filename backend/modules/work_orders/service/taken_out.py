"""What the return label says of the occasion on which something was taken out of a vehicle (R11)."""

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import trade_repository
from backend.modules.work_orders.models import OrderItemRow
from backend.modules.work_orders.policies import vehicle_left
from backend.modules.work_orders.service.own import Mine

TAKES_OUT = frozenset({"swap_device", "swap_sim", "swap_both", "remove", "transfer"})


def taken_out(work: UnitOfWork, mine: Mine, item: OrderItemRow) -> inventory.TakenOut:
    """Plate, order, who did it, and the fault: as the technician found it, else as the customer told it."""
    if item.act not in TAKES_OUT and not item.old_parts:
        return inventory.TakenOut()
    vehicle_id = vehicle_left(item.act, item.vehicle_id, item.from_vehicle_id)
    vehicle = customers.vehicles(work, {vehicle_id}).get(vehicle_id)
    faults = trade_repository.faults(work)
    found = next((one for one in faults if one.code == item.fault_code), None)
    told = next((one for one in faults if one.symptom_zh == mine.order.symptom), None)
    known = found or told
    return inventory.TakenOut(
        plate=vehicle.plate if vehicle else "",
        plate_colour=vehicle.plate_colour if vehicle else "",
        order_no=mine.order.no,
        symptom_zh=known.symptom_zh if known else mine.order.symptom,
        symptom_en=known.symptom_en if known else mine.order.symptom,
        technician_name=technicians.technician(work, mine.visit.technician_id).name,
    )
