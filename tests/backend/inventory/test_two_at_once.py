"""Two phones at the same moment: the last of anything goes to one of them, and a clash is seen, never two truths."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from backend.modules.inventory import public as inventory
from backend.modules.inventory.custody import Occasion, move_parts, place_id
from backend.wiring import House
from tests.backend.inventory.store import (
    CAR,
    LI,
    OTHER_CAR,
    SU,
    T0,
    act,
    census,
    entered,
    fill,
    iccid,
    installed,
    overlaps,
    terminal,
)


def test_R30_two_phones_install_one_terminal_at_once(house: House) -> None:
    fill(house)
    start = Barrier(2)

    def install(vehicle: str, technician: str) -> inventory.ActResult:
        start.wait()
        return act(
            house,
            "install",
            vehicle_id=vehicle,
            technician_id=technician,
            new_device_no=terminal(1),
            new_iccid=iccid(1),
        )

    with ThreadPoolExecutor(2) as pool:
        results = [one.result() for one in [pool.submit(install, CAR, SU), pool.submit(install, OTHER_CAR, LI)]]
    assert sum("device_elsewhere" in one.warnings for one in results) == 1
    assert [installed(house, CAR), installed(house, OTHER_CAR)].count(None) == 1
    with house.units.read() as work:
        assert overlaps(work) == []


def test_two_take_the_last_parts_at_once(house: House) -> None:
    fill(house)
    van, store = place_id("van", SU), place_id("warehouse", "0190a000-0000-7000-8000-000000000001")
    start = Barrier(4)

    def take(_: int) -> int:
        start.wait()
        with house.units.write() as work:
            return move_parts(work, "RELAY", 2, van, store, Occasion(T0, "test"))

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(take, range(4)))
    assert sum(taken) == 3
    with house.units.read() as work:
        assert census(work) == entered(work)
