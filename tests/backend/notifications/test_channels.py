"""Robots, mail and text messages for one's own people: real HTTPS, real SMTP, and the answers as they really come."""

from typing import Any

import pytest

from backend.kernel.clock import SettableClock
from backend.modules.complaints.events import ComplaintLate, UrgentComplaint
from backend.modules.inventory.events import CaseSettled
from backend.modules.inventory.public import CarrierTaskMoved
from backend.modules.notifications.gateway import HttpTextMessages
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import AuthorityClockBroken, AuthorityClockWarned, ItemNotProven
from backend.wiring import House
from tests.backend.conftest import GUANGZHOU, SHENZHEN
from tests.backend.notifications.crew_stage import Crew, SignIn
from tests.backend.visit_story import OFFICE
from tests.fakes.chat_robots import (
    DINGTALK,
    FEISHU,
    KEY,
    SECRET,
    SIGNING,
    WEBHOOKS,
    WECOM,
    ChatRobots,
)
from tests.fakes.mail_server import PASSWORD, running_mail_server
from tests.fakes.push_service import PushService
from tests.fakes.sms_gateway import running_gateway

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("host", list(WEBHOOKS))
def test_R6_a_group_hears_of_a_new_visit(crew: Crew, robots: ChatRobots, host: str) -> None:
    """With the technician's name and where to look; pasted as the robot's own page shows it, DingTalk's with its key."""
    crew.channel(**({"address": WEBHOOKS[host]} | SIGNING.get(host, {})), centre_id=SHENZHEN.id)
    sent = crew.sent()
    crew.settle()
    no, url = crew.story.order(sent).no, f"{crew.house.settings.base_url}/phone/visit/{sent.visit_id}"
    assert robots.said[host] == [f"【派工】新单 {no}\n苏建国 维修，11月23日 09:30–11:30，请接单\n{url}"]
    assert crew.states() == [("channel", "sent")]


@pytest.mark.parametrize(
    ("host", "wrong", "said"),
    [
        (WECOM, f"https://{WECOM}/cgi-bin/webhook/send?key=0000", "invalid webhook url"),
        (DINGTALK, WEBHOOKS[DINGTALK], "机器人发送签名不匹配"),
        (FEISHU, f"https://{FEISHU}/open-apis/bot/v2/hook/0000", "access token invalid"),
    ],
)
def test_a_test_message_shows_the_real_answer(crew: Crew, robots: ChatRobots, host: str, wrong: str, said: str) -> None:
    """Each of them says 200 to a wrong key: only the body tells."""
    desk = crew.client("manager")
    right = {"address": WEBHOOKS[host]} | SIGNING.get(host, {})
    good, bad = (crew.channel(**one, centre_id=SHENZHEN.id)["id"] for one in (right, {"address": wrong}))
    assert desk.post(f"/api/channels/{good}/test").json() == {"taken": True, "answer": ""}
    assert robots.said[host] == ["【派工】试发\n收到这条，说明通道是通的。"]
    told = desk.post(f"/api/channels/{bad}/test").json()
    assert told["taken"] is False
    assert said in told["answer"]
    rows = {one["id"]: one for one in desk.get("/api/channels").json()["items"]}
    assert (rows[good]["last_error"], rows[good]["sent_at"] is not None) == (None, True)
    assert said in rows[bad]["last_error"]


@pytest.mark.parametrize("host", list(SIGNING))
@pytest.mark.parametrize("secret", ["", "SEC0000", SECRET], ids=["no key", "a wrong key", "the key"])
def test_a_robot_that_wants_signatures_takes_only_the_right_one(
    crew: Crew, robots: ChatRobots, host: str, secret: str
) -> None:
    crew.channel(name="签名群", address=SIGNING[host]["address"], secret=secret, centre_id=SHENZHEN.id)
    crew.sent()
    crew.settle()
    (row,) = crew.client("manager").get("/api/channels").json()["items"]
    if secret == SECRET:
        assert (len(robots.said[host]), row["last_error"], crew.states()) == (1, None, [("channel", "sent")])
    else:
        assert (robots.said[host], row["failed_at"] is not None) == ([], True)
        assert row["last_error"].startswith("310000" if host == DINGTALK else "19021 sign match fail")


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


def test_R37_the_managers_group_hears_that_a_customer_will_not_sign(crew: Crew, robots: ChatRobots) -> None:
    """What he says of the work stays in the house (R27)."""
    crew.channel(address=WEBHOOKS[WECOM], centre_id=SHENZHEN.id, about=["alarms"])
    sent = crew.sent()
    crew.story.works(sent)
    crew.story.does(sent, "fees.confirm", total_fen=0)
    crew.story.does(sent, "visit.sign", by_link=True, signer="李队长")
    crew.story.does(sent, "visit.complete")
    with crew.house.units.write() as work:
        work_orders.decline_signature(work, sent.order_id, sent.visit_id, "李队长说少装了一台")
    crew.settle()
    url = f"{crew.house.settings.base_url}/desk/orders?id={sent.order_id}"
    no = crew.story.order(sent).no
    assert robots.said[WECOM] == [f"【派工】客户不签字 {no}\n维修，原因在工单里，请联系客户\n{url}"]


def test_R6_a_group_hears_who_need_not_go_and_who_must(crew: Crew, robots: ChatRobots) -> None:
    crew.channel(address=WEBHOOKS[WECOM], centre_id=SHENZHEN.id)
    other_id, sent = crew.story.add_technician("李明"), crew.sent()
    crew.settle()
    with crew.house.units.write(OFFICE) as work:
        work_orders.reassign(work, sent.visit_id, other_id, work_orders.visit(work, sent.visit_id).version)
    crew.settle()
    told = [one.split("\n")[:2] for one in robots.said[WECOM]]
    assert [(title.split()[0], text.split()[0]) for title, text in told] == [
        ("【派工】新单", "苏建国"), ("【派工】撤单", "苏建国"), ("【派工】新单", "李明"),
    ]  # fmt: skip


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
