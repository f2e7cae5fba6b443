"""A text-message carrier that speaks real HTTP on loopback, told beforehand how to answer."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Taken:
    """One POST as it came."""

    body: dict[str, Any]
    key: str
    authorization: str


@dataclass
class SmsGateway:
    """Answers with the next planned status, 200 when none is planned; status 0 hangs up without a word."""

    url: str = ""
    posts: list[Taken] = field(default_factory=list)
    plan: deque[int] = field(default_factory=deque)
    while_asked: Callable[[], None] = lambda: None

    @property
    def references(self) -> list[str]:
        """The reference of each POST."""
        return [one.body["reference"] for one in self.posts]


def _handler(gateway: SmsGateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["content-length"]))
            key, authorization = self.headers.get("idempotency-key", ""), self.headers.get("authorization", "")
            gateway.posts.append(Taken(json.loads(content), key, authorization))
            gateway.while_asked()
            status = gateway.plan.popleft() if gateway.plan else 200
            if status == 0:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    return Handler


@contextmanager
def running_gateway() -> Iterator[SmsGateway]:
    """A gateway on a free port; gone afterwards."""
    gateway = SmsGateway()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(gateway)) as server:
        server.daemon_threads = True
        gateway.url = f"http://127.0.0.1:{server.server_address[1]}/sms"
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield gateway
        server.shutdown()
        thread.join()
