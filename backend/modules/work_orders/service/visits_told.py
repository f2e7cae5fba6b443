"""What a visit was, for those who tell of it elsewhere: its number, who went, the pictures of each vehicle."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import evidence_repository, repository
from backend.modules.work_orders.models import VisitRow
from backend.modules.work_orders.shapes import VisitView
from backend.modules.work_orders.trade_repository import photo_codes


@dataclass(frozen=True)
class Picture:
    """A picture of a visit: what it shows, of which vehicle (None: of none in particular), the hash of its file."""

    code: str
    name_zh: str
    name_en: str
    sha256: str
    taken_at: datetime
    vehicle_id: str | None


@dataclass(frozen=True)
class VisitTold:
    """One visit as others mention it."""

    id: str
    no: str
    order_id: str
    centre_id: str
    technician_id: str
    technician_name: str
    pictures: tuple[Picture, ...]


def visits_told(work: UnitOfWork, ids: Collection[str], *, with_pictures: bool = True) -> dict[str, VisitTold]:
    """These visits by id; those that are not there are left out."""
    if not ids:
        return {}
    found = repository.views(work, VisitView, VisitRow, col(VisitRow.id).in_(sorted(ids)), by=[VisitRow.id])
    names = technicians.names_of(work, {one.technician_id for one in found})
    pictures = _pictures(work, [one.id for one in found]) if with_pictures else {}
    return {
        one.id: VisitTold(
            one.id, one.no, one.order_id, one.centre_id, one.technician_id, names.get(one.technician_id, ""),
            tuple(pictures.get(one.id, ())),
        )
        for one in found
    }  # fmt: skip


def _pictures(work: UnitOfWork, ids: Collection[str]) -> dict[str, list[Picture]]:
    photos = evidence_repository.photos_of_visits(work, ids)
    if not photos:
        return {}
    words = photo_codes(work)
    items = {one.id: one.vehicle_id for some in repository.items_of_visits(work, ids).values() for one in some}
    told: dict[str, list[Picture]] = {}
    for one in photos:
        zh, en = words.get(one.code, (one.code, one.code))
        vehicle = items.get(one.item_id) if one.item_id else None
        told.setdefault(one.visit_id, []).append(Picture(one.code, zh, en, one.sha256, one.taken_at, vehicle))
    return told
