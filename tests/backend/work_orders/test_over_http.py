"""The office's and the phone's endpoints."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event

from backend.modules.work_orders import public as work_orders
from tests.asgi_client import AsgiClient
from tests.backend.work_orders.scene import GZ, Scene

Client = Callable[..., AsgiClient]


def statements(scene: Scene, act: Callable[[], Any]) -> list[str]:
    """What `act` reads from the database. All orders of the scene share one site: customers reads sites one by one."""
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    reader = scene.units.database._reader
    event.listen(reader, "before_cursor_execute", note)
    act()
    event.remove(reader, "before_cursor_execute", note)
    return asked


def test_the_list_shows_each_order_and_pages_by_cursor(scene: Scene, client: Client) -> None:
    made = [scene.submitted(vehicles=2) for _ in range(5)]
    browser = client("agent")
    first = browser.get("/api/orders?limit=3").json()
    rest = browser.get("/api/orders", params={"limit": 3, "cursor": first["next"]}).json()
    ids = [one["id"] for one in (*first["items"], *rest["items"])]
    assert ids == [one.id for one in reversed(made)]
    assert rest["next"] is None
    row = first["items"][0]
    assert (row["customer_name"], row["district"], row["item_count"]) == ("顺捷冷链物流", "坪山区", 2)
    assert row["plates"][0] == {"plate": "粤B12345", "plate_colour": "blue"}


def test_the_list_costs_the_same_whatever_its_length(scene: Scene, client: Client) -> None:
    browser = client("agent")
    scene.send(scene.approved().id)
    browser.get("/api/orders")  # opens the connections
    few = statements(scene, lambda: browser.get("/api/orders"))
    for _ in range(8):
        scene.send(scene.approved(vehicles=2).id)
    many = statements(scene, lambda: browser.get("/api/orders"))
    assert len(many) == len(few) <= 14, "\n\n".join(many)


def test_the_list_filters_by_state_and_by_what_was_said(scene: Scene, client: Client) -> None:
    waiting, approved = scene.submitted(), scene.approved(vehicles=3)
    browser = client("dispatcher")

    def ids(**params: str) -> set[str]:
        answer = browser.get("/api/orders", params=params)
        assert answer.status_code == 200, answer.text
        return {one["id"] for one in answer.json()["items"]}

    assert ids(state="submitted") == {waiting.id}
    assert ids(state="submitted,approved") == {waiting.id, approved.id}
    assert ids(q="粤B12347") == {approved.id}
    assert ids(q=waiting.no.lower()) == {waiting.id}
    assert ids(q="顺捷") == {waiting.id, approved.id}
    assert ids(q="13826640917") == {waiting.id, approved.id}
    assert ids(kind="repair") == set()
    assert browser.get("/api/orders?state=nonsense").json()["code"] == "unknown_code"
    assert browser.get("/api/orders?cursor=xx").json()["code"] == "bad_cursor"


def test_a_centre_sees_its_own_orders(scene: Scene, client: Client) -> None:
    order = scene.submitted()
    other = client("manager", GZ)
    assert other.get("/api/orders").json()["items"] == []
    assert other.get(f"/api/orders/{order.id}").json()["code"] == "not_yours"
    assert client("manager", None).get(f"/api/orders/{order.id}").status_code == 200


def test_a_manager_approves_over_http_and_a_second_one_is_told(scene: Scene, client: Client) -> None:
    order = scene.submitted()
    browser = client("manager", name="方经理")
    answer = browser.post(f"/api/orders/{order.id}/approve", json={"version": order.version})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["approvals"][0]["by_name"]) == ("approved", "方经理")
    again = browser.post(f"/api/orders/{order.id}/approve", json={"version": order.version})
    assert (again.status_code, again.json()["code"], again.json()["details"]["by"]) == (
        409,
        "changed_meanwhile",
        "方经理",
    )
    assert client("agent").post(f"/api/orders/{order.id}/approve", json={"version": 3}).json()["code"] == "not_allowed"


def test_R3_a_verbal_approval_over_http_shows_as_overdue_and_is_confirmed(scene: Scene, client: Client) -> None:
    order = scene.submitted("repair", priority="urgent")
    said = {"version": order.version, "giver": "方经理", "how": "电话", "at": "2026-11-23T01:20:00Z"}
    page = client("dispatcher").post(f"/api/orders/{order.id}/verbal-approval", json=said).json()
    assert page["state"] == "approved"
    scene.clock.advance(hours=25)
    browser = client("manager")
    assert browser.get("/api/orders").json()["items"][0]["approval_overdue"] is True
    (approval,) = browser.get(f"/api/orders/{order.id}").json()["approvals"]
    assert approval["overdue"] is True
    path = f"/api/orders/{order.id}/approvals/{approval['id']}/confirm"
    (confirmed,) = browser.post(path).json()["approvals"]
    assert (confirmed["overdue"], confirmed["confirmed_at"]) == (False, "2026-11-24T02:30:00Z")


def test_the_page_of_an_order_is_whole(scene: Scene, client: Client) -> None:
    device = scene.put_in(scene.vehicles[0])
    order = scene.approved("repair")
    visit, (item,) = scene.send(order.id), scene.items(order.id)
    scene.su_phone.to_work(visit.id)
    scene.su_phone.photo(visit.id, "P2", item.id)
    page = client("agent").get(f"/api/orders/{order.id}").json()
    (shown,) = page["items"]
    assert shown["installed"]["terminal_no"] == device.terminal_no
    assert shown["vehicle"]["plate"] == "粤B12345"
    assert (page["visits"][0]["technician_name"], page["visits"][0]["photos"][0]["code"]) == ("苏建国", "P2")
    assert page["contact"]["phone"] == "13826640917"
    assert page["missing_to_close"] == ["papers_missing", "fees_open", "followup_open"]
    assert client("finance").get(f"/api/orders/{order.id}").json()["contact"]["phone"] == "138****0917"
    assert client("agent").get("/api/orders/nothing").status_code == 404


def test_R3_standing_rules_are_data_of_the_manager(scene: Scene, client: Client) -> None:
    browser = client("manager", None)
    rule = browser.post("/api/approval-rules", json={"name_zh": "巡检", "name_en": "Inspections", "kind": "inspection"})
    assert rule.status_code == 201, rule.text
    assert scene.submitted("inspection").state == "approved"
    off = browser.patch(f"/api/approval-rules/{rule.json()['id']}", json={"active": False})
    assert off.json()["active"] is False
    assert scene.submitted("inspection").state == "submitted"
    assert len(client("agent").get("/api/approval-rules").json()["items"]) == 1
    local = client("manager").post("/api/approval-rules", json={"name_zh": "全部", "name_en": "All"})
    assert local.json()["code"] == "not_yours"
    assert client("agent").post("/api/approval-rules", json={"name_zh": "a", "name_en": "b"}).status_code == 403


def test_R16_the_phones_day_holds_a_whole_shift(scene: Scene, client: Client) -> None:
    scene.put_in(scene.vehicles[0])
    order = scene.approved("repair", symptom="一天掉线四五回")
    visit = scene.send(order.id, needed_stock={"YX-100": 3, "SIM": 1})
    scene.send(scene.approved().id, scene.li)
    answer = client("technician", technician_id=scene.su).get("/api/phone/day")
    assert answer.headers["content-encoding"] == "gzip", "packed for a weak line"
    day = answer.json()
    assert day["technician"] == {"id": scene.su, "name": "苏建国"}
    (shown,) = day["visits"]
    assert (shown["id"], shown["symptom"], shown["contact_phone"]) == (visit.id, "一天掉线四五回", "13826640917")
    assert (shown["address"], shown["lat"]) == ("坪山区丹梓北路 88 号", 22.7)
    (item,) = shown["items"]
    assert (item["plate"], item["installed"]["imei"], item["family_name_zh"]) == (
        "粤B12345",
        "008601230000033",
        "有线定位器",
    )
    assert [one["code"] for one in item["photos_required"]] == ["P2", "P4", "P8"]
    assert [one["code"] for one in shown["missing"]] == [
        "item_open",
        *["photo_missing"] * 3,
        "fees_open",
        "signature_missing",
    ]
    assert len(day["faults"]) == 40
    assert {"code": "power", "zh": "电源", "en": "Power"} in day["cause_codes"]
    assert any(one["code"] == "YX-100" for one in day["price_list"])
    rules = {one["job"]: [photo["code"] for photo in one["required"]] for one in day["photo_rules"]}
    assert (rules["swap_sim"], rules["remove"]) == (["P2", "P5", "P8"], ["P2", "P13", "P18"])


def test_R9_what_the_van_lacks_is_shown_before(scene: Scene, client: Client) -> None:
    scene.send(scene.approved().id, needed_stock={"YX-100": 2})
    scene.send(scene.approved().id, needed_stock={"YX-100": 3})
    day = client("technician", technician_id=scene.su).get("/api/phone/day").json()
    short = [one["required"]["short"] for one in day["visits"]]
    # Three terminals on the van: the first visit takes two, so the second lacks two.
    assert short[0] == []
    assert [(one["code"], one["missing"]) for one in short[1]] == [("YX-100", 2)]


def test_what_is_not_of_today_stays_off_the_phone_and_unfinished_work_stays_on(scene: Scene, client: Client) -> None:
    old = scene.send(scene.approved().id)
    failed = scene.send(scene.approved().id)
    scene.su_phone.must("visit.accept", failed.id)
    scene.su_phone.must("visit.fail", failed.id, reason="车不在")
    browser = client("technician", technician_id=scene.su)
    assert {one["id"] for one in browser.get("/api/phone/day").json()["visits"]} == {old.id, failed.id}
    scene.clock.advance(days=2)
    assert {one["id"] for one in browser.get("/api/phone/day").json()["visits"]} == {old.id}


@pytest.mark.one_database
def test_only_the_field_has_a_day(scene: Scene, client: Client) -> None:
    assert client("dispatcher").get("/api/phone/day").json()["code"] == "not_allowed"
    assert client("technician").get("/api/phone/day").json()["code"] == "not_allowed"


@pytest.mark.one_database
def test_in_warranty_is_worked_out_by_the_day_at_the_centre(scene: Scene, client: Client) -> None:
    scene.put_in(scene.vehicles[0])
    scene.send(scene.approved("repair").id)

    def seen() -> dict[str, Any]:
        day = client("technician", technician_id=scene.su).get("/api/phone/day").json()
        item: dict[str, Any] = day["visits"][0]["items"][0]
        return item

    end = date.fromisoformat(seen()["installed"]["warranty_end"])
    assert seen()["in_warranty"] is True
    # 15:59 UTC is the last minute of that day in Shenzhen, 16:01 the first of the next.
    scene.clock.set(datetime(end.year, end.month, end.day, 15, 59, tzinfo=UTC))
    assert seen()["in_warranty"] is True
    scene.clock.advance(minutes=2)
    assert seen()["in_warranty"] is False


def test_a_duplicate_is_spotted_by_its_vehicle(scene: Scene) -> None:
    order = scene.submitted(vehicles=2)
    with scene.units.read() as work:
        found = work_orders.open_orders_of_vehicles(work, [scene.vehicles[1], scene.vehicles[5]])
    assert {vehicle: [one.id for one in orders] for vehicle, orders in found.items()} == {scene.vehicles[1]: [order.id]}
