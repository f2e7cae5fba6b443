"""Inventory over HTTP: the van on the phone, issue and return, stock, cases, what sits in a vehicle."""

from collections.abc import Callable

import pytest

from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.inventory.store import CAR, CENTRE, DAY, LI, SU, T0, act, fill, iccid, register_car, terminal

SignIn = Callable[..., AsgiClient]
ELSEWHERE = "0190a000-0000-7000-8000-000000000002"


def test_R9_R31_the_phone_gets_its_own_van_and_the_carrier_rules(house: House, client: SignIn) -> None:
    fill(house)
    van = client("technician", technician_id=SU).get("/api/phone/van").json()
    assert [one["terminal_no"] for one in van["devices"]] == [terminal(1), terminal(2), terminal(3)]
    assert [one["iccid"] for one in van["sims"]] == [iccid(1), iccid(2), iccid(3)]
    assert van["parts"] == [
        {"code": "RELAY", "name_zh": "继电器+底座", "name_en": "Relay with socket", "quantity": 3, "price_fen": 1800,
         "consumable": False}
    ]  # fmt: skip
    assert "never" in {one["rule"] for one in van["binding_rules"]}
    other = client("partner_technician", technician_id=LI).get("/api/phone/van").json()
    assert [one["terminal_no"] for one in other["devices"]] == [terminal(11)]
    assert client("technician").get("/api/phone/van").json()["code"] == "not_yours"


def test_the_keeper_issues_and_takes_back(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    body = {"technician_id": SU, "devices": [terminal(21)], "sims": [iccid(21)], "parts": {"RELAY": 4}}
    answer = keeper.post("/api/stock/issue", json=body)
    assert answer.status_code == 200, answer.text
    assert {one["kind"]: one["quantity"] for one in answer.json()["lines"]} == {"device": 1, "sim": 1, "part": 4}
    [van] = keeper.get(f"/api/stock?technician_id={SU}").json()["items"]
    assert {one["code"]: one["quantity"] for one in van["items"]} == {"BD-500": 4, "SIM": 4, "RELAY": 7}
    answer = keeper.post("/api/stock/return", json={**body, "parts": {"RELAY": 7}})
    assert answer.status_code == 200, answer.text
    stock = {one["place"]["kind"]: one["items"] for one in keeper.get("/api/stock").json()["items"]}
    assert {one["code"]: one["quantity"] for one in stock["warehouse"]} == {"BD-500": 1, "SIM": 1, "RELAY": 13}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"devices": ["NO-SUCH"]}, "stock_faults"),
        ({"parts": {"RELAY": 11}}, "stock_faults"),
        ({"parts": {"RELAY": 0}}, "invalid_input"),
        ({"parts": {"RELAY": 10**30}}, "invalid_input"),
        ({"devices": [""]}, "invalid_input"),
        ({}, "nothing_given"),
        ({"technician_id": "nobody", "parts": {"RELAY": 1}}, "no_van"),
        ({"surprise": 1}, "invalid_input"),
    ],
)
def test_a_wrong_issue_is_refused_in_words(house: House, client: SignIn, change: dict[str, object], code: str) -> None:
    fill(house)
    answer = client("warehouse").post("/api/stock/issue", json={"technician_id": SU, **change})
    assert 400 <= answer.status_code < 500
    assert answer.json()["code"] == code
    assert answer.json()["message"]["zh"]


def test_a_keeper_of_another_centre_can_neither_see_nor_move(house: House, client: SignIn) -> None:
    fill(house)
    act(house, "install", new_device_no="UNKNOWN-1")
    stranger = client("warehouse", centre_id=ELSEWHERE)
    answer = stranger.post("/api/stock/issue", json={"technician_id": SU, "parts": {"RELAY": 1}})
    assert answer.json()["code"] == "not_yours"
    assert stranger.get("/api/stock").json()["items"] == []
    assert stranger.get("/api/cases").json()["items"] == []
    case = client("warehouse").get("/api/cases").json()["items"][0]
    assert stranger.post(f"/api/cases/{case['id']}/settle", json={"note": "x"}).json()["code"] == "not_yours"


def test_R10_R30_the_keeper_settles_cases(house: House, client: SignIn) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), vehicle_id="vehicle-9")
    act(house, "install", T0 + DAY, new_device_no=terminal(1), new_iccid="8986 0426 1900 0000 0990")
    keeper = client("warehouse")
    first = keeper.get("/api/cases?limit=1").json()
    second = keeper.get(f"/api/cases?limit=1&cursor={first['next']}").json()
    codes = [page["items"][0]["code"] for page in (first, second)]
    assert sorted(codes) == ["device_elsewhere", "unknown_sim"]
    assert second["next"] is None
    clash = next(page["items"][0] for page in (first, second) if page["items"][0]["code"] == "device_elsewhere")
    assert clash["text_zh"] == "账上这台终端装在另一辆车上"
    assert clash["claim"]["vehicle_id"] == CAR
    assert clash["books"]["installations"][0]["vehicle_id"] == "vehicle-9"
    stale = keeper.post(f"/api/cases/{clash['id']}/settle", json={"note": "x", "version": 7})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed_meanwhile")
    done = keeper.post(
        f"/api/cases/{clash['id']}/settle", json={"note": "照片为准", "decision": "accept", "version": 1}
    )
    assert (done.status_code, done.json()["state"], done.json()["decision"]) == (200, "settled", "accept")
    again = keeper.post(f"/api/cases/{clash['id']}/settle", json={"note": "x"})
    assert (again.status_code, again.json()["code"]) == (409, "case_settled")
    assert keeper.post("/api/cases/none/settle", json={}).status_code == 404
    register_car(house)
    sits = keeper.get(f"/api/vehicles/{CAR}/installed").json()["items"]
    assert [one["device"]["terminal_no"] for one in sits] == [terminal(1)]


def test_R30_what_sits_in_a_vehicle_is_told_in_its_centre(house: House, client: SignIn) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(2))
    register_car(house)
    [sits] = client("agent").get(f"/api/vehicles/{CAR}/installed").json()["items"]
    assert (sits["device"]["terminal_no"], sits["sim"]["iccid"]) == (terminal(2), iccid(1))
    assert client("agent").get("/api/vehicles/none/installed").json()["code"] == "not_found"
    elsewhere = client("agent", centre_id=ELSEWHERE)
    for what in ("timeline", "installed"):
        assert elsewhere.get(f"/api/vehicles/{CAR}/{what}").json()["code"] == "not_yours"


@pytest.mark.one_database
def test_who_may_do_what_in_the_warehouse(house: House, client: SignIn) -> None:
    fill(house)
    technician = client("technician", technician_id=SU)
    assert technician.get("/api/products").status_code == 200
    assert technician.get("/api/stock").status_code == 403
    assert technician.get(f"/api/vehicles/{CAR}/installed").status_code == 403
    dispatcher = client("dispatcher", centre_id=CENTRE)
    assert dispatcher.get("/api/stock").status_code == 200
    assert dispatcher.post("/api/stock/issue", json={"technician_id": SU, "parts": {"RELAY": 1}}).status_code == 403
    assert dispatcher.get("/api/cases?cursor=nonsense").json()["code"] == "bad_cursor"


def test_R10_R30_the_technician_sees_what_was_probably_meant_and_how_his_case_was_settled(
    house: House, client: SignIn
) -> None:
    fill(house)
    mistyped = "BD-OO21"
    act(house, "install", new_device_no=mistyped, new_iccid=iccid(1))
    phone, keeper = client("technician", technician_id=SU), client("warehouse")
    [open_case] = phone.get("/api/phone/van").json()["cases"]
    assert (open_case["number"], open_case["near"], open_case["state"]) == (mistyped, [terminal(21)], "open")
    shown = keeper.get(f"/api/cases/{open_case['id']}").json()
    assert [one["number"] for one in shown["near"]] == [terminal(21)], "the keeper is offered it, too"

    body = {"decision": "correct", "number": terminal(21), "note": "看照片是 0021"}
    assert keeper.post(f"/api/cases/{open_case['id']}/settle", json=body).status_code == 200
    [settled] = phone.get("/api/phone/van").json()["cases"]
    told = [settled[name] for name in ("state", "decision", "right_number", "note")]
    assert told == ["settled", "correct", terminal(21), "看照片是 0021"]
    assert client("technician", technician_id=LI).get("/api/phone/van").json()["cases"] == [], "nobody else's business"
