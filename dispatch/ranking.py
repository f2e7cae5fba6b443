"""What ranking answers: who could go, in order and why; and why everybody else could not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from typing import NamedTuple, Protocol, overload

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


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
    WAITS_FOR = "waits_for"  # visit: what it comes after is not planned, or too late
    AWAITED = "awaited"  # visit, latest: what comes after it starts too early


class Reason(NamedTuple):
    """Why a technician is out. A tuple, like RuledOut, because thousands are made for one ranking."""

    code: RuleOut
    params: Mapping[str, str | int]


class RuledOut(NamedTuple):
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
    this stop on, between a start and its latest moment; `rests` the starts of the breaks; `short` what the van lacks.
    """

    technician_id: str
    position: int
    arrive: int
    start: int
    leave: int
    added_seconds: int
    added_metres: int
    slack: int
    rests: tuple[int, ...]
    short: Mapping[str, int]
    score: Score


# What RuledOut._make does, without its Python
_RULED_OUT: Callable[[tuple[str, Reason]], RuledOut] = partial(tuple.__new__, RuledOut)


class Explainer(Protocol):
    """Knows the reasons (`dispatch.reasons`)."""

    def reasons(self, indices: Ints) -> list[Reason]:
        """Why each of the technicians at `indices` of the roster is out."""


class RuledOutList(Sequence[RuledOut]):
    """Everybody ruled out. Reasons are worked out when somebody looks: all at once, which is fast."""

    def __init__(self, ids: NDArray[np.object_], indices: Ints, explainer: Explainer) -> None:
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
            return list(map(_RULED_OUT, zip(self._ids[self._indices[key]].tolist(), self._reasons[key], strict=True)))
        return RuledOut(self._ids[self._indices[key]], self._reasons[key])

    def __iter__(self) -> Iterator[RuledOut]:
        # One by one: thousands of records kept at once would wake the garbage collector
        return map(_RULED_OUT, zip(self._ids[self._indices].tolist(), self._reasons, strict=True))

    @cached_property
    def _reasons(self) -> list[Reason]:
        return self._explainer.reasons(self._indices)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer: every technician is in exactly one of the three lists.

    `further` passed all tests but looked less promising than those tried exactly.
    """

    stop_id: str
    suggestions: tuple[Suggestion, ...]
    ruled_out: Sequence[RuledOut]
    further: tuple[str, ...]
