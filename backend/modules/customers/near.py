"""Which registered plate was probably meant by one that nobody has (R2, R10): proposed, never a refusal."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import and_, col

from backend.kernel.numbers.plate import PROVINCES, normalise
from backend.kernel.numbers.slips import REASONS, Reason, variants
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import repository
from backend.modules.customers.models import VehicleRow

LEAST, LONGEST, MOST = 5, 10, 3
_SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ" + PROVINCES + "挂学警领港澳使"


@dataclass(frozen=True)
class NearPlate:
    """A vehicle whose plate is one slip away from what was typed."""

    vehicle_id: str
    plate: str
    plate_colour: str
    customer_id: str
    customer_name: str
    reason: Reason


def near_plates(work: UnitOfWork, typed: str, customer_id: str | None = None) -> list[NearPlate]:
    """Vehicles within the actor's centres (of this customer) whose plate is one slip away; [] when there is one with it."""
    plate = normalise(typed)
    if not LEAST <= len(plate) <= LONGEST or _having(work, [plate], customer_id):
        return []
    meant = variants(plate, _SIGNS)
    found = [
        NearPlate(row.id, row.plate, row.plate_colour, owner.id, owner.name, meant[row.plate])
        for part in repository.chunks(meant)
        for row, owner in _having(work, part, customer_id)
    ]
    return sorted(found, key=lambda one: (REASONS.index(one.reason), one.plate, one.plate_colour))[:MOST]


def _having(work: UnitOfWork, plates: list[str], customer_id: str | None) -> list[repository.Owned]:
    rules: list[ColumnElement[bool]] = [col(VehicleRow.plate).in_(plates)]
    if customer_id is not None:
        rules.append(col(VehicleRow.customer_id) == customer_id)
    rule = and_(*rules)
    return list(repository.vehicles_where(work.session, work.actor.scope, rule, len(plates) * 2))
