"""Pure rules of complaints: deadlines (R20), what is urgent, what repeats (R23)."""

import datetime as dt
from collections.abc import Iterable

FIRST_ANSWER_IN = dt.timedelta(hours=2)
SETTLED_IN = dt.timedelta(hours=24)
REPEAT_WITHIN = dt.timedelta(days=30)

FAULT_KINDS = frozenset({"install", "repair"})

# Damage or danger: the manager is told at once, whoever wrote it down.
URGENT_WORDS = (
    "冒烟", "起火", "着火", "烧了", "烧毁", "短路", "漏电", "断电", "熄火", "撞", "损坏", "受伤", "大面积",
    "smoke", "fire", "burn", "short circuit", "stall", "engine cut", "crash", "damage", "injur",
)  # fmt: skip


def severity_of(text: str, given: str | None) -> str:
    """'urgent' when somebody says so or the words do; never lowered by a word list."""
    low = text.lower()
    return "urgent" if given == "urgent" or any(word in low for word in URGENT_WORDS) else "normal"


def complaint_no(day: dt.date, number: int) -> str:
    """TS-261122-001: the local day with its year, and the number within it."""
    return f"TS-{day:%y%m%d}-{number:03d}"


def repeated(earlier: Iterable[tuple[str, str, dt.datetime]], since: dt.datetime) -> str | None:
    """The first order on the same vehicle within 30 days before `since`.

    `earlier` are (order id, kind, completed or opened at).
    """
    hits = [
        (at, order_id) for order_id, kind, at in earlier if kind in FAULT_KINDS and since - REPEAT_WITHIN <= at < since
    ]
    return min(hits)[1] if hits else None
