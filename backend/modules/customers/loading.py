"""Many customers and vehicles at once, checked as if each were added alone, written in few statements."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import policies, repository
from backend.modules.customers.errors import VEHICLE_EXISTS
from backend.modules.customers.models import ContactRow, CustomerRow, SiteRow, VehicleRow
from backend.modules.customers.own_types import vehicle_types
from backend.modules.customers.shapes import NewCustomer, NewVehicle


def load_customers(work: UnitOfWork, new: Iterable[NewCustomer]) -> list[str]:
    """Add customers with contacts and sites; returns their ids in the same order. Tells no events."""
    known_centres = {centre.id for centre in auth.centres(work)}
    owners, people, places = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for one in new:
        if one.centre_id not in known_centres:
            raise Refusal(NOT_FOUND, field="centre_id")
        owner = one.id or new_id()
        owners.append(
            {
                "id": owner,
                "centre_id": one.centre_id,
                "name": policies.named(one.name),
                "kind": one.kind,
                "note": one.note,
                "created_at": work.now,
            }
        )
        people += [{"id": new_id(), "customer_id": owner, **policies.contact_values(it)} for it in one.contacts]
        places += [{"id": new_id(), "customer_id": owner, **policies.site_values(it)} for it in one.sites]
    for table, rows in ((CustomerRow, owners), (ContactRow, people), (SiteRow, places)):
        if rows:
            work.session.execute(insert(table), rows)
    return [owner["id"] for owner in owners]


def load_vehicles(work: UnitOfWork, new: Iterable[NewVehicle]) -> list[str]:
    """Add vehicles; returns their ids in the same order; refuses (409) a plate that is there or comes twice."""
    types = vehicle_types(work)
    rows = [{"id": one.id or new_id(), "version": 1, **policies.vehicle_values(one, types)} for one in new]
    if not rows:
        return []
    owners = {row["customer_id"] for row in rows}
    if len(repository.customers_by_id(work.session, owners)) != len(owners):
        raise Refusal(NOT_FOUND, field="customer_id")
    _refuse_twice(rows)
    try:
        with work.session.begin_nested():
            work.session.execute(insert(VehicleRow), rows)
    except IntegrityError:
        taken = {row.plate for row in repository.vehicles_by_plate(work.session, [row["plate"] for row in rows])}
        plate = next((row["plate"] for row in rows if row["plate"] in taken), "")
        raise Refusal(VEHICLE_EXISTS, field="plate", plate=plate) from None
    return [row["id"] for row in rows]


def _refuse_twice(rows: Sequence[dict[str, Any]]) -> None:
    counted = Counter((row["plate"], row["plate_colour"]) for row in rows if row["plate"])
    for (plate, _), times in counted.items():
        if times > 1:
            raise Refusal(VEHICLE_EXISTS, field="plate", plate=plate)
