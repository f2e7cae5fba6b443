"""Every select of finance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from backend.modules.finance.accounts import HANDED_OVER
from backend.modules.finance.models import (
    Account,
    Entry,
    FeeLine,
    FeeSheet,
    OverdueAlert,
    Payment,
    Posting,
    Remittance,
    RemittedPayment,
)


def account_codes(session: Session) -> set[str]:
    """The accounts that exist."""
    return set(session.exec(select(Account.code)).all())


def postings_of(session: Session, entry_ids: Sequence[str]) -> list[Posting]:
    """The postings of these entries, in the order written."""
    query = select(Posting).where(col(Posting.entry_id).in_(entry_ids)).order_by(col(Posting.id))
    return list(session.exec(query).all())


def reversals_of(session: Session, entry_ids: Sequence[str]) -> dict[str, str]:
    """Reversed entry to the entry that reverses it."""
    query = select(Entry.reverses, Entry.id).where(col(Entry.reverses).in_(entry_ids))
    return {reversed_id: entry_id for reversed_id, entry_id in session.exec(query).all() if reversed_id}


def entries_page(
    session: Session,
    scope: frozenset[str] | None,
    *,
    account: str | None,
    technician_id: str | None,
    before: str | None,
    limit: int,
) -> list[Entry]:
    """Entries newest first, one more than `limit`."""
    query = select(Entry).order_by(col(Entry.id).desc()).limit(limit + 1)
    if scope is not None:
        query = query.where(col(Entry.centre_id).in_(scope))
    if before is not None:
        query = query.where(col(Entry.id) < before)
    if account or technician_id:
        hit = select(Posting.entry_id)
        if account:
            hit = hit.where(Posting.account == account)
        if technician_id:
            hit = hit.where(Posting.technician_id == technician_id)
        query = query.where(col(Entry.id).in_(hit))
    return list(session.exec(query).all())


def balances(session: Session, scope: frozenset[str] | None) -> dict[str, int]:
    """Account to the sum of its postings in fen."""
    query = select(Posting.account, func.sum(Posting.amount_fen)).group_by(Posting.account)
    if scope is not None:
        query = query.join(Entry, col(Entry.id) == col(Posting.entry_id)).where(col(Entry.centre_id).in_(scope))
    return {account: int(total) for account, total in session.exec(query).all()}


def unbalanced_entries(session: Session) -> list[str]:
    """Entries whose postings do not sum to zero; always empty unless somebody wrote past the ledger."""
    query = select(Posting.entry_id).group_by(Posting.entry_id).having(func.sum(Posting.amount_fen) != 0)
    return list(session.exec(query).all())


def current_sheet(session: Session, visit_id: str, *, lock: bool = False) -> FeeSheet | None:
    """The confirmed fees of a visit."""
    query = select(FeeSheet).where(FeeSheet.visit_id == visit_id, col(FeeSheet.superseded_at).is_(None))
    if lock:
        query = query.with_for_update()
    return session.exec(query).first()


def sheets_of_order(session: Session, order_id: str) -> list[FeeSheet]:
    """The standing fee sheets of an order's visits."""
    query = select(FeeSheet).where(FeeSheet.order_id == order_id, col(FeeSheet.superseded_at).is_(None))
    return list(session.exec(query).all())


def lines_of(session: Session, sheet_id: str) -> list[FeeLine]:
    """The lines of a sheet, as they were written."""
    query = select(FeeLine).where(FeeLine.sheet_id == sheet_id).order_by(col(FeeLine.id))
    return list(session.exec(query).all())


def charged_codes(session: Session, visit_ids: Iterable[str]) -> dict[str, list[str]]:
    """Visit to the product codes that cost something there."""
    query = (
        select(FeeLine.visit_id, FeeLine.code)
        .join(FeeSheet, col(FeeSheet.id) == col(FeeLine.sheet_id))
        .where(
            col(FeeLine.visit_id).in_(set(visit_ids)),
            col(FeeLine.amount_fen) > 0,
            col(FeeSheet.superseded_at).is_(None),
        )
        .order_by(col(FeeLine.id))
    )
    found: dict[str, list[str]] = {}
    for visit_id, code in session.exec(query).all():
        codes = found.setdefault(visit_id, [])
        if code not in codes:
            codes.append(code)
    return found


def payments_of_visit(session: Session, visit_id: str) -> list[Payment]:
    """What was paid at a visit and still stands."""
    return _payments(session, Payment.visit_id == visit_id)


def payments_of_order(session: Session, order_id: str) -> list[Payment]:
    """What was paid for an order and still stands."""
    return _payments(session, Payment.order_id == order_id)


def held_by(session: Session, technician_id: str) -> list[Payment]:
    """What a technician answers for, oldest first, handed in for counting or not."""
    return _payments(
        session,
        Payment.technician_id == technician_id,
        col(Payment.method).in_(HANDED_OVER),
        col(Payment.confirmed_at).is_(None),
    )


def payments_in(session: Session, remittance_id: str) -> list[Payment]:
    """The payments that a remittance named, oldest first."""
    query = (
        select(Payment)
        .join(RemittedPayment, col(RemittedPayment.payment_id) == col(Payment.id))
        .where(RemittedPayment.remittance_id == remittance_id)
        .order_by(col(Payment.collected_at), col(Payment.id))
    )
    return list(session.exec(query).all())


def _payments(session: Session, *conditions: Any) -> list[Payment]:
    query = (
        select(Payment)
        .where(col(Payment.voided_at).is_(None), *conditions)
        .order_by(col(Payment.collected_at), col(Payment.id))
    )
    return list(session.exec(query).all())


def payments_page(
    session: Session,
    scope: frozenset[str] | None,
    *,
    method: str | None,
    unconfirmed: bool | None,
    before: tuple[datetime, str] | None,
    limit: int,
) -> list[Payment]:
    """Payments newest first, one more than `limit`."""
    query = select(Payment).order_by(col(Payment.collected_at).desc(), col(Payment.id).desc()).limit(limit + 1)
    if scope is not None:
        query = query.where(col(Payment.centre_id).in_(scope))
    if method:
        query = query.where(Payment.method == method)
    if unconfirmed is not None:
        open_ones = col(Payment.confirmed_at).is_(None) & col(Payment.voided_at).is_(None)
        query = query.where(open_ones if unconfirmed else ~open_ones)
    if before is not None:
        query = query.where(_after(col(Payment.collected_at), col(Payment.id), before, descending=True))
    return list(session.exec(query).all())


def remittance(session: Session, remittance_id: str, *, lock: bool = False) -> Remittance | None:
    """One remittance; `lock` keeps others from deciding it at the same time."""
    query = select(Remittance).where(Remittance.id == remittance_id)
    if lock:
        query = query.with_for_update()
    return session.exec(query).first()


def remittances_page(
    session: Session,
    scope: frozenset[str] | None,
    *,
    state: str | None,
    after: tuple[datetime, str] | None,
    limit: int,
) -> list[Remittance]:
    """One more than `limit`: those that wait oldest first, any others newest first."""
    waiting = state == "submitted"
    at, key = col(Remittance.submitted_at), col(Remittance.id)
    query = select(Remittance).limit(limit + 1)
    query = query.order_by(at, key) if waiting else query.order_by(at.desc(), key.desc())
    if state:
        query = query.where(Remittance.state == state)
    if scope is not None:
        query = query.where(col(Remittance.centre_id).in_(scope))
    if after is not None:
        query = query.where(_after(at, key, after, descending=not waiting))
    return list(session.exec(query).all())


def remittances_of(session: Session, technician_id: str, limit: int) -> list[Remittance]:
    """A technician's remittances, newest first."""
    query = (
        select(Remittance)
        .where(Remittance.technician_id == technician_id)
        .order_by(col(Remittance.submitted_at).desc(), col(Remittance.id).desc())
        .limit(limit)
    )
    return list(session.exec(query).all())


def payment_counts(session: Session, remittance_ids: Sequence[str]) -> dict[str, int]:
    """Remittance to the number of its payments."""
    query = (
        select(RemittedPayment.remittance_id, func.count())
        .where(col(RemittedPayment.remittance_id).in_(remittance_ids))
        .group_by(RemittedPayment.remittance_id)
    )
    return dict(session.exec(query).all())


def _after(at: Any, key: Any, last: tuple[datetime, str], *, descending: bool) -> ColumnElement[bool]:
    when, last_key = last
    if descending:
        return or_(at < when, and_(at == when, key < last_key))
    return or_(at > when, and_(at == when, key > last_key))


@dataclass(frozen=True)
class Holding:
    """What one technician holds in fen; `open_since` is the oldest payment not yet handed in for counting."""

    technician_id: str
    cash_fen: int
    digital_fen: int
    submitted_fen: int
    oldest_at: datetime
    open_since: datetime | None


def holdings(session: Session) -> list[Holding]:
    """What each technician answers for now, in one statement."""
    open_payment = col(Payment.remittance_id).is_(None)
    query = (
        columns(
            col(Payment.technician_id),
            func.sum(case((col(Payment.method) == "cash", Payment.amount_fen), else_=0)),
            func.sum(case((col(Payment.method) != "cash", Payment.amount_fen), else_=0)),
            func.sum(case((open_payment, 0), else_=Payment.amount_fen)),
            func.min(col(Payment.collected_at)),
            func.min(case((open_payment, col(Payment.collected_at)))),
        )
        .where(
            col(Payment.method).in_(HANDED_OVER),
            col(Payment.confirmed_at).is_(None),
            col(Payment.voided_at).is_(None),
        )
        .group_by(col(Payment.technician_id))
    )
    session.flush()
    rows = session.connection().execute(query).all()
    return [Holding(r[0], int(r[1]), int(r[2]), int(r[3]), r[4], r[5]) for r in rows]


def alerted(session: Session, day: str) -> set[str]:
    """The technicians who were alerted on this day."""
    return set(session.exec(select(OverdueAlert.technician_id).where(OverdueAlert.day == day)).all())
