"""Finding the customer and the vehicle by what a caller says: plate, end of the VIN, phone, fleet number, name (R2)."""

from collections.abc import Collection

from sqlmodel import col

from backend.kernel.numbers import check_plate
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import repository
from backend.modules.customers.models import CustomerRow, VehicleRow
from backend.modules.customers.service import as_vehicle
from backend.modules.customers.shapes import Match, Vehicle


def vehicle_by_plate(work: UnitOfWork, plate: str, colour: str | None = None) -> list[Vehicle]:
    """The vehicles with this plate as people write it; several when the colour is left open."""
    rows = repository.vehicles_by_plate(work.session, [check_plate(plate).value]) if plate.strip() else []
    return [as_vehicle(row) for row in rows if colour is None or row.plate_colour == colour]


def vehicles_known(work: UnitOfWork, plates: Collection[str], vins: Collection[str]) -> list[Vehicle]:
    """All vehicles with one of these normalised plates or VINs, of any customer and colour, in few statements."""
    rows = repository.vehicles_by_plate(work.session, plates) + repository.vehicles_by_vin(work.session, vins)
    return [as_vehicle(row) for row in {row.id: row for row in rows}.values()]


def find(work: UnitOfWork, text: str, limit: int = 20) -> list[Match]:
    """What the words may mean within the actor's centres, surest first, at most `limit`."""
    said = text.strip()
    if not said:
        return []
    scope, found = work.actor.scope, list[Match]()
    for by, rule in repository.vehicle_said(said):
        rows = repository.vehicles_where(work.session, scope, rule, limit)
        found += [_vehicle_match(row, owner, by) for row, owner in rows]
    by_phone = repository.contact_said(said)
    if by_phone is not None:
        owners = repository.customers_where(work.session, scope, by_phone, limit)
        found += [Match("customer", row.id, None, row.name, row.name, by="phone") for row in owners]
    if len(found) < limit:
        by_name = repository.contains(col(CustomerRow.name), said)
        owners = repository.customers_where(work.session, scope, by_name, limit)
        found += [Match("customer", row.id, None, row.name, row.name, by="name") for row in owners]
    return _once(found)[:limit]


def _vehicle_match(row: VehicleRow, owner: CustomerRow, by: str) -> Match:
    return Match(
        kind="vehicle",
        customer_id=owner.id,
        vehicle_id=row.id,
        label=as_vehicle(row).label,
        customer_name=owner.name,
        plate=row.plate,
        plate_colour=row.plate_colour,
        by=by,  # type: ignore[arg-type]  # the repository names only these ways
    )


def _once(found: list[Match]) -> list[Match]:
    first: dict[tuple[str, str | None], Match] = {}
    for match in found:
        first.setdefault((match.customer_id, match.vehicle_id), match)
    return list(first.values())
