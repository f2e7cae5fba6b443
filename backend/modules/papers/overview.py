"""What can be printed of an order, and whether its chains of evidence held when they arrived."""

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.papers import schemas as wire
from backend.modules.papers.service_sheet import sheet_title
from backend.modules.papers.words import WORDS
from backend.modules.work_orders import public as work_orders


def order_papers(work: UnitOfWork, order_id: str) -> wire.OrderPapersOut:
    """The papers of an order; refuses 404, and 403 when it belongs to another centre."""
    order = work_orders.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    visits = work_orders.visits_of(work, order_id)
    ids = [one.id for one in visits]
    links = work_orders.evidence_of_visits(work, ids)
    removed = inventory.removed_on_visits(work, ids)
    title = WORDS[sheet_title(order.kind)]
    return wire.OrderPapersOut(
        visits=[
            wire.VisitPapersOut(
                visit_id=one.id, visit_no=one.no, title_zh=title[0], title_en=title[1],
                labels=len(removed.get(one.id, [])), **_chain([link for link in links if link.visit_id == one.id]),
            )
            for one in visits
        ],
        evidence=any(one.arrived_at is not None for one in visits),
    )  # fmt: skip


def _chain(links: list[work_orders.EvidenceLink]) -> dict[str, object]:
    return {
        "pieces": len(links),
        "chained_by_server": sum(one.chained_by == "server" for one in links),
        "breaks": [
            wire.BreakOut(
                seq=one.seq, code=one.code, finding=one.finding, finding_zh=WORDS[one.finding][0],
                finding_en=WORDS[one.finding][1],
            )
            for one in links
            if one.finding
        ],
    }  # fmt: skip
