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


class Garage:
    """One vehicle, two technicians without signal: Su swaps terminal and card ten minutes in, Li half an hour later."""

    def __init__(self, house: House, client: SignIn) -> None:  # noqa: F811
        """Both have a visit there, a new terminal and a new card on their van."""
        story = Story.begin(house)
        self.house, self.keeper = house, client("warehouse")
        people = [story.technician_id, story.add_technician("李明")]
        self.car = story.vehicle()
        visits = [story.send(self.car, technician_id=who) for who in people]
        with house.units.write() as work:
            self.old = inventory.installed_in(work, [self.car])[self.car].device.terminal_no
            vans = [inventory.PlaceRef("van", who, centre_id=SHENZHEN.id) for who in people]
            inventory.load_sims(work, [inventory.NewSim(iccid(n), van) for n, van in enumerate(vans, 1)])
        self.new = [story.new_terminal(who) for who in people]
        self.phones = [client("technician", technician_id=who) for who in people]
        self.batches = [
            told(visit, NOW + timedelta(minutes=minutes), self.new[n], iccid(n + 1), self.old)
            for n, (visit, minutes) in enumerate(zip(visits, (10, 40), strict=True))
        ]

    def delivered(self, order: Sequence[int]) -> None:
        """The phones hand in what they have, in this order, and everything twice: the first answer was lost."""
        for which in (*order, *order):
            states = {one["outcome"] for one in deliver(self.phones[which], self.batches[which])}
            assert states <= {"accepted", "duplicate"}

    def stands(self) -> list[str]:
        """The terminals that sit in the vehicle by the books."""
        sits = self.keeper.get(f"/api/vehicles/{self.car}/installed").json()["items"]
        return [one["device"]["terminal_no"] for one in sits]

    def moment(self, at: datetime, **params: str) -> list[str]:
        """The terminals that were in it at a moment."""
        path, asked = f"/api/vehicles/{self.car}/timeline", {"at": at.isoformat(), **params}
        return [one["terminal_no"] for one in self.keeper.get(path, params=asked).json()["moment"]["lines"]]


@pytest.mark.parametrize("first", [0, 1], ids=["earlier", "later"])
def test_R30_two_phones_swap_terminal_and_card_of_one_vehicle(
    house: House,  # noqa: F811
    client: SignIn,  # noqa: F811
    clock: Any,  # noqa: F811
    first: int,
) -> None:
    garage = Garage(house, client)
    clock.advance(hours=2)
    garage.delivered([first, 1 - first])
    winner, loser = garage.new[first], garage.new[1 - first]
    assert garage.stands() == [winner], "one stands"
    [case] = garage.keeper.get("/api/cases").json()["items"]
    assert case["code"] == ["slot_taken", "late_record"][first], "one is a case"
    path = f"/api/cases/{case['id']}"
    detail = garage.keeper.get(path).json()
    assert detail["claimed_line"]["terminal_no"] == loser
    assert {one["technician_name"] for one in detail["visits"].values()} == {"苏建国", "李明"}, "both people are named"

    shown = garage.keeper.post(f"{path}/preview", json={"decision": "accept"}).json()
    assert loser in {one["after"]["terminal_no"] for one in shown["lines"]}
    settled = garage.keeper.post(f"{path}/settle", json={"decision": "accept", "note": "两位都换过，看了照片"})
    assert settled.status_code == 200, settled.text
    history = garage.keeper.get(f"/api/vehicles/{garage.car}/timeline").json()["items"]
    begun = {one["line"]["terminal_no"] for one in history if one["what"] == "began"}
    assert {garage.old, *garage.new} <= begun, "both claims are kept"
    with house.units.read() as work:
        assert overlaps(work) == []
    between = NOW + timedelta(minutes=25)
    assert garage.moment(between) == [garage.new[0]], "what was in it between the two swaps"
    assert garage.moment(between, known_at=NOW.isoformat()) == [garage.old], "and what was known before either told"
