"""R5, R8: an urgent job is fitted in with ranked options, each with whom it moves, or which named visit it pushes out."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.kernel.actor import SYSTEM
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import VisitRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.planning.conftest import Town, at

Open = Callable[..., str]
Send = Callable[..., Any]
Plan = dict[str, Any]
ANY_TIME: dict[str, Any] = {"window_start": None, "window_end": None}


def options(client: AsgiClient, path: str, **window: Any) -> Plan:
    answer = client.post(f"/api/{path}/options", json={**ANY_TIME, **window})
    assert answer.status_code == 201, answer.text
    plan: Plan = answer.json()
    assert (plan["kind"], plan["state"]) == ("replan", "ready")
    return plan


def of_kind(plan: Plan, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in plan["proposal"]["options"] if one["kind"] == kind)
    return found


@pytest.fixture
def only(house: House, town: Town) -> Callable[..., None]:
    """`only("liang")`: everybody else of the centre is away today."""

    def left(*names: str) -> None:
        with house.units.write(SYSTEM) as work:
            for name in {"liang", "chen", "he", "xie", "luo"} - set(names):
                technicians.add_absence(work, getattr(town, name), at(8), at(24))

    return left


def live(house: House, order: str) -> list[work_orders.VisitView]:
    with house.units.read() as work:
        return work_orders.live_visits(work, order)


def test_R5_an_urgent_order_goes_to_whom_it_disturbs_least(
    dispatcher: AsgiClient, open_order: Open, town: Town, house: House
) -> None:
    order = open_order(0, priority="urgent", start=13, end=15)
    plan = options(dispatcher, f"orders/{order}")
    first = plan["proposal"]["options"][0]
    assert (first["kind"], first["technician_name"], first["bumped"]) == ("insert", "梁伟东", None)
    assert [one["kind"] for one in first["changes"]] == ["place"], "nobody else moves"
    assert "别人不动" in first["words"]["zh"]
    scores = [one["added_minutes"] for one in plan["proposal"]["options"]]
    assert scores[0] <= scores[-1]
    taken = dispatcher.post(f"/api/plans/{plan['id']}/accept", json={"option": 0})
    assert (taken.status_code, taken.json()["chosen_option"]) == (200, 0), taken.text
    assert [one.technician_id for one in live(house, order)] == [town.liang]


def test_an_option_may_push_out_a_named_visit_that_matters_less_and_can_be_taken_back(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, house: House, only: Callable[..., None]
) -> None:
    promised = open_order(0, kind="repair", start=13, end=13.25)
    visit = send(promised, town.liang).json()["visit_id"]
    only("liang")
    order = open_order(1, kind="repair", priority="urgent", start=13, end=13.25)
    plan = options(dispatcher, f"orders/{order}")
    bump = of_kind(plan, "bump")
    assert (bump["bumped"], bump["late_promises"]) == (visit, 1)
    assert "顺捷冷链让出来" in bump["words"]["zh"]
    assert [(one["kind"], one["visit_id"]) for one in bump["changes"]] == [("place", None), ("free", visit)]
    index = plan["proposal"]["options"].index(bump)
    taken = dispatcher.post(f"/api/plans/{plan['id']}/accept", json={"option": index, "all_or_nothing": True})
    assert taken.status_code == 200, taken.text
    assert [one.technician_id for one in live(house, order)] == [town.liang]
    assert live(house, promised) == []
    assert promised in [one["order_id"] for one in dispatcher.get("/api/board").json()["waiting"]]
    undone = dispatcher.post(f"/api/plans/{plan['id']}/undo").json()
    assert {one["outcome"]["state"] for one in undone["proposal"]["options"][index]["changes"]} == {"undone"}
    assert [one.technician_id for one in live(house, promised)] == [town.liang]
    assert live(house, order) == []


def test_control_nothing_is_pushed_out_for_an_order_that_matters_as_little(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, only: Callable[..., None]
) -> None:
    """Negative control: the same story without the urgency offers nothing."""
    send(open_order(0, kind="repair", start=13, end=13.25), town.liang)
    only("liang")
    order = open_order(1, kind="repair", start=13, end=13.25)
    assert options(dispatcher, f"orders/{order}")["proposal"]["options"] == []


def test_an_option_may_give_another_visit_to_somebody_else(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, house: House, only: Callable[..., None]
) -> None:
    """The installation needs what only Liang carries; the repair in its place can go to Xie."""
    repair = open_order(0, kind="repair", start=13, end=14)
    visit = send(repair, town.liang).json()["visit_id"]
    only("liang", "xie")
    order = open_order(1, start=13, end=13.25)
    plan = options(dispatcher, f"orders/{order}")
    shift = of_kind(plan, "shift")
    assert [(one["kind"], one["to_name"]) for one in shift["changes"]] == [("place", "梁伟东"), ("give", "谢永康")]
    index = plan["proposal"]["options"].index(shift)
    half = {"option": index, "changes": [f"order:{order}"], "all_or_nothing": True}
    refused = dispatcher.post(f"/api/plans/{plan['id']}/accept", json=half)
    assert refused.status_code == 409, "the place is free only when the repair leaves it"
    assert "会晚" in refused.json()["details"]["changes"][0]["zh"]
    assert dispatcher.post(f"/api/plans/{plan['id']}/accept", json={"option": index}).status_code == 200
    assert [(one.id, one.technician_id) for one in live(house, repair)] == [(visit, town.xie)]
    assert [one.technician_id for one in live(house, order)] == [town.liang]


def test_a_planned_visit_can_go_to_somebody_else_until_it_is_under_way(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, house: House, only: Callable[..., None]
) -> None:
    order = open_order(0, kind="repair", start=13, end=15)
    visit = send(order, town.liang).json()["visit_id"]
    only("xie")
    plan = options(dispatcher, f"visits/{visit}")
    first = plan["proposal"]["options"][0]
    assert [(one["kind"], one["from_name"], one["to_name"]) for one in first["changes"]] == [
        ("give", "梁伟东", "谢永康")
    ]
    with house.units.write(SYSTEM) as work:
        row = work.session.get_one(VisitRow, visit)
        row.state, row.version = "en_route", row.version + 1
        work.session.add(row)
    stale = dispatcher.post(f"/api/plans/{plan['id']}/accept", json={"option": 0, "all_or_nothing": True})
    assert (stale.status_code, stale.json()["code"]) == (409, "plan_parts_changed")
    again = dispatcher.post(f"/api/visits/{visit}/options", json=ANY_TIME)
    assert (again.status_code, again.json()["code"]) == (409, "visit_under_way")


@pytest.mark.one_database
def test_another_time_than_the_promised_one_can_be_asked_for(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, house: House
) -> None:
    """An order for tomorrow is wanted today, and a visit of the afternoon this morning: the customer gets a new window."""
    tomorrow = open_order(0, start=34, end=36)
    today = {"window_start": at(13).isoformat(), "window_end": at(15).isoformat()}
    plan = options(dispatcher, f"orders/{tomorrow}", **today)
    assert dispatcher.post(f"/api/plans/{plan['id']}/accept", json={"option": 0, "all_or_nothing": True}).is_success
    assert [(one.window_start, one.window_end) for one in live(house, tomorrow)] == [(at(13), at(15))]
    visit = send(open_order(1, kind="repair", start=16, end=17), town.xie).json()["visit_id"]
    morning = {"window_start": at(10).isoformat(), "window_end": at(11).isoformat()}
    plan = options(dispatcher, f"visits/{visit}", **morning)
    change = plan["proposal"]["options"][0]["changes"][0]
    assert change["window_start"] <= change["start"] <= change["window_end"]
    assert at(10).isoformat() <= change["start"].replace("Z", "+00:00") <= at(11).isoformat()
    assert dispatcher.post(f"/api/plans/{plan['id']}/accept", json={"option": 0, "all_or_nothing": True}).is_success


@pytest.mark.one_database
def test_what_cannot_be_asked_or_taken_is_refused(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, client: Callable[..., AsgiClient]
) -> None:
    order = open_order(0, kind="repair", start=13, end=15)
    plan = options(dispatcher, f"orders/{order}")
    for option in (None, 99):
        answer = dispatcher.post(f"/api/plans/{plan['id']}/accept", json={"option": option})
        assert (answer.status_code, answer.json()["code"]) == (422, "choose_option")
    past = {"window_start": at(7).isoformat(), "window_end": at(8).isoformat()}
    assert dispatcher.post(f"/api/orders/{order}/options", json=past).json()["code"] == "window_past"
    far = client("dispatcher", GUANGZHOU.id)
    assert far.post(f"/api/orders/{order}/options", json=ANY_TIME).json()["code"] == "not_yours"
    send(order, town.liang)
    answer = dispatcher.post(f"/api/orders/{order}/options", json=ANY_TIME)
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_waits")
