"""Valhalla: POST /sources_to_targets."""

from collections.abc import Sequence
from typing import Any

import httpx

from backend.geocoding import Point
from backend.routing.port import Floats, NoRoad, Unusable, fields, table

# "No suitable edges near location", "No path could be found for input"
_NO_ROAD = {171, 442}


class Valhalla:
    """The matrix service of a Valhalla server; 2,500 pairs a request are its usual limit."""

    name = "valhalla"
    one_destination = False
    mirrored = False

    def __init__(self, url: str, key: str, together: int) -> None:
        """`url` is the server's address without /sources_to_targets; `key` goes along as a bearer token."""
        self.together = together
        self._url = url
        self._headers = {"authorization": f"Bearer {key}"} if key else {}

    def request(self, origins: Sequence[Point], destinations: Sequence[Point]) -> httpx.Request:
        """By car, in kilometres."""
        body = {
            "sources": [{"lat": lat, "lon": lng} for lat, lng in origins],
            "targets": [{"lat": lat, "lon": lng} for lat, lng in destinations],
            "costing": "auto",
            "verbose": True,
            "units": "kilometers",
        }
        return httpx.Request("POST", f"{self._url}/sources_to_targets", json=body, headers=self._headers)

    def read(self, status: int, answer: Any, origins: int, destinations: int) -> tuple[Floats, Floats]:
        """Seconds and metres; raises NoRoad where a place is far from every road, Unusable for the rest."""
        told = fields(answer)
        if status == 400 and told.get("error_code") in _NO_ROAD:
            raise NoRoad
        if status != 200:
            raise Unusable(f"status {status}, code {str(told.get('error_code'))[:40]}")
        if told.get("units", "kilometers") != "kilometers":
            raise Unusable("not in kilometres")
        cells = told.get("sources_to_targets")
        seconds = table(_column(cells, "time"), origins, destinations)
        return seconds, table(_column(cells, "distance"), origins, destinations) * 1000


def _column(cells: Any, name: str) -> Any:
    """One figure of every cell. Raises Unusable where there is no cell to take it from."""
    try:
        return [[cell[name] for cell in row] for row in cells]
    except (TypeError, KeyError, IndexError):
        raise Unusable(f"no {name} in a cell") from None
