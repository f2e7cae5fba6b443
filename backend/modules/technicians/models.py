"""Tables of the technicians module."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class TechnicianRow(SQLModel, table=True):
    """A technician of a centre, or a partner's (then `partner_name` says whose). Places in WGS-84."""

    __tablename__ = "technicians"
    id: str = Field(default_factory=new_id, primary_key=True)
    centre_id: str = Field(index=True)
    name: str
    phone: str
    partner_name: str | None = None
    home_lat: float | None = None
    home_lng: float | None = None
    start_lat: float
    start_lng: float
    active: bool = True
    photo_sha: str | None = None


class SkillRow(SQLModel, table=True):
    """A skill of the trade, S01 … S14 by default."""

    __tablename__ = "skills"
    code: str = Field(primary_key=True)
    name_zh: str
    name_en: str


class TechnicianSkillRow(SQLModel, table=True):
    """How well a technician has a skill: 1 under supervision, 2 alone, 3 teaches others."""

    __tablename__ = "technician_skills"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 3", name="level_1_to_3"),)
    technician_id: str = Field(primary_key=True, foreign_key="technicians.id")
    code: str = Field(primary_key=True, foreign_key="skills.code")
    level: int


class SkillRuleRow(SQLModel, table=True):
    """A job of this kind, family and vehicle type needs the skill at this level; an empty field fits any."""

    __tablename__ = "skill_rules"
    id: str = Field(default_factory=new_id, primary_key=True)
    kind: str = ""
    family: str = ""
    vehicle_type: str = ""
    code: str = Field(foreign_key="skills.code")
    level: int


class ShiftRow(SQLModel, table=True):
    """The working hours of a weekday (0 Monday), in minutes after local midnight; an end past 1440 is the next day."""

    __tablename__ = "shifts"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_0_to_6"),
        CheckConstraint("start_min >= 0 AND end_min > start_min AND end_min <= 2880", name="shift_runs_forward"),
    )
    technician_id: str = Field(primary_key=True, foreign_key="technicians.id")
    weekday: int = Field(primary_key=True)
    start_min: int
    end_min: int
    break_start_min: int | None = None
    break_min: int = 0


class AbsenceRow(SQLModel, table=True):
    """Not available from start to end: leave, illness, training."""

    __tablename__ = "absences"
    id: str = Field(default_factory=new_id, primary_key=True)
    technician_id: str = Field(foreign_key="technicians.id", index=True)
    start: datetime = Field(sa_type=UtcTime)
    end: datetime = Field(sa_type=UtcTime)
    reason: str = ""
