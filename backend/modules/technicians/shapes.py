"""What the technicians module tells others: frozen facts, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

_DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
    "夏侯",
    "南宫",
    "端木",
)


@dataclass(frozen=True)
class Technician:
    """Who can be sent; `skills` maps skill code to level 1–3, `start_*` is where the day begins (WGS-84)."""

    id: str
    centre_id: str
    name: str
    phone: str
    partner_name: str | None
    skills: dict[str, int]
    start_lat: float
    start_lng: float
    active: bool
    photo_sha: str | None = None

    @property
    def surname(self) -> str:
        """The family name."""
        return self.name[:2] if self.name.startswith(_DOUBLE_SURNAMES) else self.name[:1]

    @property
    def called(self) -> str:
        """How customers hear of him: 苏师傅."""
        return f"{self.surname}师傅"


@dataclass(frozen=True)
class Shift:
    """The working time of one day; the break is None when there is none."""

    start: datetime
    end: datetime
    break_start: datetime | None
    break_end: datetime | None


@dataclass(frozen=True)
class Absence:
    """A time away."""

    technician_id: str
    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class Skill:
    """A skill's code with its names."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class SkillRule:
    """What a job needs; an empty field fits any kind, family or vehicle type."""

    code: str
    level: int
    kind: str = ""
    family: str = ""
    vehicle_type: str = ""


@dataclass(frozen=True)
class WeekdayShift:
    """Hours of a weekday (0 Monday) in minutes after local midnight."""

    weekday: int
    start_min: int
    end_min: int
    break_start_min: int | None = None
    break_min: int = 0


@dataclass(frozen=True)
class NewTechnician:
    """A technician to be added with skills and hours. `id` may be given by a loader."""

    centre_id: str
    name: str
    phone: str
    start_lat: float
    start_lng: float
    partner_name: str | None = None
    home_lat: float | None = None
    home_lng: float | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    shifts: tuple[WeekdayShift, ...] = ()
    active: bool = True
    photo_sha: str | None = None
    id: str | None = None
