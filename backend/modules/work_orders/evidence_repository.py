"""Selects of what was photographed and signed on a visit, and of its chain."""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col, func

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders.models import EvidenceLinkRow, PhotoRow
from backend.modules.work_orders.repository import flushed, views
from backend.modules.work_orders.shapes import EvidenceLink, Photo


def photos_of_visits(work: UnitOfWork, visit_ids: Collection[str]) -> list[Photo]:
    """Photos of these visits in the order they were taken."""
    if not visit_ids:
        return []
    where = col(PhotoRow.visit_id).in_(visit_ids)
    return views(flushed(work), Photo, PhotoRow, where, by=[PhotoRow.taken_at, PhotoRow.id])


def evidence_of_visits(work: UnitOfWork, visit_ids: Collection[str]) -> list[EvidenceLink]:
    """The chains of these visits, each in the order it arrived."""
    if not visit_ids:
        return []
    where = col(EvidenceLinkRow.visit_id).in_(visit_ids)
    return views(
        flushed(work), EvidenceLink, EvidenceLinkRow, where, by=[EvidenceLinkRow.visit_id, EvidenceLinkRow.seq]
    )


def photo_rows(work: UnitOfWork, visit_id: str, code: str, item_id: str | None, sha256: str) -> bool:
    """Whether this very photo is recorded already."""
    query = select(func.count()).where(
        col(PhotoRow.visit_id) == visit_id,
        col(PhotoRow.code) == code,
        col(PhotoRow.item_id).is_(None) if item_id is None else col(PhotoRow.item_id) == item_id,
        col(PhotoRow.sha256) == sha256,
    )
    return bool(work.session.scalar(query))


def placed_photo(work: UnitOfWork, visit_id: str, item_id: str) -> tuple[float, float] | None:
    """Where the newest picture of the item that knows its place was taken."""
    query = (
        select(col(PhotoRow.lat), col(PhotoRow.lng))
        .where(
            col(PhotoRow.visit_id) == visit_id,
            col(PhotoRow.item_id) == item_id,
            col(PhotoRow.lat).is_not(None),
            col(PhotoRow.lng).is_not(None),
        )
        .order_by(col(PhotoRow.taken_at).desc())
        .limit(1)
    )
    found = flushed(work).session.execute(query).first()
    return (found[0], found[1]) if found else None
