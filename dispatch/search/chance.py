"""Random numbers that depend on nothing but the seed: xorshift64* (Vigna 2016)."""

import numpy as np
from numpy.typing import NDArray

from dispatch.search.compiled import jit

_TO_UNIT = 1.0 / 9007199254740992.0  # 2 ** -53


@jit
def unit(state: NDArray[np.uint64]) -> float:
    """A number from 0 up to but without 1."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return np.float64((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * _TO_UNIT


@jit
def below(state: NDArray[np.uint64], bound: int) -> int:
    """A whole number from 0 up to but without `bound`."""
    return int(unit(state) * bound)


def seeded(seed: int, thread: int) -> NDArray[np.uint64]:
    """The state to begin with; different for each thread (splitmix64)."""
    mask = (1 << 64) - 1
    z = (seed * 0x9E3779B97F4A7C15 + (thread + 1) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    return np.array([(z ^ (z >> 31)) or 1], dtype=np.uint64)
