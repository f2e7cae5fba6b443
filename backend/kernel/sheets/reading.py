"""From the bytes handed in to a grid; what is no list at all is refused with what to do about it."""

import re

from backend.kernel.errors import FILE_TOO_LARGE, Refusal
from backend.kernel.sheets import errors
from backend.kernel.sheets.csv_file import read_csv
from backend.kernel.sheets.grid import Grid
from backend.kernel.sheets.limits import MAX_BYTES, MAX_MEGABYTES
from backend.kernel.sheets.xlsx_file import read_xlsx

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_FORMATS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
}
_HTML = re.compile(rb"^\s*(<\?xml[^>]*>\s*)?<(!doctype html|html|table|head|meta|workbook)", re.IGNORECASE)


def read_sheet(content: bytes) -> Grid:
    """The rows of the list. What the file is, its content says, never its name. Refuses everything unreadable."""
    if len(content) > MAX_BYTES:
        raise Refusal(FILE_TOO_LARGE, field="file", limit_mb=MAX_MEGABYTES)
    if not content.strip(b"\x00 \t\r\n"):
        raise Refusal(errors.SHEET_EMPTY, field="file")
    if content.startswith(_OLE):
        raise Refusal(errors.SHEET_OLD_EXCEL, field="file")
    if content.startswith(b"PK"):
        return read_xlsx(content)
    for start, name in _FORMATS.items():
        if content.startswith(start):
            raise Refusal(errors.SHEET_OTHER_FILE, field="file", format=name)
    if _HTML.match(content[:2000].lstrip(b"\xef\xbb\xbf")):
        raise Refusal(errors.SHEET_WEB_PAGE, field="file")
    return read_csv(content)
