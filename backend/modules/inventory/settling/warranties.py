"""The warranty follows what a settlement says of the ledger (R17, R30): it begins with a line that counts from now on,
and one that began with a line that was never true is taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.local_time import local_day
from backend.modules.inventory.models import DeviceRow, InstallationRow, ProductRow
from backend.modules.inventory.seating import begin_warranty

Moment = tuple[str, Any]  # the vehicle, and when the line begins
_SWAPS = frozenset({"swap_device", "swap_both"})


def follow(work: UnitOfWork, centre_id: str | None, changes: Sequence[dict[str, Any]]) -> None:
    """Let the warranties follow these changes of lines, as `Effects.told` tells them."""
    handed: dict[Moment, date | None] = {}
    fresh: list[InstallationRow] = []
    rows = [(work.session.get_one(InstallationRow, one["id"]), one["before"]) for one in changes]
    for row, before in rows:
        counted = before is not None and before["standing"] == "valid"
        if counted and row.standing != "valid":
            _take_back(work, centre_id, row, handed)
        elif not counted and row.standing == "valid" and row.act != "transfer":
            fresh.append(row)
    for row in sorted(fresh, key=lambda one: one.from_at):
        device = repository.lock_device(work.session, row.device_id)
        inherited = handed.get((row.vehicle_id, row.from_at)) or _displaced(work, row, [one for one, _ in rows])
        begin_warranty(work, device, local_day(work, row.from_at, centre_id), inherited)


def _take_back(
    work: UnitOfWork, centre_id: str | None, row: InstallationRow, handed: dict[Moment, date | None]
) -> None:
    """A terminal that never sat anywhere has no warranty; what it had inherited goes to the one in its stead."""
    device = repository.lock_device(work.session, row.device_id)
    day = local_day(work, row.from_at, centre_id)
    if device.warranty_start != day or repository.valid_of_device(work.session, device.id):
        return
    product = work.session.get(ProductRow, device.product_code) if device.product_code else None
    own = policies.warranty_end(day, product.warranty_months if product else 0, None)
    if device.warranty_end != own:
        handed[row.vehicle_id, row.from_at] = device.warranty_end
    device.warranty_start = device.warranty_end = None
    work.session.add(device)


def _displaced(work: UnitOfWork, row: InstallationRow, changed: Sequence[InstallationRow]) -> date | None:
    """The last day of warranty of the terminal that a swap took out."""
    if row.act not in _SWAPS:
        return None
    gone = (one for one in changed if (one.vehicle_id, one.until_at) == (row.vehicle_id, row.from_at))
    ids = {one.device_id for one in gone if one.standing == "valid"} - {row.device_id}
    ends = [work.session.get_one(DeviceRow, one).warranty_end for one in ids]
    return max((one for one in ends if one is not None), default=None)
