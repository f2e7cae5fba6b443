"""Facts of the yard (R35)."""

from datetime import datetime
from typing import ClassVar

from backend.modules.work_orders.events import OrderFact, VisitFact


class MateSent(VisitFact):
    """Another technician was sent to the same list."""

    name: ClassVar[str] = "visit.mate_sent"
    lead_visit_id: str


class ClashFact(OrderFact):
    """About one field of a vehicle, with the field's name in both languages."""

    item_id: str
    field: str
    what_zh: str
    what_en: str


class ClashFound(ClashFact):
    """Two people wrote different things into one field of a vehicle; the dispatcher has to choose."""

    name: ClassVar[str] = "item.clash_found"
    said_zh: str
    said_en: str


class ClashGone(ClashFact):
    """They agree after all, the installation ledger has a case of its own for it, or the vehicle is done again."""

    name: ClassVar[str] = "item.clash_gone"


class ClashSettled(ClashFact):
    """The dispatcher has chosen one of the values, or to keep what stood."""

    name: ClassVar[str] = "item.clash_settled"
    value_zh: str
    value_en: str
    note: str = ""


class VehiclesAccepted(VisitFact):
    """The customer accepted some vehicles by one signature, or there is a reason for none."""

    name: ClassVar[str] = "visit.vehicles_accepted"
    item_ids: list[str]
    count: int
    signer: str
    signature_sha: str | None
    reason: str = ""
    taken_at: datetime
