"""How work orders refuse."""

from backend.kernel.errors import Sentence

WRONG_STATE = Sentence(
    "wrong_state", 409, "现在是“{state_zh}”，不能{action_zh}。", "It is {state_en} now: {action_en} is not possible."
)
ROLE_MAY_NOT = Sentence("role_may_not", 403, "您的岗位不能{action_zh}。", "Your role may not {action_en}.")
NO_ITEMS = Sentence("no_items", 422, "工单里至少要有一台车。", "An order needs at least one vehicle.")
TOO_MANY_ITEMS = Sentence(
    "too_many_items", 422, "一张工单最多 {most} 台车。", "An order takes at most {most} vehicles."
)
WINDOW_BACKWARDS = Sentence(
    "window_backwards", 422, "预约结束时间要晚于开始时间。", "The window must end after it begins."
)
NOT_URGENT = Sentence(
    "verbal_only_urgent",
    409,
    "只有加急工单可以口头请示后先派。",
    "Only an urgent order can go out on a verbal approval.",
)
IN_THE_FUTURE = Sentence("in_the_future", 422, "这个时间还没到。", "This time is still to come.")
TOO_LONG_AGO = Sentence("too_long_ago", 422, "这个时间太早，请核对。", "This time is too long ago. Please check it.")
ALREADY_CONFIRMED = Sentence(
    "already_confirmed", 409, "这次口头请示已经确认过了。", "This verbal approval is confirmed already."
)
NOT_VERBAL = Sentence("not_verbal", 409, "只有口头请示需要确认。", "Only a verbal approval needs confirming.")
NO_WORK_LEFT = Sentence(
    "no_work_left", 409, "这张工单没有要派的车了。", "This order has no vehicle left to send anyone to."
)
ITEM_ELSEWHERE = Sentence(
    "item_elsewhere", 409, "这台车已在另一张派工单里。", "This vehicle is on another visit already."
)
VISIT_NOT_YOURS = Sentence(
    "visit_not_yours",
    403,
    "这张派工单已不在您名下，请联系调度。",
    "This visit is not yours any more. Please call dispatch.",
)
ITEM_NOT_OF_VISIT = Sentence("item_not_of_visit", 404, "这台车不在这张派工单里。", "This vehicle is not on this visit.")
ITEM_DONE = Sentence(
    "item_done", 409, "这台车已经记完，改动请找调度。", "This vehicle is finished. Ask dispatch for changes."
)
ACT_MISSING = Sentence("act_missing", 409, "先选做了什么，再记完。", "First say what was done, then finish.")
NUMBER_MISSING = Sentence("number_missing", 409, "还缺{what_zh}。", "Missing: {what_en}.")
PAPERS_MISSING = Sentence(
    "papers_missing", 409, "还差 {count} 样，不能完工。", "{count} things are missing before this can be completed."
)
TOO_MANY_TO_EXPORT = Sentence(
    "too_many_to_export",
    422,
    "符合条件的工单超过 {most} 张，请先缩小范围再导出。",
    "More than {most} orders fit. Please narrow the list before exporting it.",
)
REASON_MISSING = Sentence("reason_missing", 422, "请写明原因。", "Please give a reason.")
UNKNOWN_CODE = Sentence("unknown_code", 422, "不认识这个代码：{value}", "Unknown code: {value}")
DUPLICATE_VEHICLE = Sentence(
    "duplicate_vehicle", 422, "同一台车在工单里出现了两次。", "The same vehicle is in the order twice."
)
SUSPEND_NEEDS_COMPLETE = Sentence(
    "suspend_needs_complete",
    409,
    "已经有记完的车，请用“完工”，没做的车留在挂起。",
    "Some vehicles are finished: complete the visit, the others stay suspended.",
)
NOT_REGULATED = Sentence(
    "not_regulated",
    422,
    "这张工单不是监管车辆的维修，没有监管期限。",
    "This is no repair of a regulated vehicle: no authority sets a date for it.",
)
AUTHORITY_DATE = Sentence(
    "authority_date",
    422,
    "监管期限要在前后 90 天以内（已过的不超过 30 天），请核对。",
    "The authority's date must be within the next 90 days or the last 30. Please check it.",
)
CLOCK_OVER = Sentence("authority_clock_over", 409, "监管期限已经了结。", "The authority's clock has ended already.")
REMOVAL_PAPERS = Sentence(
    "removal_papers",
    409,
    "监管车辆拆机还缺{what_zh}。",
    "A terminal may not leave a regulated vehicle yet. Missing: {what_en}.",
)
