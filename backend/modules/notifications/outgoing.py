"""What goes out to somebody: claimed as a lease, tried again ever later, given up in the end. Texts and notices alike."""

from datetime import datetime, timedelta

import structlog
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id

log = structlog.get_logger()
MOST_TRIES = 6
LONGEST_WAIT = timedelta(hours=1)


class NotTaken(Exception):
    """Whoever was to carry it did not take it. `said` is the answer as it came, "" when nobody answered.

    `final`: asking again cannot help. `wait`: how long the other asked us to wait.
    """

    def __init__(self, said: str, *, final: bool = False, wait: timedelta | None = None) -> None:
        """Keep no more of the answer than people can read."""
        super().__init__(said[:300])
        self.said = said[:300]
        self.final = final
        self.wait = wait


class Outgoing(SQLModel):
    """The part of a row that says how far it has come. `state` is queued, sent, failed (given up) or off (no way out)."""

    id: str = Field(default_factory=new_id, primary_key=True)
    state: str = "queued"
    attempts: int = 0
    last_error: str | None = None
    created_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)


def lease(row: Outgoing, now: datetime) -> None:
    """One more try begins. Should the process die before its end is noted, the row is due again by itself."""
    row.attempts += 1
    row.due_at = now + timedelta(seconds=30 * 2**row.attempts)


def note(row: Outgoing, now: datetime, error: Exception | None) -> None:
    """Write down how the try ended. What somebody put aside meanwhile is not tried again."""
    if error is None:
        row.state, row.sent_at, row.last_error = "sent", now, None
        return
    log.warning("not_sent", id=row.id, attempts=row.attempts, error=repr(error))
    row.last_error = error.said if isinstance(error, NotTaken) else repr(error)[:300]
    if row.state != "queued":
        return
    if row.attempts >= MOST_TRIES or (isinstance(error, NotTaken) and error.final):
        row.state = "failed"
    elif isinstance(error, NotTaken) and error.wait is not None:
        row.due_at = now + min(error.wait, LONGEST_WAIT)
