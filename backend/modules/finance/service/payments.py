"""Payments: collected on site, voided when wrong, confirmed when the money shows in the bank."""

from datetime import datetime

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import ledger, repository
from backend.modules.finance.accounts import BANK, BY_TECHNICIAN, HANDED_OVER, HELD_IN, RECEIVABLE
from backend.modules.finance.errors import (
    CONFIRM_BY_REMITTANCE,
    FEES_NOT_CONFIRMED,
    MORE_THAN_DUE,
    PAYMENT_FIXED,
)
from backend.modules.finance.events import PaymentCollected, PaymentConfirmed, PaymentVoided
from backend.modules.finance.models import FeeSheet, Payment
from backend.modules.finance.service.settling import settle_if_done
from backend.modules.work_orders import public as work_orders


def collect(
    work: UnitOfWork,
    *,
    visit_id: str,
    method: str,
    amount_fen: int,
    reference: str,
    at: datetime,
) -> Payment:
    """Record what the customer paid at a visit; refuses before the fees are confirmed and more than is due."""
    work_orders.my_visit(work, visit_id)  # his own, and locked, so that two payments queue up
    sheet = repository.current_sheet(work.session, visit_id, lock=True)
    if sheet is None:
        raise Refusal(FEES_NOT_CONFIRMED)
    paid = sum(one.amount_fen for one in repository.payments_of_visit(work.session, visit_id))
    due = sheet.total_fen - paid
    if amount_fen > due:
        raise Refusal(
            MORE_THAN_DUE,
            field="amount_fen",
            due=yuan(due),
            amount=yuan(amount_fen),
            due_fen=due,
            amount_fen=amount_fen,
        )
    payment = _write(work, sheet, method, amount_fen, reference, at)
    work_orders.mark_collected(work, visit_id, paid + amount_fen)
    work.record(
        PaymentCollected(
            order_id=sheet.order_id,
            centre_id=sheet.centre_id,
            visit_id=visit_id,
            payment_id=payment.id,
            technician_id=sheet.technician_id,
            method=method,
            amount_fen=amount_fen,
        )
    )
    return payment


def _write(work: UnitOfWork, sheet: FeeSheet, method: str, amount_fen: int, reference: str, at: datetime) -> Payment:
    payment = Payment(
        visit_id=sheet.visit_id,
        order_id=sheet.order_id,
        centre_id=sheet.centre_id,
        technician_id=sheet.technician_id,
        method=method,
        amount_fen=amount_fen,
        reference=reference,
        # A phone clock that runs ahead must not push the hand-over limit into the future.
        collected_at=min(at, work.now),
        recorded_at=work.now,
        entry_id="",
    )
    account = HELD_IN[method]
    holder = sheet.technician_id if account in BY_TECHNICIAN else None
    payment.entry_id = ledger.post(
        work,
        kind="payment",
        ref=f"payment:{payment.id}",
        centre_id=sheet.centre_id,
        sides=[ledger.Side(account, amount_fen, holder), ledger.Side(RECEIVABLE, -amount_fen)],
        memo=method,
    )
    work.session.add(payment)
    work.session.flush()
    return payment


def void(work: UnitOfWork, payment_id: str, reason: str) -> Payment:
    """Take a wrongly recorded payment back: its entry is reversed. Refused once it was handed over or confirmed."""
    payment = _payment(work, payment_id)
    if payment.voided_at or payment.confirmed_at or payment.remittance_id:
        raise Refusal(PAYMENT_FIXED)
    ledger.reverse(work, payment.entry_id, memo=reason)
    payment.voided_at, payment.void_reason = work.now, reason
    work.session.add(payment)
    work.session.flush()
    left = sum(one.amount_fen for one in repository.payments_of_visit(work.session, payment.visit_id))
    work_orders.mark_collected(work, payment.visit_id, left)
    work.record(
        PaymentVoided(
            order_id=payment.order_id,
            centre_id=payment.centre_id,
            visit_id=payment.visit_id,
            payment_id=payment.id,
            amount_fen=payment.amount_fen,
            reason=reason,
        )
    )
    return payment


def confirm(work: UnitOfWork, payment_id: str) -> Payment:
    """A transfer, or the money of a customer on account, has arrived in the bank."""
    payment = _payment(work, payment_id)
    if payment.method in HANDED_OVER:
        raise Refusal(CONFIRM_BY_REMITTANCE)
    if payment.voided_at or payment.confirmed_at:
        raise Refusal(PAYMENT_FIXED)
    ledger.post(
        work,
        kind="bank",
        ref=f"payment:{payment.id}",
        centre_id=payment.centre_id,
        sides=[ledger.Side(BANK, payment.amount_fen), ledger.Side(HELD_IN[payment.method], -payment.amount_fen)],
        memo=payment.reference,
    )
    payment.confirmed_at, payment.confirmed_by = work.now, work.actor.id
    work.session.add(payment)
    work.session.flush()
    work.record(
        PaymentConfirmed(
            order_id=payment.order_id,
            centre_id=payment.centre_id,
            payment_id=payment.id,
            amount_fen=payment.amount_fen,
        )
    )
    settle_if_done(work, payment.order_id)
    return payment


def _payment(work: UnitOfWork, payment_id: str) -> Payment:
    payment = work.session.get(Payment, payment_id, with_for_update=True)
    if payment is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(payment.centre_id)
    return payment
