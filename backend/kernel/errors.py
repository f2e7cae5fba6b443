"""Refusals: a stable code, a sentence in two languages, the HTTP status. Every module lists its own in errors.py."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Sentence:
    """One way to be refused. `zh` and `en` may name parameters in braces: '{plate} 没有登记'."""

    code: str
    status: int
    zh: str
    en: str

    catalogue: ClassVar[dict[str, "Sentence"]] = {}

    def __post_init__(self) -> None:
        """Enter the catalogue; two meanings under one code are a programming error."""
        known = self.catalogue.setdefault(self.code, self)
        if known != self:
            raise ValueError(f"two sentences under one code: {self.code}")


class Refusal(Exception):
    """The answer to something that cannot be done; rolls the unit of work back and becomes a 4xx."""

    def __init__(self, sentence: Sentence, *, field: str | None = None, **params: Any) -> None:
        """Refuse with `sentence`; `field` names the input at fault, `params` fill the sentence and are sent along."""
        super().__init__(sentence.code)
        self.sentence = sentence
        self.field = field
        self.params = {name: _whole(value) for name, value in params.items()}

    @property
    def code(self) -> str:
        """The stable code of the sentence."""
        return self.sentence.code

    def as_wire(self) -> dict[str, Any]:
        """The JSON body of the answer: {code, message: {zh, en}, field?, details?}."""
        body: dict[str, Any] = {
            "code": self.code,
            "message": {
                "zh": _fill(self.sentence.zh, self.params),
                "en": _fill(self.sentence.en, self.params),
            },
        }
        if self.field is not None:
            body["field"] = self.field
        if self.params:
            body["details"] = self.params
        return body


def _whole(value: Any) -> Any:
    """The value as it can be sent: half a character (a lone surrogate), which JSON can name, is no UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_whole(one) for one in value] if isinstance(value, list) else value


def _fill(text: str, params: dict[str, Any]) -> str:
    for key, value in params.items():
        text = text.replace("{" + key + "}", str(value))
    return text


NOT_SIGNED_IN = Sentence("not_signed_in", 401, "请先登录。", "Please sign in first.")
NOT_ALLOWED = Sentence("not_allowed", 403, "您的岗位不能做这件事。", "Your role does not allow this.")
NOT_YOURS = Sentence("not_yours", 403, "这不归您所在的服务中心管。", "This belongs to another service centre.")
BAD_CSRF = Sentence("bad_csrf", 403, "页面过期了，请刷新再试。", "This page has expired. Reload it and try again.")
NOT_FOUND = Sentence("not_found", 404, "没有找到，可能已被删除。", "Not found. It may have been removed.")
CHANGED_MEANWHILE = Sentence(
    "changed_meanwhile",
    409,
    "刚刚有人改过，请看过新内容再定。",
    "Someone has just changed this. Look at it again before deciding.",
)
INVALID = Sentence("invalid_input", 422, "{what}", "{what_en}")
BAD_JSON = Sentence("bad_request", 400, "内容格式不对，无法读取。", "The content could not be read.")
METHOD_NOT_ALLOWED = Sentence(
    "method_not_allowed", 405, "这个地址不支持这样操作。", "This address does not support that."
)
BAD_CURSOR = Sentence(
    "bad_cursor", 422, "翻页位置失效，请从头看起。", "This page position has expired. Start from the top."
)
REASON_NEEDED = Sentence("reason_needed", 422, "请写明原因。", "Please give a reason.")
BUSY = Sentence("busy", 503, "系统正忙，请稍后再试。", "The system is busy. Please try again shortly.")
BROKEN = Sentence(
    "internal_error", 500, "系统出错了，已记录，请稍后再试。", "Something went wrong on our side and was recorded."
)
FILE_TOO_LARGE = Sentence(
    "file_too_large", 413, "文件太大，上限 {limit_mb} MB。", "The file is too large; the limit is {limit_mb} MB."
)
