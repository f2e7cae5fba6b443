"""Robots, mail and text messages for one's own people: real HTTPS, real SMTP, and the answers as they really come."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.kernel.clock import SettableClock
from backend.modules.complaints.events import ComplaintLate, UrgentComplaint
from backend.modules.inventory.events import CaseSettled
from backend.modules.inventory.public import CarrierTaskMoved
from backend.modules.notifications.crew.models import ChannelRow
from backend.modules.notifications.gateway import HttpTextMessages
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import AuthorityClockBroken, AuthorityClockWarned, ItemNotProven
from backend.wiring import House
from tests.backend.conftest import GUANGZHOU, SHENZHEN
from tests.backend.notifications.crew_stage import Crew, SignIn
from tests.backend.visit_story import OFFICE, Story
from tests.fakes.chat_robots import (
    DINGTALK,
    FEISHU,
    KEY,
    SECRET,
    WECOM,
    ChatRobots,
    certificate,
    running_robots,
)
from tests.fakes.mail_server import PASSWORD, running_mail_server
from tests.fakes.push_service import PushService, running_push_service
from tests.fakes.sms_gateway import running_gateway

pytestmark = pytest.mark.one_database
WEBHOOKS = {
    WECOM: f"https://{WECOM}/cgi-bin/webhook/send?key={KEY}",
    DINGTALK: f"https://{DINGTALK}/robot/send?access_token={KEY.replace('-', '')} {SECRET}",
    FEISHU: f"https://{FEISHU}/open-apis/bot/v2/hook/{KEY}",
}


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the robots show, made once."""
    return certificate(tmp_path_factory.mktemp("robots"))


@pytest.fixture
def robots(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatRobots]:
    """The three platforms under their own names; everything else of this process goes straight."""
    with running_robots(pem) as running:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, running.proxy)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.setenv(name, "127.0.0.1")
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        yield running


@pytest.fixture
def push() -> Iterator[PushService]:
    """The push service, for those who have a phone as well."""
    with running_push_service() as running:
        yield running


@pytest.fixture
def crew(house: House, client: SignIn, push: PushService, robots: ChatRobots) -> Crew:
    """Su, the desk, and the robots."""
    house.settings.push_services += f" {push.url}"
    return Crew(house, client, Story.begin(house), push)


@pytest.mark.parametrize("host", list(WEBHOOKS))
def test_R6_a_group_hears_of_a_new_visit(crew: Crew, robots: ChatRobots, host: str) -> None:
    """With the technician's name and where to look; pasted as the robot's own page shows it, DingTalk's with its key."""
    crew.channel(address=WEBHOOKS[host], centre_id=SHENZHEN.id)
    sent = crew.sent()
    crew.settle()
    no, url = crew.story.order(sent).no, f"{crew.house.settings.base_url}/phone/visit/{sent.visit_id}"
    assert robots.said[host] == [f"【派工】新单 {no}\n苏建国 维修，11月23日 09:30–11:30，请接单\n{url}"]
    assert crew.states() == [("channel", "sent")]


@pytest.mark.parametrize(
    ("host", "wrong", "said"),
    [
        (WECOM, f"https://{WECOM}/cgi-bin/webhook/send?key=0000", "invalid webhook url"),
        (DINGTALK, f"https://{DINGTALK}/robot/send?access_token={KEY.replace('-', '')}", "机器人发送签名不匹配"),
        (FEISHU, f"https://{FEISHU}/open-apis/bot/v2/hook/0000", "access token invalid"),
    ],
)
def test_a_test_message_shows_the_real_answer(crew: Crew, robots: ChatRobots, host: str, wrong: str, said: str) -> None:
    """Each of them says 200 to a wrong key: only the body tells."""
    desk = crew.client("manager")
    good, bad = (crew.channel(address=one, centre_id=SHENZHEN.id)["id"] for one in (WEBHOOKS[host], wrong))
    assert desk.post(f"/api/channels/{good}/test").json() == {"taken": True, "answer": ""}
    assert robots.said[host] == ["【派工】试发\n收到这条，说明通道是通的。"]
    told = desk.post(f"/api/channels/{bad}/test").json()
    assert told["taken"] is False
    assert said in told["answer"]
    rows = {one["id"]: one for one in desk.get("/api/channels").json()["items"]}
    assert (rows[good]["last_error"], rows[good]["sent_at"] is not None) == (None, True)
    assert said in rows[bad]["last_error"]


@pytest.mark.parametrize(
    "answer",
    [(200, '{"errcode":45009,"errmsg":"api freq out of limit"}'), (502, "<html>"), (200, "[]"), (200, "{}")],
    ids=["too many", "bad gateway", "a list", "nothing"],
)
def test_a_robot_that_does_not_say_yes_is_asked_again(
    crew: Crew, robots: ChatRobots, clock: SettableClock, answer: tuple[int, str]
) -> None:
    crew.channel(address=WEBHOOKS[WECOM], centre_id=SHENZHEN.id)
    robots.plan.append(answer)
    crew.sent()
    crew.settle()
    crew.settle()
    assert (robots.asked, robots.said[WECOM]) == (1, [])
    clock.advance(minutes=2)
    crew.settle()
    assert (robots.asked, len(robots.said[WECOM]), crew.states()) == (2, 1, [("channel", "sent")])


def test_what_nobody_took_is_shown_at_the_desk(crew: Crew, robots: ChatRobots, clock: SettableClock) -> None:
    crew.channel(name="深圳派工群", address=WEBHOOKS[FEISHU].replace(KEY, "0000"), centre_id=SHENZHEN.id)
    crew.sent()
    for _ in range(8):
        crew.settle()
        clock.advance(hours=1)
    (row,) = crew.client("dispatcher").get("/api/notices/given-up").json()["items"]
    assert (row["channel"], row["technician_name"], row["attempts"]) == ("深圳派工群", "苏建国", 6)
    assert "access token invalid" in row["error"]
    assert crew.client("dispatcher", centre_id=GUANGZHOU.id).get("/api/notices/given-up").json()["items"] == []
    far = crew.client("manager", centre_id=GUANGZHOU.id)
    assert far.post(f"/api/notices/{row['id']}/repeat").json()["code"] == "not_yours"


def test_R6_who_has_no_phone_is_told_by_his_own_robot(crew: Crew, robots: ChatRobots) -> None:
    """Where pushes are not to be had; without his name, since it is his."""
    crew.channel(address=WEBHOOKS[WECOM], technician_id=crew.story.technician_id, lang="en")
    crew.sent()
    crew.settle()
    assert "Repair, 23 Nov 09:30–11:30. Please accept" in robots.said[WECOM][0]
    assert "苏建国" not in robots.said[WECOM][0]


def test_R6_who_has_a_phone_is_not_told_twice(crew: Crew, robots: ChatRobots) -> None:
    crew.channel(address=WEBHOOKS[WECOM], technician_id=crew.story.technician_id)
    browser = crew.reminders()
    crew.sent()
    crew.settle()
    assert (len(browser.messages), robots.asked) == (1, 0)


@pytest.mark.parametrize("failure", ["gone", "given up"])
def test_R6_where_the_phone_fails_his_own_robot_takes_over(
    crew: Crew, robots: ChatRobots, push: PushService, clock: SettableClock, failure: str
) -> None:
    crew.channel(address=WEBHOOKS[WECOM], technician_id=crew.story.technician_id)
    browser = crew.reminders()
    if failure == "gone":
        browser.gone = True
    else:
        push.plan.extend([503] * 6)
    crew.sent()
    for _ in range(8):
        crew.settle()
        clock.advance(hours=1)
    assert len(robots.said[WECOM]) == 1
    assert crew.states() == [("push", "gone" if failure == "gone" else "failed"), ("channel", "sent")]


def test_a_channel_is_told_only_what_it_wants(crew: Crew, robots: ChatRobots) -> None:
    """A refused visit is an alarm: the managers' group hears it, the technicians' group does not."""
    crew.channel(address=WEBHOOKS[WECOM], centre_id=SHENZHEN.id, about=["alarms"])
    crew.channel(address=WEBHOOKS[FEISHU], centre_id=SHENZHEN.id, about=["visits"])
    sent = crew.sent()
    crew.story.does(sent, "visit.decline", reason="家里有事")
    crew.settle()
    assert [one.split("\n")[0].split()[0] for one in robots.said[WECOM]] == ["【派工】拒单"]
    assert [one.split("\n")[0].split()[0] for one in robots.said[FEISHU]] == ["【派工】新单"]
    assert "家里有事" not in robots.said[WECOM][0], "his reason stays in the house"


def test_R31_R32_what_a_technician_waits_for_reaches_him(crew: Crew, robots: ChatRobots) -> None:
    """The platform found it wanting; the keeper settled a number; the carrier answered."""
    crew.channel(address=WEBHOOKS[WECOM], technician_id=crew.story.technician_id, about=["cases"])
    sent = crew.sent()
    who = {"centre_id": SHENZHEN.id, "technician_id": crew.story.technician_id}
    task: dict[str, Any] = {
        **who, "task_id": "t1", "iccid": "89860426192300000017", "new_imei": "1", "vehicle_id": "v", "visit_id": None,
        "before": "filed", "note": "",
    }  # fmt: skip
    with crew.house.units.write(OFFICE) as work:
        order = work_orders.order(work, sent.order_id)
        about = {"order_id": order.id, "order_no": order.no, "kind": order.kind, "visit_id": sent.visit_id, **who}
        work.record(ItemNotProven(**about, item_id="i", vehicle_id="v", reason="没有定位", reason_en="no fix"))
        work.record(CaseSettled(case_id="c1", decision="accept", note="", number="T-00042", **who))
        work.record(CarrierTaskMoved(**task, task_state="filed"))
        work.record(CarrierTaskMoved(**task, task_state="done"))
        work.record(CarrierTaskMoved(**{**task, "task_id": "t2"}, task_state="refused"))
    crew.settle()
    assert [one.split("\n")[:2] for one in robots.said[WECOM]] == [
        [f"【派工】要返工 {order.no}", "平台验证没通过：没有定位"],
        ["【派工】号码有结论了", "尾号 -00042，点开看仓库怎么定的"],
        ["【派工】运营商办好了", "卡尾号 000017，可以上电"],
        ["【派工】运营商没批", "卡尾号 000017，先别上电"],
    ]


def test_R23_R39_alarms_reach_the_managers_group(crew: Crew, robots: ChatRobots) -> None:
    """An urgent complaint, one that is late, and the authority's date."""
    crew.channel(role="administrator", address=WEBHOOKS[WECOM], about=["alarms"])
    now = crew.house.units.clock.now()
    here: dict[str, Any] = {"centre_id": SHENZHEN.id, "manager_ids": []}
    one = {"complaint_id": "k", "no": "TS-1", "order_id": None, **here}
    order = {"order_id": "o", "order_no": "PG-1", "kind": "repair", **here}
    with crew.house.units.write(OFFICE) as work:
        work.record(UrgentComplaint(**one, text="货丢了，司机电话 13800138000"))
        work.record(AuthorityClockWarned(**order, due=now))
    crew.settle()
    with crew.house.units.write(OFFICE) as work:
        work.record(ComplaintLate(**one, which="settle", due=now, responsible=None))
        work.record(AuthorityClockBroken(**order, due=now))
    crew.settle()
    assert [said.split("\n")[:2] for said in robots.said[WECOM]] == [
        ["【派工】紧急投诉 TS-1", "请马上处理"],
        ["【派工】监管期限快到 PG-1", "11月23日 09:30 前要恢复在线"],
        ["【派工】投诉超时 TS-1", "请催办"],
        ["【派工】监管期限已过 PG-1", "期限是 11月23日 09:30"],
    ]


def test_mail_goes_out_and_tells_the_servers_own_words(crew: Crew) -> None:
    with running_mail_server() as mail:
        where = f"127.0.0.1:{mail.port}?from=pg@example.com&to=su@example.com&mode=insecure"
        bad = crew.channel(address=f"mailto://pg:wrong@{where}", centre_id=SHENZHEN.id)
        good = crew.channel(address=f"mailto://pg:{PASSWORD}@{where}", centre_id=SHENZHEN.id)
        assert (good["kind"], good["tail"]) == ("mail", "s***@example.com")
        desk = crew.client("manager")
        refused = desk.post(f"/api/channels/{bad['id']}/test").json()
        assert desk.post(f"/api/channels/{good['id']}/test").json()["taken"] is True
    assert refused["taken"] is False
    assert "authentication failed" in refused["answer"]
    ((receivers, message),) = mail.mails
    assert receivers == ["su@example.com"]
    assert message["subject"] == "【派工】试发"
    plain = message.get_body(("plain",))
    assert plain is not None
    assert "收到这条" in plain.get_content()
    away = crew.client("manager").post(f"/api/channels/{good['id']}/test").json()
    assert away["taken"] is False, "nobody listens there any more"


def test_a_text_message_goes_by_the_companys_own_carrier(house: House, client: SignIn, crew: Crew) -> None:
    """The one that takes the customers' texts; without it the desk is told that none can be sent."""
    channel = crew.channel(address="139 0013 9000", technician_id=crew.story.technician_id)
    assert (channel["kind"], channel["tail"]) == ("sms", "139****9000")
    desk = client("manager")
    assert desk.post(f"/api/channels/{channel['id']}/test").json()["code"] == "no_text_messages"
    with running_gateway() as gateway:
        object.__setattr__(house.units.ports, "text_messages", HttpTextMessages(gateway.url, ""))
        crew.sent()
        crew.settle()
    told = [post.body for post in gateway.posts if post.body["to"] == "+8613900139000"]
    assert len(told) == 1
    assert told[0]["text"].startswith("【派工】新单 ")
    assert told[0]["reference"] == crew.notices()[0].id


def test_an_address_is_never_shown_nor_stored_in_clear(crew: Crew) -> None:
    """Whoever has a robot's address can write to the group: a copy of the database alone does not give it away."""
    channel = crew.channel(address=WEBHOOKS[WECOM], centre_id=SHENZHEN.id)
    assert channel["tail"] == f"…{KEY[-4:]}"
    assert KEY not in crew.client("manager").get("/api/channels").text
    assert KEY not in crew.client("manager").get("/api/audit").text
    with crew.house.units.read() as work:
        row = work.session.get_one(ChannelRow, channel["id"])
        assert KEY not in str(row.model_dump())
    object.__setattr__(crew.house.units.ports, "secret", b"another")
    answer = crew.client("manager").post(f"/api/channels/{channel['id']}/test").json()
    assert (answer["code"], answer["field"]) == ("channel_address_lost", "address")


NOWHERE = (
    "", "微信群", "a@b.com", "https://example.com/hook", "json://127.0.0.1/", "file:///etc/passwd", "syslog://",
    f"https://evil.example/?https://{WECOM}/cgi-bin/webhook/send?key=x", f"https://{WECOM}/cgi-bin/webhook/send?key=",
    "wecombot://", "0755-26000001", "mailto://", "dingtalk://a b", "wecombot://\x00",
)  # fmt: skip


def test_an_address_that_leads_nowhere_is_refused(crew: Crew) -> None:
    desk = crew.client("manager")
    for address in NOWHERE:
        body = {"name": "群", "about": ["visits"], "address": address, "centre_id": SHENZHEN.id}
        answer = desk.post("/api/channels", json=body)
        assert (address, answer.status_code, answer.json()["field"]) == (address, 422, "address")
    assert desk.get("/api/channels").json()["items"] == []


def test_a_channel_is_changed_switched_off_and_taken_away(crew: Crew, robots: ChatRobots) -> None:
    desk = crew.client("manager")
    channel = crew.channel(address=WEBHOOKS[WECOM].replace(KEY, "0000"), centre_id=SHENZHEN.id)
    at = f"/api/channels/{channel['id']}"
    desk.post(f"{at}/test")
    mended = desk.patch(at, json={"version": 1, "address": WEBHOOKS[FEISHU], "name": "新群"}).json()
    assert (mended["kind"], mended["name"], mended["version"], mended["last_error"]) == ("feishu", "新群", 2, None)
    assert desk.patch(at, json={"version": 1, "active": False}).json()["code"] == "changed_meanwhile"
    assert desk.patch(at, json={"version": 2, "active": False}).json()["active"] is False
    crew.sent()
    crew.settle()
    assert desk.delete(at).status_code == 204
    assert desk.delete(at).json()["code"] == "not_found"
    assert robots.said[FEISHU] == []
    trail = [one["zh"] for one in desk.get(f"/api/audit?subject=channel:{channel['id']}").json()["items"]]
    assert sorted(trail) == sorted(
        ["通知通道“群”：新增", "通知通道“群”：试发", "通知通道“新群”：改", "通知通道“新群”：改", "通知通道“新群”：删除"]
    )


def test_who_may_keep_which_channel(crew: Crew) -> None:
    """A manager his centre's, headquarters the company's; a technician none."""
    company = {"name": "总部", "about": ["alarms"], "address": WEBHOOKS[WECOM]}
    assert crew.client("manager").post("/api/channels", json=company).json()["code"] == "not_yours"
    made = crew.client("administrator", centre_id=None).post("/api/channels", json=company).json()
    assert (
        crew.client("manager").patch(f"/api/channels/{made['id']}", json={"version": 1}).json()["code"] == "not_yours"
    )
    assert crew.client("manager").post(f"/api/channels/{made['id']}/test").json()["code"] == "not_yours"
    far = crew.client("manager", centre_id=GUANGZHOU.id)
    his = company | {"about": ["visits"], "technician_id": crew.story.technician_id}
    assert far.post("/api/channels", json=his).json()["code"] == "not_yours"
    assert crew.client("dispatcher").post("/api/channels", json=his).json()["code"] == "not_allowed"
    alarms = his | {"about": ["alarms"]}
    assert crew.client("manager").post("/api/channels", json=alarms).json()["code"] == "alarms_are_the_centres"
    assert [one["name"] for one in far.get("/api/channels").json()["items"]] == ["总部"]
    nobody = his | {"technician_id": "nobody"}
    assert crew.client("manager").post("/api/channels", json=nobody).json()["code"] == "not_found"
