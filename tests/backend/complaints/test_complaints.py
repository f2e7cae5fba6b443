"""R23: complaints come in by three ways, have two deadlines, and go their path step by step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from backend.kernel.clock import SettableClock
from backend.kernel.events import EventRow
from backend.kernel.jobs import run_due
from backend.modules.complaints.jobs import JOBS
from backend.modules.complaints.models import Complaint
from backend.modules.complaints.public import open_complaint
from backend.modules.complaints.subscribers import DissatisfiedInCall
from backend.modules.followups.events import FollowUpDissatisfied
from backend.modules.followups.jobs import JOBS as CALLS
from backend.modules.followups.models import FollowUp
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, SHENZHEN
from tests.backend.visit_story import Sent, Story

SignIn = Callable[..., AsgiClient]


def taken(desk: AsgiClient, **body: Any) -> dict[str, Any]:
    """A complaint taken down by hand."""
    answer = desk.post("/api/complaints", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def acts(desk: AsgiClient, key: str, act: str, **body: Any) -> dict[str, Any]:
    """One step that must be taken."""
    answer = desk.post(f"/api/complaints/{key}/act", json={"act": act, "note": "写明", **body})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def facts(story: Story, name: str) -> list[dict[str, Any]]:
    """The payloads of a fact in the log."""
    with story.house.units.read() as work:
        query = select(EventRow).where(EventRow.name == name).order_by(col(EventRow.id))
        return [one.payload for one in work.session.exec(query).all()]


def dissatisfied(story: Story, client: SignIn, clock: SettableClock) -> Sent:
    """A repair whose customer is not satisfied in the call."""
    sent = story.free_repair()
    clock.advance(days=1)
    run_due(story.house.units, CALLS)
    with story.house.units.read() as work:
        call = work.session.exec(select(FollowUp)).one()
    body = {"score": 1, "satisfied": False, "comment": "还是不定位，师傅态度差"}
    assert client("agent").post(f"/api/follow-ups/{call.id}/answer", json=body).status_code == 200
    story.house.courier.run_until_idle()
    return sent


def test_R22_a_dissatisfied_call_becomes_a_complaint_once(story: Story, client: SignIn, clock: SettableClock) -> None:
    """Also when the fact is delivered twice."""
    sent = dissatisfied(story, client, clock)
    fact = DissatisfiedInCall.model_validate(facts(story, "followup.dissatisfied")[0])
    handler = story.house.units.subscriptions.by_name["complaints.dissatisfied"].handler
    with story.house.units.write() as work:
        handler(work, fact)
        found = work.session.exec(select(Complaint)).all()
    assert [(one.order_id, one.source, one.text) for one in found] == [
        (sent.order_id, "follow_up", "还是不定位，师傅态度差")
    ]
    assert found[0].first_answer_due == clock.now() + timedelta(hours=2)
    assert found[0].settle_due == clock.now() + timedelta(hours=24)


def test_complaints_understand_what_followups_tell() -> None:
    """The neighbour's fact is known by name and fields; this fails when followups changes them."""
    told = FollowUpDissatisfied(follow_up_id="f", order_id="o", centre_id="c", score=1, comment="不好", answers=[])
    heard = DissatisfiedInCall.model_validate(told.model_dump(mode="json"))
    assert heard.name == told.name
    assert (heard.order_id, heard.comment, heard.subject) == ("o", "不好", told.subject)


def test_R23_the_whole_path_and_then_the_order_closes(story: Story, client: SignIn, clock: SettableClock) -> None:
    """Received, classified, answered, investigated, settled, told, confirmed, archived."""
    sent = dissatisfied(story, client, clock)
    desk = client("complaint_handler", name="周专员")
    key = desk.get("/api/complaints").json()["items"][0]["id"]
    acts(desk, key, "classify", **{"class": "product", "severity": "normal"})
    for act in ("answer", "investigate", "settle", "tell"):
        acts(desk, key, act)
    assert story.order(sent).state == "completed"
    confirmed = acts(desk, key, "confirm")
    assert [one["act"] for one in confirmed["next_acts"]] == ["archive"]
    assert story.order(sent).state == "closed"
    archived = acts(desk, key, "archive", note="换卡后要等三分钟再离开")
    assert (archived["state"], archived["learnt"]) == ("archived", "换卡后要等三分钟再离开")
    assert (archived["responsible_name"], archived["class"]) == ("周专员", "product")
    assert [one["act"] for one in archived["acts"]] == [
        "open", "classify", "answer", "investigate", "settle", "tell", "confirm", "archive",
    ]  # fmt: skip
    assert desk.get("/api/complaints", params={"open_only": True}).json()["items"] == []


def test_R23_a_customer_who_disagrees_is_heard_again(story: Story, client: SignIn) -> None:
    """Told, not accepted: investigated anew with a new day to settle."""
    sent = story.free_repair()
    desk = client("complaint_handler")
    key = taken(desk, order_id=sent.order_id, text="师傅来晚了")["id"]
    acts(desk, key, "classify", **{"class": "process"})
    for act in ("answer", "investigate", "settle", "tell"):
        acts(desk, key, act)
    again = acts(desk, key, "reopen")
    assert (again["state"], again["settled_at"], again["settle_late"]) == ("answered", None, False)


def test_R23_an_urgent_one_alerts_the_managers_at_once(story: Story, client: SignIn) -> None:
    """Of this centre and of headquarters, nobody else."""
    client("manager", name="王经理")
    client("manager", None, name="总部")
    client("manager", GUANGZHOU.id, name="广州")
    sent = story.free_repair()
    found = taken(client("agent"), order_id=sent.order_id, text="装完第二天仪表冒烟")
    assert found["severity"] == "urgent"
    assert len(facts(story, "complaint.urgent")[0]["manager_ids"]) == 2


def test_R23_made_urgent_later_alerts_too(story: Story, client: SignIn) -> None:
    """Once."""
    sent = story.free_repair()
    desk = client("complaint_handler")
    key = taken(desk, order_id=sent.order_id, text="车上有味道")["id"]
    assert facts(story, "complaint.urgent") == []
    acts(desk, key, "classify", **{"class": "product", "severity": "urgent"})
    acts(desk, key, "classify", **{"class": "process"})
    assert len(facts(story, "complaint.urgent")) == 1


def test_R23_a_repeat_fault_on_the_same_vehicle_is_flagged(story: Story, client: SignIn, clock: SettableClock) -> None:
    """Repaired, broken again after 20 days: linked to the first; after 40 days no more."""
    vehicle = story.vehicle(clock.now() + timedelta(days=200))
    orders = []
    for days in (0, 20, 40):
        clock.advance(days=days)
        sent = story.send(vehicle)
        story.works(sent)
        story.does(sent, "fees.confirm", total_fen=0)
        story.leaves(sent)
        orders.append(sent)
    desk = client("agent")
    first, second, third = (taken(desk, order_id=one.order_id, text="又坏了") for one in orders)
    assert first["repeat_of"] is None
    assert second["repeat_of"] == orders[0].order_id
    assert second["repeat_of_no"] == story.order(orders[0]).no
    assert third["repeat_of"] is None


def test_R20_each_missed_deadline_is_told_once(story: Story, client: SignIn, clock: SettableClock) -> None:
    """First answer after 2 h, settled after 24 h."""
    sent = story.free_repair()
    key = taken(client("agent"), order_id=sent.order_id, text="师傅来晚了")["id"]
    clock.advance(hours=2)
    assert run_due(story.house.units, JOBS) == 0
    clock.advance(minutes=1)
    assert run_due(story.house.units, JOBS) == 1
    assert client("agent").get(f"/api/complaints/{key}").json()["first_answer_late"] is True
    clock.advance(hours=22)
    run_due(story.house.units, JOBS)
    run_due(story.house.units, JOBS)
    assert [one["which"] for one in facts(story, "complaint.late")] == ["first_answer", "settle"]


def test_R20_a_deadline_that_was_kept_is_not_told(story: Story, client: SignIn, clock: SettableClock) -> None:
    """Answered and settled in time."""
    sent = story.free_repair()
    desk = client("complaint_handler")
    key = taken(desk, order_id=sent.order_id, text="师傅来晚了")["id"]
    acts(desk, key, "classify", **{"class": "process"})
    for act in ("answer", "investigate", "settle"):
        acts(desk, key, act)
    clock.advance(days=3)
    assert run_due(story.house.units, JOBS) == 0
    seen = desk.get(f"/api/complaints/{key}").json()
    assert (seen["first_answer_late"], seen["settle_late"]) == (False, False)


@pytest.mark.one_database
def test_steps_out_of_turn_without_words_or_by_the_wrong_person_are_refused(story: Story, client: SignIn) -> None:
    """Each with its own sentence."""
    sent = story.free_repair()
    desk = client("complaint_handler")
    key = taken(desk, order_id=sent.order_id, text="师傅来晚了")["id"]
    url = f"/api/complaints/{key}/act"

    def code(**body: Any) -> str:
        answer = desk.post(url, json=body)
        assert 400 <= answer.status_code < 500
        return str(answer.json()["code"])

    assert code(act="settle", note="好了") == "complaint_wrong_step"
    assert code(act="classify") == "complaint_class_needed"
    assert code(act="classify", responsible="nobody", **{"class": "fee"}) == "not_a_handler"
    assert code(act="classify", version=9, **{"class": "fee"}) == "changed_meanwhile"
    assert code(act="dance") == "invalid_input"
    acts(desk, key, "classify", **{"class": "fee"})
    assert code(act="answer", note="  ") == "complaint_note_needed"
    assert client("agent").post(url, json={"act": "answer", "note": "x"}).status_code == 403
    assert client("complaint_handler", GUANGZHOU.id).get(f"/api/complaints/{key}").status_code == 403
    assert client("complaint_handler", GUANGZHOU.id).get("/api/complaints").json()["items"] == []


@pytest.mark.one_database
def test_a_complaint_needs_somebody_who_complains(story: Story, client: SignIn) -> None:
    """An order or a customer, that exists, of one's own centre."""
    agent = client("agent")
    bare = agent.post("/api/complaints", json={"text": "不满意"})
    assert (bare.status_code, bare.json()["code"]) == (422, "complaint_customer_needed")
    assert agent.post("/api/complaints", json={"text": "不满意", "customer_id": "x"}).status_code == 404
    body = {"text": "不满意", "customer_id": story.customer_id}
    assert client("agent", GUANGZHOU.id).post("/api/complaints", json=body).status_code == 403
    found = taken(agent, **body)
    assert (found["customer_name"], found["order_no"]) == ("深港冷链", None)


def test_complaints_of_a_day_count_up_and_page(story: Story, client: SignIn) -> None:
    """From the tracking page like from the desk."""
    with story.house.units.write() as work:
        numbers = [
            open_complaint(
                work, order_id=None, customer_id=story.customer_id, centre_id=SHENZHEN.id, text="慢", source="tracking"
            ).no
            for _ in range(5)
        ]
    assert numbers == [f"TS-261123-{n:03d}" for n in range(1, 6)]
    desk = client("quality")
    seen: list[str] = []
    cursor = None
    while True:
        page = desk.get("/api/complaints", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [one["no"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == numbers[::-1]


@pytest.mark.one_database
@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 2001}, {"text": "x", "class": "weather"}])
def test_bad_complaints_are_refused(story: Story, client: SignIn, body: dict[str, Any]) -> None:
    """Never a 5xx."""
    answer = client("agent").post("/api/complaints", json={"customer_id": story.customer_id, **body})
    assert answer.status_code == 422
    assert answer.json()["message"]["en"]
