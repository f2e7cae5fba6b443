"""What ranking answers: who could go, in order and why; and why everybody else could not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, overload


class RuleOut(StrEnum):
    """The first test a technician failed, with the facts it comes with (times in seconds)."""

    SKILL_MISSING = "skill_missing"  # skill, level_needed, level_has
    OTHER_CENTRE = "other_centre"  # centre, centre_needed
    OFF_DUTY = "off_duty"  # nothing: no shift on this day
    NOT_ON_SHIFT = "not_on_shift"  # from, until, needed: the shift against the window
    ABSENT = "absent"  # from, until
    DAY_FULL = "day_full"  # stops, max
    STOCK_MISSING = "stock_missing"  # product, needed, short
    WINDOW_TAKEN = "window_taken"  # free, needed: longest free stretch in the window
    TOO_LATE = "too_late"  # arrive, latest, by
    MAKES_LATE = "makes_late"  # visit, start, latest, by: a stop already planned
    SHIFT_OVERRUN = "shift_overrun"  # finish, until, by
    BREAK_LOST = "break_lost"  # from, until, seconds


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a technician is out."""

    code: RuleOut
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A technician who cannot take the stop."""

    technician_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Score:
    """Seconds-equivalents, less is better; the terms add up to `total` exactly."""

    travel: int  # driving added to the route
    balance: int  # for what is booked already
    continuity: int  # zero or less: knows the customer
    risk: int  # for a thin margin
    stock: int  # to fetch what the van lacks
    centre: int  # for lending a technician of another centre

    @property
    def total(self) -> int:
        """The sum of all terms."""
        return sum(self.terms().values())

    def terms(self) -> dict[str, int]:
        """The terms by name."""
        return {
            "travel": self.travel,
            "balance": self.balance,
            "continuity": self.continuity,
            "risk": self.risk,
            "stock": self.stock,
            "centre": self.centre,
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A technician who can take the stop, and how.

    The stop goes before the one now at `position` of the route. `slack` is the narrowest gap, from
    this stop on, between a start and its latest moment; `short` what the van lacks.
    """

    technician_id: str
    position: int
    arrive: int
    start: int
    leave: int
    added_seconds: int
    added_metres: int
    slack: int
    break_start: int | None
    short: Mapping[str, int]
    score: Score


class Explainer(Protocol):
    """Knows the reasons (`dispatch.reasons`)."""

    def reason(self, index: int) -> Reason:
        """Why the technician at `index` of the roster is out."""


class RuledOutList(Sequence[RuledOut]):
    """Everybody ruled out. Reasons are worked out when looked at, so thousands cost nothing."""

    def __init__(self, ids: Sequence[str], indices: Sequence[int], explainer: Explainer) -> None:
        self._ids = ids
        self._indices = indices
        self._explainer = explainer

    def __len__(self) -> int:
        return len(self._indices)

    @overload
    def __getitem__(self, key: int) -> RuledOut: ...
    @overload
    def __getitem__(self, key: slice) -> list[RuledOut]: ...
    def __getitem__(self, key: int | slice) -> RuledOut | list[RuledOut]:
        if isinstance(key, slice):
            return [self._one(index) for index in self._indices[key]]
        return self._one(self._indices[key])

    def __iter__(self) -> Iterator[RuledOut]:
        return map(self._one, self._indices)

    def _one(self, index: int) -> RuledOut:
        return RuledOut(self._ids[index], self._explainer.reason(index))


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer: every technician is in exactly one of the three lists.

    `further` passed all tests but looked less promising than those tried exactly.
    """

    stop_id: str
    suggestions: tuple[Suggestion, ...]
    ruled_out: Sequence[RuledOut]
    further: tuple[str, ...]
