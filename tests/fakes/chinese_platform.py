"""A tracking platform with an API of its own over real HTTP, as those of the trade in China are: codes in the answer,
local times, GCJ-02 in millionths of a degree, tenths of a volt. What it knows is a simulated fleet.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.geocoding import Point
from backend.geocoding.datum import to_gcj02
from backend.gps_platform.simulated import Fleet, SimulatedTerminal
from backend.kernel.clock import Clock
from tests.fakes.serving import Quiet, serving

ZONE = ZoneInfo("Asia/Shanghai")
KEY = "k-7"
MAPPING: dict[str, Any] = {
    "find": {"path": "/v1/terminal?no={number}&key={token}", "at": "data"},
    "register": {"method": "POST", "path": "/v1/terminal", "headers": {"x-key": "{token}"}, "body": {"no": "{number}", "plate": "{name}"}},
    "rename": {"method": "POST", "path": "/v1/terminal", "headers": {"x-key": "{token}"}, "body": {"no": "{number}", "plate": "{name}"}},
    "fixes": {"method": "POST", "path": "/v1/track?key={token}", "body": {"vid": "{id}", "span": ["{since}", "{until}"]}, "at": "data.points"},
    "latest": {"path": "/v1/last/{id}?key={token}", "at": "data"},
    "terminal": {"id": "vid", "number": "no", "name": "plate", "online": "state", "last_seen": "seen", "vin": "vin"},
    "fix": {"fixed_at": "gps.t", "received_at": "t", "lat": "gps.y", "lng": "gps.x", "valid": "gps.ok", "satellites": "gps.n", "ignition": "acc", "external_volts": "u", "iccid": "card", "vin": "vin"},
    "events": {"at": "list", "number": "no", "kind": "what", "time": "t", "online": [1], "offline": [0], "unknown": [9]},
    "well": {"at": "code", "among": [0]},
    "nothing": {"at": "code", "among": [1404]},
    "time": "%Y-%m-%d %H:%M:%S",
    "zone": "Asia/Shanghai",
    "datum": "gcj02",
    "degrees": 0.000001,
    "volts": 0.1,
    "yes": ["Y", 1],
    "no": ["N", 0],
}  # fmt: skip


class ChinesePlatform:
    """The platform's answers from a fleet."""

    def __init__(self, fleet: Fleet, clock: Clock) -> None:
        self.fleet, self.clock, self.url = fleet, clock, ""

    def answer(self, path: str, query: dict[str, str], body: Any) -> Any:
        if query.get("key") != KEY:
            return {"code": 1401, "msg": "密钥错误"}
        if path.startswith("/v1/last/"):
            terminal = self.fleet.get(int(path.rsplit("/", 1)[1]))
            return self._last(terminal) if terminal else {"code": 1404}
        if path == "/v1/track":
            return self._track(body)
        if body is not None:
            known = self.fleet.find(body["no"])
            self.fleet.put(body["no"], known.since if known else self.clock.now(), name=body["plate"])
            return {"code": 0, "msg": "成功"}
        terminal = self.fleet.find(query["no"])
        return {"code": 0, "data": self._terminal(terminal)} if terminal else {"code": 1404, "msg": "终端不存在"}

    def _terminal(self, terminal: SimulatedTerminal) -> dict[str, Any]:
        reporter = self.fleet.reporter(terminal)
        seen = reporter.last_seen(self.clock.now())
        state = "Y" if reporter.is_online(self.clock.now()) else "N"
        named = {"vid": terminal.id, "no": terminal.number, "plate": terminal.name, "state": state}
        return named | ({"seen": local(seen)} if seen else {})

    def _last(self, terminal: SimulatedTerminal) -> Any:
        reporter, now = self.fleet.reporter(terminal), self.clock.now()
        found = reporter.position(reporter.position_id(now), now)
        return {"code": 0, "data": _point(found)} if found else {"code": 1404}

    def _track(self, body: Any) -> Any:
        terminal = self.fleet.get(int(body["vid"]))
        assert terminal is not None
        since, until = (datetime.strptime(one, MAPPING["time"]).replace(tzinfo=ZONE) for one in body["span"])
        found = self.fleet.reporter(terminal).positions(since, until, self.clock.now())
        return {"code": 0, "data": {"points": [_point(one) for one in reversed(found)]}}


def local(moment: datetime) -> str:
    """A moment as this platform writes it."""
    return moment.astimezone(ZONE).strftime(MAPPING["time"])


def _point(row: dict[str, Any]) -> dict[str, Any]:
    place, said = to_gcj02(Point(row["latitude"], row["longitude"])), row["attributes"]
    fixed = local(datetime.fromisoformat(row["fixTime"]))
    where = {"t": fixed, "y": round(place.lat * 1e6), "x": round(place.lng * 1e6), "ok": "Y" if row["valid"] else "N"}
    return {
        "t": local(datetime.fromisoformat(row["serverTime"])),
        "gps": where | {"n": str(said["sat"])},
        "acc": 1 if said["ignition"] else 0,
        "u": round(said["power"] * 10),
        "card": said.get("iccid"),
        "vin": said.get("vin"),
    }


class _Handler(Quiet):
    protocol_version = "HTTP/1.1"
    platform: ChinesePlatform

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.body()))

    def _answer(self, body: Any) -> None:
        path, _, asked = self.path.partition("?")
        query = dict(one.split("=", 1) for one in asked.split("&")) if asked else {}
        query.setdefault("key", self.headers.get("x-key", ""))
        self.answer(200, json.dumps(self.platform.answer(path, query, body)).encode())


@contextmanager
def running_chinese_platform(platform: ChinesePlatform) -> Iterator[ChinesePlatform]:
    """The platform on a free port; gone afterwards."""
    with serving(_Handler, platform=platform) as platform.url:
        yield platform
