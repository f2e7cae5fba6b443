"""A demo company is played once for all test processes; whoever needs it takes a copy."""

import fcntl
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.demo.seed import seed_if_empty
from backend.kernel.clock import SettableClock
from backend.kernel.settings import Settings
from backend.wiring import build_house
from tests.databases import copy_sqlite, wait_for_no_disk

# A Monday, 09:05 in Shenzhen: everybody is on duty, whenever the story is played.
MONDAY = datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
DAYS = 2


@pytest.fixture(scope="session")
def played_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """`played_once(name, play)`: the folder that `play` has filled; another process that asks meanwhile waits for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder_of(name: str, play: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.played"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir(parents=True, exist_ok=True)
                play(folder)
                done.touch()
        return folder

    return folder_of


def play_demo(settings: Settings) -> None:
    """Load the demo company with its last days into an empty database, up to that Monday."""
    house = build_house(settings, SettableClock(MONDAY))
    wait_for_no_disk(house.units.database)
    assert seed_if_empty(house, report=lambda _: None, days=DAYS)
    house.units.database.close()


@pytest.fixture(scope="session")
def played(sqlite_template: Path, played_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The folder of the demo company as played on SQLite up to that Monday; whoever needs it takes a copy."""

    def play(folder: Path) -> None:
        play_demo(demo_in(folder, copy_sqlite(sqlite_template, folder / "paigong.sqlite3")))

    return played_once("monday", play)


def demo_in(folder: Path, url: str = "") -> Settings:
    """The settings of a demo whose files, and where no `url` is given its database, lie in this folder."""
    return Settings(database_url=url, data_dir=folder, _env_file=None)
