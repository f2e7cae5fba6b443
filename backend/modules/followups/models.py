"""Tables of the follow-up calls."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class FollowUp(SQLModel, table=True):
    """One call to make. `facts` are what the script speaks of, as they were when the order was completed."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        # Never twice for the same completion (R21); by completion and not by due time, since that one moves.
        UniqueConstraint("order_id", "rule", "completed_at"),
        Index("ix_follow_ups_page", "state", "due_at", "id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    order_id: str
    visit_id: str | None = None
    centre_id: str = Field(index=True)
    kind: str  # install | repair
    rule: str
    completed_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    state: str = "scheduled"
    attempts: int = 0
    tried_parts: list[str] = Field(default_factory=list, sa_type=JSON)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    answers: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    score: int | None = None
    outcome: str | None = None  # satisfied | dissatisfied | unreached
    comment: str = ""
    new_need: str = ""
    called_by: str | None = None
    opened_at: datetime | None = Field(default=None, sa_type=UtcTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    version: int = 1


class ScriptLine(SQLModel, table=True):
    """One sentence of a call script; {placeholders} are filled with the facts of the order."""

    __tablename__ = "follow_up_scripts"
    kind: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    seq: int
    part: str  # opening | question | answer
    ask: str = ""  # score | yes_no | text, of a question
    text_zh: str
    text_en: str
