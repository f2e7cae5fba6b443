"""Headers that tell browsers what a page may do, on every answer."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class SecurityHeaders:
    """ASGI middleware: adds the headers that an answer does not set itself."""

    def __init__(
        self, app: ASGIApp, headers: Mapping[str, str], under: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        """Wrap `app`; `under` names the headers that differ below a path, for example "/phone/"."""
        self.app = app
        self.headers = headers
        self.under = under or {}

    def _headers_of(self, path: str) -> Mapping[str, str]:
        differing = (own for start, own in self.under.items() if path.startswith(start))
        return {**self.headers, **next(differing, {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; an HTTP answer gets its headers."""

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in self._headers_of(scope["path"]).items():
                    answer.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, dress if scope["type"] == "http" else send)
