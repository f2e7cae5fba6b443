"""The one source of "now": aware, in UTC, settable by tests and by the demo's history."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; everything that needs "now" is handed one."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class SettableClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        """Start at `at`, which must be aware."""
        self.set(at)

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self._at

    def set(self, at: datetime) -> None:
        """Jump to `at`; a naive time is refused, since nobody could say which moment it means."""
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self._at = at.astimezone(UTC)

    def advance(self, **delta: float) -> None:
        """Move on by a `timedelta(**delta)`."""
        self._at += timedelta(**delta)
