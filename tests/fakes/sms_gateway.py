"""A text-message carrier that speaks real HTTP on loopback, told beforehand how to answer."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.serving import Quiet, serving


@dataclass(frozen=True)
class Taken:
    """One POST as it came."""

    body: dict[str, Any]
    key: str
    authorization: str


@dataclass
class SmsGateway:
    """Answers with the next planned status, 200 when none is planned; status 0 hangs up without a word."""

    url: str = ""
    posts: list[Taken] = field(default_factory=list)
    plan: deque[int] = field(default_factory=deque)
    while_asked: Callable[[], None] = lambda: None

    @property
    def references(self) -> list[str]:
        """The reference of each POST."""
        return [one.body["reference"] for one in self.posts]


class _Handler(Quiet):
    gateway: SmsGateway

    def do_POST(self) -> None:
        gateway = self.gateway
        key, authorization = self.headers.get("idempotency-key", ""), self.headers.get("authorization", "")
        gateway.posts.append(Taken(json.loads(self.body()), key, authorization))
        gateway.while_asked()
        status = gateway.plan.popleft() if gateway.plan else 200
        if status == 0:
            self.close_connection = True
            return
        self.answer(status)


@contextmanager
def running_gateway() -> Iterator[SmsGateway]:
    """A gateway on a free port; gone afterwards."""
    gateway = SmsGateway()
    with serving(_Handler, gateway=gateway) as url:
        gateway.url = f"{url}/sms"
        yield gateway
