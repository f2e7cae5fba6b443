"""The columns of the search's tables, one function for each kind of thing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dispatch.model import Break, Location, Skill, Technician, Window
from dispatch.plan import PlanOptions
from dispatch.search.tables import F64, I16, I32, I64, UNABLE
from dispatch.search.tasks import Task
from dispatch.travel import Travel, points

WIDEST = 100  # neighbours kept of each task in a large problem
WHOLE = 300  # tasks up to which all are everybody's neighbours
DEAREST = 30_000  # seconds; more than this a preference cannot weigh
NO_MOST = 1 << 40
_BLOCK = 32  # rows of the travel table made at once: more cost memory and gain no time


def longs(values: Iterable[int]) -> I64:
    """Whole numbers of 64 bits."""
    return np.array(list(values), dtype=np.int64)


def ints(values: Iterable[int]) -> I32:
    """Whole numbers of 32 bits."""
    return np.array(list(values), dtype=np.int32)


def ragged(rows: Sequence[Sequence[Window]]) -> tuple[I64, I64, I64]:
    """Rows of windows as: where each row begins, all starts, all ends."""
    at = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    flat = [window for row in rows for window in row]
    return at, longs(one.start for one in flat), longs(one.end for one in flat)


def needs(rows: Sequence[Mapping[str, int]], products: Sequence[str]) -> tuple[I64, I32, I64]:
    """Needs as: where each task's begin, product numbers, pieces."""
    number = {code: index for index, code in enumerate(products)}
    at = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    flat = [(number[code], count) for row in rows for code, count in row.items()]
    return at, ints(product for product, _ in flat), longs(count for _, count in flat)


def breaks(rows: Sequence[Sequence[Break]]) -> tuple[I64, I64, I64, I64, I64]:
    """Breaks as: where each technician's begin, seconds, where each one's windows begin, starts, ends."""
    flat = [pause for row in rows for pause in row]
    at, opens, closes = ragged([pause.windows for pause in flat])
    return (
        np.cumsum([0, *map(len, rows)], dtype=np.int64),
        longs(pause.seconds for pause in flat),
        at,
        opens,
        closes,
    )


def speed(travel: Travel) -> dict[str, Any]:
    """The speed by time of day."""
    share = np.array([part for _, part in travel.profile.bands], dtype=np.float64)
    return {
        "flat": bool((share == 1.0).all()),
        "midnight": travel.midnight,
        "knots": travel.profile.knots,
        "share": share,
        "done": travel.profile.done,
    }


def weights(options: PlanOptions) -> dict[str, Any]:
    """What is wished for beyond little travel."""
    return {
        "soft": bool(options.overtime or options.fairness or (options.risk and options.comfort)),
        "overtime": float(options.overtime),
        "fairness": float(options.fairness),
        "comfort": options.comfort,
        "risk": float(options.risk),
    }


def of_tasks(tasks: Sequence[Task], windows: Sequence[Sequence[Window]], products: Sequence[str]) -> dict[str, Any]:
    """What each task asks of time and of the van."""
    classes = sorted({task.stop.priority for task in tasks}, reverse=True)
    window, opens, closes = ragged(windows)
    need, product, pieces = needs([task.needs for task in tasks], products)
    return {
        "service": longs(task.stop.service for task in tasks),
        "class_": ints(classes.index(task.stop.priority) for task in tasks),
        "window": window,
        "opens": opens,
        "closes": closes,
        "need": need,
        "product": product,
        "pieces": pieces,
        "pinned": ints(task.who if task.locked else -1 for task in tasks),
    }


def stock(technicians: Sequence[Technician], products: Sequence[str]) -> I64:
    """Pieces of each product on each van that are not reserved for what has started."""
    table = [[technician.stock_left(code) for code in products] for technician in technicians]
    return np.array(table, dtype=np.int64).reshape(len(technicians), len(products))


def travel_table(locations: Sequence[Location | None], travel: Travel) -> tuple[I32, I32, I32]:
    """Seconds at normal speed between places, its transpose, and the place of each location.

    The last place is nowhere (None): no way from or to it. Whole seconds, rounded up. The transpose
    is the same array where every way back is as long.
    """
    seen: dict[Location, int] = {}
    for location in locations:
        if location is not None:
            seen.setdefault(location, len(seen))
    nowhere = len(seen)
    place = ints(nowhere if one is None else seen[one] for one in locations)
    table = np.zeros((nowhere + 1, nowhere + 1), dtype=np.int32)
    if seen:
        spots = points(list(seen))
        for begin in range(0, nowhere, _BLOCK):
            rows = spots[begin : begin + _BLOCK, None, :]
            seconds = np.ceil(travel.work(rows, spots[None, :, :]) - 1e-6)
            table[begin : begin + len(seconds), :nowhere] = seconds
    same = all(
        np.array_equal(table[begin : begin + _BLOCK], table[:, begin : begin + _BLOCK].T)
        for begin in range(0, nowhere, _BLOCK)
    )
    return table, table if same else np.ascontiguousarray(table.T), place


def bias(tasks: Sequence[Task], technicians: Sequence[Technician], options: PlanOptions) -> I16:
    """Seconds that it costs to give each task to each technician; UNABLE without the skills (R5)."""
    table = np.zeros((len(tasks), len(technicians)), dtype=np.int16)
    able: dict[tuple[Skill, ...], NDArray[np.bool_]] = {}
    for row, task in enumerate(tasks):
        if task.skills not in able:
            able[task.skills] = np.array([one.knows(task.skills) for one in technicians], dtype=np.bool_)
        cost = np.zeros(len(technicians), dtype=np.int64)
        if options.moved and task.who >= 0:
            cost += options.moved
            cost[task.who] -= options.moved
        if options.stranger and task.stop.customer_id is not None:
            who = task.stop.customer_id
            cost += [options.stranger * (who not in one.recent_customers) for one in technicians]
        if options.other_centre and task.stop.centre is not None:
            cost += [options.other_centre * (one.centre != task.stop.centre) for one in technicians]
        table[row] = np.where(able[task.skills], np.minimum(cost, DEAREST), UNABLE)
        if task.locked:
            table[row, task.who] = max(0, table[row, task.who])
    return table


def near(work: I32, place: I32) -> I32:
    """For each task the others, nearest first: all of them in a small problem."""
    size = len(place)
    width = size - 1 if size <= WHOLE else WIDEST
    table = np.zeros((size, max(0, width)), dtype=np.int32)
    for row in range(size):
        far = work[place[row]][place].astype(np.int64)
        far[row] = -1  # itself comes first, and is left out
        if width < size - 1:
            first = np.argpartition(far, width)[: width + 1]
            first = first[np.argsort(far[first], kind="stable")]
        else:
            first = np.argsort(far, kind="stable")
        table[row] = first[1:]
    return table


def near_days(work: I32, place: I32, starts: I32, table: I16) -> I32:
    """For each task the technicians who are able, nearest start first, filled up with -1."""
    width = min(len(starts), 40)
    found = np.full((len(place), width), -1, dtype=np.int32)
    for row in range(len(place)):
        able = np.flatnonzero(table[row] != UNABLE)
        far = work[starts[able], place[row]]
        first = able[np.argsort(far, kind="stable")[:width]]
        found[row, : len(first)] = first
    return found


def worth(
    tasks: Sequence[Task], windows: Sequence[Sequence[Window]], work: I32, place: I32, starts: I32, table: I16
) -> F64:
    """What tasks are sorted by before they are put back, one row a criterion, each from 0 to 1."""
    size = len(tasks)
    far = np.array([work[starts, place[row]].min(initial=1 << 30) for row in range(size)], dtype=np.float64)
    opens = np.array([row[0].start for row in windows], dtype=np.float64)
    closes = np.array([row[-1].end for row in windows], dtype=np.float64)
    able = (table != UNABLE).sum(axis=1).astype(np.float64)
    pieces = np.array([sum(task.needs.values()) for task in tasks], dtype=np.float64)
    service = np.array([task.stop.service for task in tasks], dtype=np.float64)
    rows = [-far, far, -pieces, -service, closes - opens, closes - opens, opens, -closes, able, able]
    return np.ascontiguousarray([_ranks(row) for row in rows])


def _ranks(values: F64) -> F64:
    order = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return order / max(1, len(values) - 1)
