"""Tables of planning. Visits, orders and technicians are named by id only."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class DayPlanRow(SQLModel, table=True):
    """One proposal for a day: who asked, how far the worker is, what came out, and what became of each change.

    `kind` is day (everything that waits), mend (somebody late or away) or replan (one visit, several options).
    `result` is a `ProposalOut`; `outcomes` maps a change's id to an `OutcomeOut`. `beat_at` is the worker's last
    sign of life while it runs; times of travel are seconds.
    """

    __tablename__ = "day_plans"
    __table_args__ = (Index("ix_day_plans_state", "state", "id"), Index("ix_day_plans_day", "day", "id"))
    id: str = Field(default_factory=new_id, primary_key=True)
    kind: str = "day"
    day: date
    centre_ids: list[str] = Field(sa_type=JSON)
    state: str = "queued"
    asked_by: str
    asked_by_name: str
    seconds: int
    worker: str = ""
    attempts: int = 0
    beat_at: datetime | None = Field(default=None, sa_type=UtcTime)
    share: float = 0.0
    served: int = 0
    unserved: int = 0
    travel: int = 0
    failure: str = ""
    result: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    chosen_option: int | None = None
    outcomes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcTime)
