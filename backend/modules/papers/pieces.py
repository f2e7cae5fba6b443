"""The pieces of an evidence pack: pictures and signatures in their chain, with the originals' bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.files import FileStore
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.papers.errors import PACK_TOO_LARGE
from backend.modules.work_orders import public as work_orders

MOST_PICTURES, MOST_BYTES = 400, 150_000_000
SUFFIXES = ((b"\x89PNG", "png"), (b"RIFF", "webp"))


@dataclass(frozen=True)
class Piece:
    """One piece. `shown` False: it belongs to a vehicle that this pack leaves out, and is there for the chain only."""

    no: int
    visit_id: str
    seq: int | None
    kind: str
    code: str
    item_id: str | None
    sha256: str
    taken_at: datetime
    lat: float | None
    lng: float | None
    previous: str
    link: str
    chained_by: str
    finding: str
    shown: bool
    original: bytes | None

    @property
    def file(self) -> str | None:
        """The name of the attachment; None when it is not attached."""
        if self.original is None:
            return None
        suffix = next((kind for magic, kind in SUFFIXES if self.original.startswith(magic)), "jpg")
        return f"{self.no:03d}-{self.code}.{suffix}"


def gather(work: UnitOfWork, visits: Sequence[work_orders.VisitView], only_item: str | None) -> list[Piece]:
    """The pieces of these visits in the order of their chains; refuses a pack that would be too large."""
    ids = [one.id for one in visits]
    links = work_orders.evidence_of_visits(work, ids)
    order = {one: n for n, one in enumerate(ids)}
    found: list[dict[str, Any]] = [
        {**vars(one)} for one in sorted(links, key=lambda one: (order[one.visit_id], one.seq))
    ]
    known = {(one.visit_id, one.kind, one.code, one.item_id, one.sha256) for one in links}
    found += [one for one in _unchained(work, visits) if _key(one) not in known]
    for one in found:
        one["shown"] = only_item is None or one["item_id"] in (only_item, None)
        one.pop("received_at", None)
    return _with_originals(work.ports.files, found)


def _key(one: dict[str, Any]) -> tuple[Any, ...]:
    return one["visit_id"], one["kind"], one["code"], one["item_id"], one["sha256"]


def _unchained(work: UnitOfWork, visits: Iterable[work_orders.VisitView]) -> list[dict[str, Any]]:
    """Pictures and signatures from before there was a chain."""
    bare = {"seq": None, "previous": "", "link": "", "chained_by": "", "finding": ""}
    photos = work_orders.photos_of_visits(work, [one.id for one in visits])
    found: list[dict[str, Any]] = [
        {
            "visit_id": one.visit_id, "kind": "photo", "code": one.code, "item_id": one.item_id, "sha256": one.sha256,
            "taken_at": one.taken_at, "lat": one.lat, "lng": one.lng, **bare,
        }
        for one in photos
    ]  # fmt: skip
    for visit in visits:
        if visit.signature_sha is not None:
            found.append(
                {
                    "visit_id": visit.id, "kind": "signature", "code": "sign", "item_id": None, "lat": None, "lng": None,
                    "sha256": visit.signature_sha, "taken_at": visit.completed_at or visit.planned_start, **bare,
                }
            )  # fmt: skip
    return found


def _with_originals(store: FileStore, found: list[dict[str, Any]]) -> list[Piece]:
    shown = [one for one in found if one["shown"]]
    size = 0
    for one in shown:
        one["original"] = store.get(one["sha256"])
        size += len(one["original"] or b"")
        if len(shown) > MOST_PICTURES or size > MOST_BYTES:
            raise Refusal(PACK_TOO_LARGE, count=len(shown), megabytes=size // 1_000_000)
    return [Piece(no=n, **{"original": None, **one}) for n, one in enumerate(found, 1)]
