"""A timeline as a sheet: one row an event, in the reader's language and the company's time zone."""

from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, Literal
from zoneinfo import ZoneInfo

from backend.kernel.spreadsheet import write_list
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.history.schemas import HappeningOut, StopOut, TimelineOut
from backend.modules.inventory.stocking.movements import OTHER, WHY

Lang = Literal["zh", "en"]
_HEAD = {
    "zh": (("发生时间", 18), ("记录时间", 18), ("事情", 14), ("车", 14), ("终端", 18), ("卡", 24), ("从", 18), ("到", 18),
           ("是否算数", 12), ("谁说的", 12), ("派工单", 18), ("说明", 30)),
    "en": (("Happened", 18), ("Recorded", 18), ("What", 18), ("Vehicle", 14), ("Terminal", 18), ("SIM card", 24),
           ("From", 18), ("To", 18), ("Counts", 14), ("Who says so", 16), ("Visit", 18), ("Note", 30)),
}  # fmt: skip
ACTS: dict[str, tuple[str, str]] = {
    "install": ("装机", "Installed"), "swap_device": ("换机", "Terminal swapped"), "swap_sim": ("换卡", "SIM swapped"),
    "swap_both": ("换机换卡", "Terminal and SIM swapped"), "remove": ("拆机", "Removed"), "transfer": ("移机", "Transferred"),
    "correction": ("更正", "Corrected"), "none": ("检查", "Checked"),
    "accept": ("认现场的", "The field accepted"), "keep": ("按账上的", "The books kept"), "correct": ("改了号码", "Number corrected"),
}  # fmt: skip
_WHAT = {"ended": ("到此为止", "Ended"), "corrected": ("更正", "Corrected"), "case": ("疑难号码", "Odd number"),
         "settled": ("已处理", "Settled")}  # fmt: skip
_STANDING = {"valid": ("算", "yes"), "claimed": ("现场说的，待定", "claimed"), "rejected": ("没认", "rejected"),
             "corrected": ("已更正", "corrected")}  # fmt: skip
_PLACES = {"warehouse": ("仓库", "Warehouse"), "van": ("师傅的车", "Van"), "transit": ("在途", "In transit"),
           "factory": ("返厂", "Factory"), "scrap": ("报废", "Scrap"), "customer": ("客户留存", "With the customer"),
           "vehicle": ("车上", "Vehicle"), "lost": ("遗失", "Lost"), "void": ("录错的号码", "Misread number")}  # fmt: skip


def write(told: TimelineOut, zone: str, lang: Lang) -> SpooledTemporaryFile[bytes]:
    """The sheet, standing at its beginning."""
    place = ZoneInfo(zone)
    return write_list(
        told.subject.number or "timeline", _HEAD[lang], (_row(one, told, place, lang) for one in told.items)
    )


def _row(one: HappeningOut, told: TimelineOut, zone: ZoneInfo, lang: Lang) -> tuple[Any, ...]:
    said, line = int(lang == "en"), one.line
    vehicle = told.vehicles.get(line.vehicle_id) if line else None
    visit = told.visits.get(one.visit_id or "")
    return (
        _local(one.at, zone), _local(one.recorded_at, zone), _what(one, said),
        (vehicle.plate or vehicle.vin) if vehicle else "", line.terminal_no if line else one.number,
        line.iccid if line else "", _stop(one.from_stop, told, said), _stop(one.to_stop, told, said),
        _STANDING[line.standing][said] if line else "", one.by_name, visit.no if visit else "", _note(one, said),
    )  # fmt: skip


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _what(one: HappeningOut, said: int) -> str:
    # Stock that moves is told in the keeper's words; what was done on a visit, in those of the field.
    words = WHY if one.what == "moved" and one.visit_id is None else {**WHY, **ACTS}
    act = words.get(one.act, OTHER)[said]
    return act if one.what in ("began", "moved") else f"{_WHAT[one.what][said]} · {act}"


def _stop(stop: StopOut | None, told: TimelineOut, said: int) -> str:
    if stop is None:
        return ""
    vehicle = told.vehicles.get(stop.vehicle_id or "")
    who = (vehicle.plate if vehicle else "") or told.technicians.get(stop.technician_id or "", "")
    return " ".join(part for part in (_PLACES.get(stop.kind, (stop.kind, stop.kind))[said], who) if part)


def _note(one: HappeningOut, said: int) -> str:
    if one.case is None:
        return ""
    words = WORDS.get(one.case["code"], ("", ""))[said]
    return "：".join(part for part in (words, one.case.get("note") or "") if part)
