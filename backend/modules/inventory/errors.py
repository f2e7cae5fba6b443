"""How inventory refuses, and the words for a case: what is odd about a number (never a refusal on site, R10)."""

from backend.kernel.errors import Sentence

NO_VAN = Sentence(
    "no_van", 404, "这位师傅名下没有车，无法领料或退料。", "This technician has no van to issue to or return from."
)
STOCK_FAULTS = Sentence(
    "stock_faults",
    422,
    "有 {count} 处对不上，什么都没有动，请核对。",
    "{count} lines do not fit; nothing was moved. Please check.",
)
NOTHING_GIVEN = Sentence("nothing_given", 422, "请至少填一样东西。", "Name at least one thing.")
OWN_LOSS = Sentence("own_loss", 403, "自己报的丢失要别人批。", "Somebody else has to approve a loss that you reported.")
CASE_SETTLED = Sentence("case_settled", 409, "这个问题已经处理过了。", "This case has been settled already.")
DUPLICATE_NUMBER = Sentence(
    "duplicate_number", 409, "号码 {number} 已经在库里了。", "The number {number} is in the books already."
)
UNKNOWN_PRODUCT = Sentence("unknown_product", 422, "价目表里没有 {code}。", "The price list has no {code}.")
BAD_QUANTITY = Sentence("bad_quantity", 422, "数量要大于 0。", "The quantity must be more than 0.")
OVERLAP = Sentence("installation_overlap", 409, "安装时间段重叠：{what}。", "Installation intervals overlap: {what}.")
NUMBER_UNKNOWN = Sentence(
    "number_unknown", 422, "库里没有 {number}，请核对。", "The books have no {number}. Please check."
)
NUMBER_NEEDED = Sentence("number_needed", 422, "请填正确的号码。", "Enter the right number.")
NOTHING_TO_CORRECT = Sentence(
    "nothing_to_correct",
    422,
    "这个问题没有可以改号码的记录，请认现场的或按账上的。",
    "This case has no record whose number could be corrected; accept it or keep the books.",
)
CORRECTION_CLASHES = Sentence(
    "correction_clashes",
    409,
    "{number} 那段时间装在别处，不能直接改成它，请先处理那边。",
    "{number} was elsewhere at that time and cannot be put here; settle that first.",
)
UNDO_TOO_LATE = Sentence(
    "undo_too_late",
    409,
    "已经过了 {minutes} 分钟，或者后面又有新的记录，不能撤回了，请另外更正。",
    "More than {minutes} minutes have passed, or something new was recorded since: it cannot be undone. Correct it instead.",
)

WORDS: dict[str, tuple[str, str]] = {
    "unknown_device": ("终端号没有登记过", "This terminal is not in the books"),
    "unknown_sim": ("SIM 卡没有登记过", "This SIM card is not in the books"),
    "unknown_part": ("价目表里没有这个配件", "The price list has no such part"),
    "device_not_in_van": ("终端不在这位师傅的车上", "The terminal is not on this technician's van"),
    "sim_not_in_van": ("SIM 卡不在这位师傅的车上", "The SIM card is not on this technician's van"),
    "number_not_unique": ("这个号码对应多台终端", "This number stands on several terminals"),
    "device_elsewhere": ("账上这台终端装在另一辆车上", "By the books this terminal is in another vehicle"),
    "sim_elsewhere": ("账上这张卡装在另一辆车上", "By the books this SIM card is in another vehicle"),
    "slot_taken": ("账上这个位置已装有另一台终端", "By the books another terminal sits in this place"),
    "late_record": ("记录到得晚，与后来的记录时间冲突", "This record came late and clashes with later ones"),
    "old_device_differs": ("拆下的终端与账上不一致", "The terminal taken out is not the one in the books"),
    "old_sim_differs": ("拆下的卡与账上不一致", "The SIM card taken out is not the one in the books"),
    "nothing_installed": ("账上这辆车没有装终端", "By the books nothing is installed in this vehicle"),
    "device_number_missing": ("没有填新终端号", "The number of the new terminal is missing"),
    "part_short": ("车上账面配件不够", "By the books the van has too few of this part"),
    "already_installed": ("账上这台终端已装在这辆车上", "By the books this terminal is in this vehicle already"),
    "sim_never_move": (
        "这种卡换终端会被停机，且不能恢复",
        "The carrier shuts this card down in another terminal, for good",
    ),
    "sim_rebind_needed": ("要到运营商重新绑定 IMEI", "The card must be bound to the new IMEI at the carrier"),
    "sim_rebind_refused": (
        "运营商没批重绑，卡会被停机",
        "The carrier refused to rebind; the card will be shut down",
    ),
    "sim_rebind_limit": (
        "这张卡本月重绑次数用完了",
        "This card has used up its rebindings of the month",
    ),
    "sim_ask_office": ("换终端前请先问办公室", "Ask the office before this card meets another terminal"),
}
