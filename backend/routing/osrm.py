"""OSRM: GET /table/v1/driving/…, longitude first."""

from collections.abc import Sequence
from typing import Any

import httpx

from backend.geocoding import Point
from backend.routing.port import Floats, NoRoad, Unusable, fields, table


class Osrm:
    """The table service of an OSRM server; it takes 100 places a request unless started with --max-table-size."""

    name = "osrm"
    one_destination = False
    mirrored = False

    def __init__(self, url: str, key: str, together: int) -> None:
        """`url` is the server's address without /table; `key` goes along as a bearer token."""
        self.together = together
        self._url = url
        self._headers = {"authorization": f"Bearer {key}"} if key else {}

    def request(self, origins: Sequence[Point], destinations: Sequence[Point]) -> httpx.Request:
        """Origins first, then destinations, each named by its number."""
        places = ";".join(f"{lng:.6f},{lat:.6f}" for lat, lng in (*origins, *destinations))
        first = len(origins)
        sources = ";".join(str(one) for one in range(first))
        targets = ";".join(str(one) for one in range(first, first + len(destinations)))
        asked = f"annotations=duration,distance&sources={sources}&destinations={targets}"
        return httpx.Request("GET", f"{self._url}/table/v1/driving/{places}?{asked}", headers=self._headers)

    def read(self, status: int, answer: Any, origins: int, destinations: int) -> tuple[Floats, Floats]:
        """Seconds and metres; raises NoRoad where a place is far from every road, Unusable for the rest."""
        told = fields(answer)
        code = told.get("code")
        if code in ("NoSegment", "NoTable"):
            raise NoRoad
        if status != 200 or code != "Ok":
            raise Unusable(f"status {status}, code {str(code)[:40]}")
        seconds = table(told.get("durations"), origins, destinations)
        return seconds, table(told.get("distances"), origins, destinations)
