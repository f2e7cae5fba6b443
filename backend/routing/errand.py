"""One round of questions to a routing service, on a thread of its own: whoever waits is free again at the agreed moment.

A timeout of the HTTP client alone would not do: looking up a name may hang, and an answer may come in drops.
"""

import json
import threading
from collections.abc import Callable, Iterable, Sequence

import httpx
import numpy as np
import structlog

from backend.geocoding import Point
from backend.routing.blocks import Block
from backend.routing.memory import Memory
from backend.routing.port import NoRoad, Service, Unusable

log = structlog.get_logger()
MOST_BYTES = 32 * 1024 * 1024


class Errand:
    """Asks block after block and remembers each answer; `answered` counts them."""

    def __init__(
        self,
        service: Service,
        client: httpx.Client,
        memory: Memory,
        points: Sequence[Point],
        keys: Sequence[tuple[int, int]],
        blocks: Iterable[Block],
        until: float,
        clock: Callable[[], float],
    ) -> None:
        """`until` is on `clock`, in seconds. Nothing is asked yet."""
        self.answered = 0
        self._service, self._client, self._memory = service, client, memory
        self._points, self._keys = points, keys
        self._blocks, self._until, self._clock = blocks, until, clock
        self._failure = ""

    def run_until_due(self) -> str:
        """Ask until all is known or the time is over; returns what is wrong with the service, or nothing.

        A service that answers but is too slow for all of it is well: the rest is asked for the next time.
        """
        thread = threading.Thread(target=self._run, name="routing", daemon=True)
        thread.start()
        thread.join(max(self._until - self._clock(), 0))
        if thread.is_alive() and not self.answered:
            return "no answer in time"
        return self._failure

    def _run(self) -> None:
        try:
            for origins, destinations in self._blocks:
                if self._clock() >= self._until:
                    return
                self._ask(origins.tolist(), destinations.tolist())
        except httpx.TimeoutException:
            self._failure = "" if self.answered else "no answer in time"
        except httpx.HTTPError as error:
            # Never its words: they may hold the address with the key in it.
            self._failure = type(error).__name__
        except Unusable as error:
            self._failure = str(error)
        except Exception as error:  # nobody sees a thread die: whoever waits must be told
            self._failure = type(error).__name__

    def _ask(self, origins: list[int], destinations: list[int]) -> None:
        question = self._service.request(
            [self._points[it] for it in origins], [self._points[it] for it in destinations]
        )
        status, answer = self._answer(question)
        try:
            seconds, metres = self._service.read(status, answer, len(origins), len(destinations))
        except NoRoad:
            # Remembered as no way, so that one place in the sea does not cost everybody a question each time.
            log.warning("routing_no_road", service=self._service.name, places=len(origins) + len(destinations))
            seconds = metres = np.full((len(origins), len(destinations)), np.nan)
        here, there = [self._keys[it] for it in origins], [self._keys[it] for it in destinations]
        self._memory.write(here, there, seconds, metres)
        if self._service.mirrored:
            self._memory.write(there, here, seconds.T, metres.T)
        self.answered += 1

    def _answer(self, question: httpx.Request) -> tuple[int, object]:
        left = max(self._until - self._clock(), 0.001)
        question.extensions = {"timeout": httpx.Timeout(left).as_dict()}
        answer = self._client.send(question, stream=True)
        try:
            text = b"".join(self._drops(answer))
        finally:
            answer.close()
        try:
            return answer.status_code, json.loads(text)
        except ValueError:
            raise Unusable(f"status {answer.status_code}, no JSON") from None

    def _drops(self, answer: httpx.Response) -> Iterable[bytes]:
        size = 0
        for part in answer.iter_bytes():
            size += len(part)
            if size > MOST_BYTES:
                raise Unusable("an endless answer")
            if self._clock() > self._until:
                raise httpx.ReadTimeout("too slow")
            yield part
