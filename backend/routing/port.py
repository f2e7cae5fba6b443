"""What is asked of a routing service, and how its answers are read."""

import math
from collections.abc import Sequence
from typing import Any, Protocol

import httpx
import numpy as np
from numpy.typing import NDArray

from backend.geocoding import Point

Floats = NDArray[np.float64]


class Unusable(Exception):
    """The answer is no table: an error of the service, the wrong size, something that is no number."""


class NoRoad(Exception):
    """The service knows the question but no road near one of these places; it is well all the same."""


class Service(Protocol):
    """One kind of routing service. Points are WGS-84; an adapter converts where the service wants another datum.

    `together` is how many places one request may name, `one_destination` whether all must lead to the same place, and
    `mirrored` whether the way back is taken to be as long as the way there, because asking for both costs too much.
    """

    name: str
    together: int
    one_destination: bool
    mirrored: bool

    def request(self, origins: Sequence[Point], destinations: Sequence[Point]) -> httpx.Request:
        """The question for the ways from each origin to each destination."""
        ...

    def read(self, status: int, answer: Any, origins: int, destinations: int) -> tuple[Floats, Floats]:
        """Seconds and metres, origins down and destinations across; NaN where there is no way.

        Raises Unusable, NoRoad.
        """
        ...


def table(cells: Any, rows: int, columns: int) -> Floats:
    """A list of lists of numbers or nulls as an array, NaN for null. Raises Unusable for anything else."""
    if not _is_list(cells, rows) or not all(_is_list(row, columns) for row in cells):
        raise Unusable(f"no table of {rows} x {columns}")
    return np.array([[number(cell) for cell in row] for row in cells], dtype=np.float64).reshape(rows, columns)


def number(cell: Any) -> float:
    """Seconds or metres, NaN for null. Raises Unusable for what is no distance."""
    if cell is None:
        return math.nan
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unusable("a cell is no number")
    if not 0 <= cell < 1e9:
        raise Unusable("a cell is no distance")
    return float(cell)


def fields(answer: Any) -> dict[str, Any]:
    """The answer as a JSON object. Raises Unusable."""
    if not isinstance(answer, dict):
        raise Unusable("no JSON object")
    return answer


def _is_list(cells: Any, length: int) -> bool:
    return isinstance(cells, list) and len(cells) == length
