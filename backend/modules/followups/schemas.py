"""Wire shapes of the follow-up calls."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FollowUpState = Literal["scheduled", "open", "done", "unreached", "cancelled"]
Score = Annotated[int, Field(ge=1, le=5)]


class Wire(BaseModel):
    """Strict: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PlateOut(Wire):
    """A vehicle as the caller names it."""

    plate: str
    plate_colour: str
    label: str


class FollowUpOut(Wire):
    """A call in the list."""

    id: str
    order_id: str
    order_no: str
    visit_id: str | None
    centre_id: str
    kind: Literal["install", "repair"]
    state: FollowUpState
    due_at: datetime
    overdue: bool
    attempts: int
    customer_name: str
    contact_name: str
    contact_phone: str
    plates: list[PlateOut]
    item_count: int
    technician_name: str
    completed_at: datetime
    score: int | None
    outcome: str | None
    version: int


class LineOut(Wire):
    """A sentence of the script in both languages."""

    code: str
    zh: str
    en: str


class QuestionOut(LineOut):
    """A question: `q` is what its answer is filed under, `ask` how it is answered."""

    q: str
    ask: str


class ScriptOut(Wire):
    """What the agent says: opening, questions, and what fits the score."""

    opening: LineOut | None
    questions: list[QuestionOut]
    answers: list[LineOut]


class AnswerOut(Wire):
    """One recorded answer."""

    q: str
    score: int | None = None
    text: str | None = None


class FollowUpDetailOut(FollowUpOut):
    """One call with its script and the order in short."""

    phone: str
    symptom: str
    remedies: list[str]
    script: ScriptOut
    answers: list[AnswerOut]
    comment: str
    new_need: str
    called_by: str | None


class AnswerIn(Wire):
    """The answer to one question."""

    q: str = Field(min_length=1, max_length=40)
    score: Score | None = None
    text: str | None = Field(default=None, max_length=500)


class AnswersIn(Wire):
    """What the customer said. `call_again` instead of a complaint: explained, and tried again at another time."""

    answers: list[AnswerIn] = Field(default_factory=list, max_length=50)
    score: Score
    satisfied: bool
    comment: str = Field(default="", max_length=1000)
    new_need: str | None = Field(default=None, max_length=500)
    call_again: bool = False
    version: int | None = None


class UnreachedIn(Wire):
    """Nobody answered."""

    version: int | None = None
