"""Facts about day plans. What a plan changes is told by the facts of the visits themselves."""

from typing import ClassVar

from backend.kernel.events import Event


class PlanFact(Event):
    """Something about one day plan."""

    plan_id: str
    day: str
    centre_id: str | None

    @property
    def subject(self) -> str:
        """The plan."""
        return f"plan:{self.plan_id}"


class PlanAsked(PlanFact):
    """Somebody wants a plan."""

    name: ClassVar[str] = "plan.asked"
    seconds: int


class PlanStopped(PlanFact):
    """The plan was stopped or put aside."""

    name: ClassVar[str] = "plan.stopped"


class PlanAccepted(PlanFact):
    """Changes of the plan were taken over; `refused` no longer held."""

    name: ClassVar[str] = "plan.accepted"
    applied: int
    refused: int


class PlanUndone(PlanFact):
    """Changes that had been taken over were taken back."""

    name: ClassVar[str] = "plan.undone"
    undone: int
    kept: int
