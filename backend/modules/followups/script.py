"""The script of one call: the stored lines with the facts filled in; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.modules.followups.models import ScriptLine
from backend.modules.followups.scripts import WORK_NAMES


@dataclass(frozen=True)
class Said:
    """A line as it is spoken."""

    code: str
    part: str
    ask: str
    zh: str
    en: str


def placeholders(
    facts: Mapping[str, Any],
    completed_at: datetime,
    now: datetime,
    zone: ZoneInfo,
    company: str,
    centre_phone: str,
) -> dict[str, str]:
    """What stands for each {name} in a script."""
    work_zh, work_en = WORK_NAMES.get(str(facts.get("order_kind")), ("服务", "service"))
    day_zh, day_en = _day(completed_at, now, zone)
    return {
        "company": company,
        "centre_phone": centre_phone,
        "no": str(facts.get("order_no", "")),
        "customer": str(facts.get("customer_name", "")),
        "contact": str(facts.get("contact_name", "")),
        "technician": str(facts.get("technician_called", "")) or "师傅",
        "technician_en": str(facts.get("technician_name", "")) or "our technician",
        "plates": _plates(facts, "等{n}台车"),
        "plates_en": _plates(facts, " and others, {n} vehicles"),
        "work": work_zh,
        "work_en": work_en,
        "day": day_zh,
        "day_en": day_en,
    }


def fill(lines: Sequence[ScriptLine], values: Mapping[str, str]) -> list[Said]:
    """Each line with its placeholders filled; a name nobody knows stays visible, so that it gets mended."""
    return [
        Said(line.code, line.part, line.ask, _fill(line.text_zh, values), _fill(line.text_en, values)) for line in lines
    ]


def _fill(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _day(at: datetime, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    then, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    if (today - then).days == 0:
        return "今天", "today"
    if (today - then).days == 1:
        return "昨天", "yesterday"
    return f"{then.month}月{then.day}日", f"on {then:%d %B}"


def _plates(facts: Mapping[str, Any], more: str) -> str:
    labels = [str(one["label"]) for one in facts.get("plates", [])]
    count = int(facts.get("item_count", len(labels)))
    text = "、".join(labels)
    return text + more.replace("{n}", str(count)) if count > len(labels) else text
