"""The chain of evidence (R37): each picture and signature of a visit is bound to the one before it. Pure.

The phone does the same in pwa/src/technician/offline/chain.ts and the stand-alone checker in
backend/modules/papers/verify_evidence.py; one fixture file holds all three to the same links.
"""

import hashlib
import json
import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

WORD = "paigong-evidence-1"
FIRST = ""  # what the first piece of a visit has for its predecessor


@dataclass(frozen=True)
class Piece:
    """One piece of evidence as it was captured. `kind` photo or signature; place in WGS-84 degrees if known."""

    visit_id: str
    kind: str
    code: str
    sha256: str
    taken_at: datetime
    item_id: str | None = None
    lat: float | None = None
    lng: float | None = None


def canonical(previous: str, piece: Piece) -> str:
    """What is hashed: times to the millisecond in UTC, places in whole millionths of a degree, so that JSON of both
    languages is the same to the letter."""
    taken = piece.taken_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    fields = [
        WORD, previous, piece.visit_id, piece.kind, piece.code, piece.sha256, taken, _millionths(piece.lat),
        _millionths(piece.lng), piece.item_id,
    ]  # fmt: skip
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def link_of(previous: str, piece: Piece) -> str:
    """The link of a piece after `previous`: SHA-256 in hex."""
    return hashlib.sha256(canonical(previous, piece).encode()).hexdigest()


def _millionths(degrees: float | None) -> int | None:
    # Rounded as JavaScript does, halves upwards; both compute the product in the same double precision.
    return None if degrees is None else math.floor(degrees * 1e6 + 0.5)


def finding(piece: Piece, previous: str, link: str, before: Collection[tuple[str, str]]) -> str:
    """What is wrong with a link that a phone sent, or nothing. `before` holds (previous, link) of the visit so far.

    altered: the link does not belong to these facts · predecessor_missing: what it follows never came · forked: two
    follow the same piece · restarted: the phone began anew though there were pieces (another phone, or cleared data).
    """
    if link_of(previous, piece) != link:
        return "altered"
    if previous != FIRST and all(one != previous for _, one in before):
        return "predecessor_missing"
    if previous == FIRST:
        return "restarted" if before else ""
    return "forked" if any(one == previous for one, _ in before) else ""
