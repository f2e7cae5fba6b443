"""How tracking refuses."""

from backend.kernel.errors import Sentence

LINK_UNKNOWN = Sentence(
    "link_unknown",
    404,
    "这个链接打不开，可能已过期。请打客服电话。",
    "This link does not work or has expired. Please call us.",
)
ALREADY_RATED = Sentence("already_rated", 409, "您已经评过分了，谢谢。", "You have already rated this. Thank you.")
NOT_DONE_YET = Sentence("not_done_yet", 409, "完工以后再评分吧。", "Please rate after the work is done.")
BAD_RATING = Sentence("bad_rating", 422, "请选 1 到 5 分。", "Please choose 1 to 5.")
SAY_WHAT = Sentence("say_what", 422, "请写一句哪里不满意。", "Please tell us what went wrong.")
NO_DRAWING = Sentence(
    "no_drawing",
    422,
    "请先在框里签字；不方便手写，就勾选“以姓名代替签字”。",
    "Please sign in the box, or tick that your name stands for your signature.",
)
BAD_DRAWING = Sentence(
    "bad_drawing", 422, "签字没有传完整，请再签一次。", "The signature did not arrive whole. Please sign again."
)
NAME_MISSING = Sentence("name_missing", 422, "请写上签字人的姓名。", "Please write the name of who signs.")
YES_OR_NO = Sentence("yes_or_no", 422, "请点“同意”或“不同意”。", "Please choose whether you agree or not.")
