"""HTTP: price list, the van on the phone, what sits in a vehicle, stock."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from backend.kernel.errors import NOT_YOURS, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory import repository, schemas, service
from backend.modules.inventory.carriers import policies as carrier_rules
from backend.modules.inventory.carriers import reading as carriers
from backend.modules.inventory.carriers.models import CarrierTaskRow
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.policies import iccid_key
from backend.modules.inventory.removed.listing import own_limit, own_open_list
from backend.modules.inventory.shapes import Device, Installed, Sim

router = APIRouter(prefix="/api", tags=["inventory"])


@router.get("/products")
def list_products(work: Annotated[UnitOfWork, allow("products.read")]) -> schemas.ProductsOut:
    """The price list."""
    return schemas.ProductsOut(items=[schemas.ProductOut(**vars(one)) for one in service.products(work)])


@router.get("/phone/van")
def read_own_van(work: Annotated[UnitOfWork, allow("phone.van")]) -> schemas.VanOut:
    """What the technician has with him, and the carrier rules, to be kept on the phone."""
    if work.actor.technician_id is None:
        raise Refusal(NOT_YOURS)
    van = service.van_stock(work, work.actor.technician_id)
    rules = carriers.binding_rules(work)
    rebound = carriers.rebinds(work, [one.iccid for one in van.sims])
    return schemas.VanOut(
        devices=[_van_device(one) for one in van.devices],
        sims=[_van_sim(one, rebound) for one in van.sims],
        parts=[schemas.VanPartOut(**vars(one)) for one in van.parts],
        returns=[_van_device(one) for one in van.returns],
        sim_returns=[_van_sim(one, {}) for one in van.sim_returns],
        removed=[schemas.OwnRemovedOut(**vars(one)) for one in own_open_list(work, work.actor.technician_id)],
        removed_limit_days=own_limit(work, work.actor.scope or ()),
        binding_rules=[schemas.BindingRuleOut(**vars(one)) for one in rules],
        rules_mark=carrier_rules.rules_mark(rules),
        carrier_tasks=[_carrier_task(one) for one in carriers.tasks_of_technician(work, work.actor.technician_id)],
        cases=[schemas.OwnCaseOut(**vars(one)) for one in service.own_cases(work, work.actor.technician_id)],
    )


@router.get("/vehicles/{vehicle_id}/installed")
def read_installed(
    request: Request, vehicle_id: str, work: Annotated[UnitOfWork, allow("vehicles.history")]
) -> schemas.InstalledListOut:
    """What sits in a vehicle by the ledger."""
    request.app.state.house.require_vehicle(work, vehicle_id)
    sitting = service.all_installed_in(work, [vehicle_id]).get(vehicle_id, [])
    return schemas.InstalledListOut(items=[_installed(one) for one in sitting])


@router.get("/stock")
def list_stock(
    work: Annotated[UnitOfWork, allow("stock.read")],
    place: Annotated[str | None, Query(max_length=36)] = None,
    technician_id: Annotated[str | None, Query(max_length=36)] = None,
) -> schemas.StockOut:
    """What is in the warehouses and vans within reach, by product; or in one place, or on one van."""
    found = [
        row
        for row in repository.places(work.session, ("warehouse", "van"), work.actor.scope)
        if place in (None, row.id) and technician_id in (None, row.technician_id)
    ]
    lines = service.stock_by_place(work, [row.id for row in found])
    items = [
        schemas.PlaceStockOut(
            place=_place(row), items=[schemas.StockLineOut(**vars(line)) for line in lines.get(row.id, [])]
        )
        for row in found
    ]
    return schemas.StockOut(items=items)


def _van_device(one: Device) -> schemas.VanDeviceOut:
    return schemas.VanDeviceOut(**_named(schemas.VanDeviceOut, one))


def _van_sim(one: Sim, rebound: Mapping[str, int]) -> schemas.VanSimOut:
    times = rebound.get(iccid_key(one.iccid)[0], 0)
    return schemas.VanSimOut(**_named(schemas.VanSimOut, one), rebinds=times)


def _carrier_task(row: CarrierTaskRow) -> schemas.VanTaskOut:
    return schemas.VanTaskOut(**_named(schemas.VanTaskOut, row))


def _installed(one: Installed) -> schemas.InstalledOut:
    return schemas.InstalledOut(
        installation_id=one.installation_id,
        device=schemas.DeviceOut(**vars(one.device)),
        sim=schemas.SimOut(**vars(one.sim)) if one.sim else None,
        since=one.since,
        mounting=one.mounting,
    )


def _place(row: PlaceRow) -> schemas.PlaceOut:
    return schemas.PlaceOut(
        id=row.id, kind=row.kind, name=row.name, centre_id=row.centre_id, technician_id=row.technician_id
    )


def _named(shape: type[schemas.Wire], source: object) -> dict[str, Any]:
    """The values of the source that the wire shape names."""
    return {name: getattr(source, name) for name in shape.model_fields if hasattr(source, name)}
