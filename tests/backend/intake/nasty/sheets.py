"""Sheets as customers really send them. Run `python -m tests.backend.intake.nasty.sheets` to write the small ones again.

`xls_renamed.xlsx` is a true .xls of an older program under a new name; it was made once and is not written here.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from backend.demo.samples import VEHICLE_COLUMNS, VehicleLine, make_lines

HEADER = [zh for zh, _ in VEHICLE_COLUMNS]
ENGLISH = [name for _, name in VEHICLE_COLUMNS]
HERE = Path(__file__).parent

# Rows as numbered in the sheet, with the columns in trouble. Files that are not named here have only good rows.
TROUBLE: dict[str, dict[int, str]] = {
    "formulas.xlsx": {3: "plate", 4: "vin", 5: "note"},
    "wrong_numbers.xlsx": {2: "vin", 3: "vin", 4: "vin", 5: "driver_phone", 6: "plate", 7: "plate", 8: "family"},
    "duplicates.xlsx": {4: "plate", 6: "plate", 7: "vin"},
    # Cells below the first of a merged range hold nothing: what they mean is for the sender to write.
    "merged.xlsx": {3: "vehicle_type", 4: "vehicle_type", 6: "family", 7: "family"},
}
GOOD_ROWS = {
    "header_in_row_3.xlsx": 6,
    "full_width.xlsx": 6,
    "numbers_as_numbers.xlsx": 6,
    "two_sheets.xlsx": 6,
    "english_headers.xlsx": 6,
    "gbk.csv": 6,
    "utf8_bom.csv": 6,
    "utf16.csv": 6,
    "semicolons.csv": 6,
    "empty.xlsx": 0,
    "header_only.xlsx": 0,
    "empty.csv": 0,
}


def _book(rows: Sequence[Sequence[object]]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def _save(path: Path, lines: Sequence[VehicleLine], header: Sequence[str] = HEADER) -> None:
    _book([header, *(line.cells() for line in lines)])[0].save(path)


def _formulas(path: Path, lines: list[VehicleLine]) -> None:
    book, sheet = _book([HEADER, *(line.cells() for line in lines)])
    sheet["A3"] = '=CONCATENATE("粤B","12345")'  # never calculated, so there is no value to read
    sheet["C4"] = "=C2"
    sheet["I5"] = '=HYPERLINK("http://example.invalid","点我")'
    book.save(path)


def _wrong_numbers(path: Path, lines: list[VehicleLine]) -> None:
    bad = list(lines) + lines[:1]
    wrong = "1" if lines[0].vin[8] != "1" else "2"
    bad[0] = replace(bad[0], vin=bad[0].vin[:8] + wrong + bad[0].vin[9:])  # check digit: a warning
    bad[1] = replace(bad[1], vin=bad[1].vin[:-1])
    bad[2] = replace(bad[2], vin=bad[2].vin[:-1] + "O")
    bad[3] = replace(bad[3], driver_phone="1381234567")
    bad[4] = replace(bad[4], plate="粤B1234O")
    bad[5] = replace(bad[5], plate="湛B12345")
    bad[6] = replace(bad[6], plate="粤B99887", vin="LZZ5ELNB7RN000001", family="QQ")
    _save(path, bad)


def _duplicates(path: Path, lines: list[VehicleLine]) -> None:
    bad = list(lines)
    bad[2] = replace(bad[2], plate=bad[0].plate, plate_colour=bad[0].plate_colour)
    dotted = bad[1].plate[:2].lower() + "·" + bad[1].plate[2:]  # the same plate, written in another way
    bad[4] = replace(bad[4], plate=dotted, plate_colour=bad[1].plate_colour)
    bad[5] = replace(bad[5], vin=bad[3].vin)
    _save(path, bad)


def _merged(path: Path, lines: list[VehicleLine]) -> None:
    """The type of three vehicles in one merged cell, as offices like it; only its first cell holds the text."""
    alike = [replace(line, family="YX", vehicle_type="轻卡") for line in lines]
    book, sheet = _book([HEADER, *(line.cells() for line in alike)])
    sheet.merge_cells("D2:D4")
    sheet.merge_cells("H5:H7")
    book.save(path)


def _header_in_row_3(path: Path, lines: list[VehicleLine]) -> None:
    book, sheet = _book([["安装车辆明细"], ["制表：行政部", "", "2026-11-22"], HEADER, *(it.cells() for it in lines)])
    sheet.merge_cells("A1:I1")
    book.save(path)


def _full_width(path: Path, lines: list[VehicleLine]) -> None:
    wide = str.maketrans({chr(sign): chr(sign + 0xFEE0) for sign in range(0x21, 0x7F)})
    rows = [[cell.translate(wide) + "　" for cell in line.cells()] for line in lines]
    _book([[f" {name}　" for name in HEADER], *rows])[0].save(path)


def _numbers_as_numbers(path: Path, lines: list[VehicleLine]) -> None:
    """Phones and fleet numbers typed as numbers: 13812345678.0 and 1 in place of text."""
    rows = [
        [*line.cells()[:4], number, line.driver_name, float(line.driver_phone), line.family, None]
        for number, line in enumerate(lines, 1)
    ]
    _book([HEADER, *rows])[0].save(path)


def _two_sheets(path: Path, lines: list[VehicleLine]) -> None:
    book, _ = _book([HEADER, *(line.cells() for line in lines)])
    book.create_sheet("说明").append(["请勿修改表头"])
    book.save(path)


def _header_only(path: Path, lines: list[VehicleLine]) -> None:
    _save(path, [])


def _empty(path: Path, lines: list[VehicleLine]) -> None:
    _book([])[0].save(path)


def _english(path: Path, lines: list[VehicleLine]) -> None:
    _save(path, lines, ENGLISH)


def csv_text(lines: Sequence[VehicleLine], between: str = ",") -> str:
    """The list as text with Windows line ends, as spreadsheet programs save it."""
    return "".join(between.join(row) + "\r\n" for row in [HEADER, *(line.cells() for line in lines)])


_BOOKS: dict[str, Callable[[Path, list[VehicleLine]], None]] = {
    "formulas.xlsx": _formulas,
    "wrong_numbers.xlsx": _wrong_numbers,
    "duplicates.xlsx": _duplicates,
    "merged.xlsx": _merged,
    "header_in_row_3.xlsx": _header_in_row_3,
    "full_width.xlsx": _full_width,
    "numbers_as_numbers.xlsx": _numbers_as_numbers,
    "two_sheets.xlsx": _two_sheets,
    "english_headers.xlsx": _english,
    "empty.xlsx": _empty,
    "header_only.xlsx": _header_only,
}


def write_nasty(folder: Path) -> None:
    """Write every small sheet into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = make_lines(11, 6)
    for name, write in _BOOKS.items():
        write(folder / name, lines)
    (folder / "gbk.csv").write_bytes(csv_text(lines).encode("gbk"))
    (folder / "utf8_bom.csv").write_bytes(csv_text(lines).encode("utf-8-sig"))
    (folder / "utf16.csv").write_bytes(csv_text(lines, "\t").encode("utf-16"))
    (folder / "semicolons.csv").write_bytes(csv_text(lines, ";").encode("utf-8"))
    (folder / "empty.csv").write_bytes(b"")


def write_big(path: Path, rows: int = 10_000) -> None:
    """Many good rows, for a test of time and memory; not kept as a file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for line in make_lines(12, rows):
        sheet.append(list(line.cells()))
    book.save(path)


if __name__ == "__main__":
    write_nasty(HERE)
