"""How planning refuses."""

from backend.kernel.errors import Sentence

OVERRULE_REASON = Sentence(
    "overrule_reason_needed",
    422,
    "{name}不合适：{why_zh}。要派他，请写一句理由。",
    "{name} does not fit: {why_en}. To send him anyway, give a reason.",
)
NEEDS_MANAGER = Sentence(
    "needs_manager",
    403,
    "{name}是外协（{partner}），要经理批准才能派。",
    "{name} works for a partner ({partner}); only a manager can send him.",
)
INACTIVE = Sentence("technician_inactive", 409, "{name}已经不在岗。", "{name} is no longer active.")
WINDOW_ORDER = Sentence("window_order", 422, "预约的结束时间要晚于开始时间。", "The window must end after it begins.")
WINDOW_PAST = Sentence(
    "window_past",
    422,
    "预约时段已经过去了，请另选。",
    "The appointment window is in the past. Please choose another.",
)
START_OUTSIDE = Sentence(
    "start_outside_window",
    422,
    "开始时间要在预约时段里。",
    "The start must lie within the appointment window.",
)
TOO_FAR_AHEAD = Sentence(
    "too_far_ahead",
    422,
    "最多排到 {days} 天以后。",
    "Plans reach at most {days} days ahead.",
)
