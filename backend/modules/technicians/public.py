"""What other modules may ask of technicians."""

from backend.modules.technicians.defaults import DEFAULT_SKILL_RULES, DEFAULT_SKILLS
from backend.modules.technicians.loading import add_absence, load_skills, load_technicians
from backend.modules.technicians.service import (
    absences_on,
    required_skills,
    shifts_on,
    skill_names,
    technician,
    technicians,
)
from backend.modules.technicians.shapes import (
    Absence,
    NewTechnician,
    Shift,
    Skill,
    SkillRule,
    Technician,
    WeekdayShift,
)

__all__ = [
    "DEFAULT_SKILLS",
    "DEFAULT_SKILL_RULES",
    "Absence",
    "NewTechnician",
    "Shift",
    "Skill",
    "SkillRule",
    "Technician",
    "WeekdayShift",
    "absences_on",
    "add_absence",
    "load_skills",
    "load_technicians",
    "required_skills",
    "shifts_on",
    "skill_names",
    "technician",
    "technicians",
]
