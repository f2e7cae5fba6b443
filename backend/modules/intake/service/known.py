"""The rows of a list held against what is known: whose vehicle it is, its VIN, what it waits for, what sits in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.kernel.sheets.columns import Header
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.customers.public import Vehicle
from backend.modules.intake.sheet.checking import CheckedRow
from backend.modules.intake.sheet.faults import fault
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders


@dataclass(frozen=True)
class Known:
    """Vehicle ids by row number, and the labels of vehicles that have a terminal already."""

    vehicle_ids: dict[int, str]
    installed: list[str]


def against_the_books(work: UnitOfWork, rows: Sequence[CheckedRow], header: Header, customer_id: str | None) -> Known:
    """Adds faults to `rows` where the books say otherwise. Without a customer the owner is compared later."""
    books = _Books(work, rows)
    vehicle_ids: dict[int, str] = {}
    for row in rows:
        vehicle = books.of(row)
        if vehicle is None:
            continue
        _compare(row, vehicle, header, customer_id, books)
        if row.good:
            vehicle_ids[row.number] = vehicle.id
    known = set(vehicle_ids.values())
    sitting = inventory.installed_in(work, known)
    return Known(vehicle_ids, [books.by_id[one].label for one in sitting])


class _Books:
    """What the database knows of the vehicles on the list, read in few statements."""

    def __init__(self, work: UnitOfWork, rows: Sequence[CheckedRow]) -> None:
        plates = {row.values.get("plate", "") for row in rows} - {""}
        vins = {row.values.get("vin", "") for row in rows} - {""}
        found = customers.vehicles_known(work, plates, vins)
        self.by_id = {one.id: one for one in found}
        self._by_plate: dict[str, list[Vehicle]] = {}
        for one in found:
            self._by_plate.setdefault(one.plate, []).append(one)
        self._by_vin = {one.vin: one for one in found if one.vin}
        self.owners = customers.customers(work, {one.customer_id for one in found})
        self.open_installs = {
            vehicle_id: next((order.no for order in orders if order.kind == "install"), None)
            for vehicle_id, orders in work_orders.open_orders_of_vehicles(work, self.by_id.keys()).items()
        }

    def of(self, row: CheckedRow) -> Vehicle | None:
        """The vehicle that a row means: by plate and colour, else by VIN."""
        same = self._by_plate.get(row.values.get("plate") or "-", [])
        if len(same) == 1 and "colour_assumed" in row.remarks:
            # The list does not say the colour, the books do.
            row.values["plate_colour"] = same[0].plate_colour
            row.remarks.remove("colour_assumed")
        for vehicle in same:
            if vehicle.plate_colour == row.values.get("plate_colour"):
                return vehicle
        return self._by_vin.get(row.values.get("vin") or "-")


def _compare(row: CheckedRow, vehicle: Vehicle, header: Header, customer_id: str | None, books: _Books) -> None:
    values = row.values
    by_plate = bool(values.get("plate")) and vehicle.plate == values["plate"]
    place = header.column("plate" if by_plate else "vin")
    said = values["plate"] if by_plate else values.get("vin", "")
    if customer_id is not None and vehicle.customer_id != customer_id:
        owner = books.owners[vehicle.customer_id].name
        row.faults.append(fault(row.number, place, "other_customer", said, owner=owner))
    elif by_plate and vehicle.vin and values.get("vin") and vehicle.vin != values["vin"]:
        row.faults.append(fault(row.number, header.column("vin"), "other_vin", values["vin"], vin=vehicle.vin))
    elif not by_plate and vehicle.plate and values.get("plate"):
        row.faults.append(fault(row.number, place, "other_plate", said, plate=vehicle.plate))
    elif no := books.open_installs.get(vehicle.id):
        row.faults.append(fault(row.number, place, "already_ordered", said, no=no))
