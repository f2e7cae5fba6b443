"""Bad weather between phone and office: an HTTP proxy that loses, repeats, delays and cuts what passes through it."""

import http.client
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.processes import free_port

DROPPED_HEADERS = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}
# How often each thing happens to a delivery while the weather is bad; the rest passes.
MISHAPS = (
    ("lose_request", 0.10),
    ("lose_answer", 0.12),
    ("twice", 0.10),
    ("again_later", 0.08),
    ("cut", 0.08),
    ("slow", 0.10),
)
Message = tuple[str, str, dict[str, str], bytes]
Answer = tuple[int, list[tuple[str, str]], bytes] | None  # None: the line broke


class Listener(ThreadingHTTPServer):
    """Says nothing of connections that the other side broke: here they are the weather."""

    daemon_threads = True

    def __init__(self, weather: "Weather") -> None:
        """Listen on the weather's port."""
        self.weather = weather
        super().__init__(("127.0.0.1", weather.port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The browser was killed, or gave up waiting."""


class Weather:
    """Stands before the server at `url`. `dark`: no signal at all. `bad`: mishaps to what the phone sends."""

    def __init__(self, server_port: int, seed: int) -> None:
        """Fine weather; nothing listens before `start`."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.dark = self.bad = False
        self.seen: Counter[str] = Counter()
        self.during_upload: Callable[[], None] | None = None
        self._server_port = server_port
        self._dice = random.Random(seed)
        self._late: list[Message] = []
        self._lock = threading.Lock()
        self._listener = Listener(self)

    def start(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self._listener.shutdown()
        self._listener.server_close()

    def clear_up(self) -> None:
        """Fine weather from now on; what was held back arrives, late and out of order."""
        self.dark = self.bad = False
        for message in self._take_late():
            self._deliver_late(message)

    def pass_on(self, message: Message) -> Answer:
        """The server's answer as the phone gets it; None: the line broke."""
        if self.dark:
            return None
        method, path, _, body = message
        if not path.startswith("/api/sync/"):
            return self._forward(message)
        hook = self._pop_hook() if method == "PUT" else None
        if hook is not None:
            self.seen["killed_in_upload"] += 1
            self._send_half(message)
            hook()
            return None
        mishap = self._mishap() if self.bad else "pass"
        self.seen[mishap] += 1
        return self._suffer(mishap, message) if body else self._forward(message)

    def _pop_hook(self) -> Callable[[], None] | None:
        with self._lock:
            hook, self.during_upload = self.during_upload, None
        return hook

    def _mishap(self) -> str:
        with self._lock:
            drawn = self._dice.random()
        for name, share in MISHAPS:
            if drawn < share:
                return name
            drawn -= share
        return "pass"

    def _suffer(self, mishap: str, message: Message) -> Answer:
        if mishap in ("lose_request", "cut"):
            if mishap == "cut":
                self._send_half(message)
            return None
        if mishap == "slow":
            time.sleep(0.4)
        answer = self._forward(message)
        self._repeat(mishap, message)
        return None if mishap == "lose_answer" else answer

    def _repeat(self, mishap: str, message: Message) -> None:
        if mishap == "twice":
            self._forward(message)
        elif mishap == "again_later":
            with self._lock:
                self._late.append(message)
        elif mishap == "pass":
            for late in self._take_late():
                self._deliver_late(late)

    def _take_late(self) -> list[Message]:
        with self._lock:
            late, self._late = self._late, []
            self._dice.shuffle(late)
        return late

    def _deliver_late(self, message: Message) -> None:
        self.seen["delivered_late"] += 1
        self._forward(message)

    def _forward(self, message: Message) -> Answer:
        method, path, headers, body = message
        line = http.client.HTTPConnection("127.0.0.1", self._server_port, timeout=20)
        try:
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def _send_half(self, message: Message) -> None:
        method, path, headers, body = message
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._server_port}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        try:
            with socket.create_connection(("127.0.0.1", self._server_port), timeout=5) as line:
                line.sendall("\r\n".join([*lines, "", ""]).encode() + body[: len(body) // 2])
        except OSError:
            return


class Handler(BaseHTTPRequestHandler):
    """One request of the browser: passed on, or the line breaks."""

    protocol_version = "HTTP/1.1"
    server: Listener

    def handle_request(self) -> None:
        """Any method."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in DROPPED_HEADERS}
        answer = self.server.weather.pass_on((self.command, self.path, headers, body))
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._answer(*answer)

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        try:
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in DROPPED_HEADERS:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the browser was killed meanwhile

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


for _method in ("GET", "POST", "PUT", "HEAD"):
    setattr(Handler, f"do_{_method}", Handler.handle_request)
