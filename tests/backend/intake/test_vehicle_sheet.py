"""R1: the vehicle list. Every fault of every row at once, good rows taken, bad ones downloaded, nothing by halves."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import func, select

from backend.demo import samples
from backend.modules.customers.models import VehicleRow
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import OrderRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.intake.conftest import HEADER, Fleet, Upload, workbook

GOOD = ["粤B20001", "黄", "LFWSRXSJ3R1E00002", "重卡", "张三", "13800000001", "BD"]
SITE = {"address": "深圳市龙岗区盐龙大道210号", "landmark": "3 号门"}


def counted(house: House) -> tuple[int, int]:
    """How many vehicles and orders there are."""
    with house.units.read() as work:
        vehicles = work.session.exec(select(func.count()).select_from(VehicleRow)).one()
        orders = work.session.exec(select(func.count()).select_from(OrderRow)).one()
    return vehicles, orders


def faults_of(answer: dict[str, Any], row: int) -> list[tuple[str, str]]:
    return [(one["column"], one["code"]) for one in answer["faults"] if one["row"] == row]


def test_R1_every_fault_of_every_row_is_told_by_row_and_column(hand_in: Upload, house: House) -> None:
    before = counted(house)
    answer = hand_in(
        [
            ["顺捷冷链 车辆明细 2026-11"],
            [],
            HEADER,
            GOOD,
            ["粤BO1234", "紫", "LVBV3JBBXNE02573", "重卡", "李四", "1380000000", "XX"],
            ["", "", "", "重卡", "王五", "13800000003", "BD"],
            ["粤B20001", "黄", "", "重卡", "", "", "BD"],
        ]
    )
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["total"], told["good"], told["faulty"]) == (4, 1, 3)
    assert faults_of(told, 5) == [
        ("A", "plate.letters"), ("B", "colour_unknown"), ("C", "vin.length"), ("F", "phone.form"), ("G", "family_unknown"),
    ]  # fmt: skip
    assert faults_of(told, 6) == [("A", "plate_or_vin_missing")]
    assert faults_of(told, 7) == [("A", "same_plate")]
    phone = next(one for one in told["faults"] if one["code"] == "phone.form")
    assert phone["message"]["zh"].startswith("第 5 行 F 列“司机电话”：")
    assert phone["message"]["en"].startswith("Row 5, column F “司机电话”:")
    assert phone["value"] == "1380000000"
    plate = next(one for one in told["faults"] if one["code"] == "plate.letters")
    assert "粤B01234" in plate["message"]["zh"]
    twin = next(one for one in told["faults"] if one["code"] == "same_plate")
    assert "第 4 行" in twin["message"]["zh"]
    assert counted(house) == before


def test_R1_good_rows_become_an_order_and_the_faulty_ones_a_file_to_mend(
    hand_in: Upload, agent: AsgiClient, house: House, fleet: Fleet
) -> None:
    told = hand_in([HEADER, GOOD, ["粤B2000", "黄", "", "重卡", "", "138", "=1+1"]]).json()
    opened = agent.post(
        "/api/intake/installations",
        json={"sheet_id": told["sheet_id"], "site": SITE, "request_no": "XQ-7", "family_default": "BD"},
    )
    assert opened.status_code == 201, opened.text
    assert opened.json()["vehicles"] == 1
    with house.units.read() as work:
        order = work_orders.order(work, opened.json()["order_id"])
        items = work_orders.items(work, order.id)
        vehicle = work.session.get(VehicleRow, items[0].vehicle_id)
    assert (order.customer_id, order.kind, order.request_no) == (fleet.customer_id, "install", "XQ-7")
    assert (order.contact_name, order.contact_phone) == ("赵国强", "13826640917")
    assert vehicle is not None
    assert (vehicle.plate, vehicle.plate_colour, vehicle.driver_name) == ("粤B20001", "yellow", "张三")

    file = agent.get(f"/api/intake/vehicle-sheet/{told['sheet_id']}/faulty.xlsx")
    assert file.status_code == 200
    rows = list(load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0][:2] == ("车牌号", "问题：车牌号")
    assert rows[1][0] == "粤B2000"
    assert "7 位" in str(rows[1][1])
    assert len(rows) == 2
    family = rows[0].index("设备")
    assert (rows[1][family], "公式" in str(rows[1][family + 1])) == ("=1+1", True)


def test_R1_a_mended_file_can_be_handed_in_as_it_is(hand_in: Upload, agent: AsgiClient) -> None:
    told = hand_in([HEADER, GOOD, ["粤B2000", "黄", "", "重卡", "", "13800000009", "BD"]]).json()
    file = agent.get(f"/api/intake/vehicle-sheet/{told['sheet_id']}/faulty.xlsx").content
    book = load_workbook(io.BytesIO(file))
    book.active["A2"] = "粤B20002"  # type: ignore[index]
    stream = io.BytesIO()
    book.save(stream)
    again = hand_in(stream.getvalue()).json()
    assert (again["good"], again["faulty"], again["faults"]) == (1, 0, [])


def test_R1_a_row_is_taken_once(hand_in: Upload, agent: AsgiClient) -> None:
    told = hand_in([HEADER, GOOD, ["粤B20002", "黄", "", "重卡", "", "", "BD"]]).json()
    body = {"sheet_id": told["sheet_id"], "site": SITE}
    first = agent.post("/api/intake/installations", json={**body, "rows": [2]})
    assert first.status_code == 201, first.text
    again = agent.post("/api/intake/installations", json={**body, "rows": [2]})
    assert (again.status_code, again.json()["code"]) == (409, "sheet_rows_taken")
    assert first.json()["no"] in again.json()["message"]["zh"]
    rest = agent.post("/api/intake/installations", json=body)
    assert rest.json()["vehicles"] == 1
    nothing_left = agent.post("/api/intake/installations", json=body)
    assert nothing_left.json()["code"] == "sheet_rows_taken"
    never_good = agent.post("/api/intake/installations", json={**body, "rows": [99]})
    assert (never_good.status_code, never_good.json()["code"]) == (422, "sheet_unknown_rows")


def test_R1_nothing_is_half_imported_when_the_books_change_between_check_and_order(
    hand_in: Upload, agent: AsgiClient, house: House, fleet: Fleet
) -> None:
    told = hand_in([HEADER, ["粤B20003", "黄", "", "重卡", "", "", "BD"], GOOD]).json()
    other = hand_in([HEADER, GOOD], customer_id=fleet.other_id).json()
    taken = agent.post("/api/intake/installations", json={"sheet_id": other["sheet_id"], "site": SITE})
    assert taken.status_code == 201, taken.text
    before = counted(house)
    late = agent.post("/api/intake/installations", json={"sheet_id": told["sheet_id"], "site": SITE})
    assert (late.status_code, late.json()["code"]) == (409, "sheet_changed")
    assert "宏运泥头车" in late.json()["message"]["zh"]
    assert counted(house) == before


def test_R1_vehicles_that_are_known_are_used_and_others_vehicles_are_faults(
    hand_in: Upload, agent: AsgiClient, house: House, fleet: Fleet
) -> None:
    told = hand_in(
        [
            HEADER,
            ["粤BY7052", "黄", "", "", "新司机", "13700000009", "BD"],
            ["粤BK7725", "黄", "", "", "", "", "BD"],
            ["粤B30001", "蓝", "LVBV3JBB0RE000004", "", "", "", "BD"],
            ["粤B12345", "", "LGAX4C450R3000003", "", "", "", "YX"],
        ]
    ).json()
    assert faults_of(told, 3) == [("A", "other_customer")]
    assert faults_of(told, 4) == [("C", "other_plate")]
    known = {one["row"]: one["vehicle"] for one in told["rows"]}
    assert known == {2: fleet.truck_id, 5: fleet.car_id}
    assert "already_installed" in {one["code"] for one in told["warnings"]}
    opened = agent.post("/api/intake/installations", json={"sheet_id": told["sheet_id"], "site": SITE})
    assert opened.status_code == 201, opened.text
    with house.units.read() as work:
        truck, car = work.session.get(VehicleRow, fleet.truck_id), work.session.get(VehicleRow, fleet.car_id)
    assert truck is not None
    assert car is not None
    assert (truck.driver_name, truck.vehicle_type, truck.vin) == ("新司机", "冷藏车", "LVBV3JBB0RE000004")
    assert car.vin == "LGAX4C450R3000003"
    waiting = hand_in([HEADER, ["粤BY7052", "黄", "", "", "", "", "BD"]]).json()
    assert faults_of(waiting, 2) == [("A", "already_ordered")]


@pytest.mark.one_database
def test_R1_ten_thousand_rows_take_seconds_and_one_more_is_refused(hand_in: Upload) -> None:
    def rows(count: int) -> list[list[Any]]:
        return [HEADER] + [
            [f"粤B{number:05d}", "黄", "", "重卡", "司机", 13_800_000_000 + number, "BD"] for number in range(count)
        ]

    content = workbook(rows(10_000))
    begun = time.perf_counter()
    answer = hand_in(content)
    took = time.perf_counter() - begun
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["good"] == 10_000
    assert took < 20, took
    assert "too_many_for_one_order" in {one["code"] for one in told["warnings"]}
    more = hand_in(rows(10_001))
    assert (more.status_code, more.json()["code"]) == (422, "sheet_too_many_rows")
    assert "10000" in more.json()["message"]["zh"]


def test_R1_a_list_beyond_one_order_is_split_by_rows(hand_in: Upload, agent: AsgiClient) -> None:
    told = hand_in([HEADER] + [[f"粤C{number:05d}", "黄", "", "重卡", "", "", "BD"] for number in range(501)]).json()
    body = {"sheet_id": told["sheet_id"], "site": SITE}
    whole = agent.post("/api/intake/installations", json=body)
    assert (whole.status_code, whole.json()["code"]) == (422, "too_many_vehicles")
    part = agent.post("/api/intake/installations", json={**body, "rows": list(range(2, 502))})
    assert part.json()["vehicles"] == 500, part.text
    rest = agent.post("/api/intake/installations", json=body)
    assert rest.json()["vehicles"] == 1


@pytest.mark.one_database
def test_another_centre_and_other_roles_do_not_reach_a_list(
    hand_in: Upload, client: Callable[..., AsgiClient], stranger: AsgiClient, fleet: Fleet
) -> None:
    told = hand_in([HEADER, GOOD, ["", "", "", "重卡", "", "", ""]]).json()
    path = f"/api/intake/vehicle-sheet/{told['sheet_id']}/faulty.xlsx"
    guangzhou = client("agent", "0190a000-0000-7000-8000-000000000002")
    assert guangzhou.get(path).status_code == 403
    assert guangzhou.post(
        "/api/intake/installations", json={"sheet_id": told["sheet_id"], "site": SITE}
    ).status_code == 403  # fmt: skip
    assert client("finance").get(path).status_code == 403
    assert stranger.get(path).status_code == 401


@pytest.mark.one_database
@pytest.mark.parametrize("sheet_id", ["nope", "0190a000-0000-7000-8000-00000000ffff", "' or 1=1 --"])
def test_an_unknown_list_is_not_found(agent: AsgiClient, fleet: Fleet, sheet_id: str) -> None:
    assert agent.get(f"/api/intake/vehicle-sheet/{sheet_id}").status_code == 404
    answer = agent.post("/api/intake/installations", json={"sheet_id": sheet_id, "site": SITE})
    assert answer.status_code == 404


def test_R1_the_list_of_drivers_completes_the_vehicle_list(hand_in: Upload, agent: AsgiClient, house: House) -> None:
    told = hand_in(
        [["车牌号", "车牌颜色", "车架号"], ["粤B20001", "黄", ""], ["粤B20002", "黄", "LGAX4C450R3000003"]]
    ).json()
    drivers = workbook(
        [
            ["车牌号", "车架号", "驾驶员姓名", "联系电话", "车辆类型"],
            ["粤B20001", "LFWSRXSJ3R1E00002", "张三", "138 0000 0001", "重卡"],
            ["粤B20002", "LVBV3JBB0RE000004", "李四", "13800000002", "重卡"],
            ["粤B29999", "", "王五", "13800000003", "重卡"],
            ["粤B20002", "", "赵六", "138", "重卡"],
        ]
    )
    path = f"/api/intake/vehicle-sheet/{told['sheet_id']}/drivers"
    answer = agent.post(path, files={"file": ("司机.xlsx", drivers)})
    assert answer.status_code == 200, answer.text
    done = answer.json()
    assert done["matched"] == 1
    assert [(one["row"], one["column"], one["code"]) for one in done["faults"]] == [
        (3, "B", "differs_from_list"), (4, "A", "not_in_list"), (5, "D", "phone.form"), (5, "A", "same_plate"),
    ]  # fmt: skip
    opened = agent.post(
        "/api/intake/installations", json={"sheet_id": told["sheet_id"], "site": SITE, "family_default": "BD"}
    )
    assert opened.status_code == 201, opened.text
    with house.units.read() as work:
        items = work_orders.items(work, opened.json()["order_id"])
        first, second = (work.session.get(VehicleRow, one.vehicle_id) for one in items)
    assert first is not None
    assert second is not None
    assert (first.vin, first.driver_name, first.driver_phone) == ("LFWSRXSJ3R1E00002", "张三", "13800000001")
    assert (second.vin, second.driver_name) == ("LGAX4C450R3000003", "")


def test_R1_the_demo_company_s_own_papers_are_read(hand_in: Upload, agent: AsgiClient, tmp_path: Path) -> None:
    samples.write_samples(tmp_path)
    told = hand_in((tmp_path / samples.VEHICLES_FILE).read_bytes()).json()
    assert {one["row"]: one["field"] for one in told["faults"]} == samples.FAULTY_ROWS
    assert told["good"] == samples.COUNT - len(samples.FAULTY_ROWS)
    path = f"/api/intake/vehicle-sheet/{told['sheet_id']}/drivers"
    drivers = agent.post(path, files={"file": ("d.xlsx", (tmp_path / samples.DRIVERS_FILE).read_bytes())}).json()
    assert drivers["matched"] == told["good"], drivers["faults"][:3]
