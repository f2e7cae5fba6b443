"""The timelines of a vehicle, a terminal and a card over HTTP (R30): whole, page by page, and as it was at a moment."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from backend.modules.inventory import public as inventory
from backend.modules.inventory.custody import Occasion, ensure_place, move_thing
from backend.modules.inventory.history.repository import lane
from backend.modules.inventory.history.shapes import Subject
from backend.modules.inventory.models import DeviceRow, InstallationRow
from backend.modules.inventory.shapes import PlaceRef
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.inventory.store import CAR, DAY, LI, T0, act, fill, iccid, register_car, terminal

SignIn = Callable[..., AsgiClient]
ELSEWHERE = "0190a000-0000-7000-8000-000000000002"
OF_CAR = f"/api/vehicles/{CAR}/timeline"


@pytest.fixture
def keeper(house: House, client: SignIn) -> AsgiClient:
    """Reads the vehicle in which terminal 1 gave way to 2 after ten days, and card 1 to 2 after twenty."""
    fill(house)
    register_car(house)
    act(house, "install", T0, new_device_no=terminal(1), new_iccid=iccid(1), mounting="仪表台")
    act(
        house,
        "swap_device",
        T0 + 10 * DAY,
        old_device_no=terminal(1),
        new_device_no=terminal(2),
        old_device_end="factory",
    )
    act(house, "swap_sim", T0 + 20 * DAY, new_iccid=iccid(2))
    return client("warehouse")


def told(reader: AsgiClient, path: str = OF_CAR, **asked: Any) -> dict[str, Any]:
    """A timeline."""
    answer = reader.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def numbers(moment: dict[str, Any]) -> list[tuple[str, str]]:
    """Terminal and card of each line of a moment."""
    return [(one["terminal_no"], one["iccid"]) for one in moment["lines"]]


def test_R30_what_was_in_the_vehicle_at_a_moment(keeper: AsgiClient) -> None:
    found = {
        days: numbers(told(keeper, at=(T0 + days * DAY).isoformat())["moment"]) for days in (-1, 0, 9, 10, 19, 20, 99)
    }
    first, second, third = (terminal(1), iccid(1)), (terminal(2), iccid(1)), (terminal(2), iccid(2))
    assert found == {-1: [], 0: [first], 9: [first], 10: [second], 19: [second], 20: [third], 99: [third]}


def test_R30_what_the_books_knew_then(house: House, keeper: AsgiClient) -> None:
    recorded = told(keeper)["items"][0]["recorded_at"]
    known = told(keeper, at=(T0 + 5 * DAY).isoformat(), known_at=recorded)["moment"]
    assert numbers(known) == [(terminal(1), iccid(1))]
    before = (T0 - DAY).isoformat()
    assert numbers(told(keeper, at=(T0 + 5 * DAY).isoformat(), known_at=before)["moment"]) == []


@pytest.mark.one_database
def test_a_timeline_is_the_same_read_page_by_page(keeper: AsgiClient) -> None:
    whole = [one["key"] for one in told(keeper)["items"]]
    for size in (1, 2, 3):
        pages, cursor = list[str](), None
        for _ in range(len(whole) + 1):
            page = told(keeper, limit=size, **({"cursor": cursor} if cursor else {}))
            pages += [one["key"] for one in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert pages == whole, f"pages of {size}: ends and beginnings of one moment must not get lost between them"


def test_R11_a_terminal_tells_its_way_and_a_card_its_own(keeper: AsgiClient) -> None:
    found = keeper.get("/api/terminals/device-1/timeline").json()
    # The store's things were booked on the day of the test, so their receipt stands after what was done before it.
    way = [one for one in reversed(found["items"]) if one["act"] != "received"]
    assert [(one["what"], one["act"]) for one in way][:2] == [("began", "install"), ("moved", "install")]
    assert len(way) < len(found["items"])
    assert found["subject"]["number"] == terminal(1)
    assert [one["to_stop"]["kind"] for one in way if one["what"] == "moved"] == ["vehicle", "van"]
    card = told(keeper, "/api/sims/sim-1/timeline", at=(T0 + 15 * DAY).isoformat())
    assert numbers(card["moment"]) == [(terminal(2), iccid(1))]
    assert card["moment"]["stop"]["kind"] == "vehicle"
    short = keeper.get("/api/terminals/device-2/timeline", params={"limit": 1, "at": T0.isoformat()}).json()
    sits_in = short["subject"]["place"]["vehicle_id"]
    assert short["vehicles"][sits_in]["plate"], "where it is now has its plate, whatever the page tells"


@pytest.mark.one_database
def test_a_timeline_is_told_to_those_who_may_see_the_vehicle(keeper: AsgiClient, client: SignIn) -> None:
    far = client("warehouse", centre_id=ELSEWHERE)
    for path in (OF_CAR, "/api/terminals/device-2/timeline", "/api/sims/sim-2/timeline"):
        assert keeper.get(path).status_code == 200
        assert far.get(path).status_code == 403, path
    assert far.get("/api/timelines/vehicle/" + CAR + ".xlsx").status_code == 403
    assert keeper.get("/api/terminals/nothing/timeline").status_code == 404


@pytest.mark.one_database
def test_a_timeline_as_a_sheet_has_a_row_for_each_event(keeper: AsgiClient) -> None:
    for lang, word in (("zh", "装机"), ("en", "Installed")):
        answer = keeper.get(f"/api/timelines/vehicle/{CAR}.xlsx", params={"lang": lang})
        rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
        assert len(rows) == 1 + len(told(keeper)["items"])
        assert word in [row[2] for row in rows]


@pytest.mark.one_database
def test_a_sheet_tells_movements_and_settlements_in_words_only(house: House, client: SignIn) -> None:
    fill(house)
    keeper, lent = client("warehouse"), "BD-9999"
    [case] = act(house, "install", new_device_no=lent).cases
    keeper.post(f"/api/cases/{case}/settle", json={"decision": "accept", "product_code": "BD-500"})
    act(house, "remove", T0 + DAY, old_device_no=lent, old_device_end="factory")
    with house.units.write() as work:
        device = inventory.find_device(work, lent)
        assert device is not None
        row = work.session.get_one(DeviceRow, device.id)
        for why, kind in (("removed_received", "transit"), ("factory_arrived", "factory"), ("lost", "lost")):
            move_thing(work, row, ensure_place(work, PlaceRef(kind)).id, Occasion(T0 + 2 * DAY, why))  # type: ignore[arg-type]
    answer = keeper.get(f"/api/timelines/terminal/{device.id}.xlsx")
    said = [row[2] for row in load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True)]  # type: ignore[union-attr]
    assert {"旧件收回", "厂家签收", "报丢", "已处理 · 认现场的"} <= set(said)
    assert not [one for one in said if re.search("[a-z_]{3}", str(one))]


def test_R30_two_claims_on_one_place_are_both_in_the_timeline(house: House, keeper: AsgiClient) -> None:
    act(house, "install", T0 + 30 * DAY, technician_id=LI, new_device_no=terminal(11), mounting="仪表台")
    found = told(keeper, at=(T0 + 31 * DAY).isoformat())
    assert numbers(found["moment"]) == [(terminal(2), iccid(2))]
    assert [one["terminal_no"] for one in found["moment"]["claims"]] == [terminal(11)]
    assert [one["case"]["code"] for one in found["items"] if one["what"] == "case"] == ["slot_taken"]


@pytest.mark.one_database
@pytest.mark.parametrize("kind", ["vehicle", "device", "sim"])
def test_R30_no_timeline_reads_the_whole_ledger(house: House, kind: str) -> None:
    query = select(InstallationRow.id).where(lane(Subject(kind, "somebody")), col(InstallationRow.from_at).is_not(None))  # type: ignore[arg-type]
    with house.units.read() as work:
        said = query.compile(work.session.connection(), compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in work.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {said}")]
    assert not [step for step in plan if step.startswith("SCAN")], plan


@pytest.mark.one_database
def test_R33_what_was_lost_from_a_store_is_still_told_to_its_keeper_only(house: House, client: SignIn) -> None:
    fill(house)
    with house.units.write() as work:
        lost = ensure_place(work, PlaceRef("lost")).id
        move_thing(work, work.session.get_one(DeviceRow, "device-21"), lost, Occasion(T0, "lost"))
    path = "/api/terminals/device-21/timeline"
    assert told(client("warehouse"), path)["subject"]["place"]["kind"] == "lost"
    assert client("warehouse", centre_id=ELSEWHERE).get(path).status_code == 403
