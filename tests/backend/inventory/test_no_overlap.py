"""R30 in the database itself: valid intervals never overlap, closed ones either; shown with the guards on, and off."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from backend.modules.inventory.models import InstallationRow
from backend.wiring import House
from tests.backend.inventory.store import CAR, DAY, OTHER_CAR, T0, fill, overlaps

LANES = ("device", "sim", "slot")
CLOSED: dict[str, dict[str, Any]] = {
    "device": {"vehicle_id": OTHER_CAR, "device_id": "device-1", "sim_id": None, "slot": "BD"},
    "sim": {"vehicle_id": OTHER_CAR, "device_id": "device-2", "sim_id": "sim-1", "slot": "BD"},
    "slot": {"vehicle_id": CAR, "device_id": "device-2", "sim_id": None, "slot": "BD"},
}


def line(start: float, end: float | None, **more: Any) -> InstallationRow:
    """A valid line of device 1 with card 1 in CAR, from one day to another, unless said otherwise."""
    values = {"vehicle_id": CAR, "device_id": "device-1", "sim_id": "sim-1", "slot": "BD", **more}
    until = None if end is None else T0 + end * DAY
    return InstallationRow(from_at=T0 + start * DAY, until_at=until, recorded_at=T0, act="install", **values)


def write(house: House, *rows: InstallationRow) -> None:
    """Write lines past every service function."""
    with house.units.write() as work:
        for row in rows:
            work.session.add(row)
            work.session.flush()


@contextmanager
def guards_off(house: House) -> Iterator[None]:
    """The same database without its guards: the control that shows what they hold."""
    with house.units.database.engine.begin() as connection:
        for lane in LANES:
            if house.units.database.is_sqlite:
                connection.execute(text(f"DROP TRIGGER no_overlap_{lane}_insert"))
                connection.execute(text(f"DROP TRIGGER no_overlap_{lane}_update"))
            else:
                connection.execute(text(f"ALTER TABLE installations DROP CONSTRAINT no_overlap_{lane}"))
            connection.execute(text(f"DROP INDEX uq_open_{lane}"))
    yield


@pytest.mark.parametrize("lane", LANES)
def test_R30_the_database_refuses_closed_intervals_that_overlap(house: House, lane: str) -> None:
    fill(house)
    write(house, line(0, 4))
    for start, end in ((1, 2), (3, 9), (-2, 1), (-2, 9), (2, None)):
        with pytest.raises(IntegrityError):
            write(house, line(start, end, **CLOSED[lane]))
    write(house, line(4, 6, **CLOSED[lane]), line(-3, 0, **CLOSED[lane]), line(2, 2, **CLOSED[lane]))


@pytest.mark.parametrize("lane", LANES)
def test_R30_the_database_refuses_a_change_that_makes_intervals_overlap(house: House, lane: str) -> None:
    fill(house)
    late = line(5, 6, id="late", **CLOSED[lane])
    claimed = line(1, 2, id="claimed", **{**CLOSED[lane], "standing": "claimed"})
    write(house, line(0, 4), late, claimed)
    for change in ("from_at = from_at - 172800000000", "until_at = NULL, from_at = 1"):
        with pytest.raises(IntegrityError), house.units.write() as work:
            work.session.connection().execute(text(f"UPDATE installations SET {change} WHERE id = 'late'"))
    with pytest.raises(IntegrityError), house.units.write() as work:
        work.session.connection().execute(text("UPDATE installations SET standing = 'valid' WHERE id = 'claimed'"))
    with house.units.read() as work:
        assert overlaps(work) == []


def race(house: House) -> int:
    """Two writers put closed, overlapping lines of one terminal into two vehicles at once; how many got through."""
    start = Barrier(2)

    def put(vehicle: str) -> int:
        with house.units.write() as work:
            start.wait()
            row = line(0, 4, vehicle_id=vehicle, sim_id=None)
            work.session.add(row)
            work.session.flush()
        return 1

    def tried(vehicle: str) -> int:
        try:
            return put(vehicle)
        except (IntegrityError, OperationalError):
            return 0

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(tried, (CAR, OTHER_CAR)))


def test_R30_two_writers_at_once_cannot_make_closed_intervals_overlap(house: House) -> None:
    fill(house)
    assert race(house) == 1
    with house.units.read() as work:
        assert overlaps(work) == []


def test_R30_with_the_guards_off_the_same_race_leaves_an_overlap(house: House) -> None:
    fill(house)
    with guards_off(house):
        assert race(house) == 2
    with house.units.read() as work:
        assert overlaps(work) != []
