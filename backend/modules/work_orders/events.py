"""Facts about orders, items and visits. Each carries ids and enough to act on without reading more."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field

from backend.kernel.events import Event


class OrderFact(Event):
    """Something about one order."""

    order_id: str
    order_no: str
    kind: str
    centre_id: str

    @property
    def subject(self) -> str:
        """The order."""
        return f"order:{self.order_id}"


class VisitFact(OrderFact):
    """Something about one visit of an order."""

    visit_id: str
    technician_id: str


class OrderCreated(OrderFact):
    """An order was opened."""

    name: ClassVar[str] = "order.created"
    customer_id: str
    priority: str
    item_count: int


class OrderSubmitted(OrderFact):
    """An order waits for approval."""

    name: ClassVar[str] = "order.submitted"
    customer_id: str


class OrderApproved(OrderFact):
    """An order may be dispatched. `approval` is manager, rule or verbal."""

    name: ClassVar[str] = "order.approved"
    approval: str
    giver: str = ""
    rule_name: str = ""
    rule_name_en: str = ""


class OrdersExported(Event):
    """Somebody took a list of orders out of the app (R27)."""

    name: ClassVar[str] = "order.exported"
    rows: int
    wanted: dict[str, str]

    @property
    def subject(self) -> str:
        """The export."""
        return "export:orders"


class OrderRejected(OrderFact):
    """A manager said no."""

    name: ClassVar[str] = "order.rejected"
    reason: str


class OrderCancelled(OrderFact):
    """The order will not be done."""

    name: ClassVar[str] = "order.cancelled"
    reason: str


class OrderChased(OrderFact):
    """The customer asked where it stays (催单)."""

    name: ClassVar[str] = "order.chased"
    note: str


class OrderHeld(OrderFact):
    """Nothing can go on until something is there."""

    name: ClassVar[str] = "order.held"
    reason: str


class OrderReturned(OrderFact):
    """The order waits for dispatch again: its visit was declined, undone, cancelled or in vain."""

    name: ClassVar[str] = "order.returned"
    reason: str


class OrderReopened(OrderFact):
    """The order was completed and is not: the platform found what was done wanting."""

    name: ClassVar[str] = "order.reopened"
    reason: str
    reason_en: str


class VerbalApprovalConfirmed(OrderFact):
    """What was said was confirmed in the app."""

    name: ClassVar[str] = "order.verbal_approval_confirmed"
    approval_id: str
    late: bool


class AuthorityDateSet(OrderFact):
    """Somebody entered the authority's date for a regulated vehicle (R39)."""

    name: ClassVar[str] = "order.authority_date_set"
    due: datetime
    notice_no: str


class AuthorityClockWarned(OrderFact):
    """Most of the authority's clock has run: the managers of the centre are told."""

    name: ClassVar[str] = "order.authority_warned"
    due: datetime
    manager_ids: list[str]


class AuthorityClockBroken(OrderFact):
    """A regulated vehicle is not back online by the authority's date: the managers of the centre are told."""

    name: ClassVar[str] = "order.authority_broken"
    due: datetime
    manager_ids: list[str]


class VisitDispatched(VisitFact):
    """A technician was sent."""

    name: ClassVar[str] = "visit.dispatched"
    window_start: datetime
    window_end: datetime
    planned_start: datetime
    overrule_reason: str = ""


class VisitReassigned(VisitFact):
    """The visit went to another technician."""

    name: ClassVar[str] = "visit.reassigned"
    from_technician_id: str
    window_start: datetime
    window_end: datetime
    reason: str = ""


class VisitRescheduled(VisitFact):
    """The visit was moved to another time."""

    name: ClassVar[str] = "visit.rescheduled"
    window_start: datetime
    window_end: datetime
    planned_start: datetime


class VisitUndone(VisitFact):
    """The dispatcher took the visit back before it was accepted."""

    name: ClassVar[str] = "visit.undone"


class VisitCancelled(VisitFact):
    """The visit will not take place."""

    name: ClassVar[str] = "visit.cancelled"
    reason: str


class VisitAccepted(VisitFact):
    """The technician takes it."""

    name: ClassVar[str] = "visit.accepted"
    at: datetime


class VisitDeclined(VisitFact):
    """The technician can't take it."""

    name: ClassVar[str] = "visit.declined"
    reason: str
    at: datetime


class CustomerContacted(VisitFact):
    """The technician spoke with the customer; `late` when past the contact limit (R6)."""

    name: ClassVar[str] = "visit.contacted"
    at: datetime
    late: bool


class ChecklistTicked(VisitFact):
    """The checklist before leaving (R9)."""

    name: ClassVar[str] = "visit.checklist_ticked"
    ticked: list[str]


class TechnicianSetOff(VisitFact):
    """On the way."""

    name: ClassVar[str] = "visit.set_off"
    at: datetime


class TechnicianArrived(VisitFact):
    """At the customer's place."""

    name: ClassVar[str] = "visit.arrived"
    at: datetime


class WorkStarted(VisitFact):
    """Work has begun."""

    name: ClassVar[str] = "visit.started"
    at: datetime


class ItemFieldsRecorded(VisitFact):
    """Something was written down about a vehicle."""

    name: ClassVar[str] = "item.fields_recorded"
    item_id: str
    vehicle_id: str
    fields: list[str]


class ItemRecorded(VisitFact):
    """A vehicle is done."""

    name: ClassVar[str] = "item.recorded"
    item_id: str
    vehicle_id: str
    act: str
    at: datetime
    warnings: list[str] = Field(default_factory=list)


class ItemProven(VisitFact):
    """The platform shows that what was done to a vehicle works (R32)."""

    name: ClassVar[str] = "item.proven"
    item_id: str
    vehicle_id: str


class ItemNotProven(VisitFact):
    """The platform shows that it does not work, and why; the vehicle has to be done again."""

    name: ClassVar[str] = "item.not_proven"
    item_id: str
    vehicle_id: str
    reason: str
    reason_en: str


class ItemSuspended(VisitFact):
    """A vehicle has to wait (R14)."""

    name: ClassVar[str] = "item.suspended"
    item_id: str
    vehicle_id: str
    reason: str
    missing: str = ""


class PhotoAdded(VisitFact):
    """A photo arrived."""

    name: ClassVar[str] = "visit.photo_added"
    item_id: str | None
    code: str
    sha256: str


class VisitSigned(VisitFact):
    """The customer signed, or there is a reason for none."""

    name: ClassVar[str] = "visit.signed"
    signer: str
    signature_sha: str | None
    no_signature_reason: str = ""


class VisitCompleted(VisitFact):
    """The visit's papers are complete and the technician leaves."""

    name: ClassVar[str] = "visit.completed"
    completed_at: datetime


class VisitProven(VisitFact):
    """Every vehicle of the visit that the platform could be asked about works."""

    name: ClassVar[str] = "visit.proven"


class VisitSuspended(VisitFact):
    """The visit was broken off."""

    name: ClassVar[str] = "visit.suspended"
    reason: str


class VisitFailed(VisitFact):
    """Nobody there, or no vehicle."""

    name: ClassVar[str] = "visit.failed"
    reason: str
    at: datetime


class ClockSuspected(VisitFact):
    """The phone's clock can't be right: the server's time was used, and the claim kept (R34)."""

    name: ClassVar[str] = "visit.clock_suspected"
    claimed: datetime
    used: datetime
    why: str


class EvidenceBroken(VisitFact):
    """A link of the chain of evidence does not hold (R37); `seq` counts the pieces of the visit."""

    name: ClassVar[str] = "visit.evidence_broken"
    seq: int
    code: str
    finding: str


class FeesMarked(VisitFact):
    """Finance told what the visit costs, or what was collected; fen."""

    name: ClassVar[str] = "visit.fees_marked"
    total_fen: int | None
    collected_fen: int | None


class OrderCompleted(OrderFact):
    """Every item is done. `visit_id` is the visit that finished it."""

    name: ClassVar[str] = "order.completed"
    customer_id: str
    visit_id: str
    technician_id: str
    completed_at: datetime


class OrderClosed(OrderFact):
    """Papers complete, fees settled, follow-up done."""

    name: ClassVar[str] = "order.closed"
    closed_at: datetime


class ApprovalRuleChanged(Event):
    """A standing rule was added or altered."""

    name: ClassVar[str] = "approval_rule.changed"
    rule_id: str
    rule_name: str
    rule_name_en: str = ""
    active: bool

    @property
    def subject(self) -> str:
        """The rule."""
        return f"approval_rule:{self.rule_id}"
