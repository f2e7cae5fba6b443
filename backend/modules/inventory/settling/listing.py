"""The list of number cases: a page, counts by kind, a sheet."""

from collections.abc import Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from backend.kernel.spreadsheet import write_list
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.models import NumberCaseRow

Row = NumberCaseRow
_HEAD = {
    "zh": (("号码", 24), ("问题", 30), ("发生时间", 18), ("发现时间", 18), ("师傅", 12), ("怎么定的", 14), ("定的时间", 18), ("说明", 40)),
    "en": (("Number", 24), ("What is odd", 40), ("Happened", 18), ("Found", 18), ("Technician", 16), ("Decision", 16),
           ("Decided", 18), ("Note", 40)),
}  # fmt: skip
_DECISIONS = {
    "accept": ("认现场的", "field accepted"),
    "keep": ("按账上的", "books kept"),
    "correct": ("改了号码", "number corrected"),
}


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


def book(
    rows: Sequence[NumberCaseRow], names: dict[str, str], zone: str, lang: Literal["zh", "en"]
) -> SpooledTemporaryFile[bytes]:
    """The list as a sheet."""
    said, place = int(lang == "en"), ZoneInfo(zone)

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(place).replace(tzinfo=None) if moment else None

    return write_list(
        ("疑难号码", "Odd numbers")[said],
        _HEAD[lang],
        (
            (
                row.number, WORDS.get(row.code, ("", ""))[said], local(row.at), local(row.opened_at),
                names.get(row.technician_id or "", ""), _DECISIONS.get(row.decision or "", ("", ""))[said],
                local(row.settled_at), row.note,
            )
            for row in rows
        ),
    )  # fmt: skip
