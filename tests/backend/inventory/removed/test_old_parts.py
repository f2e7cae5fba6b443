"""R33: a charged part that was replaced gets an end, from the phone's word to the keeper's list."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.modules.inventory import public as inventory
from backend.modules.work_orders import phone_payloads as said
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.inventory.store import act, fill
from tests.backend.visit_story import Sent, Story

SignIn = Callable[..., AsgiClient]


def repaired(story: Story, parts: dict[str, int], old_parts: dict[str, Any]) -> Sent:
    """A repair that used these parts; told twice, as phones do."""
    sent = story.send(story.vehicle())
    story.works(sent, parts=parts, old_parts=old_parts, fault_code="F06")
    return sent


def on_list(keeper: AsgiClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = keeper.get("/api/removed").json()["items"]
    return found


def test_R33_an_old_part_rides_in_the_van_with_its_serial_until_it_is_handed_in(house: House, client: SignIn) -> None:
    story = Story.begin(house)
    sent = repaired(story, {"CAM-1080": 1}, {"CAM-1080": {"end": "warehouse", "serial": "cam 77-01"}})
    phone, keeper = client("technician", technician_id=story.technician_id), client("warehouse")
    [own] = phone.get("/api/phone/van").json()["removed"]
    [entry] = on_list(keeper)
    assert (own["number"], own["bound_for"], own["visit_id"]) == ("CAM77-01", "warehouse", sent.visit_id)
    assert (entry["label_no"], entry["where"], entry["product_name_zh"]) == (
        own["label_no"],
        "van",
        own["product_name_zh"],
    )
    assert own["plate"], "the label says which vehicle it came from"

    back = {"technician_id": story.technician_id, "devices": ["CAM77-01"]}
    assert keeper.post("/api/stock/return", json=back).status_code == 200
    assert phone.get("/api/phone/van").json()["removed"] == []


@pytest.mark.one_database
def test_R33_each_of_several_has_its_own_number_and_what_the_customer_keeps_has_ended(
    house: House, client: SignIn
) -> None:
    story = Story.begin(house)
    told = {"ANT-GNSS": {"end": "scrap"}, "RELAY": {"end": "customer"}, "TIE": {"end": "scrap"}, "CAM-1080": {}}
    repaired(story, {"ANT-GNSS": 2, "RELAY": 1, "TIE": 3}, told)
    entries = on_list(client("warehouse"))
    assert [one["bound_for"] for one in entries] == ["scrap", "scrap"], (
        "two antennas; ties and unused parts have no end"
    )
    assert len({one["number"] for one in entries}) == 2
    ended = client("warehouse").get("/api/removed", params={"state": "ended"}).json()["items"]
    assert [one["end"] for one in ended] == ["customer"]


@pytest.mark.one_database
def test_R33_a_serial_that_is_in_the_books_already_is_kept_beside_a_number_of_its_own(
    house: House, client: SignIn
) -> None:
    story = Story.begin(house)
    known = story.new_terminal()
    repaired(story, {"CAM-1080": 1}, {"CAM-1080": {"end": "warehouse", "serial": known}})
    [entry] = on_list(client("warehouse"))
    assert entry["number"].startswith(f"{known}-")
    van = client("technician", technician_id=story.technician_id).get("/api/phone/van").json()
    assert known in [one["terminal_no"] for one in van["devices"]], "the terminal of that number stays what it is"


def test_R33_control_a_phone_that_says_nothing_of_old_parts_opens_nothing(house: House, client: SignIn) -> None:
    story = Story.begin(house)
    repaired(story, {"CAM-1080": 1}, {})
    assert on_list(client("warehouse")) == []


def test_an_end_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="end"):
        said.ItemFields.model_validate({"old_parts": {"RELAY": {"end": "river"}}})


@pytest.mark.one_database
def test_R33_an_old_part_that_came_out_alone_is_told_twice_and_listed_once(house: House, client: SignIn) -> None:
    """Nothing new went in, so only the old part itself says that this was written already."""
    fill(house)
    for _ in range(2):
        act(house, "none", old_parts=(inventory.OldPart("CAM-1080", 1, "scrap"),))
    assert [one["bound_for"] for one in on_list(client("warehouse"))] == ["scrap"]
