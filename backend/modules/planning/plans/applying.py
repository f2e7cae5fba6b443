"""Making the changes of a plan true: each through the use case of work orders, each alone, all in one transaction."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.planning.needs import needs_of
from backend.modules.planning.plans.problem import Problem
from backend.modules.planning.plans.schemas import ChangeOut
from backend.modules.planning.schemas import WordsOut
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import VisitView

# An order's waiting part is sent first: giving its other visits away would count as a change of the order. What is
# freed for somebody else goes before that.
TURN = {"free": 0, "place": 1, "give": 2, "shift": 2}


class Former(BaseModel):
    """How a visit stood before a change."""

    model_config = ConfigDict(frozen=True)
    technician_id: str
    window_start: datetime
    window_end: datetime
    planned_start: datetime


class Record(BaseModel):
    """What became of a change, and what it takes to take it back. `version` is the visit's after the change."""

    state: Literal["applied", "refused", "undone", "kept"]
    why: WordsOut | None = None
    visit_id: str | None = None
    version: int | None = None
    former: Former | None = None


def apply_changes(work: UnitOfWork, problem: Problem, changes: list[ChangeOut], reason: str) -> dict[str, Record]:
    """Make each change, or note why it could not be made: a refused one leaves nothing behind.

    `problem` is the day as it is now; it knows what each waiting order needs.
    """
    records = {}
    for one in sorted(changes, key=lambda it: TURN[it.kind]):
        try:
            with work.session.begin_nested():
                records[one.id] = _apply(work, problem, one, reason)
        except Refusal as refusal:
            records[one.id] = Record(state="refused", why=in_words(refusal))
    return records


def in_words(refusal: Refusal) -> WordsOut:
    """A refusal as a phrase beside a change."""
    wire = refusal.as_wire()
    return WordsOut(
        code=refusal.code, params=_plain(refusal.params), zh=wire["message"]["zh"], en=wire["message"]["en"]
    )


def _plain(params: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in params.items() if isinstance(value, str | int | float | None)}


def _apply(work: UnitOfWork, problem: Problem, one: ChangeOut, reason: str) -> Record:
    if one.kind == "place":
        visit = _place(work, problem, one)
        return Record(state="applied", visit_id=visit.id, version=visit.version)
    visit_id = one.visit_id or ""
    seen = work_orders.visit(work, visit_id)
    work.actor.require_centre(seen.centre_id)
    former = Former(
        technician_id=seen.technician_id, window_start=seen.window_start, window_end=seen.window_end,
        planned_start=seen.planned_start,
    )  # fmt: skip
    visit = _change(work, one, reason)
    return Record(state="applied", visit_id=visit.id, version=visit.version, former=former)


def _change(work: UnitOfWork, one: ChangeOut, reason: str) -> VisitView:
    visit_id = one.visit_id or ""
    if one.kind == "free":
        return work_orders.cancel_visit(work, visit_id, one.version, reason)
    start = one.start or one.window_start
    if one.kind == "give":
        return work_orders.reassign(
            work, visit_id, one.to_id or "", one.version, window_start=one.window_start,
            window_end=one.window_end, planned_start=start,
        )  # fmt: skip
    return work_orders.reschedule(work, visit_id, one.version, one.window_start, one.window_end, start)


def _place(work: UnitOfWork, problem: Problem, one: ChangeOut) -> VisitView:
    waiting = problem.waiting.get(one.id)
    order = waiting.needs.order if waiting else work_orders.order(work, one.order_id)
    # Of an order that waits no more, somebody else was faster: the dispatch below says who (R8).
    needs = waiting.needs if waiting else needs_of(work, order, (one.window_start, one.window_end))
    return work_orders.dispatch_visit(
        work, order.id, one.to_id or "", one.window_start, one.window_end, one.start or one.window_start, one.version,
        required_skills=needs.skills, needed_stock=needs.stock, planned_minutes=needs.minutes,
    )  # fmt: skip


def take_back(work: UnitOfWork, record: Record) -> Record:
    """Undo one change while nobody has acted on it: refuses like an undo or a change by hand, then it is kept."""
    try:
        with work.session.begin_nested():
            _take_back(work, record)
    except Refusal as refusal:
        return record.model_copy(update={"state": "kept", "why": in_words(refusal)})
    return record.model_copy(update={"state": "undone", "why": None})


def _take_back(work: UnitOfWork, record: Record) -> None:
    former, visit_id = record.former, record.visit_id or ""
    if former is None:
        work_orders.undo_dispatch(work, visit_id, record.version)
        return
    seen = work_orders.visit(work, visit_id)
    if seen.state == "cancelled":
        _send_again(work, seen, former)
    elif seen.technician_id == former.technician_id:
        work_orders.reschedule(
            work, visit_id, record.version or 0, former.window_start, former.window_end, former.planned_start
        )
    else:
        work_orders.reassign(
            work, visit_id, former.technician_id, record.version or 0, window_start=former.window_start,
            window_end=former.window_end, planned_start=former.planned_start,
        )  # fmt: skip


def _send_again(work: UnitOfWork, freed: VisitView, former: Former) -> None:
    """A visit that was freed for somebody else is sent anew, as it was."""
    order = work_orders.order(work, freed.order_id)
    work_orders.dispatch_visit(
        work, order.id, former.technician_id, former.window_start, former.window_end, former.planned_start,
        order.version, required_skills=freed.required_skills, needed_stock=freed.needed_stock,
        planned_minutes=freed.planned_minutes,
        item_ids=[one.id for one in work_orders.items_of_visit(work, freed.id)],
    )  # fmt: skip
