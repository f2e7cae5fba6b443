"""A routing service that speaks OSRM's, Valhalla's and AMap's protocols over real HTTP on loopback, and can fall ill."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from backend.geocoding import Point
from backend.geocoding.datum import from_gcj02
from tests.fakes.serving import Quiet, serving

Way = tuple[float, float] | None
LIMITS = {"osrm": 100, "valhalla": 100, "amap": 100}


def crossing(here: Point, there: Point) -> Way:
    """Northwards is slow, southwards quick; 1 m for each millionth of a degree. Good for telling all pairs apart."""
    north, east = there.lat - here.lat, abs(there.lng - here.lng)
    return round(1e5 * (max(north, 0) + max(-north, 0) / 2 + east)), round(1e6 * (abs(north) + east))


def level(here: Point, there: Point) -> Way:
    """The same both ways."""
    apart = abs(there.lat - here.lat) + abs(there.lng - here.lng)
    return round(1e5 * apart), round(1e6 * apart)


@dataclass
class RoutingServer:
    """`way` is the truth; `illness` is what is wrong with the answers; `asked` holds how many ways each request was for."""

    url: str = ""
    way: Callable[[Point, Point], Way] = level
    illness: str = ""
    asked: list[tuple[int, int]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    well_again: threading.Event = field(default_factory=threading.Event)

    def table(self, origins: list[Point], destinations: list[Point]) -> list[list[Way]]:
        """The truth, bent by the illness."""
        self.asked.append((len(origins), len(destinations)))
        rows = [[self.way(here, there) for there in destinations] for here in origins]
        if self.illness == "negative":
            rows[0][0] = (-1, -1)
        if self.illness == "short":
            rows.pop()
        return rows


def _osrm(server: RoutingServer, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
    places = [_place(one) for one in path.rsplit("/", 1)[1].split(";")]
    if len(places) > LIMITS["osrm"]:
        return 400, {"code": "TooBig", "message": "Too many table coordinates"}
    if server.illness == "no road":
        return 400, {"code": "NoSegment", "message": "Could not find a matching segment for any coordinate."}
    origins, destinations = ([places[int(n)] for n in query[name].split(";")] for name in ("sources", "destinations"))
    rows = server.table(origins, destinations)
    assert query["annotations"] == "duration,distance"
    return 200, {
        "code": "Ok",
        "durations": [[way and way[0] for way in row] for row in rows],
        "distances": [[way and way[1] for way in row] for row in rows],
    }


def _valhalla(server: RoutingServer, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
    assert (path, body["costing"], body["units"]) == ("/sources_to_targets", "auto", "kilometers")
    origins, destinations = ([Point(one["lat"], one["lon"]) for one in body[name]] for name in ("sources", "targets"))
    if len(origins) + len(destinations) > LIMITS["valhalla"]:
        return 400, {"error_code": 150, "error": "Exceeded max locations", "status_code": 400}
    if server.illness == "no road":
        return 400, {"error_code": 171, "error": "No suitable edges near location", "status_code": 400}
    rows = server.table(origins, destinations)
    return 200, {
        "units": "kilometers",
        "sources_to_targets": [
            [{"time": way and way[0], "distance": way and way[1] / 1000, "from_index": i, "to_index": j} for j, way in enumerate(row)]
            for i, row in enumerate(rows)
        ],
    }  # fmt: skip


def _amap(server: RoutingServer, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
    assert (path, query["type"]) == ("/v3/distance", "1")
    origins = [_shifted_place(one) for one in query["origins"].split("|")]
    if len(origins) > LIMITS["amap"]:
        return 200, {"status": "0", "info": "TOO_MANY_ORIGINS", "infocode": "20000"}
    rows = server.table(origins, [_shifted_place(query["destination"])])
    ways = [None if server.illness == "no road" else row[0] for row in rows]
    return 200, {"status": "1", "info": "OK", "infocode": "10000", "results": [_line(n, one) for n, one in enumerate(ways, 1)]}  # fmt: skip


def _line(number: int, way: Way) -> dict[str, str]:
    named = {"origin_id": str(number), "dest_id": "1"}
    if way is None:
        return {**named, "distance": "0", "duration": "0", "info": "no road", "code": "1"}
    return {**named, "distance": str(round(way[1])), "duration": str(round(way[0]))}


def _place(text: str) -> Point:
    lng, lat = text.split(",")
    return Point(float(lat), float(lng))


@cache
def _shifted_place(text: str) -> Point:
    return from_gcj02(_place(text))


SPEAKERS = {"/table": _osrm, "/sources_to_targets": _valhalla, "/v3/distance": _amap}


class _Handler(Quiet):
    protocol_version = "HTTP/1.1"
    server_told: RoutingServer

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.body()))

    def _answer(self, body: Any) -> None:
        server, parts = self.server_told, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        server.keys.append(query.get("key", self.headers.get("authorization", "")))
        speak = next(one for start, one in SPEAKERS.items() if parts.path.startswith(start))
        status, told = speak(server, parts.path, query, body)
        if server.illness == "slow":
            server.well_again.wait(5)
        self._write(500 if server.illness == "500" else status, self._text(told))

    def _text(self, told: Any) -> bytes:
        ill = {"rubbish": b"<html>Welcome to the portal</html>", "list": b"[]"}
        return ill.get(self.server_told.illness) or json.dumps(told).encode()

    def _write(self, status: int, text: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        drop = 1 if self.server_told.illness == "drops" else len(text)
        for start in range(0, len(text), drop):
            if drop == 1 and self.server_told.well_again.wait(0.02):
                return
            self.wfile.write(text[start : start + drop])
            self.wfile.flush()


@contextmanager
def running_server() -> Iterator[RoutingServer]:
    """A service on a free port; gone afterwards."""
    server = RoutingServer()
    with serving(_Handler, server_told=server) as server.url:
        try:
            yield server
        finally:
            server.well_again.set()


def seconds_of(act: Callable[[], object]) -> float:
    """How long it took."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
