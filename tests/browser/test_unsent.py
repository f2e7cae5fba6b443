"""R36 in real browsers: a phone that cannot hand in its work is seen at the desk, and its rescue file brings all of it, once."""

from pathlib import Path

from playwright.sync_api import Page, Route, expect
from sqlmodel import col, select

from backend.kernel.actor import Actor
from backend.kernel.ids import new_id
from backend.modules.auth.models import UserRow
from backend.modules.sync import service
from backend.modules.sync.models import SyncCommandRow
from backend.modules.sync.schemas import CommandsIn
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.models import VisitRow
from tests.browser.conftest import Stage
from tests.browser.test_screens import findings

LANG = "zh-CN"
DOWN = '{"code":"busy","message":{"zh":"系统正忙，请稍后再试。","en":"The system is busy. Please try again shortly."}}'


def somebody(stage: Stage) -> tuple[str, str, str]:
    """A technician with a visit that he has not accepted: user name, name, visit id."""
    with stage.house.units.read() as work:
        query = select(VisitRow).where(VisitRow.state == "dispatched").order_by(col(VisitRow.id))
        for visit in work.session.exec(query):
            person = technicians.technician(work, visit.technician_id)
            if visit.centre_id and stage.username_of(person.name).startswith("tech.sz"):
                return stage.username_of(person.name), person.name, visit.id
    raise AssertionError("the demo has no such visit")


def refused_before(stage: Stage, name: str, visit_id: str) -> None:
    """A record of his that the office did not take: the visit has not begun."""
    with stage.house.units.read() as work:
        user_id = work.session.exec(select(UserRow.id).where(UserRow.name == name)).one()
        item = work_orders.items_of_visit(work, visit_id)[0]
        visit = work_orders.visit(work, visit_id)
    actor = Actor(user_id, name, (), frozenset({visit.centre_id}), visit.technician_id)
    payload = {
        "visit_id": visit_id,
        "item_id": item.id,
        "fields": {"act": "swap_sim", "new_iccid": "89860426192300000017"},
    }
    body = {
        "id": new_id(),
        "seq": 1,
        "kind": "item.record",
        "event_time": stage.clock.now().isoformat(),
        "payload": payload,
    }
    batch = CommandsIn.model_validate({"client_id": f"phone-{new_id()}", "commands": [body]})
    (answer,) = service.receive(stage.house.units, actor, stage.house.phone_commands, batch).answers
    assert answer.outcome == "refused"


def accepted(stage: Stage, visit_id: str) -> list[str]:
    """How the commands that accept this visit ended."""
    with stage.house.units.read() as work:
        rows = work.session.exec(select(SyncCommandRow).where(SyncCommandRow.kind == "visit.accept"))
        return [row.outcome for row in rows if row.body["payload"]["visit_id"] == visit_id]


def refuse_commands(route: Route) -> None:
    """The office answers, but takes nothing in."""
    route.fulfill(status=503, content_type="application/json", body=DOWN)


def rescue_file(phone: Page, folder: Path) -> Path:
    """Leaving is guarded: what is unsent is said; the file is taken along."""
    phone.get_by_test_id("log-out").click()
    assert findings(phone) == []
    phone.get_by_test_id("leave-rescue").click()
    with phone.expect_download() as kept:
        phone.get_by_test_id("rescue-save").click()
    kept.value.save_as(folder / "rescue.json")
    return folder / "rescue.json"


def held_back(stage: Stage, username: str, visit_id: str) -> Page:
    """His phone: he accepts the visit, and the office takes nothing in."""
    phone = stage.person(username, face="phone", lang=LANG)
    phone.route("**/api/sync/commands", refuse_commands)
    phone.goto(f"{stage.url}/phone/visit/{visit_id}")
    phone.get_by_test_id("next-act").click()
    phone.goto(f"{stage.url}/phone/me")
    expect(phone.get_by_test_id("unsent-badge")).to_contain_text("1")
    expect(phone.get_by_test_id("keep-days")).to_contain_text("7")
    stage.picture(phone, f"unsent-me-{LANG}")
    return phone


def settle_refusal(stage: Stage, desk: Page, name: str) -> None:
    """From the mark on the board to what was refused, which is settled with a line."""
    desk.get_by_test_id(f"unsent-{name}").click()
    expect(desk.get_by_test_id("unsent-phone")).to_contain_text(name)
    stage.picture(desk, f"unsent-desk-{LANG}")
    card = desk.get_by_test_id("unsent-refusal")
    expect(card).to_contain_text("粤")
    card.get_by_test_id("settle").click()
    assert findings(desk) == []
    desk.get_by_test_id("settle-reason").fill("已改派，由别人做")
    desk.get_by_test_id("settle-send").click()
    expect(card).to_have_count(0)


def test_R36_what_a_phone_cannot_hand_in_is_seen_at_the_desk_and_brought_by_its_rescue_file(
    stage: Stage, tmp_path: Path
) -> None:
    username, name, visit_id = somebody(stage)
    refused_before(stage, name, visit_id)
    phone = held_back(stage, username, visit_id)
    desk = stage.person("dispatcher.sz", lang=LANG)
    expect(desk.get_by_test_id(f"unsent-{name}")).to_be_visible()
    stage.picture(desk, f"unsent-board-{LANG}")
    settle_refusal(stage, desk, name)

    file = rescue_file(phone, tmp_path)
    stage.picture(phone, f"unsent-leave-{LANG}")
    phone.get_by_test_id("log-out-anyway").click()
    expect(phone.get_by_test_id("left-here")).to_contain_text(name)
    stage.picture(phone, f"unsent-login-{LANG}")

    desk.get_by_test_id("rescue-open").click()
    desk.get_by_test_id("rescue-file").set_input_files(file)
    expect(desk.get_by_test_id("rescue-new")).to_contain_text("1")
    assert accepted(stage, visit_id) == []  # a look changes nothing
    assert findings(desk) == []
    desk.get_by_test_id("rescue-go").click()
    expect(desk.get_by_test_id("rescue-accepted")).to_contain_text("1")
    expect(desk.get_by_test_id("unsent-phone")).to_have_count(0)
    stage.picture(desk, f"unsent-handed-{LANG}")

    altered = tmp_path / "altered.json"
    altered.write_text(file.read_text().replace("visit.accept", "visit.decline"))
    desk.get_by_test_id("rescue-file").set_input_files(altered)
    expect(desk.get_by_test_id("rescue-panel").get_by_role("alert")).to_be_visible()
    assert accepted(stage, visit_id) == ["accepted"]
    assert stage.errors == []
