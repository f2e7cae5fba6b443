"""Keeping channels at the desk: their addresses and keys, who may keep which, and what is refused."""

import pytest

from backend.modules.notifications.crew.models import ChannelRow
from tests.backend.conftest import GUANGZHOU, SHENZHEN
from tests.backend.notifications.crew_stage import Crew
from tests.fakes.chat_robots import FEISHU, KEY, SECRET, SIGNING, WEBHOOKS, WECOM, ChatRobots

pytestmark = pytest.mark.one_database


def test_a_key_is_given_later_changed_and_never_shown(crew: Crew, robots: ChatRobots) -> None:
    desk = crew.client("manager")
    channel = crew.channel(address=SIGNING[FEISHU]["address"], secret="SEC0000", centre_id=SHENZHEN.id)
    at = f"/api/channels/{channel['id']}"
    assert desk.post(f"{at}/test").json()["taken"] is False
    mended = desk.patch(at, json={"version": 1, "secret": SECRET})
    assert (mended.json()["tail"], mended.json()["last_error"]) == (channel["tail"], None)
    assert desk.post(f"{at}/test").json()["taken"] is True
    assert SECRET not in mended.text + desk.get("/api/channels").text + desk.get("/api/audit").text
    with crew.house.units.read() as work:
        assert SECRET not in str(work.session.get_one(ChannelRow, channel["id"]).model_dump())
    desk.patch(at, json={"version": 2, "address": SIGNING[FEISHU]["address"]})
    assert desk.post(f"{at}/test").json()["taken"] is False, "another address is another robot: its key is asked anew"


@pytest.mark.parametrize("address", [WEBHOOKS[WECOM], "13900139000", "mailto://a:b@example.com?to=c@example.com"])
def test_what_signs_nothing_takes_no_key(crew: Crew, address: str) -> None:
    body = {"name": "群", "about": ["visits"], "address": address, "secret": SECRET, "centre_id": SHENZHEN.id}
    answer = crew.client("manager").post("/api/channels", json=body)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "channel_signs_nothing",
        "secret",
    )


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


def test_a_channel_whose_address_is_lost_says_so_when_it_is_to_be_told(crew: Crew) -> None:
    crew.channel(address=WEBHOOKS[WECOM], centre_id=SHENZHEN.id)
    object.__setattr__(crew.house.units.ports, "secret", b"another")
    crew.sent()
    crew.settle()
    desk = crew.client("manager")
    (row,), (kept,) = desk.get("/api/channels").json()["items"], desk.get("/api/notices/given-up").json()["items"]
    assert "系统密钥换过" in row["last_error"] == kept["error"]


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
