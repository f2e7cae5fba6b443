"""How finance refuses."""

from backend.kernel.errors import Sentence

FEES_DIFFER = Sentence(
    "fees_differ",
    409,
    "费用对不上：手机算的是 {phone}，系统算的是 {server}。请按系统的明细核对后再确认。",
    "The fees differ: the phone has {phone}, the office has {server}. Check the lines and confirm again.",
)
FEES_NOT_READY = Sentence(
    "fees_not_ready",
    409,
    "还有车辆没有做完记录，做完再确认费用。",
    "Some vehicles are not recorded yet. Record them before confirming the fees.",
)
FEES_BELOW_PAID = Sentence(
    "fees_below_paid",
    409,
    "客户已付 {paid}，费用不能改成 {total}。请先让财务作废收款。",
    "The customer has already paid {paid}; the fees cannot become {total}. Ask finance to void the payment first.",
)
FEES_NOT_CONFIRMED = Sentence(
    "fees_not_confirmed", 409, "请先确认费用，再收款。", "Confirm the fees before collecting money."
)
MORE_THAN_DUE = Sentence(
    "more_than_due",
    409,
    "应收还剩 {due}，不能收 {amount}。",
    "Only {due} is due; {amount} is too much.",
)
NOTHING_HELD = Sentence("nothing_held", 409, "您手上没有要交的钱。", "You hold no money to hand over.")
REMITTANCE_DIFFERS = Sentence(
    "remittance_differs",
    409,
    "交款 {amount} 和记录对不上：手上共 {held}，其中现金 {cash}。",
    "Handing over {amount} does not match the records: {held} is held, {cash} of it in cash.",
)
REMITTANCE_DECIDED = Sentence(
    "remittance_decided",
    409,
    "这笔交款已经处理过了。",
    "This remittance has already been decided.",
)
COUNT_DIFFERS = Sentence(
    "count_differs",
    409,
    "点出来 {counted}，应交现金 {expected}，差 {difference}。请再点一遍；确实不符，写明原因后再收。",
    "{counted} was counted but {expected} is expected, a difference of {difference}. "
    "Count again; if it stays, give the reason and confirm.",
)
UNKNOWN_NOTE = Sentence("unknown_note", 422, "没有 {note} 这种面额。", "There is no note or coin of {note}.")
PAYMENT_FIXED = Sentence(
    "payment_fixed",
    409,
    "这笔收款已经交款、到账或作废，不能再改。",
    "This payment has been handed over, confirmed or voided and can no longer be changed.",
)
CONFIRM_BY_REMITTANCE = Sentence(
    "confirm_by_remittance",
    409,
    "师傅经手的钱要通过交款确认。",
    "Money in a technician's hands is confirmed with his remittance.",
)
NO_TECHNICIAN = Sentence("no_technician", 403, "这个账号没有对应的师傅。", "This account belongs to no technician.")
