"""No request is read past a limit, whoever sends it: the body is refused before it fills the memory."""

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.kernel.errors import FILE_TOO_LARGE, Refusal

MEGABYTE = 1024 * 1024


def too_large(megabytes: int) -> JSONResponse:
    """The answer to a body over the limit."""
    return JSONResponse(Refusal(FILE_TOO_LARGE, limit_mb=megabytes).as_wire(), status_code=413)


class BodyLimit:
    """ASGI middleware: 413 at once for a body that announces itself too large, or as soon as one grows too large."""

    def __init__(self, app: ASGIApp, megabytes: int) -> None:
        """Wrap `app`; `megabytes` is the most that is read."""
        self.app = app
        self.megabytes = megabytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is received; an HTTPException from here becomes the application's 413."""
        limit = self.megabytes * MEGABYTE
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"")
        if announced.isdigit() and int(announced[:20]) > limit:
            await too_large(self.megabytes)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
