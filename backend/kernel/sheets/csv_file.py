"""Reading .csv as people in China save it: UTF-8 with or without BOM, GBK from Excel, UTF-16 from "Unicode text"."""

import codecs
import csv
import io
import re

from charset_normalizer import from_bytes

from backend.kernel.errors import Refusal
from backend.kernel.sheets import errors
from backend.kernel.sheets.grid import Cell, Grid, GridRow, Kind
from backend.kernel.sheets.limits import MAX_COLUMNS, MAX_ROWS

# An Excel that is saved as CSV writes long numbers as 1.38001E+10: the digits are gone.
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LIKELY = ["gb18030", "big5", "utf_16_le", "utf_16_be"]


def read_csv(content: bytes) -> Grid:
    """The rows of a CSV of any usual encoding and separator; refuses what is not text."""
    text = decoded(content)
    rows: list[GridRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        # Rows as a spreadsheet counts them: an empty line is a row, a line break inside quotes is none.
        for number, line in enumerate(reader, start=1):
            cells = tuple(_cell(value) for value in line[:MAX_COLUMNS])
            if all(cell.blank for cell in cells):
                continue
            rows.append(GridRow(number, cells))
            if len(rows) > MAX_ROWS + 20:
                raise Refusal(errors.SHEET_TOO_MANY_ROWS, field="file", limit=MAX_ROWS)
    except csv.Error as error:
        raise Refusal(errors.SHEET_BROKEN, field="file") from error
    if not rows:
        raise Refusal(errors.SHEET_EMPTY, field="file")
    return Grid(tuple(rows))


def decoded(content: bytes) -> str:
    """The text: by its byte order mark, else as UTF-8, else by what reads most like text."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _strict(content, name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=_LIKELY).best()
        if best is None:
            raise Refusal(errors.SHEET_NOT_TEXT, field="file") from None
        text = str(best)
    if "\x00" in text:
        raise Refusal(errors.SHEET_NOT_TEXT, field="file")
    return text


def _strict(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise Refusal(errors.SHEET_NOT_TEXT, field="file") from error


def _delimiter(text: str) -> str:
    """The separator that the first lines have most of; a comma when they have none."""
    head = "\n".join(text.splitlines()[:10])
    return max(",\t;|，", key=head.count) if any(head.count(sign) for sign in "\t;|，") else ","


def _cell(value: str) -> Cell:
    # ="138…" is how some programs keep Excel from eating digits; a backtick or an apostrophe does the same.
    plain = value.strip().lstrip("`'\t")
    kept = re.fullmatch(r'="([^"]*)"', plain)
    if kept:
        plain = kept[1]
    if not plain:
        return Cell()
    if plain.startswith("="):
        return Cell(plain, Kind.FORMULA)
    if _SCIENTIFIC.fullmatch(plain):
        return Cell(plain, Kind.LOST)
    if re.fullmatch(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)", plain):
        return Cell(plain, Kind.ERROR)
    return Cell(plain, Kind.TEXT)
