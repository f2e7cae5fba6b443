"""R30, R33: a settled case leaves warranty, open list and custody as if the field had been right at once, and is settled once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import select

from backend.kernel.errors import Refusal
from backend.modules.inventory import public as inventory
from backend.modules.inventory.custody import in_stock
from backend.modules.inventory.models import DeviceRow
from backend.modules.inventory.removed.models import RemovedRow
from backend.modules.inventory.settling.settle import settle, undo
from backend.modules.inventory.stocking.after import undo as undo_paper
from backend.modules.inventory.stocking.moving import take_back
from backend.modules.inventory.stocking.receiving import Delivery, DeviceLine, receive
from backend.wiring import House
from tests.backend.inventory.store import (
    CENTRE,
    DAY,
    OTHER_CAR,
    SU,
    T0,
    VAN_SU,
    act,
    booked,
    cases,
    census,
    entered,
    fill,
    iccid,
    place_of,
    replayed,
    terminal,
    where,
)  # fmt: skip


def decide(house: House, code: str, decision: Any, **more: Any) -> str:
    """Settle the newest open case of a kind; returns its id."""
    found = [one for one in cases(house) if one.state == "open" and one.code == code][-1]
    with house.units.write() as work:
        settle(work, found.id, "", decision, **more)
    return found.id


def warranty(house: House, number: str) -> tuple[date | None, date | None]:
    """The warranty of a terminal, first and last day."""
    with house.units.read() as work:
        row = work.session.exec(select(DeviceRow).where(DeviceRow.terminal_no == number)).one()
        return row.warranty_start, row.warranty_end


def open_list(house: House) -> list[str]:
    """The numbers of the removed parts that have not ended."""
    with house.units.read() as work:
        rows = work.session.exec(select(RemovedRow).where(RemovedRow.state != "ended")).all()
        return [row.number for row in rows]


def test_R30_two_keepers_settle_one_case_at_once(house: House) -> None:
    fill(house)
    act(house, "none", parts={"RELAY": 5})
    [short], start = cases(house), Barrier(2)

    def accept(_: int) -> str:
        start.wait()
        try:
            with house.units.write() as work:
                return settle(work, short.id, "", "accept").state
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(accept, range(2)))
    assert told == ["case_settled", "settled"]
    with house.units.read() as work:
        assert entered(work)["RELAY"] == 15, "the two that were missing entered once"
        assert census(work) == entered(work)


@pytest.mark.one_database
def test_R17_an_unknown_terminal_that_is_named_has_the_warranty_of_its_model(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no="NEW-77")
    assert warranty(house, "NEW-77")[1] is None
    decide(house, "unknown_device", "accept", product_code="BD-500")
    assert warranty(house, "NEW-77") == (date(2026, 11, 1), date(2027, 11, 1))


@pytest.mark.one_database
def test_R17_an_accepted_claim_starts_the_warranty_and_undoing_takes_it_back(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1))
    act(house, "install", T0 + DAY, new_device_no=terminal(2), visit_id="visit-2")
    assert warranty(house, terminal(2)) == (None, None)
    settled = decide(house, "slot_taken", "accept")
    assert warranty(house, terminal(2)) == (date(2026, 11, 2), date(2027, 11, 2))
    with house.units.write() as work:
        undo(work, settled)
    assert warranty(house, terminal(2)) == (None, None)


@pytest.mark.one_database
def test_R17_the_warranty_goes_with_the_corrected_number(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no="BD-0003X")
    decide(house, "unknown_device", "correct", number=terminal(3))
    assert warranty(house, terminal(3)) == (date(2026, 11, 1), date(2027, 11, 1))
    assert warranty(house, "BD-0003X") == (None, None)


@pytest.mark.one_database
def test_R33_the_terminal_that_really_came_out_is_on_the_open_list_and_the_misread_one_is_not(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1))
    act(house, "swap_device", T0 + DAY, old_device_no="BD-9999", new_device_no=terminal(2), old_device_end="factory",
        visit_id="visit-2")  # fmt: skip
    assert open_list(house) == ["BD-9999"]
    settled = decide(house, "old_device_differs", "keep")
    with house.units.write() as work:
        undo(work, settled)
    assert open_list(house) == ["BD-9999"], "taken back, all is as it was told on site"
    decide(house, "old_device_differs", "keep")
    assert where(house, "device-1") == "van"
    assert open_list(house) == [terminal(1)]
    with house.units.read() as work:
        assert (
            work.session.exec(select(RemovedRow).where(RemovedRow.number == terminal(1), RemovedRow.state == "open"))
            .one()
            .bound_for
            == "factory"
        )
        assert replayed(work) == booked(work)


@pytest.mark.one_database
def test_R33_a_removal_that_is_accepted_later_is_on_the_open_list(house: House) -> None:
    fill(house)
    act(house, "install", T0 + DAY, new_device_no=terminal(1), new_iccid=iccid(1), vehicle_id=OTHER_CAR)
    act(house, "remove", T0 + 2 * DAY, old_device_no=terminal(1), old_device_end="factory", visit_id="visit-2")
    assert open_list(house) == [], "by the books it sits in another vehicle"
    decide(house, "device_elsewhere", "accept")
    assert open_list(house) == [terminal(1), iccid(1)]
    with house.units.read() as work:
        assert inventory.installed_in(work, [OTHER_CAR]) == {}
        assert replayed(work) == booked(work)


@pytest.mark.one_database
def test_R30_a_number_entered_by_mistake_that_is_installed_after_all_counts_again(house: House) -> None:
    fill(house)
    with house.units.write() as work:
        paper = receive(work, CENTRE, Delivery(devices=[DeviceLine("BD-7777", "BD-500")]))
        undo_paper(work, paper.id, "录错")
    act(house, "install", new_device_no="BD-7777")
    with house.units.read() as work:
        row = work.session.exec(select(DeviceRow).where(DeviceRow.terminal_no == "BD-7777")).one()
        assert row.state == "unsettled", "it exists: somebody has to look, but nobody may receive it again"
    with pytest.raises(Refusal, match="stock_faults"), house.units.write() as work:
        receive(work, CENTRE, Delivery(devices=[DeviceLine("BD-7777", "BD-500")]))
    with house.units.read() as work:
        assert inventory.installed_in(work, ["vehicle-1"])["vehicle-1"].device.terminal_no == "BD-7777"
        assert replayed(work) == booked(work)


@pytest.mark.one_database
def test_R10_a_terminal_is_not_named_a_part_nor_a_part_a_terminal(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no="NEW-78", vehicle_id=OTHER_CAR)
    with pytest.raises(Refusal, match="unknown_product"):
        decide(house, "unknown_device", "accept", product_code="RELAY")
    act(house, "none", T0 + DAY, parts={"ZZZ": 1})
    with pytest.raises(Refusal, match="unknown_product"):
        decide(house, "unknown_part", "accept", product_code="BD-500")


def test_two_papers_never_promise_the_same_last_parts(house: House) -> None:
    fill(house)
    start = Barrier(3)

    def back(_: int) -> str:
        start.wait()
        try:
            with house.units.write() as work:
                return take_back(work, SU, parts={"RELAY": 2}).state
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(3) as pool:
        told = sorted(pool.map(back, range(3)))
    assert told == ["booked", "stock_faults", "stock_faults"]
    with house.units.read() as work:
        assert in_stock(work, place_of(VAN_SU), "RELAY") == 1
        assert census(work) == entered(work)
