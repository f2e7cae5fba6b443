"""Number cases: what is unknown or clashes is kept with both claims until a person settles it (R10, R30)."""

from dataclasses import asdict
from typing import Any

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.events import CaseOpened, CaseSettled
from backend.modules.inventory.models import NumberCaseRow
from backend.modules.inventory.shapes import FieldAct


def open_case(
    work: UnitOfWork,
    act: FieldAct,
    code: str,
    number: str,
    books: dict[str, Any],
    *,
    centre_id: str | None,
    installation_id: str | None = None,
) -> str:
    """Keep both claims: `act` is what the field says, `books` what was written before. Returns the case's id."""
    row = NumberCaseRow(
        code=code,
        number=number,
        centre_id=centre_id,
        technician_id=act.technician_id,
        vehicle_id=act.vehicle_id,
        visit_id=act.visit_id,
        at=act.at,
        claim=as_claim(act),
        books=books,
        installation_id=installation_id,
        opened_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(
        CaseOpened(
            case_id=row.id,
            code=code,
            number=number,
            centre_id=centre_id,
            technician_id=act.technician_id,
            vehicle_id=act.vehicle_id,
            visit_id=act.visit_id,
        )
    )
    return row.id


def as_claim(act: FieldAct) -> dict[str, Any]:
    """An act as a case keeps it: what the field said, word for word."""
    return {**asdict(act), "at": act.at.isoformat(), "parts": dict(act.parts)}


def case(work: UnitOfWork, case_id: str, *, lock: bool = False) -> NumberCaseRow:
    """One case within the actor's centres, held and read anew when asked; refuses 404 and 403."""
    row = work.session.get(NumberCaseRow, case_id, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        raise Refusal(NOT_FOUND)
    if row.centre_id is not None:
        work.actor.require_centre(row.centre_id)
    return row


def withdraw(work: UnitOfWork, case_id: str) -> None:
    """Close a case whose cause was taken back; one that a person has settled stays as it is."""
    row = case(work, case_id, lock=True)
    if row.state != "open":
        return
    row.state, row.decision = "settled", "keep"
    row.settled_at, row.settled_by = work.now, work.actor.id
    row.version += 1
    work.session.add(row)
    work.record(
        CaseSettled(
            case_id=row.id,
            centre_id=row.centre_id,
            decision="keep",
            note="",
            number=row.number,
            technician_id=row.technician_id,
        )
    )
