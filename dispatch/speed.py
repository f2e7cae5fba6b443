"""How fast the town moves at each time of day.

A drive is measured in *work*: the seconds it takes at normal speed. A profile says how many seconds
of work one second of the clock gets done (1 by day, less in the rush hour). Work is added up along
the drive, so a drive into the rush hour slows down on the way, and who sets off later never arrives
earlier; the engine relies on that.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dispatch.errors import require

Floats = NDArray[np.float64]

DAY = 86_400
ROUNDING = 1e-6  # seconds; floats may miss a whole second by less than this


@dataclass(frozen=True)
class SpeedProfile:
    """Speed by time of day, as (second of the day it applies from, share of normal speed)."""

    bands: tuple[tuple[int, float], ...] = ((0, 1.0),)
    _knots: tuple[float, ...] = field(init=False, repr=False, compare=False)
    _done: tuple[float, ...] = field(init=False, repr=False, compare=False)
    _knot_array: Floats = field(init=False, repr=False, compare=False)
    _done_array: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [start for start, _ in self.bands]
        require(bool(starts) and starts[0] == 0, "bands", "the first has to start at second 0")
        ordered = all(a < b for a, b in zip(starts, [*starts[1:], DAY], strict=True))
        require(ordered, "bands", "must follow each other within one day")
        for index, (_, share) in enumerate(self.bands):
            is_speed = math.isfinite(share) and share > 0
            require(is_speed, f"bands[{index}]", f"{share} is not a speed")
        knots = [float(start) for start in starts] + [float(DAY)]
        done = [0.0]
        for index, (_, share) in enumerate(self.bands):
            done.append(done[-1] + share * (knots[index + 1] - knots[index]))
        object.__setattr__(self, "_knots", tuple(knots))
        object.__setattr__(self, "_done", tuple(done))
        object.__setattr__(self, "_knot_array", np.array(knots))
        object.__setattr__(self, "_done_array", np.array(done))

    @property
    def knots(self) -> Floats:
        """Seconds of the day where the speed changes, and the day's end."""
        return self._knot_array

    @property
    def done(self) -> Floats:
        """Work done from midnight to each knot."""
        return self._done_array

    def arrive(self, depart: int, work: float) -> int:
        """The whole second at which `work` begun at `depart` (second since a midnight) is done."""
        day, second = divmod(depart, DAY)
        band = bisect_right(self._knots, second) - 1
        share = self.bands[band][1]
        if second + work / share <= self._knots[band + 1]:
            return depart + math.ceil(work / share - ROUNDING)
        done = self._done[band] + (second - self._knots[band]) * share + work
        return math.ceil(day * DAY + self._clock(done) - ROUNDING)

    def depart(self, arrive: int, work: float) -> int:
        """The latest whole second to begin `work` that has to be done by `arrive`."""
        day, second = divmod(arrive, DAY)
        band = bisect_right(self._knots, second) - 1
        done = self._done[band] + (second - self._knots[band]) * self.bands[band][1] - work
        return math.floor(day * DAY + self._clock(done) + ROUNDING)

    def arrive_many(self, depart: Floats, work: Floats) -> Floats:
        """`arrive` for arrays, without the rounding up."""
        day = np.floor(depart / DAY)
        done = np.interp(depart - day * DAY, self._knot_array, self._done_array) + work
        total = self._done[-1]
        if done.size and float(done.max()) >= total:
            over = np.floor(done / total)
            day, done = day + over, done - over * total
        clock = np.interp(done, self._done_array, self._knot_array)
        return np.asarray(day * DAY + clock, dtype=np.float64)

    def _clock(self, done: float) -> float:
        """The second since midnight (any number of days on) when `done` is done."""
        days, rest = divmod(done, self._done[-1])
        band = min(bisect_right(self._done, rest) - 1, len(self.bands) - 1)
        return days * DAY + self._knots[band] + (rest - self._done[band]) / self.bands[band][1]
