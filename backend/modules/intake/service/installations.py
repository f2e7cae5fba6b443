"""An installation order from a checked list, or from vehicles typed in (R1). Vehicles and order are one transaction."""

from collections.abc import Mapping, Sequence

from backend.kernel.errors import Refusal
from backend.kernel.sheets.columns import Column, Header
from backend.kernel.sheets.grid import Cell, Grid, GridRow, Kind
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.customers.public import NewVehicle, Vehicle
from backend.modules.intake import errors
from backend.modules.intake.models import VehicleSheetRow
from backend.modules.intake.schemas import InstallationIn, VehicleIn
from backend.modules.intake.service.known import against_the_books
from backend.modules.intake.service.parties import Parties, parties_of
from backend.modules.intake.service.sheets import family_words, own_sheet, rows_to_take
from backend.modules.intake.sheet.checking import CheckedRow, check_rows, family_named
from backend.modules.intake.sheet.columns import KEYS
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import NewItem, NewOrder, OrderView

_FIELDS = tuple(VehicleIn.model_fields)
_TOLD_BY_LIST = ("vehicle_type", "fleet_no", "driver_name", "driver_phone")


def open_installation(work: UnitOfWork, said: InstallationIn) -> tuple[OrderView, int]:
    """Register the vehicles, open the order and hand it in for approval; returns it with the number of vehicles.

    Refuses (4xx) whatever does not fit, and then nothing at all is written.
    """
    if bool(said.sheet_id) == bool(said.vehicles):
        raise Refusal(errors.ONE_SOURCE if said.sheet_id else errors.NO_VEHICLES, field="vehicles")
    sheet = own_sheet(work, said.sheet_id, lock=True) if said.sheet_id else None
    if sheet is not None and said.customer_id is None and said.customer is None:
        said = said.model_copy(update={"customer_id": sheet.customer_id})
    parties = parties_of(work, said, said.customer)
    customer = parties.customer
    words = family_words(work)
    if sheet is not None:
        rows, known = rows_to_take(work, sheet, said.rows, customer.id)
    else:
        rows, known = _typed(work, said.vehicles, words, customer.id)
    families = [_family(row, said.family_default, words) for row in rows]
    vehicle_ids = register(work, customer.id, rows, known)
    items = [NewItem(vehicle_id, family) for vehicle_id, family in zip(vehicle_ids, families, strict=True)]
    order = work_orders.create_order(work, _new_order(said, parties, tuple(items)))
    if sheet is not None:
        _mark_taken(sheet, rows, order.id, customer.id, customer.centre_id)
        work.session.add(sheet)
    return work_orders.submit(work, order.id), len(items)


def _new_order(said: InstallationIn, parties: Parties, items: tuple[NewItem, ...]) -> NewOrder:
    return NewOrder(
        kind="install",
        centre_id=parties.customer.centre_id,
        customer_id=parties.customer.id,
        items=items,
        priority=said.priority,
        site_id=parties.site_id,
        contact_name=parties.contact_name,
        contact_phone=parties.contact_phone,
        window_start=said.window_start,
        window_end=said.window_end,
        request_no=said.request_no,
        note=said.note,
    )


def _mark_taken(
    sheet: VehicleSheetRow, rows: Sequence[CheckedRow], order_id: str, customer_id: str, centre_id: str
) -> None:
    sheet.taken = {**sheet.taken, **{str(row.number): order_id for row in rows}}
    sheet.customer_id, sheet.centre_id = customer_id, centre_id


def _typed(
    work: UnitOfWork, vehicles: Sequence[VehicleIn], words: Mapping[str, str], customer_id: str
) -> tuple[list[CheckedRow], dict[int, str]]:
    """Vehicles typed in pass the same checks as a list; the first fault refuses."""
    columns = {name: Column(index, name, name) for index, name in enumerate(_FIELDS)}
    header = Header(0, columns, (), (), KEYS)
    texts = [[str(getattr(one, name)) for name in _FIELDS] for one in vehicles]
    grid = Grid(
        tuple(
            GridRow(number, tuple(Cell(text, Kind.TEXT) if text else Cell() for text in line))
            for number, line in enumerate(texts, start=1)
            if any(line)
        )
    )
    if len(grid.rows) < len(vehicles):
        raise Refusal(errors.NO_VEHICLES, field="vehicles")
    rows = check_rows(grid, header, words)
    known = against_the_books(work, rows, header, customer_id)
    wrong = next((fault for row in rows for fault in row.faults), None)
    if wrong is not None:
        raise Refusal(
            errors.VEHICLES_FAULTY,
            field=f"vehicles.{wrong.row - 1}.{wrong.field}",
            position=wrong.row,
            what=wrong.zh.split("：", 1)[-1],
            what_en=wrong.en.split(": ", 1)[-1],
            reason=wrong.code,
        )
    return rows, known.vehicle_ids


def _family(row: CheckedRow, default: str, words: Mapping[str, str]) -> str:
    own = row.values.get("family", "")
    if own:
        return own
    if not default:
        raise Refusal(errors.NO_FAMILY, field="family_default")
    code = family_named(default, words)
    if code is None:
        raise Refusal(errors.FAMILY_UNKNOWN, field="family_default", value=default)
    return code


def register(work: UnitOfWork, customer_id: str, rows: Sequence[CheckedRow], known: Mapping[int, str]) -> list[str]:
    """The vehicle id of each row: new ones are added, what the list tells of known ones is brought up to date."""
    fresh = [row for row in rows if row.number not in known]
    ids = customers.load_vehicles(work, [_new(customer_id, row) for row in fresh])
    by_row = {**known, **{row.number: one for row, one in zip(fresh, ids, strict=True)}}
    present = customers.vehicles(work, known.values())
    for row in rows:
        if row.number in known:
            _bring_up_to_date(work, present[known[row.number]], row)
    return [by_row[row.number] for row in rows]


def _new(customer_id: str, row: CheckedRow) -> NewVehicle:
    values = row.values
    return NewVehicle(
        customer_id=customer_id,
        plate=values.get("plate", ""),
        plate_colour=values.get("plate_colour") or "none",
        vin=values.get("vin", ""),
        vehicle_type=values.get("vehicle_type", ""),
        fleet_no=values.get("fleet_no", ""),
        driver_name=values.get("driver_name", ""),
        driver_phone=values.get("driver_phone", ""),
    )


def _bring_up_to_date(work: UnitOfWork, vehicle: Vehicle, row: CheckedRow) -> None:
    """Drivers change: what the list says of them is newer. Plate and VIN are only filled in where there was none."""
    told = {name: row.values[name] for name in _TOLD_BY_LIST if row.values.get(name)}
    if not vehicle.vin and row.values.get("vin"):
        told["vin"] = row.values["vin"]
    if not vehicle.plate and row.values.get("plate"):
        told |= {"plate": row.values["plate"], "plate_colour": row.values["plate_colour"]}
    changes = {name: value for name, value in told.items() if getattr(vehicle, name) != value}
    if changes:
        customers.update_vehicle(work, vehicle.id, vehicle.version, **changes)
