"""What a file holds: who and what is to be planned, and how its names and places were written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dispatch.matrix import index_of
from dispatch.model import Location, Stop, Technician
from dispatch.options import RankOptions
from dispatch.plan import PlanOptions
from dispatch.travel import Travel


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as read.

    `names` gives back the ids as they were written ("job 7" -> 7). Where places are numbers of a
    matrix, `indexed` says so and `sites` holds the coordinates that were told beside the numbers
    (`anywhere` is the number that stands for a start nobody named; without `has_metres` only the
    seconds are known).
    """

    stops: tuple[Stop, ...]
    technicians: tuple[Technician, ...]
    travel: Travel
    now: int | None
    names: Mapping[str, int | str]
    options: RankOptions = field(default_factory=RankOptions)
    plan: PlanOptions = field(default_factory=PlanOptions)
    indexed: bool = False
    sites: Mapping[int, Location] = field(default_factory=dict)
    anywhere: int | None = None
    has_metres: bool = True

    @property
    def unplanned(self) -> tuple[Stop, ...]:
        """The stops that are in nobody's route."""
        planned = {step.stop.id for one in self.technicians for step in one.route}
        return tuple(stop for stop in self.stops if stop.id not in planned)

    def site(self, location: Location) -> Location | None:
        """The coordinates of a place of this problem, None where none were told."""
        return self.sites.get(index_of(location)) if self.indexed else location
