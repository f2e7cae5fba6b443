"""The customer accepts vehicles (R35): one, some, or all that are done, each time by a signature in the evidence chain (R37)."""

import hashlib
from collections.abc import Iterable

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.public import PhoneAct, require_file
from backend.modules.work_orders import phone_payloads as said
from backend.modules.work_orders.errors import REASON_MISSING
from backend.modules.work_orders.evidence_chain import Piece
from backend.modules.work_orders.models import OrderItemRow
from backend.modules.work_orders.service.change import visit_fact
from backend.modules.work_orders.service.evidence import chain_evidence
from backend.modules.work_orders.service.own import Mine, claim_items
from backend.modules.work_orders.yard import events
from backend.modules.work_orders.yard.models import AcceptanceRow


def covers(item_ids: Iterable[str]) -> str:
    """What a signature for chosen vehicles is called in the chain: its name binds it to exactly these (R37).

    The phone does the same in pwa/src/technician/offline/covers.ts, the checker of evidence packs in its own words.
    """
    return "sign-" + hashlib.sha256("\n".join(sorted(set(item_ids))).encode()).hexdigest()[:32]


def accept(work: UnitOfWork, mine: Mine, act: PhoneAct, payload: said.Sign) -> None:
    """Keep what the customer signed for. Vehicles that are done are closed for editing; a mate's are meant as well.

    What he signed for although it is not done here (a mate's phone has not told yet) is kept as said, and stays open.
    """
    reason = (payload.reason or "").strip()
    if payload.sha256 is None and not reason:
        raise Refusal(REASON_MISSING, field="reason")
    item_ids = sorted(set(payload.item_ids or ()))
    items = claim_items(work, mine, item_ids)
    if payload.sha256 is not None:
        require_file(work, payload.sha256)
    taken = payload.taken_at or act.event_time
    row = AcceptanceRow(
        id=new_id(), order_id=mine.order.id, visit_id=mine.visit.id, item_ids=item_ids, sha256=payload.sha256,
        reason="" if payload.sha256 else reason, signer=payload.signer, taken_at=taken, received_at=work.now,
    )  # fmt: skip
    work.session.add(row)
    _close(work, items, row.id)
    if payload.sha256 is not None:
        code = covers(item_ids)
        piece = Piece(mine.visit.id, "signature", code, payload.sha256, taken, None, payload.lat, payload.lng)
        chain_evidence(work, mine, piece, payload.chain)
    work.record(
        events.VehiclesAccepted(
            **visit_fact(mine.order, mine.visit), item_ids=item_ids, count=len(item_ids), signer=payload.signer,
            signature_sha=payload.sha256, reason=row.reason, taken_at=taken,
        )
    )  # fmt: skip


def _close(work: UnitOfWork, items: Iterable[OrderItemRow], acceptance_id: str) -> None:
    for item in items:
        if item.state == "recorded" and item.acceptance_id is None:
            item.acceptance_id = acceptance_id
            item.version += 1
            work.session.add(item)
