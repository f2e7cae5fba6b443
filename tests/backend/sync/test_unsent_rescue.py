"""R36: a rescue file goes through the same inbox, at most once, by its person or by the office."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from sqlmodel import select

from backend.kernel.events import EventRow
from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.sync.rescue_files import CLIENT, command, content_of, sealed
from tests.backend.visit_story import Sent, Story

Client = Callable[..., AsgiClient]


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


def person(browser: AsgiClient) -> str:
    """Whose browser it is."""
    return str(browser.get("/api/auth/me").json()["user"]["id"])


def outcomes(answer: Any) -> list[str]:
    """How each line ended."""
    assert answer.status_code == 200, answer.text
    return [line["outcome"] for line in answer.json()["lines"]]


def picture() -> tuple[str, bytes]:
    """A small picture under its hash."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), (9, 9, 9)).save(out, "JPEG")
    return hashlib.sha256(out.getvalue()).hexdigest(), out.getvalue()


def photo_of(sent: Sent, seq: int, sha: str, content: bytes) -> dict[str, Any]:
    """The command that names it."""
    taken = "2026-11-23T01:00:00Z"
    return command(seq, "photo.add", visit_id=sent.visit_id, code="P2", sha256=sha, size=len(content), taken_at=taken)


@pytest.mark.parametrize("by", ["dispatcher", "agent", "technician"])
def test_R36_the_file_is_looked_at_then_taken_once_whoever_hands_it_in(
    house: House, story: Story, sent: Sent, su: AsgiClient, client: Client, by: str
) -> None:
    story.arrives(sent)
    sha, content = picture()
    photo = photo_of(sent, 1, sha, content)
    signed = command(2, "visit.sign", visit_id=sent.visit_id, reason="客户不在")
    given = [photo, signed, command(3, "visit.complete", visit_id=sent.visit_id)]
    owner = person(su)
    body = sealed(
        content_of(
            owner,
            *given,
            files=[{"sha256": sha, "size": len(content)}],
            about={given[0]["id"]: {"customer": "深港冷链"}},
        )
    )
    browser = su if by == "technician" else client(by, name="何苗")

    looked = browser.post("/api/rescue/preview", json=body)
    assert outcomes(looked) == ["new", "new", "new"]
    assert (looked.json()["missing"], looked.json()["owner_name"]) == ([sha], "苏建国")
    with house.units.read() as look:
        assert work_orders.visit(look, sent.visit_id).no_signature_reason == ""  # a look changes nothing

    assert browser.put(f"/api/rescue/{owner}/files/{sha}", content=content).status_code == 200
    assert outcomes(browser.post("/api/rescue", json=body)) == ["accepted", "accepted", "refused"]
    assert outcomes(browser.post("/api/rescue", json=body)) == ["duplicate", "duplicate", "refused"]
    # The phone turns up again and sends the same: nothing is done twice.
    late = su.post("/api/sync/commands", json={"client_id": CLIENT, "commands": given}).json()["answers"]
    assert [one["outcome"] for one in late] == ["duplicate", "duplicate", "refused"]
    with house.units.read() as look:
        assert work_orders.visit(look, sent.visit_id).no_signature_reason == "客户不在"
        signatures = look.session.exec(select(EventRow).where(EventRow.name == "visit.signed")).all()
        handed = look.session.exec(select(EventRow).where(EventRow.name == "sync.rescue_handed_in")).all()
    assert [one.actor_name for one in signatures] == ["苏建国"]
    assert {one.actor_name for one in handed} == {"苏建国" if by == "technician" else "何苗"}
    assert [one.payload["accepted"] for one in handed] == [2, 0]


def test_R36_what_had_arrived_before_the_phone_broke_is_told_from_what_is_new(
    sent: Sent, su: AsgiClient, client: Client
) -> None:
    first, second = (
        command(1, "visit.accept", visit_id=sent.visit_id),
        command(2, "visit.contacted", visit_id=sent.visit_id),
    )
    before = command(3, "visit.complete", visit_id=sent.visit_id)
    su.post("/api/sync/commands", json={"client_id": CLIENT, "commands": [first]})
    office = client("dispatcher")
    body = sealed(content_of(person(su), first, second, before))
    assert outcomes(office.post("/api/rescue/preview", json=body)) == ["duplicate", "new", "new"]
    assert outcomes(office.post("/api/rescue", json=body)) == ["duplicate", "accepted", "refused"]
    kept = {"id": before["id"], "kind": before["kind"], "event_time": before["event_time"]}
    again = sealed(content_of(person(su), refused=[kept]))
    assert outcomes(office.post("/api/rescue/preview", json=again)) == ["refused"]


def test_R36_a_picture_that_is_missing_holds_the_rest_and_nothing_is_lost(
    story: Story, sent: Sent, su: AsgiClient, client: Client
) -> None:
    story.arrives(sent)
    sha, content = picture()
    signed = command(2, "visit.sign", visit_id=sent.visit_id, reason="客户不在")
    body = sealed(content_of(person(su), photo_of(sent, 1, sha, content), signed))
    office = client("dispatcher")
    assert outcomes(office.post("/api/rescue", json=body)) == ["held", "held"]
    office.put(f"/api/rescue/{person(su)}/files/{sha}", content=content)
    assert outcomes(office.post("/api/rescue", json=body)) == ["accepted", "accepted"]


def test_R36_a_file_that_brings_everything_ends_the_waiting_for_its_phone(
    sent: Sent, su: AsgiClient, client: Client
) -> None:
    told = {"client_id": CLIENT, "commands": 1, "photos": 0, "oldest_at": "2026-11-23T01:00:00Z"}
    su.post("/api/sync/unsent", json=told)
    office = client("dispatcher")
    one = command(1, "visit.accept", visit_id=sent.visit_id)
    older = sealed(content_of(person(su), one))  # made at 01:20, the phone spoke at 01:30: it may hold more
    office.post("/api/rescue", json=older)
    assert len(office.get("/api/unsent").json()["phones"]) == 1
    office.post("/api/rescue", json=sealed(content_of(person(su), one, made_at="2026-11-23T01:40:00Z")))
    assert office.get("/api/unsent").json()["phones"] == []


@pytest.mark.one_database
def test_R36_an_altered_file_is_refused_whole(sent: Sent, su: AsgiClient, client: Client) -> None:
    body = sealed(content_of(person(su), command(1, "visit.accept", visit_id=sent.visit_id)))
    body["content"] = body["content"].replace("visit.accept", "visit.decline")
    for path in ("/api/rescue/preview", "/api/rescue"):
        answer = client("dispatcher").post(path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "rescue_altered")


@pytest.mark.one_database
def test_R36_the_file_of_another_person_is_refused(story: Story, sent: Sent, su: AsgiClient, client: Client) -> None:
    body = sealed(content_of(person(su), command(1, "visit.accept", visit_id=sent.visit_id)))
    li = client("technician", technician_id=story.add_technician("李明"))
    answer = li.post("/api/rescue", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "rescue_of_another")
    assert "苏建国" in answer.json()["message"]["zh"]
    far = client("dispatcher", GUANGZHOU.id).post("/api/rescue/preview", json=body)
    assert (far.status_code, far.json()["code"]) == (403, "not_yours")
    sha, content = picture()
    assert li.put(f"/api/rescue/{person(su)}/files/{sha}", content=content).json()["code"] == "rescue_of_another"
    # Claimed for himself, the outbox is still Su's: the inbox knows whose it is.
    su.post("/api/sync/commands", json={"client_id": CLIENT, "commands": []})
    mine = li.post(
        "/api/rescue", json=sealed(content_of(person(li), command(1, "visit.accept", visit_id=sent.visit_id)))
    )
    assert mine.json()["code"] == "client_not_yours"


@pytest.mark.one_database
def test_R36_only_people_of_the_field_have_rescue_files(sent: Sent, client: Client) -> None:
    agent = client("agent")
    for owner in ("nobody", person(agent)):
        answer = agent.post("/api/rescue", json=sealed(content_of(owner)))
        assert (answer.status_code, answer.json()["code"]) == (422, "rescue_unknown_person")
    assert client("finance").post("/api/rescue", json=sealed(content_of("x"))).json()["code"] == "not_allowed"


@pytest.mark.one_database
@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"format":"paigong-rescue"}',
        '{"format":"other","version":2}',
        '"\\ud800"',
        "[" * 20_000,
        "\u0000",
    ],
)
def test_R36_what_is_no_rescue_file_is_said_to_be_none(client: Client, text: str) -> None:
    answer = client("dispatcher").post("/api/rescue/preview", json=sealed(text))
    assert (answer.status_code, answer.json()["code"]) == (422, "rescue_broken")
