"""Stock-taking: what differs, what merely moved, and losses that somebody else approves."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from backend.kernel.clock import SettableClock
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.models import GrantRow
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import NewDevice
from backend.modules.inventory.stocking import counting, differences
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, NOW
from tests.backend.inventory.stocking.test_papers import on_place, post
from tests.backend.inventory.store import (
    CAR,
    LI,
    SU,
    T0,
    VAN_SU,
    act,
    census,
    entered,
    fill,
    iccid,
    imei,
    place_of,
    terminal,
    where,
)

SignIn = Callable[..., AsgiClient]
MINUTE = timedelta(minutes=1)


def opened(keeper: AsgiClient) -> str:
    """A count of Su's van."""
    return str(post(keeper, "counts", {"id": new_id(), "place_id": place_of(VAN_SU)})["count"]["id"])


def see(keeper: AsgiClient, count: str, *codes: str) -> Any:
    """Scan these one after the other."""
    return [post(keeper, f"counts/{count}/see", {"text": code}) for code in codes][-1]


def told(sheet: Any) -> Counter[tuple[str, str]]:
    """What the lines say."""
    return Counter((one["what"], one["number"]) for one in sheet["lines"])


def test_a_count_shows_what_is_missing_extra_and_elsewhere(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    count = opened(keeper)
    assert post(keeper, "counts", {"id": new_id(), "place_id": place_of(VAN_SU)}, 409)["code"] == "count_going_on"
    sheet = see(keeper, count, f"{imei(1)};{iccid(1)}", terminal(2), terminal(2), terminal(11), "NO-SUCH-9")
    assert told(sheet) == Counter(
        {
            ("missing", terminal(3)): 1, ("missing", iccid(2)): 1, ("missing", iccid(3)): 1, ("elsewhere", terminal(11)): 1,
            ("unknown", "NO-SUCH-9"): 1, ("to_count", "RELAY"): 1,
        }
    )  # fmt: skip
    assert (sheet["found"], sheet["expected"]) == (3, 7)
    assert keeper.get("/api/stock/counts").json()["items"][0]["seen"] == 5, "a thing seen twice is one entry"
    post(keeper, f"counts/{count}/parts", {"code": "RELAY", "quantity": 9})
    sheet = post(keeper, f"counts/{count}/parts", {"code": "RELAY", "quantity": 2})
    assert ("less", "RELAY") in told(sheet)
    mistake = next(one["entry_id"] for one in sheet["lines"] if one["what"] == "unknown")
    keeper.delete(f"/api/stock/counts/{count}/entries/{mistake}")
    assert ("unknown", "NO-SUCH-9") not in told(keeper.get(f"/api/stock/counts/{count}").json())


@pytest.mark.one_database
def test_a_scan_among_many_tells_what_differs_and_only_counts_the_rest(house: House, client: SignIn) -> None:
    """A full warehouse: what is missing comes last, by number, and is cut; nothing that needs a hand is cut with it."""
    fill(house)
    with house.units.write() as work:
        inventory.load_devices(work, [NewDevice(f"BD-5{n:03d}", imei(5000 + n), "BD-500", VAN_SU) for n in range(150)])
    keeper = client("warehouse")
    count = opened(keeper)
    sheet = see(keeper, count, terminal(1), terminal(11), "NO-SUCH-9")
    says = Counter(one["what"] for one in sheet["lines"])
    assert says == Counter({"missing": 100, "elsewhere": 1, "unknown": 1, "to_count": 1})
    assert [one["number"] for one in sheet["lines"] if one["what"] == "missing"][:3] == [
        terminal(2), terminal(3), "BD-5000",
    ]  # fmt: skip
    assert (sheet["found"], sheet["expected"], sheet["hidden"]) == (1, 157, 55)
    assert [one["number"] for one in sheet["last"]] == ["NO-SUCH-9", terminal(11), terminal(1)]
    post(keeper, f"counts/{count}/parts", {"code": "RELAY", "quantity": 3})
    assert post(keeper, f"counts/{count}/finish", {"version": 1}, 422)["code"] == "reason_needed"
    done = post(keeper, f"counts/{count}/finish", {"version": 1, "note": "换库房"})
    assert len(done["losses"]) == 155, "what was not shown is not forgotten"


def test_R33_losses_need_a_reason_and_another_person(house: House, client: SignIn) -> None:
    fill(house)
    keeper, manager = client("warehouse"), client("manager")
    count = opened(keeper)
    see(keeper, count, terminal(1), terminal(2), terminal(11), iccid(1), iccid(2), iccid(3))
    finish = {"version": 1, "reasons": {"device-3": "师傅说丢在工地"}}
    assert post(keeper, f"counts/{count}/finish", finish, 422)["code"] == "count_parts_left"
    post(keeper, f"counts/{count}/parts", {"code": "RELAY", "quantity": 1})
    assert post(keeper, f"counts/{count}/finish", finish, 422)["code"] == "reason_needed"
    done = post(keeper, f"counts/{count}/finish", {**finish, "note": "少了两个继电器"})
    assert done["count"]["state"] == "waiting"
    assert {one["id"]: (one["quantity"], one["reason"]) for one in done["losses"]} == {
        "device-3": (1, "师傅说丢在工地"), "RELAY": (2, "少了两个继电器"),
    }  # fmt: skip
    assert (where(house, "device-11"), where(house, "device-3")) == ("van", "van")
    assert on_place(keeper, technician_id=SU)["BD-500"] == 4, "what was found here is here at once"
    assert post(keeper, f"counts/{count}/approve", {"version": 2}, 403)["code"] == "not_allowed"
    assert post(manager, f"counts/{count}/approve", {"version": 1}, 409)["code"] == "changed_meanwhile"
    closed = post(manager, f"counts/{count}/approve", {"version": 2, "note": "属实"})
    assert (closed["count"]["state"], closed["count"]["outcome"]) == ("closed", {"found": 1, "missing": 3, "lost": 3})
    assert where(house, "device-3") == "lost"
    assert on_place(keeper, technician_id=SU)["RELAY"] == 1
    lost = keeper.get("/api/stock/movements", params={"number": terminal(3)}).json()["items"][0]
    assert (lost["why"], lost["note"]) == ("lost", "师傅说丢在工地")
    with house.units.read() as work:
        assert census(work) == entered(work)


def test_R33_nobody_approves_the_losses_of_his_own_count(house: House, client: SignIn, clock: SettableClock) -> None:
    fill(house)
    both = client("warehouse")
    count = opened(both)
    post(both, f"counts/{count}/parts", {"code": "RELAY", "quantity": 3})
    with house.units.write() as work:
        me = both.get("/api/auth/me").json()["user"]["id"]
        work.session.add(GrantRow(user_id=me, role="manager", centre_id=VAN_SU.centre_id))
    post(both, f"counts/{count}/finish", {"version": 1, "note": "找不到"})
    assert post(both, f"counts/{count}/approve", {"version": 2}, 403)["code"] == "own_loss"
    again = post(client("manager"), f"counts/{count}/refuse", {"version": 2, "note": "再找找后备箱"})
    assert (again["count"]["state"], again["losses"]) == ("open", [])
    assert where(house, "device-1") == "van"


def test_what_moves_while_people_count_is_told_and_makes_no_difference(
    house: House, client: SignIn, clock: SettableClock
) -> None:
    fill(house)
    keeper = client("warehouse")
    count = opened(keeper)
    clock.set(NOW + MINUTE)
    see(keeper, count, terminal(1), terminal(2), terminal(3), iccid(1), iccid(2), iccid(3))
    post(keeper, f"counts/{count}/parts", {"code": "RELAY", "quantity": 2})
    clock.set(NOW + 2 * MINUTE)
    act(house, "install", clock.now(), new_device_no=terminal(1), new_iccid=iccid(1))
    post(keeper, "issue", {"technician_id": SU, "devices": [terminal(21)]})
    # A phone that sends late what it did before the count: the relay was gone when it was counted.
    act(house, "none", NOW - MINUTE, parts={"RELAY": 1})
    sheet = keeper.get(f"/api/stock/counts/{count}").json()
    assert told(sheet) == Counter({("left", terminal(1)): 1, ("left", iccid(1)): 1, ("came", terminal(21)): 1})
    done = post(keeper, f"counts/{count}/finish", {"version": 1})
    assert (done["count"]["state"], done["count"]["outcome"]) == ("closed", {"found": 0, "missing": 0})


@pytest.mark.one_database
def test_R10_a_number_entered_by_mistake_is_none_of_the_books_when_it_is_seen(house: House, client: SignIn) -> None:
    """The receipt that brings it back says what it is; a count would put it in the store as a mistake for good."""
    fill(house)
    [case] = act(house, "install", new_device_no="BD-7777").cases
    keeper = client("warehouse")
    keeper.post(f"/api/cases/{case}/settle", json={"decision": "correct", "number": terminal(2)})
    count = opened(keeper)
    assert ("unknown", "BD-7777") in told(see(keeper, count, "BD-7777"))


@pytest.mark.one_database
def test_R30_what_is_installed_in_the_moment_of_finishing_is_not_torn_out_by_the_count(
    house: House, client: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(house)
    keeper = client("warehouse")
    count = opened(keeper)
    see(keeper, count, terminal(1), terminal(2), terminal(3), terminal(11), iccid(1), iccid(2), iccid(3))
    post(keeper, f"counts/{count}/parts", {"code": "RELAY", "quantity": 3})
    looked = differences.standing

    def then_installed(work: UnitOfWork, row: Any) -> Any:
        found = looked(work, row)
        inventory.record_act(work, inventory.FieldAct("install", CAR, LI, "visit-9", T0, new_device_no=terminal(11)))
        return found

    monkeypatch.setattr(counting, "standing", then_installed)
    done = post(keeper, f"counts/{count}/finish", {"version": 1})
    assert (done["count"]["outcome"]["found"], where(house, "device-11")) == (0, "vehicle")


def test_more_parts_than_the_books_have_come_back_from_the_lost_ones_first(house: House, client: SignIn) -> None:
    fill(house)
    keeper, manager = client("warehouse"), client("manager")
    everything = [terminal(1), terminal(2), terminal(3), iccid(1), iccid(2), iccid(3)]
    for quantity, state in ((1, "waiting"), (5, "closed")):
        count = opened(keeper)
        see(keeper, count, *everything)
        post(keeper, f"counts/{count}/parts", {"code": "RELAY", "quantity": quantity})
        done = post(keeper, f"counts/{count}/finish", {"version": 1, "note": "盘点"})
        assert done["count"]["state"] == state
        if state == "waiting":
            post(manager, f"counts/{count}/approve", {"version": 2})
    assert on_place(keeper, technician_id=SU)["RELAY"] == 5
    with house.units.read() as work:
        assert entered(work)["RELAY"] == 15, "thirteen were there, two were lost and found, two are new"
        assert census(work) == entered(work)


@pytest.mark.one_database
def test_a_count_is_its_centre_s_and_can_be_given_up(house: House, client: SignIn) -> None:
    fill(house)
    keeper = client("warehouse")
    count = opened(keeper)
    stranger = client("warehouse", centre_id=GUANGZHOU.id)
    assert stranger.get(f"/api/stock/counts/{count}").json()["code"] == "not_yours"
    assert stranger.get("/api/stock/counts").json()["items"] == []
    assert client("dispatcher").get(f"/api/stock/counts/{count}").status_code == 200
    assert client("dispatcher").post(f"/api/stock/counts/{count}/cancel", json={"version": 1}).status_code == 403
    assert post(keeper, f"counts/{count}/cancel", {"version": 1})["count"]["state"] == "cancelled"
    assert post(keeper, f"counts/{count}/see", {"text": terminal(1)}, 409)["code"] == "count_state"
    assert opened(keeper) != count
