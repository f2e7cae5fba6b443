"""Delivery lists: every fault by row and column, good rows taken once, the carrier's list over the prefix guess."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from backend.kernel.sheets.limits import MAX_BYTES
from backend.kernel.sheets.reading import read_sheet
from backend.modules.inventory import public as inventory
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.inventory.stocking.test_papers import on_place, post
from tests.backend.inventory.store import CENTRE, STORE, fill, iccid, imei, place_of, terminal

SignIn = Callable[..., AsgiClient]


def hand_in(keeper: AsgiClient, kind: str, rows: Sequence[Sequence[object]], status: int = 201) -> Any:
    """The answer to a .csv of these rows."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file = {"file": ("到货.csv", text.getvalue().encode(), "text/csv")}
    answer = keeper.post(f"/api/stock/sheets?kind={kind}&centre_id={CENTRE}", files=file)
    assert answer.status_code == status, answer.text
    return answer.json()


DEVICES = [
    ["终端号", "IMEI", "型号", "备注"],
    ["BD5-1", imei(60), "BD-500", "好的"],
    ["", imei(61), "4G 有线定位器", ""],
    ["BD5-3", "860123045678901", "BD-500", ""],
    ["BD5-4", imei(60), "BD-500", ""],
    [terminal(1), "", "BD-500", ""],
    ["BD5-6", "", "没有的", ""],
    ["", "", "BD-500", ""],
    ["BD5-8", "8.60123E+14", "", ""],
]


def test_R1_every_fault_of_a_list_is_told_by_row_and_column_and_the_good_rows_are_taken_once(
    house: House, client: SignIn
) -> None:
    fill(house)
    keeper = client("warehouse")
    sheet = hand_in(keeper, "devices", DEVICES)
    assert (sheet["total"], sheet["good"], sheet["faulty"]) == (8, 2, 6)
    assert [(one["row"], one["column"], one["code"]) for one in sheet["faults"]] == [
        (4, "B", "imei.check_digit"), (5, "A", "same_number"), (6, "A", "in_books"), (7, "C", "product_unknown"),
        (8, "A", "number_missing"), (9, "B", "digits_lost"), (9, "C", "product_missing"),
    ]  # fmt: skip
    assert sheet["faults"][2]["message"]["zh"] == "第 6 行 A 列“终端号”：已经在账上，苏师傅车上。"
    assert [one["code"] for one in sheet["warnings"]] == ["column_unused"]
    mend = keeper.get(f"/api/stock/sheets/{sheet['sheet_id']}/faulty.xlsx")
    assert len(read_sheet(mend.content).rows) == 7
    paper = post(keeper, f"sheets/{sheet['sheet_id']}/take", {})
    assert paper["counts"] == {"devices": 2, "sims": 0, "parts": 0}
    assert post(keeper, f"sheets/{sheet['sheet_id']}/take", {})["id"] == paper["id"]
    assert hand_in(keeper, "devices", DEVICES)["paper_id"] == paper["id"], "the same file is the same delivery"
    assert on_place(keeper, place=place_of(STORE))["BD-500"] == 2
    lines = keeper.get(f"/api/stock/papers/{paper['id']}").json()["lines"]
    assert {one["number"] for one in lines} == {"BD5-1", imei(61)}


def test_R31_the_carrier_s_list_wins_over_the_prefix_and_completes_cards_that_are_there(
    house: House, client: SignIn
) -> None:
    fill(house)
    keeper = client("warehouse")
    rows = [
        ["ICCID", "MSISDN", "运营商", "卡类型"],
        [iccid(70), "1440123456789", "中国联通", "贴片卡"],
        [iccid(71), "", "", ""],
        [iccid(1), "1440123450001", "移动", "插拔卡"],
        [iccid(2), "", "", ""],
        [iccid(72), "abc", "火星", "怪卡"],
    ]
    sheet = hand_in(keeper, "sims", rows)
    assert [(one["row"], one["code"]) for one in sheet["faults"]] == [
        (5, "in_books"), (6, "msisdn.characters"), (6, "operator_unknown"), (6, "card_type_unknown"),
    ]  # fmt: skip
    assert [one["code"] for one in sheet["warnings"]] == ["completes", "operator_differs"]
    paper = post(keeper, f"sheets/{sheet['sheet_id']}/take", {})
    assert paper["counts"]["sims"] == 2
    with house.units.read() as work:
        told = {serial: inventory.find_sim(work, iccid(serial)) for serial in (70, 71, 1)}
    assert {key: (one.operator, one.card_type, one.msisdn) for key, one in told.items() if one} == {
        70: ("cucc", "soldered", "1440123456789"), 71: ("cmcc", "", ""), 1: ("cmcc", "plug", "1440123450001"),
    }  # fmt: skip


def test_parts_come_by_code_or_name_and_are_counted(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    rows: list[list[object]] = [
        ["配件编号", "数量"],
        ["RELAY", 5],
        ["继电器+底座", 2],
        ["SOS", "0"],
        ["LAB-INST", 1],
        ["", 3],
    ]
    sheet = hand_in(keeper, "parts", rows)
    assert [(one["row"], one["code"]) for one in sheet["faults"]] == [
        (4, "quantity"), (5, "product_unknown"), (6, "product_missing"),
    ]  # fmt: skip
    post(keeper, f"sheets/{sheet['sheet_id']}/take", {})
    assert on_place(keeper, place=place_of(STORE))["RELAY"] == 17


def test_a_list_is_taken_whole_or_not_at_all_when_the_books_have_moved_on(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    first = hand_in(keeper, "devices", [["终端号", "型号"], ["X-001", "BD-500"], ["X-002", "BD-500"]])
    other = hand_in(keeper, "devices", [["型号", "终端号"], ["BD-500", "X-002"]])
    post(keeper, f"sheets/{other['sheet_id']}/take", {})
    assert post(keeper, f"sheets/{first['sheet_id']}/take", {}, 409)["code"] == "stock_sheet_stale"
    assert keeper.get("/api/stock/movements", params={"number": "X-001"}).json()["code"] == "number_unknown"


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["devices", "sims", "parts"])
def test_the_template_of_each_list_is_a_list_that_can_be_read(house: House, client: SignIn, kind: str) -> None:
    fill(house)
    keeper = client("warehouse")
    book = keeper.get(f"/api/stock/templates/{kind}").content
    answer = keeper.post(f"/api/stock/sheets?kind={kind}&centre_id={CENTRE}", files={"file": ("模板.xlsx", book)})
    assert (answer.json()["good"], answer.json()["faulty"]) == (1, 0), answer.text
    assert keeper.get("/api/stock/templates/lorries").json()["code"] == "unknown_list_kind"


@pytest.mark.one_database
def test_a_list_without_its_columns_is_refused_in_words(house: House, client: SignIn) -> None:
    fill(house)
    refused = hand_in(client("warehouse"), "sims", [["车牌", "司机"], ["粤B12345", "王"]], 422)
    assert refused["code"] == "stock_sheet_no_header_sims"
    assert "“ICCID”" in refused["message"]["zh"]


@pytest.mark.one_database
def test_a_list_that_is_too_large_is_refused_before_it_is_read(house: House, client: SignIn) -> None:
    fill(house)
    files = {"file": ("到货.csv", b"," * (MAX_BYTES + 1), "text/csv")}
    answer = client("warehouse").post(f"/api/stock/sheets?kind=sims&centre_id={CENTRE}", files=files)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (413, "file_too_large", "file")
