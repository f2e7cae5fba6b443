"""What proof by the platform asks of the ledger: where a terminal sat before, and a warranty that counts from proof."""

from datetime import date

from sqlmodel import col, select

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.models import InstallationRow, ProductRow


def vehicles_of_device(work: UnitOfWork, device_id: str) -> list[str]:
    """The vehicles in which a terminal sat or sits by the ledger, first to last."""
    query = (
        select(InstallationRow.vehicle_id)
        .where(InstallationRow.device_id == device_id, InstallationRow.standing == "valid")
        .order_by(col(InstallationRow.from_at))
    )
    return list(dict.fromkeys(work.session.exec(query)))


def start_warranty(work: UnitOfWork, device_id: str, visit_id: str, day: date) -> date | None:
    """The warranty of a terminal that this visit brought in new counts from `day`, when it was proven; its last day.

    One that goes on from the terminal it replaced (R17), or that ran before this visit, stays as it is. None: there
    is no warranty. A day before the one it counts from changes nothing.
    """
    device = repository.lock_device(work.session, device_id)
    first = work.session.exec(
        select(InstallationRow.visit_id)
        .where(InstallationRow.device_id == device_id, InstallationRow.standing == "valid")
        .order_by(col(InstallationRow.from_at))
        .limit(1)
    ).first()
    product = work.session.get(ProductRow, device.product_code) if device.product_code else None
    months = product.warranty_months if product else 0
    start = device.warranty_start
    fresh = start is not None and device.warranty_end == policies.warranty_end(start, months, None)
    if first == visit_id and months > 0 and fresh and start is not None and start < day:
        device.warranty_start, device.warranty_end = day, policies.warranty_end(day, months, None)
        work.session.add(device)
    return device.warranty_end
