"""Use cases of customers: look one up, add, change. Phones are whole here; the endpoints mask them (R27)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.exc import IntegrityError

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from backend.kernel.ids import new_id
from backend.kernel.numbers import mask_phone
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import policies, repository
from backend.modules.customers.errors import FREED_BY_MANAGER, VEHICLE_EXISTS
from backend.modules.customers.events import (
    CustomerAdded,
    CustomerChanged,
    PhoneRevealed,
    VehicleAdded,
    VehicleChanged,
)
from backend.modules.customers.models import ContactRow, CustomerRow, SiteRow, VehicleRow
from backend.modules.customers.own_types import vehicle_types
from backend.modules.customers.shapes import (
    Contact,
    Customer,
    NewContact,
    NewCustomer,
    NewSite,
    NewVehicle,
    Site,
    Vehicle,
)

CHANGEABLE = frozenset(
    {
        "customer_id",
        "plate",
        "plate_colour",
        "vin",
        "vehicle_type",
        "fleet_no",
        "driver_name",
        "driver_phone",
        "regulated",
        "regulated_reason",
    }
)


def customer(work: UnitOfWork, customer_id: str) -> Customer:
    """One customer; refuses 404."""
    return as_customer(_customer_row(work, customer_id))


def customers(work: UnitOfWork, ids: Iterable[str]) -> dict[str, Customer]:
    """Those of these customers that exist, by id."""
    return {row.id: as_customer(row) for row in repository.customers_by_id(work.session, ids)}


def contacts(work: UnitOfWork, customer_id: str) -> list[Contact]:
    """The contacts of a customer, the first one is called first."""
    return [as_contact(row) for row in repository.contacts_of(work.session, [customer_id])]


def sites(work: UnitOfWork, customer_id: str) -> list[Site]:
    """The sites of a customer."""
    return [as_site(row) for row in repository.sites_of(work.session, customer_id)]


def site(work: UnitOfWork, site_id: str) -> Site:
    """One site; refuses 404."""
    row = work.session.get(SiteRow, site_id)
    if row is None:
        raise Refusal(NOT_FOUND, field="site_id")
    return as_site(row)


def sites_by_id(work: UnitOfWork, ids: Iterable[str]) -> dict[str, Site]:
    """Those of these sites that exist, by id."""
    return {row.id: as_site(row) for row in repository.sites_by_id(work.session, ids)}


def vehicle(work: UnitOfWork, vehicle_id: str) -> Vehicle:
    """One vehicle; refuses 404."""
    return as_vehicle(_vehicle_row(work, vehicle_id))


def vehicles(work: UnitOfWork, ids: Iterable[str]) -> dict[str, Vehicle]:
    """Those of these vehicles that exist, by id."""
    return {row.id: as_vehicle(row) for row in repository.vehicles_by_id(work.session, ids)}


def vehicles_in_reach(work: UnitOfWork, found: Iterable[Vehicle]) -> set[str]:
    """The ids of those of these vehicles whose customer the actor may reach."""
    listed = list(found)
    owners = customers(work, {one.customer_id for one in listed})
    return {one.id for one in listed if work.actor.reaches(owners[one.customer_id].centre_id)}


def vehicles_of(work: UnitOfWork, customer_id: str) -> list[Vehicle]:
    """All vehicles of a customer, by plate."""
    return [as_vehicle(row) for row in repository.vehicles_of(work.session, customer_id)]


def add_customer(work: UnitOfWork, new: NewCustomer) -> Customer:
    """Add a customer with contacts and sites; refuses an empty name, a wrong phone, an unknown centre."""
    auth.centre(work, new.centre_id)
    row = CustomerRow(
        id=new.id or new_id(),
        centre_id=new.centre_id,
        name=policies.named(new.name),
        kind=new.kind,
        note=new.note,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    for contact in new.contacts:
        work.session.add(ContactRow(customer_id=row.id, **policies.contact_values(contact)))
    for place in new.sites:
        work.session.add(SiteRow(customer_id=row.id, **policies.site_values(place)))
    work.session.flush()
    work.record(CustomerAdded(customer_id=row.id, centre_id=row.centre_id))
    return as_customer(row)


def require_vehicle(work: UnitOfWork, vehicle_id: str) -> Vehicle:
    """A vehicle whose customer the actor may reach; refuses 404, or 403 not_yours at another centre."""
    one = vehicle(work, vehicle_id)
    work.actor.require_centre(customer(work, one.customer_id).centre_id)
    return one


def add_contact(work: UnitOfWork, customer_id: str, new: NewContact) -> Contact:
    """Add a person to call; refuses 404 for the customer and a wrong phone."""
    owner = _customer_row(work, customer_id)
    row = ContactRow(customer_id=owner.id, **policies.contact_values(new))
    work.session.add(row)
    work.session.flush()
    work.record(CustomerChanged(customer_id=owner.id, centre_id=owner.centre_id, added="contact"))
    return as_contact(row)


def add_site(work: UnitOfWork, customer_id: str, new: NewSite) -> Site:
    """Add a place of work; refuses 404 for the customer, an empty address, half a position."""
    owner = _customer_row(work, customer_id)
    row = SiteRow(customer_id=owner.id, **policies.site_values(new))
    work.session.add(row)
    work.session.flush()
    work.record(CustomerChanged(customer_id=owner.id, centre_id=owner.centre_id, added="site"))
    return as_site(row)


def add_vehicle(work: UnitOfWork, new: NewVehicle) -> Vehicle:
    """Add a vehicle; refuses wrong numbers and (409 vehicle_exists) a plate with its colour that is registered already."""
    owner = _customer_row(work, new.customer_id)
    values = policies.vehicle_values(new, vehicle_types(work))
    row = VehicleRow(id=new.id or new_id(), **values)
    _save(work, row, values)
    work.record(VehicleAdded(vehicle_id=row.id, customer_id=owner.id, centre_id=owner.centre_id, plate=row.plate))
    return as_vehicle(row)


def update_vehicle(work: UnitOfWork, vehicle_id: str, version: int, **changes: Any) -> Vehicle:
    """Change fields of a vehicle (see CHANGEABLE); refuses 409 changed_meanwhile when `version` is no longer the newest.

    Only who approves removals takes a vehicle out of R39 (403 freed_by_manager).
    """
    row = _vehicle_row(work, vehicle_id)
    if row.version != version:
        now = as_vehicle(row)
        phone = now.driver_phone if auth.may(work, "customers.see_phones") else mask_phone(now.driver_phone)
        raise Refusal(CHANGED_MEANWHILE, current={**vars(now), "driver_phone": phone})
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise ValueError(f"a vehicle has no {sorted(unknown)}")
    owner = _customer_row(work, changes.get("customer_id", row.customer_id))
    present = {name: getattr(row, name) for name in CHANGEABLE}
    if not row.regulated_reason:
        present["regulated"] = None  # follows the type, also to another one
    values = policies.vehicle_values(NewVehicle(**{**present, **changes}), vehicle_types(work))
    was_regulated = row.regulated
    if was_regulated and not values["regulated"] and not auth.may(work, "orders.approve", owner.centre_id):
        # Whoever says yes to removals: else another type would be the way around him (R39).
        raise Refusal(FREED_BY_MANAGER, field="vehicle_type", plate=as_vehicle(row).label)
    _save(work, row, {**values, "version": version + 1})
    told = {name: values[name] for name in changes}
    if values["regulated"] != was_regulated:  # with another type: what the law asks for goes or comes with it (R39)
        told["regulated"] = values["regulated"]
    work.record(VehicleChanged(vehicle_id=row.id, customer_id=owner.id, centre_id=owner.centre_id, changes=told))
    return as_vehicle(row)


def reveal_phone(work: UnitOfWork, contact_id: str) -> Contact:
    """The whole phone number of a contact; that it was looked at is recorded (R27)."""
    row = work.session.get(ContactRow, contact_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    owner = _customer_row(work, row.customer_id)
    work.actor.require_centre(owner.centre_id)
    work.record(PhoneRevealed(customer_id=owner.id, centre_id=owner.centre_id, contact_id=row.id))
    return as_contact(row)


def _save(work: UnitOfWork, row: VehicleRow, values: dict[str, Any]) -> None:
    """Write a vehicle; the unique index has the last word about its plate, also between two writers."""
    try:
        # Changes are made inside the savepoint: opening one writes out whatever was changed before.
        with work.session.begin_nested():
            for name, value in values.items():
                setattr(row, name, value)
            work.session.add(row)
    except IntegrityError:
        raise Refusal(VEHICLE_EXISTS, field="plate", plate=values["plate"]) from None


def _customer_row(work: UnitOfWork, customer_id: str) -> CustomerRow:
    row = work.session.get(CustomerRow, customer_id)
    if row is None:
        raise Refusal(NOT_FOUND, field="customer_id")
    return row


def _vehicle_row(work: UnitOfWork, vehicle_id: str) -> VehicleRow:
    row = work.session.get(VehicleRow, vehicle_id)
    if row is None:
        raise Refusal(NOT_FOUND, field="vehicle_id")
    return row


def as_customer(row: CustomerRow) -> Customer:
    """A row as a fact."""
    return Customer(row.id, row.centre_id, row.name, row.kind, row.note)


def as_contact(row: ContactRow) -> Contact:
    """A row as a fact."""
    return Contact(row.id, row.customer_id, row.name, row.phone, row.role)


def as_site(row: SiteRow) -> Site:
    """A row as a fact."""
    return Site(row.id, row.customer_id, row.name, row.address, row.landmark, row.district, row.lat, row.lng)


def as_vehicle(row: VehicleRow) -> Vehicle:
    """A row as a fact."""
    return Vehicle(
        id=row.id,
        customer_id=row.customer_id,
        plate=row.plate,
        plate_colour=row.plate_colour,
        vin=row.vin,
        vehicle_type=row.vehicle_type,
        fleet_no=row.fleet_no,
        driver_name=row.driver_name,
        driver_phone=row.driver_phone,
        regulated=row.regulated,
        regulated_reason=row.regulated_reason,
        version=row.version,
    )
