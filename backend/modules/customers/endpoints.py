"""HTTP: customers, contacts, sites and vehicles."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from backend.kernel.numbers import mask_phone
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow, may
from backend.modules.customers import repository, service
from backend.modules.customers.near import near_plates
from backend.modules.customers.own_types import put_vehicle_type, vehicle_types
from backend.modules.customers.schemas import (
    ContactIn,
    ContactOut,
    CustomerIn,
    CustomerOut,
    CustomerRowOut,
    InstalledOut,
    NearPlateOut,
    NearPlatesOut,
    SiteIn,
    SiteOut,
    VehicleIn,
    VehicleOut,
    VehiclePatch,
    VehicleRowOut,
    VehicleTypeIn,
    VehicleTypeOut,
    VehicleTypesOut,
)
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
from backend.modules.customers.vehicle_types import VehicleType

router = APIRouter(prefix="/api", tags=["customers"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
Said = Annotated[str, Query(max_length=100)]
Reading = Annotated[UnitOfWork, allow("customers.read")]
Writing = Annotated[UnitOfWork, allow("customers.write")]


@router.get("/customers")
def list_customers(
    work: Reading,
    q: Said = "",
    centre_id: Annotated[str | None, Query(max_length=36)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[CustomerRowOut]:
    """Customers by name; `q` is a part of the name or a whole phone number."""
    after = decode_cursor(cursor, 2)
    rows = repository.customer_page(work.session, work.actor.scope, q, centre_id, after, limit)
    kept, following = cut_page(rows, limit, lambda row: (row.name, row.id))
    ids = [row.id for row in kept]
    first: dict[str, Any] = {}
    for contact in repository.contacts_of(work.session, ids):
        first.setdefault(contact.customer_id, contact)
    counts = repository.vehicle_counts(work.session, ids)
    items = [
        CustomerRowOut(
            id=row.id,
            centre_id=row.centre_id,
            name=row.name,
            kind=row.kind,
            contact_name=first[row.id].name if row.id in first else "",
            contact_phone=_phone(work, first[row.id].phone) if row.id in first else "",
            vehicle_count=counts.get(row.id, 0),
        )
        for row in kept
    ]
    return Page(items=items, next=following)


@router.post("/customers", status_code=201)
def add_customer(body: CustomerIn, work: Writing) -> CustomerOut:
    """Add a customer with contacts and sites."""
    work.actor.require_centre(body.centre_id)
    added = service.add_customer(
        work,
        NewCustomer(
            centre_id=body.centre_id,
            name=body.name,
            kind=body.kind,
            note=body.note,
            contacts=tuple(NewContact(**one.model_dump()) for one in body.contacts),
            sites=tuple(NewSite(**one.model_dump()) for one in body.sites),
        ),
    )
    return _whole(work, added)


@router.get("/customers/{customer_id}")
def read_customer(customer_id: str, work: Reading) -> CustomerOut:
    """A customer with contacts, sites and the number of vehicles."""
    return _whole(work, _within_reach(work, customer_id))


@router.post("/customers/{customer_id}/contacts", status_code=201)
def add_contact(customer_id: str, body: ContactIn, work: Writing) -> ContactOut:
    """Add a person to call."""
    _within_reach(work, customer_id)
    return _contact(work, service.add_contact(work, customer_id, NewContact(**body.model_dump())))


@router.post("/contacts/{contact_id}/reveal")
def reveal_contact(contact_id: str, work: Annotated[UnitOfWork, allow("customers.see_phones")]) -> ContactOut:
    """The whole phone number of a contact; that it was looked at is kept in the audit trail (R27)."""
    return _contact(work, service.reveal_phone(work, contact_id))


@router.post("/customers/{customer_id}/sites", status_code=201)
def add_site(customer_id: str, body: SiteIn, work: Writing) -> SiteOut:
    """Add a place of work."""
    _within_reach(work, customer_id)
    return _site(service.add_site(work, customer_id, NewSite(**body.model_dump())))


@router.get("/customers/{customer_id}/vehicles")
def list_vehicles_of_customer(
    request: Request, customer_id: str, work: Reading, q: Said = "", cursor: Cursor = None, limit: Limit = 50
) -> Page[VehicleRowOut]:
    """The vehicles of a customer by plate, with what is installed."""
    _within_reach(work, customer_id)
    return _vehicle_page(request, work, q, customer_id, cursor, limit)


@router.post("/customers/{customer_id}/vehicles", status_code=201)
def add_vehicle(customer_id: str, body: VehicleIn, work: Writing) -> VehicleOut:
    """Add a vehicle."""
    _within_reach(work, customer_id)
    return _vehicle(work, service.add_vehicle(work, NewVehicle(customer_id=customer_id, **body.model_dump())))


@router.get("/vehicles")
def list_vehicles(
    request: Request,
    work: Reading,
    q: Said = "",
    customer_id: Annotated[str | None, Query(max_length=36)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[VehicleRowOut]:
    """Vehicles by plate, with what is installed; `q` is a plate, its first or last places, the end of a VIN, a driver's phone or its end, a name."""
    return _vehicle_page(request, work, q, customer_id, cursor, limit)


@router.get("/vehicles/{vehicle_id}")
def read_vehicle(request: Request, vehicle_id: str, work: Reading) -> VehicleRowOut:
    """A vehicle with its customer and what is installed."""
    one = service.vehicle(work, vehicle_id)
    owner = _within_reach(work, one.customer_id)
    sitting = request.app.state.house.installed_in(work, [one.id])
    return _vehicle_row(work, one, owner.name, sitting.get(one.id))


@router.patch("/vehicles/{vehicle_id}")
def change_vehicle(vehicle_id: str, body: VehiclePatch, work: Writing) -> VehicleOut:
    """Change what is known of a vehicle; 409 when somebody else changed it meanwhile."""
    _within_reach(work, service.vehicle(work, vehicle_id).customer_id)
    if body.customer_id is not None:
        _within_reach(work, body.customer_id)
    changes = body.model_dump(exclude={"version"}, exclude_none=True)
    return _vehicle(work, service.update_vehicle(work, vehicle_id, body.version, **changes))


@router.get("/plates/near")
def find_near_plates(
    work: Annotated[UnitOfWork, allow("find")],
    plate: Annotated[str, Query(min_length=1, max_length=40)],
    customer_id: Annotated[str | None, Query(max_length=36)] = None,
) -> NearPlatesOut:
    """Registered plates (of this customer) that are one slip away from what was typed; none when it is registered itself."""
    return NearPlatesOut(items=[NearPlateOut(**vars(one)) for one in near_plates(work, plate, customer_id)])


@router.get("/vehicle-types")
def list_vehicle_types(work: Reading) -> VehicleTypesOut:
    """The types of vehicles, and which of them must be kept online by law (R39)."""
    return VehicleTypesOut(items=[VehicleTypeOut(**one._asdict()) for one in vehicle_types(work)])


@router.put("/vehicle-types/{code}")
def change_vehicle_type(
    code: Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,29}$")],
    body: VehicleTypeIn,
    work: Annotated[UnitOfWork, allow("vehicle_types.write")],
) -> VehicleTypeOut:
    """Change a type or add one; it holds for every centre. Vehicles that follow their type follow at once."""
    return VehicleTypeOut(**put_vehicle_type(work, VehicleType(code=code, **body.model_dump()))._asdict())


def _vehicle_page(
    request: Request, work: UnitOfWork, q: str, customer_id: str | None, cursor: str | None, limit: int
) -> Page[VehicleRowOut]:
    after = decode_cursor(cursor, 2)
    rows = repository.vehicle_page(work.session, work.actor.scope, q, customer_id, after, limit)
    kept, following = cut_page(rows, limit, lambda row: (row[0].plate, row[0].id))
    # What is installed is another module's fact: the wiring hands the look-up in.
    sitting = request.app.state.house.installed_in(work, [row.id for row, _ in kept])
    items = [_vehicle_row(work, service.as_vehicle(row), owner.name, sitting.get(row.id)) for row, owner in kept]
    return Page(items=items, next=following)


def _within_reach(work: UnitOfWork, customer_id: str) -> Customer:
    owner = service.customer(work, customer_id)
    work.actor.require_centre(owner.centre_id)
    return owner


def _whole(work: UnitOfWork, one: Customer) -> CustomerOut:
    return CustomerOut(
        id=one.id,
        centre_id=one.centre_id,
        name=one.name,
        kind=one.kind,
        note=one.note,
        contacts=[_contact(work, contact) for contact in service.contacts(work, one.id)],
        sites=[_site(place) for place in service.sites(work, one.id)],
        vehicle_count=repository.vehicle_counts(work.session, [one.id]).get(one.id, 0),
    )


def _contact(work: UnitOfWork, one: Contact) -> ContactOut:
    phone = _phone(work, one.phone)
    return ContactOut(id=one.id, name=one.name, phone=phone, role=one.role, masked=phone != one.phone)


def _site(one: Site) -> SiteOut:
    return SiteOut(**{name: value for name, value in vars(one).items() if name != "customer_id"})


def _vehicle(work: UnitOfWork, one: Vehicle) -> VehicleOut:
    return VehicleOut(**{**vars(one), "driver_phone": _phone(work, one.driver_phone)})


def _vehicle_row(work: UnitOfWork, one: Vehicle, customer_name: str, sitting: Any) -> VehicleRowOut:
    plain = {**vars(one), "driver_phone": _phone(work, one.driver_phone)}
    return VehicleRowOut(**plain, customer_name=customer_name, installed=_installed(sitting))


def _installed(sitting: Any) -> InstalledOut | None:
    if sitting is None:
        return None
    device = sitting.device
    return InstalledOut(
        terminal_no=device.terminal_no,
        imei=device.imei,
        iccid=sitting.sim.iccid if sitting.sim else None,
        family=device.family,
        product_name_zh=device.product_name_zh,
        product_name_en=device.product_name_en,
        since=sitting.since,
        warranty_end=device.warranty_end,
    )


def _phone(work: UnitOfWork, phone: str) -> str:
    return phone if may(work, "customers.see_phones") else mask_phone(phone)
