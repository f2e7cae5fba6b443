"""What a day plan weighs, in one place: classes of importance, weights in seconds of travel, windows."""

from datetime import datetime, timedelta

from dispatch import Window
from dispatch.plan import PlanOptions

# Classes: one visit of a higher class outweighs any number below. What a customer was promised is given up for nobody;
# a replan may push out what is not urgent, and says whom.
PROMISED, URGENT, WAITING = 100, 60, 20
# Giving a visit to somebody else costs an explanation to two people: worth it for 45 minutes of driving saved. Where
# somebody is away the rest of the day stays as it is, unless that is the only way to keep a promise.
MOVED, MOVED_IN_MEND = 2700, 28_800
# A customer who is met by somebody new.
STRANGER = 900
OTHER_CENTRE = 1200
# A start that moves by less than this inside its window is told to nobody.
WORTH_TELLING = timedelta(minutes=10)
# The appointment that is given to a customer who has none yet: two hours, from a half hour on.
APPOINTMENT = timedelta(hours=2)
HALF_HOUR = 1800
# A small day is looked through in a moment: this many seconds for each visit, and no less than the second.
SECONDS_A_VISIT, LEAST_SECONDS = 0.05, 0.3
# Of the options to fit a visit in so many are looked at, and the best so many shown.
OPTIONS_TRIED, OPTIONS_SHOWN = 12, 5
# A worker that has said nothing for so long is gone.
SILENT = timedelta(seconds=15)


def options(seconds: float, kind: str) -> PlanOptions:
    """How the engine is asked for a plan of this kind."""
    moved = MOVED_IN_MEND if kind == "mend" else MOVED
    return PlanOptions(seconds=seconds, moved=moved, stranger=STRANGER, other_centre=OTHER_CENTRE)


def time_for(visits: int, seconds: float) -> float:
    """Seconds worth spending on so many visits, `seconds` at most."""
    return min(seconds, max(LEAST_SECONDS, visits * SECONDS_A_VISIT))


def importance(priority: str) -> int:
    """The class of an order that waits."""
    return URGENT if priority == "urgent" else WAITING


def appointment(start: datetime) -> tuple[datetime, datetime]:
    """The window that a customer without one is told, around the planned start."""
    whole = int(start.timestamp()) // HALF_HOUR * HALF_HOUR
    begin = datetime.fromtimestamp(whole, start.tzinfo)
    return begin, begin + APPOINTMENT


def still_possible(start: int, end: int, first: int, last: int) -> Window:
    """The part of a promised window between `first` and `last`; of one that is over, any time that is left."""
    if end < first or start > last:
        return Window(min(first, last), last)
    return Window(max(start, first), min(end, last))
