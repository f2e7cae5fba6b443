"""A person settles a case: shown before it is done, done once, undone while nothing has built on it."""

from datetime import timedelta
from typing import Any

from backend.kernel.errors import CHANGED_MEANWHILE, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, policies
from backend.modules.inventory.cases import case
from backend.modules.inventory.custody import Occasion
from backend.modules.inventory.errors import CASE_SETTLED, UNDO_TOO_LATE
from backend.modules.inventory.events import CaseReopened, CaseSettled
from backend.modules.inventory.models import NumberCaseRow
from backend.modules.inventory.settling import effects, warranties
from backend.modules.inventory.settling.accepting import repoint
from backend.modules.inventory.settling.correcting import correct
from backend.modules.inventory.settling.decisions import ACCEPT, KEEP, Decision, Settling, nothing

UNDO_MINUTES = 10


class _Shown(Exception):
    """Raised to take a preview back, with what it would have changed."""

    def __init__(self, changes: dict[str, Any]) -> None:
        super().__init__()
        self.changes = changes


def settle(
    work: UnitOfWork,
    case_id: str,
    note: str,
    decision: Decision | None = None,
    product_code: str | None = None,
    version: int | None = None,
    number: str = "",
) -> NumberCaseRow:
    """A person decides: 'accept' what the field said, 'keep' the books, or 'correct' the number to `number`.

    Without a word a clash keeps the books, anything else accepts. What stood against the decision is closed or
    corrected; nothing is overwritten. `product_code` says what an unknown terminal or part is. Refuses 409 when the
    case is settled already or was changed meanwhile, 422 when the number cannot be put there.
    """
    row = _open_case(work, case_id, version)
    decided = decision or ("keep" if row.code in policies.CLASHES else "accept")
    with effects.watched(work.session) as seen:
        _carry_out(Settling(work, row, number, product_code), decided, seen)
    row.state, row.decision, row.note, row.outcome = "settled", decided, note, {**seen.told(), "number": number.strip()}
    row.settled_at, row.settled_by = work.now, work.actor.id
    row.version += 1
    work.session.add(row)
    work.session.flush()
    work.record(
        CaseSettled(
            case_id=row.id,
            centre_id=row.centre_id,
            decision=decided,
            note=note,
            number=row.number,
            technician_id=row.technician_id,
        )
    )
    return row


def preview(
    work: UnitOfWork, case_id: str, decision: Decision, product_code: str | None = None, number: str = ""
) -> dict[str, Any]:
    """What settling so would change in ledger and custody; it is really done and taken back, so it cannot differ."""
    row = _open_case(work, case_id, None)
    try:
        with work.session.begin_nested():
            with effects.watched(work.session) as seen:
                _carry_out(Settling(work, row, number, product_code), decision, seen)
            raise _Shown(seen.told())
    except _Shown as shown:
        return shown.changes


def undo(work: UnitOfWork, case_id: str) -> NumberCaseRow:
    """Take a settlement back: the case is open again, lines and things are as before, by lines written anew.

    Refuses 409 after UNDO_MINUTES, when anything that it changed was changed again, or when parts were entered.
    """
    row = _held(work, case_id)
    settled_at = row.settled_at
    if row.state != "settled" or settled_at is None:
        raise Refusal(CHANGED_MEANWHILE, current={"version": row.version})
    late = work.now - settled_at > timedelta(minutes=UNDO_MINUTES)
    if late or row.outcome is None or not effects.unchanged_since(work, row.outcome):
        raise Refusal(UNDO_TOO_LATE, minutes=UNDO_MINUTES)
    fresh = effects.take_back(work, row.outcome, Occasion(work.now, f"undo:{row.id}", row.visit_id))
    row.state, row.decision, row.settled_at, row.settled_by, row.outcome = "open", None, None, None, None
    row.version += 1
    work.session.add(row)
    for old, new in fresh.items():
        repoint(work, old, new)
    work.session.flush()
    work.record(CaseReopened(case_id=row.id, centre_id=row.centre_id, technician_id=row.technician_id))
    return row


def _open_case(work: UnitOfWork, case_id: str, version: int | None) -> NumberCaseRow:
    row = _held(work, case_id)
    if row.state != "open":
        raise Refusal(CASE_SETTLED)
    if version is not None and version != row.version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": row.version})
    return row


def _held(work: UnitOfWork, case_id: str) -> NumberCaseRow:
    """The case, held, so that two people take turns; its vehicles before it, since settling one case can touch another."""
    ledger.hold(work, _vehicles(case(work, case_id)))
    return case(work, case_id, lock=True)


def _vehicles(row: NumberCaseRow) -> set[str | None]:
    """Every vehicle whose lines the settlement may touch."""
    booked = {one.get("vehicle_id") for one in row.books.get("installations", ())}
    return {row.vehicle_id, row.claim.get("from_vehicle_id"), *booked}


def _carry_out(doing: Settling, decision: Decision, seen: effects.Effects) -> None:
    if decision == "correct":
        correct(doing)
    else:
        # A case that another area opened keeps the finding; that area acts on it.
        (ACCEPT if decision == "accept" else KEEP).get(doing.row.code, nothing)(doing)
    doing.work.session.flush()
    warranties.follow(doing.work, doing.row.centre_id, seen.told()["lines"])
    doing.work.session.flush()
