"""Number cases: what is unknown or clashes is kept with both claims until a person settles it (R10, R30)."""

from dataclasses import asdict
from typing import Any, Literal

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, policies, repository
from backend.modules.inventory.custody import Occasion
from backend.modules.inventory.errors import CASE_SETTLED, UNKNOWN_PRODUCT
from backend.modules.inventory.events import CaseOpened, CaseSettled
from backend.modules.inventory.models import InstallationRow, NumberCaseRow, ProductRow
from backend.modules.inventory.shapes import FieldAct

Decision = Literal["accept", "keep"]


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
        claim={**asdict(act), "at": act.at.isoformat(), "parts": dict(act.parts)},
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


def case(work: UnitOfWork, case_id: str) -> NumberCaseRow:
    """One case within the actor's centres; refuses 404 and 403."""
    row = work.session.get(NumberCaseRow, case_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    if row.centre_id is not None:
        work.actor.require_centre(row.centre_id)
    return row


def settle(
    work: UnitOfWork,
    case_id: str,
    note: str,
    decision: Decision | None = None,
    product_code: str | None = None,
    version: int | None = None,
) -> NumberCaseRow:
    """A person decides: 'accept' what the field said, or 'keep' the books; without a word a clash keeps the books.

    Accepting closes or corrects what stood against the claim; nothing is overwritten. `product_code` says what an
    unknown terminal is. Refuses 409 when the case is settled already or was changed meanwhile.
    """
    row = case(work, case_id)
    if row.state != "open":
        raise Refusal(CASE_SETTLED)
    if version is not None and version != row.version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": row.version})
    decided = decision or ("keep" if row.code in policies.CLASHES else "accept")
    _carry_out(work, row, decided, product_code)
    row.state, row.decision, row.note = "settled", decided, note
    row.settled_at, row.settled_by = work.now, work.actor.id
    row.version += 1
    work.session.add(row)
    work.session.flush()
    work.record(CaseSettled(case_id=row.id, centre_id=row.centre_id, decision=decided, note=note))
    return row


def _carry_out(work: UnitOfWork, row: NumberCaseRow, decision: Decision, product_code: str | None) -> None:
    claim = work.session.get(InstallationRow, row.installation_id) if row.installation_id else None
    if claim is not None and row.code in policies.CLASHES:
        occasion = Occasion(work.now, f"case:{row.id}", row.visit_id)
        _settle_claim(work, claim, row.code, decision, occasion)
    if row.code == "unknown_device" and decision == "accept":
        _name_device(work, row, product_code)


def _settle_claim(work: UnitOfWork, claim: InstallationRow, code: str, decision: Decision, occasion: Occasion) -> None:
    if code == "sim_elsewhere":
        if decision == "accept" and claim.claimed_sim_id is not None:
            ledger.accept_sim(work, claim, occasion)
    elif claim.standing == "claimed":
        if decision == "accept":
            ledger.accept_claim(work, claim, occasion)
        else:
            claim.standing = "rejected"
            work.session.add(claim)


def _name_device(work: UnitOfWork, row: NumberCaseRow, product_code: str | None) -> None:
    if product_code is not None and work.session.get(ProductRow, product_code) is None:
        raise Refusal(UNKNOWN_PRODUCT, field="product_code", code=product_code)
    key = policies.terminal_key(row.number)
    for device in repository.lock_devices(work.session, key, ""):
        device.state = "good" if device.state == "unsettled" else device.state
        device.product_code = product_code or device.product_code
        work.session.add(device)
