"""R31: a card that meets another terminal: asked, found on finishing, moved by the office, taken back."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from backend.kernel.actor import Actor
from backend.kernel.clock import SettableClock
from backend.kernel.errors import Refusal
from backend.kernel.sheets.reading import read_sheet
from backend.modules.inventory import public as inventory
from backend.modules.inventory.carriers import tasks
from backend.modules.inventory.carriers.models import BindingRuleRow, CarrierTaskRow
from backend.modules.inventory.carriers.reading import tasks_of_technician
from backend.modules.inventory.carriers.results import read_results
from backend.modules.inventory.models import SimRow
from backend.wiring import House
from tests.backend.inventory.store import CAR, CENTRE, DAY, SU, T0, act, card, cases, fill, iccid, imei, terminal

KEEPER = Actor("keeper", "库管", (("warehouse", CENTRE),), frozenset({CENTRE}))


@pytest.fixture
def bound(house: House, clock: SettableClock) -> House:
    """Card 50 of China Mobile (plug-in) sits in CAR with terminal 1; cards 51 (soldered) and 52 (Telecom) on the van."""
    fill(house)
    clock.set(T0)
    with house.units.write() as work:
        inventory.load_sims(
            work,
            [
                card(50, operator="cmcc", card_type="plug"), card(51, operator="cmcc", card_type="soldered"),
                card(52, operator="ctcc", card_type="plug", bound_imei=imei(9)),
            ],
        )  # fmt: skip
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(50), centre_id=CENTRE)
    return house


def word(**more: Any) -> inventory.Asked:
    """What the technician says about card 50 and terminal 2."""
    values: dict[str, Any] = {
        "iccid": iccid(50), "old_imei": imei(1), "new_imei": imei(2), "act": "swap_device", "decision": "ask", "at": T0,
        "technician_id": SU, "centre_id": CENTRE, "vehicle_id": CAR, "visit_id": "visit-1", "rule": "rebind_first",
    }  # fmt: skip
    return inventory.Asked(**{**values, **more})


def says(house: House, **more: Any) -> inventory.CarrierTask:
    with house.units.write() as work:
        return inventory.ask_carrier(work, word(**more))


def rows(house: House) -> list[CarrierTaskRow]:
    with house.units.read() as work:
        return list(work.session.exec(select(CarrierTaskRow).order_by(CarrierTaskRow.id)))


def bound_to(house: House, serial: int = 50) -> str:
    with house.units.read() as work:
        return work.session.get_one(SimRow, f"sim-{serial}").bound_imei


def swap(house: House, **more: Any) -> list[str]:
    """The terminal is swapped and the card kept, and the vehicle finished."""
    values = {"old_device_no": terminal(1), "new_device_no": terminal(2), "centre_id": CENTRE, **more}
    return act(house, "swap_device", T0 + DAY, **values).warnings


def move(house: House, target: str, note: str = "") -> CarrierTaskRow:
    """The keeper moves the newest task."""
    row = rows(house)[-1]
    with house.units.write(KEEPER) as work:
        tasks.mark(work, [(row.id, row.version)], target, note)
    return rows(house)[-1]


def take_back(house: House) -> CarrierTaskRow:
    row = rows(house)[-1]
    with house.units.write(KEEPER) as work:
        tasks.undo(work, [(row.id, row.version)])
    return rows(house)[-1]


def test_R31_a_task_says_which_card_from_and_to_which_terminal_and_by_when(bound: House) -> None:
    assert says(bound).state == "asked"
    [row] = rows(bound)
    assert (row.iccid, row.old_imei, row.new_imei, row.operator, row.card_type) == (
        iccid(50), imei(1), imei(2), "cmcc", "plug",
    )  # fmt: skip
    # The first of November is a Sunday; three working days later, at closing time in Shenzhen.
    assert row.deadline_at == datetime(2026, 11, 4, 10, tzinfo=UTC)
    assert (row.rule, row.rule_changed, row.technician_id, row.visit_id) == ("rebind_first", False, SU, "visit-1")


def test_R31_one_open_task_for_a_card_and_a_terminal_however_often_it_is_told(bound: House) -> None:
    first = says(bound)
    assert says(bound).id == first.id
    assert swap(bound) == ["sim_rebind_needed"]
    assert len(rows(bound)) == 1


def test_R31_finishing_opens_the_task_that_the_phone_did_not(bound: House) -> None:
    assert swap(bound) == ["sim_rebind_needed"]
    [row] = rows(bound)
    assert (row.decision, row.old_imei, row.new_imei, row.state) == ("found", imei(1), imei(2), "asked")
    # It works in the other terminal already: the office has until the end of the local day.
    assert row.deadline_at == datetime(2026, 11, 2, 16, tzinfo=UTC)


def test_R31_finishing_after_the_carrier_has_rebound_warns_of_nothing(bound: House) -> None:
    says(bound)
    move(bound, "filed")
    assert move(bound, "done").decided_by == "keeper"
    assert bound_to(bound) == imei(2)
    assert swap(bound) == []


def test_R31_control_a_card_that_is_free_needs_no_task(bound: House) -> None:
    act(bound, "install", vehicle_id="vehicle-2", new_device_no=terminal(3), new_iccid=iccid(1))
    act(bound, "swap_device", T0 + DAY, vehicle_id="vehicle-2", old_device_no=terminal(3), new_device_no=terminal(2))
    assert rows(bound) == []


def test_R31_the_rule_of_today_counts_when_the_phone_read_an_older_one(bound: House) -> None:
    with bound.units.write() as work:
        rule = work.session.exec(
            select(BindingRuleRow).where(BindingRuleRow.operator == "cmcc", BindingRuleRow.card_type == "plug")
        ).one()
        rule.rule = "never"
    told = says(bound)
    assert (told.rule, told.rule_changed, told.state) == ("never", True, "asked")


def test_R31_what_is_free_by_now_is_kept_as_not_needed(bound: House) -> None:
    with bound.units.write() as work:
        for rule in work.session.exec(select(BindingRuleRow)):
            rule.active = False
    told = says(bound)
    assert (told.state, told.rule_changed) == ("not_needed", True)
    assert swap(bound) == []


def test_R31_another_terminal_for_the_card_takes_the_place_of_the_first_word(bound: House) -> None:
    says(bound)
    says(bound, new_imei=imei(3))
    assert [(row.new_imei, row.state) for row in rows(bound)] == [(imei(2), "not_needed"), (imei(3), "asked")]


def test_R31_who_comes_back_to_the_terminal_that_was_passed_over_is_warned_as_ever(bound: House) -> None:
    """Nobody at the carrier has bound the card to it: it would be shut down the next day."""
    says(bound)
    says(bound, new_imei=imei(3))
    with bound.units.read() as work:
        assert [one.new_imei for one in tasks_of_technician(work, SU)] == [imei(3)], "his phone asks again"
    assert swap(bound) == ["sim_rebind_needed"]
    assert [(row.new_imei, row.state) for row in rows(bound)] == [
        (imei(2), "not_needed"), (imei(3), "not_needed"), (imei(2), "asked"),
    ]  # fmt: skip


def test_R31_control_what_the_office_found_needless_stays_so(bound: House) -> None:
    says(bound)
    move(bound, "not_needed", "运营商说不绑")
    assert swap(bound) == []


def test_R31_a_refusal_is_a_case_and_a_warning_on_finishing(bound: House) -> None:
    says(bound)
    move(bound, "refused", "实名不符")
    [case] = cases(bound)
    assert (case.code, case.number, case.visit_id) == ("sim_rebind_refused", iccid(50), "visit-1")
    assert swap(bound) == ["sim_rebind_refused"]
    assert len(rows(bound)) == 1


def test_R31_an_override_keeps_the_word_and_is_due_the_same_day(bound: House) -> None:
    says(bound)
    says(bound, decision="override", reason="客户等着用车", approved_by="方经理", approved_how="电话")
    [row] = rows(bound)
    assert (row.decision, row.approved_by, row.approved_how, row.reason) == (
        "override", "方经理", "电话", "客户等着用车",
    )  # fmt: skip
    assert row.deadline_at <= datetime(2026, 11, 1, 16, tzinfo=UTC)


def test_R31_rebound_on_site_counts_and_the_third_of_a_month_is_over_the_limit(
    bound: House, clock: SettableClock
) -> None:
    for serial in (1, 2):
        told = says(
            bound, iccid=iccid(52), old_imei=imei(9), new_imei=imei(serial), rule="rebind_on_site", decision="rebound"
        )
        assert (told.state, told.over_limit) == ("done", False)
    third = says(bound, iccid=iccid(52), old_imei=imei(2), new_imei=imei(3), rule="rebind_on_site", decision="rebound")
    assert (third.state, third.over_limit, third.rule_changed) == ("done", True, True)
    assert third.warnings == ("sim_rebind_limit",)
    assert bound_to(bound, 52) == imei(3)
    clock.advance(days=31)
    fourth = says(
        bound, iccid=iccid(52), old_imei=imei(3), new_imei=imei(11), rule="rebind_on_site", decision="rebound",
        at=clock.now(),
    )  # fmt: skip
    assert not fourth.over_limit


@pytest.mark.one_database
@pytest.mark.parametrize("target", ["filed", "done", "refused", "not_needed"])
def test_R31_the_last_step_can_be_taken_back_and_leaves_nothing(bound: House, target: str) -> None:
    says(bound)
    moved = move(bound, target)
    assert (moved.state, bound_to(bound)) == (target, imei(2) if target == "done" else imei(1))
    back = take_back(bound)
    assert (back.state, back.filed_at, back.decided_at, bound_to(bound)) == ("asked", None, None, imei(1))
    assert {case.state for case in cases(bound)} <= {"settled"}
    with pytest.raises(Refusal, match="carrier_nothing_to_undo"):
        take_back(bound)


@pytest.mark.one_database
def test_R31_a_step_is_not_taken_back_into_the_place_of_another_open_task(bound: House) -> None:
    says(bound)
    move(bound, "refused")
    says(bound)
    first = rows(bound)[0]
    with pytest.raises(Refusal, match="carrier_nothing_to_undo"), bound.units.write(KEEPER) as work:
        tasks.undo(work, [(first.id, first.version)])


@pytest.mark.one_database
def test_R31_several_are_moved_together_or_not_at_all(bound: House) -> None:
    says(bound)
    says(bound, iccid=iccid(52), old_imei=imei(9), new_imei=imei(3), rule="rebind_on_site")
    one, other = rows(bound)
    wanted = [(one.id, one.version), (other.id, other.version + 1)]
    with pytest.raises(Refusal) as refusal, bound.units.write(KEEPER) as work:
        tasks.mark(work, wanted, "filed", "")
    assert (refusal.value.code, refusal.value.params["tasks"]) == ("carrier_tasks_moved", [other.id])
    assert {row.state for row in rows(bound)} == {"asked"}
    with bound.units.write(KEEPER) as work:
        tasks.mark(work, [(one.id, one.version), (other.id, other.version)], "filed", "")
    assert {row.state for row in rows(bound)} == {"filed"}


@pytest.mark.one_database
def test_R31_done_is_not_done_twice_and_other_centres_have_no_say(bound: House) -> None:
    says(bound)
    done = move(bound, "done")
    with pytest.raises(Refusal, match="carrier_tasks_moved"), bound.units.write(KEEPER) as work:
        tasks.mark(work, [(done.id, done.version)], "refused", "")
    far = replace(KEEPER, scope=frozenset({"elsewhere"}))
    with pytest.raises(Refusal, match="not_yours"), bound.units.write(far) as work:
        tasks.undo(work, [(done.id, done.version)])


def test_R31_two_words_at_once_leave_one_task(bound: House) -> None:
    """Two phones tell of the same card: the card's row makes them take turns."""
    start, faults = threading.Barrier(2), []

    def tell() -> None:
        start.wait()
        try:
            says(bound)
        except Exception as error:  # told below: a thread's exception would be lost
            faults.append(error)

    threads = [threading.Thread(target=tell) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (faults, len(rows(bound))) == ([], 1)


@pytest.mark.one_database
def test_R31_a_card_nobody_knows_is_asked_about_all_the_same(bound: House) -> None:
    told = says(bound, iccid="89860300000000000777", old_imei=imei(9), rule="ask_office")
    [row] = rows(bound)
    assert (told.state, row.operator, row.rule) == ("asked", "ctcc", "rebind_on_site")
    assert move(bound, "done").state == "done"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("绑定成功", "done"), ("OK", "done"), ("success", "done"), ("不成功", "refused"), ("unsuccessful", "refused"),
        ("未完成", None), ("待处理", None), ("incomplete", None), ("Nokia", None),
    ],
)  # fmt: skip
def test_R31_a_portal_that_has_not_finished_is_not_read_as_done(bound: House, said: str, verdict: str | None) -> None:
    says(bound)
    with bound.units.write() as work:
        found = read_results(work, read_sheet(f"ICCID,结果\n{iccid(50)},{said}\n".encode()))
    assert [len(found.done), len(found.refused), len(found.unclear)] == [
        int(verdict == one) for one in ("done", "refused", None)
    ]
