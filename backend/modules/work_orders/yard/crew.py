"""A crew (R35): a lead's visit and those of the mates sent after him, each with his own van, chain and papers, and one list.

A vehicle that is still to do stands on the list of each; whoever finishes it first keeps it, and it leaves the others'.
So every rule about a visit's vehicles holds for a crew as it stands: fees, papers, proof and evidence are of who did it.
"""

from collections.abc import Collection

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders import evidence_repository, lifecycle
from backend.modules.work_orders import repository as work_orders_repository
from backend.modules.work_orders.models import OrderItemRow, VisitItemRow, VisitRow
from backend.modules.work_orders.service.change import claim_visit, roles_of, visit_fact
from backend.modules.work_orders.service.dispatch import dispatch_planned, refuse_mate
from backend.modules.work_orders.shapes import ItemView, Photo, VisitView
from backend.modules.work_orders.yard import events, repository

TO_DO = ("open", "suspended")


def send_mate(
    work: UnitOfWork, visit_id: str, technician_id: str, version: int, overrule_reason: str = ""
) -> VisitView:
    """Send another technician to a visit's list, at its time. `version` is the visit's; refuses who is there already."""
    order, seen = claim_visit(work, visit_id, version)
    lifecycle.VISIT.step(seen.state, "join", roles_of(work))
    crew = repository.crew_of(work, seen)
    refuse_mate(work, crew, technician_id)
    mate = VisitRow(
        no=f"{order.no}-{len(work_orders_repository.visit_rows(work, order.id)) + 1}",
        order_id=order.id, centre_id=order.centre_id, technician_id=technician_id, state="planned",
        lead_visit_id=repository.crew_id(seen), window_start=seen.window_start, window_end=seen.window_end,
        planned_start=seen.planned_start, planned_minutes=seen.planned_minutes,
        required_skills=dict(seen.required_skills), overrule_reason=overrule_reason,
        needed_stock={code: -(-count // (len(crew) + 1)) for code, count in seen.needed_stock.items()},
    )  # fmt: skip
    work.session.add(mate)
    work.session.flush()
    for item in work_orders_repository.items_of_visit(work, seen.id):
        if item.state in TO_DO:
            work.session.add(VisitItemRow(visit_id=mate.id, item_id=item.id))
    seen.version += 1
    work.session.add(seen)
    work.record(events.MateSent(**visit_fact(order, mate), lead_visit_id=repository.crew_id(seen)))
    return dispatch_planned(work, mate.id, mate.version)


def items_of_crew(work: UnitOfWork, visit: VisitRow, item_ids: Collection[str]) -> list[OrderItemRow]:
    """Those of these vehicles that one of the crew has on his list, locked: a mate may have finished them meanwhile."""
    crew = {one.id for one in repository.crew_of(work, visit)}
    return repository.locked_items(work, crew, item_ids)


def done_by_mate(work: UnitOfWork, visit: VisitRow, item: OrderItemRow) -> bool:
    """Whether a vehicle that is finished was finished by a mate: then it is on his list only."""
    return visit.id not in repository.on_lists(work, item.id)


def keep(work: UnitOfWork, visit: VisitRow, item: OrderItemRow) -> None:
    """Whoever finished a vehicle keeps it: it leaves the lists of the others.

    One that a mate had done, and that was opened again since, comes back to the list that it had left.
    """
    listed = repository.on_lists(work, item.id)
    if visit.id not in listed:
        work.session.add(VisitItemRow(visit_id=visit.id, item_id=item.id))
    others = listed - {visit.id}
    if others:
        mates = {one.id for one in repository.crew_of(work, visit)}
        repository.take_off_lists(work, item.id, others & mates)


def share_of(work: UnitOfWork, visit_id: str) -> list[ItemView]:
    """What a visit has to answer for: its vehicles, without those still to do that a mate has on his list too."""
    items = work_orders_repository.items_of_visit(work, visit_id)
    elsewhere = repository.on_other_live_lists(work, visit_id) if any(one.state in TO_DO for one in items) else set()
    return [one for one in items if one.state not in TO_DO or one.id not in elsewhere]


def leave_rest(work: UnitOfWork, visit_id: str) -> None:
    """At the end of a visit, what a mate also has on his list is left to him."""
    mine = {one.id for one in share_of(work, visit_id)}
    listed = {one.id for one in work_orders_repository.items_of_visit(work, visit_id)}
    repository.drop_from_list(work, visit_id, listed - mine)


def photos_for(work: UnitOfWork, visit: VisitView) -> list[Photo]:
    """Pictures of a visit, and those that its mates took of vehicles: one photographs, another screws."""
    crew = [one.id for one in repository.crew_of(work, visit)]
    found = evidence_repository.photos_of_visits(work, crew)
    return [one for one in found if one.visit_id == visit.id or one.item_id is not None]
