"""A delivery list handed in: checked against itself and the books, kept, and taken in a second step, once."""

import hashlib
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid5

from openpyxl import Workbook

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.ids import new_id
from backend.kernel.sheets.columns import Header, find_header, plain
from backend.kernel.sheets.errors import SHEET_NO_FAULTS, SHEET_NO_GOOD_ROWS
from backend.kernel.sheets.faults import Fault, fault_at, remark
from backend.kernel.sheets.faulty_file import write_faulty
from backend.kernel.sheets.grid import Grid, letter
from backend.kernel.sheets.reading import read_sheet
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.models import MISTAKEN, DeviceRow, SimRow
from backend.modules.inventory.shapes import PlaceRef
from backend.modules.inventory.stocking import repository
from backend.modules.inventory.stocking.errors import SHEET_NO_HEADER, SHEET_STALE, UNKNOWN_TEMPLATE
from backend.modules.inventory.stocking.events import CardsCompleted, StockReceived
from backend.modules.inventory.stocking.lines import place_words
from backend.modules.inventory.stocking.models import StockPaperRow, StockSheetRow
from backend.modules.inventory.stocking.papers import write_paper
from backend.modules.inventory.stocking.receiving import (
    CardLine,
    Delivery,
    DeviceLine,
    enter,
    known_numbers,
    warehouse_of,
)
from backend.modules.inventory.stocking.sheet_rows import Row, check_rows
from backend.modules.inventory.stocking.sheet_words import (
    KEYS,
    NAMED,
    SENTENCES,
    TEMPLATES,
    WARNINGS,
)

_SHEETS = UUID("0190a5f0-0000-7000-8000-00000005ee75")
_PRODUCT_KIND = {"devices": "device", "sims": "sim", "parts": "part"}


def template(kind: str) -> bytes:
    """An .xlsx with the header of such a list and one row as an example; numbers stand in it as text."""
    titles, example = TEMPLATES[_known(kind)]
    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(titles))
    sheet.append(list(example))
    for index, title in enumerate(titles):
        sheet.column_dimensions[letter(index)].width = max(14, len(title) * 2 + 8)
        for line in range(1, 201):  # text, so that no spreadsheet eats the digits of an ICCID
            sheet.cell(line, index + 1).number_format = "@"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(kind: str, content: bytes) -> tuple[Grid, Header]:
    """The rows and the header of a list; needs no database. Refuses what is no list."""
    grid = read_sheet(content)
    known = _known(kind)
    return grid, find_header(grid, NAMED[known], KEYS[known], SHEET_NO_HEADER[known])


def hand_in(
    work: UnitOfWork, centre_id: str, kind: str, name: str, content: bytes, list_: tuple[Grid, Header]
) -> StockSheetRow:
    """Check every row and keep the outcome; nothing enters the books. A file that was taken already is answered as then.

    Refuses (422) a list without rows; whatever is wrong with single rows is reported, not refused.
    """
    grid, header = list_
    store = warehouse_of(work, centre_id)
    key = str(uuid5(_SHEETS, f"{store.id}:{kind}:{hashlib.sha256(content).hexdigest()}"))
    row = repository.sheet(work.session, key, lock=True)
    if row is not None and row.paper_id is not None:
        return row
    rows = check_rows(kind, grid, header, _product_words(work, kind))
    completing = _against_the_books(work, kind, rows, header)
    values: dict[str, Any] = {
        "created_at": work.now,
        "created_by": work.actor.id,
        "file_name": name[-120:],
        "titles": list(header.titles),
        "good": [{"row": one.number, "values": one.values} for one in rows if not one.faults],
        "faulty": [{"row": one.number, "cells": list(one.cells)} for one in rows if one.faults],
        "faults": [asdict(fault) for one in rows for fault in one.faults],
        "warnings": _warnings(grid, header, [one for one in rows if not one.faults], completing),
    }
    if row is None:
        row = StockSheetRow(id=key, kind=kind, place_id=store.id, centre_id=centre_id, **values)
    else:
        row.sqlmodel_update(values)
    work.session.add(row)
    work.session.flush()
    return row


def own_sheet(work: UnitOfWork, sheet_id: str, *, lock: bool = False) -> StockSheetRow:
    """A list of the actor's centres; refuses 404 and 403."""
    row = repository.sheet(work.session, sheet_id, lock=lock)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    return row


def faulty_file(work: UnitOfWork, sheet_id: str) -> tuple[str, bytes]:
    """File name and .xlsx of the faulty rows, each fault beside its cell; refuses 404 when there are none."""
    row = own_sheet(work, sheet_id)
    if not row.faulty:
        raise Refusal(SHEET_NO_FAULTS)
    rows = [(int(one["row"]), list(one["cells"])) for one in row.faulty]
    name = row.file_name.rsplit(".", 1)[0]
    return f"{name}-待改.xlsx", write_faulty(row.titles, rows, [Fault(**one) for one in row.faults])


def take(work: UnitOfWork, sheet_id: str, note: str = "") -> StockPaperRow:
    """Enter the good rows, all of them or none; asked again, it answers with the same paper.

    Refuses 422 without a good row and 409 when numbers have entered the books since the check.
    """
    row = own_sheet(work, sheet_id, lock=True)
    if row.paper_id is not None:
        return work.session.get_one(StockPaperRow, row.paper_id)
    if not row.good:
        raise Refusal(SHEET_NO_GOOD_ROWS)
    fresh, known = _delivery(work, row)
    counts = {"devices": len(fresh.devices), "sims": len(fresh.sims), "parts": sum(fresh.parts.values())}
    store = warehouse_of(work, row.centre_id)
    key = new_id() if work.session.get(StockPaperRow, row.id) else row.id  # taken once before, and undone
    paper, _ = write_paper(work, "receipt", key, {"sheet": row.id}, None, store, counts, note or row.file_name)
    enter(work, paper, PlaceRef("warehouse", row.centre_id), fresh)
    row.paper_id = paper.id
    work.session.add(row)
    work.session.flush()
    work.record(StockReceived(paper_id=paper.id, no=paper.no, centre_id=row.centre_id, **counts))
    if known:
        _complete(work, known)
        work.record(CardsCompleted(paper_id=paper.id, centre_id=row.centre_id, cards=len(known)))
    return paper


def _delivery(work: UnitOfWork, row: StockSheetRow) -> tuple[Delivery, list[CardLine]]:
    """What enters the books, and the cards of the list that are in them already."""
    values = [one["values"] for one in row.good]
    if row.kind == "parts":
        parts: dict[str, int] = defaultdict(int)
        for one in values:
            parts[one["product"]] += int(one["quantity"])
        return Delivery(parts=dict(parts)), []
    if row.kind == "devices":
        devices = [DeviceLine(one["number"], one["product"], one.get("imei", "")) for one in values]
        _refuse_stale(known_numbers(work, devices, ()))
        return Delivery(devices=devices), []
    products = inventory_repository.products(work.session)
    plain_card = next((one.code for one in products if one.kind == "sim" and not one.family), "SIM")
    cards = [
        CardLine(one["iccid"], one.get("msisdn", ""), one.get("operator", ""), one.get("card_type", ""), one.get("product") or plain_card)
        for one in values
    ]  # fmt: skip
    there = known_numbers(work, (), [one.iccid for one in cards])
    known = [one for one in cards if policies.iccid_key(one.iccid)[0] in there]
    return Delivery(sims=[one for one in cards if policies.iccid_key(one.iccid)[0] not in there]), known


def _refuse_stale(known: set[str]) -> None:
    if known - {""}:
        raise Refusal(SHEET_STALE, count=len(known - {""}))


def _complete(work: UnitOfWork, cards: Sequence[CardLine]) -> None:
    """The carrier's list wins over what was guessed: what it says of a card replaces what the books have."""
    by_key = {policies.iccid_key(one.iccid)[0]: one for one in cards}
    for card in inventory_repository.rows_in(work.session, SimRow, SimRow.iccid_key19, by_key):
        told = by_key[card.iccid_key19]
        card.msisdn = told.msisdn or card.msisdn
        card.operator = told.operator or card.operator
        card.card_type = told.card_type or card.card_type
        work.session.add(card)
    work.session.flush()


def _against_the_books(work: UnitOfWork, kind: str, rows: list[Row], header: Header) -> int:
    """What is in the books already is a fault that says where, but for cards of which the list tells more.

    Returns how many cards the list completes.
    """
    if kind == "parts":
        return 0
    there = _booked(work, kind, rows)
    places = inventory_repository.places_by_id(work.session, {one.place_id for one in there.values()})
    completing = 0
    for row in rows:
        thing = next((there[key] for key in row.key(kind) if key in there), None)
        if thing is None:
            continue
        if isinstance(thing, SimRow) and _tells_more(thing, row):
            completing += not row.faults
            continue
        zh, en = place_words(places[thing.place_id])
        words = (SENTENCES["in_books"][0].replace("{where}", zh), SENTENCES["in_books"][1].replace("{where}", en))
        row.faults.append(fault_at(row.number, header.column(KEYS[kind][0]), "in_books", words, row.key(kind)[0]))
    return completing


def _booked(work: UnitOfWork, kind: str, rows: list[Row]) -> dict[str, DeviceRow | SimRow]:
    keys = {key for row in rows for key in row.key(kind)}
    found: dict[str, DeviceRow | SimRow] = {}
    if kind == "sims":
        for card in inventory_repository.rows_in(work.session, SimRow, SimRow.iccid_key19, keys):
            if card.state != MISTAKEN:
                found[card.iccid_key19] = card
        return found
    for column in (DeviceRow.imei, DeviceRow.terminal_no):
        for device in inventory_repository.rows_in(work.session, DeviceRow, column, keys):
            if device.state != MISTAKEN:
                found[device.imei], found[device.terminal_no] = device, device
    return found


def _tells_more(card: SimRow, row: Row) -> bool:
    names = ("msisdn", "operator", "card_type")
    return any(row.values.get(name) and row.values[name] != getattr(card, name) for name in names)


def _product_words(work: UnitOfWork, kind: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for product in inventory_repository.products(work.session):
        if product.kind == _PRODUCT_KIND[kind]:
            for word in (product.name_en, product.name_zh, product.code):
                known[plain(word)] = product.code
    return known


def _warnings(grid: Grid, header: Header, good: Sequence[Row], completing: int) -> list[dict[str, Any]]:
    found = [remark("left_out", WARNINGS["left_out"], zh=zh, en=en) for zh, en in grid.notes]
    if header.unused:
        names = "、".join(f"{letter} “{title}”" for letter, title in header.unused[:10])
        found.append(remark("column_unused", WARNINGS["column_unused"], columns=names))
    if completing:
        found.append(remark("completes", WARNINGS["completes"], count=completing))
    by_code: dict[str, list[int]] = defaultdict(list)
    for row in good:
        for code in row.remarks:
            by_code[code].append(row.number)
    for code, numbers in by_code.items():
        shown = "、".join(str(one) for one in numbers[:10])
        found.append(remark(code, WARNINGS[code], count=len(numbers), rows=shown))
    return found


def _known(kind: str) -> str:
    if kind not in TEMPLATES:
        raise Refusal(UNKNOWN_TEMPLATE, field="kind")
    return kind
