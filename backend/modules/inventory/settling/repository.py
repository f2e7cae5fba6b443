"""Every select() of the settling room: the list of number cases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from backend.modules.inventory.models import NumberCaseRow

Row = NumberCaseRow


def wanted(scope: frozenset[str] | None, state: str | None, code: str | None, said: str) -> ColumnElement[bool]:
    """The cases within these centres that fit the filter."""
    # A case without a centre (a van of nobody) must not be seen by nobody.
    rules: list[Any] = [] if scope is None else [or_(col(Row.centre_id).in_(scope), col(Row.centre_id).is_(None))]
    rules += [col(Row.state) == state] if state else []
    rules += [col(Row.code) == code] if code else []
    rules += [col(Row.number).contains(said.strip(), autoescape=True)] if said.strip() else []
    return and_(True, *rules)


def page(session: Session, rule: ColumnElement[bool], after: list[Any] | None, limit: int) -> Sequence[NumberCaseRow]:
    """One more than `limit` cases, oldest first, from behind the key `after` (id)."""
    if after is not None:
        rule = and_(rule, col(Row.id) > after[0])
    return session.exec(select(Row).where(rule).order_by(Row.id).limit(limit + 1)).all()


def counts(session: Session, rule: ColumnElement[bool]) -> list[tuple[str, int]]:
    """How many of each kind, the most first."""
    found = session.exec(select(Row.code, func.count()).where(rule).group_by(Row.code)).all()
    return sorted(((code, count) for code, count in found), key=lambda one: (-one[1], one[0]))
