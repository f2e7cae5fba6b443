"""Receipts, issues, returns and transfers over HTTP: all or nothing, once, undone where nothing has moved on."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.kernel.ids import new_id
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.inventory.store import (
    CENTRE,
    DAY,
    LI,
    STORE,
    SU,
    T0,
    act,
    fill,
    iccid,
    imei,
    place_of,
    terminal,
    where,
)

SignIn = Callable[..., AsgiClient]
CAN = {"devices": [terminal(21)], "sims": [iccid(21)], "parts": {"RELAY": 4}}


def on_place(keeper: AsgiClient, **query: str) -> dict[str, int]:
    """What is in one place by product."""
    [place] = keeper.get("/api/stock", params=query).json()["items"]
    return {one["code"]: one["quantity"] for one in place["items"]}


def post(keeper: AsgiClient, path: str, body: dict[str, Any], status: int | tuple[int, ...] = (200, 201)) -> Any:
    """The JSON of an answer with this status."""
    answer = keeper.post(f"/api/stock/{path}", json=body)
    assert answer.status_code in ((status,) if isinstance(status, int) else status), answer.text
    return answer.json()


def test_a_label_is_split_and_every_number_checked(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    label = f"{imei(40)};BD5-0042;{iccid(40)}"
    device, card = post(keeper, "receipts/read", {"text": label})["items"]
    assert (device["kind"], device["number"], device["imei"]) == ("device", "BD5-0042", imei(40))
    assert (card["kind"], card["number"], card["operator"], card["known"]) == ("sim", iccid(40), "cmcc", False)
    wrong = imei(40)[:-1] + str((int(imei(40)[-1]) + 1) % 10)
    [typed] = post(keeper, "receipts/read", {"text": wrong})["items"]
    assert typed["fault"]["zh"] == "IMEI 校验位不对，请核对标签。"
    [known] = post(keeper, "receipts/read", {"text": iccid(1)})["items"]
    assert known["known"]


def test_what_is_not_where_it_is_taken_from_is_told_when_it_is_scanned(house: House, client: SignIn) -> None:
    """Not when the paper is sent, with twenty boxes on the table."""
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    keeper, store = client("warehouse"), place_of(STORE)

    def told(code: str) -> list[str]:
        items = post(keeper, "receipts/read", {"text": code, "from_place": store})["items"]
        return [one["fault"]["zh"] if one["fault"] else "" for one in items]

    assert told(terminal(21)) == told(iccid(21)) == [""]
    assert told(f"{imei(1)};{iccid(1)}") == ["账上不在这里，在客户车上"] * 2
    assert told(terminal(2)) == ["账上不在这里，在苏师傅车上"]
    assert told("NO-SUCH-9") == ["账上没有这个号码"]
    assert post(keeper, "receipts/read", {"text": iccid(1)})["items"][0]["fault"] is None
    far = client("warehouse", centre_id=GUANGZHOU.id)
    assert post(far, "receipts/read", {"text": terminal(21), "from_place": store}, 403)["code"] == "not_yours"
    assert post(keeper, "receipts/read", {"text": "1", "from_place": "nowhere"}, 404)["field"] == "from_place"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"devices": [{"product_code": "BD-500"}]}, "终端号和 IMEI 至少要有一个。"),
        ({"devices": [{"number": "终端一号", "product_code": "BD-500"}]}, "终端号只能是字母、数字和短横，最长 40 位。"),
        ({"sims": [{"iccid": iccid(41), "operator": "CMCC中国"}]}, "没有这个运营商。可填：移动、联通、电信、广电。"),
        ({"sims": [{"iccid": iccid(41), "card_type": "x"}]}, "没有这种卡。可填：插拔卡、贴片卡、手机卡。"),
        ({"sims": [{"iccid": iccid(41), "msisdn": "12"}]}, None),
    ],
)
def test_what_is_typed_is_held_to_the_same_as_a_list(
    house: House, client: SignIn, line: dict[str, Any], says: str | None
) -> None:
    fill(house)
    answer = post(client("warehouse"), "receipts", {"id": new_id(), "centre_id": CENTRE, **line}, 422)
    [fault] = answer["details"]["faults"]
    assert (answer["code"], answer["field"]) == ("stock_faults", next(iter(line)))
    assert says is None or fault["zh"] == says


def test_a_receipt_enters_once_whatever_the_network_does(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    body = {
        "id": new_id(), "centre_id": CENTRE, "devices": [{"imei": imei(50), "product_code": "YX-100"}],
        "sims": [{"iccid": iccid(50), "operator": "cucc"}], "parts": {"RELAY": 5}, "note": "厂家第三批",
    }  # fmt: skip
    first = post(keeper, "receipts", body)
    again = post(keeper, "receipts", body)
    assert first == again
    assert first["paper"]["no"].startswith("SH261123-")
    assert on_place(keeper, place=first["paper"]["to_place"]["id"])["RELAY"] == 15
    other = post(keeper, "receipts", {**body, "parts": {"RELAY": 6}}, 409)
    assert other["code"] == "same_id_other_content"


def test_a_receipt_with_one_fault_enters_nothing(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    devices = [
        {"number": terminal(1), "product_code": "BD-500"},
        {"number": "N-1", "imei": "860123045678901", "product_code": "BD-500"},
        {"number": "N-2", "product_code": "RELAY"},
        {"number": "N-3", "product_code": "BD-500"},
        {"number": "n-3", "product_code": "BD-500"},
    ]
    body = {"id": new_id(), "centre_id": CENTRE, "devices": devices, "sims": [{"iccid": "12345"}], "parts": {"SIM": 1}}
    refused = post(keeper, "receipts", body, 422)
    reasons = [(one["number"], one["reason"]) for one in refused["details"]["faults"]]
    assert reasons == [
        (terminal(1), "known"), ("N-1", "number"), ("N-2", "product"), ("n-3", "twice"), ("12345", "number"),
        ("SIM", "product"),
    ]  # fmt: skip
    assert on_place(keeper, place=place_of(STORE)) == {"BD-500": 1, "SIM": 1, "RELAY": 10}
    assert keeper.get("/api/stock/papers").json()["items"] == []


def test_an_issue_says_of_every_line_why_it_does_not_fit(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    body = {"technician_id": SU, "devices": [terminal(11), "NO-SUCH"], "sims": [], "parts": {"RELAY": 11}}
    refused = post(keeper, "issue", body, 422)
    assert [one["zh"] for one in refused["details"]["faults"]] == [
        "账上不在这里，在李师傅车上", "账上没有这个号码", "账上只有 10 个，要 11 个",
    ]  # fmt: skip


def test_an_issue_made_by_mistake_is_undone_and_one_that_was_used_is_not(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    paper = post(keeper, "issue", {"id": new_id(), "technician_id": SU, **CAN})["paper"]
    undone = post(keeper, f"papers/{paper['id']}/undo", {"reason": "发错人了"})["paper"]
    assert (undone["state"], undone["end_note"]) == ("undone", "发错人了")
    assert where(house, "device-21") == where(house, "sim-21") == "warehouse"
    assert on_place(keeper, technician_id=SU)["RELAY"] == 3
    assert post(keeper, f"papers/{paper['id']}/undo", {"reason": "x"}, 409)["code"] == "paper_state"
    second = post(keeper, "issue", {"id": new_id(), "technician_id": SU, **CAN})["paper"]
    act(house, "install", new_device_no=terminal(21))
    refused = post(keeper, f"papers/{second['id']}/undo", {"reason": "x"}, 422)
    assert [one["en"] for one in refused["details"]["faults"]] == [
        "By the books it is not here but at a customer's vehicle"
    ]
    assert where(house, "sim-21") == "van", "one that has moved on keeps all of them"


def test_R33_a_return_goes_where_each_thing_is_bound_and_its_undoing_knows_that(house: House, client: SignIn) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1))
    act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(2), old_device_end="factory")
    keeper = client("warehouse")
    paper = post(keeper, "return", {"technician_id": SU, "devices": [terminal(1), terminal(3)]})["paper"]
    assert where(house, "device-1") == where(house, "device-3") == "warehouse"
    refused = post(keeper, "issue", {"technician_id": SU, "devices": [terminal(1)]}, 422)
    assert [one["reason"] for one in refused["details"]["faults"]] == ["bound"]
    post(keeper, f"papers/{paper['id']}/undo", {"reason": "没带来"})
    technician = client("technician", technician_id=SU).get("/api/phone/van").json()
    assert [one["bound_for"] for one in technician["returns"]] == ["factory"]


def test_van_to_van_counts_at_once_and_what_was_not_handed_over_is_undone(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    vans = {one["place"]["technician_id"]: one["place"]["id"] for one in keeper.get("/api/stock").json()["items"]}
    body = {
        "id": new_id(),
        "from_place": vans[SU],
        "to_place": vans[LI],
        "devices": [terminal(1)],
        "parts": {"RELAY": 2},
    }
    paper = post(keeper, "transfers", body)["paper"]
    assert (paper["state"], on_place(keeper, technician_id=LI)["RELAY"]) == ("booked", 2)
    post(keeper, f"papers/{paper['id']}/undo", {"reason": "李师傅没拿到"})
    assert on_place(keeper, technician_id=SU) == {"BD-500": 3, "SIM": 3, "RELAY": 3}
    same = {**body, "id": new_id(), "to_place": vans[SU]}
    assert post(keeper, "transfers", same, 422)["code"] == "wrong_transfer"


def test_between_warehouses_things_are_on_the_road_until_they_arrive(house: House, client: SignIn) -> None:
    fill(house)
    keeper, receiver = client("warehouse"), client("warehouse", centre_id=GUANGZHOU.id)
    dispatcher = client("dispatcher")
    goal = post(receiver, "receipts", {"id": new_id(), "centre_id": GUANGZHOU.id, "parts": {"TIE": 1}})["paper"][
        "to_place"
    ]["id"]
    body = {
        "id": new_id(),
        "from_place": place_of(STORE),
        "to_place": goal,
        "devices": [terminal(21)],
        "parts": {"RELAY": 4},
    }
    paper = post(keeper, "transfers", body)["paper"]
    assert (paper["state"], paper["may_arrive"], where(house, "device-21")) == ("in_transit", False, "transit")
    path = f"papers/{paper['id']}/arrive"
    assert post(keeper, path, {}, 403)["code"] == "not_yours"
    partly = post(receiver, path, {"arrived": {"RELAY": 3, "device-21": 1}})
    assert partly["paper"]["state"] == "in_transit"
    assert {one["id"]: one["left"] for one in partly["lines"]} == {"device-21": 0, "RELAY": 1}
    assert post(receiver, path, {"arrived": {"RELAY": 2}}, 422)["code"] == "stock_faults"
    give_up = f"papers/{paper['id']}/give-up"
    assert post(dispatcher, give_up, {"reason": "x"}, 403)["code"] == "not_allowed"
    assert post(client("manager"), give_up, {"reason": "快递少了一个"})["paper"]["state"] == "lost"
    assert on_place(receiver, place=goal)["RELAY"] == 3
    assert post(receiver, path, {}, 409)["code"] == "paper_state"


@pytest.mark.one_database
def test_the_movements_of_a_place_and_of_a_thing_come_in_pages_and_as_a_file(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse", name="仓管王")
    post(keeper, "issue", {"technician_id": SU, **CAN, "note": "明天的活"})
    act(house, "install", new_device_no=terminal(21))
    seen: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        page = keeper.get("/api/stock/movements", params={"number": terminal(21), "limit": 1, "cursor": cursor}).json()
        seen += page["items"]
        cursor = page["next"]
    assert [(one["why_zh"], one["to_place"]["kind"], one["note"]) for one in seen] == [
        ("安装", "vehicle", ""), ("领料", "van", "明天的活"), ("收货", "warehouse", ""),
    ]  # fmt: skip
    assert (seen[1]["by_name"], seen[1]["paper_no"][:2]) == ("仓管王", "LL")
    of_store = keeper.get("/api/stock/movements", params={"place": place_of(STORE), "why": "issue"}).json()["items"]
    assert {one["number"] for one in of_store} == {terminal(21), iccid(21), "RELAY"}
    assert keeper.get("/api/stock/movements").json()["code"] == "no_such_place"
    stranger = client("warehouse", centre_id=GUANGZHOU.id)
    assert stranger.get("/api/stock/movements", params={"number": terminal(21)}).json()["code"] == "not_yours"
    file = keeper.get("/api/stock/movements.xlsx", params={"place": place_of(STORE)})
    assert file.content.startswith(b"PK")
