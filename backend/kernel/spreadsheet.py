"""Lists as .xlsx: written row by row, text that no program runs as a formula."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that starts like this is run as a formula by spreadsheet programs; a customer's name must not be able to.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
IN_MEMORY = 4 * 2**20


def neutral(value: Any) -> Any:
    """Text that can't run as a formula; everything else as it is."""
    if not isinstance(value, str):
        return value
    text = "".join(sign for sign in value if sign >= " " or sign in "\t\r\n")
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def write_list(
    title: str, head: Sequence[tuple[str, float]], rows: Iterable[Sequence[Any]]
) -> SpooledTemporaryFile[bytes]:
    """One sheet under a bold, frozen head of (name, width) columns; rows are taken one at a time, times must be naive.

    The file stands at its beginning; a large one lies on disk until it is closed.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, (_, width) in enumerate(head):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    sheet.append([_cell(sheet, name, font=Font(bold=True)) for name, _ in head])
    for row in rows:
        sheet.append([_cell(sheet, neutral(value)) for value in row])
    file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller sends and closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, value: Any, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    if font is not None:
        cell.font = font
    return cell
