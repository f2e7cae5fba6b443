"""The faulty rows as an .xlsx to mend: each fault stands in a column of its own beside the cell it is about."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill

from backend.kernel.sheets.faults import Fault
from backend.kernel.sheets.grid import letter

_RED = PatternFill("solid", fgColor="FFFDE3E1")
_DARK = Font(color="FFA3140B")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")


def write_faulty(titles: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], faults: Iterable[Fault]) -> bytes:
    """The workbook. `rows` are (number in the original, texts of its cells); mended, it can be handed in again."""
    wrong: dict[int, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for one in faults:
        wrong[one.row][one.column].append(one)
    columns = {one for by_column in wrong.values() for one in by_column}
    book = Workbook(write_only=True)
    sheet = book.create_sheet("待改 To mend")
    letters = [letter(index) for index in range(len(titles))]
    sheet.append(_header(sheet, titles, letters, columns))
    for number, texts in rows:
        sheet.append(_row(sheet, texts, letters, columns, wrong[number]))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _header(sheet: Any, titles: Sequence[str], letters: list[str], columns: set[str]) -> list[object]:
    line: list[object] = []
    for title, name in zip(titles, letters, strict=True):
        sheet.column_dimensions[letter(len(line))].width = 18
        line.append(_text(sheet, title, Font(bold=True)))
        if name in columns:
            sheet.column_dimensions[letter(len(line))].width = 46
            line.append(_text(sheet, f"问题：{title}", _DARK))
    return line


def _row(
    sheet: Any,
    texts: Sequence[str],
    letters: list[str],
    columns: set[str],
    wrong: dict[str, list[Fault]],
) -> list[object]:
    line: list[object] = []
    for index, name in enumerate(letters):
        cell = _text(sheet, texts[index] if index < len(texts) else "")
        line.append(cell)
        if name not in columns:
            continue
        told = _text(sheet, "\n".join(_reason(one) for one in wrong.get(name, ())), _DARK)
        told.alignment = Alignment(wrap_text=True, vertical="top")
        if name in wrong:
            cell.fill = told.fill = _RED
        line.append(told)
    return line


def _reason(one: Fault) -> str:
    """Both sentences; row and column are plain to see here."""
    return f"{one.zh.split('：', 1)[-1]} {one.en.split(': ', 1)[-1]}"


def _text(sheet: Any, value: str, font: Font | None = None) -> Cell:
    # As text whatever it looks like: a list from outside must not become formulas in our file.
    cell: Cell = WriteOnlyCell(sheet, _CONTROL.sub("", value))
    cell.data_type = "s"
    cell.number_format = "@"
    if font is not None:
        cell.font = font
    return cell
