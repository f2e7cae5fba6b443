"""The list of number cases as a sheet."""

from collections.abc import Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Literal
from zoneinfo import ZoneInfo

from backend.kernel.spreadsheet import write_list
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.models import NumberCaseRow

_HEAD = {
    "zh": (("号码", 24), ("问题", 30), ("发生时间", 18), ("发现时间", 18), ("师傅", 12), ("怎么定的", 14), ("定的时间", 18), ("说明", 40)),
    "en": (("Number", 24), ("What is odd", 40), ("Happened", 18), ("Found", 18), ("Technician", 16), ("Decision", 16),
           ("Decided", 18), ("Note", 40)),
}  # fmt: skip
_DECISIONS = {
    "accept": ("认现场的", "field accepted"),
    "keep": ("按账上的", "books kept"),
    "correct": ("改了号码", "number corrected"),
}


def book(
    rows: Sequence[NumberCaseRow], names: dict[str, str], zone: str, lang: Literal["zh", "en"]
) -> SpooledTemporaryFile[bytes]:
    """The list as a sheet."""
    said, place = int(lang == "en"), ZoneInfo(zone)

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(place).replace(tzinfo=None) if moment else None

    return write_list(
        ("疑难号码", "Odd numbers")[said],
        _HEAD[lang],
        (
            (
                row.number, WORDS.get(row.code, ("", ""))[said], local(row.at), local(row.opened_at),
                names.get(row.technician_id or "", ""), _DECISIONS.get(row.decision or "", ("", ""))[said],
                local(row.settled_at), row.note,
            )
            for row in rows
        ),
    )  # fmt: skip
