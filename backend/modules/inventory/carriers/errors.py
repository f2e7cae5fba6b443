"""How the carriers' room refuses."""

from backend.kernel.errors import Sentence

RULE_EXISTS = Sentence(
    "binding_rule_exists",
    409,
    "这种卡这种活已经有一条规则了，改那一条就行。",
    "There is a rule for this card and act already; change that one.",
)
TASKS_MOVED = Sentence(
    "carrier_tasks_moved",
    409,
    "有 {count} 条已经不在这一步了，什么都没有动，请刷新再看。",
    "{count} tasks are not at this step any more; nothing was changed. Reload and look again.",
)
NOTHING_TO_UNDO = Sentence(
    "carrier_nothing_to_undo", 409, "这一步已经不能撤销了。", "This step cannot be taken back any more."
)
MIXED_OPERATORS = Sentence(
    "carrier_mixed_operators",
    422,
    "一个文件只能放一家运营商的卡，请分开导出。",
    "One file takes the cards of one carrier only; export them apart.",
)
UNKNOWN_OPERATOR = Sentence("carrier_unknown_operator", 404, "没有这家运营商。", "There is no such carrier.")
COLUMNS_TWICE = Sentence(
    "carrier_columns_twice", 422, "同一项不能放两列。", "The same field cannot stand in two columns."
)
NO_ICCID_COLUMN = Sentence(
    "carrier_no_iccid_column",
    422,
    "文件里没有找到 ICCID 这一列，请用运营商导出的结果文件。",
    "The file has no column with ICCIDs; use the result file of the carrier's portal.",
)
