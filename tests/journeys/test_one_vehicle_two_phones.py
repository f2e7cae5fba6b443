"""R30 from phone to desk: two technicians, both without signal, replace the terminal and the card of the same vehicle."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from backend.kernel.ids import new_id
from backend.modules.inventory import public as inventory
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import NOW, SHENZHEN, app, bare_app, client, clock, house  # noqa: F401
from tests.backend.inventory.store import iccid, overlaps
from tests.backend.visit_story import Sent, Story

SignIn = Callable[..., AsgiClient]
Told = list[dict[str, Any]]


def told(sent: Sent, at: datetime, terminal: str, card: str, old: str) -> Told:
    """What a phone gathered without signal: the road, the swap of both, the end of the work."""
    record = {
        "act": "swap_both",
        "new_device_no": terminal,
        "new_iccid": card,
        "old_device_no": old,
        "old_device_end": "factory",
    }
    said: list[tuple[str, dict[str, Any]]] = [
        ("visit.accept", {}), ("visit.contacted", {}), ("visit.set_off", {}), ("visit.arrive", {}), ("visit.start", {}),
        ("item.record", {"item_id": sent.item_ids[0], "fields": record}), ("item.finish", {"item_id": sent.item_ids[0]}),
    ]  # fmt: skip
    return [
        {"id": new_id(), "seq": n, "kind": kind, "version": 1, "event_time": (at + timedelta(seconds=n)).isoformat(),
         "counter": n, "payload": {"visit_id": sent.visit_id, **payload}}
        for n, (kind, payload) in enumerate(said, 1)
    ]  # fmt: skip


def deliver(phone: AsgiClient, commands: Told) -> Sequence[dict[str, Any]]:
    """The phone has signal: everything is handed in at once; a name for the phone goes with it."""
    answer = phone.post("/api/sync/commands", json={"client_id": f"phone-{commands[0]['id']}", "commands": commands})
    assert answer.status_code == 200, answer.text
    answers: list[dict[str, Any]] = answer.json()["answers"]
    return answers


@pytest.mark.parametrize("first", ["earlier", "later"])
def test_R30_two_phones_swap_terminal_and_card_of_one_vehicle(
    house: House,  # noqa: F811
    client: SignIn,  # noqa: F811
    clock: Any,  # noqa: F811
    first: str,
) -> None:
    story = Story.begin(house)
    li = story.add_technician("李明")
    car = story.vehicle()
    su_visit, li_visit = story.send(car), story.send(car, technician_id=li)
    with house.units.write() as work:
        old = inventory.installed_in(work, [car])[car].device
        vans = [inventory.PlaceRef("van", who, centre_id=SHENZHEN.id) for who in (story.technician_id, li)]
        inventory.load_sims(work, [inventory.NewSim(iccid(n), van) for n, van in enumerate(vans, 1)])
    new = [story.new_terminal(story.technician_id), story.new_terminal(li)]
    batches = {
        "earlier": (client("technician", technician_id=story.technician_id),
                    told(su_visit, NOW + timedelta(minutes=10), new[0], iccid(1), old.terminal_no)),
        "later": (client("technician", technician_id=li),
                  told(li_visit, NOW + timedelta(minutes=40), new[1], iccid(2), old.terminal_no)),
    }  # fmt: skip
    clock.advance(hours=2)
    order = [first, "later" if first == "earlier" else "earlier"]
    for which in (*order, *order):  # everything comes twice: the first answer was lost on the way
        states = [one["outcome"] for one in deliver(*batches[which])]
        assert set(states) <= {"accepted", "duplicate"}

    winner = new[0] if first == "earlier" else new[1]
    keeper = client("warehouse")
    sits = keeper.get(f"/api/vehicles/{car}/installed").json()["items"]
    assert [one["device"]["terminal_no"] for one in sits] == [winner], "one stands"
    cases = keeper.get("/api/cases").json()["items"]
    assert [one["code"] for one in cases] == ["slot_taken" if first == "earlier" else "late_record"], "one is a case"
    detail = keeper.get(f"/api/cases/{cases[0]['id']}").json()
    loser = new[1] if first == "earlier" else new[0]
    assert detail["claimed_line"]["terminal_no"] == loser
    assert {one["technician_name"] for one in detail["visits"].values()} == {"苏建国", "李明"}, "both people are named"

    shown = keeper.post(f"/api/cases/{cases[0]['id']}/preview", json={"decision": "accept"}).json()
    assert loser in {one["after"]["terminal_no"] for one in shown["lines"]}
    settled = keeper.post(
        f"/api/cases/{cases[0]['id']}/settle", json={"decision": "accept", "note": "两位都换过，看了照片"}
    )
    assert settled.status_code == 200, settled.text
    history = keeper.get(f"/api/vehicles/{car}/timeline").json()["items"]
    begun = [(one["line"]["terminal_no"], one["line"]["standing"]) for one in history if one["what"] == "began"]
    assert {old.terminal_no, *new} <= {number for number, _ in begun}, "both claims are kept"
    with house.units.read() as work:
        assert overlaps(work) == []
    between = (NOW + timedelta(minutes=25)).isoformat()
    then = keeper.get(f"/api/vehicles/{car}/timeline", params={"at": between}).json()["moment"]
    assert [one["terminal_no"] for one in then["lines"]] == [new[0]], "what was in it between the two swaps"
    known = keeper.get(f"/api/vehicles/{car}/timeline", params={"at": between, "known_at": NOW.isoformat()}).json()[
        "moment"
    ]
    assert [one["terminal_no"] for one in known["lines"]] == [old.terminal_no], "and what was known before either told"
