"""Reading .xlsx as a stream with openpyxl, guarded against archives that unpack to more than anyone could list."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from backend.kernel.errors import Refusal
from backend.kernel.sheets import errors
from backend.kernel.sheets.grid import Cell, Grid, GridRow, Kind
from backend.kernel.sheets.limits import (
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_ROWS,
    MAX_UNPACKED,
    MAX_WRITTEN,
)

# A float holds 15 digits exactly; a longer number in a cell has lost its end for good.
_EXACT = 10**15
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_BROKEN = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, ParseError,
    NotImplementedError, RuntimeError, AssertionError, OverflowError,
)  # fmt: skip


def read_xlsx(content: bytes) -> Grid:
    """The rows of the first visible sheet that holds anything; refuses broken, locked and oversized files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _guard(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            try:
                return _read_book(book, content)
            finally:
                book.close()
    except Refusal:
        raise
    except _BROKEN as error:  # whatever openpyxl stumbles over, the file is at fault
        raise Refusal(errors.SHEET_BROKEN, field="file") from error


def _guard(archive: zipfile.ZipFile) -> None:
    """Refuse what is no workbook, and what would unpack too large; a zip can't unpack to more than it declares."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refusal(errors.SHEET_BOMB, field="file", limit_mb=MAX_UNPACKED // 1024 // 1024)
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal(errors.SHEET_OLD_EXCEL, field="file")
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise Refusal(errors.SHEET_OTHER_FILE, field="file", format=".xlsb")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refusal(errors.SHEET_OTHER_FILE, field="file", format="zip")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                # No spreadsheet declares entities; a file that does wants to unpack itself into the memory.
                if b"<!DOCTYPE" in stream.read(2048):
                    raise Refusal(errors.SHEET_BROKEN, field="file")


def _read_book(book: Any, content: bytes) -> Grid:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Refusal(errors.SHEET_BROKEN, field="file")
    for position, sheet in enumerate(sheets):
        rows = _rows(sheet)
        if rows:
            merged = _merges(sheet, content)
            others = [other.title for other in sheets[position + 1 :]]
            return Grid(tuple(_with_merges(rows, merged)), _left_out(sheet.title, others))
    raise Refusal(errors.SHEET_EMPTY, field="file")


def _left_out(read: str, others: list[str]) -> tuple[tuple[str, str], ...]:
    if not others:
        return ()
    names = "、".join(others[:5])
    return (
        (
            f"只读了工作表“{read}”，没有读：{names}。",
            f"Only the sheet “{read}” was read, not: {', '.join(others[:5])}.",
        ),
    )


def _rows(sheet: Any) -> list[GridRow]:
    # The size that a file declares for itself is often wrong; without it every row is read.
    sheet.reset_dimensions()
    rows: list[GridRow] = []
    written = 0
    # Without a width, rows that are not in the file come as empty tuples: a lone cell at the far end costs nothing.
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        written += bool(cells)
        if written > MAX_WRITTEN:
            raise Refusal(errors.SHEET_TOO_MANY_ROWS, field="file", limit=MAX_ROWS)
        read = tuple(_cell(cell) for cell in cells[:MAX_COLUMNS])
        while read and read[-1].blank:
            read = read[:-1]
        if not read:
            continue
        rows.append(GridRow(number, read))
        if len(rows) > MAX_ROWS + 20:  # header and title lines come on top of the rows that count
            raise Refusal(errors.SHEET_TOO_MANY_ROWS, field="file", limit=MAX_ROWS)
    return rows


def _cell(cell: Any) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None or (isinstance(value, str) and not value.strip()):
        return Cell()
    if kind == "f":
        formula = value if isinstance(value, str) else getattr(value, "text", None) or "="
        return Cell(str(formula), Kind.FORMULA)
    if kind == "e":
        return Cell(str(value), Kind.ERROR)
    return _value(value)


def _value(value: object) -> Cell:
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", Kind.TEXT)
    if isinstance(value, int | float):
        if abs(value) >= _EXACT:
            return Cell(f"{value:.0f}", Kind.LOST)
        whole = isinstance(value, int) or value.is_integer()
        return Cell(str(int(value)) if whole else repr(value), Kind.TEXT)
    if isinstance(value, datetime | date | time):
        return Cell(value.isoformat(), Kind.DATE)
    if isinstance(value, timedelta):
        return Cell(str(value), Kind.DATE)
    return Cell(str(value), Kind.TEXT)


def _merges(sheet: Any, content: bytes) -> list[str]:
    """The merged ranges: openpyxl's streaming sheet drops them, so they are read from the part itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(sheet._worksheet_path)
    end = xml.rfind(b"sheetData>")
    return [match.decode() for match in _MERGE.findall(xml, max(end, 0))]


def _with_merges(rows: list[GridRow], ranges: list[str]) -> Iterator[GridRow]:
    covered: dict[int, dict[int, str]] = {}
    numbers = {row.number for row in rows}
    for name in ranges:
        left, top, right, bottom = (int(side) for side in range_boundaries(name) if side is not None)
        for number in range(top, min(bottom, top + MAX_ROWS) + 1):
            for index in range(left - 1, min(right, MAX_COLUMNS)):
                if number in numbers and (number, index) != (top, left - 1):
                    covered.setdefault(number, {})[index] = name
    for row in rows:
        yield _covered(row, covered[row.number]) if row.number in covered else row


def _covered(row: GridRow, merged: dict[int, str]) -> GridRow:
    width = max(len(row.cells), max(merged) + 1)
    cells = [
        Cell(merged[index], Kind.MERGED) if index in merged and row.cell(index).blank else row.cell(index)
        for index in range(width)
    ]
    return GridRow(row.number, tuple(cells))
