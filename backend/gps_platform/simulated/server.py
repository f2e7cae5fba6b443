"""The simulated platform over HTTP: the part of Traccar's API that is used here, and /control to say how it does."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from backend.gps_platform.simulated.devices import EMPTY, device
from backend.gps_platform.simulated.fleet import Fleet, Taken
from backend.gps_platform.simulated.pushing import Pusher
from backend.gps_platform.simulated.terminals import Behaviour, terminal_of
from backend.kernel.clock import Clock

ILLNESSES = ("", "down", "slow")
_SLOWEST_SECONDS = 60
Query = dict[str, list[str]]


class Refused(Exception):
    """A status that is no 200, and what Traccar would write about it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


@dataclass
class Simulator:
    """A platform: its fleet, its clock, and what is wrong with it (`illness`: nothing, down, slow)."""

    fleet: Fleet
    clock: Clock
    token: str
    pusher: Pusher | None = None
    url: str = ""
    illness: str = ""
    well_again: threading.Event = field(default_factory=threading.Event)

    def answer(self, method: str, path: str, query: Query, body: Any) -> Any:
        """The answer as JSON values. Raises Refused."""
        parts = path.strip("/").split("/")
        act = _ACTS.get((method, "/".join(parts[:2]), len(parts)))
        if act is None:
            raise Refused(404, "HTTP 404 Not Found - NotFoundException")
        try:
            return act(self, query, body, parts[-1])
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise Refused(400, f"{error} - {type(error).__name__} (…)") from None

    def _devices(self, query: Query, _body: Any, _last: str) -> Any:
        numbers, ids = query.get("uniqueId", []), query.get("id", [])
        found = [self.fleet.find(one) for one in numbers] + [self.fleet.get(int(one)) for one in ids]
        meant = found if numbers or ids else self.fleet.all()
        return [device(self.fleet, one, self.clock.now()) for one in meant if one]

    def _create_device(self, _query: Query, body: Any, _last: str) -> Any:
        number, name = str(body["uniqueId"]).strip(), str(body["name"])
        if not number:
            raise ValueError("uniqueId")
        try:
            made = self.fleet.create(number, self.clock.now(), name=name, told=_told(body))
        except Taken:
            raise Refused(400, "Duplicate entry - SQLIntegrityConstraintViolationException (…)") from None
        return device(self.fleet, made, self.clock.now())

    def _change_device(self, _query: Query, body: Any, last: str) -> Any:
        known = self.fleet.get(int(last))
        if known is None or body["id"] != known.id or body["uniqueId"] != known.number:
            raise Refused(400, "Device access denied - SecurityException (…)")
        made = self.fleet.put(known.number, known.since, name=str(body["name"]), told=_told(body))
        return device(self.fleet, made, self.clock.now())

    def _positions(self, query: Query, _body: Any, _last: str) -> Any:
        now = self.clock.now()
        if "id" in query:
            return [self._position(int(one), now) for one in query["id"]]
        if "deviceId" not in query:
            every = [self.fleet.reporter(one) for one in self.fleet.all()]
            return [one.position(one.position_id(now), now) for one in every if one.count(now)]
        terminal = self.fleet.get(int(query["deviceId"][0]))
        if terminal is None:
            raise Refused(400, "Device access denied - SecurityException (…)")
        since, until = (datetime.fromisoformat(query[name][0]) for name in ("from", "to"))
        return self.fleet.reporter(terminal).positions(since, until, now)

    def _position(self, number: int, now: datetime) -> Any:
        terminal = self.fleet.get(terminal_of(number))
        found = self.fleet.reporter(terminal).position(number, now) if terminal else None
        if found is None:
            raise Refused(400, "Cannot invoke getDeviceId() because position is null - NullPointerException (…)")
        return found

    def _control_terminal(self, _query: Query, body: Any, last: str) -> Any:
        said = dict(body)
        if "behaviour" in said:
            said["behaviour"] = Behaviour(said["behaviour"])
        known = self.fleet.find(last)
        since = said.pop("since", None)
        at = datetime.fromisoformat(since) if since else known.since if known else self.clock.now()
        return device(self.fleet, self.fleet.put(last, at, **said), self.clock.now())

    def _control_platform(self, _query: Query, body: Any, _last: str) -> Any:
        if body["illness"] not in ILLNESSES:
            raise ValueError(f"illness is one of {ILLNESSES}")
        self.illness = body["illness"]
        return {"illness": self.illness}

    def _control_event(self, _query: Query, body: Any, last: str) -> Any:
        terminal = self.fleet.find(last)
        if terminal is None or self.pusher is None:
            raise ValueError("no such terminal, or nobody to push to")
        return {"taken": self.pusher.push(terminal, str(body["kind"]))}


Act = Callable[[Simulator, Query, Any, str], Any]
_ACTS: dict[tuple[str, str, int], Act] = {
    ("GET", "api/devices", 2): Simulator._devices,
    ("POST", "api/devices", 2): Simulator._create_device,
    ("PUT", "api/devices", 3): Simulator._change_device,
    ("GET", "api/positions", 2): Simulator._positions,
    ("PUT", "control/platform", 2): Simulator._control_platform,
    ("PUT", "control/terminals", 3): Simulator._control_terminal,
    ("POST", "control/events", 3): Simulator._control_event,
}


class Handler(BaseHTTPRequestHandler):
    """Answers for the simulator that a subclass names."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece: two would wait for each other's receipt for 40 ms
    simulator: Simulator

    def do_GET(self) -> None:
        """Look."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Add."""
        self._answer("POST")

    def do_PUT(self) -> None:
        """Change."""
        self._answer("PUT")

    def _answer(self, method: str) -> None:
        simulator, parts = self.simulator, urlsplit(self.path)
        text = self.rfile.read(int(self.headers.get("content-length") or 0))
        if not parts.path.startswith("/control"):
            if simulator.illness == "slow":
                simulator.well_again.wait(_SLOWEST_SECONDS)
            if simulator.illness == "down":
                self.close_connection = True
                return
        try:
            if self.headers.get("authorization") != f"Bearer {simulator.token}":
                raise Refused(401, "HTTP 401 Unauthorized - WebApplicationException (…)")
            try:
                body = json.loads(text) if text else {}
            except ValueError:
                raise Refused(400, "Unexpected character - JsonParseException (…)") from None
            told = simulator.answer(method, parts.path, parse_qs(parts.query), body)
        except Refused as refused:
            self._write(refused.status, "text/plain", refused.words.encode())
            return
        self._write(200, "application/json", json.dumps(told, ensure_ascii=False).encode())

    def _write(self, status: int, kind: str, text: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def serving(simulator: Simulator, port: int = 0) -> Iterator[Simulator]:
    """The simulator on a port of this machine (any free one for 0), in threads of its own; gone afterwards."""
    http = ThreadingHTTPServer(("127.0.0.1", port), type("Bound", (Handler,), {"simulator": simulator}))
    http.daemon_threads = True
    simulator.url = f"http://127.0.0.1:{http.server_address[1]}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, name="simulator", daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        simulator.well_again.set()
        http.shutdown()
        http.server_close()
        thread.join()


def _told(body: Any) -> dict[str, Any]:
    return {name: body[name] for name in EMPTY if name in body}
