"""A day plan is a proposal: asked for, made by the worker, accepted in whole or in part, and taken back (R8)."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.kernel.actor import SYSTEM
from backend.kernel.clock import SettableClock
from backend.modules.planning.public import work_on_next
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import OrderRow, VisitRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, SHENZHEN
from tests.backend.planning.conftest import Town, at

KINDS = ("day", "mend")
Open = Callable[..., str]
Send = Callable[..., Any]
Plan = dict[str, Any]
Make = Callable[..., Plan]
TODAY = {"day": "2026-11-23", "centre_ids": [SHENZHEN.id], "seconds": 1}


@pytest.fixture
def make(dispatcher: AsgiClient, house: House) -> Make:
    """`make()` asks for a plan of the day, lets a worker make it, and reads it."""

    def made(**changes: Any) -> Plan:
        asked = dispatcher.post("/api/plans", json={**TODAY, **changes})
        assert (asked.status_code, asked.json()["state"]) == (202, "queued"), asked.text
        assert work_on_next(house.units, "worker", KINDS)
        return read(dispatcher, asked.json()["id"])

    return made


def read(client: AsgiClient, plan_id: str) -> Plan:
    answer = client.get(f"/api/plans/{plan_id}")
    assert answer.status_code == 200, answer.text
    plan: Plan = answer.json()
    return plan


def accept(client: AsgiClient, plan: Plan, **said: Any) -> Any:
    return client.post(f"/api/plans/{plan['id']}/accept", json=said)


def outcomes(plan: Plan) -> dict[str, str | None]:
    return {one["id"]: one["outcome"]["state"] if one["outcome"] else None for one in plan["proposal"]["changes"]}


def visits_of(house: House, order_id: str) -> list[work_orders.VisitView]:
    with house.units.read() as work:
        return work_orders.live_visits(work, order_id)


@pytest.mark.one_database
def test_the_proposal_shows_both_days_the_changes_and_what_stays_out(
    make: Make, open_order: Open, send: Send, town: Town
) -> None:
    sent = send(open_order(0, kind="repair", start=10, end=12), town.liang).json()
    new, later = open_order(1, start=13, end=15), open_order(2, kind="repair", start=32, end=34)
    plan = make()
    assert (plan["state"], plan["progress"]["share"], plan["failure"]) == ("ready", 1.0, None)
    proposal = plan["proposal"]
    change = next(one for one in proposal["changes"] if one["order_id"] == new)
    assert (change["kind"], change["from_id"], change["window_start"]) == ("place", None, "2026-11-23T05:00:00Z")
    assert change["to_id"] in (town.liang, town.chen), "nobody else has the terminal and the skill"
    assert "2026-11-23T05:00:00Z" <= change["start"] <= "2026-11-23T07:00:00Z", "a promised window is kept"
    assert later not in [one["order_id"] for one in proposal["changes"]], "that one is promised for tomorrow"
    lanes = {one["technician_id"]: one for one in proposal["lanes"]}
    assert town.partner not in lanes, "a partner goes by a manager's word only"
    assert [one["id"] for one in lanes[town.liang]["before"]] == [sent["visit_id"]]
    assert any(one["change_id"] == change["id"] for lane in lanes.values() for one in lane["after"])
    totals = proposal["totals"]
    assert (totals["served_before"], totals["served_after"], totals["placed"]) == (1, 2, 1)
    assert totals["travel_after"] == sum(one["travel_after"] for one in proposal["lanes"])


def test_a_plan_accepted_whole_sends_everybody_with_needs_and_contact_limit(
    make: Make, open_order: Open, town: Town, dispatcher: AsgiClient, house: House
) -> None:
    orders = [open_order(0, start=10, end=12), open_order(1, kind="repair", start=13, end=17)]
    plan = make()
    answer = accept(dispatcher, plan)
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted"), answer.text
    assert set(outcomes(answer.json()).values()) == {"applied"}
    for order in orders:
        change = next(one for one in plan["proposal"]["changes"] if one["order_id"] == order)
        visit = visits_of(house, order)[0]
        assert (visit.state, visit.technician_id) == ("dispatched", change["to_id"])
        assert visit.planned_start.isoformat().replace("+00:00", "Z") == change["start"]
        assert visit.contact_by is not None
    assert visits_of(house, orders[0])[0].needed_stock == {"VD-400": 1, "SIM-VD": 1}
    trail = {one["name"] for one in dispatcher.get("/api/audit").json()["items"]}
    assert {"plan.asked", "plan.accepted", "visit.dispatched"} <= trail


def test_a_part_can_be_accepted_and_the_rest_still_waits(
    make: Make, open_order: Open, town: Town, dispatcher: AsgiClient, house: House
) -> None:
    taken, left = open_order(0, start=10, end=12), open_order(1, kind="repair", start=13, end=17)
    plan = make()
    assert accept(dispatcher, plan, changes=["order:nothing"]).json()["code"] == "unknown_change"
    assert accept(dispatcher, plan, changes=[]).json()["code"] == "nothing_chosen"
    answer = accept(dispatcher, plan, changes=[f"order:{taken}"])
    assert outcomes(answer.json()) == {f"order:{taken}": "applied", f"order:{left}": None}
    assert (len(visits_of(house, taken)), len(visits_of(house, left))) == (1, 0)
    again = accept(dispatcher, plan)
    assert (again.status_code, again.json()["code"]) == (409, "plan_state")


def test_R8_what_changed_meanwhile_is_refused_and_named_and_the_rest_is_done(
    make: Make, open_order: Open, send: Send, town: Town, dispatcher: AsgiClient, house: House,
    client: Callable[..., AsgiClient],
) -> None:  # fmt: skip
    changed, same = open_order(0, start=13, end=15), open_order(1, kind="repair", start=10, end=12)
    plan = make()
    assert plan["changed"] == []
    assert send(changed, town.chen, by=client("dispatcher", name="第二位")).status_code == 201
    assert read(dispatcher, plan["id"])["changed"] == [f"order:{changed}"]
    whole = accept(dispatcher, plan, all_or_nothing=True)
    assert (whole.status_code, whole.json()["code"]) == (409, "plan_parts_changed")
    assert [one["id"] for one in whole.json()["details"]["changes"]] == [f"order:{changed}"]
    assert visits_of(house, same) == [], "all or nothing: nothing"
    answer = accept(dispatcher, plan).json()
    assert outcomes(answer) == {f"order:{changed}": "refused", f"order:{same}": "applied"}
    why = next(one for one in answer["proposal"]["changes"] if one["order_id"] == changed)["outcome"]["why"]
    assert (why["code"], why["params"]["technician_name"], why["params"]["by"]) == (
        "changed_meanwhile", "陈志明", "第二位",
    )  # fmt: skip
    assert [one.technician_id for one in visits_of(house, changed)] == [town.chen], "not sent a second time"


def test_R8_control_without_the_version_the_second_word_would_win(
    make: Make, open_order: Open, send: Send, town: Town, dispatcher: AsgiClient, house: House
) -> None:
    """Negative control: the same story with a plan that claims to have seen the newest version goes through."""
    order = open_order(0, kind="repair", start=13, end=17)
    plan = make()
    visit = send(order, town.chen).json()
    undone = dispatcher.post(f"/api/visits/{visit['visit_id']}/undo-dispatch", json={"version": visit["version"]})
    assert undone.status_code == 200
    with house.units.write(SYSTEM) as work:
        row = work.session.get_one(OrderRow, order)
        row.version = next(one["version"] for one in plan["proposal"]["changes"] if one["order_id"] == order)
        work.session.add(row)
    assert outcomes(accept(dispatcher, plan).json()) == {f"order:{order}": "applied"}


def test_R8_what_fits_no_more_into_somebodys_day_is_refused_with_the_rule_it_would_break(
    make: Make, open_order: Open, town: Town, dispatcher: AsgiClient, house: House
) -> None:
    order = open_order(0, start=13, end=15)
    plan = make()
    whose = plan["proposal"]["changes"][0]["to_id"]
    with house.units.write(SYSTEM) as work:
        technicians.add_absence(work, whose, at(8), at(20), "病假")
    answer = accept(dispatcher, plan).json()
    outcome = answer["proposal"]["changes"][0]["outcome"]
    assert (outcome["state"], outcome["why"]["code"]) == ("refused", "not_on_shift")
    assert "当天不上班" in outcome["why"]["zh"]
    assert visits_of(house, order) == []


def test_what_was_accepted_can_be_taken_back_until_somebody_acted_on_it(
    make: Make, open_order: Open, town: Town, dispatcher: AsgiClient, house: House
) -> None:
    first, second = open_order(0, start=10, end=12), open_order(1, kind="repair", start=13, end=17)
    plan = accept(dispatcher, make()).json()
    with house.units.write(SYSTEM) as work:
        row = work.session.get_one(VisitRow, visits_of(house, first)[0].id)
        row.state, row.version = "accepted", row.version + 1
        work.session.add(row)
    undone = dispatcher.post(f"/api/plans/{plan['id']}/undo")
    assert undone.status_code == 200, undone.text
    assert outcomes(undone.json()) == {f"order:{first}": "kept", f"order:{second}": "undone"}
    assert (len(visits_of(house, first)), len(visits_of(house, second))) == (1, 0)
    again = dispatcher.post(f"/api/plans/{plan['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_undo")


def test_a_day_is_planned_once_at_a_time_and_can_be_stopped(
    dispatcher: AsgiClient, client: Callable[..., AsgiClient], open_order: Open, town: Town, house: House
) -> None:
    open_order()
    plan = dispatcher.post("/api/plans", json=TODAY).json()
    second = client("manager", name="方经理").post("/api/plans", json=TODAY)
    assert (second.status_code, second.json()["code"]) == (409, "plan_running")
    assert second.json()["details"] == {"name": "邱敏", "plan_id": plan["id"]}
    stopped = dispatcher.post(f"/api/plans/{plan['id']}/cancel")
    assert stopped.json()["state"] == "cancelled"
    assert not work_on_next(house.units, "worker", KINDS), "nothing is left to do"
    assert dispatcher.post(f"/api/plans/{plan['id']}/cancel").json()["code"] == "plan_state"
    assert accept(dispatcher, plan).json()["code"] == "plan_state"


@pytest.mark.one_database
def test_a_finished_plan_can_be_put_aside(make: Make, dispatcher: AsgiClient, open_order: Open, town: Town) -> None:
    open_order()
    plan = make()
    assert dispatcher.post(f"/api/plans/{plan['id']}/cancel").json()["state"] == "discarded"
    heads = dispatcher.get("/api/plans", params={"day": "2026-11-23"}).json()["items"]
    assert [(one["id"], one["state"]) for one in heads] == [(plan["id"], "discarded")]


@pytest.mark.one_database
def test_a_technician_off_sick_has_his_visits_offered_to_others(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, house: House
) -> None:
    visit = send(open_order(0, start=13, end=15), town.liang).json()
    away = {"start": at(9, 30).isoformat(), "end": at(20).isoformat(), "reason": "病假", "seconds": 1}
    asked = dispatcher.post(f"/api/technicians/{town.liang}/absence", json=away)
    assert (asked.status_code, asked.json()["kind"]) == (202, "mend"), asked.text
    assert work_on_next(house.units, "worker", KINDS)
    plan = read(dispatcher, asked.json()["id"])
    change = plan["proposal"]["changes"][0]
    assert (change["kind"], change["visit_id"]) == ("give", visit["visit_id"])
    assert (change["from_name"], change["to_name"]) == ("梁伟东", "陈志明")
    assert accept(dispatcher, plan).status_code == 200
    assert [one.technician_id for one in visits_of(house, visit["order_id"])] == [town.chen]
    undone = dispatcher.post(f"/api/plans/{plan['id']}/undo").json()
    assert outcomes(undone) == {visit["visit_id"]: "undone"}
    assert [one.technician_id for one in visits_of(house, visit["order_id"])] == [town.liang]


@pytest.mark.one_database
def test_who_is_late_hands_over_only_what_he_cannot_reach_and_the_others_are_left_alone(
    dispatcher: AsgiClient, open_order: Open, send: Send, town: Town, house: House
) -> None:
    soon = send(open_order(0, kind="repair", start=10, end=10.5), town.liang).json()["visit_id"]
    later = send(open_order(1, kind="repair", start=14, end=16), town.liang).json()["visit_id"]
    other = send(open_order(2, kind="repair", start=15, end=17), town.xie).json()["visit_id"]
    late = {"start": at(9, 30).isoformat(), "end": at(12).isoformat(), "seconds": 1}
    asked = dispatcher.post(f"/api/technicians/{town.liang}/absence", json=late).json()
    assert work_on_next(house.units, "worker", KINDS)
    proposal = read(dispatcher, asked["id"])["proposal"]
    assert [(one["visit_id"], one["kind"], one["from_name"]) for one in proposal["changes"]] == [
        (soon, "give", "梁伟东")
    ]
    lanes = {one["technician_id"]: [slot["id"] for slot in one["after"]] for one in proposal["lanes"]}
    assert lanes[town.liang] == [later]
    assert other in lanes[town.xie]


@pytest.mark.one_database
def test_visits_under_way_stay_and_promises_already_broken_are_made_good_the_same_day(
    make: Make, open_order: Open, send: Send, town: Town, house: House, clock: SettableClock
) -> None:
    working = send(open_order(0, kind="repair", start=10, end=11), town.liang).json()["visit_id"]
    late = open_order(1, kind="repair", start=10, end=11)
    with house.units.write(SYSTEM) as work:
        row = work.session.get_one(VisitRow, working)
        row.state, row.arrived_at, row.started_at = "working", at(10, 20), at(10, 30)
        work.session.add(row)
    clock.set(at(11, 10))
    proposal = make()["proposal"]
    assert [one["kind"] for one in proposal["changes"]] == ["place"]
    change = proposal["changes"][0]
    assert (change["order_id"], change["late"]) == (late, True)
    assert change["start"] >= "2026-11-23T03:10:00Z"
    assert change["window_start"] <= change["start"] < change["window_end"], "the customer gets a new window"
    fixed = [one["id"] for lane in proposal["lanes"] for one in lane["after"] if one["fixed"]]
    assert fixed == [working]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"day": "2026-11-22"}, 422, "plan_day_past"),
        ({"day": "2027-11-22"}, 422, "too_far_ahead"),
        ({"centre_ids": []}, 422, "invalid_input"),
        ({"centre_ids": ["nowhere"]}, 403, "not_yours"),
        ({"centre_ids": [GUANGZHOU.id]}, 403, "not_yours"),
        ({"seconds": 121}, 422, "invalid_input"),
        ({"seconds": 0}, 422, "invalid_input"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    dispatcher: AsgiClient, town: Town, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = dispatcher.post("/api/plans", json={**TODAY, **changes})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


@pytest.mark.one_database
def test_a_centre_without_people_is_told_so(client: Callable[..., AsgiClient], house: House) -> None:
    asked = client("dispatcher").post("/api/plans", json=TODAY).json()
    assert work_on_next(house.units, "worker", KINDS)
    plan = client("dispatcher").get(f"/api/plans/{asked['id']}").json()
    assert (plan["state"], plan["failure"]["code"]) == ("failed", "nobody")


@pytest.mark.one_database
def test_other_centres_and_roles_see_no_plan(
    make: Make, client: Callable[..., AsgiClient], open_order: Open, town: Town
) -> None:
    open_order()
    plan = make()
    far = client("dispatcher", GUANGZHOU.id)
    assert far.get(f"/api/plans/{plan['id']}").json()["code"] == "not_yours"
    assert far.get("/api/plans", params={"day": "2026-11-23"}).json()["items"] == []
    assert accept(far, plan).json()["code"] == "not_yours"
    assert accept(client("agent"), plan).json()["code"] == "not_allowed"
    assert far.post(f"/api/technicians/{town.liang}/absence", json={
        "start": at(9).isoformat(), "end": at(20).isoformat()}).status_code == 403  # fmt: skip
