"""AMap (高德): GET /v3/distance, up to 100 origins to one destination, in GCJ-02, longitude first."""

from collections.abc import Sequence
from typing import Any

import httpx
import numpy as np

from backend.geocoding import Point
from backend.geocoding.datum import to_gcj02
from backend.routing.port import Floats, Unusable, fields, number

MOST_ORIGINS = 100
BY_CAR = "1"


class Amap:
    """The distance service of AMap. Each destination is a request of its own and quotas are small: both ways are one."""

    name = "amap"
    one_destination = True
    mirrored = True

    def __init__(self, url: str, key: str, together: int) -> None:
        """`key` is a key for web services."""
        self.together = min(together, MOST_ORIGINS)
        self._url = url
        self._key = key

    def request(self, origins: Sequence[Point], destinations: Sequence[Point]) -> httpx.Request:
        """All origins to the only destination."""
        (destination,) = destinations
        asked = {
            "key": self._key,
            "origins": "|".join(_written(one) for one in origins),
            "destination": _written(destination),
            "type": BY_CAR,
            "output": "JSON",
        }
        return httpx.Request("GET", f"{self._url}/v3/distance", params=asked)

    def read(self, status: int, answer: Any, origins: int, destinations: int) -> tuple[Floats, Floats]:
        """Seconds and metres, one column; NaN where a line has a code of its own (no road, not in the country)."""
        told = fields(answer)
        if status != 200 or str(told.get("status")) != "1":
            raise Unusable(f"status {status}, code {str(told.get('infocode'))[:40]}")
        lines = told.get("results")
        if not isinstance(lines, list) or len(lines) != origins:
            raise Unusable(f"no {origins} lines")
        found = np.full((2, origins), np.nan)
        for number_of_line, line in enumerate(lines, start=1):
            told_of = fields(line)
            place = _whole(told_of.get("origin_id", number_of_line))
            if not 1 <= place <= origins:
                raise Unusable("a line about no origin")
            if "code" not in told_of:
                found[:, place - 1] = _figure(told_of.get("duration")), _figure(told_of.get("distance"))
        return found[0].reshape(-1, 1), found[1].reshape(-1, 1)


def _written(place: Point) -> str:
    lat, lng = to_gcj02(place)
    return f"{lng:.6f},{lat:.6f}"


def _figure(text: Any) -> float:
    """AMap writes its numbers as text."""
    return number(_whole(text))


def _whole(text: Any) -> int:
    try:
        return int(str(text))
    except ValueError:
        raise Unusable("a figure is no number") from None
