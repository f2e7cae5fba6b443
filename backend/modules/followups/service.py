"""Follow-up calls: scheduled a day after completion, opened when due, answered or tried again (R21, R22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from backend.kernel.calendar import WorkCalendar
from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.followups import repository
from backend.modules.followups.errors import ALREADY_DONE, COMMENT_NEEDED, NOT_DUE, OUT_OF_HOURS, UNKNOWN_QUESTION
from backend.modules.followups.events import (
    FollowUpAnswered,
    FollowUpCancelled,
    FollowUpDissatisfied,
    FollowUpOpened,
    FollowUpSatisfied,
    FollowUpScheduled,
    FollowUpToRepeat,
    FollowUpUnreached,
    NewNeedHeard,
)
from backend.modules.followups.facts import facts_of
from backend.modules.followups.lifecycle import next_state
from backend.modules.followups.models import FollowUp
from backend.modules.followups.policies import (
    DAY_AFTER,
    MOST_ATTEMPTS,
    PROOF_LOOK,
    another_time,
    calling_time,
    in_calling_hours,
    kind_of,
    may_call,
    part_of_day,
)
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.events import ItemNotProven, OrderCompleted, VisitProven

RULE_DAY_AFTER = "day_after"


def schedule(work: UnitOfWork, fact: OrderCompleted) -> FollowUp:
    """Plan the call for a completion: 24 h later, moved into calling hours; the same completion never twice.

    A completion that stands again after the work was thought not to work has its call again, or still has its answer.
    """
    known = repository.of_completion(work.session, fact.order_id, RULE_DAY_AFTER, fact.completed_at)
    if known is not None:
        return _again(work, known)
    zone = _zone(work, fact.centre_id)
    due = calling_time(fact.completed_at + DAY_AFTER, zone, WorkCalendar.load(work.session))
    row = FollowUp(
        order_id=fact.order_id,
        visit_id=fact.visit_id,
        centre_id=fact.centre_id,
        kind=kind_of(fact.kind),
        rule=RULE_DAY_AFTER,
        completed_at=fact.completed_at,
        due_at=due,
        facts=facts_of(work, fact),
    )
    work.session.add(row)
    work.session.flush()
    work.record(FollowUpScheduled(**_named(row), due_at=due))
    return row


def _again(work: UnitOfWork, row: FollowUp) -> FollowUp:
    # Who was not content has a complaint, and that one says when the order may close.
    if row.state in ("done", "unreached") and row.outcome != "dissatisfied":
        work_orders.mark_followup_done(work, row.order_id)
    if row.state == "cancelled":
        _move(work, row, "revive")
        calendar = WorkCalendar.load(work.session)
        row.due_at = calling_time(max(row.completed_at + DAY_AFTER, work.now), _zone(work, row.centre_id), calendar)
        row.done_at = None
        _save(work, row)
        work.record(FollowUpScheduled(**_named(row), due_at=row.due_at))
    return row


def open_one(work: UnitOfWork) -> bool:
    """Open the call that is due longest; False when none is. Late at night it moves to the morning instead.

    One for work that awaits its proof moves on, and one for work that is known not to work is never made (R32).
    """
    row = repository.claim_due(work.session, work.now)
    if row is None:
        return False
    zone, calendar = _zone(work, row.centre_id), WorkCalendar.load(work.session)
    proof = _proof(work, row)
    if proof == "never":
        _cancel(work, row)
        return True
    if proof == "wait":
        row.due_at = calling_time(work.now + PROOF_LOOK, zone, calendar)
    elif in_calling_hours(work.now, zone, calendar):
        _move(work, row, "open")
        row.opened_at = work.now
        work.record(FollowUpOpened(**_named(row)))
    else:
        row.due_at = calling_time(work.now, zone, calendar)
    _save(work, row)
    return True


def _proof(work: UnitOfWork, row: FollowUp) -> str:
    order = work_orders.orders(work, [row.order_id]).get(row.order_id)
    if order is None:
        return "call"
    verdicts = {one.platform_verdict for one in work_orders.items(work, row.order_id)}
    return may_call(order.state, verdicts, work.now - row.completed_at, work_orders.proof_wait(work))


def _cancel(work: UnitOfWork, row: FollowUp) -> None:
    _move(work, row, "cancel")
    row.done_at = work.now
    _save(work, row)
    work.record(FollowUpCancelled(**_named(row)))


def not_working(work: UnitOfWork, fact: ItemNotProven) -> None:
    """The platform shows that the work does not work: whoever was to be called about it is not. The redoing has its own."""
    for row in repository.unanswered(work.session, fact.order_id):
        _cancel(work, row)


def proven(work: UnitOfWork, fact: VisitProven) -> None:
    """A call that was put off until the proof is due again: a day after the completion, now at the earliest."""
    zone, calendar = _zone(work, fact.centre_id), WorkCalendar.load(work.session)
    for row in repository.unanswered(work.session, fact.order_id):
        if row.state == "scheduled" and row.attempts == 0:
            row.due_at = calling_time(max(row.completed_at + DAY_AFTER, work.now), zone, calendar)
            _save(work, row)


def open_calls(work: UnitOfWork) -> list[str]:
    """The ids of the calls that can be made now, longest due first."""
    return [row.id for row in repository.open_now(work.session)]


@dataclass(frozen=True)
class Said:
    """What the customer said in a call."""

    answers: Sequence[dict[str, Any]]
    score: int
    satisfied: bool
    comment: str
    new_need: str
    call_again: bool


def answer(work: UnitOfWork, follow_up_id: str, said: Said, version: int | None) -> FollowUp:
    """Record the answers. Satisfied ends it; not satisfied becomes a complaint, or is explained and called again."""
    row = _open_row(work, follow_up_id, "answer", version)
    _check_answers(work, row, said)
    row.answers, row.score, row.comment = list(said.answers), said.score, said.comment
    row.called_by, row.new_need = work.actor.id, said.new_need
    row.attempts += 1
    if said.new_need:
        work.record(NewNeedHeard(**_named(row), text=said.new_need))
    if not said.satisfied and said.call_again and row.state == "open" and row.attempts < MOST_ATTEMPTS:
        _repeat(work, row)
        return row
    _move(work, row, "answer")
    row.done_at = work.now
    row.outcome = "satisfied" if said.satisfied else "dissatisfied"
    _save(work, row)
    work.record(FollowUpAnswered(**_named(row), score=said.score, satisfied=said.satisfied))
    if said.satisfied:
        work.record(FollowUpSatisfied(**_named(row), score=said.score))
        work_orders.mark_followup_done(work, row.order_id)
    else:
        work.record(FollowUpDissatisfied(**_named(row), score=said.score, comment=said.comment, answers=row.answers))
    return row


def unreached(work: UnitOfWork, follow_up_id: str, version: int | None) -> FollowUp:
    """Nobody answered: again at another time of day; after the third time a text message asks for the rating."""
    row = _open_row(work, follow_up_id, "try_later", version)
    zone, calendar = _zone(work, row.centre_id), WorkCalendar.load(work.session)
    if not in_calling_hours(work.now, zone, calendar):
        raise Refusal(OUT_OF_HOURS)
    row.attempts += 1
    row.called_by = work.actor.id
    row.tried_parts = [*row.tried_parts, part_of_day(work.now, zone)]
    if row.attempts >= MOST_ATTEMPTS:
        _give_up(work, row)
        return row
    _move(work, row, "try_later")
    row.due_at = another_time(work.now, row.tried_parts, zone, calendar)
    _save(work, row)
    work.record(FollowUpUnreached(**_named(row), attempts=row.attempts, last=False, due_at=row.due_at))
    return row


def _give_up(work: UnitOfWork, row: FollowUp) -> None:
    _move(work, row, "give_up")
    row.outcome, row.done_at = "unreached", work.now
    _save(work, row)
    work.record(FollowUpUnreached(**_named(row), attempts=row.attempts, last=True, due_at=None))
    # The text message is the last try; an order must not stay open for a customer who never answers.
    work_orders.mark_followup_done(work, row.order_id)


def _repeat(work: UnitOfWork, row: FollowUp) -> None:
    zone, calendar = _zone(work, row.centre_id), WorkCalendar.load(work.session)
    tried = [*row.tried_parts, part_of_day(work.now, zone)]
    _move(work, row, "call_again")
    row.tried_parts = tried
    row.due_at = another_time(work.now, tried, zone, calendar)
    _save(work, row)
    work.record(FollowUpToRepeat(**_named(row), due_at=row.due_at, comment=row.comment))


def one(work: UnitOfWork, follow_up_id: str) -> FollowUp:
    """A call of the actor's centres; refuses 404 and 403."""
    row = repository.one(work.session, follow_up_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    return row


def _open_row(work: UnitOfWork, follow_up_id: str, action: str, version: int | None) -> FollowUp:
    row = repository.one(work.session, follow_up_id, lock=True)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    if next_state(row.state, action) is None:
        raise Refusal(NOT_DUE if row.state == "scheduled" else ALREADY_DONE)
    if version is not None and version != row.version:
        raise Refusal(CHANGED_MEANWHILE, current=row.version)
    return row


def _check_answers(work: UnitOfWork, row: FollowUp, said: Said) -> None:
    questions = {line.code for line in repository.script(work.session, row.kind) if line.part == "question"}
    for given in said.answers:
        if given["q"] not in questions:
            raise Refusal(UNKNOWN_QUESTION, field="answers", q=given["q"])
    if not said.satisfied and not said.comment:
        raise Refusal(COMMENT_NEEDED, field="comment")


def _move(work: UnitOfWork, row: FollowUp, action: str) -> None:
    state = next_state(row.state, action)
    if state is None:
        raise Refusal(ALREADY_DONE)
    row.state = state


def _save(work: UnitOfWork, row: FollowUp) -> None:
    row.version += 1
    work.session.add(row)
    work.session.flush()


def _zone(work: UnitOfWork, centre_id: str) -> ZoneInfo:
    return ZoneInfo(auth.centre(work, centre_id).time_zone)


def _named(row: FollowUp) -> dict[str, str]:
    return {"follow_up_id": row.id, "order_id": row.order_id, "centre_id": row.centre_id}
