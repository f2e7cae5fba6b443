"""Wire shapes of what phones still hold, and of rescue files."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.kernel.moments import Moment
from backend.modules.sync.schemas import ClientId, CommandIn, Message, Uuid, Wire

MOST = 100_000
Line = Annotated[str, Field(max_length=120, pattern=r"^[^\x00-\x1f]*$")]
Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class HoldsIn(Wire):
    """What a phone has not handed in yet: counts, the ids that were refused, and since when (event time)."""

    client_id: ClientId
    commands: int = Field(ge=0, le=MOST)
    photos: int = Field(ge=0, le=MOST)
    refused: list[Uuid] = Field(default_factory=list, max_length=500)
    oldest_at: Moment | None = None
    device: Line = ""


class SettledOut(Wire):
    """Something refused that the office has dealt with meanwhile."""

    id: str
    by: str
    note: str


class OfficeAnswerOut(Wire):
    """The office's answer to a phone: how long it keeps what has arrived, and what is settled."""

    keep_days: int
    settled: list[SettledOut]


class PhoneOut(Wire):
    """One phone with unsent work. `oldest_at` is the event time of the oldest; `seen_at` when it last talked to us."""

    client_id: str
    person: str
    technician_id: str | None
    centre_id: str | None
    device: str
    commands: int
    photos: int
    refused: int
    oldest_at: datetime | None
    seen_at: datetime


class ValuePair(Wire):
    """One thing of which phone and office say something else; None where one of them says nothing."""

    what: str
    phone: str | int | None
    office: str | int | None


class RefusedOut(Wire):
    """A command that the office did not take: what the phone says, what the office has."""

    id: str
    kind: str
    person: str
    event_time: datetime
    received_at: datetime
    code: str
    message: Message
    visit_no: str | None
    order_id: str | None
    order_no: str | None
    customer_name: str
    plate: str
    plate_colour: str
    values: list[ValuePair]


class UnsentOut(Wire):
    """What has not reached the office, as far as phones have told."""

    now: datetime
    phones: list[PhoneOut]
    refused: list[RefusedOut]


class SettleRefusalIn(Wire):
    """How it was dealt with; the technician reads it."""

    note: str = Field(min_length=1, max_length=300)


class PutAwayIn(Wire):
    """Why the phone is no longer waited for."""

    reason: str = Field(min_length=1, max_length=300)


class PhonePolicy(Wire):
    """Days that a phone keeps what has arrived at the office."""

    keep_days: int = Field(ge=1, le=60)


class RescueIn(Wire):
    """A rescue file without its pictures: the text as the phone wrote it, and the SHA-256 of that text."""

    sha256: Sha
    content: str = Field(max_length=12_000_000)


class OwnerIn(Wire):
    """Whose work it is."""

    id: str = Field(min_length=1, max_length=36)
    name: Line


class AboutIn(Wire):
    """What a command is about, in words."""

    customer: str = Field(default="", max_length=500)
    plate: str = Field(default="", max_length=500)


class RescuedRefusal(Wire):
    """A command that had been refused when the file was made; what it said is kept for people."""

    id: Uuid
    kind: str = Field(min_length=1, max_length=60)
    event_time: Moment
    payload: dict[str, Any] = Field(default_factory=dict)
    code: str = ""


class RescuedFile(Wire):
    """A picture that travels beside the commands."""

    sha256: Sha
    size: int = Field(ge=0)


class RescueContent(Wire):
    """What stands in the text of a rescue file."""

    format: Literal["paigong-rescue"]
    version: Literal[2]
    made_at: Moment
    owner: OwnerIn
    client_id: ClientId
    device: Line = ""
    commands: list[CommandIn] = Field(max_length=5000)
    refused: list[RescuedRefusal] = Field(default_factory=list, max_length=5000)
    files: list[RescuedFile] = Field(default_factory=list, max_length=5000)
    about: dict[str, AboutIn] = Field(default_factory=dict, max_length=10_000)


class RescueLine(Wire):
    """One command of the file. `new` stands in a preview only; `held` waits, e.g. for its picture."""

    id: str
    kind: str
    event_time: datetime
    customer: str
    plate: str
    outcome: Literal["new", "accepted", "duplicate", "refused", "held"]
    message: Message | None = None


class RescueOut(Wire):
    """What is in a rescue file and what becomes of it; `missing` are the pictures that the office does not have yet."""

    owner_id: str
    owner_name: str
    made_at: datetime
    device: str
    lines: list[RescueLine]
    missing: list[str]
