"""R21, R22: a call a day after completion, once; answered, or tried again; satisfied closes the order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from backend.kernel.clock import SettableClock
from backend.kernel.errors import Refusal
from backend.kernel.events import EventRow
from backend.kernel.jobs import run_due
from backend.modules.followups import service
from backend.modules.followups.events import FollowUpUnreached
from backend.modules.followups.jobs import JOBS
from backend.modules.followups.lifecycle import ACTIONS, CHANGES, STATES, next_state
from backend.modules.followups.models import FollowUp
from backend.modules.followups.public import DEFAULT_SCRIPTS, load_scripts
from backend.modules.work_orders.events import OrderCompleted
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.visit_story import Sent, Story

SignIn = Callable[..., AsgiClient]
HAPPY = {"score": 5, "satisfied": True, "answers": [{"q": "fixed", "text": "好了"}, {"q": "overall", "score": 5}]}
UNHAPPY = {"score": 1, "satisfied": False, "comment": "还是不定位"}


@pytest.fixture
def done(story: Story) -> Sent:
    """A repair completed on Monday 09:30, with the scripts loaded."""
    with story.house.units.write() as work:
        load_scripts(work)
    return story.free_repair()


def row(story: Story) -> FollowUp:
    """The only follow-up there is."""
    with story.house.units.read() as work:
        return work.session.exec(select(FollowUp)).one()


def opened(story: Story, clock: SettableClock) -> str:
    """A day later the job has opened the call; its id."""
    clock.advance(days=1)
    run_due(story.house.units, JOBS)
    found = row(story)
    assert found.state == "open"
    return found.id


def facts(story: Story, name: str) -> list[dict[str, Any]]:
    """The payloads of a fact in the log."""
    with story.house.units.read() as work:
        query = select(EventRow).where(EventRow.name == name).order_by(col(EventRow.id))
        return [one.payload for one in work.session.exec(query).all()]


def test_R21_a_call_is_due_24_hours_after_completion(story: Story, done: Sent, clock: SettableClock) -> None:
    """Not a second earlier."""
    assert row(story).due_at == clock.now() + timedelta(hours=24)
    clock.advance(hours=23, minutes=59)
    assert run_due(story.house.units, JOBS) == 0
    clock.advance(minutes=1)
    assert run_due(story.house.units, JOBS) == 1
    assert row(story).state == "open"
    assert run_due(story.house.units, JOBS) == 0


def test_R21_never_twice_for_the_same_completion(story: Story, done: Sent) -> None:
    """The fact may be delivered again after a crash; and the database itself refuses a second row."""
    fact = OrderCompleted.model_validate(facts(story, "order.completed")[0])
    with story.house.units.write() as work:
        service.schedule(work, fact)
    found = row(story)
    with pytest.raises(IntegrityError), story.house.units.write() as work:
        work.session.add(FollowUp(**found.model_dump(exclude={"id"})))


def test_R21_a_call_that_became_due_at_night_waits_for_the_morning(
    story: Story, done: Sent, clock: SettableClock
) -> None:
    """The server was down until 21:00; nobody is called then."""
    clock.advance(days=1, hours=11, minutes=30)
    run_due(story.house.units, JOBS)
    found = row(story)
    assert (found.state, found.due_at.isoformat()) == ("scheduled", "2026-11-25T01:00:00+00:00")
    clock.set(found.due_at)
    run_due(story.house.units, JOBS)
    assert row(story).state == "open"


@pytest.mark.one_database
def test_R22_the_script_speaks_of_this_order(story: Story, done: Sent, client: SignIn, clock: SettableClock) -> None:
    """Every placeholder is filled, in both languages."""
    key = opened(story, clock)
    seen = client("agent").get(f"/api/follow-ups/{key}").json()
    opening = seen["script"]["opening"]
    assert "苏师傅昨天给您的粤B" in opening["zh"]
    assert "做了维修" in opening["zh"]
    assert "苏建国 did the repair" in opening["en"]
    assert [one["q"] for one in seen["script"]["questions"]] == ["fixed", "timely", "explained", "charges", "overall"]
    everything = [opening, *seen["script"]["questions"], *seen["script"]["answers"]]
    assert all("{" not in one["zh"] + one["en"] for one in everything)
    assert (seen["phone"], seen["order_no"], seen["remedies"]) == (
        "13800138000",
        story.order(done).no,
        ["重新插紧天线"],
    )


@pytest.mark.one_database
def test_R27_who_need_not_call_sees_a_masked_number(
    story: Story, done: Sent, client: SignIn, clock: SettableClock
) -> None:
    """The quality supervisor reads, the agent dials."""
    key = opened(story, clock)
    assert client("quality").get(f"/api/follow-ups/{key}").json()["phone"] == "138****8000"
    assert client("quality").post(f"/api/follow-ups/{key}/answer", json=HAPPY).status_code == 403


def test_R22_satisfied_closes_the_order(story: Story, done: Sent, client: SignIn, clock: SettableClock) -> None:
    """Papers, fees and the call are done: the order is closed."""
    key = opened(story, clock)
    assert story.order(done).state == "completed"
    answer = client("agent").post(f"/api/follow-ups/{key}/answer", json=HAPPY)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["outcome"], answer.json()["score"]) == ("done", "satisfied", 5)
    assert answer.json()["answers"][0] == {"q": "fixed", "score": None, "text": "好了"}
    assert story.order(done).state == "closed"
    again = client("agent").post(f"/api/follow-ups/{key}/answer", json=HAPPY)
    assert (again.status_code, again.json()["code"]) == (409, "followup_done")


def test_R22_not_satisfied_does_not_close_the_order(
    story: Story, done: Sent, client: SignIn, clock: SettableClock
) -> None:
    """It becomes a complaint (see the complaints' tests), and needs a reason."""
    key = opened(story, clock)
    agent = client("agent")
    bare = agent.post(f"/api/follow-ups/{key}/answer", json={"score": 1, "satisfied": False})
    assert (bare.status_code, bare.json()["code"], bare.json()["field"]) == (422, "comment_needed", "comment")
    assert agent.post(f"/api/follow-ups/{key}/answer", json=UNHAPPY).json()["outcome"] == "dissatisfied"
    assert story.order(done).state == "completed"
    assert facts(story, "followup.dissatisfied")[0]["comment"] == "还是不定位"


def test_R22_explained_and_called_again_at_another_time(
    story: Story, done: Sent, client: SignIn, clock: SettableClock
) -> None:
    """The morning was tried, so the afternoon comes; no complaint yet."""
    key = opened(story, clock)
    answer = client("agent").post(f"/api/follow-ups/{key}/answer", json={**UNHAPPY, "call_again": True})
    assert (answer.json()["state"], answer.json()["due_at"]) == ("scheduled", "2026-11-24T07:00:00Z")
    assert facts(story, "followup.dissatisfied") == []


def test_R22_a_new_need_is_told(story: Story, done: Sent, client: SignIn, clock: SettableClock) -> None:
    """An agent opens the order by hand, linked to the old one."""
    key = opened(story, clock)
    client("agent").post(f"/api/follow-ups/{key}/answer", json={**HAPPY, "new_need": "还有两台车要装"})
    heard = facts(story, "followup.new_need")
    assert [(one["order_id"], one["text"]) for one in heard] == [(done.order_id, "还有两台车要装")]


def test_R21_not_reached_three_times_then_a_text_message(
    story: Story, done: Sent, client: SignIn, clock: SettableClock
) -> None:
    """Morning, afternoon, evening; then the event that sends the rating link, and the order need not wait longer."""
    key = opened(story, clock)
    agent = client("agent")
    due = []
    for attempt in (1, 2):
        answer = agent.post(f"/api/follow-ups/{key}/unreached", json={}).json()
        assert (answer["state"], answer["attempts"]) == ("scheduled", attempt)
        due.append(answer["due_at"])
        early = agent.post(f"/api/follow-ups/{key}/unreached", json={})
        assert early.json()["code"] == "followup_not_due"
        clock.set(row(story).due_at)
        run_due(story.house.units, JOBS)
    assert due == ["2026-11-24T07:00:00Z", "2026-11-24T10:30:00Z"]
    answer = agent.post(f"/api/follow-ups/{key}/unreached", json={}).json()
    assert (answer["state"], answer["outcome"], answer["attempts"]) == ("unreached", "unreached", 3)
    assert [one["last"] for one in facts(story, FollowUpUnreached.name)] == [False, False, True]
    assert story.order(done).state == "closed"
    assert agent.post(f"/api/follow-ups/{key}/unreached", json={}).json()["code"] == "followup_done"
    late = agent.post(f"/api/follow-ups/{key}/answer", json=HAPPY)  # he calls back
    assert late.json()["state"] == "done"


@pytest.mark.one_database
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"score": 0, "satisfied": True},
        {"score": 6, "satisfied": True},
        {**HAPPY, "answers": [{"q": "weather"}]},
        {**HAPPY, "answers": [{"q": "fixed", "score": 9}]},
        {**HAPPY, "version": 99},
        {**HAPPY, "extra": 1},
    ],
)
def test_bad_answers_are_refused(
    story: Story, done: Sent, client: SignIn, clock: SettableClock, body: dict[str, Any]
) -> None:
    """Never a 5xx, and nothing is recorded."""
    key = opened(story, clock)
    answer = client("agent").post(f"/api/follow-ups/{key}/answer", json=body)
    assert 400 <= answer.status_code < 500
    assert row(story).state == "open"


def test_calls_of_another_centre_stay_out_of_sight(
    story: Story, done: Sent, client: SignIn, clock: SettableClock
) -> None:
    """Neither listed nor answered."""
    key = opened(story, clock)
    other = client("agent", GUANGZHOU.id)
    assert other.get("/api/follow-ups").json()["items"] == []
    assert other.get(f"/api/follow-ups/{key}").status_code == 403
    assert other.post(f"/api/follow-ups/{key}/answer", json=HAPPY).status_code == 403
    assert client("agent").get("/api/follow-ups/nobody").status_code == 404


def test_the_list_goes_on_where_it_stopped(story: Story, done: Sent, client: SignIn, clock: SettableClock) -> None:
    """Equal due times included; by state; a made-up cursor is refused."""
    for _ in range(4):
        story.free_repair()
    agent = client("agent")
    seen: list[str] = []
    cursor = None
    while True:
        params = {"state": "scheduled", "limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = agent.get("/api/follow-ups", params=params).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 5
    assert agent.get("/api/follow-ups", params={"state": "open"}).json()["items"] == []
    assert agent.get("/api/follow-ups", params={"cursor": "eHg"}).status_code == 422


def test_scripts_that_people_edited_stay_as_they_are(story: Story, done: Sent) -> None:
    """Loading the defaults again adds nothing and overwrites nothing."""
    with story.house.units.write() as work:
        assert load_scripts(work) == 0
    assert len({(line.kind, line.code) for line in DEFAULT_SCRIPTS}) == len(DEFAULT_SCRIPTS)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS)
def test_the_lifecycle_has_one_way_each(state: str, action: str) -> None:
    """The whole product: a step is in the table once or not at all, and leads to a known state."""
    found = [one for one in CHANGES if (one.source, one.action) == (state, action)]
    assert len(found) <= 1
    assert next_state(state, action) == (found[0].target if found else None)
    assert all(one.target in STATES for one in found)
    assert state not in {"done", "cancelled"} or not found or action == "revive"


@pytest.mark.one_database
def test_an_unknown_follow_up_is_not_found(story: Story) -> None:
    """As a refusal."""
    with pytest.raises(Refusal) as caught, story.house.units.read() as work:
        service.one(work, "nobody")
    assert caught.value.code == "not_found"
