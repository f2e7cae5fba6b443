"""The outside world as use cases see it: settings, files, the secret, and who carries text messages."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from backend.kernel.files import FileStore
from backend.kernel.settings import Settings


class TextMessages(Protocol):
    """Sends a text message; raises when the carrier did not take it."""

    def send(self, *, to: str, text: str, reference: str) -> None:
        """`to` in E.164; `reference` is the same when a message is tried again, so that a carrier can drop repeats."""
        ...


@dataclass(frozen=True)
class Ports:
    """What a unit of work may reach besides the database. `text_messages` is None when none is configured."""

    settings: Settings
    files: FileStore
    secret: bytes
    text_messages: TextMessages | None = None

    def derive(self, purpose: str) -> bytes:
        """32 bytes that only this installation can make, the same each time for one purpose (HMAC-SHA256)."""
        return hmac.new(self.secret, purpose.encode(), hashlib.sha256).digest()


def load_secret(settings: Settings) -> bytes:
    """PAIGONG_SECRET, or a random one made once and kept beside the data, readable by its owner only."""
    if settings.secret:
        return settings.secret.encode()
    path: Path = settings.data_dir / "secret.key"
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_bytes()
