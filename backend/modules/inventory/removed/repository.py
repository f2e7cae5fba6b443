"""Every select of removed parts and of batches to the factory."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from backend.kernel.db import EPOCH, MICROSECOND
from backend.modules.inventory.models import DeviceRow, MovementRow, PlaceRow, ProductRow
from backend.modules.inventory.removed.models import RemovedLimitRow, RemovedRow, ReturnBatchRow, ReturnLineRow
from backend.modules.inventory.repository import chunks

Found = tuple[RemovedRow, PlaceRow, ProductRow | None]
Lined = tuple[ReturnLineRow, RemovedRow]


@dataclass(frozen=True)
class RemovedFilter:
    """What of the list is wanted; None and empty mean all. `where` is the kind of place it is in now."""

    state: str | None = "open"
    scope: frozenset[str] | None = None
    centre_id: str | None = None
    technician_id: str | None = None
    where: str | None = None
    bound_for: str | None = None
    before: datetime | None = None
    q: str = ""


def removed(session: Session, removed_id: str) -> RemovedRow | None:
    """One entry."""
    return session.get(RemovedRow, removed_id)


def lock_removed(session: Session, removed_id: str) -> RemovedRow:
    """One entry, held until the end of the transaction and read anew."""
    rule = select(RemovedRow).where(RemovedRow.id == removed_id).with_for_update()
    return session.exec(rule.execution_options(populate_existing=True)).one()


def lock_open_of(session: Session, kind: str, thing_id: str) -> RemovedRow | None:
    """The entry of this thing that has not ended, held until the end of the transaction."""
    rule = (RemovedRow.kind == kind, RemovedRow.thing_id == thing_id, RemovedRow.state != "ended")
    return session.exec(select(RemovedRow).where(*rule).with_for_update()).first()


def entries_of(session: Session, kind: str, thing_id: str) -> Sequence[RemovedRow]:
    """Every time that this thing was taken out, newest first."""
    rule = (RemovedRow.kind == kind, RemovedRow.thing_id == thing_id)
    return session.exec(select(RemovedRow).where(*rule).order_by(col(RemovedRow.id).desc())).all()


def page(session: Session, wanted: RemovedFilter, after: list[Any] | None, limit: int | None) -> Sequence[Found]:
    """One more than `limit` entries, those not ended oldest first, the ended newest first."""
    ended = wanted.state == "ended"
    order = col(RemovedRow.removed_at), col(RemovedRow.id)
    query = (
        select(RemovedRow, PlaceRow, ProductRow)
        .join(PlaceRow, col(RemovedRow.place_id) == col(PlaceRow.id))
        .outerjoin(ProductRow, col(RemovedRow.product_code) == col(ProductRow.code))
        .where(*_rules(wanted))
        .order_by(*(one.desc() if ended else one.asc() for one in order))
    )
    if limit is not None:
        query = query.limit(limit + 1)
    if after is not None:
        at, key = EPOCH + after[0] * MICROSECOND, after[1]
        later = order[0] < at if ended else order[0] > at
        same = order[1] < key if ended else order[1] > key
        query = query.where(or_(later, (order[0] == at) & same))
    return session.exec(query).all()


def key_of(row: RemovedRow) -> tuple[int, str]:
    """The sort key of an entry, for the cursor of the next page."""
    return (row.removed_at - EPOCH) // MICROSECOND, row.id


def one_found(session: Session, removed_id: str) -> Found | None:
    """One entry with its place and product."""
    return session.exec(
        select(RemovedRow, PlaceRow, ProductRow)
        .join(PlaceRow, col(RemovedRow.place_id) == col(PlaceRow.id))
        .outerjoin(ProductRow, col(RemovedRow.product_code) == col(ProductRow.code))
        .where(RemovedRow.id == removed_id)
    ).first()


def on_van(session: Session, place_id: str) -> Sequence[Found]:
    """What has not ended on one van, oldest first."""
    return session.exec(
        select(RemovedRow, PlaceRow, ProductRow)
        .join(PlaceRow, col(RemovedRow.place_id) == col(PlaceRow.id))
        .outerjoin(ProductRow, col(RemovedRow.product_code) == col(ProductRow.code))
        .where(RemovedRow.place_id == place_id, RemovedRow.state != "ended")
        .order_by(col(RemovedRow.removed_at), RemovedRow.id)
    ).all()


def not_ended(session: Session, scope: frozenset[str] | None) -> Sequence[tuple[RemovedRow, PlaceRow]]:
    """Every entry that has not ended, with its place."""
    query = select(RemovedRow, PlaceRow).join(PlaceRow, col(RemovedRow.place_id) == col(PlaceRow.id))
    return session.exec(query.where(RemovedRow.state != "ended", *_within(scope, col(RemovedRow.centre_id)))).all()


def movements_of(session: Session, kind: str, thing_id: str) -> Sequence[MovementRow]:
    """Every movement of a thing in the order written."""
    rule = (MovementRow.thing_kind == kind, MovementRow.thing_id == thing_id)
    return session.exec(select(MovementRow).where(*rule).order_by(MovementRow.id)).all()


def limits(session: Session) -> dict[str, int]:
    """Days by centre, of those that have a limit of their own."""
    return {row.centre_id: row.days for row in session.exec(select(RemovedLimitRow))}


def batch_page(
    session: Session, scope: frozenset[str] | None, state: str | None, after: list[Any] | None, limit: int
) -> Sequence[ReturnBatchRow]:
    """One more than `limit` batches, newest first."""
    query = select(ReturnBatchRow).where(*_within(scope, col(ReturnBatchRow.centre_id)))
    if state is not None:
        query = query.where(ReturnBatchRow.state == state)
    if after is not None:
        query = query.where(ReturnBatchRow.id < after[0])
    return session.exec(query.order_by(col(ReturnBatchRow.id).desc()).limit(limit + 1)).all()


def lock_batch(session: Session, batch_id: str) -> ReturnBatchRow | None:
    """One batch, held until the end of the transaction and read anew."""
    rule = select(ReturnBatchRow).where(ReturnBatchRow.id == batch_id).with_for_update()
    return session.exec(rule.execution_options(populate_existing=True)).first()


def batches_of_day(session: Session, day: date) -> int:
    """How many batches were opened on a day."""
    return session.exec(select(func.count()).where(ReturnBatchRow.day == day)).one()


def lines(session: Session, batch_ids: Collection[str]) -> list[Lined]:
    """The lines of these batches with what they are about, in their order; what was taken out again is left away."""
    found: list[Lined] = []
    for part in chunks(batch_ids):
        query = (
            select(ReturnLineRow, RemovedRow)
            .join(RemovedRow, col(ReturnLineRow.removed_id) == col(RemovedRow.id))
            .where(col(ReturnLineRow.batch_id).in_(part), col(ReturnLineRow.live))
            .order_by(ReturnLineRow.batch_id, col(ReturnLineRow.seq))
        )
        found += session.exec(query).all()
    return found


def next_seq(session: Session, batch_id: str) -> int:
    """The number of the next line of a batch; numbers of lines taken out are not given again."""
    most = session.exec(select(func.max(ReturnLineRow.seq)).where(ReturnLineRow.batch_id == batch_id)).one()
    return (most or 0) + 1


def batches_holding(session: Session, removed_ids: Iterable[str]) -> dict[str, ReturnBatchRow]:
    """By entry, the batch that it is in and has not come back from."""
    found: dict[str, ReturnBatchRow] = {}
    for part in chunks(removed_ids):
        query = (
            select(ReturnLineRow.removed_id, ReturnBatchRow)
            .join(ReturnBatchRow, col(ReturnLineRow.batch_id) == col(ReturnBatchRow.id))
            .where(
                col(ReturnLineRow.removed_id).in_(part), col(ReturnLineRow.live), col(ReturnLineRow.result).is_(None)
            )
        )
        found |= dict(session.exec(query).all())
    return found


def returns_of(session: Session, removed_ids: Collection[str]) -> list[tuple[ReturnLineRow, ReturnBatchRow]]:
    """The ways to a factory of these entries, oldest first."""
    query = (
        select(ReturnLineRow, ReturnBatchRow)
        .join(ReturnBatchRow, col(ReturnLineRow.batch_id) == col(ReturnBatchRow.id))
        .where(col(ReturnLineRow.removed_id).in_(removed_ids), col(ReturnLineRow.live))
        .order_by(ReturnLineRow.id)
    )
    return list(session.exec(query).all())


def device_numbers(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Terminal numbers by device id."""
    found: dict[str, str] = {}
    for part in chunks(ids):
        rows = session.exec(select(DeviceRow.id, DeviceRow.terminal_no).where(col(DeviceRow.id).in_(part)))
        found |= dict(rows.all())
    return found


def _rules(wanted: RemovedFilter) -> list[ColumnElement[bool]]:
    rules = _within(wanted.scope, col(RemovedRow.centre_id))
    if wanted.state == "open":
        rules.append(col(RemovedRow.state) != "ended")
    elif wanted.state is not None:
        rules.append(col(RemovedRow.state) == wanted.state)
    equal: tuple[tuple[Any, str | None], ...] = (
        (RemovedRow.centre_id, wanted.centre_id), (PlaceRow.technician_id, wanted.technician_id),
        (PlaceRow.kind, wanted.where), (RemovedRow.bound_for, wanted.bound_for),
    )  # fmt: skip
    rules += [col(column) == value for column, value in equal if value]
    if wanted.before is not None:
        rules.append(col(RemovedRow.removed_at) < wanted.before)
    said = wanted.q.strip()
    if said:
        like = [RemovedRow.number, RemovedRow.second_number, RemovedRow.plate, RemovedRow.label_no, RemovedRow.order_no]
        rules.append(or_(*(col(one).contains(said.upper(), autoescape=True) for one in like)))
    return rules


def _within(scope: frozenset[str] | None, centre: Any) -> list[ColumnElement[bool]]:
    return [] if scope is None else [centre.in_(scope)]


def of_visits(session: Session, visit_ids: Iterable[str]) -> list[tuple[str, str]]:
    """(visit, entry) of everything that was taken out on these visits, in the order taken out."""
    found: list[tuple[str, str]] = []
    for part in chunks(visit_ids):
        query = select(RemovedRow.visit_id, RemovedRow.id).where(col(RemovedRow.visit_id).in_(part))
        found += [(visit or "", entry) for visit, entry in session.exec(query.order_by(RemovedRow.id))]
    return found
