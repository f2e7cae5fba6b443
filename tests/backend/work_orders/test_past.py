"""What the phone keeps for the road beside the visits: earlier work at the vehicles, and what to say (R16, R41)."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from backend.kernel.clock import SettableClock
from backend.modules.intake import public as intake
from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.backend.visit_story import OFFICE, Story

Client = Callable[..., httpx.Client]


@pytest.fixture
def story(house: House) -> Story:
    return Story.begin(house)


def past(client: Client, story: Story) -> list[tuple[str, str, str]]:
    """(vehicle, remedy, who) of what the technician's phone is given."""
    answer = client("technician", technician_id=story.technician_id).get("/api/phone/past")
    assert answer.status_code == 200
    return [(one["vehicle_id"], one["remedy"], one["technician_name"]) for one in answer.json()["items"]]


def test_R16_the_last_three_works_of_each_vehicle_lie_on_the_phone_newest_first(
    story: Story, client: Client, clock: SettableClock
) -> None:
    vehicle, other = story.vehicle(), story.vehicle()
    for remedy in ("一", "二", "三", "四"):
        sent = story.send(vehicle)
        story.works(sent, remedy=remedy)
        story.does(sent, "fees.confirm", total_fen=0)
        story.leaves(sent)
        clock.advance(days=2)
    at_hand = story.send(vehicle, other)
    story.works(at_hand, remedy="现在")
    told = past(client, story)
    assert told == [(vehicle, remedy, "苏建国") for remedy in ("四", "三", "二")], "not what is at hand, not the fourth"


def test_R16_another_technicians_vehicles_are_not_told(story: Story, client: Client, clock: SettableClock) -> None:
    sent = story.send(story.vehicle())
    story.works(sent, remedy="换保险")
    story.does(sent, "fees.confirm", total_fen=0)
    story.leaves(sent)
    clock.advance(days=2)
    story.send(*sent.vehicle_ids)
    assert past(client, story)
    story.technician_id = story.add_technician("何伟")
    assert past(client, story) == []


def test_R16_who_was_sent_and_declined_has_done_nothing(story: Story, client: Client, clock: SettableClock) -> None:
    sent = story.send(story.vehicle())
    story.works(sent, remedy="换保险")
    story.does(sent, "fees.confirm", total_fen=0)
    story.leaves(sent)
    other = story.add_technician("何伟")
    clock.advance(hours=2)
    with story.house.units.write(OFFICE) as work:
        work_orders.mark_proof(work, sent.item_ids[0], sent.visit_id, "failed")
        version = work_orders.order(work, sent.order_id).version
        at = work.now
        again = work_orders.dispatch_visit(work, sent.order_id, other, at, at + timedelta(hours=2), at, version)
    story.phone(other, "visit.decline", visit_id=again.id, reason="车坏了")
    clock.advance(days=2)
    story.send(*sent.vehicle_ids)
    assert past(client, story) == [(sent.vehicle_ids[0], "换保险", "苏建国")]


def test_R41_the_road_has_its_own_scripts_and_the_agent_does_not_see_them(story: Story, client: Client) -> None:
    with story.house.units.write() as work:
        intake.load_scripts(work)
    road = client("technician", technician_id=story.technician_id).get("/api/phone/scripts").json()["items"]
    assert [one["code"] for one in road] == ["appointment", "late", "unreachable", "nobody_there"]
    assert all(len(one["zh"]) == len(one["en"]) for one in road)
    agents = client("agent").get("/api/intake/script").json()["items"]
    assert {one["code"] for one in agents} & {one["code"] for one in road} == set()
