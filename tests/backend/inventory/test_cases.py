"""R30: every kind of case can be settled, what it will do is shown before, and it can be undone while nothing built on it."""

from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.modules.inventory import public as inventory
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.models import DeviceRow, NumberCaseRow
from backend.modules.inventory.settling.decisions import ACCEPT, KEEP
from backend.modules.inventory.settling.settle import UNDO_MINUTES, preview, settle, undo
from backend.wiring import House
from tests.backend.inventory.store import (
    CAR,
    DAY,
    OTHER_CAR,
    SU,
    T0,
    act,
    cases,
    fill,
    iccid,
    installed,
    overlaps,
    terminal,
    where,
)  # fmt: skip

WARNINGS_ONLY = {"already_installed", "sim_never_move", "sim_rebind_needed", "sim_ask_office"}


def decide(house: House, decision: str, which: int = 0, **more: Any) -> NumberCaseRow:
    """Settle one of the open cases."""
    with house.units.write() as work:
        return settle(work, cases(house)[which].id, "", decision, **more)  # type: ignore[arg-type]


def history(house: House, car: str = CAR) -> list[tuple[str, str, bool]]:
    """Terminal, standing and whether it is open, oldest first."""
    with house.units.read() as work:
        assert overlaps(work) == []
        lines = inventory.history_of_vehicle(work, car)
    return [(one.device.terminal_no, one.standing, one.until_at is None) for one in reversed(lines)]


def late_swap(house: House) -> None:
    """A terminal swapped on day two is told before the swap of day one."""
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "swap_device", T0 + 2 * DAY, old_device_no=terminal(1), new_device_no=terminal(2))
    act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(3), visit_id="visit-2")


def test_every_word_for_a_case_has_a_way_to_be_settled() -> None:
    carriers = {code for code in WORDS if code not in ACCEPT and code not in WARNINGS_ONLY}
    assert ACCEPT.keys() == KEEP.keys()
    assert not {code for code in carriers if not code.startswith(("sim_", "carrier", "rebind"))}, (
        "nobody can settle these"
    )


def test_R30_a_late_swap_that_is_accepted_stands_until_the_later_one(house: House) -> None:
    late_swap(house)
    decide(house, "accept")
    valid = [(no, is_open) for no, standing, is_open in history(house) if standing == "valid"]
    assert valid == [(terminal(1), False), (terminal(3), False), (terminal(2), True)]
    assert where(house, "device-3") == "transit", "it was taken out again, and nobody said where to"


def test_R30_a_late_swap_that_is_not_accepted_stays_on_record(house: House) -> None:
    late_swap(house)
    decide(house, "keep")
    assert (terminal(3), "rejected", True) in history(house)
    assert where(house, "device-3") == "van"


def test_R30_a_late_removal_that_is_accepted_cuts_the_line(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1))
    act(house, "swap_device", T0 + 2 * DAY, old_device_no=terminal(1), new_device_no=terminal(2))
    act(house, "remove", T0 + DAY, old_device_no=terminal(1), visit_id="visit-2")
    decide(house, "accept")
    with house.units.read() as work:
        first = [one for one in inventory.history_of_vehicle(work, CAR) if one.standing == "valid"][-1]
    assert first.until_at == T0 + DAY


def test_R30_a_swap_naming_a_terminal_that_another_visit_took_out_is_a_case(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1))
    act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(2), visit_id="visit-2")
    told = act(
        house, "swap_device", T0 + 2 * DAY, old_device_no=terminal(1), new_device_no=terminal(3), visit_id="visit-3"
    )
    assert told.warnings == ["slot_taken"]
    sits = installed(house)
    assert sits is not None
    assert sits.device.id == "device-2", "what stands is not closed by a contradiction"


def test_R30_two_terminals_in_a_vehicle_are_never_mixed_up_by_a_late_record(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), mounting="仪表台")
    act(house, "install", T0 + DAY / 24, new_device_no=terminal(2), mounting="车架")
    act(house, "remove", T0 + 2 * DAY, old_device_no=terminal(1), visit_id="visit-2")
    act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(3), visit_id="visit-3")
    sits = installed(house)
    assert sits is not None
    assert sits.device.id == "device-2", "the other terminal is not touched"
    assert [row.code for row in cases(house)] == ["late_record"]


def test_R30_a_card_accepted_elsewhere_leaves_the_terminals_where_they_are(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1), vehicle_id=OTHER_CAR)
    act(house, "install", T0 + DAY, new_device_no=terminal(2), new_iccid=iccid(1))
    act(house, "remove", T0 + 3 * DAY, vehicle_id=OTHER_CAR, old_device_no=terminal(1), visit_id="visit-2")
    decide(house, "accept")
    there = [one for one in history(house, OTHER_CAR) if one[1] == "valid"]
    assert [no for no, _, _ in there] == [terminal(1), terminal(1)], "the terminal stayed, the card left it"


def test_R10_the_number_of_an_unknown_terminal_is_corrected(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no="BD-OOO1", new_iccid=iccid(1))
    with pytest.raises(Refusal, match="number_unknown"):
        decide(house, "correct", number="NO-SUCH")
    decide(house, "correct", number=terminal(1))
    assert history(house) == [("BD-OOO1", "corrected", True), (terminal(1), "valid", True)]
    assert where(house, "device-1") == "vehicle"
    with house.units.read() as work:
        wrong = next(one for one in inventory.find_devices(work, "BD-OOO1"))
        assert (wrong.place_kind, wrong.state) == ("void", "mistaken")


def test_R10_keeping_the_books_puts_a_terminal_of_the_store_back(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(21))
    decide(house, "keep")
    assert where(house, "device-21") == "warehouse"
    assert installed(house) is None


def test_R11_the_old_number_was_misread(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1))
    act(house, "swap_device", T0 + DAY, old_device_no="OLD-7", new_device_no=terminal(2), old_device_end="factory")
    which = next(n for n, row in enumerate(cases(house)) if row.code == "old_device_differs")
    decide(house, "keep", which)
    with house.units.read() as work:
        booked = work.session.get_one(DeviceRow, "device-1")
        assert (booked.state, booked.bound_for) == ("faulty", "factory")
    assert where(house, "device-1") == "van"


def test_R10_parts_that_the_books_lacked_enter_them(house: House) -> None:
    fill(house)
    act(house, "none", parts={"RELAY": 5})
    outcome = decide(house, "accept").outcome
    assert outcome is not None
    assert outcome["parts"] == [{"code": "RELAY", "quantity": 2}]


def test_R30_what_is_shown_is_what_is_done_and_can_be_undone(house: House) -> None:
    late_swap(house)
    before = [one for one in history(house) if one[1] == "valid"]
    with house.units.write() as work:
        shown = preview(work, cases(house)[0].id, "accept")
    assert [one for one in history(house) if one[1] == "valid"] == before, "looking changes nothing"
    done = decide(house, "accept")
    assert done.outcome is not None
    assert len(shown["lines"]) == len(done.outcome["lines"])
    with house.units.write() as work:
        undo(work, done.id)
    assert [one for one in history(house) if one[1] == "valid"] == before
    assert cases(house)[0].state == "open"
    decide(house, "keep")
    assert [one for one in history(house) if one[1] == "valid"] == before


def test_R30_undoing_is_refused_when_late_or_when_something_built_on_it(house: House, clock: Any) -> None:
    late_swap(house)
    done = decide(house, "accept")
    act(house, "remove", T0 + 5 * DAY, old_device_no=terminal(2), visit_id="visit-9")
    with house.units.write() as work:
        undo(work, done.id)  # the removal of the later terminal touches nothing that the settlement changed
    done = decide(house, "accept")
    clock.advance(minutes=UNDO_MINUTES + 1)
    with pytest.raises(Refusal, match="undo_too_late"), house.units.write() as work:
        undo(work, done.id)


def test_R16_the_same_act_twice_changes_nothing(house: House) -> None:
    fill(house)
    for _ in range(2):
        act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1), parts={"RELAY": 1})
    for _ in range(2):
        act(house, "swap_both", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(2), new_iccid=iccid(2))
    for _ in range(2):
        act(house, "remove", T0 + 2 * DAY, old_device_no=terminal(2))
    assert cases(house) == []
    assert len(history(house)) == 2
    with house.units.read() as work:
        assert inventory.vans_stock(work, [SU])[SU]["RELAY"] == 2
