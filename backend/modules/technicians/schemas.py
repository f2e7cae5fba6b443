"""Wire shapes of technicians."""

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class SkillOut(Wire):
    """A skill with the level that the technician has."""

    code: str
    name_zh: str
    name_en: str
    level: int


class ShiftOut(Wire):
    """Hours of a weekday (0 Monday) in minutes after local midnight."""

    weekday: int
    start_min: int
    end_min: int
    break_start_min: int | None
    break_min: int


class TechnicianRowOut(Wire):
    """A technician in a list."""

    id: str
    centre_id: str
    name: str
    phone: str
    partner_name: str | None
    active: bool
    photo_sha: str | None
    skills: list[SkillOut]


class TechnicianOut(TechnicianRowOut):
    """A technician with weekly hours and where the day begins."""

    start_lat: float
    start_lng: float
    shifts: list[ShiftOut]


class TechniciansOut(Wire):
    """The technicians asked for."""

    items: list[TechnicianRowOut]
