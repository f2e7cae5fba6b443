"""An HTTP server that gives one prepared answer to whatever it is asked, however sick."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.fakes.serving import Quiet, serving


@dataclass
class SickServer:
    """`answers` are given one after the other, the last one for ever: status, body, further headers.

    Status 0 hangs up without a word, -1 never answers, -2 answers in drops.
    """

    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def says(self, status: int, body: bytes = b"", **headers: str) -> None:
        """From now on only this."""
        self.answers = [(status, body, headers)]


class _Handler(Quiet):
    protocol_version = "HTTP/1.1"
    told: SickServer

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def _answer(self, method: str) -> None:
        server = self.told
        self.body()
        server.asked.append((method, self.path))
        status, body, headers = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        self.close_connection = True
        if status == 0:
            return
        if status == -1:
            server.over.wait(20)
            return
        self.send_response(200 if status < 0 else status)
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        for start in range(0, len(body), 1 if status == -2 else max(len(body), 1)):
            if status == -2 and server.over.wait(0.02):
                return
            self.wfile.write(body[start : start + (1 if status == -2 else len(body))])
            self.wfile.flush()


@contextmanager
def running_sick_server() -> Iterator[SickServer]:
    """The server on a free port; gone afterwards."""
    server = SickServer([(200, b"[]", {})])
    with serving(_Handler, told=server) as server.url:
        try:
            yield server
        finally:
            server.over.set()
