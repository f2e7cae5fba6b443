"""The rules of inventory that need no database: numbers as keys, slots, warranty, carrier binding. Pure."""

import calendar
import re
import unicodedata
from datetime import date

from backend.kernel.numbers import check_iccid, check_imei

# Reference habit: a device swapped in warranty keeps the old end, but no less than this.
LEAST_MONTHS_AFTER_SWAP = 3
CLASHES = frozenset({"device_elsewhere", "sim_elsewhere", "slot_taken", "late_record"})


def terminal_key(text: str) -> str:
    """A terminal number as it is kept: half width, upper case, no spaces; hyphens belong to it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def imei_key(text: str) -> str:
    """An IMEI as it is kept: 15 digits when it can be one, else what was written."""
    checked = check_imei(text)
    return checked.value if checked.ok else terminal_key(text)


def iccid_key(text: str) -> tuple[str, str]:
    """(key, number) of a card: the first 19 places of an ICCID; what cannot be one is its own key, never thrown away."""
    checked = check_iccid(text)
    return checked.key or checked.value or terminal_key(text), checked.value or terminal_key(text)


def slot_of(mounting: str, family: str) -> str:
    """Which one-terminal place of the vehicle is meant: the place named, else one for each family."""
    return mounting.strip() or family or "主位"


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def warranty_end(day: date, product_months: int, swapped_end: date | None) -> date | None:
    """The last day of warranty of a device installed on `day` (R17, R30).

    `swapped_end` is that of the device it replaces: still running, it goes on, at least three months;
    run out or absent, the product's own months start anew. None when the product has no warranty.
    """
    if swapped_end is not None and swapped_end >= day:
        return max(swapped_end, add_months(day, LEAST_MONTHS_AFTER_SWAP))
    return add_months(day, product_months) if product_months > 0 else None
