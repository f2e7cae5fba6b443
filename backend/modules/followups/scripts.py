"""The call scripts a new company starts with; afterwards they are rows that people edit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One sentence of a script."""

    kind: str
    code: str
    part: str
    ask: str
    zh: str
    en: str


_OPENING_ZH = "您好，{company}回访，耽误您一分钟。{technician}{day}给您的{plates}做了{work}。"
_OPENING_EN = (
    "Hello, this is {company}. May I take a minute? {technician_en} did the {work_en} on {plates_en} {day_en}."
)

_INSTALL = (
    ("on_time", "yes_no", "师傅按约定时间到了吗？", "Did the technician come at the agreed time?"),
    ("attitude", "score", "师傅的态度您打几分？", "How would you rate the technician's manner, 1 to 5?"),
    ("tidy", "yes_no", "设备装得整洁吗，车上没有损坏或新的故障灯吧？", "Is it installed tidily, with no damage and no new warning light?"),
    ("online", "yes_no", "手机或平台上能正常看到车了吗？", "Can you see the vehicle on the phone or the platform?"),
    ("overall", "score", "总体您打几分，愿意介绍给同行吗？", "Overall, 1 to 5? Would you recommend us?"),
)  # fmt: skip
_REPAIR = (
    ("fixed", "yes_no", "{day}修的问题现在好了吗？", "Is the problem that was repaired {day_en} gone?"),
    ("timely", "score", "联系和到达及时吗，打几分？", "Were the call and the arrival in time, 1 to 5?"),
    ("explained", "score", "师傅讲清楚原因和怎么修了吗，打几分？", "Did the technician explain the cause and the repair, 1 to 5?"),
    ("charges", "score", "收费有没有跟您说清楚、给了票据吗，打几分？", "Were the charges made clear and a receipt given, 1 to 5?"),
    ("overall", "score", "总体几分，还有什么建议？", "Overall, 1 to 5? Any suggestion?"),
)  # fmt: skip
_ANSWERS = (
    ("low", "非常抱歉让您失望了，能说说是哪一点吗？我马上登记，两小时内给您第一次答复。", "We are very sorry. What went wrong? I will note it now; you will hear from us within two hours."),
    ("middle", "谢谢您的实话，哪一点可以更好？", "Thank you for being frank. What could be better?"),
    ("high", "谢谢您的认可，有需要随时打{centre_phone}。", "Thank you. Call {centre_phone} whenever you need us."),
    ("busy", "好的，您看什么时候再打方便？", "Of course. When may I call again?"),
)  # fmt: skip


def _lines(kind: str, questions: tuple[tuple[str, str, str, str], ...]) -> list[Line]:
    return [
        Line(kind, "opening", "opening", "", _OPENING_ZH, _OPENING_EN),
        *(Line(kind, code, "question", ask, zh, en) for code, ask, zh, en in questions),
        *(Line(kind, code, "answer", "", zh, en) for code, zh, en in _ANSWERS),
    ]


DEFAULT_SCRIPTS: tuple[Line, ...] = (*_lines("install", _INSTALL), *_lines("repair", _REPAIR))

WORK_NAMES = {
    "install": ("安装", "installation"),
    "repair": ("维修", "repair"),
    "removal": ("拆机", "removal"),
    "transfer": ("移机", "transfer"),
    "inspection": ("巡检", "inspection"),
}
