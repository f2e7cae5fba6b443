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
PLAN_STATE = Sentence(
    "plan_state",
    409,
    "这个方案现在是“{state_zh}”，不能再这样操作。",
    "This plan is {state_en} now; that is not possible any more.",
)
PLAN_DAY_PAST = Sentence(
    "plan_day_past", 422, "这一天已经过去了，请选今天或以后。", "That day is over. Choose today or later."
)
PLAN_RUNNING = Sentence(
    "plan_running",
    409,
    "{name}正在排这一天，等排好再看。",
    "{name} is having this day planned already. Look at that plan first.",
)
PLAN_ZONES = Sentence(
    "plan_zones",
    422,
    "几个中心不在一个时区，请分开排。",
    "These centres are in different time zones. Plan them one by one.",
)
PLAN_PARTS_CHANGED = Sentence(
    "plan_parts_changed",
    409,
    "有 {count} 项已经变了，一项都没有采用。请看哪些变了，再决定采用其余的或重排。",
    "{count} of the changes no longer hold, so nothing was taken over. See which, then take the rest or plan again.",
)
UNKNOWN_CHANGE = Sentence(
    "unknown_change", 422, "方案里没有这一项，请刷新再选。", "The plan has no such change. Reload and choose again."
)
NOTHING_CHOSEN = Sentence("nothing_chosen", 422, "先勾选要采用的改动。", "Choose the changes to take over first.")
CHOOSE_OPTION = Sentence("choose_option", 422, "先选一个办法。", "Choose one of the options first.")
NOTHING_TO_UNDO = Sentence("nothing_to_undo", 409, "没有可以撤回的改动。", "There is nothing left to take back.")
ABSENCE_PAST = Sentence("absence_past", 422, "这段时间已经过去了。", "That time is over.")
NOTHING_WAITS = Sentence(
    "nothing_waits", 409, "这张工单没有等派的车了。", "Nothing of this order waits for somebody to go."
)
VISIT_UNDER_WAY = Sentence(
    "visit_under_way",
    409,
    "这趟已经出发或结束，不能再换时间换人。",
    "This visit is under way or over; it cannot be moved any more.",
)
