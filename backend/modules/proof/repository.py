"""Every select of proof by the platform."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlmodel import Session, col, select

from backend.modules.proof.lifecycle import OPEN, WAKEABLE
from backend.modules.proof.models import ProofAnswerRow, ProofRow, ProofRuleRow, ReworkRow


def rules(session: Session) -> dict[str, ProofRuleRow]:
    """Every rule by family."""
    return {row.family: row for row in session.exec(select(ProofRuleRow).order_by(ProofRuleRow.family))}


def was_opened(session: Session, cause: str) -> bool:
    """Whether this recording has its proof already."""
    return session.exec(select(ProofRow.id).where(ProofRow.cause == cause)).first() is not None


def unfinished_of_item(session: Session, item_id: str) -> Sequence[ProofRow]:
    """Proofs of an item that are overtaken when it is done again, locked."""
    states = [*WAKEABLE, "failed"]
    query = select(ProofRow).where(ProofRow.item_id == item_id, col(ProofRow.state).in_(states)).with_for_update()
    return session.exec(query).all()


def watch_no_longer(session: Session, device_id: str) -> None:
    """A terminal that is worked on again answers for its newest proof only."""
    watched = update(ProofRow).where(col(ProofRow.device_id) == device_id, col(ProofRow.watch_at).is_not(None))
    session.connection().execute(watched.values(watch_at=None))


def claim_due(session: Session, now: datetime) -> ProofRow | None:
    """The proof whose next asking has been due longest, locked; what another process holds is passed over."""
    query = (
        select(ProofRow)
        .where(col(ProofRow.next_at) <= now)
        .order_by(col(ProofRow.next_at), col(ProofRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query).first()


def claim_watched(session: Session, now: datetime) -> ProofRow | None:
    """The proven terminal that has been due longest to be looked at again, locked."""
    query = (
        select(ProofRow)
        .where(col(ProofRow.watch_at) <= now)
        .order_by(col(ProofRow.watch_at), col(ProofRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query).first()


def wake_never_asked(session: Session, now: datetime, back: timedelta) -> None:
    """What was done this long ago at most while there was no platform to ask is due now."""
    waits = [
        col(ProofRow.state) == "not_checked",
        col(ProofRow.next_at).is_(None),
        col(ProofRow.finished_at) >= now - back,
    ]
    session.connection().execute(update(ProofRow).where(*waits).values(next_at=now))


def put_off(session: Session, now: datetime, by: timedelta) -> None:
    """While the platform is away nobody else need ask it: all that is due moves on together."""
    session.connection().execute(update(ProofRow).where(col(ProofRow.next_at) <= now).values(next_at=now + by))
    session.connection().execute(update(ProofRow).where(col(ProofRow.watch_at) <= now).values(watch_at=now + by))


def one(session: Session, proof_id: str, *, lock: bool = False) -> ProofRow | None:
    """One proof; `lock` keeps others from deciding it at the same time."""
    if lock:
        return session.get(ProofRow, proof_id, with_for_update=True, populate_existing=True)
    return session.get(ProofRow, proof_id)


def newest_of_item(session: Session, item_id: str) -> ProofRow | None:
    """The last proof of an item."""
    query = select(ProofRow).where(ProofRow.item_id == item_id).order_by(col(ProofRow.id).desc()).limit(1)
    return session.exec(query).first()


def of_order(session: Session, order_id: str) -> Sequence[ProofRow]:
    """All proofs of an order, oldest first."""
    return session.exec(select(ProofRow).where(ProofRow.order_id == order_id).order_by(col(ProofRow.id))).all()


def newest_of_vehicle(session: Session, vehicle_id: str, scope: frozenset[str] | None) -> ProofRow | None:
    """The last proof of a vehicle in these centres."""
    query = select(ProofRow).where(ProofRow.vehicle_id == vehicle_id, ProofRow.state != "replaced")
    if scope is not None:
        query = query.where(col(ProofRow.centre_id).in_(scope))
    return session.exec(query.order_by(col(ProofRow.id).desc()).limit(1)).first()


def of_technician(session: Session, technician_id: str, since: datetime) -> Sequence[ProofRow]:
    """The proofs that a phone shows: of work since then, and whatever is still open or failed; oldest first."""
    live = col(ProofRow.state).in_([*WAKEABLE, "failed"])
    query = (
        select(ProofRow)
        .where(ProofRow.technician_id == technician_id, ProofRow.state != "replaced")
        .where(or_(col(ProofRow.opened_at) >= since, and_(live, col(ProofRow.opened_at) >= since - timedelta(days=14))))
    )
    return session.exec(query.order_by(col(ProofRow.id)).limit(600)).all()


def of_number(session: Session, number: str, since: datetime) -> Sequence[ProofRow]:
    """Proofs, newest first and locked, of a terminal that the platform calls by its IMEI or terminal number."""
    named = or_(col(ProofRow.device_no) == number, col(ProofRow.imei) == number)
    query = select(ProofRow).where(named, col(ProofRow.opened_at) >= since)
    return session.exec(query.order_by(col(ProofRow.id).desc()).limit(20).with_for_update()).all()


def answers(session: Session, proof_ids: Collection[str]) -> dict[str, list[ProofAnswerRow]]:
    """What the platform said at each asking, newest first, by proof."""
    found: dict[str, list[ProofAnswerRow]] = {}
    if not proof_ids:
        return found
    query = select(ProofAnswerRow).where(col(ProofAnswerRow.proof_id).in_(proof_ids))
    for row in session.exec(query.order_by(col(ProofAnswerRow.id).desc())):
        found.setdefault(row.proof_id, []).append(row)
    return found


def page(
    session: Session, scope: frozenset[str] | None, states: Collection[str], after: list[Any] | None, limit: int
) -> Sequence[ProofRow]:
    """One more than `limit` proofs: what is open oldest first, what is decided newest first."""
    ascending = set(states) <= OPEN | {"given_up"}
    key = col(ProofRow.id)
    query = select(ProofRow).where(col(ProofRow.state).in_(states), *_in_scope(col(ProofRow.centre_id), scope))
    if after is not None:
        query = query.where(key > after[0] if ascending else key < after[0])
    return session.exec(query.order_by(key if ascending else key.desc()).limit(limit + 1)).all()


def counts(session: Session, scope: frozenset[str] | None, since: datetime) -> dict[str, int]:
    """How many proofs are in each state; the decided ones since `since`."""
    recent = or_(col(ProofRow.state).in_([*WAKEABLE]), col(ProofRow.decided_at) >= since)
    query = (
        select(ProofRow.state, func.count())
        .where(recent, *_in_scope(col(ProofRow.centre_id), scope))
        .group_by(col(ProofRow.state))
    )
    return dict(session.exec(query).all())


def rework(session: Session, rework_id: str, *, lock: bool = False) -> ReworkRow | None:
    """One suggestion."""
    if lock:
        return session.get(ReworkRow, rework_id, with_for_update=True, populate_existing=True)
    return session.get(ReworkRow, rework_id)


def rework_of_proof(session: Session, proof_id: str) -> ReworkRow | None:
    """The suggestion that a proof has led to, locked."""
    return session.exec(select(ReworkRow).where(ReworkRow.proof_id == proof_id).with_for_update()).first()


def reworks(
    session: Session, scope: frozenset[str] | None, state: str, after: list[Any] | None, limit: int
) -> Sequence[ReworkRow]:
    """One more than `limit` suggestions, newest first."""
    query = select(ReworkRow).where(ReworkRow.state == state, *_in_scope(col(ReworkRow.centre_id), scope))
    if after is not None:
        query = query.where(col(ReworkRow.id) < after[0])
    return session.exec(query.order_by(col(ReworkRow.id).desc()).limit(limit + 1)).all()


def open_reworks(session: Session, scope: frozenset[str] | None) -> int:
    """How many suggestions wait for a decision."""
    query = select(func.count()).where(ReworkRow.state == "open", *_in_scope(col(ReworkRow.centre_id), scope))
    return session.exec(query).one()


def _in_scope(column: Any, scope: frozenset[str] | None) -> list[ColumnElement[bool]]:
    return [] if scope is None else [column.in_(scope)]
