"""Facts that proof by the platform tells."""

from datetime import datetime
from typing import Any, ClassVar

from backend.kernel.events import Event


class ProofFact(Event):
    """A fact about the proof of one vehicle of an order."""

    proof_id: str
    order_id: str
    visit_id: str
    item_id: str
    centre_id: str
    technician_id: str
    vehicle_id: str

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


class ProofOpened(ProofFact):
    """What was done to a vehicle has to be shown by the platform."""

    name: ClassVar[str] = "proof.opened"
    device_no: str


class ProofAwaited(ProofFact):
    """The work is done and the platform does not see it yet: a garage, or a terminal that reports rarely (待验证)."""

    name: ClassVar[str] = "proof.awaited"


class ProofDecided(ProofFact):
    """The platform has proven it, or found it wanting; or a person has settled it by hand."""

    name: ClassVar[str] = "proof.decided"
    passed: bool
    by_hand: bool
    reason: str
    reason_en: str
    warranty_end: str = ""


class ProofGivenUp(ProofFact):
    """Nothing can be learnt from the platform any more: a person has to look at it."""

    name: ClassVar[str] = "proof.given_up"
    reason: str
    reason_en: str


class ProofRuleChanged(Event):
    """What has to be shown for a family of terminals was altered."""

    name: ClassVar[str] = "proof.rule_changed"
    family: str
    changed: dict[str, Any]

    @property
    def subject(self) -> str:
        """The rule."""
        return f"proof_rule:{self.family}"


class ReworkFact(Event):
    """A fact about a suggestion to do a vehicle again (返修建议)."""

    rework_id: str
    order_id: str
    visit_id: str
    centre_id: str
    technician_id: str
    vehicle_id: str

    @property
    def subject(self) -> str:
        """The order whose work did not last."""
        return f"order:{self.order_id}"


class TerminalDark(ReworkFact):
    """A terminal that had been proven has gone dark within 30 days: it counts against first-time fix."""

    name: ClassVar[str] = "proof.terminal_dark"
    device_no: str
    last_seen: datetime | None


class ReworkDecided(ReworkFact):
    """A repair was opened for it, or it was put aside with a reason."""

    name: ClassVar[str] = "proof.rework_decided"
    accepted: bool
    reason: str
    order_no: str = ""
