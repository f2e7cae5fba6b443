"""R29: the trail over HTTP: whole, in words, of one's own centres, and never written or changed by anybody."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from backend.kernel.events import EventRow
from backend.modules.customers import public as customers
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU
from tests.backend.visit_story import OFFICE, Story

SignIn = Callable[..., AsgiClient]
BACKEND = Path(__file__).parents[3] / "backend"


@pytest.fixture
def story(house: House) -> Story:
    """The usual cast."""
    return Story.begin(house)


def test_R29_the_trail_of_an_order_tells_its_whole_story(story: Story, client: SignIn) -> None:
    """Who, when and what, newest first, in both languages, without a machine's word."""
    sent = story.free_repair()
    items = client("manager").get(f"/api/audit?subject=order:{sent.order_id}&limit=200").json()["items"]
    names = [one["name"] for one in reversed(items)]
    expected = ["order.created", "order.submitted", "order.approved", "visit.dispatched", "visit.accepted"]
    assert names[:5] == expected
    assert {"item.recorded", "visit.completed", "order.completed"} <= set(names)
    assert [one["id"] for one in items] == sorted((one["id"] for one in items), reverse=True)
    for one in items:
        assert one["zh"], one
        assert one["en"], one
        assert "{" not in one["zh"] + one["en"], one
    assert {one["actor_name"] for one in items} >= {"王经理", "苏建国"}


def test_R29_the_trail_goes_on_where_it_stopped(story: Story, client: SignIn) -> None:
    sent = story.free_repair()
    manager, address = client("manager"), f"/api/audit?subject=order:{sent.order_id}"
    whole = [one["id"] for one in manager.get(f"{address}&limit=200").json()["items"]]
    paged: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = manager.get(f"{address}&limit=4", params={"subject": f"order:{sent.order_id}", "cursor": cursor}).json()
        paged += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert paged == whole
    assert len(whole) > 8


def test_R29_another_centre_reads_nothing_of_it(story: Story, client: SignIn) -> None:
    """By the subject and without one; headquarters reads all."""
    sent = story.free_repair()
    elsewhere = client("manager", centre_id=GUANGZHOU.id)
    assert elsewhere.get(f"/api/audit?subject=order:{sent.order_id}").json()["items"] == []
    assert sent.order_id not in elsewhere.get("/api/audit?limit=200").text
    everywhere = client("manager", centre_id=None)
    assert everywhere.get(f"/api/audit?subject=order:{sent.order_id}").json()["items"] != []


@pytest.mark.one_database
@pytest.mark.parametrize("role", ["technician", "warehouse"])
def test_R29_who_has_no_business_with_it_is_refused(client: SignIn, role: str) -> None:
    assert client(role).get("/api/audit").json()["code"] == "not_allowed"


@pytest.mark.one_database
def test_R27_phones_in_the_trail_are_masked_for_those_who_need_not_call(
    house: House, story: Story, client: SignIn
) -> None:
    """A changed phone number is a fact; its digits are only for those who call."""
    with house.units.write(OFFICE) as work:
        vehicle = customers.vehicle(work, story.vehicle())
        customers.update_vehicle(work, vehicle.id, vehicle.version, driver_phone="13812345678")
    address = f"/api/audit?subject=vehicle:{vehicle.id}"
    seen = {role: client(role).get(address).json()["items"][0]["details"]["changes"] for role in ("agent", "quality")}
    assert seen["agent"]["driver_phone"] in {"13812345678", "+8613812345678"}
    assert "****" in seen["quality"]["driver_phone"]


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_R29_the_trail_cannot_be_written_over_http(house: House, story: Story, client: SignIn, method: str) -> None:
    manager = client("manager", centre_id=None)
    with house.units.read() as work:
        before = [row.id for row in work.session.exec(select(EventRow)).all()]
    for address in ("/api/audit", f"/api/audit/{before[0]}"):
        assert manager.request(method, address, json={}).status_code in {404, 405}
    with house.units.read() as work:
        assert [row.id for row in work.session.exec(select(EventRow)).all()] == before


def event_writers(source: str) -> list[int]:
    """Lines where facts are built, changed or deleted past the unit of work."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "EventRow")
            or (
                isinstance(node.func, ast.Name | ast.Attribute)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"update", "delete", "insert"}
                and any(isinstance(one, ast.Name) and one.id == "EventRow" for one in node.args)
            )
        )
    ]


def test_R29_no_code_but_the_unit_of_work_writes_facts() -> None:
    """Nor does anything change or delete one."""
    found = [
        f"{path.relative_to(BACKEND)}:{line}"
        for path in sorted(BACKEND.rglob("*.py"))
        if path != BACKEND / "kernel" / "unit_of_work.py"
        for line in event_writers(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code", ["EventRow(name='x')", "session.exec(delete(EventRow))", "sa.update(EventRow).values(name='x')"]
)
def test_control_the_guard_sees_a_writer(code: str) -> None:
    assert event_writers(code) == [1]
