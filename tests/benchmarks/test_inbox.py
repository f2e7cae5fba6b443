"""A shift's worth of commands from one phone, through the inbox and its real handler, on SQLite that waits for the disk."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.kernel.clock import SettableClock
from backend.kernel.settings import Settings
from backend.modules.auth import public as auth
from backend.wiring import House, build_house
from tests.backend.conftest import NOW, SHENZHEN
from tests.backend.work_orders.scene import Scene
from tests.benchmarks.figures import Figures

COMMANDS = 500
BATCH = 50


@pytest.fixture
def sqlite_house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    """A house on a fresh SQLite file."""
    clock = SettableClock(NOW)
    built = build_house(Settings(database_url=sqlite_url, data_dir=tmp_path / "data", _env_file=None), clock)
    with built.units.write() as work:
        auth.add_centre(work, SHENZHEN)
    yield built
    built.units.database.close()


def test_five_hundred_commands(sqlite_house: House, figures: Figures) -> None:
    clock = sqlite_house.units.clock
    assert isinstance(clock, SettableClock)
    scene = Scene(sqlite_house, clock)
    visit = scene.send(scene.approved("repair").id)
    clock.set(visit.window_start)
    scene.su_phone.to_work(visit.id)
    item = scene.items(visit.order_id)[0].id
    written = [
        scene.su_phone.command(
            "item.record", {"visit_id": visit.id, "item_id": item, "fields": {"remedy": f"第 {number} 次写"}}
        )
        for number in range(COMMANDS)
    ]
    begin, cpu = time.perf_counter(), time.process_time()
    for first in range(0, COMMANDS, BATCH):
        answers = scene.su_phone.send(*written[first : first + BATCH]).answers
        assert {one.outcome for one in answers} == {"accepted"}
    took, spent = time.perf_counter() - begin, time.process_time() - cpu
    assert figures.add(f"inbox: {COMMANDS} commands (item.record), SQLite", took, "s", 30).kept
    figures.add("inbox: one command", took / COMMANDS * 1000, "ms")
    figures.add("inbox: CPU of one command", spent / COMMANDS * 1000, "ms")
    assert scene.items(visit.order_id)[0].remedy == f"第 {COMMANDS - 1} 次写"

    begin = time.perf_counter()
    again = [
        one
        for first in range(0, COMMANDS, BATCH)
        for one in scene.su_phone.send(*written[first : first + BATCH]).answers
    ]
    figures.add(f"inbox: the same {COMMANDS} again, all duplicates", time.perf_counter() - begin, "s")
    assert {one.outcome for one in again} == {"duplicate"}
