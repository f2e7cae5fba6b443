"""Every select of the inbox."""

from sqlmodel import col, select

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.models import ReceivedFileRow, SyncClientRow


def locked_client(work: UnitOfWork, client_id: str) -> SyncClientRow | None:
    """The client's row, locked so that two senders of one outbox wait for each other."""
    return work.session.get(SyncClientRow, client_id, with_for_update=True, populate_existing=True)


def receipts(work: UnitOfWork, sha256: str) -> list[ReceivedFileRow]:
    """Who handed in this file."""
    query = select(ReceivedFileRow).where(col(ReceivedFileRow.sha256) == sha256)
    return list(work.session.exec(query.order_by(col(ReceivedFileRow.user_id))))
