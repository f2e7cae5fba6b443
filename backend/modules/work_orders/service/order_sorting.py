"""How a list of orders can be sorted, each way with the key from which the next page goes on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import BigInteger, ColumnElement, and_, case, literal, tuple_, type_coerce
from sqlmodel import col

from backend.kernel.db import EPOCH, MICROSECOND
from backend.modules.customers import public as customers
from backend.modules.work_orders import lifecycle, policies
from backend.modules.work_orders.models import OrderRow as Row
from backend.modules.work_orders.schemas import OrderRow

Sort = Literal["newest", "oldest", "due", "customer"]
NEWEST: Sort = "newest"
# Orders that nothing is promised for any more come after all others; a whole number that both databases hold.
NEVER = 2**62
RUNNING = ("running", "warned", "late")


@dataclass(frozen=True)
class Sorting:
    """`by` for the database, `key` of the last row shown, and what lies behind such a key."""

    by: Sequence[Any]
    kinds: tuple[type, ...]
    key: Callable[[OrderRow], list[Any]]
    behind: Callable[[list[Any]], ColumnElement[bool]]


def sorting(name: str, limits: Mapping[str, timedelta]) -> Sorting:
    """The sorting of this name; `limits` are the company's promises, by which an order is due."""
    number = col(Row.id)
    if name == "oldest":
        return Sorting([number], (str,), lambda row: [row.id], lambda after: number > after[0])
    if name == "due":
        due = _due(limits)
        return Sorting([due, number], (int, str), lambda row: [_micros(nearest(row)), row.id], _behind(due))
    if name == "customer":
        owner = customers.name_of(col(Row.customer_id))
        return Sorting([owner, number], (str, str), lambda row: [row.customer_name, row.id], _behind(owner))
    return Sorting([number.desc()], (str,), lambda row: [row.id], lambda after: number < after[0])


def _behind(first: ColumnElement[Any]) -> Callable[[list[Any]], ColumnElement[bool]]:
    return lambda after: tuple_(first, col(Row.id)) > tuple_(literal(after[0]), literal(after[1]))


def nearest(row: OrderRow) -> datetime | None:
    """The nearer of the promise to the customer and the authority's date that still runs (R39)."""
    authority = row.authority_due_at if row.authority_state in RUNNING else None
    return min((at for at in (row.due_at, authority) if at is not None), default=None)


def _due(limits: Mapping[str, timedelta]) -> ColumnElement[int]:
    """`nearest` for the database; times are microseconds there."""
    promised, authority = _promised(limits), type_coerce(col(Row.authority_due_at), BigInteger)
    runs = and_(
        col(Row.authority_due_at).is_not(None),
        col(Row.authority_met_at).is_(None),
        col(Row.state).not_in(("cancelled", "rejected")),
    )
    return case((and_(runs, authority < promised), authority), else_=promised)


def _promised(limits: Mapping[str, timedelta]) -> ColumnElement[int]:
    """`policies.due_at` for the database."""
    made = type_coerce(col(Row.created_at), BigInteger)
    ends = type_coerce(col(Row.window_end), BigInteger)

    def after(code: str, usual: timedelta) -> ColumnElement[int]:
        return made + limits.get(code, usual) // MICROSECOND

    return case(
        (col(Row.state).not_in(lifecycle.LIVE_ORDER_STATES), literal(NEVER, BigInteger)),
        (col(Row.priority) == "urgent", after("onsite_urgent", policies.URGENT_ON_SITE)),
        (col(Row.window_end).is_not(None), ends),
        (col(Row.kind) == "repair", after("repair_ordinary", policies.REPAIR_DONE)),
        else_=after("install", policies.OTHER_DONE),
    )


def _micros(at: datetime | None) -> int:
    return NEVER if at is None else (at - EPOCH) // MICROSECOND
