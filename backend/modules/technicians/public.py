"""What other modules may ask of technicians."""

from backend.modules.technicians.defaults import DEFAULT_SKILL_RULES, DEFAULT_SKILLS
from backend.modules.technicians.loading import add_absence, load_skills, load_technicians
from backend.modules.technicians.service import (
    AskedSkills,
    absences_on,
    names_of,
    shifts_on,
    skill_names,
    skill_rules,
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
    "AskedSkills",
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
    "names_of",
    "shifts_on",
    "skill_names",
    "skill_rules",
    "technician",
    "technicians",
]
