"""How long it takes from one place to another: a protocol, the default, and a table in its place."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dispatch.errors import require
from dispatch.geodesic import metres as geodesic_metres
from dispatch.speed import SpeedProfile

Floats = NDArray[np.float64]

NORMAL_KMH = 25.0
RUSH_KMH = 16.5
RUSH_SHARE = RUSH_KMH / NORMAL_KMH


def _clock(hours: int, minutes: int) -> int:
    return hours * 3600 + minutes * 60


# Large Chinese cities: 22-28 km/h, 15-18 in the rush hours. No figure is known for the night: it
# is given the cautious speed of the day.
CITY_DAY = SpeedProfile(
    (
        (0, 1.0),
        (_clock(7, 30), RUSH_SHARE),
        (_clock(9, 30), 1.0),
        (_clock(17, 0), RUSH_SHARE),
        (_clock(19, 30), 1.0),
    )
)


class Travel(Protocol):
    """What the engine asks about travel. Points are arrays (..., 2) of latitude, longitude."""

    @property
    def profile(self) -> SpeedProfile:
        """The speed by time of day that `arrive` and `depart` follow."""

    @property
    def midnight(self) -> int:
        """Where a local midnight lies on the time axis, in seconds."""

    def metres(self, origins: Floats, destinations: Floats) -> Floats:
        """Metres by road, pair by pair."""

    def work(self, origins: Floats, destinations: Floats) -> Floats:
        """Seconds at normal speed, pair by pair."""

    def arrive(self, depart: int, work: float) -> int:
        """When somebody who sets off at `depart` arrives; never earlier for a later `depart`."""

    def depart(self, arrive: int, work: float) -> int:
        """The latest moment to set off and still arrive by `arrive`."""

    def arrive_many(self, depart: Floats, work: Floats) -> Floats:
        """`arrive` for arrays; may be up to a second early."""


def points(places: ArrayLike) -> Floats:
    """Locations as the array (n, 2) that Travel works on."""
    return np.asarray(places, dtype=np.float64).reshape(-1, 2)


@dataclass(frozen=True)
class TravelModel:
    """Geodesic x detour / speed by time of day.

    `midnight` is where a local midnight lies on the caller's time axis, in seconds.
    """

    detour: float = 1.35
    normal_kmh: float = NORMAL_KMH
    profile: SpeedProfile = CITY_DAY
    midnight: int = 0

    def __post_init__(self) -> None:
        require(1.0 <= self.detour < 10.0, "detour", f"{self.detour} is not between 1 and 10")
        require(0.0 < self.normal_kmh < 1e3, "normal_kmh", f"{self.normal_kmh} is not a speed")

    def metres(self, origins: Floats, destinations: Floats) -> Floats:
        """Metres by road: the geodesic times the detour factor."""
        straight = geodesic_metres(origins[..., 0], origins[..., 1], destinations[..., 0], destinations[..., 1])
        return straight * self.detour

    def work(self, origins: Floats, destinations: Floats) -> Floats:
        """Seconds at normal speed."""
        return self.metres(origins, destinations) * (3.6 / self.normal_kmh)

    def arrive(self, depart: int, work: float) -> int:
        """Seconds of arrival, rounded up."""
        return self.midnight + self.profile.arrive(depart - self.midnight, work)

    def depart(self, arrive: int, work: float) -> int:
        """Seconds of the latest departure, rounded down."""
        return self.midnight + self.profile.depart(arrive - self.midnight, work)

    def arrive_many(self, depart: Floats, work: Floats) -> Floats:
        """Seconds of arrival, for arrays."""
        return self.midnight + self.profile.arrive_many(depart - self.midnight, work)


@dataclass(frozen=True)
class TableTravel:
    """Seconds and metres from a routing service's table between known places.

    The table holds seconds at normal speed; the time of day comes from `otherwise`, which also
    answers for places (compared to 0.1 m) that the table does not know.
    """

    places: Floats
    table_seconds: Floats
    table_metres: Floats
    otherwise: Travel = field(default_factory=TravelModel)
    _keys: NDArray[np.int64] = field(init=False, repr=False, compare=False)
    _rows: NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        size = len(self.places)
        require(size > 0, "places", "is empty")
        for name, table in (("seconds", self.table_seconds), ("metres", self.table_metres)):
            require(table.shape == (size, size), name, f"is not a {size} x {size} table")
            sound = bool(np.all(np.isfinite(table)) and np.all(table >= 0))
            require(sound, name, "holds something that is not a distance")
        keys = _keys(self.places)
        rows = np.argsort(keys)
        object.__setattr__(self, "_keys", keys[rows])
        object.__setattr__(self, "_rows", rows)

    @property
    def profile(self) -> SpeedProfile:
        """The speed by time of day."""
        return self.otherwise.profile

    @property
    def midnight(self) -> int:
        """Where a local midnight lies on the time axis, in seconds."""
        return self.otherwise.midnight

    def metres(self, origins: Floats, destinations: Floats) -> Floats:
        """Metres by road, from the table where it knows both ends."""
        known, row, column = self._cells(origins, destinations)
        fallback = self.otherwise.metres(origins, destinations)
        return np.where(known, self.table_metres[row, column], fallback)

    def work(self, origins: Floats, destinations: Floats) -> Floats:
        """Seconds at normal speed, from the table where it knows both ends."""
        known, row, column = self._cells(origins, destinations)
        fallback = self.otherwise.work(origins, destinations)
        return np.where(known, self.table_seconds[row, column], fallback)

    def arrive(self, depart: int, work: float) -> int:
        """Seconds of arrival."""
        return self.otherwise.arrive(depart, work)

    def depart(self, arrive: int, work: float) -> int:
        """Seconds of the latest departure."""
        return self.otherwise.depart(arrive, work)

    def arrive_many(self, depart: Floats, work: Floats) -> Floats:
        """Seconds of arrival, for arrays."""
        return self.otherwise.arrive_many(depart, work)

    def _cells(
        self, origins: Floats, destinations: Floats
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
        known_row, row = self._find(origins)
        known_column, column = self._find(destinations)
        return known_row & known_column, row, column

    def _find(self, places: Floats) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        keys = _keys(places)
        slot = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return self._keys[slot] == keys, self._rows[slot]


def _keys(places: Floats) -> NDArray[np.int64]:
    """One whole number for each place, to a millionth of a degree."""
    micro = np.rint(np.nan_to_num(places) * 1e6).astype(np.int64)
    return np.asarray(micro[..., 0] * 1_000_000_000 + micro[..., 1], dtype=np.int64)
