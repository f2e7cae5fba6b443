"""How removed parts and returns to the factory refuse."""

from backend.kernel.errors import Sentence

REMOVED_ENDED = Sentence(
    "removed_ended",
    409,
    "{number} 已经了结了（{end_zh}），不能再处理；要改请先撤销。",
    "{number} has ended already ({end_en}). Undo that first.",
)
REMOVED_NOT_NOW = Sentence(
    "removed_not_now",
    409,
    "{number} 现在是“{state_zh}”，不能这样处理。",
    "{number} is “{state_en}” now; this cannot be done.",
)
REMOVED_ELSEWHERE = Sentence(
    "removed_elsewhere",
    409,
    "{number} 已经不在车上或仓库里，不能这样处理。",
    "{number} is no longer on a van or in the store.",
)
ALREADY_IN_STORE = Sentence("already_in_store", 409, "{number} 已经在仓库里了。", "{number} is in the store already.")
MOVED_SINCE = Sentence(
    "moved_since", 409, "{number} 后来又动过，不能撤销了。", "{number} has moved since, so this cannot be undone."
)
UNDO_NOT_HERE = Sentence(
    "undo_not_here",
    409,
    "寄回厂家的请在返厂批次里撤回，重新装车的要先拆下。",
    "What went to the factory is undone in its batch; what was installed again must be taken out first.",
)
NEVER_THERE = Sentence(
    "removed_unknown",
    422,
    "账上没有 {number}，或者它不在这里，没有登记。",
    "The books have no {number}, or it is not here. Nothing was recorded.",
)
OPEN_ALREADY = Sentence(
    "removed_open_already", 409, "{number} 已经在旧件清单上了。", "{number} is on the list of removed parts already."
)
PART_CODE_NEEDED = Sentence(
    "part_code_needed", 422, "请从价目表里选是什么配件。", "Choose from the price list what part it is."
)
IN_A_BATCH = Sentence(
    "removed_in_batch", 409, "{number} 已在返厂批次 {no} 里。", "{number} is in the batch {no} to the factory."
)
LINE_TWICE = Sentence("batch_line_twice", 422, "{number} 写了两遍。", "{number} is named twice.")
NOT_IN_STORE = Sentence(
    "removed_not_in_store",
    409,
    "{number} 还没收到本中心仓库，先收货再装批次。",
    "{number} is not in this centre's store yet. Take it in first.",
)
NOT_RETURNABLE = Sentence("removed_not_returnable", 422, "SIM 卡不返厂。", "SIM cards do not go back to a factory.")
NOT_AT_FACTORY = Sentence(
    "removed_not_at_factory",
    409,
    "账上 {number} 已不在厂家也不在路上，先核对它在哪儿。",
    "By the books {number} is neither at the factory nor on the way. Find out where it is first.",
)
BATCH_NOT_NOW = Sentence(
    "batch_not_now",
    409,
    "批次 {no} 现在是“{state_zh}”，不能这样做。",
    "The batch {no} is “{state_en}” now; this cannot be done.",
)
BATCH_EMPTY = Sentence("batch_empty", 409, "批次里还没有旧件，不能寄出。", "The batch is empty and cannot be sent.")
PARCEL_NEEDED = Sentence(
    "parcel_no_needed", 422, "寄出前请填承运商和快递单号。", "Give the carrier and the parcel number before sending."
)
RESULT_KNOWN = Sentence(
    "result_known", 409, "{number} 的结果已经登记过了。", "The result of {number} has been entered already."
)
NO_RESULT = Sentence(
    "no_result", 409, "{number} 还没有登记结果，没有可撤销的。", "{number} has no result yet; there is nothing to undo."
)
NEW_NUMBER_NEEDED = Sentence("new_number_needed", 422, "换新的要填新终端号。", "Give the number of the new terminal.")
NEW_NUMBER_UNWANTED = Sentence(
    "new_number_unwanted", 422, "只有换新才填新终端号。", "A new number belongs to a replacement only."
)
NOT_CLAIMED = Sentence("not_claimed", 422, "这一台没有索赔，不能填索赔结果。", "No claim was made for this one.")
CLAIM_FEN_UNWANTED = Sentence(
    "claim_fen_unwanted", 422, "索赔没批就没有金额。", "A claim that was refused has no amount."
)
