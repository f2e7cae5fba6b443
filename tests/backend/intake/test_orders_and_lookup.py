"""R2 and R4: repairs, duplicates, look-ups, the search box, chases, addresses, scripts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.kernel.actor import SYSTEM
from backend.kernel.clock import SettableClock
from backend.kernel.events import EventRow
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import OrderRow
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, NOW, SHENZHEN
from tests.backend.intake.conftest import Fleet

SITE = {"address": "深圳市龙岗区盐龙大道210号", "landmark": "3 号门"}


def repair_of(fleet: Fleet, **changes: Any) -> dict[str, Any]:
    body = {
        "kind": "repair",
        "customer_id": fleet.customer_id,
        "vehicle_ids": [fleet.truck_id],
        "site_id": fleet.site_id,
        "contact_name": "孙海明",
        "contact_phone": "137 0000 0001",
        "symptom": "今天一点多又掉了，打火也不上线",
        "window_start": (NOW + timedelta(hours=4)).isoformat(),
        "window_end": (NOW + timedelta(hours=6)).isoformat(),
    }
    return {**body, **changes}


def test_R2_a_repair_needs_only_what_the_app_does_not_know(agent: AsgiClient, house: House, fleet: Fleet) -> None:
    answer = agent.post("/api/intake/repairs", json=repair_of(fleet))
    assert answer.status_code == 201, answer.text
    with house.units.read() as work:
        order = work_orders.order(work, answer.json()["order_id"])
        items = work_orders.items(work, order.id)
        contacts = customers.contacts(work, fleet.customer_id)
    assert (order.no, order.centre_id) == (answer.json()["no"], "0190a000-0000-7000-8000-000000000001")
    assert (order.in_warranty, order.product_model) == (True, "4 路视频终端")
    assert (order.contact_name, order.contact_phone) == ("孙海明", "13700000001")
    assert (items[0].vehicle_id, items[0].family) == (fleet.truck_id, "VD")
    assert [one.phone for one in contacts] == ["13826640917", "13700000001"]
    assert order.submitted_at is not None


def test_R2_a_likely_duplicate_is_shown_before_saving(agent: AsgiClient, house: House, fleet: Fleet) -> None:
    first = agent.post("/api/intake/repairs", json=repair_of(fleet)).json()
    again = agent.post("/api/intake/repairs", json=repair_of(fleet))
    assert (again.status_code, again.json()["code"]) == (409, "likely_duplicate")
    assert first["no"] in again.json()["message"]["zh"]
    assert again.json()["details"]["order"]["id"] == first["order_id"]
    with house.units.read() as work:
        assert len(work.session.exec(select(OrderRow)).all()) == 1
    other_kind = agent.post("/api/intake/repairs", json=repair_of(fleet, kind="inspection"))
    assert other_kind.status_code == 201, "another kind of work is no duplicate"
    another = agent.post("/api/intake/repairs", json=repair_of(fleet, ignore_duplicate=True))
    assert another.status_code == 201
    assert another.json()["order_id"] != first["order_id"]


def test_R2_joining_the_open_order_is_a_chase_on_record(agent: AsgiClient, house: House, fleet: Fleet) -> None:
    order = agent.post("/api/intake/repairs", json=repair_of(fleet)).json()
    chased = agent.post(f"/api/intake/orders/{order['order_id']}/chase", json={"note": "又打来问"})
    assert chased.status_code == 200, chased.text
    with house.units.read() as work:
        row = work.session.exec(select(EventRow).where(EventRow.name == "order.chased")).one()
    assert (row.subject, row.payload["note"], row.actor_name) == (f"order:{order['order_id']}", "又打来问", "温晓")


@pytest.mark.parametrize(
    "said",
    [
        "粤BY7052",
        "粤ｂ·y7052",
        "VD40000001",
        "008601230000017",
        "89860426192300000017",
        "8986042619230000001",
        "13700000001",
        "000004",
        "0017",
    ],
)
def test_R2_a_plate_a_terminal_a_card_or_a_phone_finds_everything(agent: AsgiClient, fleet: Fleet, said: str) -> None:
    found = agent.get("/api/intake/lookup", params={"q": said}).json()["matches"]
    assert len(found) == 1, found
    match = found[0]
    assert match["vehicle"]["id"] == fleet.truck_id
    assert match["customer"]["name"] == "顺捷冷链物流"
    assert match["customer"]["vehicle_count"] == 2
    assert match["contacts"][0]["phone"] == "13826640917"
    assert match["site"]["id"] == fleet.site_id
    assert match["installed"]["terminal_no"] == "VD40000001"
    assert match["installed"]["iccid"] == "89860426192300000017"
    assert match["warranty"] == {"in_warranty": True, "until": "2027-03-14", "days_left": 111}


def test_R2_a_contacts_phone_finds_the_customer(agent: AsgiClient, fleet: Fleet) -> None:
    found = agent.get("/api/intake/lookup", params={"q": "+86 138-2664-0917"}).json()["matches"]
    assert [(one["vehicle"], one["customer"]["id"]) for one in found] == [(None, fleet.customer_id)]


def test_R2_the_look_up_shows_history_open_orders_and_the_repeat(
    agent: AsgiClient, house: House, fleet: Fleet, clock: SettableClock
) -> None:
    first = agent.post("/api/intake/repairs", json=repair_of(fleet)).json()
    with house.units.write(SYSTEM) as work:
        row = work.session.get(OrderRow, first["order_id"])
        assert row is not None
        row.state, row.completed_at = "completed", work.now
    clock.advance(days=10)
    body = repair_of(
        fleet,
        window_start=(clock.now() + timedelta(hours=1)).isoformat(),
        window_end=(clock.now() + timedelta(hours=3)).isoformat(),
    )
    second = agent.post("/api/intake/repairs", json=body).json()
    match = agent.get("/api/intake/lookup", params={"q": "粤BY7052"}).json()["matches"][0]
    assert [one["order_id"] for one in match["open_orders"]] == [second["order_id"]]
    assert [one["order_id"] for one in match["history"]] == [first["order_id"]]
    assert match["open_orders"][0]["is_rework"]
    assert match["rework_of"] == first["order_id"]


def test_R2_vehicles_of_other_customers_and_centres_stay_theirs(
    agent: AsgiClient, client: Callable[..., AsgiClient], fleet: Fleet
) -> None:
    answer = agent.post("/api/intake/repairs", json=repair_of(fleet, vehicle_ids=[fleet.strange_id]))
    assert (answer.status_code, answer.json()["code"]) == (409, "vehicle_of_other")
    far = agent.post("/api/intake/repairs", json=repair_of(fleet, customer_id=fleet.far_id))
    assert (far.status_code, far.json()["code"]) == (403, "not_yours")
    guangzhou = client("agent", GUANGZHOU.id)
    for said in ("粤BY7052", "VD40000001", "89860426192300000017", "顺捷冷链"):
        assert guangzhou.get("/api/intake/lookup", params={"q": said}).json()["matches"] == []
        assert guangzhou.get("/api/find", params={"q": said}).json()["items"] == []


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"fault_code": "nope"}, 422, "fault_unknown", "fault_code"),
        ({"vehicle_ids": []}, 422, "invalid_input", "vehicle_ids"),
        ({"vehicle_ids": ["nobody"]}, 404, "not_found", "vehicle_ids"),
        ({"kind": "transfer"}, 422, "transfer_needs_old", "from_vehicle_id"),
        ({"window_end": NOW.isoformat()}, 422, "window_order", "window_end"),
        (
            {"window_start": "2020-01-01T00:00:00Z", "window_end": "2020-01-01T01:00:00Z"},
            422,
            "window_past",
            "window_start",
        ),
        ({"window_start": "2026-11-23T10:00:00"}, 422, "invalid_input", "window_start"),
        ({"contact_phone": "1380000"}, 422, "invalid_input", "phone"),
        ({"site_id": "nowhere"}, 404, "not_found", "site_id"),
        ({"site_id": None}, 422, "no_site", "site"),
        ({"surprise": 1}, 422, "invalid_input", "surprise"),
    ],
)
def test_what_does_not_fit_is_refused_by_field(
    agent: AsgiClient, fleet: Fleet, changes: dict[str, Any], status: int, code: str, field: str
) -> None:
    answer = agent.post("/api/intake/repairs", json=repair_of(fleet, **changes))
    told = answer.json()
    assert (answer.status_code, told["code"], told.get("field")) == (status, code, field), told
    assert told["message"]["zh"]
    assert told["message"]["en"]


def test_a_transfer_names_both_vehicles_and_the_device_that_moves(
    agent: AsgiClient, house: House, fleet: Fleet
) -> None:
    body = repair_of(fleet, kind="transfer", vehicle_ids=[fleet.car_id], from_vehicle_id=fleet.truck_id)
    answer = agent.post("/api/intake/repairs", json=body)
    assert answer.status_code == 201, answer.text
    with house.units.read() as work:
        item = work_orders.items(work, answer.json()["order_id"])[0]
    assert (item.vehicle_id, item.from_vehicle_id, item.family) == (fleet.car_id, fleet.truck_id, "VD")


def test_an_installation_for_a_new_customer_is_one_transaction(agent: AsgiClient, house: House, fleet: Fleet) -> None:
    body: dict[str, Any] = {
        "customer": {"name": "安达校车", "contact_name": "王老师", "contact_phone": "13600000001"},
        "site": SITE,
        "vehicles": [{"plate": "粤B3N08V", "plate_colour": "yellow", "vehicle_type": "校车", "family": "部标机"}],
    }
    wrong = agent.post("/api/intake/installations", json={**body, "vehicles": [*body["vehicles"], {"plate": "粤B1"}]})
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["field"]) == (
        422,
        "vehicles_faulty",
        "vehicles.1.plate",
    )
    assert agent.get("/api/find", params={"q": "安达校车"}).json()["items"] == []
    opened = agent.post("/api/intake/installations", json=body)
    assert opened.status_code == 201, opened.text
    with house.units.read() as work:
        order = work_orders.order(work, opened.json()["order_id"])
        site = customers.site(work, order.site_id or "")
        item = work_orders.items(work, order.id)[0]
        vehicle = customers.vehicle(work, item.vehicle_id)
    assert (site.district, site.landmark, round(site.lat or 0, 2)) == ("龙岗区", "3 号门", 22.72)
    assert (item.family, vehicle.regulated) == ("BD", True)
    assert (order.contact_name, order.contact_phone) == ("王老师", "13600000001")


@pytest.mark.one_database
def test_headquarters_has_to_say_which_centre_a_new_customer_belongs_to(
    client: Callable[..., AsgiClient], fleet: Fleet
) -> None:
    boss = client("manager", None)
    body = {
        "customer": {"name": "新客户", "contact_name": "王", "contact_phone": "13600000001"},
        "site": SITE, "vehicles": [{"plate": "粤B30000"}], "family_default": "YX",
    }  # fmt: skip
    assert boss.post("/api/intake/installations", json=body).json()["code"] == "which_centre"
    assert boss.post("/api/intake/installations", json={**body, "centre_id": GUANGZHOU.id}).status_code == 201


def test_the_search_box_finds_each_kind_of_thing(agent: AsgiClient, fleet: Fleet) -> None:
    order = agent.post("/api/intake/repairs", json=repair_of(fleet)).json()

    def first(said: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = agent.get("/api/find", params={"q": said}).json()["items"]
        return found[0]

    assert (first(order["no"])["kind"], first(order["no"])["order_id"]) == ("order", order["order_id"])
    assert first(order["no"].removeprefix("PG-").lower())["kind"] == "order"
    assert (first("粤BY7052")["kind"], first("粤BY7052")["plate_colour"]) == ("vehicle", "yellow")
    assert (first("VD40000001")["kind"], first("VD40000001")["vehicle_id"]) == ("device", fleet.truck_id)
    assert first("89860426192300000017")["kind"] == "sim"
    assert (first("230000017")["kind"], first("230000017")["vehicle_id"]) == ("device", fleet.truck_id)
    assert first("192300000017")["id"] == first("89860426192300000017")["id"], "a card by its last digits"
    assert (first("顺捷")["kind"], first("顺捷")["customer_id"]) == ("customer", fleet.customer_id)
    assert agent.get("/api/find", params={"q": "x"}).json()["items"] == []
    assert agent.get("/api/find", params={"q": "%"}).json()["items"] == []
    assert agent.get("/api/find", params={"q": "没有这个"}).json()["items"] == []


@pytest.mark.one_database
def test_the_search_box_finds_what_lies_on_a_van_or_a_shelf_by_its_last_digits(
    agent: AsgiClient, house: House, fleet: Fleet
) -> None:
    with house.units.write(SYSTEM) as work:
        store = inventory.PlaceRef("warehouse", SHENZHEN.id)
        inventory.load_devices(work, [inventory.NewDevice("VD40009876", "", "VD-400", store, id="on-the-shelf")])
        card = inventory.NewSim("89860626192300000015", store, msisdn="1064633119876", id="in-the-drawer")
        inventory.load_sims(work, [card])

    def found(said: str) -> list[str]:
        return [one["id"] for one in agent.get("/api/find", params={"q": said}).json()["items"]]

    assert found("9876") == ["on-the-shelf", "in-the-drawer"]
    assert found("0015") == ["in-the-drawer"]
    assert found("876") == [], "three digits are too few"


def test_an_address_is_found_near_the_own_centre(agent: AsgiClient) -> None:
    place = agent.get("/api/geocode", params={"address": "龙岗区盐龙大道210号"}).json()
    assert (place["label"], place["precision"]) == ("广东省深圳市龙岗区", "district")
    nowhere = agent.get("/api/geocode", params={"address": "仓库后门"})
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "place_not_found")


@pytest.mark.one_database
def test_scripts_and_faults_are_there_for_the_call(agent: AsgiClient, fleet: Fleet) -> None:
    said = agent.get("/api/intake/script", params={"kind": "repair"}).json()["items"]
    assert [one["code"] for one in said] == ["greeting", "repair", "closing"]
    assert said[1]["asks"][:2] == ["vehicle", "contact"]
    assert len(said[1]["zh"]) == len(said[1]["en"]) == 10
    assert len(agent.get("/api/intake/faults").json()["items"]) == 40
    too_short = agent.get("/api/intake/lookup", params={"q": " 粤 "})
    assert (too_short.status_code, too_short.json()["code"]) == (422, "lookup_too_short")
