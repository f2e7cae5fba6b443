"""Wire shapes of telling one's own people."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, Field(min_length=1, max_length=36)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Secret = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=r"^[A-Za-z0-9_-]*$")]
About = Annotated[list[Literal["visits", "cases", "alarms"]], Field(min_length=1, max_length=3)]
Lang = Literal["zh", "en"]
Key = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_-]+$")]


class Wire(BaseModel):
    """Strict both ways."""

    model_config = ConfigDict(extra="forbid")


class PushOut(Wire):
    """What a browser subscribes with, and whether this sign-in's phone takes pushes."""

    public_key: str
    on: bool


class PushIn(Wire):
    """A browser's subscription: PushSubscription.toJSON(), flat."""

    endpoint: Annotated[str, Field(min_length=1, max_length=1000)]
    p256dh: Key
    auth: Key
    lang: Lang


class ChannelIn(Wire):
    """A new channel: a technician's, a centre's, or (neither) the whole company's.

    `secret` is the signing key of a robot that takes signed messages only.
    """

    name: Name
    address: Address
    secret: Secret = ""
    about: About
    lang: Lang = "zh"
    centre_id: Id | None = None
    technician_id: Id | None = None


class ChannelPatch(Wire):
    """What is to be changed of a channel as it was looked at; a new address stands without the old one's `secret`."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    name: Name | None = None
    address: Address | None = None
    secret: Secret | None = None
    about: About | None = None
    lang: Lang | None = None
    active: bool | None = None


class ChannelOut(Wire):
    """A channel. `tail` is what is shown of its address. `last_error` is null when the last message was taken, "" when nobody answered."""

    id: str
    name: str
    kind: Literal["wecom", "dingtalk", "feishu", "lark", "mail", "sms"]
    tail: str
    centre_id: str | None
    technician_id: str | None
    technician_name: str
    about: About
    lang: Lang
    active: bool
    version: int
    sent_at: datetime | None
    failed_at: datetime | None
    last_error: str | None


class ChannelsOut(Wire):
    """The channels within reach."""

    items: list[ChannelOut]


class TriedOut(Wire):
    """How a test message went; `answer` is the other's own words, "" when nobody answered."""

    taken: bool
    answer: str


class GivenUpOut(Wire):
    """A notice that nobody took. `channel` is empty when it was for the technician's phone."""

    id: str
    at: datetime
    title_zh: str
    title_en: str
    technician_name: str
    channel: str
    attempts: int
    error: str


class GivenUpListOut(Wire):
    """What nobody took, newest first."""

    items: list[GivenUpOut]
