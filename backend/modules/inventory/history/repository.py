"""Every select() of timelines: each source by its index, newest first, never more than a page and its ties."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, SQLModel, col, select

from backend.modules.inventory.history.shapes import Subject
from backend.modules.inventory.models import (
    DeviceRow,
    InstallationRow,
    MovementRow,
    NumberCaseRow,
    PlaceRow,
    SimRow,
)

Rows = Sequence[Any]
Numbered = Sequence["LineRow"]


class LineRow(NamedTuple):
    """A line of the ledger with the numbers that people read; of a card that was only claimed, the claimed one's."""

    row: InstallationRow
    terminal_no: str
    imei: str
    iccid: str | None


def lane(subject: Subject) -> ColumnElement[bool]:
    """The lines of the ledger that concern the subject; a card also where it was only claimed."""
    if subject.kind == "vehicle":
        return col(InstallationRow.vehicle_id) == subject.id
    if subject.kind == "device":
        return col(InstallationRow.device_id) == subject.id
    return or_(col(InstallationRow.sim_id) == subject.id, col(InstallationRow.claimed_sim_id) == subject.id)


def lines_by(session: Session, subject: Subject, column: Any, before: datetime | None, limit: int) -> Numbered:
    """Lines by one of their moments, newest first, up to `before`."""
    rule = and_(lane(subject), col(column).is_not(None))
    return [LineRow(*one) for one in _page(session, _numbered(), InstallationRow, rule, column, before, limit)]


def lines_of(session: Session, ids: Iterable[str]) -> Numbered:
    """These lines by their ids."""
    rule = col(InstallationRow.id).in_(sorted(set(ids)))
    return [LineRow(*one) for one in session.exec(_numbered().where(rule))]


def movements(session: Session, subject: Subject, before: datetime | None, limit: int) -> Sequence[MovementRow]:
    """How a terminal or card was moved, newest first; a vehicle's are told by its lines."""
    if subject.kind == "vehicle":
        return []
    rule = and_(col(MovementRow.thing_kind) == subject.kind, col(MovementRow.thing_id) == subject.id)
    return _page(session, select(MovementRow), MovementRow, rule, MovementRow.at, before, limit)


def cases(
    session: Session, subject: Subject, column: Any, before: datetime | None, limit: int
) -> Sequence[NumberCaseRow]:
    """Number cases of a vehicle, or that name one of the thing's numbers, newest first."""
    if subject.kind == "vehicle":
        rule = col(NumberCaseRow.vehicle_id) == subject.id
    else:
        rule = col(NumberCaseRow.number).in_(subject.numbers)
    return _page(
        session, select(NumberCaseRow), NumberCaseRow, and_(rule, col(column).is_not(None)), column, before, limit
    )


def lines_at(session: Session, subject: Subject, at: datetime, known_at: datetime | None) -> Numbered:
    """Lines that cover the moment; with `known_at` as the books had them then: an end told later was not known."""
    row = InstallationRow
    until, told = col(row.until_at), col(row.ended_recorded_at)
    running = or_(until.is_(None), until > at)
    rule = and_(lane(subject), col(row.from_at) <= at)
    if known_at is None:
        rule = and_(rule, running)
    else:
        rule = and_(rule, or_(running, told > known_at), col(row.recorded_at) <= known_at)
    return [LineRow(*one) for one in session.exec(_numbered().where(rule).order_by(col(row.from_at), row.id))]


def last_movement(session: Session, subject: Subject, at: datetime, known_at: datetime | None) -> MovementRow | None:
    """The movement that brought a thing where it was at the moment."""
    row = MovementRow
    rule = and_(col(row.thing_kind) == subject.kind, col(row.thing_id) == subject.id, col(row.at) <= at)
    if known_at is not None:
        rule = and_(rule, col(row.recorded_at) <= known_at)
    return session.exec(select(row).where(rule).order_by(col(row.at).desc(), col(row.id).desc())).first()


def numbers_of(
    session: Session, device_ids: Iterable[str], sim_ids: Iterable[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(terminal number, IMEI) of devices and ICCID of cards, by id."""
    devices, sims = sorted(set(device_ids)), sorted(set(sim_ids))
    terminals: dict[str, Any] = {}
    cards: dict[str, Any] = {}
    if devices:
        query = select(DeviceRow.id, DeviceRow.terminal_no, DeviceRow.imei).where(col(DeviceRow.id).in_(devices))
        terminals = {key: (number, imei) for key, number, imei in session.exec(query)}
    if sims:
        cards = dict(session.exec(select(SimRow.id, SimRow.iccid).where(col(SimRow.id).in_(sims))).all())
    return terminals, cards


def _numbered() -> Any:
    """Lines joined with their numbers: one question instead of three."""
    row = InstallationRow
    return (
        select(row, DeviceRow.terminal_no, DeviceRow.imei, SimRow.iccid)
        .join(DeviceRow, col(DeviceRow.id) == col(row.device_id))
        .outerjoin(SimRow, col(SimRow.id) == func.coalesce(col(row.sim_id), col(row.claimed_sim_id)))
    )


def _page(
    session: Session, query: Any, table: type[SQLModel], rule: Any, column: Any, before: datetime | None, limit: int
) -> Rows:
    """At most `limit` rows before a moment and all of that very moment, which one page may end in the middle of."""
    query = query.where(rule).order_by(col(column).desc(), table.id.desc())  # type: ignore[attr-defined]
    if before is None:
        return list(session.exec(query.limit(limit)))
    same = session.exec(query.where(col(column) == before)).all()
    return [*same, *session.exec(query.where(col(column) < before).limit(limit)).all()]


def vehicles_of(session: Session, subject: Subject) -> set[str]:
    """Ids of the vehicles in which a thing sat, or was said to sit."""
    return set(session.exec(select(InstallationRow.vehicle_id).where(lane(subject)).distinct()))


def centres_of(session: Session, subject: Subject) -> set[str]:
    """The centres whose stores and vans a thing has been in."""
    row = MovementRow
    query = select(PlaceRow.centre_id).join(row, col(row.to_place) == col(PlaceRow.id)).distinct()
    rule = (row.thing_kind == subject.kind, row.thing_id == subject.id, col(PlaceRow.centre_id).is_not(None))
    return {centre for centre in session.exec(query.where(*rule)) if centre}
