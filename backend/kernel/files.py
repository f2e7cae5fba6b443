"""Files by content: a photo or a signature is stored once under its SHA-256, whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

MOST_UNFINISHED = 64 * 1024 * 1024


class FileStore:
    """Keeps bytes under `root`, named by their hash."""

    def __init__(self, root: Path) -> None:
        """`root` is made when missing."""
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Store `content` durably; returns its SHA-256 in hex. Storing the same bytes again changes nothing."""
        digest = hashlib.sha256(content).hexdigest()
        target = self._path(digest)
        if target.exists():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
        return digest

    def has(self, digest: str) -> bool:
        """Whether the bytes under this hash are here."""
        return len(digest) == 64 and all(c in "0123456789abcdef" for c in digest) and self._path(digest).exists()

    def get(self, digest: str) -> bytes | None:
        """The bytes under this hash, or None."""
        return self._path(digest).read_bytes() if self.has(digest) else None

    def unfinished(self, owner: str, digest: str) -> "Unfinished":
        """What `owner` has sent so far of a file; nobody else sees it."""
        return Unfinished(self.root / "unfinished" / owner / digest)

    def sweep_unfinished(self, before: datetime) -> bool:
        """Forget one file of which nothing has come since `before`; False when there is none."""
        for path in (self.root / "unfinished").glob("*/*"):
            with suppress(FileNotFoundError):  # finished in this very moment
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    return True
        return False

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest


class Unfinished:
    """The beginning of a file that arrives in pieces, or the mark why it was refused.

    Its length is all there is to know: no piece is written but where the last one ended, so that pieces that come again,
    from two senders at once or too early, change nothing. A power cut may leave wrong bytes: the whole is checked by its hash.
    """

    def __init__(self, path: Path) -> None:
        """`path` lies in its owner's folder and is made with the first piece."""
        self._path = path
        self._mark = path.with_suffix(".refused")

    def add(self, offset: int, piece: bytes) -> int:
        """Write what is new of a piece; returns how many bytes are here now. One that begins later changes nothing."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(self._path, os.O_WRONLY | (os.O_CREAT if piece and offset == 0 else 0), 0o600)
        except FileNotFoundError:
            return 0
        try:
            have = os.fstat(handle).st_size
            if offset <= have < offset + len(piece):
                os.pwrite(handle, piece[have - offset :], have)
                self._make_room()
            return os.fstat(handle).st_size
        finally:
            os.close(handle)

    def read(self) -> bytes | None:
        """What is here; None when there is nothing."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None

    def refuse(self, code: str) -> None:
        """Forget the bytes and note why they were refused."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.write_text(code, encoding="ascii")
        self._path.unlink(missing_ok=True)

    @property
    def refused(self) -> str | None:
        """The code of its refusal."""
        try:
            return self._mark.read_text(encoding="ascii")
        except FileNotFoundError:
            return None

    def forget(self) -> None:
        """The file is whole and elsewhere."""
        self._path.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)

    def _make_room(self) -> None:
        """Of one person no more than the limit is kept: his oldest beginnings give way, they are sent anew when wanted."""
        kept = sorted(_kept(self._path.parent))
        total = sum(size for _, _, size in kept)
        for _, path, size in kept:
            if total > MOST_UNFINISHED and path != self._path:
                total -= size
                path.unlink(missing_ok=True)


def _kept(folder: Path) -> Iterator[tuple[float, Path, int]]:
    """When each beginning was last gone on with, and how long it is."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another sender has finished it in this very moment
            found = path.stat()
            yield found.st_mtime, path, found.st_size
