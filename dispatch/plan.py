"""What a plan is: everybody's day, what could not be served and why, and what it costs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dispatch.errors import require, require_weights
from dispatch.model import PlannedStop, Stop, Technician
from dispatch.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How long to look for a plan, and what it weighs. Weights are seconds of travel.

    `seconds` of wall clock at most; `steps` (None: no limit) makes the answer repeatable for one
    `seed` and one number of `threads`. `moved`: for each visit given to somebody else than the plan
    in force has it. `stranger`: for each visit to a customer whom the technician does not know.
    `other_centre`: for each visit of another centre. `overtime`: for each second worked after the shift.
    `fairness`: for each hour that somebody works more than everybody's mean, squared. `risk`: for
    each second that the time between a start and the end of its window falls short of `comfort`.
    """

    seconds: float = 10.0
    steps: int | None = None
    seed: int = 1
    threads: int = 2
    moved: int = 0
    stranger: int = 0
    other_centre: int = 0
    overtime: float = 0.0
    fairness: float = 0.0
    comfort: int = 0
    risk: float = 0.0

    def __post_init__(self) -> None:
        require(0.0 <= self.seconds <= 86_400.0, "seconds", f"{self.seconds} is not within a day")
        require(self.steps is None or self.steps >= 0, "steps", "is negative")
        require(self.seed >= 0, "seed", "is negative")
        require(1 <= self.threads <= 64, "threads", f"{self.threads} is not from 1 to 64")
        require_weights(self, "moved", "stranger", "other_centre", "overtime", "fairness", "comfort", "risk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the search has come, for those who watch it."""

    seconds: float
    share: float  # of the time or the steps, 0 to 1
    served: int
    unserved: int
    travel: int  # seconds


# Called now and then from the thread that called `solve`; False asks it to stop with the best so far
Watch = Callable[[Standing], bool]


class Why(StrEnum):
    """Why a stop is in nobody's day: the hurdle that stops the most promising technician."""

    NO_SKILL = "no_skill"  # skill, level: nobody at work has it
    NO_STOCK = "no_stock"  # product, needed: no van of somebody with the skills carries it
    NO_SHIFT = "no_shift"  # from, until: nobody with the skills is at work in the window
    TOO_FAR = "too_far"  # from, until: everybody's way there alone is too long for the window
    DAY_FULL = "day_full"  # technicians: those who could, had they nothing else to do
    NO_CREW = "no_crew"  # nobody free to go along
    WAITS_FOR = "waits_for"  # stop: what has to be done before is not in the plan either


class Help(StrEnum):
    """What would get a stop into the plan."""

    TECHNICIAN = "technician"  # skill, level, after: somebody with that from then on
    MOVE = "move"  # stop, technician: if that other stop were moved
    WIDEN = "widen"  # technician, start: if it might start then
    STOCK = "stock"  # technician, product, short: if the van carried it


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that would help, with the facts for a sentence about it."""

    code: Help
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A stop that is in nobody's day."""

    stop: Stop
    why: Why
    params: Mapping[str, str | int] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What the plan costs, in seconds; the terms add up."""

    travel: int
    moved: int = 0
    strangers: int = 0
    centres: int = 0
    overtime: int = 0
    fairness: int = 0
    risk: int = 0

    @property
    def total(self) -> int:
        """The sum of the terms."""
        return sum(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a method found: a route for each technician's id, not timed yet, and the stops of which a part is in none."""

    routes: Mapping[str, tuple[PlannedStop, ...]]
    left: Sequence[Stop]
    steps: int
    stopwatch: Stopwatch  # runs since the method began
    engine: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody's day, with the planned start of every stop."""

    technicians: tuple[Technician, ...]
    unassigned: tuple[Unassigned, ...]
    cost: Cost
    steps: int
    seconds: float
    engine: str  # which method made it: "search", or "vroom" where numba is missing
