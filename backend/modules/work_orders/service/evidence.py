"""Evidence as it arrives: every link is recomputed and kept; a break is flagged to the office, never refused (R37)."""

from typing import Literal

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders import events, evidence_chain, evidence_repository
from backend.modules.work_orders.evidence_chain import Piece
from backend.modules.work_orders.models import EvidenceLinkRow
from backend.modules.work_orders.phone_payloads import Chain
from backend.modules.work_orders.service.change import visit_fact
from backend.modules.work_orders.service.own import Mine


def chain_evidence(
    work: UnitOfWork, mine: Mine, piece: Piece, said: Chain | None, *, by: Literal["server", "link"] = "server"
) -> None:
    """Keep the link of a piece. A phone that sends none is chained here in the order of arrival, and that is kept too.

    `by` link: the piece came by the customer's private link, not from a phone.
    """
    known = evidence_repository.evidence_of_visits(work, [piece.visit_id])
    if said and any(one.link == said.link for one in known):
        return  # the very same piece again: what follows it still finds it
    before = [(one.previous, one.link) for one in known]
    previous = said.previous if said else (before[-1][1] if before else evidence_chain.FIRST)
    link = said.link if said else evidence_chain.link_of(previous, piece)
    found = evidence_chain.finding(piece, previous, link, before) if said else ""
    work.session.add(
        EvidenceLinkRow(
            **vars(piece), seq=len(known) + 1, previous=previous, link=link, chained_by="phone" if said else by,
            finding=found, received_at=work.now,
        )
    )  # fmt: skip
    if found:
        work.record(
            events.EvidenceBroken(
                **visit_fact(mine.order, mine.visit), seq=len(known) + 1, code=piece.code, finding=found
            )
        )
