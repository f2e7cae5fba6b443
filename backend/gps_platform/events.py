"""What a platform pushes by itself: terminals that went online or dark. Pure; whoever receives them checks the secret."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from backend.gps_platform import reading
from backend.gps_platform.mapping import EventFields, Mapping, Value, among, dig, moment_of

Kind = Literal["online", "offline", "unknown"]
_TRACCAR: dict[str, Kind] = {"deviceOnline": "online", "deviceOffline": "offline", "deviceUnknown": "unknown"}


class UnreadableEvent(ValueError):
    """The body is not what this platform pushes."""


@dataclass(frozen=True)
class PlatformEvent:
    """A terminal, by the number it is registered by, went online or offline, or nobody can say, at a moment (UTC)."""

    number: str
    kind: Kind
    at: datetime


def read_traccar(body: Any) -> tuple[PlatformEvent, ...]:
    """The events in the body that Traccar posts with `event.forward.type` json: one, or none of those we look at.

    Raises UnreadableEvent for what Traccar would never post.
    """
    event, device = (_fields(body, name) for name in ("event", "device"))
    kind = _TRACCAR.get(reading.text(event.get("type")))
    if kind is None:
        if not reading.text(event.get("type")):
            raise UnreadableEvent("the event has no type")
        return ()
    number = reading.text(device.get("uniqueId"))
    # Before version 5 the time of an event was called serverTime.
    at = reading.iso_moment(event.get("eventTime")) or reading.iso_moment(event.get("serverTime"))
    if not number or at is None:
        raise UnreadableEvent("the event names no device, or no time")
    return (PlatformEvent(number, kind, at),)


def _fields(body: Any, name: str) -> dict[str, Any]:
    found = body.get(name) if isinstance(body, dict) else None
    if not isinstance(found, dict):
        raise UnreadableEvent(f"no {name}")
    return found


def read_mapped(mapping: Mapping, body: Any) -> tuple[PlatformEvent, ...]:
    """The events in the body that another platform posts, by the mapping. Raises UnreadableEvent."""
    fields = mapping.events
    if fields is None:
        raise UnreadableEvent("the mapping does not say what events look like")
    found = dig(body, fields.at)
    rows = found if isinstance(found, list) else [found]
    return tuple(one for one in (_mapped(mapping, fields, row) for row in rows) if one)


def _mapped(mapping: Mapping, fields: EventFields, row: Any) -> PlatformEvent | None:
    number, at = reading.text(dig(row, fields.number)), moment_of(mapping, dig(row, fields.time))
    told = dig(row, fields.kind)
    if not number or at is None or told is None:
        raise UnreadableEvent("an event names no terminal, no kind or no time")
    kinds: tuple[tuple[Kind, list[Value]], ...] = (
        ("online", fields.online), ("offline", fields.offline), ("unknown", fields.unknown),
    )  # fmt: skip
    return next((PlatformEvent(number, kind, at) for kind, values in kinds if among(told, values)), None)
