"""What proof by the platform asks of the ledger: where a terminal sat before, and a warranty that counts from proof."""

from datetime import date

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.models import ProductRow


def vehicles_of_device(work: UnitOfWork, device_id: str) -> list[str]:
    """The vehicles in which a terminal sat or sits by the ledger, first to last."""
    return list(dict.fromkeys(one.vehicle_id for one in repository.valid_of_device(work.session, device_id)))


def start_warranty(work: UnitOfWork, device_id: str, visit_id: str, day: date) -> date | None:
    """The warranty of a terminal that this visit brought in new counts from `day`, when it was proven; its last day.

    One that goes on from the terminal it replaced (R17), or that ran before this visit, stays as it is. None: there
    is no warranty. A day before the one it counts from changes nothing.
    """
    device = repository.lock_device(work.session, device_id)
    sat = repository.valid_of_device(work.session, device_id)
    first = sat[0].visit_id if sat else None
    product = work.session.get(ProductRow, device.product_code) if device.product_code else None
    months = product.warranty_months if product else 0
    start = device.warranty_start
    fresh = start is not None and device.warranty_end == policies.warranty_end(start, months, None)
    if first == visit_id and months > 0 and fresh and start is not None and start < day:
        device.warranty_start, device.warranty_end = day, policies.warranty_end(day, months, None)
        work.session.add(device)
    return device.warranty_end
