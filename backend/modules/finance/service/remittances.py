"""Remittances (交款): a technician hands money over, finance counts it, takes it or gives it back."""

from collections.abc import Mapping

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import ledger, repository
from backend.modules.finance.accounts import BANK, CASH_BOX, DIFFERENCE, TECHNICIAN_CASH, TECHNICIAN_DIGITAL
from backend.modules.finance.errors import (
    COUNT_DIFFERS,
    NOTHING_HELD,
    REMITTANCE_DECIDED,
    REMITTANCE_DIFFERS,
    UNKNOWN_NOTE,
)
from backend.modules.finance.events import RemittanceConfirmed, RemittanceReturned, RemittanceSubmitted
from backend.modules.finance.lifecycle import next_state
from backend.modules.finance.models import Payment, Remittance, RemittedPayment
from backend.modules.finance.policies import NOTES, count, covered
from backend.modules.finance.service.settling import settle_if_done
from backend.modules.technicians import public as technicians


def submit(work: UnitOfWork, technician_id: str, amount_fen: int, note: str) -> Remittance:
    """Hand over everything, the cash alone, or the oldest payments; refuses a sum that means none of these.

    The money stays on the technician's account until finance has counted it.
    """
    held = [one for one in repository.held_by(work.session, technician_id) if one.remittance_id is None]
    if not held:
        raise Refusal(NOTHING_HELD)
    chosen = covered(held, amount_fen)
    if chosen is None:
        total, cash = sum(one.amount_fen for one in held), _cash(held)
        raise Refusal(
            REMITTANCE_DIFFERS,
            field="amount_fen",
            amount=yuan(amount_fen),
            held=yuan(total),
            cash=yuan(cash),
            held_fen=total,
            cash_fen=cash,
        )
    payments = [held[i] for i in chosen]
    remittance = Remittance(
        technician_id=technician_id,
        centre_id=technicians.technician(work, technician_id).centre_id,
        amount_fen=amount_fen,
        cash_fen=_cash(payments),
        note=note,
        submitted_at=work.now,
    )
    work.session.add(remittance)
    work.session.flush()
    for payment in payments:
        payment.remittance_id = remittance.id
        work.session.add(payment)
        work.session.add(RemittedPayment(remittance_id=remittance.id, payment_id=payment.id))
    work.session.flush()
    work.record(RemittanceSubmitted(**_named(remittance)))
    return remittance


def confirm(
    work: UnitOfWork, remittance_id: str, counted: Mapping[str, int], difference_note: str, version: int | None
) -> Remittance:
    """Take the money: the counted notes must equal the cash, or the difference is named and booked apart (R19)."""
    for note in counted:
        if note not in NOTES:
            raise Refusal(UNKNOWN_NOTE, field="counted", note=note)
    remittance = _undecided(work, remittance_id, "confirm", version)
    counted_fen = count(counted)
    difference = _difference(remittance, counted_fen, difference_note)
    remittance.entry_id = _book(work, remittance, counted_fen)
    remittance.counted, remittance.counted_fen = dict(counted), counted_fen
    remittance.difference_note = difference_note if difference else ""
    _decide(work, remittance, "confirm")
    payments = repository.payments_in(work.session, remittance.id)
    for payment in payments:
        payment.confirmed_at, payment.confirmed_by = work.now, work.actor.id
        work.session.add(payment)
    work.session.flush()
    work.record(
        RemittanceConfirmed(
            **_named(remittance),
            counted_fen=counted_fen,
            difference_fen=difference,
            difference_note=remittance.difference_note,
        )
    )
    for order_id in dict.fromkeys(payment.order_id for payment in payments):
        settle_if_done(work, order_id)
    return remittance


def give_back(work: UnitOfWork, remittance_id: str, reason: str, version: int | None) -> Remittance:
    """Return the remittance: the technician holds its payments again and may hand them over anew."""
    remittance = _undecided(work, remittance_id, "return", version)
    for payment in repository.payments_in(work.session, remittance.id):
        payment.remittance_id = None
        work.session.add(payment)
    remittance.return_reason = reason
    _decide(work, remittance, "return")
    work.record(RemittanceReturned(**_named(remittance), reason=reason))
    return remittance


def one(work: UnitOfWork, remittance_id: str) -> Remittance:
    """A remittance of the actor's centres; refuses 404 and 403."""
    remittance = repository.remittance(work.session, remittance_id)
    if remittance is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(remittance.centre_id)
    return remittance


def _undecided(work: UnitOfWork, remittance_id: str, action: str, version: int | None) -> Remittance:
    remittance = repository.remittance(work.session, remittance_id, lock=True)
    if remittance is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(remittance.centre_id)
    if next_state(remittance.state, action) is None:
        raise Refusal(REMITTANCE_DECIDED, state=remittance.state)
    if version is not None and version != remittance.version:
        raise Refusal(CHANGED_MEANWHILE, current=remittance.version)
    return remittance


def _difference(remittance: Remittance, counted_fen: int, difference_note: str) -> int:
    """Counted minus expected; refuses a difference that nobody has put a name to."""
    difference = counted_fen - remittance.cash_fen
    if difference and not difference_note:
        raise Refusal(
            COUNT_DIFFERS,
            field="counted",
            counted=yuan(counted_fen),
            expected=yuan(remittance.cash_fen),
            difference=yuan(difference),
            counted_fen=counted_fen,
            expected_fen=remittance.cash_fen,
            difference_fen=difference,
        )
    return difference


def _decide(work: UnitOfWork, remittance: Remittance, action: str) -> None:
    remittance.state = next_state(remittance.state, action) or remittance.state
    remittance.decided_at, remittance.decided_by = work.now, work.actor.id
    remittance.version += 1
    work.session.add(remittance)
    work.session.flush()


def _book(work: UnitOfWork, remittance: Remittance, counted_fen: int) -> str:
    cash, who = remittance.cash_fen, remittance.technician_id
    digital = remittance.amount_fen - cash
    sides = [
        ledger.Side(CASH_BOX, counted_fen),
        ledger.Side(BANK, digital),
        ledger.Side(DIFFERENCE, cash - counted_fen),
        ledger.Side(TECHNICIAN_CASH, -cash, who),
        ledger.Side(TECHNICIAN_DIGITAL, -digital, who),
    ]
    return ledger.post(
        work,
        kind="remittance",
        ref=f"remittance:{remittance.id}",
        centre_id=remittance.centre_id,
        sides=[side for side in sides if side.amount_fen],
        memo=remittance.note,
    )


def _cash(payments: list[Payment]) -> int:
    return sum(one.amount_fen for one in payments if one.method == "cash")


def _named(remittance: Remittance) -> dict[str, object]:
    return {
        "remittance_id": remittance.id,
        "technician_id": remittance.technician_id,
        "centre_id": remittance.centre_id,
        "amount_fen": remittance.amount_fen,
    }
