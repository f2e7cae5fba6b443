"""Reading one JSON object field by field, with errors that name the field."""

import math
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from dispatch.errors import InvalidProblem, located, require
from dispatch.model import Location, Window

LONGEST = 10**11  # seconds; no clock shows more


class Fields:
    """One JSON object. Every getter raises InvalidProblem naming the field it could not read."""

    def __init__(self, value: object, known: Collection[str], unsupported: Collection[str] = ()):
        if not isinstance(value, dict):
            raise InvalidProblem("", "must be an object")
        for name in value:
            require(name not in unsupported, name, "is not supported")
            require(name in known, name, f"is unknown; known are {', '.join(sorted(known))}")
        self._value: Mapping[str, Any] = value

    def __contains__(self, name: str) -> bool:
        return self._value.get(name) is not None

    def names_null(self, name: str) -> bool:
        """Is the field there, but null?"""
        return name in self._value and self._value[name] is None

    def require(self, name: str) -> Any:
        """The bare value of a field that has to be there."""
        require(name in self, name, "is missing")
        return self._value[name]

    def raw(self, name: str) -> Any:
        """The bare value, None if it is not there."""
        return self._value.get(name)

    def integer(self, name: str, default: int | None = None, least: int = -LONGEST) -> int:
        """A whole number, `least` or more; without a default it has to be there."""
        value = self.require(name) if default is None else self._value.get(name, default)
        return integer(value, name, least)

    def number(self, name: str, default: float) -> float:
        """A finite number."""
        return real(self._value.get(name, default), name)

    def text(self, name: str) -> str | None:
        """A string, or None if it is not there."""
        value = self._value.get(name)
        if value is not None and not isinstance(value, str):
            raise InvalidProblem(name, "must be a string")
        return value

    def items(self, name: str) -> list[Any]:
        """A list, empty if it is not there."""
        value = self._value.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise InvalidProblem(name, "must be a list")
        return value

    def counts(self, name: str) -> dict[str, int]:
        """An object of whole numbers, empty if it is not there."""
        value = self._value.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise InvalidProblem(name, "must be an object of whole numbers")
        return {key: integer(count, f"{name}.{key}") for key, count in value.items()}

    def windows(self, name: str) -> tuple[Window, ...]:
        """A list of [start, end] pairs in the order of time, empty if it is not there."""
        found = [window(item, f"{name}[{n}]") for n, item in enumerate(self.items(name))]
        for n, (earlier, later) in enumerate(pairwise(found), 1):
            require(earlier.end < later.start, f"{name}[{n}]", "must start after the one before is over")
        return tuple(found)

    def flag(self, name: str) -> bool:
        """true or false; false if it is not there."""
        value = self._value.get(name, False)
        if not isinstance(value, bool):
            raise InvalidProblem(name, "must be true or false")
        return value

    def only(self, name: str, value: object, instead: str) -> None:
        """Refuse a field that says anything else than what holds anyway."""
        require(self._value.get(name, value) == value, name, f"is not supported: {instead}")

    def identity(self, name: str = "id") -> int | str:
        """An id: a whole number (as VROOM has it) or a string."""
        return identity(self.require(name), name)

    def location(self, name: str) -> Location:
        """A [longitude, latitude] pair."""
        value = self.require(name)
        is_pair = isinstance(value, list) and len(value) == 2
        require(is_pair, name, "must be [longitude, latitude]")
        return Location(real(value[1], name), real(value[0], name))


def real(value: object, name: str) -> float:
    """`value` if it is a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidProblem(name, "must be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    require(math.isfinite(number), name, "must be a finite number")
    return number


def integer(value: object, name: str, least: int = -LONGEST) -> int:
    """`value` if it is a whole number of a sensible size, `least` or more."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidProblem(name, "must be a whole number")
    require(abs(value) <= LONGEST, name, "is beyond all measure")
    require(value >= least, name, f"{value} is less than {least}")
    return value


def identity(value: object, name: str) -> int | str:
    """`value` if it can be an id."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InvalidProblem(name, "must be a whole number or a string")
    return value


def window(value: object, name: str) -> Window:
    """`value`, a [start, end] pair of whole numbers, as a Window."""
    if not isinstance(value, list) or len(value) != 2:
        raise InvalidProblem(name, "must be [start, end]")
    with located(name):
        return Window(integer(value[0], "start", least=0), integer(value[1], "end", least=0))
