"""Where things are: coordinates, or the numbers of a matrix that came with the problem."""

from typing import Any

import numpy as np

from dispatch.errors import InvalidProblem, located, require
from dispatch.fields import Fields
from dispatch.matrix import MatrixTravel, place
from dispatch.model import Location
from dispatch.speed import SpeedProfile
from dispatch.travel import Floats

DEFAULT_PROFILE = "car"  # VROOM's


class Places:
    """The places of one problem. Without matrices, coordinates; with them, numbers."""

    def __init__(self, matrices: Fields | None, profile: str) -> None:
        self.indexed = matrices is not None
        self.sites: dict[int, Location] = {}
        self.anywhere: int | None = None
        self.has_metres = True
        if matrices is not None:
            self._durations, self._distances = self._tables(matrices, profile)

    def of(self, fields: Fields, coordinates: str, index: str) -> Location:
        """The place that `fields` names. Raises InvalidProblem where there is none."""
        if not self.indexed:
            require(index not in fields, index, "needs `matrices`")
            return fields.location(coordinates)
        number = fields.integer(index, least=0)
        size = len(self._durations)
        require(number < size, index, f"{number} is not in a matrix of {size} places (counted from 0)")
        if coordinates in fields:
            self.sites[number] = fields.location(coordinates)
        return place(number)

    def start_of(self, vehicle: Fields) -> Location:
        """Where a vehicle starts; with matrices that may be anywhere, at no cost."""
        if "start_index" in vehicle or not self.indexed:
            return self.of(vehicle, "start", "start_index")
        require("start" not in vehicle, "start_index", "is missing")
        self.anywhere = len(self._durations)
        return place(self.anywhere)

    def travel(self, profile: SpeedProfile, midnight: int) -> MatrixTravel:
        """What the matrices say, with the row for `anywhere` if somebody starts there."""
        durations, distances = self._durations, self._distances
        if self.anywhere is not None:
            durations, distances = (np.pad(table, (0, 1)) for table in (durations, distances))
        return MatrixTravel(durations, distances, profile, midnight)

    def _tables(self, matrices: Fields, profile: str) -> tuple[Floats, Floats]:
        require(profile in matrices, profile, "is missing, but it is the profile of the vehicles")
        with located(profile):
            tables = Fields(matrices.raw(profile), {"durations", "distances", "costs"})
            durations = _table(tables.require("durations"), "durations")
            self.has_metres = "distances" in tables
            distances = _table(tables.raw("distances"), "distances") if self.has_metres else np.zeros_like(durations)
            MatrixTravel(durations, distances)  # refuses what is no table
            if "costs" in tables:
                same = np.array_equal(_table(tables.raw("costs"), "costs"), durations)
                require(same, "costs", "other costs than the durations are not supported")
        return durations, distances


def _table(rows: Any, name: str) -> Floats:
    require(isinstance(rows, list) and bool(rows), name, "must be a list of rows")
    for number, row in enumerate(rows):
        require(isinstance(row, list), f"{name}[{number}]", "must be a list of numbers")
        size = len(rows)
        require(len(row) == size, f"{name}[{number}]", f"is not square: {len(row)} numbers in a row of {size} rows")
        require(set(map(type, row)) <= {int, float}, f"{name}[{number}]", "must be a list of numbers")
    try:
        return np.array(rows, dtype=np.float64)
    except OverflowError:
        raise InvalidProblem(name, "holds a number beyond all measure") from None
