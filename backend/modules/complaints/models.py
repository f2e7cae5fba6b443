"""Tables of the complaints."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class ComplaintCounter(SQLModel, table=True):
    """The last number given out on a day (local day of the centre, YYMMDD)."""

    __tablename__ = "complaint_counters"
    day: str = Field(primary_key=True)
    last: int = 0


class Complaint(SQLModel, table=True):
    """One complaint; `repeat_of` is the earlier order of the same fault on the same vehicle within 30 days."""

    __tablename__ = "complaints"
    __table_args__ = (
        Index("ix_complaints_page", "state", "id"),
        Index("ix_complaints_clock", "late_told", "first_answer_due"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    no: str = Field(unique=True)
    order_id: str | None = Field(default=None, index=True)
    customer_id: str
    centre_id: str = Field(index=True)
    class_: str | None = Field(default=None, sa_column_kwargs={"name": "class"})
    severity: str = "normal"  # normal | urgent
    state: str = "received"
    source: str  # phone | follow_up | tracking | letter | visit
    source_ref: str | None = Field(default=None, unique=True)
    text: str
    contact_name: str = ""
    contact_phone: str = ""
    responsible: str | None = None
    first_answer_due: datetime = Field(sa_type=UtcTime)
    settle_due: datetime = Field(sa_type=UtcTime)
    first_answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    archived_at: datetime | None = Field(default=None, sa_type=UtcTime)
    late_told: int = 0  # how many missed deadlines were told: 0, 1 first answer, 2 both
    repeat_of: str | None = None
    learnt: str = ""
    version: int = 1
    created_at: datetime = Field(sa_type=UtcTime)
    created_by: str


class ComplaintAct(SQLModel, table=True):
    """One step of a complaint; only ever added to."""

    __tablename__ = "complaint_acts"
    id: str = Field(default_factory=new_id, primary_key=True)
    complaint_id: str = Field(foreign_key="complaints.id", index=True)
    act: str
    from_state: str
    to_state: str
    note: str = ""
    at: datetime = Field(sa_type=UtcTime)
    by_user: str
    by_name: str
