"""What the ledger says of each technician, asked past the module's own sums."""

from sqlmodel import Session, col, func, select

from backend.modules.finance.models import Posting


def technician_balances(session: Session) -> dict[tuple[str, str], int]:
    """(account, technician) to fen, for the accounts that are kept by technician; none that is zero."""
    query = (
        select(Posting.account, Posting.technician_id, func.sum(Posting.amount_fen))
        .where(col(Posting.technician_id).is_not(None))
        .group_by(col(Posting.account), col(Posting.technician_id))
    )
    return {(account, str(who)): int(total) for account, who, total in session.exec(query).all() if total}
