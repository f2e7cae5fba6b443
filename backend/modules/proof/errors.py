"""How proof by the platform refuses."""

from backend.kernel.errors import Sentence

ALREADY_DECIDED = Sentence("proof_decided", 409, "这次验证已经有结论了。", "This check has its result already.")
SUPERSEDED = Sentence(
    "proof_superseded",
    409,
    "这台车又做过一次，请看新的那次验证。",
    "The vehicle was done again since. See the newer check.",
)
WHY = Sentence("proof_reason_missing", 422, "请写明凭什么这样定。", "Please say what you go by.")
UNKNOWN_CHECK = Sentence("unknown_check", 422, "没有这项检查：{value}", "There is no such check: {value}")
NEEDS_ONLINE = Sentence(
    "proof_needs_online", 422, "“上线”和“定位”两项不能去掉。", "“Online” and “position” cannot be left out."
)
REWORK_DECIDED = Sentence(
    "rework_decided", 409, "这条返修建议已经处理过了。", "This rework suggestion has been dealt with."
)
BAD_SECRET = Sentence("bad_platform_secret", 403, "平台推送的密钥不对。", "The platform's secret is wrong.")
NOT_LISTENING = Sentence(
    "platform_not_configured", 404, "没有配置平台推送。", "Events of a platform are not configured here."
)
BAD_EVENT = Sentence("bad_platform_event", 422, "读不懂平台推送的内容。", "The platform's event could not be read.")
