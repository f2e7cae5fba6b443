"""What the checks say, as (zh, en): the name of each, the value measured, the threshold, what went wrong. Pure."""

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo


class Said(NamedTuple):
    """One phrase in both languages."""

    zh: str
    en: str


NAMES: dict[str, Said] = {
    "online": Said("上线", "Online"),
    "fix": Said("定位", "Position"),
    "satellites": Said("卫星", "Satellites"),
    "near": Said("位置相符", "In the right place"),
    "ignition": Said("点火信号", "Ignition"),
    "power": Said("主电", "External power"),
    "card": Said("卡号相符", "Right SIM"),
    "vehicle": Said("车辆相符", "Right vehicle"),
}
# The fault of the trade's list that comes nearest, for the repair that follows.
FAULTS = {"online": "F04", "fix": "F06", "satellites": "F06", "ignition": "F11", "power": "F13", "vehicle": "F40"}

NOBODY_ASKED = Said("还没有问到平台", "Not asked yet")
ONLINE = Said("在线", "Online")
NO_REPORT = Said("还没有上报", "No report yet")
NO_FIX = Said("在线，没有定位", "Online without a position")
NO_POSITION = Said("还没有定位", "No position yet")
SILENT = Said("终端不报这一项", "The terminal does not report it")
NO_PLACE = Said("手机没有记下位置", "The phone noted no position")
NO_CARD = Said("没有登记卡号", "No SIM number was recorded")
NAMELESS = Said("平台上没有车牌和车架号", "The platform has neither plate nor VIN")
IGNITION_ON = Said("见到打火", "Ignition on seen")
IGNITION_BOTH = Said("见到打火和熄火", "Ignition on and off seen")
IGNITION_OFF = Said("只见到熄火", "Only ignition off seen")


def last_report(at: datetime, zone: ZoneInfo) -> Said:
    """When it last reported."""
    zh, en = _when(at, zone)
    return Said(f"{zh} 上报", f"Report of {en}")


def never_seen(at: datetime | None, zone: ZoneInfo) -> Said:
    """Not since the work began."""
    if at is None:
        return Said("平台上没有上过线", "Never seen on the platform")
    zh, en = _when(at, zone)
    return Said(f"施工后没有上报，上次 {zh}", f"No report since the work; last one {en}")


def fixed_at(at: datetime, zone: ZoneInfo) -> Said:
    """The first position after the start of work."""
    zh, en = _when(at, zone)
    return Said(f"{zh} 定位", f"Position of {en}")


def satellites(count: int) -> Said:
    """The most seen."""
    return Said(f"{count} 颗", f"{count}")


def metres(distance: int) -> Said:
    """How far from where the phone was."""
    return Said(f"相距 {_far(distance, ' 米', ' 公里')}", f"{_far(distance, ' m', ' km')} away")


def left_first(distance: int) -> Said:
    """First seen on the road."""
    return Said(
        f"开走后才定位（{_far(distance, ' 米', ' 公里')}）", f"First seen on its way ({_far(distance, ' m', ' km')})"
    )


def volts(value: float) -> Said:
    """The supply."""
    return Said(f"{value:.1f} V", f"{value:.1f} V")


def number(value: str) -> Said:
    """A number or a name as it is."""
    return Said(value, value)


def other_card(value: str) -> Said:
    """The terminal reports another card."""
    return Said(f"终端报的是 {value}", f"The terminal reports {value}")


def other_vehicle(value: str) -> Said:
    """The platform shows another vehicle."""
    return Said(f"平台上是 {value}", f"The platform shows {value}")


def wanted(code: str, least_satellites: int, most_metres: int, volts_percent: int) -> Said:
    """The threshold of a check."""
    return {
        "online": Said("施工后有上报", "A report since the work began"),
        "fix": Said("开工以后的定位", "A position later than the start of work"),
        "satellites": Said(f"至少 {least_satellites} 颗", f"At least {least_satellites}"),
        "near": Said(f"{most_metres} 米以内", f"Within {most_metres} m"),
        "ignition": Said("打火一次", "Ignition on once"),
        "power": Said(f"12/24 V ± {volts_percent}%", f"12/24 V ± {volts_percent}%"),
        "card": Said("与扫的卡号一致", "The SIM that was scanned"),
        "vehicle": Said("与工单的车一致", "The vehicle of the order"),
    }[code]


def went_wrong(checks: list[dict[str, Any]]) -> Said:
    """What failed, in one sentence."""
    failed = [one for one in checks if one["state"] == "failed"]
    zh = "；".join(f"{NAMES[one['code']].zh}：{one['value_zh']}" for one in failed)
    en = "; ".join(f"{NAMES[one['code']].en}: {one['value_en']}" for one in failed)
    return Said(f"平台验证没通过（{zh}）", f"Not proven ({en})")


def still_open(checks: list[dict[str, Any]]) -> Said:
    """What is waited for in vain."""
    waiting = [NAMES[one["code"]] for one in checks if one["state"] in ("waiting", "not_checked")]
    return Said("、".join(one.zh for one in waiting), ", ".join(one.en for one in waiting))


def _far(distance: int, near: str, far: str) -> str:
    return f"{distance}{near}" if distance < 1000 else f"{distance / 1000:.1f}{far}"


def _when(at: datetime, zone: ZoneInfo) -> tuple[str, str]:
    local = at.astimezone(zone)
    return f"{local.month}月{local.day}日 {local:%H:%M}", f"{local.day} {local:%b %H:%M}"
