"""HTTP: price list, the van on the phone, what sits in a vehicle, stock, issue and return, number cases."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from backend.kernel.errors import NOT_YOURS, Refusal
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory import cases, repository, schemas, service, warehouse
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.models import NumberCaseRow, PlaceRow
from backend.modules.inventory.shapes import Device, Installed, Sim

router = APIRouter(prefix="/api", tags=["inventory"])
Moving = Annotated[UnitOfWork, allow("stock.move")]


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
    return schemas.VanOut(
        devices=[_van_device(one) for one in van.devices],
        sims=[_van_sim(one) for one in van.sims],
        parts=[schemas.VanPartOut(**vars(one)) for one in van.parts],
        returns=[_van_device(one) for one in van.returns],
        sim_returns=[_van_sim(one) for one in van.sim_returns],
        binding_rules=[schemas.BindingRuleOut(**vars(one)) for one in service.binding_rules(work)],
    )


@router.get("/vehicles/{vehicle_id}/installed")
def read_installed(
    request: Request, vehicle_id: str, work: Annotated[UnitOfWork, allow("vehicles.history")]
) -> schemas.InstalledListOut:
    """What sits in a vehicle by the ledger."""
    request.app.state.house.require_vehicle(work, vehicle_id)
    sitting = service.all_installed_in(work, [vehicle_id]).get(vehicle_id, [])
    return schemas.InstalledListOut(items=[_installed(one) for one in sitting])


@router.get("/vehicles/{vehicle_id}/history")
def read_history(
    request: Request, vehicle_id: str, work: Annotated[UnitOfWork, allow("vehicles.history")]
) -> schemas.HistoryOut:
    """The installation ledger of a vehicle, newest first, claims included."""
    request.app.state.house.require_vehicle(work, vehicle_id)
    lines = service.history_of_vehicle(work, vehicle_id)
    items = [
        schemas.LedgerLineOut(
            **{**vars(line), "device": _device(line.device), "sim": _sim(line.sim) if line.sim else None}
        )
        for line in lines
    ]
    return schemas.HistoryOut(items=items)


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


@router.post("/stock/issue")
def issue_to_van(body: schemas.StockMoveIn, work: Moving) -> schemas.StockOut:
    """From the warehouse onto a van (领料); answers with what is on the van now."""
    warehouse.issue(work, body.technician_id, body.devices, body.sims, body.parts)
    return list_stock(work, technician_id=body.technician_id)


@router.post("/stock/return")
def return_from_van(body: schemas.StockMoveIn, work: Moving) -> schemas.StockOut:
    """From a van back to the warehouse, the factory or scrap (退料); answers with what is on the van now."""
    warehouse.take_back(work, body.technician_id, body.devices, body.sims, body.parts)
    return list_stock(work, technician_id=body.technician_id)


@router.get("/cases")
def list_cases(
    work: Annotated[UnitOfWork, allow("cases.read")],
    state: Literal["open", "settled"] | None = "open",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
) -> Page[schemas.CaseOut]:
    """Numbers that are unknown or clash, oldest first."""
    after = decode_cursor(cursor, 1)
    rows = repository.case_page(work.session, work.actor.scope, state, after, limit)
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=[_case(row) for row in kept], next=following)


@router.post("/cases/{case_id}/settle")
def settle_case(
    case_id: str, body: schemas.SettleIn, work: Annotated[UnitOfWork, allow("cases.settle")]
) -> schemas.CaseOut:
    """Settle a case: accept what the field said, or keep the books."""
    return _case(cases.settle(work, case_id, body.note, body.decision, body.product_code, body.version))


def _van_device(one: Device) -> schemas.VanDeviceOut:
    return schemas.VanDeviceOut(**_named(schemas.VanDeviceOut, one))


def _van_sim(one: Sim) -> schemas.VanSimOut:
    return schemas.VanSimOut(**_named(schemas.VanSimOut, one))


def _device(one: Device) -> schemas.DeviceOut:
    return schemas.DeviceOut(**vars(one))


def _sim(one: Sim) -> schemas.SimOut:
    return schemas.SimOut(**vars(one))


def _installed(one: Installed) -> schemas.InstalledOut:
    return schemas.InstalledOut(
        installation_id=one.installation_id,
        device=_device(one.device),
        sim=_sim(one.sim) if one.sim else None,
        since=one.since,
        mounting=one.mounting,
    )


def _place(row: PlaceRow) -> schemas.PlaceOut:
    return schemas.PlaceOut(
        id=row.id, kind=row.kind, name=row.name, centre_id=row.centre_id, technician_id=row.technician_id
    )


def _case(row: NumberCaseRow) -> schemas.CaseOut:
    zh, en = WORDS[row.code]
    return schemas.CaseOut(**_named(schemas.CaseOut, row), text_zh=zh, text_en=en)


def _named(shape: type[schemas.Wire], source: object) -> dict[str, Any]:
    """The values of the source that the wire shape names."""
    return {name: getattr(source, name) for name in shape.model_fields if hasattr(source, name)}
