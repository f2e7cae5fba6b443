"""What there is to see in an answer of `solve` or `check`: places on a map, and stretches of time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dispatch.errors import located, require
from dispatch.fields import Fields
from dispatch.model import Location


class Kind(StrEnum):
    """What somebody is doing."""

    DRIVE = "drive"
    WAIT = "wait"
    WORK = "work"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a day, in seconds; `label` is the job's id."""

    kind: Kind
    start: int
    end: int
    label: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map; `label` is empty for a start or an end."""

    where: Location
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One vehicle's day."""

    name: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole plan. `planar`: the coordinates are no degrees."""

    rows: tuple[Row, ...]
    left: tuple[Mark, ...]
    unassigned: int
    driving: int
    planar: bool

    @property
    def jobs(self) -> int:
        """How many visits are in the routes."""
        return len({span.label for row in self.rows for span in row.spans if span.kind is Kind.WORK})

    @property
    def marks(self) -> list[Mark]:
        """Every place that can be shown."""
        return [*(mark for row in self.rows for mark in row.marks), *self.left]


def read_picture(document: object) -> Picture:
    """Read an answer. Raises InvalidProblem naming what is missing for a picture."""
    require(isinstance(document, dict), "plan", "must be an object")
    answer = _any(document)
    require(answer.raw("code") == 0, "code", "is not 0: there is no plan in this answer")
    answer.require("routes")
    rows = []
    for index, item in enumerate(answer.items("routes")):
        with located(f"routes[{index}]"):
            rows.append(_row(_any(item)))
    left: list[Mark] = []
    unassigned = answer.items("unassigned")
    for index, item in enumerate(unassigned):
        with located(f"unassigned[{index}]"):
            left += _marks([_any(item)])
    routes = [_any(item) for item in answer.items("routes")]
    return Picture(
        rows=tuple(rows),
        left=tuple(left),
        unassigned=len(unassigned),
        driving=sum(route.integer("duration", 0) for route in routes),
        planar=any("location_index" in _any(step) for route in routes for step in route.items("steps")),
    )


def _any(value: object) -> Fields:
    """An object of which only some fields matter."""
    return Fields(value, value if isinstance(value, dict) else ())


def _row(route: Fields) -> Row:
    steps = []
    for index, item in enumerate(route.items("steps")):
        with located(f"steps[{index}]"):
            steps.append(_any(item))
    spans: list[Span] = []
    clock: int | None = None
    for index, step in enumerate(steps):
        with located(f"steps[{index}]"):
            spans += _spans(step, clock)
            clock = max(span.end for span in spans) if spans else step.integer("arrival")
    return Row(str(route.identity("vehicle")), _marks(steps), tuple(spans))


def _spans(step: Fields, clock: int | None) -> list[Span]:
    """The drive to a step, the wait there, and what is done there."""
    arrive = step.integer("arrival")
    start = arrive + step.integer("waiting_time", 0)
    end = start + step.integer("setup", 0) + step.integer("service", 0)
    kinds = {"job": Kind.WORK, "break": Kind.BREAK}
    kind = kinds.get(step.text("type") or "job")
    spans = []
    if clock is not None and arrive > clock:
        spans.append(Span(Kind.DRIVE, clock, arrive))
    if start > arrive:
        spans.append(Span(Kind.WAIT, arrive, start))
    if kind is not None:
        label = str(step.identity("id")) if kind is Kind.WORK else ""
        spans.append(Span(kind, start, end, label, bool(step.items("violations"))))
    return spans


def _marks(steps: Sequence[Fields]) -> tuple[Mark, ...]:
    marks = []
    for step in steps:
        if "location" in step:
            named = step.text("type") == "job" and "id" in step
            marks.append(Mark(step.location("location"), str(step.identity("id")) if named else ""))
    return tuple(mark for mark in marks if math.isfinite(mark.where.lat + mark.where.lon))
