"""The platform that the settings name, and the reader of what it pushes."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from backend.gps_platform.events import PlatformEvent, read_mapped, read_traccar
from backend.gps_platform.generic import Generic
from backend.gps_platform.mapping import Mapping, read_mapping
from backend.gps_platform.traccar import Traccar
from backend.kernel.clock import Clock
from backend.kernel.ports import GpsPlatform
from backend.kernel.settings import Settings

_NAMES = ("traccar", "http")


def build_platform(settings: Settings, clock: Clock) -> GpsPlatform | None:
    """The platform that `settings.platform` names; None without one. Nothing is asked yet.

    Raises ValueError for a name that is none of traccar, http, without an address, for Traccar without a token, and for
    http without a mapping or with one that lacks something.
    """
    if not settings.platform:
        return None
    if settings.platform not in _NAMES:
        raise ValueError(f"PAIGONG_PLATFORM must be empty or one of {', '.join(_NAMES)}")
    url = settings.platform_url.rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise ValueError("PAIGONG_PLATFORM_URL must be the http(s) address of the GPS platform")
    token, timeout = settings.platform_token, settings.platform_timeout
    if not token.isascii() or not token.isprintable():
        raise ValueError("PAIGONG_PLATFORM_TOKEN holds a character that no token has")
    if settings.platform == "http":
        return Generic(url, token, timeout, clock.now, _mapping_of(settings))
    if not token:
        raise ValueError("PAIGONG_PLATFORM=traccar needs PAIGONG_PLATFORM_TOKEN")
    return Traccar(url, token, timeout, clock.now)


def event_reader(settings: Settings) -> Callable[[Any], tuple[PlatformEvent, ...]]:
    """Reads the JSON body of a push of the configured platform; Traccar's shape when none is.

    The reader raises UnreadableEvent for what that platform would never push.
    """
    if settings.platform != "http":
        return read_traccar
    mapping = _mapping_of(settings)
    return lambda body: read_mapped(mapping, body)


def _mapping_of(settings: Settings) -> Mapping:
    if not settings.platform_mapping:
        raise ValueError("PAIGONG_PLATFORM=http needs PAIGONG_PLATFORM_MAPPING, a JSON file")
    return _read_once(Path(settings.platform_mapping))


@cache
def _read_once(path: Path) -> Mapping:
    return read_mapping(path)
