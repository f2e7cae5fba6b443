"""What is told to one's own people, fit for a lock screen: order number, kind, time. No customer, no telephone (R27)."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

LANGS = ("zh", "en")
Pair = tuple[str, str]

# What a channel may be told about, and what of it concerns one technician.
VISITS, CASES, ALARMS = "visits", "cases", "alarms"
ABOUT = (VISITS, CASES, ALARMS)

KINDS: dict[str, Pair] = {
    "install": ("安装", "Installation"),
    "repair": ("维修", "Repair"),
    "removal": ("拆机", "Removal"),
    "transfer": ("移机", "Transfer"),
    "inspection": ("巡检", "Inspection"),
}
# Code: what it is about, title and text in Chinese, title and text in English.
NOTICES: dict[str, tuple[str, Pair, Pair]] = {
    "visit_new": (VISITS, ("新单 {order}", "{kind}，{window}，请接单"), ("New visit {order}", "{kind}, {window}. Please accept")),
    "visit_moved": (VISITS, ("改时间 {order}", "{kind}，改到 {window}"), ("New time {order}", "{kind}, now {window}")),
    "visit_withdrawn": (
        VISITS, ("撤单 {order}", "{kind}，{window}，这趟不用去了"), ("Withdrawn {order}", "{kind}, {window}. You need not go"),
    ),
    "not_proven": (
        CASES, ("要返工 {order}", "平台验证没通过：{reason}"), ("To be done again {order}", "The platform check failed: {reason}"),
    ),
    "case_settled": (
        CASES, ("号码有结论了", "尾号 {tail}，点开看仓库怎么定的"), ("A number is settled", "Ending in {tail}. Open to see how"),
    ),
    "carrier_done": (CASES, ("运营商办好了", "卡尾号 {tail}，可以上电"), ("The carrier has done it", "SIM ending in {tail}, power on now")),
    "carrier_refused": (
        CASES, ("运营商没批", "卡尾号 {tail}，先别上电"), ("The carrier refused", "SIM ending in {tail}, do not power on"),
    ),
    "declined": (ALARMS, ("拒单 {order}", "{kind}，{window}，请改派"), ("Declined {order}", "{kind}, {window}. Send somebody else")),
    "unsigned": (ALARMS, ("客户不签字 {order}", "{kind}，原因在工单里，请联系客户"), ("Not signed {order}", "{kind}. The reason is in the order: please call the customer")),
    "complaint_urgent": (ALARMS, ("紧急投诉 {no}", "请马上处理"), ("Urgent complaint {no}", "Please see to it at once")),
    "complaint_late": (ALARMS, ("投诉超时 {no}", "请催办"), ("Complaint {no} is late", "Please see to it")),
    "authority_warned": (
        ALARMS, ("监管期限快到 {order}", "{due} 前要恢复在线"), ("Authority's date is near {order}", "To be back online before {due}"),
    ),
    "authority_broken": (
        ALARMS, ("监管期限已过 {order}", "期限是 {due}"), ("Past the authority's date {order}", "It was {due}"),
    ),
}  # fmt: skip
TRIED_OUT: dict[str, tuple[str, str]] = {
    "zh": ("试发", "收到这条，说明通道是通的。"),
    "en": ("Test", "If you read this, the channel works."),
}


def say(code: str, values: Mapping[str, str | Pair]) -> dict[str, list[str]]:
    """Title and text of a notice in each language; a value that differs is a pair."""
    _, *texts = NOTICES[code]
    said = {}
    for index, lang in enumerate(LANGS):
        filled = list(texts[index])
        for name, value in values.items():
            word = value if isinstance(value, str) else value[index]
            filled = [text.replace("{" + name + "}", word) for text in filled]
        said[lang] = filled
    return said


def window(start: datetime, end: datetime, zone: str) -> Pair:
    """An appointment as local time, with the day."""
    return _day(start, zone, f"–{end.astimezone(ZoneInfo(zone)):%H:%M}")


def moment(at: datetime, zone: str) -> Pair:
    """A local time with the day."""
    return _day(at, zone, "")


def _day(at: datetime, zone: str, more: str) -> Pair:
    local = at.astimezone(ZoneInfo(zone))
    return (f"{local.month}月{local.day}日 {local:%H:%M}{more}", f"{local.day} {local:%b %H:%M}{more}")
