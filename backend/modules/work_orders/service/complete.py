"""The end of a visit: signature, and completion with complete papers (R15)."""

from collections.abc import Mapping, Sequence

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.public import PhoneAct, require_file
from backend.modules.work_orders import (
    errors,
    events,
    lifecycle,
    papers,
    repository,
    trade_repository,
)
from backend.modules.work_orders import phone_payloads as said
from backend.modules.work_orders.asked import signatures
from backend.modules.work_orders.evidence_chain import Piece
from backend.modules.work_orders.regulated import Leaving, lacks_of_removal
from backend.modules.work_orders.service.change import move_visit, roles_of, visit_fact
from backend.modules.work_orders.service.evidence import chain_evidence
from backend.modules.work_orders.service.leaving import Removals, read_removals
from backend.modules.work_orders.service.own import claim_mine, stamp
from backend.modules.work_orders.service.prove import note_proven
from backend.modules.work_orders.service.settle import settle_order
from backend.modules.work_orders.shapes import ItemView, Missing, Photo, VisitView
from backend.modules.work_orders.yard.acceptance import accept
from backend.modules.work_orders.yard.crew import leave_rest, photos_for, share_of


def sign(work: UnitOfWork, act: PhoneAct, payload: said.Sign) -> None:
    """The customer's signature, the reason for none, or that he is asked for it by his link (R37)."""
    mine = claim_mine(work, payload.visit_id)
    reason = (payload.reason or "").strip()
    if payload.sha256 is None and not reason and not payload.by_link:
        raise Refusal(errors.REASON_MISSING, field="reason")
    move_visit(work, mine.visit, "sign")
    if payload.item_ids is not None:
        accept(work, mine, act, payload)
        return
    if payload.by_link:
        signatures.ask(work, mine, payload.signer.strip())
        return
    signatures.lapse(work, mine.visit.id)
    if payload.sha256 is not None:
        require_file(work, payload.sha256)
    mine.visit.signature_sha = payload.sha256
    mine.visit.no_signature_reason = "" if payload.sha256 else reason
    mine.visit.signer = payload.signer
    if payload.sha256 is not None:
        taken = payload.taken_at or act.event_time
        piece = Piece(mine.visit.id, "signature", "sign", payload.sha256, taken, None, payload.lat, payload.lng)
        chain_evidence(work, mine, piece, payload.chain)
    work.record(
        events.VisitSigned(
            **visit_fact(mine.order, mine.visit), signer=payload.signer, signature_sha=payload.sha256,
            no_signature_reason=mine.visit.no_signature_reason,
        )
    )  # fmt: skip


def complete(work: UnitOfWork, act: PhoneAct, payload: said.Plain) -> None:
    """Complete the visit (完工); refuses 409 papers_missing with the list of what is missing."""
    mine = claim_mine(work, payload.visit_id)
    lifecycle.VISIT.step(mine.visit.state, "complete", roles_of(work))
    items, visit = share_of(work, mine.visit.id), repository.visit(work, mine.visit.id)
    lacking = missing_of(
        mine.order.kind,
        visit,
        items,
        photos_for(work, visit),
        trade_repository.photo_rules(work),
        read_removals(work, [mine.order.id], items),
    )
    if lacking:
        raise Refusal(errors.PAPERS_MISSING, count=len(lacking), missing=[vars(one) for one in lacking])
    leave_rest(work, mine.visit.id)
    move_visit(work, mine.visit, "complete")
    mine.visit.completed_at = stamp(work, mine, act)
    work.record(events.VisitCompleted(**visit_fact(mine.order, mine.visit), completed_at=mine.visit.completed_at))
    note_proven(work, mine.order, mine.visit)
    settle_order(work, mine.order, mine.visit, "")


def missing_of(
    kind: str,
    visit: VisitView,
    items: Sequence[ItemView],
    photos: Sequence[Photo],
    rules: Mapping[str, Sequence[str]],
    removals: Removals,
) -> list[Missing]:
    """What this visit lacks (R15, R39)."""
    taken = papers.taken_photos([one.id for one in items], photos)
    return papers.missing_papers(
        [
            _papers_of(one, rules, taken[one.id], removals.leaving(visit.order_id, kind, one), removals, kind)
            for one in items
            if one.state != "cancelled"
        ],
        total_fen=visit.fees_total_fen,
        collected_fen=visit.fees_collected_fen,
        signature_sha=visit.signature_sha,
        no_signature_reason=visit.no_signature_reason,
        accepted={one.id for one in items if one.acceptance_id},
    )


def _papers_of(
    one: ItemView,
    rules: Mapping[str, Sequence[str]],
    taken: Sequence[str],
    leaving: Leaving,
    removals: Removals,
    kind: str,
) -> papers.ItemPapers:
    wanted = papers.wanted_photos(rules, kind, one.family, one.act, guarded=leaving.guarded)
    return papers.ItemPapers(one.id, one.state, wanted, taken, lacks_of_removal(leaving, removals.reasons))
