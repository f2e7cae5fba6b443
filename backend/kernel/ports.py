"""The outside world as use cases see it: settings, files, the secret, and who carries text messages."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from backend.kernel.files import FileStore
from backend.kernel.settings import Settings, WrongSetting

SECRET_LEAST = 32

Bools = NDArray[np.bool_]


class TextMessages(Protocol):
    """Sends a text message; raises when the carrier did not take it."""

    def send(self, *, to: str, text: str, reference: str) -> None:
        """`to` in E.164; `reference` is the same when a message is tried again, so that a carrier can drop repeats."""
        ...


class RoadTable(NamedTuple):
    """Driving times and distances between places, from row to column; NaN where nothing is known."""

    seconds: NDArray[np.float64]
    metres: NDArray[np.float64]


class Roads(Protocol):
    """Knows how long it takes by road. Whatever happens to the service behind it is no error here, only unknown."""

    @property
    def most(self) -> int:
        """How many places a table may have."""
        ...

    @property
    def state(self) -> str:
        """Which service it is, and whether it is away at the moment."""
        ...

    def tables(
        self, places: Sequence[tuple[float, float]], wanted: Bools | None = None, patience: int = 1
    ) -> RoadTable:
        """The table between the first `most` places (WGS-84 latitude, longitude).

        `wanted` says which pairs are needed (all by default), those of the first place come first. `patience` is how
        many times the configured timeout the caller can wait; 0 gives what is remembered.
        """
        ...


class PlatformAway(Exception):
    """The GPS platform cannot be asked at the moment; nothing is known, ask again later."""


class PlatformSilent(PlatformAway):
    """This one question has no answer that can be used; the platform is there, others may be answered."""


@dataclass(frozen=True)
class PlatformTerminal:
    """A terminal as the GPS platform knows it. `number` is what it is registered by: its IMEI or terminal number.

    `name` is the vehicle it is shown as, by the trade's habit the plate. `online` None: the platform does not say.
    """

    id: str
    number: str
    name: str
    online: bool | None = None
    last_seen: datetime | None = None
    vin: str = ""
    iccid: str = ""


@dataclass(frozen=True)
class PlatformFix:
    """One report of a terminal: when it was fixed and received (UTC), where (WGS-84), and what the terminal said.

    `valid` False: it reports, but has no position. None in the other fields: the terminal or the platform is silent on it.
    """

    fixed_at: datetime
    received_at: datetime
    lat: float
    lng: float
    valid: bool
    satellites: int | None = None
    ignition: bool | None = None
    external_volts: float | None = None
    iccid: str | None = None
    vin: str | None = None


class GpsPlatform(Protocol):
    """The tracking platform that terminals report to. Every method raises PlatformAway when it cannot be asked."""

    @property
    def state(self) -> str:
        """Which platform it is, for logs and the health page."""
        ...

    def find(self, number: str) -> PlatformTerminal | None:
        """The terminal registered by this number; None when there is none."""
        ...

    def register(self, number: str, name: str) -> PlatformTerminal:
        """Make the terminal known before the visit, or name it anew when it is known; the same call again changes nothing."""
        ...

    def fixes(self, terminal: PlatformTerminal, since: datetime, until: datetime) -> Sequence[PlatformFix]:
        """Its reports between two moments, oldest first."""
        ...

    def latest(self, terminal: PlatformTerminal) -> PlatformFix | None:
        """Its last report however old; None when it has never reported."""
        ...


@dataclass(frozen=True)
class Ports:
    """What a unit of work may reach besides the database; what is None is not configured."""

    settings: Settings
    files: FileStore
    secret: bytes
    text_messages: TextMessages | None = None
    roads: Roads | None = None
    gps_platform: GpsPlatform | None = None

    @property
    def travel(self) -> str:
        """What travel times rest on, for logs and the health page."""
        return self.roads.state if self.roads else "straight_line"

    def derive(self, purpose: str) -> bytes:
        """32 bytes that only this installation can make, the same each time for one purpose (HMAC-SHA256)."""
        return hmac.new(self.secret, purpose.encode(), hashlib.sha256).digest()


def load_secret(settings: Settings) -> bytes:
    """PAIGONG_SECRET, or a random one made once and kept beside the data, readable by its owner only.

    Raises WrongSetting for one that is short enough to be guessed: every private link and every seal rests on it.
    """
    if settings.secret:
        if len(settings.secret) < SECRET_LEAST:
            raise WrongSetting(
                f"PAIGONG_SECRET 太短：至少 {SECRET_LEAST} 个字符，例如 `openssl rand -hex 32` 的输出；不设则自动生成。\n"
                f"PAIGONG_SECRET is too short: at least {SECRET_LEAST} characters, such as what `openssl rand -hex 32` "
                "prints; left out, one is made."
            )
        return settings.secret.encode()
    path: Path = settings.data_dir / "secret.key"
    # One that is empty (a full disk) would be known to everybody.
    if not path.exists() or not path.stat().st_size:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_bytes()
