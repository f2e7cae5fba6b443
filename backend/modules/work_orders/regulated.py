"""Regulated vehicles (R39): the authority's clock, and what a terminal's leaving takes. Pure; the phone has the same rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

AUTHORITY = timedelta(hours=24)
WARN_PERCENT = 75
# An authority's date that is longer gone, or further ahead, is a slip of the pen.
EARLIEST, LATEST = timedelta(days=30), timedelta(days=90)
CONSENT = "P19"  # the owner's or the unit's written consent to the removal (拆机凭证)
GUARDED_ACTS = frozenset({"remove", "transfer"})
# Verdicts of the platform under which a terminal is not known to be online again.
NOT_BACK = frozenset({"waiting", "failed"})

ClockState = Literal["running", "warned", "late", "met", "met_late"]
Lack = Literal["approval", "removal_reason", "removal_note", "provider_released"]


@dataclass(frozen=True)
class RemovalReason:
    """Why a terminal may leave a regulated vehicle. `needs_release`: the old provider has to let the vehicle go first."""

    code: str
    name_zh: str
    name_en: str
    needs_note: bool
    needs_release: bool


@dataclass(frozen=True)
class Leaving:
    """What is known of a terminal that leaves its vehicle. `regulated` is said of the vehicle that it leaves."""

    act: str | None
    regulated: bool
    approved: bool
    reason: str | None = None
    note: str = ""
    released: bool = False

    @property
    def guarded(self) -> bool:
        """Whether the law asks for more than the work."""
        return self.regulated and self.act in GUARDED_ACTS


def lacks_of_removal(leaving: Leaving, reasons: Iterable[RemovalReason]) -> list[Lack]:
    """What still keeps the terminal in the vehicle, in the order in which people see to it; the consent is a photo."""
    if not leaving.guarded:
        return []
    lacks: list[Lack] = [] if leaving.approved else ["approval"]
    reason = next((one for one in reasons if one.code == leaving.reason), None)
    if reason is None:
        return [*lacks, "removal_reason"]
    if reason.needs_note and not leaving.note.strip():
        lacks.append("removal_note")
    if reason.needs_release and not leaving.released:
        lacks.append("provider_released")
    return lacks


def warn_at(start: datetime, due: datetime, percent: int = WARN_PERCENT) -> datetime:
    """When so much of the clock has run that somebody is warned; at once when the date has gone by already."""
    return start + (due - start) * percent / 100 if due > start else start


def clock_state(due: datetime | None, warn: datetime | None, met: datetime | None, now: datetime) -> ClockState | None:
    """How the authority's clock stands; None where there is none. It runs on the wall, by night and on holidays."""
    if due is None or warn is None:
        return None
    if met is not None:
        return "met" if met <= due else "met_late"
    if now > due:
        return "late"
    return "warned" if now >= warn else "running"
