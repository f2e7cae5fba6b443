"""R11: the way to the factory and back, and what is refused on it."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from backend.modules.inventory import public as inventory
from backend.modules.inventory.models import DeviceRow
from backend.modules.inventory.removed import lifecycle
from backend.wiring import House
from tests.backend.conftest import GUANGZHOU
from tests.backend.inventory.removed.old_parts import (
    BATCH,
    Json,
    SignIn,
    answer,
    do,
    listed,
    ok,
    only,
    packed,
    refused,
    sent,
    swapped,
    undo_answer,
    way,
)
from tests.backend.inventory.store import (
    LI,
    SU,
    T0,
    act,
    booked,
    census,
    entered,
    fill,
    iccid,
    imei,
    replayed,
    terminal,
    where,
)

pytestmark = pytest.mark.one_database


@pytest.fixture
def keeper(house: House, client: SignIn) -> Any:
    """The keeper, with one faulty terminal taken in."""
    fill(house)
    swapped(house)
    person = client("warehouse")
    ok(do(person, only(person)["id"], "receive"))
    return person


def test_R11_repaired_it_comes_back_and_can_be_installed_again(house: House, client: SignIn, keeper: Any) -> None:
    one = only(keeper)
    batch = sent(keeper, one["id"], claim=True)
    assert (batch["state"], batch["no"], batch["count"]) == ("sent", "FC261123-01", 1)
    assert (listed(keeper), where(house, "device-1")) == ([], "transit")
    refused(do(keeper, one["id"], "restock"), "removed_ended")
    refused(do(keeper, one["id"], "undo"), "undo_not_here")
    assert ok(keeper.get(f"/api/removed/{one['id']}"))["may"] == [], "it is undone in its batch"
    ok(keeper.post(f"/api/return-batches/{batch['id']}/act", json={"act": "arrive"}))
    assert where(house, "device-1") == "factory"
    closed = ok(answer(keeper, batch, result="repaired", note="换电源模块", claim_result="granted", claim_fen=8800))
    assert (closed["state"], closed["back"], closed["claimed_fen"]) == ("closed", 1, 8800)
    assert where(house, "device-1") == "warehouse"
    with house.units.write() as work:
        inventory.issue(work, LI, [terminal(1)], [], {})
    done = act(
        house, "install", T0.replace(day=20), vehicle_id="vehicle-9", technician_id=LI, new_device_no=terminal(1),
        new_iccid=iccid(11), visit_id="visit-9",
    )  # fmt: skip
    assert done.warnings == []
    places = ["van", "vehicle", "van", "warehouse", "transit", "factory", "warehouse", "van", "vehicle"]
    assert way(keeper, one["id"]) == places
    trail = ok(client("manager").get(f"/api/audit?subject=return_batch:{batch['id']}"))["items"]
    assert trail[0]["zh"] == f"返厂结果 {terminal(1)}：修好 （索赔 批了 ¥88.00）"


def test_R11_replaced_the_new_number_enters_the_books_and_the_old_one_stays(house: House, keeper: Any) -> None:
    one = only(keeper)
    batch = sent(keeper, one["id"])
    new: dict[str, Any] = {"result": "replaced", "new_terminal_no": "bd-9001", "new_imei": imei(9001)}
    closed = ok(answer(keeper, batch, **new))
    assert closed["lines"][0]["new_terminal_no"] == "BD-9001"
    with house.units.read() as work:
        old = work.session.get_one(DeviceRow, "device-1")
        fresh = inventory.find_device(work, "BD-9001")
        assert old.state == "replaced"
        assert fresh is not None
        assert (fresh.place_kind, fresh.product_code, fresh.state, fresh.imei) == (
            "warehouse", "BD-500", "good", imei(9001),
        )  # fmt: skip
        assert replayed(work) == booked(work)
        assert census(work) == entered(work)
    detail = ok(keeper.get(f"/api/removed/{one['id']}"))
    assert (detail["returns"][0]["result"], detail["returns"][0]["new_terminal_no"]) == ("replaced", "BD-9001")


def test_R11_refused_by_the_factory_it_waits_for_another_end_or_is_scrapped(house: House, keeper: Any) -> None:
    act(house, "swap_device", T0, old_device_no=terminal(2), new_device_no=terminal(3), old_device_end="factory")
    ok(do(keeper, only(keeper, where="van")["id"], "receive"))
    ids = [one["id"] for one in listed(keeper)]
    batch = sent(keeper, *ids)
    half = ok(answer(keeper, batch, 0, result="refused_back", note="人为损坏"))
    assert half["state"] == "partly_back"
    again = only(keeper)
    assert (again["bound_for"], again["where"], again["state"]) == ("scrap", "warehouse", "open")
    assert ok(answer(keeper, batch, 1, result="refused_scrap"))["state"] == "closed"
    assert {one["end"] for one in listed(keeper, state="ended")} == {"scrapped"}
    # What came back as it was may be tried with another factory.
    assert sent(keeper, again["id"])["no"].endswith("-02")


def test_R11_a_packing_list_names_plate_fault_and_claim(keeper: Any) -> None:
    batch = packed(keeper, only(keeper)["id"], claim=True)
    line = f"/api/return-batches/{batch['id']}/lines/{batch['lines'][0]['id']}"
    assert (batch["lines"][0]["symptom"], batch["lines"][0]["symptom_en"]) == ("不定位", "No position")
    english = keeper.get(f"/api/return-batches/{batch['id']}/packing-list.xlsx", params={"lang": "en"}).content
    assert [row[5] for row in load_workbook(BytesIO(english)).worksheets[0].values][5] == "No position"
    ok(keeper.patch(line, json={"symptom": "不定位，天线口松"}))
    book = load_workbook(BytesIO(keeper.get(f"/api/return-batches/{batch['id']}/packing-list.xlsx").content))
    rows = list(book.worksheets[0].values)
    assert [row[2] for row in rows[1:5]] == ["深圳某某通信", "东莞市松山湖 1 号", "顺丰", "SF001"]
    assert rows[5][:2] == (1, terminal(1))
    assert rows[5][4:7] == ("粤B12345", "不定位，天线口松", "是")


def test_R11_sending_can_be_taken_back_until_something_came_back(house: House, keeper: Any) -> None:
    one = only(keeper)
    batch = sent(keeper, one["id"])
    path = f"/api/return-batches/{batch['id']}/act"
    ok(keeper.post(path, json={"act": "unsend"}))
    assert (only(keeper)["batch_no"], where(house, "device-1")) == (batch["no"], "warehouse")
    refused(do(keeper, one["id"], "scrap"), "removed_in_batch")
    ok(keeper.post(path, json={"act": "cancel"}))
    assert only(keeper)["batch_no"] == ""
    refused(keeper.post(path, json={"act": "send"}), "batch_not_now")
    ok(do(keeper, one["id"], "scrap"))


def test_R11_what_does_not_fit_a_batch_is_refused_and_adds_nothing(house: House, keeper: Any) -> None:
    act(house, "remove", T0, old_device_end="factory")
    inside, on_van = only(keeper, where="warehouse"), only(keeper, where="van", bound_for="factory")
    card = only(keeper, where="van", bound_for="warehouse")
    batch = ok(keeper.post("/api/return-batches", json=BATCH), 201)
    lines = f"/api/return-batches/{batch['id']}/lines"
    for ids, code, status in (
        ([inside["id"], on_van["id"]], "removed_not_in_store", 409),
        ([inside["id"], card["id"]], "removed_not_returnable", 422),
        ([inside["id"], inside["id"]], "batch_line_twice", 422),
        ([inside["id"], "never-there"], "not_found", 404),
        ([], "invalid_input", 422),
    ):
        refused(keeper.post(lines, json={"removed_ids": ids}), code, status)
    assert ok(keeper.get(f"/api/return-batches/{batch['id']}"))["lines"] == []
    refused(keeper.post(f"/api/return-batches/{batch['id']}/act", json={"act": "send"}), "batch_empty")
    ok(keeper.post(lines, json={"removed_ids": [inside["id"]]}))
    refused(keeper.post(lines, json={"removed_ids": [inside["id"]]}), "removed_in_batch")
    other = ok(keeper.post("/api/return-batches", json=BATCH), 201)
    twice = keeper.post(f"/api/return-batches/{other['id']}/lines", json={"removed_ids": [inside["id"]]})
    assert batch["no"] in refused(twice, "removed_in_batch")["message"]["zh"]
    line = ok(keeper.get(f"/api/return-batches/{batch['id']}"))["lines"][0]["id"]
    assert ok(keeper.delete(f"{lines}/{line}"))["lines"] == []
    refused(keeper.delete(f"{lines}/{line}"), "not_found", 404)


def test_R11_a_parcel_needs_its_carrier_and_number(keeper: Any) -> None:
    bare = ok(keeper.post("/api/return-batches", json={**BATCH, "parcel_no": " "}), 201)
    ok(keeper.post(f"/api/return-batches/{bare['id']}/lines", json={"removed_ids": [only(keeper)["id"]]}))
    path = f"/api/return-batches/{bare['id']}"
    assert refused(keeper.post(f"{path}/act", json={"act": "send"}), "parcel_no_needed", 422)["field"] == "parcel_no"
    seen = ok(keeper.get(path))["version"]
    ok(keeper.patch(path, json={"parcel_no": "SF009", "version": seen}))
    refused(keeper.patch(path, json={"parcel_no": "SF010", "version": seen}), "changed_meanwhile")
    assert ok(keeper.post(f"{path}/act", json={"act": "send"}))["parcel_no"] == "SF009"


@pytest.mark.parametrize(
    ("said", "left_at"),
    [
        ({"result": "repaired", "claim_result": "granted", "claim_fen": 8800}, "warehouse"),
        ({"result": "replaced", "new_terminal_no": "BD-9001", "new_imei": imei(9001)}, "factory"),
        ({"result": "refused_back", "note": "人为损坏"}, "warehouse"),
        ({"result": "refused_scrap"}, "scrap"),
    ],
)
def test_R33_a_wrong_result_is_undone_and_the_right_one_is_entered(
    house: House, client: SignIn, keeper: Any, said: Json, left_at: str
) -> None:
    one = only(keeper)
    batch = sent(keeper, one["id"], claim=True)
    ok(answer(keeper, batch, **said))
    assert where(house, "device-1") == left_at
    again = ok(undo_answer(keeper, batch))
    line = again["lines"][0]
    assert (again["state"], again["closed_at"], again["back"], again["claimed_fen"]) == ("sent", None, 0, 0)
    assert (line["result"], line["result_by"], line["note"], line["claim_result"], line["new_terminal_no"]) == (
        None, "", "", None, "",
    )  # fmt: skip
    assert (where(house, "device-1"), listed(keeper)) == ("factory", [])
    with house.units.read() as work:
        assert work.session.get_one(DeviceRow, "device-1").state == "faulty"
        assert replayed(work) == booked(work)
        assert census(work) == entered(work)
    refused(undo_answer(keeper, batch), "batch_not_now")
    # The right answer names the same new terminal; it is in the books once.
    new: dict[str, Any] = {"result": "replaced", "new_terminal_no": "BD-9001", "new_imei": imei(9001)}
    closed = ok(answer(keeper, batch, **new))
    assert (closed["state"], closed["lines"][0]["new_terminal_no"]) == ("closed", "BD-9001")
    with house.units.read() as work:
        fresh = inventory.find_device(work, imei(9001))
        assert fresh is not None
        assert (fresh.terminal_no, fresh.place_kind, fresh.state) == ("BD-9001", "warehouse", "good")
        assert census(work) == entered(work)
    trail = ok(client("manager").get(f"/api/audit?subject=return_batch:{batch['id']}"))["items"]
    assert trail[1]["zh"].startswith(f"撤销返厂结果 {terminal(1)}：")


def test_R33_a_result_that_others_have_built_on_is_not_undone(house: House, client: SignIn, keeper: Any) -> None:
    act(house, "swap_device", T0, old_device_no=terminal(2), new_device_no=terminal(3), old_device_end="factory")
    ok(do(keeper, only(keeper, where="van")["id"], "receive"))
    batch = sent(keeper, *[one["id"] for one in listed(keeper)])
    refused(undo_answer(keeper, batch), "batch_not_now")
    ok(answer(keeper, batch, 0, result="replaced", new_terminal_no="BD-9001"))
    refused(undo_answer(keeper, batch, 1), "no_result")
    stranger = client("warehouse", centre_id=GUANGZHOU.id)
    refused(undo_answer(stranger, batch), "not_yours", 403)
    with house.units.write() as work:
        inventory.issue(work, LI, ["BD-9001"], [], {})
    assert "BD-9001" in refused(undo_answer(keeper, batch), "moved_since")["message"]["zh"]
    ok(answer(keeper, batch, 1, result="refused_back"))
    again = only(keeper)
    other = packed(keeper, again["id"])
    assert other["no"] in refused(undo_answer(keeper, batch, 1), "removed_in_batch")["message"]["zh"]
    ok(keeper.post(f"/api/return-batches/{other['id']}/act", json={"act": "cancel"}))
    ok(do(keeper, again["id"], "report_loss", note="找不到"))
    refused(undo_answer(keeper, batch, 1), "moved_since")
    assert ok(keeper.get(f"/api/return-batches/{batch['id']}"))["state"] == "closed"


@pytest.mark.parametrize(
    ("said", "code", "status"),
    [
        ({"result": "replaced"}, "new_number_needed", 422),
        ({"result": "replaced", "new_terminal_no": "BD-0021"}, "duplicate_number", 409),
        ({"result": "replaced", "new_terminal_no": "BD-9", "new_imei": "12"}, "invalid_input", 422),
        ({"result": "repaired", "new_terminal_no": "BD-9"}, "new_number_unwanted", 422),
        ({"result": "repaired", "claim_result": "granted"}, "not_claimed", 422),
        ({"result": "repaired", "claim_fen": 5}, "claim_fen_unwanted", 422),
        ({"result": "repaired", "claim_fen": -5}, "invalid_input", 422),
        ({"result": "eaten"}, "invalid_input", 422),
    ],
)
def test_R11_a_wrong_answer_of_the_factory_moves_nothing(
    house: House, keeper: Any, said: Json, code: str, status: int
) -> None:
    batch = sent(keeper, only(keeper)["id"])
    refused(answer(keeper, batch, **said), code, status)
    assert where(house, "device-1") == "transit"
    assert ok(keeper.get(f"/api/return-batches/{batch['id']}"))["state"] == "sent"


def test_R11_no_result_before_it_was_sent_nor_twice(client: SignIn, keeper: Any) -> None:
    batch = packed(keeper, only(keeper)["id"])
    refused(answer(keeper, batch, result="repaired"), "batch_not_now")
    ok(keeper.post(f"/api/return-batches/{batch['id']}/act", json={"act": "send"}))
    stranger = client("warehouse", centre_id=GUANGZHOU.id)
    refused(answer(stranger, batch, result="repaired"), "not_yours", 403)
    assert ok(stranger.get("/api/return-batches"))["items"] == []
    ok(answer(keeper, batch, result="repaired"))
    refused(answer(keeper, batch, result="repaired"), "batch_not_now")
    assert [one["state"] for one in ok(keeper.get("/api/return-batches?state=closed"))["items"]] == ["closed"]


def test_R11_what_somebody_installed_meanwhile_is_not_torn_out_by_the_factory_s_answer(
    house: House, keeper: Any
) -> None:
    """The books say it is at the factory, yet it was put into a vehicle: the answer is refused until that is cleared."""
    batch = sent(keeper, only(keeper)["id"])
    act(house, "install", T0.replace(day=9), vehicle_id="vehicle-9", new_device_no=terminal(1), technician_id=SU)
    assert where(house, "device-1") == "vehicle"
    refused(answer(keeper, batch, result="repaired"), "removed_not_at_factory")
    assert where(house, "device-1") == "vehicle"


def test_the_paths_are_tables_without_dead_ends() -> None:
    """Every state is reached, and only ended, closed and called off have no way on."""
    for states, changes, last in (
        (lifecycle.REMOVED_STATES, lifecycle.REMOVED_CHANGES, {"ended"}),
        (lifecycle.BATCH_STATES, lifecycle.BATCH_CHANGES, {"closed", "cancelled"}),
    ):
        assert {one.target for one in changes} | {"open"} == set(states)
        forward = {one.source for one in changes if one.act != "undo"}
        assert set(states) - forward == last
        pairs = [(one.source, one.act) for one in changes]
        assert len(pairs) == len(set(pairs))
        assert all(one.zh and one.en for one in changes)
