"""Every select() of the keeper's work."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from backend.modules.inventory.models import DeviceRow, MovementRow, ProductRow, SimRow
from backend.modules.inventory.repository import chunks, products, rows_in
from backend.modules.inventory.stocking.models import (
    CountEntryRow,
    StockCountRow,
    StockLevelRow,
    StockPaperRow,
    StockSheetRow,
)

Rule = ColumnElement[bool]
_TABLES: dict[str, Any] = {"device": DeviceRow, "sim": SimRow}


def movements_of_paper(session: Session, paper_id: str) -> Sequence[MovementRow]:
    """What a paper moved, oldest first."""
    return session.exec(select(MovementRow).where(MovementRow.paper_id == paper_id).order_by(MovementRow.id)).all()


def papers(
    session: Session, place_ids: Collection[str], kind: str | None, state: str | None, after: str | None, limit: int
) -> list[StockPaperRow]:
    """One more than `limit` papers from or to these places, newest first, from behind the id `after`."""
    rule = or_(col(StockPaperRow.from_place).in_(place_ids), col(StockPaperRow.to_place).in_(place_ids))
    query = select(StockPaperRow).where(rule).order_by(col(StockPaperRow.at).desc(), col(StockPaperRow.id).desc())
    if kind is not None:
        query = query.where(StockPaperRow.kind == kind)
    if state is not None:
        query = query.where(StockPaperRow.state == state)
    if after is not None:
        last = session.get(StockPaperRow, after)
        if last is not None:
            earlier = and_(col(StockPaperRow.at) == last.at, col(StockPaperRow.id) < after)
            query = query.where(or_(col(StockPaperRow.at) < last.at, earlier))
    return list(session.exec(query.limit(limit + 1)))


def movements(session: Session, ends: Collection[str] | None, rule: Rule, limit: int) -> list[MovementRow]:
    """Up to `limit` movements that fit the rule, newest first; from or to one of `ends` when given.

    Both ends are asked apart, each along its own index: one question with OR would read the whole table.
    """
    sides: list[Rule | None] = [None]
    if ends is not None:
        sides = [col(MovementRow.from_place).in_(ends), col(MovementRow.to_place).in_(ends)]
    found: dict[str, MovementRow] = {}
    for side in sides:
        query = select(MovementRow).where(rule).order_by(col(MovementRow.id).desc()).limit(limit)
        found |= {row.id: row for row in session.exec(query if side is None else query.where(side))}
    return sorted(found.values(), key=lambda row: row.id, reverse=True)[:limit]


def movements_since(session: Session, place_id: str, since: datetime) -> list[MovementRow]:
    """What came to or left a place after a moment by its event time, oldest first."""
    rule = or_(col(MovementRow.from_place) == place_id, col(MovementRow.to_place) == place_id)
    query = select(MovementRow).where(rule, MovementRow.at > since).order_by(col(MovementRow.at), col(MovementRow.id))
    return list(session.exec(query))


def papers_by_id(session: Session, ids: Collection[str]) -> dict[str, StockPaperRow]:
    """Papers by id; an id of something else, such as a count, is left out."""
    return {row.id: row for row in rows_in(session, StockPaperRow, StockPaperRow.id, ids)}


def things(session: Session, kind: str, ids: Collection[str]) -> dict[str, DeviceRow | SimRow]:
    """Devices or cards by id."""
    table = _TABLES[kind]
    return {row.id: row for row in rows_in(session, table, table.id, ids)}


def last_movements(session: Session, kind: str, thing_ids: Collection[str]) -> dict[str, str]:
    """The id of the newest movement of each of these things."""
    found: dict[str, str] = {}
    for part in chunks(thing_ids):
        rule = (MovementRow.thing_kind == kind, col(MovementRow.thing_id).in_(part))
        query = select(col(MovementRow.thing_id), func.max(MovementRow.id)).where(*rule)
        found |= dict(session.exec(query.group_by(col(MovementRow.thing_id))).all())
    return found


def products_named(session: Session) -> dict[str, ProductRow]:
    """The price list by code."""
    return {row.code: row for row in products(session)}


def sheet(session: Session, sheet_id: str, *, lock: bool = False) -> StockSheetRow | None:
    """A handed-in list, held when asked."""
    query = select(StockSheetRow).where(StockSheetRow.id == sheet_id)
    return session.exec(query.with_for_update() if lock else query).first()


def sheet_of_paper(session: Session, paper_id: str) -> StockSheetRow | None:
    """The list that was taken by a paper, held."""
    return session.exec(select(StockSheetRow).where(StockSheetRow.paper_id == paper_id).with_for_update()).first()


def count_of(session: Session, count_id: str, *, lock: bool = False) -> StockCountRow | None:
    """A count, held when asked."""
    query = select(StockCountRow).where(StockCountRow.id == count_id)
    return session.exec(query.with_for_update() if lock else query).first()


def going_on(session: Session, place_id: str) -> StockCountRow | None:
    """The count that goes on in a place."""
    rule = (StockCountRow.place_id == place_id, col(StockCountRow.state).in_(("open", "waiting")))
    return session.exec(select(StockCountRow).where(*rule)).first()


def counts(session: Session, scope: frozenset[str] | None, after: str | None, limit: int) -> list[StockCountRow]:
    """One more than `limit` counts, newest first, from behind the id `after`."""
    query = select(StockCountRow).order_by(col(StockCountRow.opened_at).desc(), col(StockCountRow.id).desc())
    if scope is not None:
        query = query.where(col(StockCountRow.centre_id).in_(scope))
    last = session.get(StockCountRow, after) if after else None
    if last is not None:
        earlier = and_(col(StockCountRow.opened_at) == last.opened_at, col(StockCountRow.id) < last.id)
        query = query.where(or_(col(StockCountRow.opened_at) < last.opened_at, earlier))
    return list(session.exec(query.limit(limit + 1)))


def usable(session: Session, place_id: str, code: str, most: int) -> list[DeviceRow | SimRow]:
    """Up to `most` devices or cards of a product that lie in a place, are good and bound for nowhere else, by number."""
    found: list[DeviceRow | SimRow] = []
    for table in _TABLES.values():
        bound_nowhere = col(table.bound_for).is_(None)
        rule = (table.place_id == place_id, table.product_code == code, table.state == "good", bound_nowhere)
        found += session.exec(select(table).where(*rule).order_by(_number(table)).limit(most - len(found)))
    return found


def things_booked(session: Session, place_id: str) -> int:
    """How many devices and cards are in a place by the books."""
    return sum(session.exec(select(func.count()).where(one.place_id == place_id)).one() for one in _TABLES.values())


def things_seen(session: Session, count: StockCountRow) -> int:
    """How many of the devices and cards that are there by the books were seen in a count."""
    found = 0
    for kind, table in _TABLES.items():
        rule = (table.place_id == count.place_id, *_entered(count.id, kind, table))
        found += session.exec(select(func.count()).select_from(CountEntryRow).where(*rule)).one()
    return found


def seen_elsewhere(session: Session, count: StockCountRow, kind: str) -> list[tuple[CountEntryRow, Any]]:
    """The devices or cards that were seen in a count, though the books have them in another place."""
    table = _TABLES[kind]
    query = select(CountEntryRow, table).where(*_entered(count.id, kind, table), table.place_id != count.place_id)
    return list(session.exec(query.order_by(CountEntryRow.id)))


def not_seen(session: Session, count: StockCountRow, kind: str, most: int | None, *, except_came: bool) -> list[Any]:
    """Devices or cards that are there by the books and were not seen in a count, by number; `most` of them, or all.

    `except_came` leaves out those that came after it was opened.
    """
    table = _TABLES[kind]
    rules = [table.place_id == count.place_id, ~exists().where(*_entered(count.id, kind, table))]
    if except_came:
        row = MovementRow
        later = (col(row.to_place) == count.place_id, col(row.at) > count.opened_at)
        by_others = or_(col(row.paper_id).is_(None), col(row.paper_id) != count.id)
        rules.append(~exists().where(col(row.thing_kind) == kind, col(row.thing_id) == table.id, *later, by_others))
    return list(session.exec(select(table).where(*rules).order_by(_number(table)).limit(most)))


def seen_among(session: Session, count_id: str, kind: str, ids: Collection[str]) -> set[str]:
    """Those of these devices or cards that were seen in a count."""
    found: set[str] = set()
    for part in chunks(ids):
        rule = (CountEntryRow.count_id == count_id, CountEntryRow.thing_kind == kind)
        found |= set(session.exec(select(CountEntryRow.thing_id).where(*rule, col(CountEntryRow.thing_id).in_(part))))
    return found


def entries(session: Session, count_id: str, kinds: Collection[str]) -> list[CountEntryRow]:
    """What was seen in a count of these kinds, oldest first."""
    rule = (CountEntryRow.count_id == count_id, col(CountEntryRow.thing_kind).in_(kinds))
    return list(session.exec(select(CountEntryRow).where(*rule).order_by(CountEntryRow.id)))


def entries_newest(session: Session, count_id: str, most: int) -> list[CountEntryRow]:
    """The last `most` things that were seen in a count, the newest first."""
    query = select(CountEntryRow).where(CountEntryRow.count_id == count_id)
    return list(session.exec(query.order_by(col(CountEntryRow.at).desc(), col(CountEntryRow.id).desc()).limit(most)))


def entry(session: Session, count_id: str, kind: str, thing_id: str) -> CountEntryRow | None:
    """The entry of one thing in a count."""
    rule = (CountEntryRow.count_id == count_id, CountEntryRow.thing_kind == kind, CountEntryRow.thing_id == thing_id)
    return session.exec(select(CountEntryRow).where(*rule)).first()


def entries_made(session: Session, count_ids: Collection[str]) -> dict[str, int]:
    """How many entries each count has."""
    query = select(col(CountEntryRow.count_id), func.count()).where(col(CountEntryRow.count_id).in_(count_ids))
    return dict(session.exec(query.group_by(col(CountEntryRow.count_id))).all())


def _number(table: Any) -> Any:
    return col(SimRow.iccid if table is SimRow else DeviceRow.terminal_no)


def _entered(count_id: str, kind: str, table: Any) -> tuple[Rule, Rule, Rule]:
    """The entry of a row of this table in a count."""
    row = CountEntryRow
    return col(row.count_id) == count_id, col(row.thing_kind) == kind, col(row.thing_id) == table.id


def levels(session: Session, place_ids: Collection[str]) -> list[StockLevelRow]:
    """The minimum levels of these places."""
    return list(session.exec(select(StockLevelRow).where(col(StockLevelRow.place_id).in_(place_ids))))
