"""HTTP: the timelines of a vehicle, a terminal and a card, what was so at a moment, and numbers close to a typed one."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime
from starlette.background import BackgroundTask

from backend.kernel.errors import NOT_FOUND, NOT_YOURS, Refusal
from backend.kernel.pagination import MAX_LIMIT, decode_cursor, encode_cursor
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory import near
from backend.modules.inventory.events import TimelineExported
from backend.modules.inventory.history import book, repository, telling, timeline
from backend.modules.inventory.history import schemas as wire
from backend.modules.inventory.history.shapes import Stop, Subject
from backend.modules.inventory.models import DeviceRow, PlaceRow, ProductRow, SimRow

router = APIRouter(prefix="/api", tags=["history"])
Read = Annotated[UnitOfWork, allow("vehicles.history")]
MOST_EXPORTED = 5_000


class Asked:
    """Which page of a timeline, and which moment, was asked for."""

    def __init__(
        self,
        cursor: Annotated[str | None, Query(max_length=500)] = None,
        limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
        at: Annotated[AwareDatetime | None, Query()] = None,
        known_at: Annotated[AwareDatetime | None, Query()] = None,
    ) -> None:
        """`at`: what was so then; `known_at`: by what the books knew then."""
        self.after, self.limit, self.at, self.known_at = decode_cursor(cursor, (int, str)), limit, at, known_at


Page = Annotated[Asked, Depends()]


@router.get("/vehicles/{vehicle_id}/timeline")
def read_vehicle_timeline(request: Request, vehicle_id: str, work: Read, asked: Page) -> wire.TimelineOut:
    """Everything that happened to a vehicle's terminals and cards; `at`: what was in it then, and who says so (R30)."""
    return _told(request, work, *_vehicle(request, work, vehicle_id), asked)


@router.get("/terminals/{device_id}/timeline")
def read_terminal_timeline(request: Request, device_id: str, work: Read, asked: Page) -> wire.TimelineOut:
    """Everything that happened to a terminal, from its receipt on; `at`: where it was then."""
    return _told(request, work, *_device(request, work, device_id), asked)


@router.get("/sims/{sim_id}/timeline")
def read_sim_timeline(request: Request, sim_id: str, work: Read, asked: Page) -> wire.TimelineOut:
    """Everything that happened to a card; `at`: where it was then."""
    return _told(request, work, *_sim(request, work, sim_id), asked)


@router.get(
    "/timelines/{kind}/{subject_id}.xlsx", response_class=StreamingResponse, responses={200: {"content": {XLSX: {}}}}
)
def export_timeline(
    request: Request,
    kind: Literal["vehicle", "terminal", "sim"],
    subject_id: str,
    work: Read,
    lang: Literal["zh", "en"] = "zh",
) -> StreamingResponse:
    """A timeline for a spreadsheet; the export is logged (R27)."""
    find = {"vehicle": _vehicle, "terminal": _device, "sim": _sim}[kind]
    subject, shown = find(request, work, subject_id)
    entries = timeline.entries(work, subject, None, MOST_EXPORTED)[:MOST_EXPORTED]
    house = request.app.state.house
    file = book.write(telling.tell(work, house, shown, None, entries, None), house.settings.time_zone, lang)
    with house.units.write(work.actor) as log:
        log.record(TimelineExported(kind=kind, subject_id=subject_id, rows=len(entries)))
    headers = {"content-disposition": f'attachment; filename="timeline-{kind}.xlsx"'}
    return StreamingResponse(file, media_type=XLSX, headers=headers, background=BackgroundTask(file.close))


@router.get("/numbers/near")
def find_near(
    work: Annotated[UnitOfWork, allow("find")],
    kind: Literal["device", "sim"],
    number: Annotated[str, Query(min_length=1, max_length=64)],
    technician_id: Annotated[str | None, Query(max_length=36)] = None,
) -> wire.NearListOut:
    """Registered numbers that are one slip away from what was typed; none when it is registered itself."""
    find = near.near_devices if kind == "device" else near.near_sims
    return wire.NearListOut(items=[wire.NearOut(**vars(one)) for one in find(work, number, technician_id)])


def _told(
    request: Request, work: UnitOfWork, subject: Subject, shown: wire.SubjectOut, asked: Asked
) -> wire.TimelineOut:
    after = (asked.after[0], asked.after[1]) if asked.after else None
    found = timeline.entries(work, subject, after, asked.limit)
    kept = found[: asked.limit]
    following = encode_cursor(timeline.cursor_of(kept[-1])) if len(found) > asked.limit else None
    at: datetime | None = asked.at or asked.known_at
    moment = timeline.moment(work, subject, at, asked.known_at) if at else None
    return telling.tell(work, request.app.state.house, shown, moment, kept, following)


def _vehicle(request: Request, work: UnitOfWork, vehicle_id: str) -> tuple[Subject, wire.SubjectOut]:
    found = request.app.state.house.require_vehicle(work, vehicle_id)
    return Subject("vehicle", vehicle_id), wire.SubjectOut(kind="vehicle", id=vehicle_id, number=found.label)


def _device(request: Request, work: UnitOfWork, device_id: str) -> tuple[Subject, wire.SubjectOut]:
    row = work.session.get(DeviceRow, device_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    subject = Subject("device", row.id, tuple(one for one in (row.terminal_no, row.imei) if one))
    product = work.session.get(ProductRow, row.product_code) if row.product_code else None
    return subject, wire.SubjectOut(
        kind="device",
        id=row.id,
        number=row.terminal_no,
        imei=row.imei,
        product_name_zh=product.name_zh if product else "",
        product_name_en=product.name_en if product else "",
        state=row.state,
        place=_place_in_reach(request, work, subject, row.place_id),
    )


def _sim(request: Request, work: UnitOfWork, sim_id: str) -> tuple[Subject, wire.SubjectOut]:
    row = work.session.get(SimRow, sim_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    subject = Subject("sim", row.id, (row.iccid, row.iccid_key19))
    return subject, wire.SubjectOut(
        kind="sim",
        id=row.id,
        number=row.iccid,
        msisdn=row.msisdn,
        operator=row.operator,
        state=row.state,
        place=_place_in_reach(request, work, subject, row.place_id),
    )


def _place_in_reach(request: Request, work: UnitOfWork, subject: Subject, place_id: str) -> wire.StopOut:
    """Where it is now; refuses 403 when no store or van that it was in, nor any vehicle, is of the reader's centres."""
    place = work.session.get_one(PlaceRow, place_id)
    stop = Stop(place.kind, place.name, place.technician_id, place.vehicle_id, place.centre_id)
    scope = work.actor.scope
    if scope is not None and scope.isdisjoint(repository.centres_of(work.session, subject)):
        vehicles = repository.vehicles_of(work.session, subject) | ({place.vehicle_id} if place.vehicle_id else set())
        seen: Any = telling.named_vehicles(work, request.app.state.house, vehicles)
        if not any(one.plate or one.vin for one in seen.values()):
            raise Refusal(NOT_YOURS)
    out = telling.stop_out(stop)
    assert out is not None
    return out
