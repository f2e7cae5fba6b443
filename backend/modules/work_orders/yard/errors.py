"""How the yard refuses."""

from backend.kernel.errors import Sentence

ALREADY_THERE = Sentence(
    "already_there", 409, "{name}已经在这张单上了。", "{name} is on this list already.",
)  # fmt: skip
CLASH_SETTLED = Sentence(
    "clash_settled", 409, "{by}已经定过了。", "{by} has settled this already.",
)  # fmt: skip
CLASH_GONE = Sentence(
    "clash_gone",
    409,
    "这一条不用再定了：两边后来说的一样，或者这台车要重做。",
    "There is nothing left to settle: they agree by now, or the vehicle is to be done again.",
)
NOT_SAID = Sentence(
    "not_said", 422, "没有人这样记过，请从列出的里面选。", "Nobody said this. Choose one of those listed."
)
POSTED_ALREADY = Sentence(
    "posted_already",
    409,
    "这台车已记完，出入库也过了账：这里只能认“{value_zh}”，要改请库管在台账里更正。",
    "This vehicle is finished and its stock is booked: only “{value_en}” can stand here; the keeper corrects the ledger.",
)
ACCEPTED_ALREADY = Sentence(
    "accepted_already",
    409,
    "客户已经对这台车签字验收，只能认“{value_zh}”。",
    "The customer has signed for this vehicle: only “{value_en}” can stand.",
)
