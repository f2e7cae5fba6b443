"""The skills of the trade and which job needs which: a company starts with these and edits them."""

from backend.modules.technicians.shapes import Skill, SkillRule

DEFAULT_SKILLS: tuple[Skill, ...] = (
    Skill("S01", "有线/无线定位器安装", "Wired and battery trackers"),
    Skill("S02", "部标机/记录仪安装", "Standard terminals and recorders"),
    Skill("S03", "视频终端", "Video terminals"),
    Skill("S04", "主动安全标定", "Active safety calibration"),
    Skill("S05", "油耗传感器", "Fuel sensors"),
    Skill("S06", "温度/冷链", "Temperature and cold chain"),
    Skill("S07", "低压电气与电路诊断", "Vehicle electrics and fault finding"),
    Skill("S08", "断油断电", "Fuel and ignition cut"),
    Skill("S09", "货车/工程机械", "Trucks and works machines"),
    Skill("S10", "客车/公交", "Coaches and buses"),
    Skill("S11", "危险品车", "Dangerous goods vehicles"),
    Skill("S12", "新能源车", "New-energy vehicles"),
    Skill("S13", "平台与协议", "Platform and protocol"),
    Skill("S14", "现场组织（批量）", "Leading a fleet yard"),
)

_FAMILY_SKILLS: tuple[tuple[str, str, int], ...] = (
    ("WX", "S01", 1),
    ("OB", "S01", 1),
    ("GC", "S01", 1),
    ("YX", "S01", 2),
    ("XC", "S01", 2),
    ("JD", "S01", 2),
    ("JD", "S08", 2),
    ("BD", "S02", 2),
    ("JL", "S02", 2),
    ("PF", "S02", 2),
    ("VD", "S03", 2),
    ("ZA", "S03", 2),
    ("ZA", "S04", 2),
    ("YH", "S05", 2),
    ("WD", "S06", 2),
    ("ZZ", "S09", 2),
)
_VEHICLE_SKILLS: tuple[tuple[str, str, int], ...] = (
    ("公交", "S10", 2),
    ("客车", "S10", 2),
    ("危险品", "S11", 2),
    ("罐车", "S11", 2),
    ("新能源", "S12", 1),
)

DEFAULT_SKILL_RULES: tuple[SkillRule, ...] = (
    SkillRule("S07", 2, kind="repair"),
    *(SkillRule(code, level, family=family) for family, code, level in _FAMILY_SKILLS),
    *(SkillRule(code, level, vehicle_type=word) for word, code, level in _VEHICLE_SKILLS),
)
