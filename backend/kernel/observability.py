"""Structured logs: one JSON line a request, with a request id that the answer carries too."""

import logging
import time
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.kernel.ids import new_id

log = structlog.get_logger()


def configure_logs(level: str, *, as_json: bool) -> None:
    """Set up structlog for the process."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
    )


class RequestLog:
    """ASGI middleware: a request id in and out, and one line with method, path, status and milliseconds."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log one HTTP exchange; tokens in tracking links are never written."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, started, status = new_id(), time.perf_counter(), 500
        structlog.contextvars.bind_contextvars(request_id=request_id)

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).append((b"x-request-id", request_id.encode()))
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            path = "/t/…" if scope["path"].startswith("/t/") else scope["path"]
            took = round((time.perf_counter() - started) * 1000, 1)
            log.info("request", method=scope["method"], path=path, status=status, ms=took)
            structlog.contextvars.clear_contextvars()
