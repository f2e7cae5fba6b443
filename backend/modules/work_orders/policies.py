"""Rules that need no database: limits, due times, event time, numbers of orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

CONTACT_LIMIT = timedelta(hours=1)  # R6
VERBAL_LIMIT = timedelta(hours=24)  # R3
OLDEST_VERBAL = timedelta(days=7)
CLOCK_TOLERANCE = timedelta(minutes=5)  # R34
URGENT_ON_SITE = timedelta(hours=2)  # R20
REPAIR_DONE = timedelta(hours=24)  # R20
OTHER_DONE = timedelta(days=3)
PROOF_WAIT = timedelta(days=3)  # R32
MAX_ITEMS = 500  # R35

KINDS = ("install", "repair", "removal", "transfer", "inspection")
ACTS = ("install", "swap_device", "swap_sim", "swap_both", "remove", "transfer", "none")
CHECKLIST: tuple[tuple[str, str, str], ...] = (
    ("order", "工单看清楚了", "Order read"),
    ("tools", "工具齐了", "Tools packed"),
    ("devices", "终端带上了", "Terminals on board"),
    ("sims", "SIM 卡带上了", "SIM cards on board"),
    ("parts", "配件带上了", "Parts on board"),
    ("papers", "单据带上了", "Papers on board"),
)
CHECKLIST_CODES = frozenset(code for code, _, _ in CHECKLIST)


def vehicle_left(act: str | None, vehicle_id: str, from_vehicle_id: str | None) -> str:
    """The vehicle that an act takes something out of: of a transfer the one that the terminal comes from."""
    return from_vehicle_id if act == "transfer" and from_vehicle_id else vehicle_id


@dataclass(frozen=True)
class EventTime:
    """The time to use, and why the phone's claim was not believed (None when it was)."""

    at: datetime
    why: str | None = None


def event_time(
    claimed: datetime, now: datetime, server_time_seen: datetime | None, not_before: datetime | None
) -> EventTime:
    """The event time within bounds (R34): not in the future, not before what the phone itself had seen or done.

    A claim out of bounds is not used; the server's time is, and the caller flags it.
    """
    if claimed > now + CLOCK_TOLERANCE:
        return EventTime(now, "ahead")
    if server_time_seen is not None and claimed < min(server_time_seen, now) - CLOCK_TOLERANCE:
        return EventTime(now, "behind")
    if not_before is not None and claimed < not_before - CLOCK_TOLERANCE:
        return EventTime(now, "before_dispatch")
    return EventTime(min(claimed, now))


def due_at(
    kind: str, priority: str, clock_start: datetime, window_end: datetime | None, limits: Mapping[str, timedelta]
) -> datetime:
    """When the order is late: urgent on site 2 h after intake, a repair within 24 h; never before the agreed window ends.

    `limits` are the company's own promises by code, which go before these defaults (R20).
    """
    if priority == "urgent":
        return clock_start + limits.get("onsite_urgent", URGENT_ON_SITE)
    if window_end is not None:
        return window_end
    if kind == "repair":
        return clock_start + limits.get("repair_ordinary", REPAIR_DONE)
    return clock_start + limits.get("install", OTHER_DONE)


def local_day(at: datetime, time_zone: str) -> str:
    """The centre's calendar day of a moment, YYYY-MM-DD."""
    return at.astimezone(ZoneInfo(time_zone)).date().isoformat()


def order_no(day: str, count: int) -> str:
    """The number on the papers: PG-1122-001."""
    return f"PG-{day[5:7]}{day[8:10]}-{count:03d}"


def approval_overdue(confirm_due: datetime | None, confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether a verbal approval still lacks its confirmation after the limit (R3)."""
    return confirm_due is not None and confirmed_at is None and confirm_due < now
