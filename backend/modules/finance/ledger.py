"""The only door into the ledger: balanced entries in, reversals in, nothing ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import repository
from backend.modules.finance.accounts import ACCOUNTS, BY_TECHNICIAN
from backend.modules.finance.models import Account, Entry, Posting


class UnbalancedError(ValueError):
    """An entry that would break the books; a mistake of the program, never of the user."""


@dataclass(frozen=True)
class Side:
    """One posting to be: debit positive, credit negative, in fen."""

    account: str
    amount_fen: int
    technician_id: str | None = None


def check(sides: Sequence[Side]) -> None:
    """Raise UnbalancedError unless the sides make a proper entry: known accounts, no zeros, sum zero."""
    if len(sides) < 2 or sum(side.amount_fen for side in sides) != 0:
        raise UnbalancedError(f"sides do not balance: {sides}")
    for side in sides:
        if side.account not in ACCOUNTS or side.amount_fen == 0:
            raise UnbalancedError(f"bad side: {side}")
        if (side.account in BY_TECHNICIAN) != (side.technician_id is not None):
            raise UnbalancedError(f"a technician belongs to his own accounts only: {side}")


def post(
    work: UnitOfWork,
    *,
    kind: str,
    ref: str,
    centre_id: str,
    sides: Sequence[Side],
    memo: str = "",
    reverses: str | None = None,
) -> str:
    """Write one balanced entry; returns its id."""
    check(sides)
    _open_accounts(work)
    entry = Entry(
        at=work.now,
        kind=kind,
        ref=ref,
        memo=memo,
        centre_id=centre_id,
        by_user=work.actor.id,
        by_name=work.actor.name,
        reverses=reverses,
    )
    work.session.add(entry)
    work.session.flush()
    for side in sides:
        work.session.add(Posting(entry_id=entry.id, **vars(side)))
    work.session.flush()
    return entry.id


def reverse(work: UnitOfWork, entry_id: str, memo: str) -> str:
    """Take an entry back by posting its opposite; the database allows this once an entry."""
    entry = work.session.get_one(Entry, entry_id)
    sides = [
        Side(posting.account, -posting.amount_fen, posting.technician_id)
        for posting in repository.postings_of(work.session, [entry_id])
    ]
    return post(
        work, kind="reversal", ref=entry.ref, centre_id=entry.centre_id, sides=sides, memo=memo, reverses=entry_id
    )


def _open_accounts(work: UnitOfWork) -> None:
    """Put the chart of accounts into the database on first use."""
    known = repository.account_codes(work.session)
    for code, name in ACCOUNTS.items():
        if code not in known:
            work.session.add(Account(code=code, name_zh=name.zh, name_en=name.en))
    work.session.flush()
