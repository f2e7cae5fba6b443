"""The board: what waits, urgent first, and each lane of the day."""

from collections.abc import Callable
from typing import Any

from backend.kernel.actor import SYSTEM
from backend.kernel.clock import SettableClock
from backend.modules.work_orders.models import VisitRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, SHENZHEN
from tests.backend.planning.conftest import Town, at


def lane(board: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in board["lanes"] if one["technician"]["name"] == name)


def test_the_board_shows_what_waits_with_the_urgent_on_top(
    dispatcher: AsgiClient, open_order: Callable[..., str], town: Town
) -> None:
    plain = open_order(0, start=10, end=12)
    urgent = open_order(1, kind="repair", priority="urgent", symptom="掉线")
    board = dispatcher.get("/api/board").json()
    assert (board["day"], board["now"]) == ("2026-11-23", "2026-11-23T01:30:00Z")
    assert [one["order_id"] for one in board["waiting"]] == [urgent, plain]
    first = board["waiting"][0]
    assert (first["customer_name"], first["district"], first["symptom"]) == ("顺捷冷链", "龙岗区", "掉线")
    assert first["plates"] == [{"plate": "粤B70001", "plate_colour": "yellow"}]
    assert (first["due_at"], first["item_count"]) == ("2026-11-23T03:30:00Z", 1)
    assert (first["lat"], first["lng"]) == (22.7238, 114.2421)
    assert {one["id"]: one["waiting"] for one in board["centres"]} == {SHENZHEN.id: 2}


def test_each_lane_shows_hours_visits_and_driving(
    dispatcher: AsgiClient, open_order: Callable[..., str], send: Callable[..., Any], town: Town
) -> None:
    assert send(open_order(0, kind="repair", start=10, end=12), town.liang).status_code == 201
    board = dispatcher.get("/api/board").json()
    liang = lane(board, "梁伟东")
    assert liang["shift"] == {
        "start": "2026-11-23T00:00:00Z", "end": "2026-11-23T10:00:00Z",
        "break_start": "2026-11-23T04:00:00Z", "break_end": "2026-11-23T05:00:00Z",
    }  # fmt: skip
    visit = liang["visits"][0]
    assert (visit["state"], visit["start"], visit["customer_name"]) == (
        "dispatched",
        "2026-11-23T02:00:00Z",
        "顺捷冷链",
    )
    assert visit["end"] == "2026-11-23T02:45:00Z"
    assert 1 <= visit["travel_minutes"] <= 20
    assert visit["plates"] == [{"plate": "粤B70000", "plate_colour": "yellow"}]
    assert (lane(board, "罗海波")["technician"]["state"], liang["technician"]["state"]) == ("off", "free")
    assert lane(board, "粤安二组")["technician"]["partner_name"] == "粤安车载"
    assert "广州师傅" not in [one["technician"]["name"] for one in board["lanes"]]


def test_actual_times_replace_planned_ones_and_a_refusal_is_shown(
    dispatcher: AsgiClient, open_order: Callable[..., str], send: Callable[..., Any], town: Town, house: House,
    clock: SettableClock,
) -> None:  # fmt: skip
    working = send(open_order(0, kind="repair", start=10, end=12), town.liang).json()
    declined = send(open_order(1, start=13, end=15), town.chen).json()
    with house.units.write(SYSTEM) as work:
        row, other = (work.session.get(VisitRow, one["visit_id"]) for one in (working, declined))
        assert row is not None
        assert other is not None
        row.state, row.arrived_at, row.started_at = "working", at(10, 20), at(10, 30)
        other.state, other.decline_reason = "declined", "不顺路"
    clock.set(at(11, 30))
    board = dispatcher.get("/api/board").json()
    shown = lane(board, "梁伟东")["visits"][0]
    assert (shown["start"], shown["end"]) == ("2026-11-23T02:20:00Z", "2026-11-23T03:30:00Z")
    assert lane(board, "梁伟东")["technician"]["state"] == "on_site"
    refused = lane(board, "陈志明")["visits"][0]
    assert (refused["state"], refused["declined_reason"], refused["travel_minutes"]) == ("declined", "不顺路", None)


def test_another_day_and_another_centre(
    dispatcher: AsgiClient,
    client: Callable[..., AsgiClient],
    open_order: Callable[..., str],
    send: Callable[..., Any],
    town: Town,
) -> None:
    send(open_order(0, start=10, end=12), town.liang)
    tomorrow = dispatcher.get("/api/board", params={"day": "2026-11-24"}).json()
    assert lane(tomorrow, "梁伟东")["visits"] == []
    assert lane(tomorrow, "梁伟东")["shift"] is None
    assert dispatcher.get("/api/board", params={"centre_id": GUANGZHOU.id}).status_code == 403
    assert dispatcher.get("/api/board", params={"day": "2126-01-01"}).json()["code"] == "too_far_ahead"
    everywhere = client("dispatcher", None).get("/api/board").json()
    assert {one["id"] for one in everywhere["centres"]} == {SHENZHEN.id, GUANGZHOU.id}
    there = client("dispatcher", None).get("/api/board", params={"centre_id": GUANGZHOU.id}).json()
    assert [one["technician"]["name"] for one in there["lanes"]] == ["广州师傅"]
    assert client("dispatcher", None).get("/api/board", params={"centre_id": "nowhere"}).status_code == 404
    assert client("finance").get("/api/board").status_code == 403
