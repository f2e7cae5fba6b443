"""A demo company is played once for all test processes; whoever needs it takes a copy."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


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
