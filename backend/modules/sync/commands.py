"""What a phone command is: a kind, the shape of its payload, and the function that carries it out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from backend.kernel.errors import Sentence
from backend.kernel.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PhoneAct:
    """The envelope: what the phone's clock said, and what it knew of the server's (R34)."""

    event_time: datetime
    server_time_seen: datetime | None = None


Handler = Callable[[UnitOfWork, PhoneAct, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class PhoneCommand:
    """`handler(work, act, payload)` does it in the given transaction; what it returns is the answer's details.

    It raises `Refusal` for a final no (stored, the queue goes on) and `Held` for "not yet" (nothing stored, the
    queue waits).
    """

    kind: str
    payload_model: type[BaseModel]
    handler: Handler


class Held(Exception):
    """The command must wait for something, e.g. its file; the phone sends it again later."""

    def __init__(self, sentence: Sentence, **params: Any) -> None:
        """Say with `sentence` what it waits for."""
        super().__init__(sentence.code)
        self.sentence = sentence
        self.params = params
