"""Facts that follow-up calls tell."""

from datetime import datetime
from typing import Any, ClassVar

from backend.kernel.events import Event


class FollowUpFact(Event):
    """A fact about the follow-up of one order."""

    follow_up_id: str
    order_id: str
    centre_id: str

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


class FollowUpScheduled(FollowUpFact):
    """A call will be due."""

    name: ClassVar[str] = "followup.scheduled"
    due_at: datetime


class FollowUpOpened(FollowUpFact):
    """The call is due now."""

    name: ClassVar[str] = "followup.opened"


class FollowUpCancelled(FollowUpFact):
    """Nobody is called: the work is known not to work and is done again."""

    name: ClassVar[str] = "followup.cancelled"


class FollowUpAnswered(FollowUpFact):
    """The customer answered."""

    name: ClassVar[str] = "followup.answered"
    score: int
    satisfied: bool


class FollowUpSatisfied(FollowUpFact):
    """The customer is content; the order needs nothing more from us."""

    name: ClassVar[str] = "followup.satisfied"
    score: int


class FollowUpDissatisfied(FollowUpFact):
    """The customer is not content: complaints opens one."""

    name: ClassVar[str] = "followup.dissatisfied"
    score: int
    comment: str
    answers: list[dict[str, Any]]


class FollowUpToRepeat(FollowUpFact):
    """It was explained, and the customer is called again at another time."""

    name: ClassVar[str] = "followup.to_repeat"
    due_at: datetime
    comment: str


class FollowUpUnreached(FollowUpFact):
    """Nobody answered. Called again at `due_at`; after the `last` time a text message with the rating link goes out."""

    name: ClassVar[str] = "followup.unreached"
    attempts: int
    last: bool
    due_at: datetime | None


class NewNeedHeard(FollowUpFact):
    """The customer wants something else; an agent opens the order, linked to the old one."""

    name: ClassVar[str] = "followup.new_need"
    text: str
