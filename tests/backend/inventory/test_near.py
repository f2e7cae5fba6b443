"""A mistyped number is caught with the registered one that was meant, by the unique indexes and not by reading through all."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from backend.kernel.numbers.slips import variants
from backend.modules.inventory import public as inventory
from backend.modules.inventory.near import near_devices, near_sims
from backend.wiring import House
from tests.backend.inventory.store import LI, SU, card, fill, iccid, imei, terminal

SLIPS = json.loads((Path(__file__).parent / "near_cases.json").read_text(encoding="utf-8"))["cases"]


def turned(number: str, place: int) -> str:
    """The number with one digit read wrongly."""
    return number[:place] + str((int(number[place]) + 3) % 10) + number[place + 1 :]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (turned(imei(1), 9), "digit"),
        (imei(1)[:4] + imei(1)[5] + imei(1)[4] + imei(1)[6:], "swapped"),
        (imei(1).replace("0", "O", 1), "look_alike"),
        (imei(1)[:6] + imei(1)[7:], "missing"),
        (imei(1)[:3] + "5" + imei(1)[3:], "extra"),
    ],
)
def test_R10_a_slip_in_an_imei_is_caught(house: House, typed: str, reason: str) -> None:
    fill(house)
    with house.units.read() as work:
        found = near_devices(work, typed)
    assert (imei(1), reason) in [(one.number, one.reason) for one in found]


@pytest.mark.parametrize("one", SLIPS, ids=lambda one: f"{one['typed']} for {one['meant']}")
def test_R10_a_slip_is_named_as_on_the_phone(one: dict[str, Any]) -> None:
    """The phone is held to the same cases in pwa/src/technician/offline/near.test.ts."""
    assert variants(one["typed"]).get(one["meant"]) == one["slip"]


def test_R10_a_slip_in_a_terminal_number_or_a_card_is_caught(house: House) -> None:
    fill(house)
    with house.units.write() as work:
        inventory.load_sims(work, [card(60, msisdn="1064899990060")])
    with house.units.read() as work:
        assert [one.terminal_no for one in near_devices(work, "BD-OO11")] == [terminal(11)]
        assert iccid(2) in [one.number for one in near_sims(work, turned(iccid(2), 17))]
        assert iccid(2) in [one.number for one in near_sims(work, turned(iccid(2)[:19], 3))], (
            "19 places, printed without the last"
        )
        assert [one.number for one in near_sims(work, "1064899990061")] == [iccid(60)]


def test_R10_what_is_registered_or_far_away_has_no_suggestion(house: House) -> None:
    fill(house)
    with house.units.read() as work:
        for typed in (imei(1), terminal(1), "ZZ-777888", "", "1", "x" * 60):
            assert near_devices(work, typed) == []
        for typed in (iccid(1), iccid(1)[:19], "89860000000000000000", ""):
            assert near_sims(work, typed) == []


def test_R10_what_lies_on_the_van_of_the_asking_is_named_first(house: House) -> None:
    fill(house)
    between = "BD-0001X"
    with house.units.read() as work:
        for who, first in ((SU, terminal(1)), (LI, terminal(11))):
            found = near_devices(work, "BD-0O11" if who == LI else between, who)
            assert found[0].terminal_no == first


@pytest.mark.one_database
def test_a_number_is_asked_for_by_its_index_in_few_statements(house: House) -> None:
    fill(house)
    asked: list[str] = []
    with house.units.read() as work:
        event.listen(work.session.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))
        near_devices(work, turned(imei(1), 3))
    assert len(asked) <= 6
    assert len(variants(imei(1))) < 500


@pytest.mark.one_database
def test_R2_the_last_places_of_a_number_are_found_by_an_index(house: House) -> None:
    """Read out from a label; the whole books are not read through for it."""
    fill(house)
    asked: list[tuple[str, Any]] = []
    with house.units.read() as work:
        event.listen(work.session.get_bind(), "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
        assert terminal(1) in [one.terminal_no for one in inventory.devices_ending(work, imei(1)[-6:])]
        assert [one.iccid for one in inventory.sims_ending(work, iccid(2)[-7:])] == [iccid(2)]
        assert inventory.devices_ending(work, "123") == []
        raw = work.session.connection().connection
        looked = [one for one in asked if one[0].startswith("SELECT")]
        for statement, values in looked:
            plan = " ".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values))
            assert "_tail" in plan
            assert "SCAN devices" not in plan
            assert "SCAN sims" not in plan
    assert len(looked) == 2
