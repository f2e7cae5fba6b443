"""R5, R6, R7, R8: dispatch, overrule, undo, reassign; two dispatchers never overwrite each other unseen."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.planning.conftest import Town, at

Send = Callable[..., Any]
Open = Callable[..., str]


def test_a_dispatch_carries_needs_minutes_and_the_contact_limit(
    send: Send, open_order: Open, town: Town, house: House
) -> None:
    answer = send(open_order(), town.liang)
    assert answer.status_code == 201, answer.text
    with house.units.read() as work:
        visit = work_orders.visit(work, answer.json()["visit_id"])
        order = work_orders.order(work, visit.order_id)
    assert (visit.state, visit.technician_id, order.state) == ("dispatched", town.liang, "in_progress")
    assert visit.required_skills == {"S03": 2}
    assert visit.needed_stock == {"VD-400": 1, "SIM-VD": 1}
    assert visit.planned_minutes == 160
    assert answer.json()["contact_by"] == "2026-11-23T02:30:00Z"


def test_R8_the_second_dispatcher_is_told_who_sent_whom_and_when(
    send: Send, open_order: Open, town: Town, client: Callable[..., AsgiClient], house: House
) -> None:
    order = open_order()
    with house.units.read() as work:
        seen = work_orders.order(work, order).version
    assert send(order, town.liang, version=seen).status_code == 201
    second = send(order, town.chen, version=seen, by=client("dispatcher", name="第二位"))
    told = second.json()
    assert (second.status_code, told["code"]) == (409, "changed_meanwhile")
    assert told["details"]["technician_name"] == "梁伟东"
    assert told["details"]["by"] == "邱敏"
    assert told["details"]["at"] == "2026-11-23T01:30:00Z"
    with house.units.read() as work:
        assert [one.technician_id for one in work_orders.visits_of(work, order)] == [town.liang]


def test_R8_that_is_told_even_when_the_choice_would_not_fit(send: Send, open_order: Open, town: Town) -> None:
    order = open_order()
    assert send(order, town.liang).status_code == 201
    answer = send(order, town.he, version=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("who", "reason", "why"),
    [
        ("he", "skill_missing", "没有视频终端资格"),
        ("xie", "stock_missing", "车上没有4 路视频终端"),
        ("luo", "not_on_shift", "16:00 才上班"),
    ],
)
def test_R5_overruling_needs_a_reason_that_is_kept(
    send: Send, open_order: Open, town: Town, house: House, who: str, reason: str, why: str
) -> None:
    order = open_order()
    bare = send(order, getattr(town, who))
    assert (bare.status_code, bare.json()["code"]) == (422, "overrule_reason_needed")
    assert bare.json()["field"] == "overrule_reason"
    assert bare.json()["details"]["reason"] == reason
    assert why in bare.json()["message"]["zh"]
    blank = send(order, getattr(town, who), overrule_reason="   ")
    assert blank.json()["code"] == "overrule_reason_needed"
    forced = send(order, getattr(town, who), overrule_reason="客户点名要他")
    assert forced.status_code == 201, forced.text
    with house.units.read() as work:
        assert work_orders.visit(work, forced.json()["visit_id"]).overrule_reason == "客户点名要他"


def test_R7_a_partner_is_sent_by_a_manager_only(
    send: Send, open_order: Open, town: Town, client: Callable[..., AsgiClient]
) -> None:
    order = open_order()
    refused = send(order, town.partner, overrule_reason="没人了")
    assert (refused.status_code, refused.json()["code"]) == (403, "needs_manager")
    assert "粤安车载" in refused.json()["message"]["zh"]
    assert send(order, town.partner, by=client("manager")).status_code == 201


def test_an_undo_puts_the_order_back_on_the_board(
    send: Send, open_order: Open, town: Town, dispatcher: AsgiClient
) -> None:
    order = open_order()
    visit = send(order, town.liang).json()
    board = dispatcher.get("/api/board").json()
    assert order not in [one["order_id"] for one in board["waiting"]]
    stale = dispatcher.post(f"/api/visits/{visit['visit_id']}/undo-dispatch", json={"version": visit["version"] + 7})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    undone = dispatcher.post(f"/api/visits/{visit['visit_id']}/undo-dispatch", json={"version": visit["version"]})
    assert undone.status_code == 200, undone.text
    board = dispatcher.get("/api/board").json()
    assert order in [one["order_id"] for one in board["waiting"]]
    twice = dispatcher.post(
        f"/api/visits/{visit['visit_id']}/undo-dispatch", json={"version": undone.json()["version"]}
    )
    assert (twice.status_code, twice.json()["code"]) == (409, "wrong_state")


def test_a_reassignment_follows_the_same_rules(
    send: Send, open_order: Open, town: Town, dispatcher: AsgiClient, house: House
) -> None:
    visit = send(open_order(), town.liang).json()
    path = f"/api/visits/{visit['visit_id']}/reassign"
    bare = dispatcher.post(path, json={"version": visit["version"], "technician_id": town.he})
    assert bare.json()["code"] == "overrule_reason_needed"
    partner = dispatcher.post(path, json={"version": visit["version"], "technician_id": town.partner})
    assert partner.json()["code"] == "needs_manager"
    moved = dispatcher.post(path, json={"version": visit["version"], "technician_id": town.chen, "reason": "更顺路"})
    assert moved.status_code == 200, moved.text
    assert moved.json()["technician_id"] == town.chen
    stale = dispatcher.post(path, json={"version": visit["version"], "technician_id": town.liang})
    assert (stale.status_code, stale.json()["details"]["technician_name"]) == (409, "陈志明")


def test_a_visit_moves_to_another_time(send: Send, open_order: Open, town: Town, dispatcher: AsgiClient) -> None:
    visit = send(open_order(), town.liang).json()
    body = {"version": visit["version"], "window_start": at(15).isoformat(), "window_end": at(17).isoformat()}
    path = f"/api/visits/{visit['visit_id']}/reschedule"
    outside = dispatcher.post(path, json={**body, "planned_start": at(18).isoformat()})
    assert (outside.status_code, outside.json()["code"]) == (422, "start_outside_window")
    moved = dispatcher.post(path, json={**body, "planned_start": at(15, 30).isoformat()})
    assert moved.status_code == 200, moved.text
    assert moved.json()["planned_start"] == "2026-11-23T07:30:00Z"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"technician_id": "nobody"}, 404, "not_found"),
        ({"window_end": at(9).isoformat()}, 422, "window_order"),
        ({"window_start": at(7).isoformat(), "window_end": at(8).isoformat()}, 422, "window_past"),
        ({"planned_start": at(16).isoformat()}, 422, "start_outside_window"),
        ({"window_start": "2026-11-23T13:00:00"}, 422, "invalid_input"),
        ({"version": "x"}, 422, "invalid_input"),
        ({"extra": 1}, 422, "invalid_input"),
        ({"item_ids": ["nothing"]}, 409, "no_work_left"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    send: Send, open_order: Open, town: Town, changes: dict[str, Any], status: int, code: str
) -> None:
    whom = changes.get("technician_id", town.liang)
    rest = {name: value for name, value in changes.items() if name != "technician_id"}
    answer = send(open_order(), whom, **rest)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


@pytest.mark.one_database
def test_other_centres_and_roles_send_nobody(
    send: Send, open_order: Open, town: Town, client: Callable[..., AsgiClient], dispatcher: AsgiClient
) -> None:
    order = open_order()
    assert send(order, town.liang, by=client("dispatcher", GUANGZHOU.id)).status_code == 403
    assert send(order, town.liang, by=client("agent")).status_code == 403
    assert send(order, town.guangzhou).status_code == 403, "a dispatcher lends nobody of a centre that is not his"
    visit = send(order, town.liang).json()
    path = f"/api/visits/{visit['visit_id']}/undo-dispatch"
    far = client("dispatcher", GUANGZHOU.id).post(path, json={"version": visit["version"]})
    assert far.status_code == 403


def test_R5_who_could_go_instead_is_ranked_as_if_the_visit_were_in_nobodys_day(
    send: Send, open_order: Open, town: Town, dispatcher: AsgiClient, client: Callable[..., AsgiClient]
) -> None:
    visit = send(open_order(), town.liang).json()
    path = f"/api/visits/{visit['visit_id']}/ranking"
    told = dispatcher.get(path).json()
    assert [one["name"] for one in told["ranked"]] == ["梁伟东", "陈志明"], "his own terminal and hours count as free"
    assert {one["name"]: one["code"] for one in told["ruled_out"]}["何俊"] == "skill_missing"
    assert told["needs"]["window_start"] == visit["window_start"]
    evening = dispatcher.get(path, params={"start": at(19).isoformat(), "end": at(21).isoformat()}).json()
    assert [one["name"] for one in evening["ranked"]] == ["罗海波"], "only he works in the evening"
    assert client("dispatcher", GUANGZHOU.id).get(path).status_code == 403
    assert dispatcher.get("/api/visits/nothing/ranking").status_code == 404
