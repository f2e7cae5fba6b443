"""Solomon's and Gehring & Homberger's instances of vehicle routing with time windows.

Text files: the number of vehicles and their capacity, then the depot and 100 to 1,000 customers
with coordinates, demand, window and service. Read by the DIMACS convention: distances times 10
truncated to whole numbers, times times 10, and a drive takes as long as it is far.
"""

from pathlib import Path

import numpy as np

from dispatch.errors import InvalidProblem, located, require
from dispatch.jobs import NAMELESS
from dispatch.matrix import MatrixTravel, place
from dispatch.model import Location, Stop, Technician, Window
from dispatch.problem import Problem

PRODUCT = f"{NAMELESS}0"  # the first component of VROOM's amounts

_COLUMNS = 7  # number, x, y, demand, ready, due, service
_Row = list[float]


def read_solomon(path: Path, scale: int = 10) -> Problem:
    """Read a file; times and distances are multiplied by `scale`.

    Raises InvalidProblem naming the line that makes no sense, OSError when there is no such file.
    """
    fleet, rows = _numbers(path.read_text(encoding="utf-8", errors="replace"))
    places = np.array([row[1:3] for row in rows])
    across = places[:, None, :] - places[None, :, :]
    table = np.floor(scale * np.sqrt((across**2).sum(axis=2)))
    with located("depot"):
        shift = _window(rows[0], scale)
    vehicles, capacity = int(fleet[0]), int(fleet[1])
    technicians = [
        Technician(str(number), place(0), shift, stock={PRODUCT: capacity}, end=place(0))
        for number in range(1, vehicles + 1)
    ]
    stops = [_stop(index, row, scale) for index, row in enumerate(rows) if index]
    require(len({stop.id for stop in stops}) == len(stops), "customers", "two have the same number")
    names: dict[str, int | str] = {f"vehicle {one.id}": int(one.id) for one in technicians}
    names |= {f"job {stop.id}": int(stop.id) for stop in stops}
    return Problem(
        stops=tuple(stops),
        technicians=tuple(technicians),
        travel=MatrixTravel(table, table),
        now=None,
        names=names,
        indexed=True,
        sites={index: Location(lat=row[2], lon=row[1]) for index, row in enumerate(rows)},
    )


def _numbers(text: str) -> tuple[_Row, list[_Row]]:
    """The line on the fleet and the lines of customers, the depot first; headings are read over."""
    fleet: _Row | None = None
    rows: list[_Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = [float(word) for word in line.split()]
        except ValueError:
            continue
        if not row:
            continue
        require(bool(np.isfinite(row).all()), f"line {number}", "holds something that is not a number")
        if fleet is None:
            require(len(row) == 2 and min(row) >= 1, f"line {number}", "is not a number of vehicles and a capacity")
            fleet = row
            continue
        require(len(row) == _COLUMNS, f"line {number}", f"has {len(row)} numbers, not {_COLUMNS}")
        require(min(row[3:]) >= 0, f"line {number}", "has a demand or time of less than nothing")
        rows.append(row)
    if fleet is None or len(rows) < 2:
        raise InvalidProblem("file", "is not in Solomon's format: there are no vehicles or no customers")
    return fleet, rows


def _stop(index: int, row: _Row, scale: int) -> Stop:
    with located(f"customer {int(row[0])}"):
        return Stop(
            id=str(int(row[0])),
            location=place(index),
            window=_window(row, scale),
            service=round(row[6] * scale),
            needs={PRODUCT: int(row[3])} if row[3] else {},
        )


def _window(row: _Row, scale: int) -> Window:
    return Window(round(row[4] * scale), round(row[5] * scale))
