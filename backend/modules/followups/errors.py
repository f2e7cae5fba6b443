"""How follow-up calls refuse."""

from backend.kernel.errors import Sentence

ALREADY_DONE = Sentence("followup_done", 409, "这次回访已经有结果了。", "This follow-up call already has its result.")
NOT_DUE = Sentence("followup_not_due", 409, "还没到回访时间。", "This follow-up call is not due yet.")
OUT_OF_HOURS = Sentence(
    "out_of_calling_hours",
    409,
    "现在不在回访时段（9:00–20:00，节假日除外）。",
    "It is outside calling hours (09:00–20:00, not on public holidays).",
)
UNKNOWN_QUESTION = Sentence("unknown_question", 422, "话术里没有“{q}”这一问。", "The script has no question “{q}”.")
COMMENT_NEEDED = Sentence(
    "comment_needed",
    422,
    "客户不满意，请写下原因。",
    "The customer is not satisfied: please write down why.",
)
