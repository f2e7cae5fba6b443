"""Short ways to take a terminal out of a vehicle and to ask about what became of it, over HTTP."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from backend.modules.inventory import public as inventory
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.inventory.store import CAR, CENTRE, T0, act, iccid, terminal

SignIn = Callable[..., AsgiClient]
Json = dict[str, Any]
TOLD = inventory.TakenOut(
    plate="粤B12345", plate_colour="blue", order_no="PG-261101-0001", symptom_zh="不定位", symptom_en="No position",
    technician_name="苏建国",
)  # fmt: skip
BATCH = {
    "centre_id": CENTRE,
    "factory": "深圳某某通信",
    "address": "东莞市松山湖 1 号",
    "carrier": "顺丰",
    "parcel_no": "SF001",
}


def swapped(house: House, at: datetime = T0, end: str = "factory", serial: int = 1, vehicle: str = CAR) -> None:
    """Terminal `serial` with its card was in the vehicle and is replaced by the next one; the old one goes to `end`."""
    act(house, "install", at, new_device_no=terminal(serial), new_iccid=iccid(serial), vehicle_id=vehicle)
    act(
        house, "swap_device", at, old_device_no=terminal(serial), new_device_no=terminal(serial + 1), vehicle_id=vehicle,
        old_device_end=end, taken_out=TOLD,
    )  # fmt: skip


def ok(answer: Any, status: int = 200) -> Json:
    """The body of an answer that must have worked."""
    assert answer.status_code == status, answer.text
    body: Json = answer.json()
    return body


def refused(answer: Any, code: str, status: int = 409) -> Json:
    """The body of a refusal with this code."""
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.text
    body: Json = answer.json()
    assert body["message"]["zh"]
    assert body["message"]["en"]
    return body


def listed(browser: AsgiClient, **query: Any) -> list[Json]:
    """The list of removed parts."""
    items: list[Json] = ok(browser.get("/api/removed", params=query))["items"]
    return items


def only(browser: AsgiClient, **query: Any) -> Json:
    """The one removed part that is on the list."""
    [one] = listed(browser, **query)
    return one


def do(browser: AsgiClient, removed_id: str, what: str, **more: Any) -> Any:
    """One act of the keeper; the answer as it is."""
    return browser.post(f"/api/removed/{removed_id}/act", json={"act": what, **more})


def packed(keeper: AsgiClient, *removed_ids: str, claim: bool = False) -> Json:
    """A batch with these in it."""
    batch = ok(keeper.post("/api/return-batches", json=BATCH), 201)
    return ok(
        keeper.post(f"/api/return-batches/{batch['id']}/lines", json={"removed_ids": removed_ids, "claim": claim})
    )


def sent(keeper: AsgiClient, *removed_ids: str, claim: bool = False) -> Json:
    """A batch with these in it, on its way."""
    batch = packed(keeper, *removed_ids, claim=claim)
    return ok(keeper.post(f"/api/return-batches/{batch['id']}/act", json={"act": "send"}))


def answer(keeper: AsgiClient, batch: Json, line: int = 0, **said: Any) -> Any:
    """Enter the factory's answer about one line; the answer as it is."""
    path = f"/api/return-batches/{batch['id']}/lines/{batch['lines'][line]['id']}/result"
    return keeper.post(path, json=said)


def undo_answer(keeper: AsgiClient, batch: Json, line: int = 0) -> Any:
    """Take the factory's answer about one line back; the answer as it is."""
    return keeper.post(f"/api/return-batches/{batch['id']}/lines/{batch['lines'][line]['id']}/undo")


def way(browser: AsgiClient, removed_id: str) -> list[str]:
    """The kinds of the places that the thing has been in, in order."""
    steps = ok(browser.get(f"/api/removed/{removed_id}"))["steps"]
    return [one["to_kind"] for one in steps]
