"""When to call (R21): pure rules over times, the centre's zone and the calendar."""

import datetime as dt
from collections.abc import Collection
from typing import Literal
from zoneinfo import ZoneInfo

from backend.kernel.calendar import WorkCalendar

OPENS, CLOSES = dt.time(9, 0), dt.time(20, 0)
DAY_AFTER = dt.timedelta(hours=24)
MOST_ATTEMPTS = 3
# Another time of day: when people who did not answer before are likelier to; offices rest from 12:30 to 14:00.
PARTS_OF_DAY = (("morning", dt.time(10, 0)), ("afternoon", dt.time(15, 0)), ("evening", dt.time(18, 30)))
SOONEST_AGAIN = dt.timedelta(hours=2)
PROOF_LOOK = dt.timedelta(hours=2)

SCRIPT_OF = {"install": "install", "transfer": "install"}


def kind_of(order_kind: str) -> str:
    """Whether the installation or the repair questions fit an order."""
    return SCRIPT_OF.get(order_kind, "repair")


def may_call(
    order_state: str, verdicts: Collection[str], waited: dt.timedelta, limit: dt.timedelta
) -> Literal["call", "wait", "never"]:
    """Whether the customer may be asked how he liked the work: not while it is known not to work, nor awaiting proof.

    What nobody could check is asked about as usual, and so is what has awaited its proof for longer than `limit`.
    """
    if order_state not in ("completed", "closed") or "failed" in verdicts:
        return "never"
    return "wait" if "waiting" in verdicts and waited < limit else "call"


def in_calling_hours(at: dt.datetime, zone: ZoneInfo, calendar: WorkCalendar) -> bool:
    """09:00–20:00 local, no public holiday; weekends are fine."""
    local = at.astimezone(zone)
    return OPENS <= local.time() < CLOSES and not calendar.is_holiday(local.date())


def calling_time(at: dt.datetime, zone: ZoneInfo, calendar: WorkCalendar) -> dt.datetime:
    """`at`, or the first moment after it when calling is allowed; in UTC."""
    local = at.astimezone(zone)
    day = local.date()
    if local.time() >= CLOSES:
        day += dt.timedelta(days=1)
    while calendar.is_holiday(day):
        day += dt.timedelta(days=1)
    opening = dt.datetime.combine(day, OPENS, zone)
    return max(local, opening).astimezone(dt.UTC)


def part_of_day(at: dt.datetime, zone: ZoneInfo) -> str:
    """morning until noon, afternoon until 18:00, evening after."""
    hour = at.astimezone(zone).hour
    if hour < 12:
        return "morning"
    return "afternoon" if hour < 18 else "evening"


def another_time(now: dt.datetime, tried: Collection[str], zone: ZoneInfo, calendar: WorkCalendar) -> dt.datetime:
    """The next time of day that was not tried yet, two hours off at least; any other part once all were tried."""
    open_parts = [(name, at) for name, at in PARTS_OF_DAY if name not in tried] or list(PARTS_OF_DAY)
    day = now.astimezone(zone).date()
    while True:
        if not calendar.is_holiday(day):
            for _, at in open_parts:
                slot = dt.datetime.combine(day, at, zone)
                if slot >= now + SOONEST_AGAIN:
                    return slot.astimezone(dt.UTC)
        day += dt.timedelta(days=1)
