"""Answers packed for weak lines: what phones read is text, and a quarter of its bytes say as much."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send


class PackedBelow:
    """ASGI middleware: gzip for what lies below a path and is larger than a packet; pictures and papers are packed already."""

    def __init__(self, app: ASGIApp, start: str) -> None:
        """Wrap `app`; `start` is how the paths begin, for example "/api/phone/"."""
        self.app = app
        self.start = start
        self.packed = GZipMiddleware(app, minimum_size=1024, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        below = scope["type"] == "http" and scope["path"].startswith(self.start)
        await (self.packed if below else self.app)(scope, receive, send)
