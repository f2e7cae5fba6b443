"""An HTTP client that asks the application through the door a real server uses, without a server.

All clients of a process share one event loop: Starlette's own test client starts one for each request, which took longer
than most of what is tested.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import cast

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.types import ASGIApp

_running = ExitStack()


@cache
def _event_loop() -> BlockingPortal:
    return _running.enter_context(start_blocking_portal())


class _Pieces(httpx.AsyncByteStream):
    """A request's body, piece by piece as it was given."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Read when the application asks for it."""
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces."""
        for piece in self._pieces:
            yield piece


class _Door(httpx.BaseTransport):
    """Hands a request to the application and waits for its whole answer."""

    def __init__(self, app: ASGIApp) -> None:
        """A fault in the application comes out as its 500, as it would from a server."""
        self._inner = httpx.ASGITransport(app, raise_app_exceptions=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request in the shared event loop; may be called from any thread."""
        return _event_loop().call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        body = _Pieces(cast(httpx.SyncByteStream, request.stream))
        asked = httpx.Request(request.method, request.url, headers=request.headers, stream=body)
        answer = await self._inner.handle_async_request(asked)
        packed = b"".join([piece async for piece in answer.aiter_raw()])  # as it came: whoever reads it unpacks it
        return httpx.Response(answer.status_code, headers=answer.headers, content=packed)


class AsgiClient(httpx.Client):
    """A browser of one person: keeps cookies and follows redirects. The application's start and end are not run."""

    def __init__(self, app: ASGIApp) -> None:
        """Open a client with no cookies."""
        super().__init__(transport=_Door(app), base_url="http://testserver", follow_redirects=True)


@pytest.fixture(scope="session", autouse=True)
def asgi_event_loop() -> Iterator[None]:
    """Ends the shared event loop, whose threads would keep the process alive."""
    yield
    _running.close()
