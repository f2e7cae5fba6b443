"""Every select() of the intake module."""

from sqlmodel import Session, col, select

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.modules.intake.models import CallScriptRow, VehicleSheetRow


def sheet(session: Session, sheet_id: str, *, lock: bool = False) -> VehicleSheetRow:
    """One sheet; refuses 404. `lock` keeps a second agent from taking the same rows."""
    row = session.get(VehicleSheetRow, sheet_id, with_for_update=lock, populate_existing=lock)
    if row is None:
        raise Refusal(NOT_FOUND, field="sheet_id")
    return row


def scripts(session: Session) -> list[CallScriptRow]:
    """All scripts in the order of a call."""
    return list(session.exec(select(CallScriptRow).order_by(col(CallScriptRow.seq), col(CallScriptRow.code))))
