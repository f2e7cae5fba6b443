"""Travel between numbered places, from a matrix that came with the problem.

A place is known by its number only. The model's stops want a point on earth, so each number gets a
made-up one (`place`), which stands for the number and nothing else.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dispatch.errors import require
from dispatch.model import Location
from dispatch.speed import SpeedProfile
from dispatch.travel import Floats

MOST_PLACES = 20_000
_PER_DEGREE = 1e6


def place(index: int) -> Location:
    """The made-up point that stands for the place `index`."""
    return Location(index / _PER_DEGREE, 0.0)


def index_of(location: Location) -> int:
    """The number that `location`, made by `place`, stands for."""
    return round(location.lat * _PER_DEGREE)


@dataclass(frozen=True)
class MatrixTravel:
    """Seconds and metres between places 0, 1, ...; rows are origins.

    Speed is flat unless a `profile` says otherwise; `midnight` is where a local midnight lies on
    the caller's time axis. Raises InvalidProblem for tables that are not square, or hold what is no
    duration.
    """

    durations: Floats
    distances: Floats
    profile: SpeedProfile = field(default_factory=SpeedProfile)
    midnight: int = 0

    def __post_init__(self) -> None:
        for name, table in (("durations", self.durations), ("distances", self.distances)):
            square = table.ndim == 2 and table.shape[0] == table.shape[1] > 0
            require(square, name, "is not square")
            sound = bool(np.isfinite(table).all() and (table >= 0).all())
            require(sound, name, "holds something that is not a number of 0 or more")
        require(self.durations.shape == self.distances.shape, "distances", "is not as large as the durations")
        require(len(self) <= MOST_PLACES, "durations", f"has more than {MOST_PLACES:,} places")

    def __len__(self) -> int:
        return len(self.durations)

    def metres(self, origins: Floats, destinations: Floats) -> Floats:
        """Metres by road, pair by pair."""
        return np.asarray(self.distances[_rows(origins), _rows(destinations)], dtype=np.float64)

    def work(self, origins: Floats, destinations: Floats) -> Floats:
        """Seconds at normal speed, pair by pair."""
        return np.asarray(self.durations[_rows(origins), _rows(destinations)], dtype=np.float64)

    def arrive(self, depart: int, work: float) -> int:
        """Seconds of arrival, rounded up."""
        return self.midnight + self.profile.arrive(depart - self.midnight, work)

    def depart(self, arrive: int, work: float) -> int:
        """Seconds of the latest departure, rounded down."""
        return self.midnight + self.profile.depart(arrive - self.midnight, work)

    def arrive_many(self, depart: Floats, work: Floats) -> Floats:
        """Seconds of arrival, for arrays."""
        return self.midnight + self.profile.arrive_many(depart - self.midnight, work)


def _rows(places: Floats) -> NDArray[np.intp]:
    return np.rint(places[..., 0] * _PER_DEGREE).astype(np.intp)
