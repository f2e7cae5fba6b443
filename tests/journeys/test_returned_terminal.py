"""R11, R33: a faulty terminal from the vehicle to the factory, back into another van and into another vehicle, over HTTP."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.asgi_client import AsgiClient
from tests.journeys.conftest import Phone, Stage
from tests.journeys.test_main_job import approve, centre_of, ok, username_of, visit_on

# The rules behind it are proven on both databases by the tests of their modules.
pytestmark = pytest.mark.one_database
Json = dict[str, Any]


def vehicles_of(agent: AsgiClient) -> list[Json]:
    """Vehicles of the agent's centre with a terminal each, of customers with a site and no open order."""
    found = []
    for row in ok(agent.get("/api/vehicles?limit=200"))["items"]:
        if row["plate"] and row.get("installed"):
            match = ok(agent.get("/api/intake/lookup", params={"q": row["plate"]}))["matches"][0]
            fits = match["customer"]["centre_id"] == centre_of(agent) and match["sites"] and not match["open_orders"]
            if fits and match["warranty"]["in_warranty"]:
                found.append(row | {"match": match})
        if len(found) == 2:
            return found
    raise AssertionError("the demo has no two such vehicles")


def dispatched(stage: Stage, vehicle: Json, technician: str | None = None) -> tuple[Json, Phone]:
    """A repair of this vehicle, sent to somebody who can (another one than `technician`); the visit and his phone."""
    agent, dispatcher = stage.person("agent.sz"), stage.person("dispatcher.sz")
    match = vehicle["match"]
    opened = ok(
        agent.post(
            "/api/intake/repairs",
            json={
                "kind": "repair", "customer_id": match["customer"]["id"], "vehicle_ids": [vehicle["id"]],
                "site_id": match["sites"][0]["id"], "contact_name": match["contacts"][0]["name"],
                "contact_phone": "13800138000", "symptom": "在线不定位", "fault_code": "F06",
            },
        ),
        201,
    )  # fmt: skip
    approve(stage.person("manager.sz"), opened["order_id"])
    order = ok(dispatcher.get(f"/api/orders/{opened['order_id']}"))
    ranked = ok(dispatcher.get(f"/api/orders/{order['id']}/ranking"))["ranked"]
    best = next(one for one in ranked if one["technician_id"] != technician)
    sent = dispatcher.post(
        f"/api/orders/{order['id']}/dispatch",
        json={
            "version": order["version"], "technician_id": best["technician_id"], "planned_start": best["start"],
            "window_start": best["start"], "overrule_reason": "就近",
            "window_end": (datetime.fromisoformat(best["start"]) + timedelta(hours=2)).isoformat(),
        },
    )  # fmt: skip
    assert sent.status_code == 201, sent.text
    phone = Phone(stage, stage.person(username_of(stage, best["technician_id"])))
    return visit_on(phone, order["id"]) | {"technician_id": best["technician_id"]}, phone


def swaps(stage: Stage, phone: Phone, visit: Json, new: str) -> Json:
    """The technician replaces the terminal by `new`; the old one must go to the factory. Returns the item's old number."""
    about = {"visit_id": visit["id"]}
    item: Json = visit["items"][0]
    for kind in ("visit.accept", "visit.contacted", "visit.set_off", "visit.arrive", "visit.start"):
        stage.later(minutes=5)
        phone.tell(kind, **about)
    fields = {"act": "swap_device", "new_device_no": new, "old_device_end": "factory", "fault_code": "F06"}
    phone.tell("item.record", **about, item_id=item["id"], fields={**fields, "vehicle_confirmed": True})
    told = phone.tell("item.finish", **about, item_id=item["id"])
    assert "device_not_in_van" not in str(told)
    return item


def listed(keeper: AsgiClient, number: str, **query: str) -> list[Json]:
    """This number on the list of removed parts."""
    items: list[Json] = ok(keeper.get("/api/removed", params={"q": number, **query}))["items"]
    return [one for one in items if one["number"] == number]


def to_the_factory_and_back(stage: Stage, keeper: AsgiClient, entry: Json) -> Json:
    """In a parcel it is off the open list and followed in its batch, until the factory sends it back repaired."""
    parcel = {"centre_id": entry["centre_id"], "factory": "华南终端厂", "carrier": "顺丰", "parcel_no": "SF100200300"}
    batch = ok(keeper.post("/api/return-batches", json=parcel), 201)
    path = f"/api/return-batches/{batch['id']}"
    ok(keeper.post(f"{path}/lines", json={"removed_ids": [entry["id"]], "claim": True}))
    batch = ok(keeper.post(f"{path}/act", json={"act": "send"}))
    assert listed(keeper, entry["number"]) == []
    stage.later(days=3)
    ok(keeper.post(f"{path}/act", json={"act": "arrive"}))
    stage.later(days=4)
    answer = {"result": "repaired", "claim_result": "granted", "claim_fen": 12000}
    closed = ok(keeper.post(f"{path}/lines/{batch['lines'][0]['id']}/result", json=answer))
    assert (closed["state"], closed["claimed_fen"]) == ("closed", 12000)
    return batch


def test_R11_R33_a_returned_terminal_is_followed_to_the_factory_and_into_another_vehicle(stage: Stage) -> None:
    keeper = stage.person("warehouse.sz")
    first, second = vehicles_of(stage.person("agent.sz"))
    visit, phone = dispatched(stage, first)
    van = ok(phone.browser.get("/api/phone/van"))
    swaps(stage, phone, visit, van["devices"][0]["terminal_no"])
    old = first["installed"]["terminal_no"]

    # On the van: on the technician's own list and on the keeper's, under the same label.
    [own] = [one for one in ok(phone.browser.get("/api/phone/van"))["removed"] if one["number"] == old]
    [entry] = listed(keeper, old)
    assert own["label_no"] == entry["label_no"]
    assert (entry["where"], entry["holder_id"], entry["plate"]) == ("van", visit["technician_id"], first["plate"])
    label = ok(phone.browser.get(f"/api/removed/{entry['id']}/label"))
    assert (label["plate"], label["number"], label["order_no"]) == (first["plate"], old, visit["order_no"])

    # Handed in: still open, in the store, for the factory.
    body = {"technician_id": visit["technician_id"], "devices": [old]}
    ok(keeper.post("/api/stock/return", json=body))
    [entry] = listed(keeper, old)
    assert (entry["where"], entry["bound_for"]) == ("warehouse", "factory")

    batch = to_the_factory_and_back(stage, keeper, entry)

    # Into another van and another vehicle: without a case, since the books knew it all the way.
    again, other = dispatched(stage, second, technician=visit["technician_id"])
    ok(keeper.post("/api/stock/issue", json={"technician_id": again["technician_id"], "devices": [old]}))
    swaps(stage, other, again, old)
    installed = ok(keeper.get(f"/api/vehicles/{second['id']}/installed"))["items"]
    assert old in [one["device"]["terminal_no"] for one in installed]
    detail = ok(keeper.get(f"/api/removed/{entry['id']}"))
    assert [one["to_kind"] for one in detail["steps"]][-7:] == [
        "van", "warehouse", "transit", "factory", "warehouse", "van", "vehicle",
    ]  # fmt: skip
    assert [(one["result"], one["batch_no"]) for one in detail["returns"]] == [("repaired", batch["no"])]
    assert listed(keeper, old) == []
    # The one that came out of the second vehicle is on the list now: the story goes on.
    assert len(listed(keeper, second["installed"]["terminal_no"])) == 1
