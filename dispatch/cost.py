"""What a plan costs, term by term, told apart from the search that made it cheap."""

from collections.abc import Sequence

from dispatch.check import DayReport
from dispatch.model import PlannedStop, Technician
from dispatch.plan import Cost, PlanOptions

Day = tuple[Technician, DayReport]


def cost_of(days: Sequence[Day], in_force: Sequence[Technician], options: PlanOptions) -> Cost:
    """The cost of everybody's day, in seconds, against the plan in force."""
    had = {(it.stop.id, it.second): one.id for one in in_force for it in one.route}
    ahead = [(one, it) for one, _ in days for it in one.route[one.started :]]
    moved = sum(had.get((it.stop.id, it.second), one.id) != one.id for one, it in ahead)
    return Cost(
        travel=sum(report.drive_seconds for _, report in days),
        moved=options.moved * moved,
        strangers=options.stranger * sum(_is_strange(one, it) for one, it in ahead),
        centres=options.other_centre * sum(_is_lent(one, it) for one, it in ahead),
        overtime=round(options.overtime * sum(_overtime(one, report) for one, report in days)),
        fairness=round(options.fairness * _spread(days)),
        risk=round(options.risk * sum(_short(one, report, options.comfort) for one, report in days)),
    )


def _is_strange(technician: Technician, planned: PlannedStop) -> bool:
    customer = planned.stop.customer_id
    return customer is not None and customer not in technician.recent_customers


def _is_lent(technician: Technician, planned: PlannedStop) -> bool:
    return planned.stop.centre is not None and planned.stop.centre != technician.centre


def _overtime(technician: Technician, report: DayReport) -> int:
    return 0 if technician.shift is None else max(0, report.finish - technician.shift.end)


def _spread(days: Sequence[Day]) -> float:
    """The sum of the squares of how many hours everybody works more or less than the mean."""
    hours = [
        (report.drive_seconds + sum(it.stop.service for it in one.route)) / 3600.0
        for one, report in days
        if one.shift is not None
    ]
    mean = sum(hours) / max(1, len(hours))
    return sum((one - mean) ** 2 for one in hours)


def _short(technician: Technician, report: DayReport, comfort: int) -> int:
    """Seconds that the starts lie nearer to the ends of their windows than is comfortable."""
    ahead = zip(technician.route[technician.started :], report.stops[technician.started :], strict=True)
    return sum(max(0, comfort - (it.stop.windows[-1].end - times.start)) for it, times in ahead)
