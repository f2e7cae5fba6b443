"""《司机信息和车辆基本信息》: a second list that completes the rows of a vehicle list that was checked before (R1)."""

from dataclasses import dataclass
from typing import Any

from backend.kernel.sheets.columns import Header
from backend.kernel.sheets.faults import Fault
from backend.kernel.sheets.grid import Grid
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.intake.models import VehicleSheetRow
from backend.modules.intake.service.sheets import family_words, own_sheet
from backend.modules.intake.sheet.checking import CheckedRow, check_rows
from backend.modules.intake.sheet.columns import find_header
from backend.modules.intake.sheet.faults import fault

FILLS = ("vin", "vehicle_type", "fleet_no", "driver_name", "driver_phone", "note")


@dataclass(frozen=True)
class Completed:
    """The list after it was completed, how many rows took something over, and what did not fit."""

    sheet: VehicleSheetRow
    matched: int
    faults: list[Fault]


def complete_sheet(work: UnitOfWork, sheet_id: str, grid: Grid) -> Completed:
    """Fill in what the vehicle list leaves empty, row by row, matched by plate or VIN; nothing is written over.

    A vehicle that is not on the list, and a VIN that says otherwise, are faults of that row, and it is left out whole.
    """
    sheet = own_sheet(work, sheet_id, lock=True)
    header = find_header(grid)
    rows = check_rows(grid, header, family_words(work))
    good = [{**one, "values": dict(one["values"])} for one in sheet.good]
    listed = _listed(good)
    matched = 0
    for row in rows:
        found = listed.get(row.values.get("plate") or "-") or listed.get(row.values.get("vin") or "-")
        if row.good:
            _compare(row, found, header)
        if row.good and found is not None:
            _fill(found["values"], row.values)
            matched += 1
    sheet.good = good
    work.session.add(sheet)
    work.session.flush()
    return Completed(sheet, matched, [one for row in rows for one in row.faults])


def _listed(good: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The good rows by plate and by VIN; a plate in two colours names no single row."""
    found: dict[str, dict[str, Any]] = {}
    twice: set[str] = set()
    for one in good:
        for name in ("plate", "vin"):
            key = one["values"].get(name, "")
            if key in found:
                twice.add(key)
            if key:
                found[key] = one
    return {key: one for key, one in found.items() if key not in twice}


def _compare(row: CheckedRow, found: dict[str, Any] | None, header: Header) -> None:
    said = row.values.get("plate") or row.values.get("vin", "")
    if found is None:
        place = header.column("plate" if row.values.get("plate") else "vin")
        row.faults.append(fault(row.number, place, "not_in_list", said))
        return
    vin, listed = row.values.get("vin", ""), found["values"].get("vin", "")
    if vin and listed and vin != listed:
        row.faults.append(fault(row.number, header.column("vin"), "differs_from_list", vin, vin=listed))


def _fill(values: dict[str, str], told: dict[str, str]) -> None:
    for name in FILLS:
        if told.get(name) and not values.get(name):
            values[name] = told[name]
