"""HTTP of the carriers' room: binding rules, carrier tasks, the portals' files."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Query, Request, UploadFile
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from backend.kernel.db import EPOCH, MICROSECOND
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.sheets.limits import MAX_BYTES
from backend.kernel.sheets.reading import read_sheet
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.inventory.carriers import editing, lifecycle, policies, reading, repository, results, schemas
from backend.modules.inventory.carriers import sheet as sheets
from backend.modules.inventory.carriers import tasks as use_cases
from backend.modules.inventory.carriers.defaults import OPERATORS
from backend.modules.inventory.carriers.models import BindingRuleRow, CarrierTaskRow
from backend.modules.inventory.carriers.shapes import BindingRule

router = APIRouter(prefix="/api", tags=["inventory"])
Reading = Annotated[UnitOfWork, allow("carrier_tasks.read")]
Writing = Annotated[UnitOfWork, allow("carrier_tasks.write")]
RulesReading = Annotated[UnitOfWork, allow("binding_rules.read")]
RulesWriting = Annotated[UnitOfWork, allow("binding_rules.write")]
STATES = {"open": lifecycle.OPEN_STATES, "all": tuple(lifecycle.STATE_NAMES)}


@router.get("/binding-rules")
def list_rules(work: RulesReading) -> schemas.CarrierRulesOut:
    """Every binding rule, those switched off too."""
    items = [_rule(row) for row in repository.rules(work.session)]
    return schemas.CarrierRulesOut(items=items, mark=policies.rules_mark(reading.binding_rules(work)))


@router.post("/binding-rules", status_code=201)
def add_rule(body: schemas.CarrierRuleIn, work: RulesWriting) -> schemas.CarrierRuleOut:
    """Add a binding rule."""
    values = body.model_dump()
    active = values.pop("active")
    return _rule(editing.add_rule(work, BindingRule(**values), active=active))


@router.patch("/binding-rules/{rule_id}")
def change_rule(rule_id: schemas.Id, body: schemas.CarrierRulePatch, work: RulesWriting) -> schemas.CarrierRuleOut:
    """Change a binding rule; phones read it the next time they reach the office."""
    changes = {name: value for name, value in body.model_dump(exclude={"version"}).items() if value is not None}
    return _rule(editing.change_rule(work, rule_id, body.version, changes))


@router.get("/carrier-columns")
def list_columns(work: RulesReading) -> schemas.CarrierFilesOut:
    """Which columns each carrier's file has."""
    found = editing.columns_of(work)
    return schemas.CarrierFilesOut(items=[_columns(operator, *found[operator]) for operator in OPERATORS])


@router.put("/carrier-columns")
def set_columns(body: schemas.CarrierColumnsIn, work: RulesWriting) -> schemas.CarrierFilesOut:
    """Replace the columns of a carrier's file."""
    editing.set_columns(work, body.operator, body.version, [(one.field, one.head) for one in body.columns])
    return list_columns(work)


@router.get("/carrier-tasks")
def list_tasks(
    request: Request,
    work: Reading,
    state: Literal["open", "asked", "filed", "done", "refused", "not_needed", "all"] = "open",
    operator: Annotated[schemas.Operator | None, Query()] = None,
    overdue: bool = False,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
) -> Page[schemas.CarrierTaskOut]:
    """Cards to be bound to another terminal, the most urgent first."""
    rows = repository.task_page(
        work.session,
        work.actor.scope,
        STATES.get(state, (state,)),
        operator,
        work.now if overdue else None,
        _moment(decode_cursor(cursor, (int, str))),
        limit,
    )
    kept, following = cut_page(rows, limit, lambda row: (_micros(row.deadline_at), row.id))
    return Page(items=_tasks(request, work, kept), next=following)


@router.post("/carrier-tasks/mark")
def mark_tasks(body: schemas.CarrierMarkIn, work: Writing) -> schemas.CarrierTaskRefsOut:
    """File, finish, refuse or put aside several tasks at once."""
    wanted = [(one.id, one.version) for one in body.tasks]
    return _refs(use_cases.mark(work, wanted, body.state, body.note))


@router.post("/carrier-tasks/undo")
def undo_tasks(body: schemas.CarrierUndoIn, work: Writing) -> schemas.CarrierTaskRefsOut:
    """Take the last step of several tasks back."""
    return _refs(use_cases.undo(work, [(one.id, one.version) for one in body.tasks]))


@router.post("/carrier-tasks/export", response_class=StreamingResponse, responses={200: {"content": {XLSX: {}}}})
def export_tasks(request: Request, body: schemas.CarrierExportIn, work: Writing) -> StreamingResponse:
    """The file for the carrier's portal: tasks of one carrier, its columns; the export is logged (R27)."""
    rows = sheets.chosen(work, body.ids)
    plates = {key: one.plate for key, one in _vehicles(request, work, rows).items()}
    file = sheets.portal_file(work, rows, plates, body.format)
    headers = {"content-disposition": f'attachment; filename="rebind.{body.format}"'}
    kind = XLSX if body.format == "xlsx" else "text/csv; charset=utf-8"
    return StreamingResponse(file, media_type=kind, headers=headers, background=BackgroundTask(file.close))


@router.post("/carrier-tasks/results")
def read_results(request: Request, file: Annotated[UploadFile, File()], work: Writing) -> schemas.CarrierResultsOut:
    """Read a portal's result file (.xlsx or .csv) and match it with the open tasks; nothing is booked."""
    found = results.read_results(work, read_sheet(file.file.read(MAX_BYTES + 1)))
    return schemas.CarrierResultsOut(
        done=_tasks(request, work, found.done),
        refused=_tasks(request, work, found.refused),
        unknown=found.unknown,
        unclear=found.unclear,
    )


def _rule(row: BindingRuleRow) -> schemas.CarrierRuleOut:
    return schemas.CarrierRuleOut(**{name: getattr(row, name) for name in schemas.CarrierRuleOut.model_fields})


def _columns(operator: str, version: int, columns: Iterable[tuple[str, str]]) -> schemas.CarrierColumnsOut:
    zh, en = OPERATORS[operator]
    shaped = [schemas.CarrierColumn.model_validate({"field": name, "head": head}) for name, head in columns]
    return schemas.CarrierColumnsOut(operator=operator, name_zh=zh, name_en=en, version=version, columns=shaped)


def _vehicles(request: Request, work: UnitOfWork, rows: Iterable[CarrierTaskRow]) -> dict[str, Any]:
    found: dict[str, Any] = request.app.state.house.vehicles(work, {row.vehicle_id for row in rows})
    return found


def _tasks(request: Request, work: UnitOfWork, rows: list[CarrierTaskRow]) -> list[schemas.CarrierTaskOut]:
    cars = _vehicles(request, work, rows)
    visits = request.app.state.house.visit_numbers(work, {row.visit_id for row in rows if row.visit_id})
    return [_task(work, row, cars.get(row.vehicle_id), visits.get(row.visit_id, ("", None))) for row in rows]


def _task(work: UnitOfWork, row: CarrierTaskRow, car: Any, visit: tuple[str, str | None]) -> schemas.CarrierTaskOut:
    copied = {name: getattr(row, name) for name in schemas.CarrierTaskOut.model_fields if hasattr(row, name)}
    return schemas.CarrierTaskOut(
        **copied,
        plate=car.plate if car else "",
        plate_colour=car.plate_colour if car else "",
        visit_no=visit[0],
        order_id=visit[1],
        overdue=row.state in lifecycle.OPEN_STATES and row.deadline_at < work.now,
        undoable=row.before is not None,
    )


def _refs(rows: Iterable[CarrierTaskRow]) -> schemas.CarrierTaskRefsOut:
    return schemas.CarrierTaskRefsOut(tasks=[schemas.CarrierTaskRef(id=row.id, version=row.version) for row in rows])


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _moment(key: list[Any] | None) -> tuple[datetime, str] | None:
    return (EPOCH + key[0] * MICROSECOND, key[1]) if key else None
