"""How the fakes that speak HTTP stand behind a real socket."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Quiet(BaseHTTPRequestHandler):
    """Keeps no log, and knows how to read a body."""

    # Head and body in one piece: two would wait for each other's receipt for 40 ms.
    wbufsize = -1

    def body(self) -> bytes:
        """All that was sent."""
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        """A whole answer; underscores in the headers' names stand for dashes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def serving(handler: type[Quiet], **bound: Any) -> Iterator[str]:
    """The handler, with `bound` as attributes of its class, on a free port: yields the address; gone afterwards."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (handler,), bound))
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
