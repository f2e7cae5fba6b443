"""HTTP: the list of calls, one call with its script, what the customer said, nobody answered."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request

from backend.kernel.db import EPOCH, MICROSECOND
from backend.kernel.errors import BAD_CURSOR, Refusal
from backend.kernel.numbers.phone import mask_phone
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow, centre, may
from backend.modules.followups import repository, service
from backend.modules.followups.models import FollowUp
from backend.modules.followups.schemas import (
    AnswerOut,
    AnswersIn,
    FollowUpDetailOut,
    FollowUpOut,
    FollowUpState,
    LineOut,
    QuestionOut,
    ScriptOut,
    UnreachedIn,
)
from backend.modules.followups.script import Said, fill, placeholders

router = APIRouter(prefix="/api/follow-ups", tags=["follow-ups"])
Read = Annotated[UnitOfWork, allow("followups.read")]
Write = Annotated[UnitOfWork, allow("followups.write")]
FURTHEST_MICROS = 4_000_000_000_000_000  # the year 2096


@router.get("")
def list_follow_ups(
    work: Read,
    state: FollowUpState | None = None,
    cursor: str | None = Query(default=None, max_length=400),
    limit: int = Query(default=50, ge=1, le=MAX_LIMIT),
) -> Page[FollowUpOut]:
    """Calls of the actor's centres: what is to be done oldest first, what is over newest first."""
    key = decode_cursor(cursor, (int, str))
    rows = repository.page(work.session, work.actor.scope, state=state, after=_moment(key), limit=limit)
    kept, following = cut_page(rows, limit, lambda row: ((row.due_at - EPOCH) // MICROSECOND, row.id))
    return Page(items=[FollowUpOut(**_brief(work, row)) for row in kept], next=following)


@router.get("/{follow_up_id}")
def read_follow_up(follow_up_id: str, work: Read, request: Request) -> FollowUpDetailOut:
    """One call with its script, filled with the facts of the order."""
    return _detail(work, request, service.one(work, follow_up_id))


@router.post("/{follow_up_id}/answer")
def answer_follow_up(follow_up_id: str, body: AnswersIn, work: Write, request: Request) -> FollowUpDetailOut:
    """Record what the customer said; not satisfied becomes a complaint unless `call_again`."""
    said = service.Said(
        answers=[one.model_dump(exclude_none=True) for one in body.answers],
        score=body.score,
        satisfied=body.satisfied,
        comment=body.comment,
        new_need=body.new_need or "",
        call_again=body.call_again,
    )
    return _detail(work, request, service.answer(work, follow_up_id, said, body.version))


@router.post("/{follow_up_id}/unreached")
def follow_up_unreached(follow_up_id: str, body: UnreachedIn, work: Write, request: Request) -> FollowUpDetailOut:
    """Nobody answered: again at another time of day, at most three times, then a text message."""
    return _detail(work, request, service.unreached(work, follow_up_id, body.version))


def _brief(work: UnitOfWork, row: FollowUp) -> dict[str, Any]:
    facts = row.facts
    phone = str(facts.get("contact_phone", ""))
    return {
        "id": row.id,
        "order_id": row.order_id,
        "order_no": facts.get("order_no", ""),
        "visit_id": row.visit_id,
        "centre_id": row.centre_id,
        "kind": row.kind,
        "state": row.state,
        "due_at": row.due_at,
        "overdue": row.state in {"open", "scheduled"} and row.due_at.date() < work.now.date(),
        "attempts": row.attempts,
        "customer_name": facts.get("customer_name", ""),
        "contact_name": facts.get("contact_name", ""),
        "contact_phone": phone if may(work, "customers.see_phones") else mask_phone(phone),
        "plates": facts.get("plates", []),
        "item_count": facts.get("item_count", 0),
        "technician_name": facts.get("technician_name", ""),
        "completed_at": row.completed_at,
        "score": row.score,
        "outcome": row.outcome,
        "version": row.version,
    }


def _detail(work: UnitOfWork, request: Request, row: FollowUp) -> FollowUpDetailOut:
    brief = _brief(work, row)
    return FollowUpDetailOut(
        **brief,
        phone=brief["contact_phone"],
        symptom=row.facts.get("symptom", ""),
        remedies=row.facts.get("remedies", []),
        script=_script(work, row, request.app.state.house.settings.company_name),
        answers=[AnswerOut(**given) for given in row.answers],
        comment=row.comment,
        new_need=row.new_need,
        called_by=row.called_by,
    )


def _script(work: UnitOfWork, row: FollowUp, company: str) -> ScriptOut:
    at = centre(work, row.centre_id)
    values = placeholders(row.facts, row.completed_at, work.now, ZoneInfo(at.time_zone), company, at.phone)
    said = fill(repository.script(work.session, row.kind), values)
    opening = next((_line(one) for one in said if one.part == "opening"), None)
    return ScriptOut(
        opening=opening,
        questions=[
            QuestionOut(q=one.code, ask=one.ask, code=one.code, zh=one.zh, en=one.en)
            for one in said
            if one.part == "question"
        ],
        answers=[_line(one) for one in said if one.part == "answer"],
    )


def _line(said: Said) -> LineOut:
    return LineOut(code=said.code, zh=said.zh, en=said.en)


def _moment(key: list[Any] | None) -> tuple[datetime, str] | None:
    """The (time, id) inside a cursor; refuses one of another shape."""
    if key is None:
        return None
    micros, row_id = key
    if not isinstance(micros, int) or not isinstance(row_id, str) or abs(micros) > FURTHEST_MICROS:
        raise Refusal(BAD_CURSOR, field="cursor")
    return EPOCH + micros * MICROSECOND, row_id
