"""Files by content: a photo or a signature is stored once under its SHA-256, whole or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path


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

    def get(self, digest: str) -> bytes | None:
        """The bytes under this hash, or None."""
        if len(digest) != 64 or not all(c in "0123456789abcdef" for c in digest):
            return None
        path = self._path(digest)
        return path.read_bytes() if path.exists() else None

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest
