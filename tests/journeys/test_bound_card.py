"""R31: a bound card is stopped before power-on: rules read, no signal, asked, filed, rebound, told, finished."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from stdnum import luhn

from backend.kernel.clock import SettableClock
from backend.kernel.ids import new_id
from backend.modules.inventory import public as inventory
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import SHENZHEN, app, bare_app, client, clock, house  # noqa: F401 - fixtures
from tests.backend.visit_story import Sent, Story

Json = dict[str, Any]
OLD, NEW = "864217051182637", "865372060334189"


def iccid(serial: int) -> str:
    """A valid ICCID of China Mobile."""
    body = f"8986042619{serial:09d}"
    return body + str(luhn.calc_check_digit(body))


class Away:
    """A phone with no signal: what is done is kept with its time, and sent in one go when the signal is back."""

    def __init__(self, browser: AsgiClient, clock: SettableClock) -> None:  # noqa: F811
        """Nothing is waiting yet."""
        self.browser, self.clock, self.client_id = browser, clock, f"phone-{new_id()}"
        self.waiting: list[Json] = []
        self.seq = 0

    def does(self, kind: str, **payload: Any) -> None:
        """Keep one command."""
        self.seq += 1
        at = self.clock.now().isoformat()
        command = {"id": new_id(), "seq": self.seq, "kind": kind, "event_time": at, "counter": self.seq}
        self.waiting.append({**command, "payload": payload})

    def sends(self, *, twice: bool = False) -> list[Json]:
        """Everything that waits; told twice when the first answer is lost on the way."""
        body = {"client_id": self.client_id, "commands": self.waiting}
        for _ in range(2 if twice else 1):
            answer = self.browser.post("/api/sync/commands", json=body)
            assert answer.status_code == 200, answer.text
        self.waiting = []
        answers: list[Json] = answer.json()["answers"]
        return answers


@pytest.fixture
def story(house: House) -> Story:  # noqa: F811
    """A vehicle of the customer with terminal OLD and a plug-in card of China Mobile; terminal NEW is on the van."""
    told = Story.begin(house)
    with house.units.write() as work:
        inventory.load_binding_rules(work, inventory.DEFAULT_BINDING_RULES)
        van = inventory.PlaceRef("van", told.technician_id, centre_id=SHENZHEN.id)
        inventory.load_devices(work, [inventory.NewDevice("BD-NEW", NEW, "BD-500", van)])
    return told


def with_card(story: Story, serial: int, imei: str) -> str:
    """A vehicle in which a card has worked in the terminal with this IMEI for a year."""
    vehicle = story.vehicle(installed=False)
    with story.house.units.write() as work:
        place = inventory.PlaceRef("vehicle", vehicle)
        device = inventory.NewDevice(f"BD-{serial}", imei, "BD-500", place)
        sim = inventory.NewSim(
            iccid(serial), place, msisdn=f"10648{serial:08d}", operator="cmcc", card_type="plug", bound_imei=imei
        )
        ids = inventory.load_devices(work, [device]), inventory.load_sims(work, [sim])
        since = work.now - timedelta(days=365)
        inventory.load_installations(work, [inventory.NewInstallation(vehicle, ids[0][0], ids[1][0], since)])
    return vehicle


def on_site(phone: Away, sent: Sent) -> None:
    for kind in ("visit.accept", "visit.contacted", "visit.set_off", "visit.arrive", "visit.start"):
        phone.does(kind, visit_id=sent.visit_id)


def swaps(phone: Away, sent: Sent, number: str) -> None:
    fields = {"act": "swap_device", "new_device_no": number, "old_device_end": "factory"}
    phone.does("item.record", visit_id=sent.visit_id, item_id=sent.item_ids[0], fields=fields)


def learns_the_rules(technician: AsgiClient) -> tuple[str, str, str]:
    """What the phone reads in the morning: the rule about the vehicle's card, the rules' mark, the plate."""
    van = technician.get("/api/phone/van").json()
    [rule] = [one for one in van["binding_rules"] if (one["operator"], one["card_type"]) == ("cmcc", "plug")]
    assert (rule["rule"], rule["days"]) == ("rebind_first", 3)
    [item] = technician.get("/api/phone/day").json()["visits"][0]["items"]
    assert item["installed"]["card"] == {"operator": "cmcc", "card_type": "plug", "bound_imei": OLD, "rebinds": 0}
    return rule["rule"], van["rules_mark"], item["plate"]


def files_the_task(keeper: AsgiClient, sent: Sent, plate: str) -> Json:
    """The keeper sees one task, with the plate and the visit, makes the portal's files and marks it filed."""
    [task] = keeper.get("/api/carrier-tasks", params={"operator": "cmcc"}).json()["items"]
    assert (task["iccid"], task["old_imei"], task["new_imei"], task["plate"]) == (iccid(50), OLD, NEW, plate)
    assert (task["order_id"], task["overdue"]) == (sent.order_id, False)
    assert task["visit_no"]
    file = keeper.post("/api/carrier-tasks/export", json={"ids": [task["id"]], "format": "xlsx"})
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["接入号", "ICCID", "原 IMEI", "新 IMEI"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]][1:3] == [(iccid(50), "s"), (OLD, "s")]
    csv = keeper.post("/api/carrier-tasks/export", json={"ids": [task["id"]], "format": "csv"})
    assert csv.content.decode("utf-8-sig").splitlines()[1] == f"{task['msisdn']},{iccid(50)},{OLD},{NEW}"
    ref = {"id": task["id"], "version": task["version"]}
    filed = keeper.post("/api/carrier-tasks/mark", json={"tasks": [ref], "state": "filed"})
    assert filed.status_code == 200, filed.text
    found: Json = task
    return found


def books_the_result(keeper: AsgiClient, task: Json) -> None:
    """The portal's result file says that it is done; the keeper looks at what it would do and books it."""
    said = f"ICCID,处理结果\n{iccid(50)},成功\n{iccid(77)},成功\n".encode()
    results = keeper.post("/api/carrier-tasks/results", files={"file": ("r.csv", said, "text/csv")}).json()
    assert [one["id"] for one in results["done"]] == [task["id"]]
    assert (results["refused"], results["unknown"]) == ([], [iccid(77)[:19]])
    tasks = [{"id": one["id"], "version": one["version"]} for one in results["done"]]
    assert keeper.post("/api/carrier-tasks/mark", json={"tasks": tasks, "state": "done"}).status_code == 200


def test_R31_test_R16_a_bound_card_is_stopped_before_power_on(
    story: Story,
    client: Callable[..., AsgiClient],  # noqa: F811
    clock: SettableClock,  # noqa: F811
) -> None:
    sent = story.send(with_card(story, 50, OLD))
    technician, keeper = client("technician", technician_id=story.technician_id), client("warehouse")
    rule, mark, plate = learns_the_rules(technician)

    # In the garage there is no signal: the new terminal is scanned, the guard stops the hand, he asks.
    phone = Away(technician, clock)
    on_site(phone, sent)
    swaps(phone, sent, "BD-NEW")
    about = {"visit_id": sent.visit_id, "item_id": sent.item_ids[0]}
    asked = {"iccid": iccid(50), "old_imei": OLD, "new_imei": NEW, "act": "swap_device"}
    phone.does("carrier.ask", **about, **asked, rule=rule, rules_mark=mark)
    clock.advance(hours=1)
    answers = phone.sends(twice=True)
    assert {one["outcome"] for one in answers} == {"duplicate"}
    assert answers[-1]["details"]["state"] == "asked"

    task = files_the_task(keeper, sent, plate)
    clock.advance(days=3)
    books_the_result(keeper, task)

    # The technician is told, powers on and finishes: nothing is left to warn of.
    [told] = technician.get("/api/phone/van").json()["carrier_tasks"]
    assert (told["state"], told["item_id"], told["rule_changed"]) == ("done", sent.item_ids[0], False)
    phone.does("item.finish", **about)
    [finished] = phone.sends()
    assert (finished["outcome"], finished["details"]["warnings"]) == ("accepted", [])
    [sitting] = keeper.get(f"/api/vehicles/{sent.vehicle_ids[0]}/installed").json()["items"]
    assert (sitting["device"]["imei"], sitting["sim"]["bound_imei"]) == (NEW, NEW)


def test_R31_control_a_phone_that_asked_nothing_leaves_the_task_to_the_office(
    story: Story,
    client: Callable[..., AsgiClient],  # noqa: F811
    clock: SettableClock,  # noqa: F811
) -> None:
    """Negative control: the same swap without a word about the card warns, and the office finds it by itself."""
    sent = story.send(with_card(story, 51, OLD))
    phone = Away(client("technician", technician_id=story.technician_id), clock)
    on_site(phone, sent)
    swaps(phone, sent, "BD-NEW")
    phone.does("item.finish", visit_id=sent.visit_id, item_id=sent.item_ids[0])
    assert phone.sends()[-1]["details"]["warnings"] == ["sim_rebind_needed"]
    keeper = client("warehouse")
    [task] = keeper.get("/api/carrier-tasks").json()["items"]
    assert (task["decision"], task["state"]) == ("found", "asked")
    clock.advance(days=1)
    assert [one["overdue"] for one in keeper.get("/api/carrier-tasks", params={"overdue": True}).json()["items"]] == [
        True
    ]
