"""How the module refuses what customers are asked."""

from backend.kernel.errors import Sentence

NOTHING_TO_SIGN = Sentence(
    "nothing_to_sign", 409, "现在没有要签的字，谢谢。", "There is nothing to sign at the moment. Thank you."
)
ALREADY_SIGNED = Sentence(
    "already_signed", 409, "已经签好了，不用再签，谢谢。", "This is signed already. Thank you, once is enough."
)
ALREADY_DECLINED = Sentence(
    "already_declined",
    409,
    "您已经说过不签，客服会联系您。",
    "You have told us that you will not sign. We will call you.",
)
ORDER_OFF = Sentence(
    "order_off", 409, "这一单已取消，不用签字，也不用答复。", "This order was cancelled: nothing to sign or to answer."
)
ID_TAKEN = Sentence("id_taken", 409, "这个编号已经用过了。", "This number is used already.")
EXTRA_TRANSFER = Sentence(
    "extra_transfer",
    409,
    "移机要两台车，现场不能加，请调度另开工单。",
    "A transfer takes two vehicles and cannot be added on site: ask dispatch for an order of its own.",
)
EXTRA_NOT_IN_LEDGER = Sentence(
    "extra_not_in_ledger",
    409,
    "拆机只能加客户名下已登记的车，请打给调度。",
    "Only a vehicle that is registered for this customer can be added to a removal. Please call dispatch.",
)
EXTRA_REGULATED = Sentence(
    "extra_regulated",
    409,
    "{plate}是监管车辆，拆机要经理先批准，请调度另开工单。",
    "{plate} is a regulated vehicle: a manager approves its removal first. Ask dispatch for an order of its own.",
)
EXTRA_OTHERS = Sentence(
    "extra_others",
    409,
    "{plate}登记在别的客户名下，请打给调度。",
    "{plate} is registered for another customer. Please call dispatch.",
)
VEHICLE_OR_PLATE = Sentence("vehicle_or_plate", 422, "选一台车，或者输入车牌。", "Choose a vehicle, or type its plate.")
IN_ORDER_ALREADY = Sentence("in_order_already", 409, "{plate}已经在这张工单里了。", "{plate} is in this order already.")
EXTRA_NOT_LABOUR = Sentence(
    "extra_not_labour",
    422,
    "加的活要从价目表的工时费里选；配件记在这台车的“用料”里。",
    "Extra work is chosen from the labour of the price list; parts are recorded with the vehicle.",
)
EXTRA_PRICE = Sentence(
    "extra_price",
    409,
    "价目表改过了：手机上 {phone}，现在 {server}，请重新和客户说。",
    "The price list has changed: {phone} on the phone, {server} now. Please tell the customer again.",
)
EXTRA_TOO_MANY = Sentence(
    "extra_too_many",
    409,
    "一次上门最多加 {most} 项，再多请调度另开工单。",
    "At most {most} extras a visit. For more ask dispatch for another order.",
)
EXTRA_PAID = Sentence(
    "extra_paid",
    409,
    "钱已经收了，不能再加，请调度另开工单。",
    "The money is collected: nothing can be added. Ask dispatch for another order.",
)
EXTRA_UNKNOWN = Sentence("extra_unknown", 404, "找不到这一项。", "This item is not there.")
EXTRA_ANSWERED = Sentence(
    "extra_answered", 409, "这一项已经答复过了，谢谢。", "This has been answered already. Thank you."
)
EXTRA_TAKEN_OFF = Sentence(
    "extra_taken_off",
    409,
    "客户不同意，这台车已经撤下；现在要做请重新加。",
    "The customer declined and the vehicle was taken off. To do it now, add it anew.",
)
EXTRA_SETTLED = Sentence(
    "extra_settled",
    409,
    "师傅已经结算，或已经做完，这里改不了。请直接告诉师傅，或打给客服。",
    "The technician has settled or finished: it cannot be changed here. Please tell him, or call us.",
)
