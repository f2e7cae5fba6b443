"""A vehicle list handed in: checked against itself and the database, kept, and taken in a second step (R1)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from backend.kernel.errors import NOT_YOURS, Refusal
from backend.kernel.sheets.columns import Column, Header, plain
from backend.kernel.sheets.errors import SHEET_NO_FAULTS, SHEET_NO_GOOD_ROWS
from backend.kernel.sheets.faults import Fault
from backend.kernel.sheets.faulty_file import write_faulty
from backend.kernel.sheets.grid import Grid
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.intake import errors, repository
from backend.modules.intake.models import VehicleSheetRow
from backend.modules.intake.service.known import against_the_books
from backend.modules.intake.sheet.checking import CheckedRow, check_rows
from backend.modules.intake.sheet.columns import KEYS, find_header
from backend.modules.intake.sheet.faults import warning
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders

MAX_VEHICLES = 500  # of one order (R35)
EXAMPLES = 5


def check_sheet(work: UnitOfWork, grid: Grid, file_name: str, customer_id: str | None) -> VehicleSheetRow:
    """Check every row of a list and keep the outcome; no vehicle and no order is made.

    Refuses (422) a list without a header or rows; whatever is wrong with single rows is reported, not refused.
    """
    owner = customers.customer(work, customer_id) if customer_id else None
    if owner is not None:
        work.actor.require_centre(owner.centre_id)
    header = find_header(grid)
    rows = check_rows(grid, header, family_words(work))
    remarks = against_the_books(work, rows, header, owner.id if owner else None)
    row = VehicleSheetRow(
        customer_id=owner.id if owner else None,
        centre_id=owner.centre_id if owner else None,
        file_name=file_name[-120:],
        created_at=work.now,
        created_by=work.actor.id,
        titles=list(header.titles),
        columns=[asdict(column) for column in header.columns.values()],
        good=[_good(one, remarks.vehicle_ids) for one in rows if one.good],
        faulty=[{"row": one.number, "cells": list(one.cells)} for one in rows if not one.good],
        faults=[asdict(fault) for one in rows for fault in one.faults],
        warnings=_warnings(grid, header, rows, remarks.installed),
    )
    work.session.add(row)
    work.session.flush()
    return row


def family_words(work: UnitOfWork) -> dict[str, str]:
    """Every word that means a device family: its code, its names, and the products of it. Plain form to code."""
    known: dict[str, str] = {}
    for product in inventory.products(work):
        if product.family:
            for word in (product.code, product.name_zh, product.name_en):
                known[plain(word)] = product.family
    for family in work_orders.families(work).values():
        for word in (family.code, family.name_zh, family.name_en):
            known[plain(word)] = family.code
    return known


def _good(row: CheckedRow, vehicle_ids: Mapping[int, str]) -> dict[str, Any]:
    return {"row": row.number, "values": row.values, "vehicle": vehicle_ids.get(row.number)}


def _warnings(grid: Grid, header: Header, rows: Sequence[CheckedRow], installed: Sequence[str]) -> list[dict[str, Any]]:
    found = [warning("left_out", zh=zh, en=en) for zh, en in grid.notes]
    if header.unused:
        names = "、".join(f"{letter} “{title}”" for letter, title in header.unused[:10])
        found.append(warning("column_unused", columns=names))
    by_code: dict[str, list[CheckedRow]] = defaultdict(list)
    for row in rows:
        if row.good:
            for code in row.remarks:
                by_code[code].append(row)
    for code, remarked in by_code.items():
        numbers = "、".join(str(row.number) for row in remarked[:10])
        types = dict.fromkeys(row.values.get("vehicle_type", "") for row in remarked)
        examples = "、".join(list(types)[:EXAMPLES])
        found.append(warning(code, count=len(remarked), rows=numbers, examples=examples))
    if installed:
        found.append(warning("already_installed", count=len(installed), examples="、".join(installed[:EXAMPLES])))
    good = sum(row.good for row in rows)
    if good > MAX_VEHICLES:
        found.append(warning("too_many_for_one_order", count=good, most=MAX_VEHICLES))
    return found


def own_sheet(work: UnitOfWork, sheet_id: str, *, lock: bool = False) -> VehicleSheetRow:
    """The sheet, if it is of the actor's centre or, while it has no customer, his own; refuses 403, 404."""
    row = repository.sheet(work.session, sheet_id, lock=lock)
    if row.centre_id is not None:
        work.actor.require_centre(row.centre_id)
    elif row.created_by != work.actor.id:
        raise Refusal(NOT_YOURS)
    return row


def faulty_file(work: UnitOfWork, sheet_id: str) -> tuple[str, bytes]:
    """File name and .xlsx of the faulty rows, each fault beside its cell; refuses 404 when there are none."""
    row = own_sheet(work, sheet_id)
    if not row.faulty:
        raise Refusal(SHEET_NO_FAULTS)
    rows = [(int(one["row"]), list(one["cells"])) for one in row.faulty]
    name = row.file_name.rsplit(".", 1)[0]
    return f"{name}-待改.xlsx", write_faulty(row.titles, rows, [Fault(**one) for one in row.faults])


def rows_to_take(
    work: UnitOfWork, sheet: VehicleSheetRow, wanted: Sequence[int] | None, customer_id: str
) -> tuple[list[CheckedRow], dict[int, str]]:
    """The good rows that are still free (or those `wanted`), held against the books once more for this customer,
    with the ids of the vehicles that are known already by row number.

    Refuses rows that are not good, are in an order already, or no longer fit; and more than an order takes.
    """
    good = {int(one["row"]): one for one in sheet.good}
    for number in wanted or ():
        if number not in good:
            raise Refusal(errors.SHEET_UNKNOWN_ROWS, field="rows", row=number)
    free = [number for number in (wanted or good) if str(number) not in sheet.taken]
    if len(free) < len(wanted or ()) or (good and not free):
        orders = work_orders.orders(work, set(sheet.taken.values()))
        raise Refusal(errors.SHEET_ROWS_TAKEN, field="rows", no="、".join(one.no for one in orders.values()))
    if not free:
        raise Refusal(SHEET_NO_GOOD_ROWS, field="sheet_id")
    if len(free) > MAX_VEHICLES:
        raise Refusal(errors.TOO_MANY_VEHICLES, field="rows", most=MAX_VEHICLES, count=len(free))
    rows = [CheckedRow(number, dict(good[number]["values"])) for number in dict.fromkeys(free)]
    return rows, _recheck(work, sheet, rows, customer_id)


def _recheck(work: UnitOfWork, sheet: VehicleSheetRow, rows: list[CheckedRow], customer_id: str) -> dict[int, str]:
    """Between the check and now somebody may have registered or ordered the same vehicles."""
    columns = {one["field"]: Column(**one) for one in sheet.columns}
    known = against_the_books(work, rows, Header(0, columns, (), (), KEYS), customer_id)
    changed = [fault for row in rows for fault in row.faults]
    if changed:
        raise Refusal(
            errors.SHEET_CHANGED,
            field="sheet_id",
            count=len({one.row for one in changed}),
            first_zh=changed[0].zh,
            first_en=changed[0].en,
        )
    return known.vehicle_ids
