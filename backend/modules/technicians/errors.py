"""How technicians refuses."""

from backend.kernel.errors import Sentence

UNKNOWN_SKILL = Sentence("unknown_skill", 422, "没有技能 {code}。", "There is no skill {code}.")
BAD_LEVEL = Sentence("bad_skill_level", 422, "技能等级只有 1、2、3。", "A skill has level 1, 2 or 3.")
BAD_SHIFT = Sentence("bad_shift", 422, "上班时间不对，请核对。", "These working hours cannot be. Please check them.")
BAD_ABSENCE = Sentence("bad_absence", 422, "结束时间要晚于开始时间。", "The end must come after the start.")
EMPTY_TECHNICIAN_NAME = Sentence("empty_technician_name", 422, "请填写姓名。", "Enter a name.")
