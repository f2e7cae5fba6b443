"""Reminders on the technician's phone, through a push service that checks the signature and opens the message."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from backend.kernel.clock import SettableClock
from backend.kernel.events import EventRow
from backend.kernel.ids import new_id
from backend.kernel.ports import Ports
from backend.modules.notifications.crew import web_push
from backend.modules.notifications.crew.models import PhoneRow
from backend.modules.notifications.crew.subscribers import SUBSCRIPTIONS
from backend.modules.notifications.outgoing import NotTaken
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import VisitDispatched
from backend.wiring import House
from tests.backend.notifications.crew_stage import Crew, SignIn
from tests.backend.visit_story import OFFICE, Sent, Story
from tests.fakes.push_service import PushService, running_push_service

pytestmark = pytest.mark.one_database


@pytest.fixture
def push(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """The push service; a proxy of the machine's must not stand between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running_push_service() as running:
        yield running


@pytest.fixture
def crew(house: House, client: SignIn, push: PushService) -> Crew:
    """Su's phone may subscribe at that push service."""
    house.settings.push_services += f" {push.url}"
    return Crew(house, client, Story.begin(house), push)


def test_R6_a_new_visit_is_on_the_phone_at_once(crew: Crew, push: PushService) -> None:
    """Order number, kind and time; nothing of the customer, and where a press leads."""
    browser = crew.reminders()
    sent = crew.sent()
    crew.settle()
    (message,) = browser.messages
    no = crew.story.order(sent).no
    assert message == {
        "title": f"新单 {no}",
        "body": "维修，11月23日 09:30–11:30，请接单",
        "tag": sent.visit_id,
        "path": f"/phone/visit/{sent.visit_id}",
    }
    assert crew.states() == [("push", "sent")]
    assert (push.headers[0]["urgency"], push.headers[0]["ttl"], len(push.headers[0]["topic"])) == ("high", "86400", 32)


def test_R6_it_is_told_in_the_language_of_the_phone(crew: Crew) -> None:
    browser = crew.reminders("en")
    crew.sent()
    crew.settle()
    assert browser.messages[0]["body"] == "Repair, 23 Nov 09:30–11:30. Please accept"


def test_R27_nothing_of_the_customer_leaves_by_push(crew: Crew) -> None:
    """Neither name nor telephone nor plate nor place: a lock screen is everybody's to read."""
    browser = crew.reminders()
    crew.sent()
    crew.settle()
    told = str(browser.messages)
    assert all(secret not in told for secret in ("李队长", "深港冷链", "13800138000", "粤B"))


def again(crew: Crew, sent: Sent, act: str) -> None:
    """The office does something about the visit."""
    with crew.house.units.write(OFFICE) as work:
        visit = work_orders.visit(work, sent.visit_id)
        if act == "moved":
            start, end = visit.window_start.replace(hour=6), visit.window_end.replace(hour=8)
            work_orders.reschedule(work, visit.id, visit.version, start, end, start)
        if act == "undone":
            work_orders.undo_dispatch(work, visit.id, visit.version)
        if act == "called off":
            work_orders.cancel_visit(work, visit.id, visit.version, "客户出差")


@pytest.mark.parametrize(
    ("act", "title", "body"),
    [
        ("moved", "改时间", "维修，改到 11月23日 14:30–16:30"),
        ("undone", "撤单", "维修，11月23日 09:30–11:30，这趟不用去了"),
        ("called off", "撤单", "维修，11月23日 09:30–11:30，这趟不用去了"),
    ],
)
def test_R6_a_visit_that_changes_takes_the_place_of_the_first_news(crew: Crew, act: str, title: str, body: str) -> None:
    """The same tag: on the phone the newer stands where the older stood."""
    browser = crew.reminders()
    sent = crew.sent()
    crew.settle()
    again(crew, sent, act)
    crew.settle()
    first, second = browser.messages
    assert first["tag"] == second["tag"] == sent.visit_id
    assert (second["title"].split()[0], second["body"]) == (title, body)


def test_R6_one_hears_that_he_need_not_go_and_the_other_that_he_must(crew: Crew) -> None:
    """A visit given to somebody else."""
    other_id = crew.story.add_technician("李明")
    hers = crew.reminders()
    other = crew.reminders(phone=crew.client("technician", technician_id=other_id))
    sent = crew.sent()
    crew.settle()
    with crew.house.units.write(OFFICE) as work:
        work_orders.reassign(work, sent.visit_id, other_id, work_orders.visit(work, sent.visit_id).version)
    crew.settle()
    assert [one["title"].split()[0] for one in hers.messages] == ["新单", "撤单"]
    assert [one["title"].split()[0] for one in other.messages] == ["新单"]


def test_a_fact_delivered_twice_is_told_once(crew: Crew) -> None:
    browser = crew.reminders()
    crew.sent()
    with crew.house.units.write() as work:
        row = work.session.exec(select(EventRow).where(EventRow.name == VisitDispatched.name)).one()
        for _ in range(2):
            SUBSCRIPTIONS[0].handler(work, VisitDispatched.model_validate(row.payload))
    crew.settle()
    assert len(browser.messages) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_has_withdrawn_is_forgotten(crew: Crew, push: PushService, status: int) -> None:
    browser = crew.reminders()
    if status == 410:
        browser.gone = True
    else:
        push.browsers.clear()
    crew.sent()
    crew.settle()
    assert push.answers == [status]
    assert crew.phone.get("/api/phone/push").json()["on"] is False
    assert crew.states() == [("push", "failed")], "nobody else was told, and the desk sees it"


@pytest.mark.parametrize(("status", "minutes"), [(500, 1), (0, 1), (429, 2)])
def test_a_push_service_that_is_away_is_asked_again_later(
    crew: Crew, push: PushService, clock: SettableClock, status: int, minutes: int
) -> None:
    """Not at once; after as long as it asks for, where it says so; and never twice."""
    browser = crew.reminders()
    push.plan.append(status)
    crew.sent()
    crew.settle()
    crew.settle()
    assert (push.answers, browser.messages) == ([status], [])
    clock.advance(minutes=minutes, seconds=1)
    for _ in range(3):
        crew.settle()
    assert push.answers == [status, 201]
    assert len(browser.messages) == 1
    assert crew.states() == [("push", "sent")]


def test_a_push_service_that_stays_away_is_given_up_and_the_desk_can_send_again(
    crew: Crew, push: PushService, clock: SettableClock
) -> None:
    browser = crew.reminders()
    push.plan.extend([503] * 6)
    crew.sent()
    for _ in range(8):
        crew.settle()
        clock.advance(hours=1)
    assert push.answers == [503] * 6
    desk = crew.client("manager")
    (row,) = desk.get("/api/notices/given-up").json()["items"]
    assert (row["technician_name"], row["channel"], row["attempts"], row["error"]) == ("苏建国", "", 6, "503")
    assert desk.post(f"/api/notices/{row['id']}/repeat").status_code == 204
    crew.settle()
    assert len(browser.messages) == 1
    assert desk.get("/api/notices/given-up").json()["items"] == []
    assert desk.post(f"/api/notices/{row['id']}/repeat").json()["code"] == "notice_not_given_up"


def test_older_news_never_arrives_after_newer(crew: Crew, push: PushService, clock: SettableClock) -> None:
    """The first push failed and waits; meanwhile the visit is withdrawn: he is told that alone."""
    browser = crew.reminders()
    push.plan.append(503)
    sent = crew.sent()
    crew.settle()
    again(crew, sent, "undone")
    clock.advance(hours=1)
    for _ in range(3):
        crew.settle()
    assert [one["title"].split()[0] for one in browser.messages] == ["撤单"]
    assert [state for _, state in crew.states()] == ["overtaken", "sent"]


def test_signing_out_ends_the_reminders(crew: Crew, push: PushService) -> None:
    crew.reminders()
    assert crew.phone.post("/api/auth/logout").status_code == 204
    crew.sent()
    crew.settle()
    assert (push.answers, crew.states()) == ([], [])


def test_a_sign_in_that_ran_out_takes_nothing_that_was_already_on_its_way(
    crew: Crew, push: PushService, clock: SettableClock
) -> None:
    browser = crew.reminders()
    crew.sent()
    crew.house.courier.run_until_idle()
    clock.advance(days=15)
    crew.settle()
    assert (push.answers, browser.messages) == ([], [])
    assert crew.states() == [("push", "failed")]


def test_one_phone_in_two_hands_belongs_to_the_last(crew: Crew) -> None:
    """A shared phone: the same browser, another person."""
    browser = crew.reminders()
    other = crew.client("technician", technician_id=crew.story.add_technician("李明"))
    assert other.put("/api/phone/push", json=browser.as_body()).status_code == 204
    crew.sent()
    crew.settle()
    assert browser.messages == []
    assert crew.phone.get("/api/phone/push").json()["on"] is False


def test_reminders_can_be_switched_off(crew: Crew, push: PushService) -> None:
    crew.reminders()
    assert crew.phone.get("/api/phone/push").json()["on"] is True
    assert crew.phone.delete("/api/phone/push").status_code == 204
    assert crew.phone.delete("/api/phone/push").status_code == 204
    crew.sent()
    crew.settle()
    assert push.answers == []


def test_control_the_push_service_refuses_another_servers_signature(crew: Crew, push: PushService) -> None:
    """Negative control: with another secret it is another key, which the browser never subscribed to."""
    browser = crew.reminders()
    settings, files = crew.house.settings, crew.house.files
    message = {"title": "新单", "body": "", "tag": "t", "path": "/phone/today"}
    keys = browser.as_body()
    subscription = {"endpoint": browser.endpoint, "keys": {"p256dh": keys["p256dh"], "auth": keys["auth"]}}
    with pytest.raises(NotTaken) as refused:
        web_push.send(Ports(settings, files, b"another secret"), subscription, message)
    assert (push.answers, refused.value.final, browser.messages) == ([403], True, [])
    web_push.send(crew.house.units.ports, subscription, message)
    assert push.answers[-1] == 201


def test_the_key_is_made_once(crew: Crew) -> None:
    """From the secret, like the seal: a restart keeps every phone's subscription."""
    settings, files, secret = crew.house.settings, crew.house.files, crew.house.units.ports.secret
    before = web_push.public_key(crew.house.units.ports)
    assert web_push.public_key(Ports(settings, files, secret)) == before
    assert web_push.public_key(Ports(settings, files, b"x")) != before


WRONG = (
    ({"endpoint": "http://127.0.0.1:1/push/x"}, "push_service_unknown"),
    ({"endpoint": "https://evil.example/fcm.googleapis.com/x"}, "push_service_unknown"),
    ({"endpoint": "https://x@fcm.googleapis.com/x"}, "push_service_unknown"),
    ({"endpoint": "https://fcm.googleapis.com.evil.example/x"}, "push_service_unknown"),
    ({"endpoint": "file:///etc/passwd"}, "push_service_unknown"),
    ({"p256dh": "AAAA"}, "push_keys_wrong"),
    ({"auth": "AAAA"}, "push_keys_wrong"),
    ({"lang": "fr"}, "invalid_input"),
)


def test_a_subscription_that_is_none_is_refused(crew: Crew, push: PushService) -> None:
    """The server posts to these addresses: only the push services that the company allows may be named."""
    for change, code in WRONG:
        answer = crew.phone.put("/api/phone/push", json={**push.subscribe("").as_body(), **change}).json()
        assert (answer["code"], answer["field"]) == (code, *change)


def test_the_usual_push_services_are_allowed(crew: Crew, push: PushService) -> None:
    for host in (
        "fcm.googleapis.com",
        "web.push.apple.com",
        "updates.push.services.mozilla.com",
        "db5p.notify.windows.com",
    ):
        body = {**push.subscribe("").as_body(), "endpoint": f"https://{host}/wpush/v2/{new_id()}"}
        assert crew.phone.put("/api/phone/push", json=body).status_code == 204
    with crew.house.units.read() as work:
        assert len(work.session.exec(select(PhoneRow)).all()) == 1, "one sign-in is one phone"
