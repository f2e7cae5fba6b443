"""Wire shapes of the inbox."""

from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, field_validator

from backend.kernel.moments import Moment

Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
ClientId = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
MOST_COMMANDS = 500
MOST_BYTES = 64 * 1024


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class CommandIn(Wire):
    """One command, frozen by the phone when it was given.

    `server_time_seen` lets its clock be judged (R34); `counter` says which act came first whatever the clock said.
    """

    id: Uuid
    seq: int = Field(ge=1, le=2**31 - 1)
    kind: str = Field(min_length=1, max_length=60)
    version: int = Field(default=1, ge=1, le=1000)
    event_time: Moment
    counter: int = Field(default=0, ge=0, le=2**53)
    server_time_seen: Moment | None = None
    payload: dict[str, Any]

    @field_validator("payload")
    @classmethod
    def storable(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """Refuse what no database keeps: broken characters, zero bytes, huge numbers, too much."""
        try:
            text = orjson.dumps(payload)
        except TypeError as error:
            raise ValueError("not storable") from error
        if len(text) > MOST_BYTES or b"\\u0000" in text:
            raise ValueError("not storable")
        return payload


class UnreadableIn(BaseModel):
    """A command of which only its place in the queue can be read: it is refused alone, and the queue goes on."""

    model_config = ConfigDict(extra="allow")
    id: str = Field(pattern=r"^[!-~]{1,64}$")
    seq: int = Field(ge=1, le=2**31 - 1, strict=True)


AnyCommand = CommandIn | UnreadableIn


class CommandsIn(Wire):
    """A batch from one outbox; an empty one asks where to go on."""

    client_id: ClientId
    commands: list[Annotated[AnyCommand, Field(union_mode="left_to_right")]] = Field(max_length=MOST_COMMANDS)


class Message(Wire):
    """A sentence for people."""

    zh: str
    en: str


class AnswerOut(Wire):
    """What became of a command. accepted, duplicate and refused are final; held means: keep it and send it again."""

    id: str
    outcome: Literal["accepted", "duplicate", "held", "refused"]
    code: str | None = None
    message: Message | None = None
    details: dict[str, Any] | None = None


class AnswersOut(Wire):
    """The answers in the order of the commands, and the sequence number to go on with."""

    answers: list[AnswerOut]
    expected_seq: int


class ReceiptOut(Wire):
    """How much of a file is here. `received` = `size`: the file is safe, the phone may delete its copy."""

    sha256: str
    size: int
    received: int
