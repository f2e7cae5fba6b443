"""The file for a carrier's portal: one carrier, its own columns, ICCIDs as text, 500 rows at most."""

import csv
import io
from collections.abc import Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Literal
from zoneinfo import ZoneInfo

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.spreadsheet import neutral, write_list
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.carriers import editing, errors, repository
from backend.modules.inventory.carriers.events import CarrierTasksExported
from backend.modules.inventory.carriers.models import CarrierTaskRow
from backend.modules.inventory.local_time import zone_of

MOST = 500  # what the portals take in one batch
WIDTH = 24.0
Format = Literal["xlsx", "csv"]


def chosen(work: UnitOfWork, ids: Sequence[str]) -> list[CarrierTaskRow]:
    """These tasks, all of one carrier and within reach; refuses 404, 403 not_yours, 422 for several carriers."""
    rows = repository.tasks(work.session, ids)
    if len(rows) != len(set(ids)):
        raise Refusal(NOT_FOUND, field="ids")
    for row in rows:
        if row.centre_id is not None:
            work.actor.require_centre(row.centre_id)
    if len({row.operator for row in rows}) > 1:
        raise Refusal(errors.MIXED_OPERATORS, field="ids")
    return rows


def portal_file(work: UnitOfWork, rows: Sequence[CarrierTaskRow], plates: Mapping[str, str], form: Format) -> IO[bytes]:
    """The tasks (of one carrier, at least one) as the carrier's portal takes them; the export is logged (R27)."""
    operator = rows[0].operator
    known = editing.columns_of(work)
    _, columns = known.get(operator) or known[""]
    zones = {centre: zone_of(work, centre) for centre in {row.centre_id for row in rows}}
    lines = [[_value(row, name, plates, zones[row.centre_id]) for name, _ in columns] for row in rows]
    heads = [head for _, head in columns]
    work.record(CarrierTasksExported(operator=operator, tasks=[row.id for row in rows], rows=len(rows), format=form))
    if form == "xlsx":
        return write_list("SIM", [(head, WIDTH) for head in heads], lines)
    return _csv([heads, *lines])


def _value(row: CarrierTaskRow, name: str, plates: Mapping[str, str], zone: ZoneInfo) -> str:
    if name == "plate":
        return plates.get(row.vehicle_id, "")
    if name == "asked":
        return row.asked_at.astimezone(zone).date().isoformat()
    return str(getattr(row, name))


def _csv(lines: Sequence[Sequence[str]]) -> IO[bytes]:
    """Comma-separated with a mark for Excel that it is UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([neutral(cell) for cell in line] for line in lines)
    file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=2**20)  # noqa: SIM115 - the caller sends and closes it
    file.write(text.getvalue().encode("utf-8-sig"))
    file.seek(0)
    return file
