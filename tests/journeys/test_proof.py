"""A garage installation proven two hours later, and one that is not: by the phone's commands, the job and the platform."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from backend.gps_platform import build_platform
from backend.gps_platform.simulated import Behaviour, Fleet, Simulator, serving
from tests.asgi_client import AsgiClient
from tests.journeys.conftest import Phone, Stage
from tests.journeys.test_main_job import approve, ok, send_best, username_of, visit_on

# The rules behind it are proven on both databases by the tests of their modules.
pytestmark = pytest.mark.one_database
Json = dict[str, Any]
PLATE = "粤BZ9A88"


@pytest.fixture
def platform(stage: Stage) -> Iterator[Simulator]:
    """A simulated platform on the stage's clock, connected to the house."""
    with serving(Simulator(Fleet(), stage.clock, "token")) as simulator:
        told = {"platform": "traccar", "platform_url": simulator.url, "platform_token": "token"}
        units = stage.house.units
        connected = build_platform(units.ports.settings.model_copy(update=told), stage.clock)
        units.ports = dataclasses.replace(units.ports, gps_platform=connected)
        yield simulator


@cache
def person(stage: Stage, username: str) -> AsgiClient:
    """Somebody of the demo, signed in once."""
    return stage.person(username)


def open_installation(stage: Stage) -> tuple[str, Json]:
    """A vehicle of a known customer that has no terminal yet; opened and approved."""
    agent = person(stage, "agent.sz")
    customer = ok(agent.get("/api/customers?limit=1"))["items"][0]
    site = ok(agent.get(f"/api/customers/{customer['id']}"))["sites"][0]
    start = stage.clock.now() + timedelta(hours=2)
    body = {
        "customer_id": customer["id"], "site_id": site["id"], "contact_name": "赵国强",
        "contact_phone": "13800138000", "family_default": "YX",
        "vehicles": [{"plate": PLATE, "plate_colour": "blue", "vin": "LZZ5ELNB7RN000001"}],
        "window_start": start.isoformat(), "window_end": (start + timedelta(hours=3)).isoformat(),
    }  # fmt: skip
    opened = ok(agent.post("/api/intake/installations", json=body), 201)
    approve(person(stage, "manager.sz"), opened["order_id"])
    return opened["order_id"], site


def fit(stage: Stage, platform: Simulator, behaviour: Behaviour) -> tuple[str, str, Phone]:
    """From the request to the completed visit; the terminal is powered when the work begins."""
    order_id, site = open_installation(stage)
    technician_id, _ = send_best(person(stage, "dispatcher.sz"), order_id)
    phone = Phone(stage, person(stage, username_of(stage, technician_id)))
    van = ok(phone.browser.get("/api/phone/van"))
    wired = {one["code"] for one in ok(phone.browser.get("/api/products"))["items"] if one["family"] == "YX"}
    device = next(one for one in van["devices"] if one["product_code"] in wired)
    visit = visit_on(phone, order_id)
    about, item = {"visit_id": visit["id"]}, visit["items"][0]["id"]
    phone.tell("visit.accept", **about)
    phone.tell("visit.contacted", **about)
    phone.tell("visit.checklist", **about, ticked=[one["code"] for one in visit["checklist"]])
    stage.later(hours=2)
    phone.tell("visit.set_off", **about)
    stage.later(minutes=20)
    phone.tell("visit.arrive", **about, lat=site["lat"], lng=site["lng"])
    phone.tell("visit.start", **about)
    card = next((one["iccid"] for one in van["sims"]), "")
    platform.fleet.put(
        device["imei"], stage.clock.now(), name=PLATE, lat=site["lat"], lng=site["lng"], iccid=card, behaviour=behaviour
    )
    stage.later(minutes=20)
    fields = {
        "vehicle_confirmed": True,
        "act": "install",
        "new_device_no": device["terminal_no"],
        "mounting": "驾驶台下",
    }
    phone.tell("item.record", **about, item_id=item, fields=fields | ({"new_iccid": card} if card else {}))
    for wanted in visit_on(phone, order_id)["items"][0]["photos_required"]:
        phone.photograph(visit["id"], item, wanted["code"])
    phone.tell("item.finish", **about, item_id=item)
    stage.settle()
    phone.tell("fees.confirm", **about, total_fen=0)
    phone.tell("visit.sign", **about, reason="客户在微信上确认", signer="赵队长")
    phone.tell("visit.complete", **about)
    stage.settle()
    return order_id, item, phone


def verdict(phone: Phone, order_id: str) -> str:
    """What the technician's phone shows of the vehicle."""
    return str(visit_on(phone, order_id)["items"][0]["platform_verdict"])


def texts(stage: Stage, order_id: str) -> list[str]:
    """What the customer was told."""
    sent = ok(person(stage, "agent.sz").get(f"/api/orders/{order_id}/messages"))["items"]
    return [one["template"] for one in sent]


def calls(stage: Stage, order_id: str) -> list[str]:
    """The states of the calls about an order."""
    agent, found = person(stage, "agent"), []
    for state in ("scheduled", "open", "cancelled"):
        rows = ok(agent.get(f"/api/follow-ups?state={state}&limit=200"))["items"]
        found += [state for one in rows if one["order_id"] == order_id]
    return found


def test_R32_a_garage_installation_is_proven_two_hours_later(stage: Stage, platform: Simulator) -> None:
    order_id, item, phone = fit(stage, platform, Behaviour.GARAGE)
    [shown] = ok(phone.browser.get("/api/phone/proofs"))["items"]
    assert (shown["item_id"], shown["state"]) == (item, "waiting")
    assert verdict(phone, order_id) == "waiting"
    stage.later(minutes=30)
    assert texts(stage, order_id)[-1] == "awaiting_proof"
    agent = person(stage, "agent.sz")
    path = "/t/" + ok(agent.get(f"/api/orders/{order_id}/tracking-link"))["url"].rsplit("/", 1)[1]
    assert "等车驶出后定位" in stage.customer().get(path).text
    stage.later(hours=2)
    order = ok(agent.get(f"/api/orders/{order_id}"))
    assert verdict(phone, order_id) == "passed"
    assert order["visits"][0]["proven_at"] is not None
    installed = order["items"][0]["installed"]
    assert installed["warranty_end"] is not None
    assert texts(stage, order_id)[-1] == "proven"
    assert calls(stage, order_id) == ["scheduled"]
    stage.later(hours=24)
    assert calls(stage, order_id) == ["open"]
    [proof] = ok(agent.get(f"/api/orders/{order_id}/proofs"))["items"]
    assert proof["answers"][0]["outcome"] == "answered"


def test_R32_what_does_not_work_goes_back_to_the_same_technician_without_a_survey(
    stage: Stage, platform: Simulator
) -> None:
    order_id, _, phone = fit(stage, platform, Behaviour.NO_FIX)
    assert verdict(phone, order_id) == "waiting"
    stage.later(hours=23)
    stage.later(hours=2)
    order = ok(person(stage, "agent.sz").get(f"/api/orders/{order_id}"))
    assert (order["state"], order["items"][0]["state"]) == ("approved", "open")
    assert "没有定位" in order["state_reason"]
    assert calls(stage, order_id) == ["cancelled"]
    ranking = ok(person(stage, "dispatcher.sz").get(f"/api/orders/{order_id}/ranking"))
    did = order["visits"][-1]["technician_id"]
    assert did not in [one["technician_id"] for one in ranking["ranked"][1:]]
    if ranking["ranked"] and ranking["ranked"][0]["technician_id"] == did:
        assert ranking["ranked"][0]["reasons"][0]["code"] == "proof_failed"
