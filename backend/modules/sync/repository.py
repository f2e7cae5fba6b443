"""Every select of the inbox."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, true, update
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.models import ReceivedFileRow, SyncClientRow, SyncCommandRow
from backend.modules.sync.unsent_models import PhoneHoldsRow

MOST_REFUSALS = 500
# What each command of a batch asks: compiled once, and as plain columns, which takes a third of loading and saving rows.
_CLIENT = (
    select(col(SyncClientRow.user_id), col(SyncClientRow.last_seq))
    .where(col(SyncClientRow.client_id) == bindparam("client"))
    .with_for_update()
)
_MOVE_ON = update(SyncClientRow).where(col(SyncClientRow.client_id) == bindparam("client"))
_KEEP = insert(SyncCommandRow)


def locked_client(work: UnitOfWork, client_id: str) -> tuple[str, int]:
    """(whose outbox, its last number), locked so that two senders of one outbox wait for each other."""
    owner, last = work.session.connection().execute(_CLIENT, {"client": client_id}).one()
    return owner, last


def move_on(work: UnitOfWork, client_id: str, seq: int) -> None:
    """The command with this number has its final answer."""
    told = {"client": client_id, "last_seq": seq, "seen_at": work.now}
    work.session.connection().execute(_MOVE_ON, told)


def keep_command(work: UnitOfWork, **row: Any) -> None:
    """Keep a command with its answer."""
    work.session.connection().execute(_KEEP, row)


def known_ids(work: UnitOfWork, ids: Sequence[str]) -> set[str]:
    """Those of the ids under which a command has its final answer."""
    query = select(SyncCommandRow.id).where(col(SyncCommandRow.id).in_(ids))
    return set(work.session.exec(query))


def receipts(work: UnitOfWork, sha256: str) -> list[ReceivedFileRow]:
    """Who handed in this file."""
    query = select(ReceivedFileRow).where(col(ReceivedFileRow.sha256) == sha256)
    return list(work.session.exec(query.order_by(col(ReceivedFileRow.user_id))))


def _within_reach(work: UnitOfWork, centre: Mapped[str | None]) -> ColumnElement[bool]:
    """What belongs to the actor's centres or to the whole company."""
    return true() if work.actor.scope is None else centre.in_(work.actor.scope) | centre.is_(None)


def holding(work: UnitOfWork) -> list[tuple[PhoneHoldsRow, SyncClientRow]]:
    """Phones that hold something and are waited for, the oldest work first."""
    row, client = col(PhoneHoldsRow.client_id), col(SyncClientRow.client_id)
    query = (
        select(PhoneHoldsRow, SyncClientRow)
        .join(SyncClientRow, row == client)
        .where(_within_reach(work, col(PhoneHoldsRow.centre_id)), col(PhoneHoldsRow.put_away_at).is_(None))
        .order_by(col(PhoneHoldsRow.oldest_at).is_(None), col(PhoneHoldsRow.oldest_at), row)
    )
    return [one for one in work.session.exec(query) if one[0].commands or one[0].photos or one[0].refused]


def open_refusals(work: UnitOfWork) -> list[SyncCommandRow]:
    """Refused commands that nobody has settled, the newest first."""
    query = (
        select(SyncCommandRow)
        .where(
            SyncCommandRow.outcome == "refused",
            col(SyncCommandRow.settled_at).is_(None),
            _within_reach(work, col(SyncCommandRow.centre_id)),
        )
        .order_by(col(SyncCommandRow.received_at).desc(), col(SyncCommandRow.id))
        .limit(MOST_REFUSALS)
    )
    return list(work.session.exec(query))


def settled_of(work: UnitOfWork, ids: Collection[str]) -> list[SyncCommandRow]:
    """Those of the actor's refused commands with these ids that the office has settled."""
    if not ids:
        return []
    query = select(SyncCommandRow).where(
        col(SyncCommandRow.id).in_(ids),
        SyncCommandRow.user_id == work.actor.id,
        col(SyncCommandRow.settled_at).is_not(None),
    )
    return list(work.session.exec(query))
