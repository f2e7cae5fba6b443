"""What a timeline tells: entries by event time, and what was so at one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

SubjectKind = Literal["vehicle", "device", "sim"]
What = Literal["began", "ended", "corrected", "moved", "case", "settled"]


@dataclass(frozen=True)
class Subject:
    """Whose timeline: a vehicle, a terminal or a card, by id; `numbers` are those that cases may name it by."""

    kind: SubjectKind
    id: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the ledger as a timeline shows it; numbers beside ids, so that nobody reads ids."""

    id: str
    vehicle_id: str
    mounting: str
    device_id: str
    terminal_no: str
    imei: str
    sim_id: str | None
    iccid: str
    from_at: datetime
    until_at: datetime | None
    recorded_at: datetime
    recorded_by: str
    visit_id: str | None
    act: str
    standing: str
    ended_recorded_at: datetime | None = None
    ended_by: str = ""
    ended_act: str = ""
    ended_visit_id: str | None = None


@dataclass(frozen=True)
class Stop:
    """A place that something left or came to."""

    kind: str
    name: str
    technician_id: str | None
    vehicle_id: str | None
    centre_id: str | None


@dataclass(frozen=True)
class Entry:
    """One thing that happened: `at` is when, `recorded_at` when the books were told, `by` who said so (an actor's id)."""

    key: str
    what: What
    at: datetime
    recorded_at: datetime
    by: str
    act: str
    visit_id: str | None
    line: Line | None = None
    from_stop: Stop | None = None
    to_stop: Stop | None = None
    number: str = ""
    case: dict[str, Any] | None = None


@dataclass(frozen=True)
class Moment:
    """What was so at `at`; with `known_at`, by what the books knew then. `claims` were told but do not, or did not yet, count."""

    at: datetime
    known_at: datetime | None
    lines: list[Line]
    claims: list[Line]
    stop: Stop | None
