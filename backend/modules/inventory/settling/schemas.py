"""Wire shapes of settling: the case with everything behind both claims, and what each way of settling would change."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.modules.inventory.history.schemas import NearOut, SpanOut, StopOut, VehicleNamedOut, VisitToldOut
from backend.modules.inventory.schemas import CaseOut, Wire


class PreviewIn(Wire):
    """Which way of settling to look at."""

    decision: Literal["accept", "keep", "correct"]
    number: Annotated[str, Field(max_length=64)] = ""
    product_code: Annotated[str | None, Field(max_length=64)] = None


class LineChangeOut(Wire):
    """A line of the ledger before (None: it is new) and after."""

    before: SpanOut | None
    after: SpanOut | None


class ThingChangeOut(Wire):
    """A terminal or card that would move: from where to where, and whether it stays unsettled."""

    kind: str
    id: str
    number: str
    from_stop: StopOut | None
    to_stop: StopOut | None
    state_before: str | None
    state_after: str


class PreviewOut(Wire):
    """What settling so changes; nothing at all is an answer too: the case keeps the finding."""

    lines: list[LineChangeOut]
    things: list[ThingChangeOut]
    parts: list[dict[str, Any]]
    vehicles: dict[str, VehicleNamedOut]
    technicians: dict[str, str]


class CaseDetailOut(Wire):
    """A case with the people, times and pictures behind each claim."""

    case: CaseOut
    lines: list[SpanOut]
    claimed_line: SpanOut | None
    visits: dict[str, VisitToldOut]
    vehicles: dict[str, VehicleNamedOut]
    near: list[NearOut]
    settled_by_name: str
    may_correct: bool
    undo_until: datetime | None


class CaseCountOut(Wire):
    """How many cases of one kind."""

    code: str
    text_zh: str
    text_en: str
    count: int


class CaseCountsOut(Wire):
    """Open and settled cases by kind, the most first."""

    items: list[CaseCountOut]
