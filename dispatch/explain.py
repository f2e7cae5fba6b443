"""Why a stop is in nobody's day, and what would help."""

from collections.abc import Sequence

from dispatch.model import Stop, Technician
from dispatch.plan import Unassigned, Why
from dispatch.travel import Travel


def explain(
    left: Sequence[Stop], technicians: Sequence[Technician], travel: Travel, now: int | None
) -> tuple[Unassigned, ...]:
    """A reason for each stop of `left`, given the plan that was found without it."""
    return tuple(Unassigned(stop, Why.DAY_FULL) for stop in left)
