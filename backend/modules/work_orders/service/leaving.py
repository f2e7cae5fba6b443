"""Before a terminal leaves a regulated vehicle (R39): approval, reason, release by the old provider, written consent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.work_orders import (
    errors,
    lifecycle,
    papers,
    policies,
    regulated,
    repository,
    trade_repository,
)
from backend.modules.work_orders.asked.repository import extra_vehicles
from backend.modules.work_orders.models import ApprovalRow, OrderItemRow, OrderRow, VisitRow
from backend.modules.work_orders.regulated import Leaving, RemovalReason
from backend.modules.work_orders.shapes import ItemView
from backend.modules.work_orders.yard.crew import photos_for

WORDS: dict[str, tuple[str, str]] = {
    "approval": ("经理批准", "a manager's approval"),
    "removal_reason": ("拆机原因", "the reason for the removal"),
    "removal_note": ("原因说明", "the reason in words"),
    "provider_released": ("原服务商解绑", "the release by the old provider"),
    regulated.CONSENT: ("拆机凭证照片", "the photo of the consent"),
}


@dataclass(frozen=True)
class Removals:
    """What removals are judged by, read once: who said yes to which order, the vehicles, the reasons."""

    approved: Collection[str]
    vehicles: Mapping[str, customers.Vehicle]
    reasons: Sequence[RemovalReason]
    # Vehicles that were added on site after the last yes: whoever said it did not mean them.
    unseen: Collection[str]

    def leaving(self, order_id: str, kind: str, item: ItemView) -> Leaving:
        """What is known of the terminal that this item takes out of a vehicle."""
        act = item.act or lifecycle.ACT_OF_KIND.get(kind)
        vehicle = self.vehicles.get(policies.vehicle_left(act, item.vehicle_id, item.from_vehicle_id))
        return Leaving(
            act=act,
            regulated=vehicle is not None and vehicle.regulated,
            approved=order_id in self.approved and item.id not in self.unseen,
            reason=item.removal_reason,
            note=item.removal_note,
            released=item.provider_released,
        )


def read_removals(work: UnitOfWork, order_ids: Collection[str], items: Sequence[ItemView]) -> Removals:
    """What the removals among these items are judged by."""
    wanted = {one for it in items for one in (it.vehicle_id, it.from_vehicle_id) if one}
    return removals_from(work, order_ids, customers.vehicles(work, wanted))


def removals_from(work: UnitOfWork, order_ids: Collection[str], vehicles: Mapping[str, customers.Vehicle]) -> Removals:
    """The same where the vehicles were read already. A standing rule is nobody: it approves no removal."""
    approved, reasons = approved_by_somebody(work, order_ids), trade_repository.removal_reasons(work)
    return Removals(approved, vehicles, reasons, unseen(work, order_ids))


def approved_by_somebody(work: UnitOfWork, order_ids: Collection[str]) -> frozenset[str]:
    """Those of these orders to which a manager said yes, in the app or in words."""
    return frozenset(one.order_id for one in repository.approvals_of(work, order_ids) if _of_somebody(one))


def _of_somebody(one: ApprovalRow) -> bool:
    """A manager's yes; what a technician reports of it counts once the manager has confirmed it."""
    return one.kind in ("manager", "verbal") or (one.kind == "reported" and one.confirmed_at is not None)


def unseen(work: UnitOfWork, order_ids: Collection[str]) -> frozenset[str]:
    """The items of vehicles that were added to these orders on site after a person last said yes to the order."""
    added = extra_vehicles(work, order_ids)
    given = repository.approvals_of(work, {one.order_id for one in added}) if added else []
    said = [(one.order_id, one.confirmed_at or one.at) for one in given if _of_somebody(one)]
    return frozenset(one.item_id for one in added if all(at <= one.asked_at for of, at in said if of == one.order_id))


def require_removal_papers(work: UnitOfWork, order: OrderRow, visit: VisitRow, row: OrderItemRow) -> None:
    """Refuse to finish an item that takes a terminal out of a regulated vehicle without the law's papers."""
    work.session.flush()
    items = repository.items_of_visit(work, visit.id)
    removals = read_removals(work, [order.id], items)
    leaving = removals.leaving(order.id, order.kind, next(one for one in items if one.id == row.id))
    if not leaving.guarded:
        return
    lacking: list[str] = [*regulated.lacks_of_removal(leaving, removals.reasons)]
    photos = photos_for(work, repository.visit(work, visit.id))
    if regulated.CONSENT not in papers.taken_photos([one.id for one in items], photos)[row.id]:
        lacking.append(regulated.CONSENT)
    if lacking:
        zh, en = WORDS[lacking[0]]
        field = "photos" if lacking[0] == regulated.CONSENT else lacking[0]
        raise Refusal(errors.REMOVAL_PAPERS, field=field, what_zh=zh, what_en=en, lacking=lacking)
