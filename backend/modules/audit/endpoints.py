"""HTTP: the audit trail of a thing, newest first. There is no way to write it here (R29)."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from backend.kernel.actor import CUSTOMER, SYSTEM
from backend.kernel.events import EventRow
from backend.kernel.numbers import mask_phone
from backend.kernel.pagination import MAX_LIMIT, cut_page, decode_cursor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.audit import repository
from backend.modules.audit.words import in_words
from backend.modules.auth.public import allow, may

# Who acts without being a person has a name in each language.
NOBODY = {SYSTEM.id: "the system", CUSTOMER.id: "the customer"}

router = APIRouter(prefix="/api", tags=["audit"])


class AuditLine(BaseModel):
    """One fact: when, who, what, in both languages."""

    model_config = ConfigDict(extra="forbid")
    id: str
    at: datetime
    name: str
    actor_name: str
    actor_name_en: str
    zh: str
    en: str
    details: dict[str, Any]


class AuditPage(BaseModel):
    """A page of the trail."""

    model_config = ConfigDict(extra="forbid")
    items: list[AuditLine]
    next: str | None


@router.get("/audit")
def trail(
    work: Annotated[UnitOfWork, allow("audit.read")],
    subject: Annotated[str, Query(max_length=80)] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> AuditPage:
    """Facts about `subject` (e.g. order:<id>), or about everything in the centres in scope."""
    after = decode_cursor(cursor, 1)
    before = str(after[0]) if after else None
    found = repository.facts(work.session, work.actor.scope, subject=subject, before=before, limit=limit)
    rows, following = cut_page(found, limit, lambda row: [row.id])
    whole = may(work, "customers.see_phones")
    return AuditPage(items=[_line(row, whole) for row in rows], next=following)


def _line(row: EventRow, whole_phones: bool) -> AuditLine:
    zh, en = in_words(row.name, row.payload)
    details = row.payload if whole_phones else _masked(row.payload)
    return AuditLine(
        id=row.id, at=row.at, name=row.name, actor_name=row.actor_name,
        actor_name_en=NOBODY.get(row.actor_id, row.actor_name), zh=zh, en=en, details=details,
    )  # fmt: skip


def _masked(payload: dict[str, Any]) -> dict[str, Any]:
    """The facts with phone numbers masked, however deep they lie (R27)."""
    return {
        key: _masked(value)
        if isinstance(value, dict)
        else mask_phone(value)
        if key.endswith("phone") and isinstance(value, str)
        else value
        for key, value in payload.items()
    }
