"""Every select() of the carriers' room."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from backend.modules.inventory.carriers.lifecycle import OPEN_STATES
from backend.modules.inventory.carriers.models import BindingRuleRow, CarrierColumnsRow, CarrierTaskRow
from backend.modules.inventory.repository import chunks, rows_in

_STANDS = or_(col(CarrierTaskRow.state) != "not_needed", col(CarrierTaskRow.decided_by).is_not(None))


def rules(session: Session) -> Sequence[BindingRuleRow]:
    """All binding rules, those of a carrier before those of any."""
    order = (col(BindingRuleRow.operator).desc(), col(BindingRuleRow.card_type).desc(), col(BindingRuleRow.act).desc())
    return session.exec(select(BindingRuleRow).order_by(*order, BindingRuleRow.id)).all()


def lock_rule(session: Session, rule_id: str) -> BindingRuleRow | None:
    """One rule, held until the end of the transaction."""
    return session.exec(select(BindingRuleRow).where(BindingRuleRow.id == rule_id).with_for_update()).first()


def same_fit(session: Session, operator: str, card_type: str, act: str) -> BindingRuleRow | None:
    """The rule of exactly this combination."""
    query = select(BindingRuleRow).where(
        BindingRuleRow.operator == operator, BindingRuleRow.card_type == card_type, BindingRuleRow.act == act
    )
    return session.exec(query).first()


def tasks_of_pair(session: Session, key: str, new_imei: str) -> Sequence[CarrierTaskRow]:
    """The tasks of this card and new terminal but those passed over, newest first, held until the end of the transaction."""
    pair = (CarrierTaskRow.iccid_key19 == key, CarrierTaskRow.new_imei == new_imei)
    query = select(CarrierTaskRow).where(*pair, _STANDS)
    return session.exec(query.order_by(col(CarrierTaskRow.id).desc()).with_for_update()).all()


def still_asked(session: Session, key: str, *, but_imei: str) -> Sequence[CarrierTaskRow]:
    """The tasks of this card for other terminals that nobody has filed yet, held."""
    query = select(CarrierTaskRow).where(
        CarrierTaskRow.iccid_key19 == key, CarrierTaskRow.state == "asked", CarrierTaskRow.new_imei != but_imei
    )
    return session.exec(query.with_for_update()).all()


def asked_in(session: Session, centre_id: str) -> Sequence[CarrierTaskRow]:
    """The tasks of a centre that nobody has filed yet, oldest first."""
    mine = (CarrierTaskRow.centre_id == centre_id, CarrierTaskRow.state == "asked")
    return session.exec(select(CarrierTaskRow).where(*mine).order_by(CarrierTaskRow.id)).all()


def tasks(session: Session, ids: Iterable[str]) -> list[CarrierTaskRow]:
    """These tasks, by deadline."""
    found = rows_in(session, CarrierTaskRow, CarrierTaskRow.id, ids)
    return sorted(found, key=lambda row: (row.deadline_at, row.id))


def task_page(
    session: Session,
    scope: frozenset[str] | None,
    states: Collection[str],
    operator: str | None,
    before: datetime | None,
    after: tuple[datetime, str] | None,
    limit: int,
) -> Sequence[CarrierTaskRow]:
    """One more than `limit` tasks by deadline, from behind the key; `before` keeps those whose deadline lies before it."""
    query = select(CarrierTaskRow).where(col(CarrierTaskRow.state).in_(states))
    if scope is not None:
        query = query.where(or_(col(CarrierTaskRow.centre_id).in_(scope), col(CarrierTaskRow.centre_id).is_(None)))
    if operator is not None:
        query = query.where(CarrierTaskRow.operator == operator)
    if before is not None:
        query = query.where(CarrierTaskRow.deadline_at < before)
    if after is not None:
        later = and_(col(CarrierTaskRow.deadline_at) == after[0], col(CarrierTaskRow.id) > after[1])
        query = query.where(or_(col(CarrierTaskRow.deadline_at) > after[0], later))
    return session.exec(query.order_by(col(CarrierTaskRow.deadline_at), CarrierTaskRow.id).limit(limit + 1)).all()


def open_of_cards(session: Session, keys: Iterable[str]) -> list[CarrierTaskRow]:
    """The open tasks of these cards."""
    found: list[CarrierTaskRow] = []
    for part in chunks(keys):
        query = select(CarrierTaskRow).where(
            col(CarrierTaskRow.iccid_key19).in_(part), col(CarrierTaskRow.state).in_(OPEN_STATES)
        )
        found += session.exec(query.order_by(CarrierTaskRow.id)).all()
    return found


def of_technician(session: Session, technician_id: str, since: datetime) -> Sequence[CarrierTaskRow]:
    """A technician's tasks that are open, or that were recorded or decided after `since`, but those passed over; oldest first."""
    query = select(CarrierTaskRow).where(
        CarrierTaskRow.technician_id == technician_id,
        _STANDS,
        or_(
            col(CarrierTaskRow.state).in_(OPEN_STATES),
            col(CarrierTaskRow.recorded_at) > since,
            col(CarrierTaskRow.decided_at) > since,
        ),
    )
    return session.exec(query.order_by(CarrierTaskRow.id)).all()


def rebinds(session: Session, keys: Iterable[str], since: datetime) -> dict[str, int]:
    """How often each of these cards was rebound since then; a card that never was is left out."""
    found: dict[str, int] = {}
    for part in chunks(keys):
        query = (
            select(CarrierTaskRow.iccid_key19, func.count())
            .where(
                col(CarrierTaskRow.iccid_key19).in_(part),
                CarrierTaskRow.state == "done",
                col(CarrierTaskRow.decided_at) >= since,
            )
            .group_by(CarrierTaskRow.iccid_key19)
        )
        found.update(session.exec(query).all())
    return found


def columns(session: Session) -> dict[str, CarrierColumnsRow]:
    """The columns that the company has changed, by carrier."""
    return {row.operator: row for row in session.exec(select(CarrierColumnsRow))}
