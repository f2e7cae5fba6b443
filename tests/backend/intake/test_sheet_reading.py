"""What comes in as a "vehicle list": renamed, merged, scientific, in GBK, poisoned. Pure, no database."""

import io
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from backend.kernel.errors import Refusal
from backend.kernel.sheets.grid import letter
from backend.kernel.sheets.limits import MAX_BYTES
from backend.kernel.sheets.reading import read_sheet
from backend.modules.intake.sheet.checking import CheckedRow, check_rows
from backend.modules.intake.sheet.columns import find_header

FAMILIES = {"bd": "BD", "北斗部标终端": "BD", "部标机北斗定位终端": "BD", "yx": "YX", "有线定位器": "YX"}
SHEETS = Path(__file__).parent / "sheets"
HEADER = ["车牌号", "车牌颜色", "车架号", "车辆类型", "司机", "司机电话", "设备"]
ROW = ["粤B20001", "黄", "LFWSRXSJ3R1E00002", "重卡", "张三", "13800000001", "BD"]


def checked(content: bytes) -> list[CheckedRow]:
    grid = read_sheet(content)
    return check_rows(grid, find_header(grid), FAMILIES)


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        checked(content)
    assert refusal.value.as_wire()["message"]["zh"]
    return refusal.value.code


def book(rows: Sequence[Sequence[Any]], merge: Sequence[str] = ()) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for one in merge:
        sheet.merge_cells(one)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def codes(row: CheckedRow) -> list[tuple[str, str]]:
    return [(one.column, one.code) for one in row.faults]


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("gbk.csv", 2), ("utf8_bom.csv", 2), ("utf8.csv", 2), ("utf16.csv", 2), ("semicolon.csv", 2), ("tabs.csv", 2),
        ("english.csv", 2), ("full_width.csv", 2), ("quoted_newline.csv", 2),
    ],
)  # fmt: skip
def test_R1_csv_in_every_usual_encoding_and_separator(name: str, good: int) -> None:
    rows = checked((SHEETS / name).read_bytes())
    assert [row.values["plate"] for row in rows if row.good] == ["粤B20001", "粤BD12345"][:good], [
        row.faults for row in rows
    ]
    assert rows[0].values["driver_phone"] == "13800000001"
    assert rows[1].values["plate_colour"] == "green"


@pytest.mark.parametrize("lines", [0, 1, 9])
def test_R1_the_header_is_found_within_the_first_ten_lines(lines: int) -> None:
    rows = checked(book([["顺捷冷链 安装车辆明细", "", "联系电话 0755-1"]] * lines + [HEADER, ROW]))
    assert [(row.number, row.good) for row in rows] == [(lines + 2, True)]


def test_R1_a_header_further_down_or_none_is_refused() -> None:
    assert refused(book([["说明"]] * 10 + [HEADER, ROW])) == "sheet_no_header"
    assert refused(book([["司机", "电话"], ["张三", "13800000001"]])) == "sheet_no_header"
    assert refused(book([HEADER])) == "sheet_no_rows"


def test_R1_two_columns_of_one_meaning_are_refused_by_letter_and_name() -> None:
    with pytest.raises(Refusal) as refusal:
        checked(book([["车牌号", "司机", "号牌号码"], ["粤B20001", "张", "粤B20001"]]))
    assert refusal.value.code == "sheet_header_twice"
    assert "A 列“车牌号”和 C 列“号牌号码”" in refusal.value.as_wire()["message"]["zh"]


def test_R1_formulas_errors_dates_and_lost_digits_are_faults_of_their_cells() -> None:
    rows = checked(
        book(
            [
                HEADER,
                ['=CONCATENATE("粤B","20001")', "黄", "#N/A", "重卡", "", date(2026, 11, 22), "BD"],
                ["粤B20002", "黄", 12345678901234567890, "重卡", "", 13800000001.0, "BD"],
            ]
        )
    )
    assert codes(rows[0]) == [("A", "formula"), ("C", "cell_error"), ("F", "is_date")]
    assert codes(rows[1]) == [("C", "digits_lost")]
    assert rows[1].values["driver_phone"] == "13800000001"


def test_R1_scientific_notation_in_csv_is_told_and_not_guessed() -> None:
    rows = checked("车牌号,司机电话\n粤B20001,1.38E+10\n".encode())
    assert codes(rows[0]) == [("B", "digits_lost")]


def test_R1_merged_cells_are_told_by_their_range() -> None:
    rows = checked(
        book([["明细", *[""] * 6], HEADER, ROW, ["", "黄", "", "重卡", "李四", "", "BD"], ["粤B20003", *ROW[1:2], ""]],
             merge=["A1:G1", "A3:A4"])
    )  # fmt: skip
    assert rows[0].good
    assert codes(rows[1]) == [("A", "merged")]
    assert "A3:A4" in rows[1].faults[0].zh
    assert rows[2].good


def test_R1_numbers_are_normalised() -> None:
    rows = checked(
        book(
            [HEADER, ["粤ｂ·２０００１", "黄牌", "lfwsrxsj3r1e00002", "泥头车", "张 三", "+86 138-0000-0001", "部标机"]]
        )
    )
    assert rows[0].values == {
        "plate": "粤B20001", "plate_colour": "yellow", "vin": "LFWSRXSJ3R1E00002", "vehicle_type": "自卸/渣土",
        "driver_name": "张 三", "driver_phone": "13800000001", "family": "BD",
    }  # fmt: skip
    assert rows[0].good


def test_R1_a_vehicle_without_plate_is_known_by_its_vin() -> None:
    rows = checked(
        book([HEADER, ["无牌", "", "LFWSRXSJ3R1E00002", "", "", "", ""], ["/", "-", "无", "", "", "", "BD"]])
    )
    assert rows[0].good
    assert rows[0].values["plate_colour"] == "none"
    assert codes(rows[1]) == [("A", "plate_or_vin_missing")]


def test_R1_the_same_vehicle_twice_names_the_first_row() -> None:
    rows = checked(
        book([HEADER, ROW, ["粤B20001", "蓝", "", "", "", "", ""], ["粤B-20001", "黄", ROW[2], "", "", "", ""]])
    )
    assert rows[1].good, "the same characters in another colour are another plate"
    assert codes(rows[2]) == [("A", "same_plate"), ("C", "same_vin")]
    assert "第 2 行" in rows[2].faults[0].zh


def test_R1_the_colour_follows_the_type_when_it_is_not_said() -> None:
    rows = checked(
        book(
            [["车牌号", "车型"], ["粤B20001", "半挂牵引车"], ["粤B20002", "轿车"], ["粤B1234挂", ""], ["粤BD12345", ""]]
        )
    )
    assert [row.values["plate_colour"] for row in rows] == ["yellow", "blue", "yellow", "green"]
    assert ["colour_assumed" in row.remarks for row in rows] == [True, True, False, False]


def test_R1_empty_lines_in_between_are_left_out_and_keep_the_numbers_right() -> None:
    rows = checked(book([HEADER, ROW, [], ["", "  ", None], ["粤B20002", "黄", "", "", "", "", ""]]))
    assert [row.number for row in rows] == [2, 5]
    lines = checked("车牌号,车型\n粤B20001,\n\n,\n粤B20002,\n".encode())
    assert [row.number for row in lines] == [2, 5]


def test_R1_a_long_text_is_a_fault_not_a_crash() -> None:
    rows = checked(book([HEADER, [*ROW[:4], "张" * 5000, *ROW[5:]]]))
    assert codes(rows[0]) == [("E", "too_long")]


def test_R1_a_cell_at_the_far_end_of_the_sheet_does_not_hang() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEADER, ROW):
        sheet.append(row)
    sheet["XFD1048576"] = "x"
    stream = io.BytesIO()
    made.save(stream)
    begun = time.perf_counter()
    assert [row.number for row in checked(stream.getvalue())] == [2]
    assert time.perf_counter() - begun < 10


def test_R1_only_the_first_visible_sheet_with_content_is_read_and_that_is_told() -> None:
    made = Workbook()
    hidden = made.active
    assert hidden is not None
    hidden.title, hidden.sheet_state = "旧", "hidden"
    hidden.append(["x"])
    made.create_sheet("空")
    for name in ("明细", "另一页"):
        sheet = made.create_sheet(name)
        for row in (HEADER, ROW):
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    grid = read_sheet(stream.getvalue())
    assert len(grid.rows) == 2
    assert "另一页" in grid.notes[0][0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_empty"),
        (b"\r\n \t\n", "sheet_empty"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "sheet_old_excel"),
        (b"%PDF-1.7 ...", "sheet_other_file"),
        (b"\x89PNG\r\n\x1a\n", "sheet_other_file"),
        (b"<html><table><tr><td>\xe8\xbd\xa6\xe7\x89\x8c", "sheet_web_page"),
        (b'<?xml version="1.0"?><Workbook>', "sheet_web_page"),
        (b"PK\x03\x04 cut off", "sheet_broken"),
        (bytes(range(256)) * 40, "sheet_not_text"),
        (b"x" * (MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_R1_what_is_no_list_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert refused(content) == code


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def patched(content: bytes, name: str, change: Any) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return archive({one: change(old.read(one)) if one == name else old.read(one) for one in old.namelist()})


def test_R1_zip_bombs_and_poisoned_workbooks_are_refused() -> None:
    bomb = archive({"[Content_Types].xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * (120 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert refused(bomb) == "sheet_bomb"
    assert refused(archive({f"xl/{number}.xml": b"" for number in range(600)})) == "sheet_bomb"
    assert refused(archive({"word/document.xml": b"", "[Content_Types].xml": b""})) == "sheet_other_file"
    assert refused(archive({"xl/workbook.bin": b"", "[Content_Types].xml": b""})) == "sheet_other_file"
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    good = book([HEADER, ROW])
    sheet = "xl/worksheets/sheet1.xml"
    assert refused(patched(good, sheet, lambda xml: laughs + xml)) == "sheet_broken"
    assert refused(patched(good, sheet, lambda xml: xml[: len(xml) // 2])) == "sheet_broken"
    assert refused(patched(good, "xl/workbook.xml", lambda xml: b"<nonsense/>")) == "sheet_broken"


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(index: int, name: str) -> None:
    assert letter(index) == name
