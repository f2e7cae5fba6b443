"""The evidence pack (R37): one PDF with the story and the pictures, and sealed inside it the manifest and originals."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.papers import seal
from backend.modules.papers.accepted import Accepted
from backend.modules.papers.around_visit import AroundVisit, around
from backend.modules.papers.errors import NO_WORK_YET
from backend.modules.papers.evidence_pages import Told, pages_of_pack
from backend.modules.papers.frame import Frame, frame_of
from backend.modules.papers.pieces import Piece, gather
from backend.modules.papers.typeset import typeset
from backend.modules.papers.verify_evidence import FORMAT, MANIFEST, SEAL, page_digest, plain
from backend.modules.papers.words import Lang
from backend.modules.proof import public as proof
from backend.modules.work_orders import public as work_orders


@dataclass(frozen=True)
class Pack:
    """A sealed pack, with what the log of exports says of it."""

    content: bytes
    order: work_orders.OrderView
    pictures: int
    manifest_sha256: str
    name: str
    plain_name: str


@dataclass(frozen=True)
class Facts:
    """All that a pack tells, before its pages are set."""

    order: work_orders.OrderView
    frame: Frame
    told: list[AroundVisit]
    pieces: list[Piece]
    shown: dict[str, proof.Shown]
    accepted: list[Accepted]


def evidence_pack(work: UnitOfWork, order: work_orders.OrderView, lang: Lang, item_id: str | None = None) -> Pack:
    """The pack of an order, or of one vehicle of it, made now; refuses as `facts_of` does."""
    return made_of(work, facts_of(work, order, lang, item_id))


def facts_of(work: UnitOfWork, order: work_orders.OrderView, lang: Lang, item_id: str | None = None) -> Facts:
    """What there is to tell of an order, or of one vehicle of it; who may have it is the caller's question.

    Refuses 404 for a vehicle that is not of this order, 409 before any work, 422 when it would be too large.
    """
    visits = [one for one in work_orders.visits_of(work, order.id) if one.arrived_at is not None]
    if not visits:
        raise Refusal(NO_WORK_YET)
    told = [_only(around(work, order, one), item_id) for one in visits]
    if item_id is not None and not any(one.items for one in told):
        raise Refusal(NOT_FOUND, field="item_id")
    return Facts(
        order=order,
        frame=frame_of(work, order.centre_id, lang),
        told=[one for one in told if one.items],
        pieces=gather(work, visits, item_id),
        shown=proof.shown_of_order(work, order.id),
        accepted=[one for there in told for one in there.accepted],
    )


def mark_of(facts: Facts) -> str:
    """The same for the same facts, whenever they are told: a hash over all but the moment and the originals' bytes."""
    frame = facts.frame
    pieces = [replace(one, original=None) for one in facts.pieces]
    said = (frame.lang, frame.centre, frame.settings, facts.told, pieces, facts.shown, facts.accepted)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def made_of(work: UnitOfWork, facts: Facts) -> Pack:
    """Set the pages, and seal them with the originals."""
    manifest, files, data = _pages(work, facts)
    attached = {one.file: one.original for one in facts.pieces if one.file and one.original is not None}
    files |= {f"attached/{name}": original for name, original in attached.items()}
    files |= {f"attached/{MANIFEST}": manifest, f"attached/{SEAL}": seal.seal(work.ports, manifest)}
    content = typeset("evidence", {**data, "attached": [MANIFEST, SEAL, *attached]}, files)
    return pack_named(facts, content, hashlib.sha256(manifest).hexdigest())


def pack_named(facts: Facts, content: bytes, manifest_sha256: str) -> Pack:
    """A pack with what the log and the reader are told of it."""
    no, pictures = facts.order.no, sum(1 for one in facts.pieces if one.file)
    title = f"{facts.frame.say('evidence_pack')} {no}.pdf"
    return Pack(content, facts.order, pictures, manifest_sha256, title, f"evidence-pack-{no}.pdf")


def _only(there: AroundVisit, item_id: str | None) -> AroundVisit:
    if item_id is not None:
        there.items[:] = [one for one in there.items if one.id == item_id]
    return there


def _pages(work: UnitOfWork, facts: Facts) -> tuple[bytes, dict[str, bytes], dict[str, Any]]:
    """Set the pages once to learn what they say and show; the manifest seals both."""
    frame, told = facts.frame, facts.told
    pages: Told = pages_of_pack(work, frame, told, facts.pieces, facts.shown)
    reader = PdfReader(BytesIO(typeset("evidence", {**pages.data, "attached": []}, frame.files)))
    sealed = [{"text": plain(page.extract_text()), "digest": page_digest(page)} for page in reader.pages]
    order = facts.order
    manifest = {
        "format": FORMAT,
        "version": 1,
        "made_at": wire(work.now),
        "lang": frame.lang,
        "company": frame.settings.company_name,
        "order": {
            "no": order.no,
            "kind": order.kind,
            "customer": told[0].customer.name,
            "opened_at": wire(order.created_at),
        },
        "visits": [_visit(one) for one in told],
        "accepted": [
            {
                "sha256": one.sha256,
                "signer": one.signer,
                "reason": one.reason,
                "taken_at": wire(one.taken_at),
                "item_ids": list(one.item_ids),
                "plates": list(one.labels),
            }
            for one in facts.accepted
        ],
        "pieces": [_piece(one, pages.plates) for one in facts.pieces],
        "statements": [[label, value, page] for label, value in pages.statements if (page := _page_of(sealed, value))],
        "pages": sealed,
    }
    return canonical(manifest), dict(frame.files), dict(pages.data)


def _page_of(sealed: Sequence[dict[str, str]], value: str) -> int | None:
    said = plain(value)
    return next((n for n, one in enumerate(sealed, 1) if said and said in one["text"]), None)


def canonical(manifest: dict[str, Any]) -> bytes:
    """The manifest's bytes: sorted, without blanks, so that the same facts are the same bytes."""
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def wire(moment: datetime | None) -> str | None:
    """A time in UTC to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


TIMES = ("dispatched_at", "accepted_at", "set_off_at", "arrived_at", "started_at", "completed_at")


def _visit(there: AroundVisit) -> dict[str, Any]:
    visit, bill = there.visit, there.bill
    return {
        "no": visit.no,
        "technician": there.technician.name,
        "times": {name: wire(getattr(visit, name)) for name in TIMES},
        "clock_in_doubt": visit.clock_flag,
        "signature": {"sha256": visit.signature_sha, "signer": visit.signer, "reason_for_none": visit.no_signature_reason},
        "fees_fen": bill.total_fen if bill else None,
        "paid_fen": sum(fen for _, fen, _ in bill.payments) if bill else None,
        "vehicles": [
            {
                "plate": there.label(one.vehicle_id), "act": one.act, "old_device_no": one.old_device_no,
                "new_device_no": one.new_device_no, "old_iccid": one.old_iccid, "new_iccid": one.new_iccid,
                "done_at": wire(one.event_time), "platform_verdict": one.platform_verdict,
            }
            for one in there.items
        ],
    }  # fmt: skip


def _piece(one: Piece, plates: dict[str, str]) -> dict[str, Any]:
    return {
        "no": one.no, "visit_id": one.visit_id, "kind": one.kind, "code": one.code, "item_id": one.item_id,
        "plate": plates.get(one.item_id or "", "") if one.shown else "", "sha256": one.sha256,
        "taken_at": wire(one.taken_at), "lat": one.lat, "lng": one.lng, "previous": one.previous, "link": one.link,
        "chained_by": one.chained_by, "finding": one.finding, "file": one.file,
        "bytes": len(one.original) if one.original is not None else None,
    }  # fmt: skip
