"""HTTP of intake: lists, orders, look-ups, the search box, addresses."""

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, File, Query, Request, Response, UploadFile

from backend.geocoding import OfflineGeocoder, Point
from backend.kernel.errors import FILE_TOO_LARGE, Refusal
from backend.kernel.sheets.grid import Grid
from backend.kernel.sheets.limits import MAX_BYTES, MAX_MEGABYTES
from backend.kernel.sheets.reading import read_sheet
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.auth.public import allow
from backend.modules.customers import public as customers
from backend.modules.intake import errors, schemas
from backend.modules.intake.models import VehicleSheetRow
from backend.modules.intake.service import find as finding
from backend.modules.intake.service import scripts, sheets
from backend.modules.intake.service.drivers import complete_sheet
from backend.modules.intake.service.installations import open_installation
from backend.modules.intake.service.lookup import look_up
from backend.modules.intake.service.repairs import open_repair
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import OrderView

router = APIRouter(prefix="/api", tags=["intake"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Work = UnitOfWork
Asked = Annotated[str, Query(max_length=100)]


@router.post("/intake/vehicle-sheet", status_code=201)
def hand_in_sheet(
    file: Annotated[UploadFile, File()],
    work: Annotated[Work, allow("intake.write")],
    customer_id: Annotated[str | None, Query(max_length=40)] = None,
) -> schemas.SheetOut:
    """Check a vehicle list (.xlsx or .csv, 10 MB, 10,000 rows): every fault of every row; nothing is imported (R1)."""
    # Read before the first statement: the transaction, and with it SQLite's only writer, begins after the parsing.
    grid = _grid(file)
    return _sheet(work, sheets.check_sheet(work, grid, file.filename or "list", customer_id))


@router.post("/intake/vehicle-sheet/{sheet_id}/drivers")
def hand_in_drivers(
    sheet_id: str,
    file: Annotated[UploadFile, File()],
    work: Annotated[Work, allow("intake.write")],
) -> schemas.CompletedOut:
    """Complete a checked list from the list of drivers and vehicle data, matched by plate or VIN (R1)."""
    done = complete_sheet(work, sheet_id, _grid(file))
    told = [_fault(asdict(one)) for one in done.faults]
    return schemas.CompletedOut(matched=done.matched, faults=told, sheet=_sheet(work, done.sheet))


@router.get("/intake/vehicle-sheet/{sheet_id}")
def sheet(sheet_id: str, work: Annotated[Work, allow("intake.lookup")]) -> schemas.SheetOut:
    """A list that was checked before."""
    return _sheet(work, sheets.own_sheet(work, sheet_id))


@router.get(
    "/intake/vehicle-sheet/{sheet_id}/faulty.xlsx",
    response_class=Response,
    responses={200: {"content": {XLSX: {}}}},
)
def faulty_rows(sheet_id: str, work: Annotated[Work, allow("intake.lookup")]) -> Response:
    """The faulty rows to mend, each fault beside its cell."""
    name, content = sheets.faulty_file(work, sheet_id)
    headers = {"content-disposition": f"attachment; filename=faulty.xlsx; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=XLSX, headers=headers)


@router.post("/intake/installations", status_code=201)
def install(body: schemas.InstallationIn, work: Annotated[Work, allow("intake.write")]) -> schemas.OpenedOut:
    """Open an installation order from a checked list or from vehicles typed in."""
    return _opened(*open_installation(work, body))


@router.post("/intake/repairs", status_code=201)
def repair(body: schemas.RepairIn, work: Annotated[Work, allow("intake.write")]) -> schemas.OpenedOut:
    """Open a repair, removal, transfer or inspection; 409 likely_duplicate shows the open order first (R2)."""
    return _opened(*open_repair(work, body))


@router.post("/intake/orders/{order_id}/chase")
def chase(order_id: str, body: schemas.ChaseIn, work: Annotated[Work, allow("intake.write")]) -> schemas.OpenedOut:
    """Note that the customer asked where it stays (催单)."""
    order = work_orders.chase(work, order_id, body.note)
    return _opened(order, len(work_orders.items(work, order.id)))


@router.get("/intake/lookup")
def lookup(q: Asked, work: Annotated[Work, allow("intake.lookup")]) -> schemas.LookupOut:
    """All that is known, by plate, terminal number, IMEI, ICCID, phone, VIN's end or name (R2)."""
    return look_up(work, q)


@router.get("/intake/faults")
def faults(work: Annotated[Work, allow("intake.lookup")]) -> schemas.FaultsOut:
    """Symptoms to choose from, most common first."""
    return schemas.FaultsOut(items=[schemas.FaultOut(**vars(one)) for one in work_orders.faults(work)])


@router.get("/intake/script")
def script(
    work: Annotated[Work, allow("intake.lookup")],
    kind: Annotated[str | None, Query(max_length=20)] = None,
) -> schemas.ScriptsOut:
    """What to say, for a kind of order."""
    return _told(scripts.scripts_for(work, kind))


@router.get("/phone/scripts", tags=["phone"])
def phone_scripts(work: Annotated[Work, allow("phone.day")]) -> schemas.ScriptsOut:
    """What a technician says to customers; kept on the phone, which fills in the visit (R16, R41)."""
    return _told(scripts.road_scripts(work))


def _told(found: list[scripts.Script]) -> schemas.ScriptsOut:
    items = [
        schemas.ScriptOut(code=one.code, kinds=list(one.kinds), zh=list(one.zh), en=list(one.en), asks=list(one.asks))
        for one in found
    ]
    return schemas.ScriptsOut(items=items)


@router.get("/find")
def find(q: Asked, work: Annotated[Work, allow("find")]) -> schemas.FoundListOut:
    """The search box: vehicles, customers, devices, cards and orders."""
    return finding.find(work, q)


@router.get("/geocode")
def geocode(
    request: Request,
    address: Annotated[str, Query(min_length=1, max_length=200)],
    work: Annotated[Work, allow("geocode")],
) -> schemas.PlaceOut:
    """Where an address is (WGS-84) and how precise; a name that exists twice is looked for near the own centre."""
    scope = work.actor.scope
    own = [one for one in auth.centres(work) if scope is not None and one.id in scope]
    near = Point(own[0].lat, own[0].lng) if own else None
    geocoder = request.app.state.house.geocoder or OfflineGeocoder()
    found = geocoder.find(address, near)
    if found is None:
        raise Refusal(errors.PLACE_NOT_FOUND, field="address")
    return schemas.PlaceOut(lat=found.lat, lng=found.lng, precision=found.precision.value, label=found.label)


def _opened(order: OrderView, vehicles: int) -> schemas.OpenedOut:
    return schemas.OpenedOut(order_id=order.id, no=order.no, state=order.state, vehicles=vehicles)


def _grid(file: UploadFile) -> Grid:
    content = file.file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Refusal(FILE_TOO_LARGE, field="file", limit_mb=MAX_MEGABYTES)
    return read_sheet(content)


def _fault(one: dict[str, Any]) -> schemas.SheetFaultOut:
    kept = ("row", "column", "column_name", "field", "code", "value")
    words = schemas.Sentences(zh=one["zh"], en=one["en"])
    return schemas.SheetFaultOut(**{name: one[name] for name in kept}, message=words)


def _sheet(work: UnitOfWork, row: VehicleSheetRow) -> schemas.SheetOut:
    types = customers.vehicle_types(work)
    return schemas.SheetOut(
        sheet_id=row.id,
        file_name=row.file_name,
        total=len(row.good) + len(row.faulty),
        good=len(row.good),
        faulty=len(row.faulty),
        rows=[
            schemas.SheetRowOut(
                **one, regulated=customers.regulated_by_type(one["values"].get("vehicle_type", ""), types)
            )
            for one in row.good
        ],
        faults=[_fault(one) for one in row.faults],
        warnings=[schemas.SheetWarningOut(**one) for one in row.warnings],
    )
