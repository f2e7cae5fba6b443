"""One question to a tracking platform over HTTP: whoever asks is free again at the agreed moment, and a platform that
is away is left alone for a while.

A time limit of the HTTP client alone would not do: looking up a name may hang, and an answer may come in drops.
"""

import json
import ssl
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog

from backend.kernel.ports import PlatformAway, PlatformSilent

log = structlog.get_logger()
# After a failure nobody asks for so long: everybody would wait in vain, one after the other.
PAUSE_SECONDS = 60.0
MOST_PAUSE_SECONDS = 600.0
MOST_BYTES = 32 * 1024 * 1024
# What a proxy says while the platform restarts: worth one more try.
_PASSING = frozenset({502, 503, 504})
_AGAIN_SECONDS = 0.1


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and the JSON read (None for a refused question, whose words are for people)."""

    status: int
    told: Any


class _Failed(Exception):
    """The platform is not well; `pause` is how long to leave it alone, None as long as usual."""

    def __init__(self, reason: str, pause: float | None = None) -> None:
        super().__init__(reason)
        self.pause = pause


class Asker:
    """Asks one platform. Safe to use from several threads."""

    def __init__(
        self,
        name: str,
        url: str,
        headers: Mapping[str, str],
        timeout: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`headers` go along with every question to the server at `url`; `timeout` is in seconds, for the whole of
        what one caller waits."""
        self._name = name
        # The way to this very machine never leads over a proxy, whatever the environment says.
        beyond = urlsplit(url).hostname not in ("127.0.0.1", "localhost", "::1")
        self._client = httpx.Client(headers=dict(headers), verify=_certificates(), trust_env=beyond)
        self._timeout = timeout
        self._clock = clock
        self._reason = ""
        self._paused_until = -1.0

    @property
    def state(self) -> str:
        """Which platform, and whether it is away at the moment."""
        return f"{self._name}_away" if self._reason else self._name

    def ask(self, question: httpx.Request, refusals: Collection[int] = ()) -> Answer:
        """The answer; a status among `refusals` is one too. Raises PlatformAway for everything else, with the reason:
        PlatformSilent where that lies in this question alone.

        One that fails at once is asked a second time; one that was slow is not, since the time is over.
        """
        if self._clock() < self._paused_until:
            raise PlatformAway(f"left alone for a while after: {self._reason}")
        try:
            answer = self._in_time(question, refusals)
        except _Failed as failure:
            self._pause(str(failure), failure.pause)
            raise PlatformAway(str(failure)) from None
        self._resume()
        return answer

    def build(self, method: str, url: str, **parts: Any) -> httpx.Request:
        """A question to `ask`; `parts` as httpx takes them (params, json, headers)."""
        try:
            return self._client.build_request(method, url, **parts)
        except (httpx.InvalidURL, UnicodeError, ValueError):
            raise PlatformSilent("the address of the question cannot be made") from None

    def _in_time(self, question: httpx.Request, refusals: Collection[int]) -> Answer:
        until = self._clock() + self._timeout
        found: list[Answer | Exception] = []

        def run() -> None:
            try:
                found.append(self._twice(question, refusals, until))
            except Exception as error:  # nobody sees a thread die: whoever waits must be told
                found.append(error)

        thread = threading.Thread(target=run, name="gps-platform", daemon=True)
        thread.start()
        thread.join(self._timeout)
        if not found:
            raise _Failed("no answer in time")
        result = found[0]
        if isinstance(result, Answer):
            return result
        if isinstance(result, _Failed | PlatformAway):
            raise result
        # Never its words: they may hold the address with the key in it.
        raise _Failed("no answer in time" if isinstance(result, httpx.TimeoutException) else type(result).__name__)

    def _twice(self, question: httpx.Request, refusals: Collection[int], until: float) -> Answer:
        try:
            status, headers, text = self._send(question, until)
            passing = status in _PASSING
        except httpx.TransportError as error:
            if isinstance(error, httpx.TimeoutException):
                raise
            passing = True
        if passing:
            time.sleep(_AGAIN_SECONDS)
            status, headers, text = self._send(question, until)
        return _read(status, headers, text, refusals)

    def _send(self, question: httpx.Request, until: float) -> tuple[int, httpx.Headers, bytes]:
        left = max(until - self._clock(), 0.001)
        question.extensions = {"timeout": httpx.Timeout(left).as_dict()}
        answer = self._client.send(question, stream=True)
        drops, size = [], 0
        try:
            for part in answer.iter_bytes():
                drops.append(part)
                size += len(part)
                if size > MOST_BYTES:
                    # The fault of this question alone: a shorter span may be answered.
                    raise PlatformSilent("more than can be read")
                if self._clock() > until:
                    raise httpx.ReadTimeout("too slow")
        finally:
            answer.close()
        return answer.status_code, answer.headers, b"".join(drops)

    def _pause(self, reason: str, seconds: float | None) -> None:
        pause = PAUSE_SECONDS if seconds is None else min(max(seconds, 1.0), MOST_PAUSE_SECONDS)
        self._paused_until = self._clock() + pause
        if not self._reason:
            log.warning("gps_platform_away", platform=self._name, error=reason, retry_seconds=pause)
        self._reason = reason

    def _resume(self) -> None:
        if self._reason:
            self._reason = ""
            log.info("gps_platform_back", platform=self._name)


@cache
def _certificates() -> ssl.SSLContext:
    """Reading them takes longer than most questions."""
    return httpx.create_ssl_context()


def _read(status: int, headers: httpx.Headers, text: bytes, refusals: Collection[int]) -> Answer:
    if status in refusals:
        return Answer(status, None)
    if status in (401, 403):
        raise _Failed(f"it does not let us in (status {status})")
    if status == 429:
        raise _Failed("it was asked too often (status 429)", _seconds(headers.get("retry-after", "")))
    if 300 <= status < 400 or status >= 500:
        raise _Failed(f"status {status}")
    if not 200 <= status < 300:
        # The fault of this question alone: others may be answered.
        raise PlatformSilent(f"status {status}")
    try:
        return Answer(status, json.loads(text))
    except (ValueError, RecursionError):
        raise _Failed(f"status {status}, no JSON") from None


def _seconds(text: str) -> float | None:
    return float(text) if text.isdecimal() else None
