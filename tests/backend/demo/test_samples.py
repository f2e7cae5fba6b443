"""The sample papers: forty vehicles with exactly three rows that cannot be taken; the nasty sheets are what they say."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from backend.demo import catalogue, samples
from backend.demo.samples import FAULTY_ROWS, VEHICLE_COLUMNS, write_samples
from backend.kernel.errors import Refusal
from backend.kernel.numbers import Checked, check_phone, check_plate, check_vin, colour_named
from backend.kernel.sheets.columns import plain
from backend.kernel.sheets.reading import read_sheet
from backend.modules.intake.sheet.checking import check_rows
from backend.modules.intake.sheet.columns import find_header
from tests.backend.intake.nasty import sheets


def _rows(path: Path) -> list[dict[str, str]]:
    sheet = load_workbook(path).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip([str(it) for it in header], [str(it or "") for it in row], strict=True)) for row in rows]


def _faults(rows: list[dict[str, str]]) -> set[tuple[int, str]]:
    """What the checks refuse, by row of the sheet and column."""
    names = dict(VEHICLE_COLUMNS)
    checks: dict[str, Callable[[str], Checked]] = {"plate": check_plate, "vin": check_vin, "driver_phone": check_phone}
    found, seen = set[tuple[int, str]](), Counter[tuple[str, str]]()
    for number, row in enumerate(rows, start=2):
        for zh, value in row.items():
            column = names[zh]
            check = checks.get(column)
            if check is None:
                continue
            checked = check(value)
            seen[column, checked.value] += 1
            if not checked.ok or (column != "driver_phone" and seen[column, checked.value] > 1):
                found.add((number, column))
        if row["终端类型"] not in catalogue.families():
            found.add((number, "family"))
        assert colour_named(row["车牌颜色"])
    return found


def test_R1_the_vehicle_list_has_forty_rows_and_exactly_three_that_cannot_be_taken(tmp_path: Path) -> None:
    paths = write_samples(tmp_path)
    assert all(path.stat().st_size > 4000 for path in paths)
    rows = _rows(tmp_path / samples.VEHICLES_FILE)
    assert len(rows) == 40
    assert _faults(rows) == set(FAULTY_ROWS.items())


def test_the_papers_say_the_same_of_the_same_vehicles(tmp_path: Path) -> None:
    write_samples(tmp_path / "new")
    listed = {row["自编号"]: row for row in _rows(tmp_path / "new" / samples.VEHICLES_FILE)}
    drivers = _rows(tmp_path / "new" / samples.DRIVERS_FILE)
    assert len(drivers) == 40
    assert all(listed[row["自编号"]]["司机电话"] == row["司机电话"] for row in drivers)
    form = load_workbook(tmp_path / "new" / samples.REQUEST_FILE).worksheets[0]
    fields = {form.cell(row, 1).value: form.cell(row, 2).value for row in range(2, 16)}
    assert fields["安装数量"] == "40 辆"
    assert check_phone(str(fields["联系电话"])).ok


def test_one_seed_one_list() -> None:
    assert samples.make_lines(3, 10) == samples.make_lines(3, 20)[:10]
    assert samples.make_lines(3, 10) != samples.make_lines(4, 10)


@pytest.mark.parametrize("name", ["wrong_numbers.xlsx", "duplicates.xlsx"])
def test_nasty_rows_are_the_ones_named(name: str) -> None:
    trouble = set(sheets.TROUBLE[name].items())
    if name == "wrong_numbers.xlsx":
        trouble.remove((2, "vin"))  # its check digit only warns
    assert _faults(_rows(sheets.HERE / name)) == trouble


def test_nasty_files_on_disk_are_all_there_and_read_as_said(tmp_path: Path) -> None:
    sheets.write_nasty(tmp_path)
    written = {path.name for path in tmp_path.iterdir()}
    kept = {path.name for path in sheets.HERE.iterdir() if path.suffix in (".xlsx", ".csv")}
    assert kept == written | {"xls_renamed.xlsx"}
    assert written == set(sheets.TROUBLE) | set(sheets.GOOD_ROWS)
    for name, codec in (("gbk.csv", "gbk"), ("utf8_bom.csv", "utf-8-sig")):
        text = (sheets.HERE / name).read_bytes().decode(codec)
        assert len(list(csv.DictReader(io.StringIO(text)))) == 6
    with pytest.raises(UnicodeDecodeError):
        (sheets.HERE / "gbk.csv").read_text("utf-8")
    assert (sheets.HERE / "xls_renamed.xlsx").read_bytes().startswith(b"\xd0\xcf\x11\xe0")


def test_a_big_sheet_has_only_good_rows(tmp_path: Path) -> None:
    sheets.write_big(tmp_path / "big.xlsx", rows=2000)
    rows = _rows(tmp_path / "big.xlsx")
    assert len(rows) == 2000
    assert _faults(rows) == set()


def _by_the_intake(path: Path) -> tuple[int, set[tuple[int, str]]]:
    """How many rows the real intake takes, and what it refuses."""
    named = {plain(name): code for code, it in catalogue.families().items() for name in (code, it.zh)}
    grid = read_sheet(path.read_bytes())
    rows = check_rows(grid, find_header(grid), named)
    return sum(row.good for row in rows), {(one.row, one.field) for row in rows for one in row.faults}


def test_R1_the_intake_finds_the_three_faulty_rows_and_no_other(tmp_path: Path) -> None:
    write_samples(tmp_path)
    assert _by_the_intake(tmp_path / samples.VEHICLES_FILE) == (37, set(FAULTY_ROWS.items()))
    assert _by_the_intake(tmp_path / samples.DRIVERS_FILE) == (40, set())


@pytest.mark.parametrize("name", [name for name, rows in sheets.GOOD_ROWS.items() if rows])
def test_R1_the_intake_reads_awkward_but_good_sheets(name: str) -> None:
    assert _by_the_intake(sheets.HERE / name) == (sheets.GOOD_ROWS[name], set())


@pytest.mark.parametrize("name", sheets.TROUBLE)
def test_R1_the_intake_finds_every_trouble(name: str) -> None:
    trouble = set(sheets.TROUBLE[name].items())
    if name == "wrong_numbers.xlsx":
        trouble.remove((2, "vin"))  # its check digit only warns
    assert _by_the_intake(sheets.HERE / name)[1] == trouble


@pytest.mark.parametrize("name", ["empty.xlsx", "header_only.xlsx", "empty.csv", "xls_renamed.xlsx"])
def test_R1_a_file_that_is_no_list_is_refused_as_a_whole(name: str) -> None:
    with pytest.raises(Refusal):
        _by_the_intake(sheets.HERE / name)
