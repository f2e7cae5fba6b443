"""Wire shapes of complaints."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

ComplaintState = Literal[
    "received", "classified", "answered", "investigated", "settled", "told", "confirmed", "archived"
]
ComplaintClass = Literal["product", "attitude", "process", "information", "fee"]
Severity = Literal["normal", "urgent"]
ActName = Literal["classify", "answer", "investigate", "settle", "tell", "confirm", "reopen", "archive"]
Id = Annotated[str, Field(min_length=1, max_length=64)]


class Wire(BaseModel):
    """Strict: unknown fields are refused. `class` is a reserved word in Python, hence the alias."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, populate_by_name=True, serialize_by_alias=True)


class ComplaintIn(Wire):
    """A complaint taken down by hand; about an order, or at least a customer."""

    order_id: Id | None = None
    customer_id: Id | None = None
    text: str = Field(min_length=1, max_length=2000)
    source: Literal["phone", "letter", "visit"] = "phone"
    class_: ComplaintClass | None = Field(default=None, alias="class")
    severity: Severity | None = None
    contact_name: str = Field(default="", max_length=60)
    contact_phone: str = Field(default="", max_length=30)


class ActIn(Wire):
    """One step; `classify` takes class, severity and the responsible person, every other step a note."""

    act: ActName
    note: str = Field(default="", max_length=2000)
    class_: ComplaintClass | None = Field(default=None, alias="class")
    severity: Severity | None = None
    responsible: Id | None = None
    version: int | None = None


class ComplaintOut(Wire):
    """A complaint in the list."""

    id: str
    no: str
    order_id: str | None
    order_no: str | None
    customer_id: str
    customer_name: str
    centre_id: str
    class_: ComplaintClass | None = Field(alias="class")
    severity: Severity
    state: ComplaintState
    source: str
    text: str
    responsible: str | None
    responsible_name: str | None
    first_answer_due: datetime
    first_answered_at: datetime | None
    first_answer_late: bool
    settle_due: datetime
    settled_at: datetime | None
    settle_late: bool
    repeat_of: str | None
    repeat_of_no: str | None
    created_at: datetime
    version: int


class DoneActOut(Wire):
    """A step that was taken."""

    act: str
    from_state: str
    to_state: str
    note: str
    at: datetime
    by_name: str


class NextActOut(Wire):
    """A step that may be taken now, with its name."""

    act: str
    zh: str
    en: str


class HandlerOut(Wire):
    """Somebody who may be made responsible."""

    id: str
    name: str


class ComplaintDetailOut(ComplaintOut):
    """One complaint with its history and what may follow."""

    contact_name: str
    contact_phone: str
    learnt: str
    archived_at: datetime | None
    acts: list[DoneActOut]
    next_acts: list[NextActOut]
    handlers: list[HandlerOut]
