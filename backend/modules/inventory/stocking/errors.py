"""How the keeper's work is refused."""

from backend.kernel.errors import Sentence

NO_PLACE = Sentence(
    "no_such_place",
    404,
    "没有这个仓库或车，请刷新再选。",
    "There is no such warehouse or van. Reload and choose again.",
)
SAME_ID = Sentence(
    "same_id_other_content",
    409,
    "这张单已经用别的内容记过了，请重新开一张。",
    "A paper with this id was booked with other content. Start a new one.",
)
WRONG_TRANSFER = Sentence(
    "wrong_transfer",
    422,
    "调拨只能从车到另一台车，或从仓库到另一个仓库；发给师傅请用领料，收回请用退料。",
    "A transfer goes from van to another van, or from warehouse to another warehouse; use issue and return otherwise.",
)
PAPER_STATE = Sentence(
    "paper_state",
    409,
    "这张单现在不能这样做（{state}），请刷新看看。",
    "This paper is {state_en} and cannot do that now.",
)
UNKNOWN_TEMPLATE = Sentence("unknown_list_kind", 404, "没有这种清单。", "There is no such kind of list.")
_NAMES = {
    "devices": ("“终端号”或“IMEI”", "“terminal number” or “IMEI”"),
    "sims": ("“ICCID”", "“ICCID”"),
    "parts": ("“配件编号”", "“part”"),
}
SHEET_NO_HEADER = {
    kind: Sentence(
        f"stock_sheet_no_header_{kind}",
        422,
        f"前 {{within}} 行里没有找到表头：要有{zh}一列，可以先下载模板。",
        f"No header was found in the first {{within}} rows: a column {en} is needed. Download the template first.",
    )
    for kind, (zh, en) in _NAMES.items()
}
SHEET_STALE = Sentence(
    "stock_sheet_stale",
    409,
    "核对之后又有 {count} 个号码进了账，什么都没有收。请重新传一次。",
    "Since the check {count} numbers have entered the books; nothing was taken. Hand the list in again.",
)
COUNT_GOING_ON = Sentence(
    "count_going_on", 409, "这里正在盘点，请接着盘。", "This place is being counted already. Go on with that count."
)
COUNT_STATE = Sentence(
    "count_state",
    409,
    "这次盘点现在不能这样做，请刷新看看。",
    "This count cannot do that now. Reload to see where it stands.",
)
COUNT_PARTS_LEFT = Sentence(
    "count_parts_left",
    422,
    "还有 {count} 种配件没有点数，没有的填 0：{names}。",
    "{count} kinds of parts have no figure yet; enter 0 where there is none: {names_en}.",
)
NOT_COUNTABLE = Sentence(
    "not_countable", 422, "价目表里没有按数量管的 {code}。", "The price list has no counted part {code}."
)
