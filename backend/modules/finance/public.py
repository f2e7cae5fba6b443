"""What other modules may ask of finance."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import repository
from backend.modules.finance.service import fees, remittances


@dataclass(frozen=True)
class BillLine:
    """What one line of a visit's fees is for; `item_id` is the vehicle, a free line says why. Fen."""

    item_id: str
    code: str
    quantity: int
    unit_fen: int
    amount_fen: int
    free_reason: str | None


@dataclass(frozen=True)
class Bill:
    """The fees of a visit as the technician confirmed them, and what was paid: (method, fen, when)."""

    lines: tuple[BillLine, ...]
    total_fen: int
    payments: tuple[tuple[str, int, datetime], ...]


def bill_of_visit(work: UnitOfWork, visit_id: str) -> Bill | None:
    """The fees and payments of a visit; None while no fees are confirmed."""
    sheet = repository.current_sheet(work.session, visit_id)
    if sheet is None:
        return None
    return Bill(
        lines=tuple(
            BillLine(one.item_id, one.code, one.quantity, one.unit_fen, one.amount_fen, one.free_reason)
            for one in repository.lines_of(work.session, sheet.id)
        ),
        total_fen=sheet.total_fen,
        payments=tuple(
            (one.method, one.amount_fen, one.collected_at)
            for one in repository.payments_of_visit(work.session, visit_id)
        ),
    )


def quote(work: UnitOfWork, visit_id: str) -> int:
    """What a visit costs by what is recorded so far, in fen."""
    return fees.price(work, visit_id).total_fen


def held_fen(work: UnitOfWork, technician_id: str) -> int:
    """What a technician has collected and not yet handed over, in fen."""
    held = repository.held_by(work.session, technician_id)
    return sum(one.amount_fen for one in held if one.remittance_id is None)


def take_remittances(work: UnitOfWork, technician_id: str) -> int:
    """Count and take every remittance of a technician that finance has not decided on; returns how many."""
    waiting = [one for one in repository.remittances_of(work.session, technician_id, 50) if one.state == "submitted"]
    for one in waiting:
        remittances.confirm(work, one.id, {"loose": one.cash_fen}, "", None)
    return len(waiting)
