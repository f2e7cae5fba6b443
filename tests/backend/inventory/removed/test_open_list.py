"""R33: everything that is taken out of a vehicle is on an open list with its age until it has come to an end."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from backend.kernel.clock import SettableClock
from backend.modules.inventory import public as inventory
from backend.modules.inventory.models import DeviceRow
from backend.modules.inventory.removed.models import RemovedRow
from backend.modules.inventory.removed.opening import label_no
from backend.modules.inventory.stocking.after import undo
from backend.wiring import House
from tests.backend.conftest import GUANGZHOU, NOW
from tests.backend.inventory.removed.old_parts import TOLD, SignIn, do, listed, ok, only, refused, swapped, way
from tests.backend.inventory.store import (
    CAR,
    CENTRE,
    DAY,
    LI,
    OTHER_CAR,
    SU,
    act,
    booked,
    census,
    entered,
    fill,
    iccid,
    replayed,
    terminal,
    where,
)

pytestmark = pytest.mark.one_database


def test_R33_what_is_taken_out_is_on_the_list_with_its_story(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house, NOW - 3 * DAY)
    one = only(client("warehouse"))
    assert (one["number"], one["plate"], one["symptom_zh"], one["order_no"]) == (
        terminal(1), "粤B12345", "不定位", "PG-261101-0001",
    )  # fmt: skip
    assert (one["where"], one["holder_id"], one["bound_for"], one["days"], one["late"]) == ("van", SU, "factory", 3, "")
    assert one["technician_name"] == "苏建国"
    own = ok(client("technician", technician_id=SU).get("/api/phone/van"))
    assert [(it["number"], it["label_no"], it["bound_for"]) for it in own["removed"]] == [
        (terminal(1), one["label_no"], "factory")
    ]
    assert own["removed_limit_days"] == 7
    assert ok(client("technician", technician_id=LI).get("/api/phone/van"))["removed"] == []


def test_R33_a_card_that_is_taken_out_is_on_the_list_too(house: House, client: SignIn) -> None:
    fill(house)
    act(house, "install", NOW - DAY, new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "swap_sim", NOW, old_iccid=iccid(1), new_iccid=iccid(2))
    one = only(client("warehouse"))
    assert (one["kind"], one["number"], one["bound_for"]) == ("sim", iccid(1), "warehouse")


def test_R33_late_is_counted_in_days_on_the_van_by_the_centre_s_limit(
    house: House, client: SignIn, clock: SettableClock
) -> None:
    fill(house)
    swapped(house, NOW)
    keeper, manager = client("warehouse"), client("manager")
    clock.advance(days=6, hours=23)
    assert only(keeper)["late"] == ""
    clock.advance(hours=1)
    assert only(keeper)["late"] == "late"
    share = ok(keeper.get("/api/removed/summary"))
    assert (share["total"], share["late"], share["items"][0]["technician_id"]) == (1, 1, SU)
    clock.advance(days=7)
    keeper, manager = client("warehouse"), client("manager")
    assert only(keeper)["late"] == "very_late"
    ok(manager.put("/api/removed/limits", json={"centre_id": CENTRE, "days": 30}))
    assert only(keeper)["late"] == ""
    assert ok(keeper.get("/api/removed/limits"))["items"] == [{"centre_id": CENTRE, "days": 30}]
    assert listed(keeper, older_than=15) == []
    # In the store nothing is late any more, however old it is.
    ok(manager.put("/api/removed/limits", json={"centre_id": CENTRE, "days": 1}))
    ok(do(keeper, only(keeper)["id"], "receive"))
    assert (only(keeper)["where"], only(keeper)["late"]) == ("warehouse", "")
    refused(manager.put("/api/removed/limits", json={"centre_id": GUANGZHOU.id, "days": 1}), "not_yours", 403)
    refused(manager.put("/api/removed/limits", json={"centre_id": CENTRE, "days": 0}), "invalid_input", 422)


@pytest.mark.parametrize(
    ("what", "end", "place", "state"),
    [
        ("restock", "restocked", "warehouse", "good"),
        ("scrap", "scrapped", "scrap", "faulty"),
        ("customer", "customer", "customer", "faulty"),
    ],
)
def test_R33_each_end_is_one_act_with_a_movement_and_an_undo(
    house: House, client: SignIn, what: str, end: str, place: str, state: str
) -> None:
    fill(house)
    swapped(house)
    keeper = client("warehouse")
    one = only(keeper)
    done = ok(do(keeper, one["id"], what, note="看过了", version=one["version"]))
    assert (done["entry"]["state"], done["entry"]["end"], done["entry"]["note"]) == ("ended", end, "看过了")
    assert listed(keeper) == []
    assert where(house, "device-1") == place
    with house.units.read() as work:
        row = work.session.get_one(DeviceRow, "device-1")
        assert (row.state, row.bound_for) == (state, None)
    refused(do(keeper, one["id"], what), "removed_ended")
    ok(do(keeper, one["id"], "undo"))
    again = only(keeper)
    assert (again["state"], again["where"], again["bound_for"], again["end"]) == ("open", "van", "factory", None)
    with house.units.read() as work:
        row = work.session.get_one(DeviceRow, "device-1")
        assert (row.state, row.bound_for) == ("faulty", "factory")
        assert replayed(work) == booked(work)
        assert census(work) == entered(work)


def test_R33_an_undo_does_not_tear_back_what_has_gone_on(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house, end="warehouse")
    keeper = client("warehouse")
    one = only(keeper)
    ok(do(keeper, one["id"], "restock"))
    with house.units.write() as work:
        inventory.issue(work, LI, [terminal(1)], [], {})
    refused(do(keeper, one["id"], "undo"), "moved_since")
    assert listed(keeper) == []


def test_R33_a_loss_needs_a_reason_and_the_manager_and_stays_open_until_then(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house)
    keeper, manager = client("warehouse"), client("manager")
    one = only(keeper)
    assert refused(do(keeper, one["id"], "report_loss"), "reason_needed", 422)["field"] == "note"
    ok(do(keeper, one["id"], "report_loss", note="高速服务区被偷"))
    waiting = only(keeper, state="loss_asked")
    assert (waiting["state"], waiting["note"], waiting["where"]) == ("loss_asked", "高速服务区被偷", "van")
    assert len(listed(keeper)) == 1, "until it is approved it is open"
    assert ok(client("dispatcher").get("/api/removed/summary"))["losses"] == 1
    assert keeper.post(f"/api/removed/{one['id']}/loss", json={"approve": True}).status_code == 403
    ok(manager.post(f"/api/removed/{one['id']}/loss", json={"approve": False, "note": "再找找"}))
    assert only(keeper)["state"] == "open"
    ok(do(keeper, one["id"], "report_loss", note="真丢了"))
    ok(manager.post(f"/api/removed/{one['id']}/loss", json={"approve": True, "note": "同意"}))
    assert listed(keeper) == []
    assert only(keeper, state="ended")["note"] == "真丢了；同意"
    assert where(house, "device-1") == "lost"
    refused(manager.post(f"/api/removed/{one['id']}/loss", json={"approve": True}), "removed_ended")
    ok(do(keeper, one["id"], "undo", note="找到了"))
    assert only(keeper)["where"] == "van"


def test_R33_what_was_reported_lost_and_is_handed_in_is_not_lost_any_more(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house)
    keeper, manager = client("warehouse"), client("manager")
    one = only(keeper)
    ok(do(keeper, one["id"], "report_loss", note="高速服务区被偷"))
    with house.units.write() as work:
        inventory.take_back(work, SU, [terminal(1)])
    found = only(keeper)
    assert (found["state"], found["where"], found["bound_for"]) == ("open", "warehouse", "factory")
    refused(manager.post(f"/api/removed/{one['id']}/loss", json={"approve": True}), "removed_not_now")
    assert where(house, "device-1") == "warehouse"


def test_R33_nobody_approves_a_loss_that_he_reported_himself(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house)
    author, other = client("manager"), client("manager")
    one = only(author)
    loss = f"/api/removed/{one['id']}/loss"
    ok(do(author, one["id"], "report_loss", note="在场地上丢了"))
    assert "approve_loss" not in ok(author.get(f"/api/removed/{one['id']}"))["may"]
    assert "approve_loss" in ok(other.get(f"/api/removed/{one['id']}"))["may"]
    refused(author.post(loss, json={"approve": True}), "own_loss", 403)
    ok(author.post(loss, json={"approve": False, "note": "找到了"}))
    ok(do(author, one["id"], "report_loss", note="还是丢了"))
    ok(other.post(loss, json={"approve": True}))
    assert only(other, state="ended")["end"] == "lost"


def test_R33_what_stays_on_the_van_or_with_the_customer_has_ended_at_once(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house, end="van")
    swapped(house, end="customer", serial=3, vehicle=OTHER_CAR)
    keeper = client("warehouse")
    assert listed(keeper) == []
    ends = {one["number"]: one["end"] for one in listed(keeper, state="ended")}
    assert ends == {terminal(1): "restocked", terminal(3): "customer"}
    assert where(house, "device-1") == "van"


def test_R33_the_entry_goes_along_with_what_others_do(house: House, client: SignIn) -> None:
    """Taken back, installed again: nobody has to think of the list, and the list is right."""
    fill(house)
    swapped(house, end="warehouse")
    keeper = client("warehouse")
    with house.units.write() as work:
        paper = inventory.take_back(work, SU, [terminal(1)], [], {}).id
    assert only(keeper, state="ended")["end"] == "restocked"
    with house.units.write() as work:
        undo(work, paper, "扫错了")
    assert (only(keeper)["where"], only(keeper)["bound_for"]) == ("van", "warehouse")
    with house.units.write() as work:
        inventory.take_back(work, SU, [terminal(1)], [], {})
    act(house, "remove", NOW - DAY, old_device_end="factory")
    assert only(keeper, bound_for="factory")["number"] == terminal(2)
    with house.units.write() as work:
        inventory.take_back(work, SU, [terminal(2)], [], {})
    back = only(keeper, bound_for="factory")
    assert (back["where"], back["state"], back["bound_for"]) == ("warehouse", "open", "factory")


def test_R33_installed_again_from_the_van_ends_the_entry(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house, end="warehouse")
    act(house, "install", NOW, vehicle_id=OTHER_CAR, new_device_no=terminal(1), new_iccid=iccid(2))
    keeper = client("warehouse")
    assert listed(keeper) == []
    ended = only(keeper, state="ended")
    assert (ended["end"], ended["where"]) == ("restocked", "vehicle")
    refused(do(keeper, ended["id"], "undo"), "undo_not_here")
    assert way(keeper, ended["id"])[-3:] == ["vehicle", "van", "vehicle"]


def test_R33_a_list_is_filtered_paged_found_and_exported(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house, NOW - 9 * DAY)
    third = {"new_device_no": terminal(3), "old_device_end": "scrap", "taken_out": TOLD}
    act(house, "swap_device", NOW - 2 * DAY, old_device_no=terminal(2), **third)
    keeper = client("warehouse")
    first = ok(keeper.get("/api/removed?limit=1"))
    second = ok(keeper.get(f"/api/removed?limit=1&cursor={first['next']}"))
    assert [page["items"][0]["number"] for page in (first, second)] == [terminal(1), terminal(2)]
    assert second["next"] is None
    assert len(listed(keeper, technician_id=SU)) == 2
    assert listed(keeper, technician_id=LI) == []
    assert only(keeper, bound_for="scrap")["number"] == terminal(2)
    assert only(keeper, q=first["items"][0]["label_no"].lower())["number"] == terminal(1)
    assert len(listed(keeper, q="粤b12345")) == 2
    assert listed(keeper, q="%") == []
    assert listed(client("warehouse", centre_id=GUANGZHOU.id)) == []
    book = load_workbook(BytesIO(keeper.get("/api/removed.xlsx?lang=en").content))
    rows = list(book.worksheets[0].values)
    assert rows[0][:3] == ("Label", "Kind", "Number")
    assert [row[2] for row in rows[1:]] == [terminal(1), terminal(2)]
    assert rows[1][12] == "late"
    trail = ok(client("manager").get("/api/audit?subject=export:removed_parts"))["items"]
    assert trail[0]["zh"] == "导出旧件清单，2 行"


def test_R33_an_old_part_with_a_serial_can_be_put_on_the_list(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    body = {"kind": "part", "number": "CAM-7788", "centre_id": CENTRE, "bound_for": "factory", "plate": "粤B12345"}
    assert refused(keeper.post("/api/removed", json=body), "part_code_needed", 422)["field"] == "product_code"
    for code in ("NO", "BD-500"):  # the second is a terminal, and terminals come by receipts
        refused(keeper.post("/api/removed", json={**body, "product_code": code}), "unknown_product", 422)
    blank = keeper.post("/api/removed", json={**body, "number": " ", "product_code": "CAM-1080"})
    assert refused(blank, "number_needed", 422)["field"] == "number"
    made = ok(keeper.post("/api/removed", json={**body, "product_code": "CAM-1080", "technician_id": SU}), 201)["entry"]
    assert (made["kind"], made["number"], made["where"], made["holder_id"]) == ("part", "CAM-7788", "van", SU)
    refused(keeper.post("/api/removed", json={**body, "technician_id": SU}), "removed_open_already")


def test_a_return_of_what_was_never_there_is_refused(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    body = {"kind": "device", "number": "NO-SUCH", "centre_id": CENTRE, "bound_for": "factory", "technician_id": SU}
    assert refused(keeper.post("/api/removed", json=body), "removed_unknown", 422)["field"] == "number"
    refused(keeper.post("/api/removed", json={**body, "number": terminal(11)}), "removed_unknown", 422)
    refused(keeper.post("/api/removed", json={**body, "technician_id": "nobody"}), "no_van", 404)
    refused(keeper.post("/api/removed", json={**body, "centre_id": GUANGZHOU.id}), "not_yours", 403)
    assert listed(keeper) == []
    ok(keeper.post("/api/removed", json={**body, "number": terminal(2)}), 201)
    assert only(keeper)["number"] == terminal(2)


def test_who_may_see_and_do_what(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house)
    one = only(client("warehouse"))
    stranger = client("warehouse", centre_id=GUANGZHOU.id)
    refused(stranger.get(f"/api/removed/{one['id']}"), "not_yours", 403)
    refused(do(stranger, one["id"], "scrap"), "not_yours", 403)
    stale = client("warehouse")
    ok(do(stale, one["id"], "receive", version=one["version"]))
    refused(do(stale, one["id"], "restock", version=one["version"]), "changed_meanwhile")
    refused(do(stale, one["id"], "receive"), "already_in_store")
    refused(do(stale, "none", "receive"), "not_found", 404)


def test_R11_the_label_says_plate_fault_old_number_and_where_to_look(house: House, client: SignIn) -> None:
    fill(house)
    swapped(house)
    one = only(client("warehouse"))
    label = ok(client("technician", technician_id=SU).get(f"/api/removed/{one['id']}/label"))
    assert (label["plate"], label["symptom_zh"], label["symptom_en"]) == ("粤B12345", "不定位", "No position")
    assert (label["number"], label["removed_by"], label["order_no"]) == (terminal(1), "苏建国", "PG-261101-0001")
    assert label["code"].endswith(f"/desk/stock/removed/{one['id']}")
    refused(client("technician", technician_id=LI).get(f"/api/removed/{one['id']}/label"), "not_yours", 403)
    with house.units.read() as work:
        row = work.session.exec(select(RemovedRow)).one()
        assert label["label_no"] == label_no(row, row.removed_at.date()) == one["label_no"]
        assert not set(label["label_no"][7:]) & set("01IO")


@pytest.mark.one_database
def test_R11_the_label_carries_the_day_of_the_place_not_that_of_the_server(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1))
    early = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)  # half past seven on the second, in Shenzhen
    act(house, "remove", early, old_device_no=terminal(1), visit_id="visit-2")
    with house.units.read() as work:
        assert work.session.exec(select(RemovedRow)).one().label_no.startswith("261102-")


def test_a_thing_taken_out_twice_has_one_open_entry(house: House, client: SignIn) -> None:
    """The books never saw it go in again: the older story ends, the newer one is open."""
    fill(house)
    swapped(house)
    act(house, "remove", NOW, vehicle_id=OTHER_CAR, old_device_no=terminal(1), old_device_end="scrap")
    keeper = client("warehouse")
    one = only(keeper)
    assert (one["vehicle_id"], one["bound_for"]) == (OTHER_CAR, "scrap")
    assert only(keeper, state="ended")["vehicle_id"] == CAR
