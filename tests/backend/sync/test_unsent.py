"""R36: phones tell what they hold, dispatchers see it, a refusal is settled, data on phones has an end."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.kernel.clock import SettableClock
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, NOW
from tests.backend.sync.rescue_files import CLIENT, command
from tests.backend.visit_story import Sent, Story

Client = Callable[..., AsgiClient]
OLDEST = "2026-11-23T00:40:00Z"


@pytest.fixture
def story(house: House) -> Story:
    """A technician, Su, with a customer."""
    return Story.begin(house)


@pytest.fixture
def sent(story: Story) -> Sent:
    """A visit of his."""
    return story.send(story.vehicle())


@pytest.fixture
def su(story: Story, client: Client) -> AsgiClient:
    """His phone."""
    return client("technician", technician_id=story.technician_id, name="苏建国")


def holds(**more: Any) -> dict[str, Any]:
    """What a phone tells."""
    said = {"client_id": CLIENT, "commands": 3, "photos": 2, "refused": [], "oldest_at": OLDEST, "device": "Android"}
    return said | more


def tell(phone: AsgiClient, **more: Any) -> dict[str, Any]:
    """Tell it, and what the office answers."""
    answer = phone.post("/api/sync/unsent", json=holds(**more))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def give(phone: AsgiClient, *commands: dict[str, Any]) -> list[dict[str, Any]]:
    """Send commands."""
    answer = phone.post("/api/sync/commands", json={"client_id": CLIENT, "commands": list(commands)})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["answers"])


def seen(office: AsgiClient) -> dict[str, Any]:
    """What the desk shows."""
    answer = office.get("/api/unsent")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_R36_the_dispatcher_sees_how_much_is_unsent_on_whose_phone_since_when(
    su: AsgiClient, client: Client, clock: SettableClock
) -> None:
    tell(su)
    clock.advance(hours=2)
    (phone,) = seen(client("dispatcher"))["phones"]
    assert {key: phone[key] for key in ("person", "device", "commands", "photos", "refused")} == {
        "person": "苏建国", "device": "Android", "commands": 3, "photos": 2, "refused": 0,
    }  # fmt: skip
    assert (phone["oldest_at"], phone["seen_at"]) == (OLDEST, NOW.isoformat().replace("+00:00", "Z"))


def test_R36_a_phone_with_nothing_unsent_is_not_listed_and_another_centre_sees_none(
    su: AsgiClient, client: Client
) -> None:
    tell(su)
    assert seen(client("dispatcher", GUANGZHOU.id))["phones"] == []
    tell(su, commands=0, photos=0, oldest_at=None)
    assert seen(client("dispatcher"))["phones"] == []


@pytest.mark.one_database
def test_R36_a_phone_that_says_the_same_again_costs_a_write_every_five_minutes_only(
    house: House, su: AsgiClient, client: Client, clock: SettableClock
) -> None:
    office = client("dispatcher")
    told = []
    for _ in range(6):
        tell(su)
        told.append(seen(office)["phones"][0]["seen_at"])
        clock.advance(minutes=2)
    assert [told.index(one) for one in told] == [0, 0, 0, 3, 3, 3]
    tell(su, commands=4)  # something new is noted at once
    assert seen(office)["phones"][0]["seen_at"] > told[-1]


@pytest.mark.one_database
def test_R36_the_outbox_of_another_person_cannot_be_told_of(story: Story, su: AsgiClient, client: Client) -> None:
    tell(su)
    other = client("technician", technician_id=story.add_technician("李明"))
    answer = other.post("/api/sync/unsent", json=holds(commands=0))
    assert (answer.status_code, answer.json()["code"]) == (409, "client_not_yours")
    assert seen(client("dispatcher"))["phones"][0]["commands"] == 3


def test_R16_R36_a_refused_command_shows_both_values_until_somebody_settles_it(
    house: House, story: Story, sent: Sent, su: AsgiClient, client: Client
) -> None:
    story.does(sent, "visit.decline", reason="车坏了")
    told = give(su, command(1, "visit.start", visit_id=sent.visit_id))
    assert told[0]["outcome"] == "refused"
    office = client("dispatcher")
    (one,) = seen(office)["refused"]
    assert (one["kind"], one["person"], one["customer_name"], one["code"]) == (
        "visit.start", "苏建国", "深港冷链", "wrong_state",
    )  # fmt: skip
    assert {"what": "state", "phone": "working", "office": "declined"} in one["values"]
    assert tell(su, commands=0, photos=0, oldest_at=None, refused=[one["id"]])["settled"] == []
    assert [phone["refused"] for phone in seen(office)["phones"]] == [1]

    settled = office.post(f"/api/unsent/refused/{one['id']}/settle", json={"note": "改派给李明了"})
    assert settled.status_code == 204, settled.text
    assert seen(office)["refused"] == []
    heard = tell(su, commands=0, photos=0, oldest_at=None, refused=[one["id"]])["settled"]
    assert heard == [{"id": one["id"], "by": "dispatcher", "note": "改派给李明了"}]
    again = office.post(f"/api/unsent/refused/{one['id']}/settle", json={"note": "再来"})
    assert (again.status_code, again.json()["code"]) == (409, "refusal_settled")


def test_R36_what_was_written_of_a_vehicle_stands_beside_what_the_office_has(
    story: Story, sent: Sent, su: AsgiClient, client: Client
) -> None:
    item = sent.item_ids[0]
    story.works(sent)
    give(su, command(1, "item.record", visit_id=sent.visit_id, item_id=item, fields={"act": "swap_sim", "remedy": ""}))
    (one,) = seen(client("dispatcher"))["refused"]
    assert one["plate"].startswith("粤")
    assert {"what": "act", "phone": "swap_sim", "office": "none"} in one["values"]


def test_R27_R36_what_another_centres_visit_is_about_is_not_told(
    story: Story, sent: Sent, su: AsgiClient, client: Client
) -> None:
    far = client("technician", GUANGZHOU.id, technician_id=story.add_technician("何伟", GUANGZHOU.id))
    (told,) = give(far, command(1, "visit.start", visit_id=sent.visit_id))
    assert told["code"] == "visit_not_yours"
    (one,) = seen(client("dispatcher", GUANGZHOU.id))["refused"]
    assert (one["visit_no"], one["order_id"], one["customer_name"], one["values"]) == (None, None, "", [])


def test_R36_what_the_technician_put_away_himself_is_not_asked_of_the_office(
    story: Story, sent: Sent, su: AsgiClient, client: Client, clock: SettableClock
) -> None:
    give(su, command(1, "visit.start", visit_id="none"), command(2, "visit.start", visit_id="none"))
    office = client("dispatcher")
    kept = seen(office)["refused"]
    assert len(kept) == 2  # the phone has not spoken since: it still holds both
    clock.advance(seconds=1)
    tell(su, commands=0, photos=0, oldest_at=None, refused=[kept[0]["id"]])
    assert [one["id"] for one in seen(office)["refused"]] == [kept[0]["id"]]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("visit.start", {}), ("visit.start", {"visit_id": 7}), ("item.record", {"visit_id": "@", "item_id": [], "fields": 3}),
        ("fees.confirm", {"visit_id": "@", "total_fen": True}), ("remittance.submit", {"amount_fen": 2**70}),
        ("dance", {"visit_id": {"a": 1}}),
    ],
)  # fmt: skip
def test_R36_nonsense_that_was_refused_is_listed_all_the_same(
    sent: Sent, su: AsgiClient, client: Client, kind: str, payload: dict[str, Any]
) -> None:
    named = {key: sent.visit_id if value == "@" else value for key, value in payload.items()}
    give(su, command(1, kind, **named))
    assert len(seen(client("dispatcher"))["refused"]) == 1


@pytest.mark.one_database
def test_R36_settling_is_for_the_centre_and_with_words(sent: Sent, su: AsgiClient, client: Client) -> None:
    (told,) = give(su, command(1, "visit.start", visit_id="none"))
    where = f"/api/unsent/refused/{told['id']}/settle"
    assert client("dispatcher").post(where, json={"note": ""}).json()["code"] == "invalid_input"
    assert client("dispatcher", GUANGZHOU.id).post(where, json={"note": "x"}).json()["code"] == "not_yours"
    assert client("agent").post(where, json={"note": "x"}).json()["code"] == "not_allowed"
    assert client("dispatcher").post(where.replace(told["id"], "none"), json={"note": "x"}).status_code == 404


def test_R36_a_lost_phone_is_put_away_and_comes_back_when_it_speaks(su: AsgiClient, client: Client) -> None:
    tell(su)
    office = client("dispatcher")
    gone = office.post(f"/api/unsent/phones/{CLIENT}/put-away", json={"reason": "手机掉水里了"})
    assert gone.status_code == 204, gone.text
    assert seen(office)["phones"] == []
    tell(su)
    assert len(seen(office)["phones"]) == 1


@pytest.mark.one_database
def test_R36_how_long_phones_keep_what_arrived_is_the_companys_to_say(su: AsgiClient, client: Client) -> None:
    assert tell(su)["keep_days"] == 7
    manager = client("manager")
    assert manager.put("/api/phone-policy", json={"keep_days": 3}).json() == {"keep_days": 3}
    assert (tell(su)["keep_days"], manager.get("/api/phone-policy").json()) == (3, {"keep_days": 3})
    assert manager.put("/api/phone-policy", json={"keep_days": 0}).json()["code"] == "invalid_input"


@pytest.mark.one_database
def test_R36_on_a_shared_phone_the_work_of_one_never_goes_out_in_the_name_of_another(
    house: House, story: Story, sent: Sent, su: AsgiClient, client: Client
) -> None:
    """The tab still belongs to Su while Li has signed in beside it: the cookie is Li's, the work is Su's."""
    me = su.get("/api/auth/me").json()["user"]["id"]
    li = client("technician", technician_id=story.add_technician("李明"))
    body = {"client_id": CLIENT, "commands": [command(1, "visit.accept", visit_id=sent.visit_id)]}
    answer = li.post("/api/sync/commands", json=body, headers={"x-person": me})
    assert (answer.status_code, answer.json()["code"]) == (409, "other_person")
    assert li.get("/api/phone/day", headers={"x-person": me}).json()["code"] == "other_person"
    # Control: with the person's own cookie the same batch goes through, as the first of its outbox.
    told = su.post("/api/sync/commands", json=body, headers={"x-person": me}).json()
    assert (told["answers"][0]["outcome"], told["expected_seq"]) == ("accepted", 2)
