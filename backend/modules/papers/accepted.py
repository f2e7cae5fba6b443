"""What the customer accepted part by part (R35): each signature with the vehicles that it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.papers.frame import Frame
from backend.modules.work_orders import public as work_orders


@dataclass(frozen=True)
class Accepted:
    """One signature, or the reason for none, with the vehicles that it is for, a mate's among them."""

    sha256: str | None
    signer: str
    reason: str
    taken_at: datetime
    item_ids: tuple[str, ...]
    labels: tuple[str, ...]


def accepted_on(work: UnitOfWork, visit: work_orders.VisitView) -> list[Accepted]:
    """What was accepted on a visit, first to last."""
    found = work_orders.acceptances_of_visits(work, [visit.id])
    if not found:
        return []
    items = {one.id: one.vehicle_id for one in work_orders.items(work, visit.order_id)}
    vehicles = customers.vehicles(work, set(items.values()))
    return [
        Accepted(
            one.sha256, one.signer, one.reason, one.taken_at, tuple(one.item_ids),
            tuple(vehicles[items[item]].label for item in one.item_ids if items.get(item) in vehicles),
        )
        for one in found
    ]  # fmt: skip


def accepted_line(frame: Frame, accepted: Sequence[Accepted], reason_for_rest: str) -> str:
    """Who signed when for which vehicles, and why nobody did for the rest, in one line."""
    rest = [unsigned(frame, reason_for_rest)] if reason_for_rest else []
    return "； ".join([*(_said(frame, one) for one in accepted), *rest])


def unsigned(frame: Frame, reason: str) -> str:
    """That there is no signature, and why."""
    return " · ".join(filter(None, (frame.say("no_signature"), reason)))


def _said(frame: Frame, one: Accepted) -> str:
    who = one.signer if one.sha256 else unsigned(frame, one.reason)
    vehicles = f"{frame.say('accepted_vehicles')} {len(one.labels)}: {', '.join(one.labels)}"
    return " · ".join(filter(None, (who, frame.second(one.taken_at), vehicles)))
