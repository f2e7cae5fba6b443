"""Ways that were asked for already: the places used last, and every pair of them that is known."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.geocoding import Point

Floats32 = NDArray[np.float32]
# Places; their pairs are 1.4 million, in 17 MB once they are all known.
MOST_PLACES = 1200
AGE_SECONDS = 6 * 3600.0
# Ten thousandths of a degree: about 11 m.
GRAIN = 1e4


class Known(NamedTuple):
    """Seconds and metres between some places, NaN where unknown; `asked` also where the service knows no way."""

    seconds: Floats32
    metres: Floats32
    asked: NDArray[np.bool_]


def key_of(place: Point) -> tuple[int, int]:
    """The same for places within about 11 m."""
    return round(place[0] * GRAIN), round(place[1] * GRAIN)


class Memory:
    """A square of pairs whose rows are given to the places used last. Safe to use from several threads."""

    def __init__(self, most: int = MOST_PLACES, clock: Callable[[], float] = time.monotonic) -> None:
        """Room for `most` places; `clock` tells seconds."""
        self.most = most
        self._clock = clock
        self._epoch = clock()
        self._rows: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._free = list(range(most))
        # Zeros cost nothing until they are written to.
        self._seconds, self._metres, self._at = (np.zeros((most, most), dtype=np.float32) for _ in range(3))
        self._lock = threading.Lock()

    def read(self, places: Sequence[tuple[int, int]]) -> Known:
        """What is known between these places (by `key_of`, each once, `most` of them at most)."""
        with self._lock:
            rows = self._rows_of(places)
            cells = np.ix_(rows, rows)
            at = self._at[cells]
            asked = (at > 0) & (self._now() - at < AGE_SECONDS)
            seconds = np.where(asked, self._seconds[cells], np.nan).astype(np.float32)
            metres = np.where(asked, self._metres[cells], np.nan).astype(np.float32)
        for one in (seconds, metres):
            np.fill_diagonal(one, 0)
        np.fill_diagonal(asked, True)
        return Known(seconds, metres, asked)

    def write(
        self,
        origins: Sequence[tuple[int, int]],
        destinations: Sequence[tuple[int, int]],
        seconds: NDArray[np.float64],
        metres: NDArray[np.float64],
    ) -> None:
        """Remember an answer: origins down, destinations across, NaN where there is no way."""
        with self._lock:
            rows = self._rows_of([*origins, *destinations])
            cells = np.ix_(rows[: len(origins)], rows[len(origins) :])
            self._seconds[cells] = seconds
            self._metres[cells] = metres
            self._at[cells] = self._now()

    def _now(self) -> float:
        return self._clock() - self._epoch + 1

    def _rows_of(self, places: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
        return np.array([self._row_of(one) for one in places], dtype=np.int64)

    def _row_of(self, place: tuple[int, int]) -> int:
        row = self._rows.get(place)
        if row is None:
            row = self._free.pop() if self._free else self._forget()
            self._rows[place] = row
        else:
            self._rows.move_to_end(place)
        return row

    def _forget(self) -> int:
        """The row of the place that nobody used for longest, empty."""
        _, row = self._rows.popitem(last=False)
        self._at[row] = 0
        self._at[:, row] = 0
        return row
