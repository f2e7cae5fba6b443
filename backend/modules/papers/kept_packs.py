"""Packs that customers fetch by their links: the same pack again while nothing of it has changed, one made at a time.

A link is open to whoever has it, and a pack takes seconds: nobody keeps the server busy by calling it again and again.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock

from backend.kernel.errors import BUSY, Refusal
from backend.kernel.settings import Settings
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.papers.evidence_pack import Facts, Pack, made_of, mark_of, pack_named

KEPT_SECONDS = 24 * 3600
# One is made, so many more may wait for it: whoever waits holds a thread of the server.
WAITING = 3
_seats = BoundedSemaphore(1 + WAITING)
_one_at_a_time = Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until nobody else makes a pack; refuses 503 busy when too many wait already."""
    if not _seats.acquire(blocking=False):
        raise Refusal(BUSY)
    try:
        with _one_at_a_time:
            yield
    finally:
        _seats.release()


def kept_or_made(work: UnitOfWork, facts: Facts) -> Pack:
    """The pack of these facts as it was made within the last day, else made now; call it `in_turn`."""
    folder, mark = packs_folder(work.ports.settings), mark_of(facts)
    _throw_away_old(folder)
    for path in folder.glob(f"{mark}-*.pdf"):
        with suppress(FileNotFoundError):  # another process on the same folder was tidying
            return pack_named(facts, path.read_bytes(), path.stem.removeprefix(f"{mark}-"))
    pack = made_of(work, facts)
    _keep(folder / f"{mark}-{pack.manifest_sha256}.pdf", pack.content)
    return pack


def packs_folder(settings: Settings) -> Path:
    """Where they lie; whatever is in it may be thrown away at any time."""
    return settings.data_dir / "packs"


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    os.replace(temporary, path)


def _throw_away_old(folder: Path) -> None:
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink()
