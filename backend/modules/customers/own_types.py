"""The types of vehicles as the company has them now: the usual ones, altered and added to (R39)."""

from sqlalchemy import update

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import repository
from backend.modules.customers.errors import EMPTY_NAME
from backend.modules.customers.events import VehicleTypeChanged
from backend.modules.customers.models import VehicleRow, VehicleTypeRow
from backend.modules.customers.vehicle_types import DEFAULT_TYPES, VehicleType, regulated_by_type


def vehicle_types(work: UnitOfWork) -> list[VehicleType]:
    """The types as they are now: the usual ones, with what the company changed or added in their place."""
    own = {
        row.code: VehicleType(row.code, row.name_zh, row.name_en, row.words, row.regulated)
        for row in repository.own_vehicle_types(work.session)
    }
    usual = [own.pop(one.code, one) for one in DEFAULT_TYPES]
    return [*usual, *own.values()]


def put_vehicle_type(work: UnitOfWork, wanted: VehicleType) -> VehicleType:
    """Add a type or change one. Vehicles that follow their type (no reason of their own) follow at once."""
    if not wanted.name_zh.strip() or not wanted.name_en.strip():
        raise Refusal(EMPTY_NAME, field="name_zh" if not wanted.name_zh.strip() else "name_en")
    work.session.merge(VehicleTypeRow(**wanted._asdict()))
    work.session.flush()
    work.record(
        VehicleTypeChanged(
            code=wanted.code, name_zh=wanted.name_zh, name_en=wanted.name_en, regulated=wanted.regulated,
            followed=_follow(work),
        )
    )  # fmt: skip
    return wanted


def _follow(work: UnitOfWork) -> int:
    """Bring the vehicles that follow their type in line; returns how many changed."""
    types = vehicle_types(work)
    written = repository.vehicle_types_written(work.session)
    changed = 0
    for regulated in (True, False):
        alike = [text for text in written if regulated_by_type(text, types) is regulated]
        where = repository.following_a_type(alike, regulated=not regulated)
        stamp = {"regulated": regulated, "version": VehicleRow.version + 1}
        changed += repository.count_of_vehicles(work.session, where)
        work.session.execute(update(VehicleRow).where(*where).values(**stamp))
    return changed
