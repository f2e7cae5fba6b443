"""One search from the model's stops to routes of tasks."""

from collections.abc import Sequence
from functools import cache

from dispatch.model import Location, PlannedStop, Stop, Technician, Window
from dispatch.plan import Outcome, PlanOptions, Watch
from dispatch.search import opening
from dispatch.search.build import Case, build, empty_days
from dispatch.search.clock import Clock
from dispatch.search.conduct import Search
from dispatch.search.tables import NEVER, Days
from dispatch.search.tasks import Task
from dispatch.stopwatch import Stopwatch
from dispatch.travel import Travel, TravelModel

TIMING = 1e-4  # seconds kept back for each task and quarter of a day, to time what was found


def search(
    stops: Sequence[Stop],
    technicians: Sequence[Technician],
    travel: Travel,
    now: int | None,
    options: PlanOptions,
    watch: Watch | None = None,
) -> Outcome:
    """Look for the best routes; every technician has a shift. Raises InvalidProblem as `build` does.

    The first call of a process loads the compiled code, or compiles it; that time is not counted.
    """
    warm_up()
    stopwatch = Stopwatch()
    case = build(stops, technicians, travel, now, options)
    days = empty_days(case.problem)
    if not case.tasks or not technicians:
        return Outcome(_routes(case, days), _left(case, days), 0, stopwatch, "search")
    opening.load(case, days)
    limit = options.seconds - min(options.seconds / 5, TIMING * (len(case.tasks) + 4 * len(technicians)))
    run = Search(case.problem, days, options, Clock(stopwatch, limit, options.steps))
    best = run.run(watch)
    return Outcome(_routes(case, best), _left(case, best), sum(run.steps), stopwatch, "search")


def _routes(case: Case, days: Days) -> dict[str, tuple[PlannedStop, ...]]:
    """The routes by technician; starts only where they are agreed or locked."""
    routes = {}
    for who, technician in enumerate(case.technicians):
        ahead = []
        node = int(days.next[len(case.tasks) + who])
        while node < len(case.tasks):
            ahead.append(_planned(case.tasks[node], int(days.agreed[node])))
            node = int(days.next[node])
        routes[technician.id] = (*technician.route[: technician.started], *ahead)
    return routes


def _planned(task: Task, agreed: int) -> PlannedStop:
    if task.locked and task.planned is not None:
        return task.planned
    return PlannedStop(task.stop, start=None if agreed == NEVER else agreed, second=task.second)


def _left(case: Case, days: Days) -> list[Stop]:
    """The stops of which a part is in nobody's day."""
    left = {}
    for number, task in enumerate(case.tasks):
        if days.owner[number] < 0:
            left[task.stop.id] = task.stop
    return list(left.values())


@cache
def warm_up() -> None:
    """Compile everything, or load it from the cache (once a process)."""
    day = Window(0, 36_000)
    there = Technician("T", Location(22.54, 114.05), day)
    stops = [Stop(f"S{index}", Location(22.5 + index / 100, 114.0), day, 600) for index in range(4)]
    options = PlanOptions(steps=10, seconds=600, threads=1)
    case = build(stops, [there], TravelModel(), None, options)
    days = empty_days(case.problem)
    opening.load(case, days)
    Search(case.problem, days, options, Clock(Stopwatch(), options.seconds, options.steps)).run()
