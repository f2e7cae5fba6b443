"""R5 and R7: who should go, and why everybody else is out, in words with a number in them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from backend.kernel.actor import SYSTEM
from backend.modules.planning import policies
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import VisitRow
from backend.modules.work_orders.public import Family
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.planning.conftest import Town, at


def ranking(client: AsgiClient, order_id: str, **query: Any) -> dict[str, Any]:
    answer = client.get(f"/api/orders/{order_id}/ranking", params=query)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def out(told: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["name"]: (one["code"], one["zh"]) for one in told["ruled_out"]}


def test_R5_the_nearest_with_skill_shift_and_stock_comes_first_and_all_others_have_a_reason(
    dispatcher: AsgiClient, open_order: Callable[..., str], town: Town
) -> None:
    told = ranking(dispatcher, open_order())
    assert [one["name"] for one in told["ranked"]] == ["梁伟东", "陈志明"]
    assert out(told) == {
        "何俊": ("skill_missing", "没有视频终端资格"),
        "谢永康": ("stock_missing", "车上没有4 路视频终端"),
        "罗海波": ("not_on_shift", "16:00 才上班"),
        "粤安二组": ("needs_manager", "外协，要经理批准"),
    }
    english = {one["name"]: one["en"] for one in told["ruled_out"]}
    assert english["谢永康"] == "on the van no 4-channel video terminal"
    assert english["罗海波"] == "starts at 16:00"


@pytest.mark.one_database
def test_R5_each_suggestion_is_explained_and_its_score_adds_up(
    dispatcher: AsgiClient, open_order: Callable[..., str], town: Town
) -> None:
    first, second = ranking(dispatcher, open_order())["ranked"]
    words = {one["code"]: one["zh"] for one in first["reasons"]}
    assert words["nearest"].startswith("离得最近，1.")
    assert words["stock"] in ("车上4 路视频终端有 1", "车上4G 物联网卡有 1")
    assert words["margin"] == "后面不耽误"
    assert second["reasons"][0]["code"] == "detour"
    assert "分，" in second["reasons"][0]["zh"]
    for one in (first, second):
        assert sum(term["seconds"] for term in one["terms"]) == one["score"]
        assert one["arrive"] <= one["start"] < one["finish"]
    assert first["score"] < second["score"]
    assert first["start"] == "2026-11-23T05:00:00Z"
    assert first["distance_m"] < second["distance_m"]


def test_R5_the_needs_come_from_the_vehicles_and_the_price_list(
    dispatcher: AsgiClient, open_order: Callable[..., str], town: Town
) -> None:
    needs = ranking(dispatcher, open_order())["needs"]
    assert {one["code"]: one["quantity"] for one in needs["stock"]} == {"VD-400": 1, "SIM-VD": 1}
    assert {one["code"]: one["level"] for one in needs["skills"]} == {"S03": 2}
    assert needs["minutes"] == 160
    assert needs["placed"]
    repair = ranking(dispatcher, open_order(1, kind="repair"))["needs"]
    assert repair["stock"] == []
    assert {one["code"] for one in repair["skills"]} == {"S03", "S07"}


def test_R5_a_visit_in_the_way_is_named(
    dispatcher: AsgiClient, open_order: Callable[..., str], send: Callable[..., Any], town: Town, house: House
) -> None:
    taken = send(open_order(1, start=13, end=14), town.liang)
    assert taken.status_code == 201, taken.text
    with house.units.write(SYSTEM) as work:
        row = work.session.get(VisitRow, taken.json()["visit_id"])
        assert row is not None
        row.state = "en_route"
    told = ranking(dispatcher, open_order(2, kind="repair", start=13, end=14))
    assert out(told)["梁伟东"] == ("too_late", "13:00 顺捷冷链，人已在路上")


def test_R5_absence_and_a_full_afternoon_are_told_in_hours(
    dispatcher: AsgiClient, open_order: Callable[..., str], town: Town, house: House
) -> None:
    with house.units.write(SYSTEM) as work:
        technicians.add_absence(work, town.liang, at(12), at(16), "牙医")
    told = ranking(dispatcher, open_order())
    assert out(told)["梁伟东"] == ("absent", "12:00–16:00 请假")
    late = ranking(dispatcher, open_order(1, start=17, end=18))
    assert out(late)["陈志明"][0] in ("shift_overrun", "not_on_shift")
    assert any(sign.isdigit() for sign in out(late)["陈志明"][1])


def test_R5_who_knows_the_customer_is_said(
    dispatcher: AsgiClient, open_order: Callable[..., str], send: Callable[..., Any], town: Town, house: House
) -> None:
    visit = send(open_order(1, kind="repair"), town.chen).json()
    with house.units.write(SYSTEM) as work:
        row = work.session.get(VisitRow, visit["visit_id"])
        assert row is not None
        row.state, row.completed_at, row.planned_start = (
            "completed",
            at(9) - timedelta(days=5),
            at(9) - timedelta(days=5),
        )
    told = ranking(dispatcher, open_order(2))
    chen = next(one for one in told["ranked"] if one["name"] == "陈志明")
    assert ("knows_customer", "11月18日去过这家") in [(one["code"], one["zh"]) for one in chen["reasons"]]


def test_R7_a_manager_is_shown_the_partner_among_the_others(
    client: Callable[..., AsgiClient], open_order: Callable[..., str], town: Town
) -> None:
    told = ranking(client("manager"), open_order())
    assert "粤安二组" in [one["name"] for one in told["ranked"]]


def test_headquarters_sees_other_centres_people_and_others_do_not(
    client: Callable[..., AsgiClient], open_order: Callable[..., str], town: Town
) -> None:
    order = open_order()
    everybody = ranking(client("dispatcher", None), order)
    names = [one["name"] for one in everybody["ranked"]] + list(out(everybody))
    assert "广州师傅" in names
    far = client("dispatcher", GUANGZHOU.id).get(f"/api/orders/{order}/ranking")
    assert (far.status_code, far.json()["code"]) == (403, "not_yours")
    assert client("agent").get(f"/api/orders/{order}/ranking").status_code == 403


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"start": "2026-11-23T08:00:00Z", "end": "2026-11-23T07:00:00Z"}, 422, "window_order"),
        ({"start": "2026-11-01T08:00:00Z", "end": "2026-11-01T09:00:00Z"}, 422, "window_past"),
        ({"start": "2126-11-01T08:00:00Z"}, 422, "too_far_ahead"),
        ({"start": "2026-11-23T08:00:00"}, 422, "invalid_input"),
        ({"day": "yesterday"}, 422, "invalid_input"),
    ],
)
def test_windows_that_cannot_be_are_refused(
    dispatcher: AsgiClient, open_order: Callable[..., str], query: dict[str, str], status: int, code: str
) -> None:
    answer = dispatcher.get(f"/api/orders/{open_order()}/ranking", params=query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.one_database
def test_another_window_is_ranked_by_its_own_hours(
    dispatcher: AsgiClient, open_order: Callable[..., str], town: Town
) -> None:
    evening = ranking(dispatcher, open_order(), start=at(19).isoformat(), end=at(21).isoformat())
    assert [one["name"] for one in evening["ranked"]] == ["罗海波"]


def test_an_order_that_waits_past_its_window_is_ranked_from_now(
    dispatcher: AsgiClient, open_order: Callable[..., str], town: Town, clock: Any
) -> None:
    order = open_order(start=10, end=11, kind="repair")
    clock.set(at(12))
    told = ranking(dispatcher, order)
    assert told["needs"]["window_start"] == "2026-11-23T04:00:00Z"
    assert told["ranked"]


def test_minutes_count_the_first_vehicle_whole_and_the_rest_as_in_a_yard() -> None:
    known = {"BD": Family("BD", "部标机", "Standard terminal", 60, 35)}
    assert policies.minutes_of("install", ["BD"], known) == 70
    assert policies.minutes_of("install", ["BD", "BD", "BD"], known) == 140
    assert policies.minutes_of("install", ["BD"] * 500, known) == policies.LONGEST
    assert policies.minutes_of("repair", ["BD"], known, 45) == 55
    assert policies.minutes_of("removal", [""], known) == 50


def test_waiting_orders_of_the_test_are_really_waiting(house: House, open_order: Callable[..., str]) -> None:
    order = open_order()
    with house.units.read() as work:
        assert [one.order.id for one in work_orders.waiting_orders(work, None)] == [order]
