"""R30: a terminal goes from one vehicle to another (移机): one act, from the call to both vehicles' timelines, over HTTP."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from backend.kernel.ids import new_id
from backend.modules.inventory import public as inventory
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW, SHENZHEN, app, bare_app, client, clock, house  # noqa: F401
from tests.backend.inventory.store import iccid, overlaps
from tests.backend.visit_story import Story

Json = dict[str, Any]
SignIn = Callable[..., AsgiClient]
ROAD = ("visit.accept", "visit.contacted", "visit.set_off", "visit.arrive", "visit.start")


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def opened(client: SignIn, story: Story, source: str, target: str, technician_id: str) -> str:  # noqa: F811
    """The agent takes the call, the manager approves, the dispatcher sends; returns the order's id."""
    said = {
        "kind": "transfer", "customer_id": story.customer_id, "vehicle_ids": [target], "from_vehicle_id": source,
        "contact_name": "李队长", "contact_phone": "13800138000", "symptom": "换车，终端移过去",
        "site": {"address": "深圳市南山区科技园", "lat": 22.54, "lng": 113.95},
    }  # fmt: skip
    order_id: str = ok(client("agent").post("/api/intake/repairs", json=said), 201)["order_id"]
    order = ok(client("manager").get(f"/api/orders/{order_id}"))
    if order["state"] == "submitted":
        order = ok(client("manager").post(f"/api/orders/{order_id}/approve", json={"version": order["version"]}))
    sent = {
        "version": ok(client("dispatcher").get(f"/api/orders/{order_id}"))["version"], "technician_id": technician_id,
        "planned_start": NOW.isoformat(), "window_start": NOW.isoformat(),
        "window_end": (NOW + timedelta(hours=2)).isoformat(), "overrule_reason": "就近",
    }  # fmt: skip
    ok(client("dispatcher").post(f"/api/orders/{order_id}/dispatch", json=sent), 201)
    return order_id


def told(phone: AsgiClient, visit: Json, at: datetime) -> list[Json]:
    """The phone's commands of the whole job, handed in at once; returns the answers."""
    item: Json = visit["items"][0]
    said: list[tuple[str, Json]] = [(kind, {}) for kind in ROAD]
    said += [
        ("item.record", {"item_id": item["id"], "fields": {"vehicle_confirmed": True, "mounting": "仪表台下"}}),
        ("item.finish", {"item_id": item["id"]}),
    ]
    commands = [
        {"id": new_id(), "seq": n, "kind": kind, "version": 1, "event_time": (at + timedelta(seconds=n)).isoformat(),
         "counter": n, "payload": {"visit_id": visit["id"], **payload}}
        for n, (kind, payload) in enumerate(said, 1)
    ]  # fmt: skip
    body = {"client_id": "phone-of-su", "commands": commands}
    answers: list[Json] = ok(phone.post("/api/sync/commands", json=body))["answers"]
    again: list[Json] = ok(phone.post("/api/sync/commands", json=body))["answers"]
    assert {one["outcome"] for one in again} <= {"accepted", "duplicate"}, "sent twice, done once"
    return answers


def fitted(house: House, story: Story, vehicle_id: str) -> inventory.Installed:  # noqa: F811
    """A terminal with its card, put in a hundred days ago by the same technician."""
    number = story.new_terminal()
    with house.units.write() as work:
        van = inventory.PlaceRef("van", story.technician_id, centre_id=SHENZHEN.id)
        inventory.load_sims(work, [inventory.NewSim(iccid(1), van, card_type="phone")])
        done = inventory.FieldAct(
            "install", vehicle_id, story.technician_id, None, NOW - timedelta(days=100), new_device_no=number,
            new_iccid=iccid(1),
        )  # fmt: skip
        assert inventory.record_act(work, done).cases == []
        return inventory.installed_in(work, [vehicle_id])[vehicle_id]


def moved(keeper: AsgiClient, source: str, target: str) -> set[tuple[str, str]]:
    """Terminal and visit as both timelines tell the transfer: out of one vehicle and into the other at one moment."""
    left = [
        one["line"] for one in ok(keeper.get(f"/api/vehicles/{source}/timeline"))["items"] if one["what"] == "ended"
    ]
    came = [
        one["line"] for one in ok(keeper.get(f"/api/vehicles/{target}/timeline"))["items"] if one["what"] == "began"
    ]
    assert [one["ended_act"] for one in left] == [one["act"] for one in came] == ["transfer"]
    assert left[0]["until_at"] == came[0]["from_at"], "one moment, one act"
    return {(left[0]["terminal_no"], left[0]["ended_visit_id"]), (came[0]["terminal_no"], came[0]["visit_id"])}


@pytest.mark.one_database
def test_R30_a_terminal_moves_to_another_vehicle_in_one_act(
    house: House,  # noqa: F811
    client: SignIn,  # noqa: F811
    clock: Any,  # noqa: F811
) -> None:
    story = Story.begin(house)
    source, target = story.vehicle(installed=False), story.vehicle(installed=False)
    old = fitted(house, story, source)
    order_id = opened(client, story, source, target, story.technician_id)
    order = ok(client("dispatcher").get(f"/api/orders/{order_id}"))
    assert order["in_warranty"] is True, "the warranty of the terminal that moves, not of the bare vehicle"

    phone = client("technician", technician_id=story.technician_id)
    [visit] = ok(phone.get("/api/phone/day"))["visits"]
    [item] = visit["items"]
    plates = [ok(client("agent").get(f"/api/vehicles/{key}"))["plate"] for key in (source, target)]
    assert [item["from_plate"], item["plate"]] == plates
    assert item["installed"]["terminal_no"] == old.device.terminal_no, "what is to be taken out is named beforehand"
    clock.advance(hours=1)
    answers = told(phone, visit, NOW + timedelta(minutes=20))
    assert {one["outcome"] for one in answers} == {"accepted"}, answers

    keeper = client("warehouse")
    assert ok(keeper.get("/api/cases"))["items"] == []
    assert ok(keeper.get(f"/api/vehicles/{source}/installed"))["items"] == []
    [sits] = ok(keeper.get(f"/api/vehicles/{target}/installed"))["items"]
    assert sits["device"]["id"] == old.device.id
    assert (sits["device"]["warranty_end"], sits["sim"]["iccid"]) == (str(old.device.warranty_end), iccid(1)), (
        "both go along"
    )
    assert sits["mounting"] == "仪表台下"

    assert moved(keeper, source, target) == {(old.device.terminal_no, visit["id"])}
    with house.units.read() as work:
        assert overlaps(work) == []
    assert ok(keeper.get("/api/removed"))["items"] == [], "it went from vehicle to vehicle: nothing is left to hand in"
