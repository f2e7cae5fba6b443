"""Which ways are asked for in one request: what matters most first, never more places than the service takes."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Block = tuple[Ints, Ints]


def to_one_place(missing: Bools, together: int) -> Iterator[Block]:
    """Origins and the one destination, the first places as destinations first."""
    for destination in np.flatnonzero(missing.any(axis=0)):
        for origins in _pieces(np.flatnonzero(missing[:, destination]), together):
            yield origins, np.array([destination], dtype=np.int64)


def to_many_places(missing: Bools, together: int) -> Iterator[Block]:
    """Origins and destinations: all in one request where they fit; else the ways to and from the first place come first."""
    origins, destinations = np.flatnonzero(missing.any(axis=1)), np.flatnonzero(missing.any(axis=0))
    if len(origins) + len(destinations) <= together:
        yield origins, destinations
        return
    first = np.zeros(1, dtype=np.int64)
    for some in _pieces(np.flatnonzero(missing[:, 0]), together - 1):
        yield some, first
    for some in _pieces(np.flatnonzero(missing[0]), together - 1):
        yield first, some
    yield from _squares(missing, together // 2)


def _squares(missing: Bools, side: int) -> Iterator[Block]:
    size = len(missing)
    for top in range(0, size, side):
        for left in range(0, size, side):
            part = missing[top : top + side, left : left + side].copy()
            if top == 0:
                part[0] = False
            if left == 0:
                part[:, 0] = False
            if part.any():
                yield top + np.flatnonzero(part.any(axis=1)), left + np.flatnonzero(part.any(axis=0))


def _pieces(whole: Ints, most: int) -> Iterator[Ints]:
    for start in range(0, len(whole), most):
        yield whole[start : start + most]
