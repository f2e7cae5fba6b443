"""What a platform tells, read carefully: a value that cannot be right is taken as not told, never as a fact."""

import math
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from backend.geocoding import Point
from backend.kernel.numbers import iccid as iccids
from backend.kernel.ports import PlatformFix

# Before this there was no such platform; terminals that have lost their clock say 1970, 1980 or 2000-01-01.
_FIRST = datetime(2000, 1, 2, tzinfo=UTC)
# How far two clocks may differ before a time is no time.
SKEW = timedelta(minutes=10)
_MOST_VOLTS = 100.0
_MOST_SATELLITES = 99
_NOWHERE = Point(0.0, 0.0)


def iso_moment(told: Any) -> datetime | None:
    """An ISO 8601 text as a moment in UTC; None for anything else, and for what cannot be."""
    if not isinstance(told, str):
        return None
    try:
        return sane(datetime.fromisoformat(told))
    except ValueError:
        return None


def epoch_moment(told: Any, seconds: float) -> datetime | None:
    """A count since 1970 in units of `seconds` as a moment in UTC; None for what cannot be."""
    count = number(told)
    if count is None:
        return None
    try:
        return sane(datetime.fromtimestamp(count * seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def written_moment(told: Any, pattern: str, zone: tzinfo) -> datetime | None:
    """A local time written by `pattern` (as strptime knows them) as a moment in UTC; None for what cannot be."""
    if not isinstance(told, str):
        return None
    try:
        read = datetime.strptime(told.strip(), pattern)  # noqa: DTZ007 - the zone comes with the next line
    except ValueError:
        return None
    return sane(read if read.tzinfo else read.replace(tzinfo=zone))


def sane(moment: datetime) -> datetime | None:
    """The moment in UTC; None before there were platforms, or when it has no zone."""
    if moment.tzinfo is None:
        return None
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if moment >= _FIRST else None


def number(told: Any) -> float | None:
    """A finite number, also when it is written as text."""
    if isinstance(told, bool) or not isinstance(told, int | float | str):
        return None
    try:
        read = float(told)
    except (ValueError, OverflowError):
        return None
    return read if math.isfinite(read) else None


def volts(told: Any) -> float | None:
    """A voltage a vehicle can have, two places; None for another unit or nonsense."""
    read = number(told)
    return round(read, 2) if read is not None and 0 <= read <= _MOST_VOLTS else None


def satellites(told: Any) -> int | None:
    """A count of satellites that can be."""
    read = number(told)
    return int(read) if read is not None and 0 <= read <= _MOST_SATELLITES and read.is_integer() else None


def text(told: Any) -> str:
    """Text or a whole number as text without space around it; empty for anything else."""
    if isinstance(told, bool) or not isinstance(told, str | int):
        return ""
    # Half a character or a NUL, which JSON can carry, no database takes.
    return str(told).encode("utf-8", "ignore").decode().replace("\x00", "").strip()


def iccid(told: Any) -> str | None:
    """A card's number as the rest of the house writes it, without padding; None when nothing is told."""
    return iccids.normalise(text(told)) or None


def vin(told: Any) -> str | None:
    """A vehicle's number in capitals; None when nothing is told."""
    return text(told).upper() or None


def point(lat: Any, lng: Any) -> Point | None:
    """A place on Earth; None for what is none, and for 0, 0, which is what terminals say that have no position."""
    north, east = number(lat), number(lng)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None
    return Point(north, east) if (north, east) != _NOWHERE else None


def report(
    *,
    now: datetime,
    fixed_at: datetime | None,
    received_at: datetime | None,
    place: Point | None,
    valid: bool,
    **said: Any,
) -> PlatformFix | None:
    """A report, `said` being what else the terminal said; None when nobody can say when it came.

    It counts as located only with a place, and a time of the fix that is not ahead of its arrival.
    """
    received = received_at or fixed_at
    if received is None or received > now + SKEW:
        return None
    timely = fixed_at is not None and fixed_at <= received + SKEW
    where = place or _NOWHERE
    return PlatformFix(
        fixed_at=fixed_at if fixed_at is not None and timely else received,
        received_at=received,
        lat=where.lat,
        lng=where.lng,
        valid=valid and timely and place is not None,
        **said,
    )
