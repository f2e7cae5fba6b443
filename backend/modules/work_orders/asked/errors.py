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
