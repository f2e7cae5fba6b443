"""Wire shapes of day plans; a proposal is kept in the database in the same shape."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.kernel.moments import Day, Moment
from backend.modules.planning.schemas import Id, PlateOut, ShiftOut, Wire, WordsOut

Kind = Literal["day", "mend", "replan"]
State = Literal["queued", "running", "ready", "accepted", "discarded", "failed", "cancelled"]
ChangeId = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Seconds = Annotated[int, Field(ge=1, le=120)]


class PlanIn(Wire):
    """Ask for a plan of one day at these centres; `seconds` is how long to look for it."""

    day: Day
    centre_ids: list[Id] = Field(min_length=1, max_length=20)
    seconds: Seconds = 20


class AbsenceIn(Wire):
    """Somebody is away, or comes late: from `start` to `end`. Who takes over is planned at once."""

    start: Moment
    end: Moment
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    seconds: Seconds = 5


class ReplanIn(Wire):
    """How could this visit be fitted in? Times as for a dispatch; none means the order's own window."""

    window_start: Moment | None = None
    window_end: Moment | None = None


class AcceptIn(Wire):
    """Take over these changes (None: all), or of a replan the option with this number.

    `all_or_nothing`: when one of them no longer holds, none is made.
    """

    changes: list[ChangeId] | None = Field(default=None, max_length=2000)
    option: int | None = Field(default=None, ge=0, le=100)
    all_or_nothing: bool = False


class ProgressOut(Wire):
    """How far the search is; `share` from 0 to 1."""

    share: float
    served: int
    unserved: int
    travel_minutes: int


class SlotOut(Wire):
    """A visit in somebody's day. `change_id` names the change that puts it there, or takes it from here."""

    id: str
    no: str
    customer_name: str
    start: datetime
    end: datetime
    fixed: bool
    change_id: str | None


class PlanLaneOut(Wire):
    """One technician's day as it is and as it would be."""

    technician_id: str
    name: str
    shift: ShiftOut | None
    before: list[SlotOut]
    after: list[SlotOut]
    travel_before: int
    travel_after: int


class OutcomeOut(Wire):
    """What became of a change: applied, refused (it no longer held), undone, or kept (it could not be taken back)."""

    state: Literal["applied", "refused", "undone", "kept"]
    why: WordsOut | None = None


class ChangeOut(Wire):
    """One visit that would be placed, given to somebody else, moved to another time, or given up (freed).

    `version` is the order's for a place, else the visit's: what the plan was made on (R8).
    """

    id: str
    kind: Literal["place", "give", "shift", "free"]
    order_id: str
    visit_id: str | None
    version: int
    no: str
    order_kind: str
    priority: str
    customer_name: str
    district: str
    plates: list[PlateOut]
    visit_state: str | None
    from_id: str | None
    from_name: str | None
    to_id: str | None
    to_name: str | None
    start_before: datetime | None
    start: datetime | None
    end: datetime | None
    window_start: datetime
    window_end: datetime
    late: bool
    outcome: OutcomeOut | None = None


class UnplacedOut(Wire):
    """Something that is in nobody's day, why, and what would help."""

    id: str
    order_id: str
    visit_id: str | None
    no: str
    customer_name: str
    district: str
    priority: str
    why: WordsOut
    helps: list[WordsOut]


class TotalsOut(Wire):
    """The plan in force against the proposal: visits with somebody, minutes of driving, and what moves."""

    served_before: int
    served_after: int
    travel_before: int
    travel_after: int
    placed: int
    given: int
    shifted: int


class OptionOut(Wire):
    """One way to fit a visit in: what it does to others, and which named visit it pushes out."""

    kind: Literal["insert", "shift", "bump"]
    technician_id: str
    technician_name: str
    start: datetime
    words: WordsOut
    added_minutes: int
    late_promises: int
    bumped: str | None
    changes: list[ChangeOut]


class ProposalOut(Wire):
    """The proposal: days before and after, the changes between them, and what stays unplaced."""

    lanes: list[PlanLaneOut] = Field(default_factory=list)
    changes: list[ChangeOut] = Field(default_factory=list)
    unplaced: list[UnplacedOut] = Field(default_factory=list)
    totals: TotalsOut | None = None
    options: list[OptionOut] = Field(default_factory=list)
    engine: str = ""


class PlanHeadOut(Wire):
    """A plan in a list."""

    id: str
    kind: Kind
    day: date
    centre_ids: list[str]
    state: State
    asked_by: str
    seconds: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    progress: ProgressOut
    failure: WordsOut | None


class PlanOut(PlanHeadOut):
    """A plan with its proposal once there is one. `changed` names the changes whose visit or order is newer by now."""

    proposal: ProposalOut | None
    chosen_option: int | None
    changed: list[str]


class PlansOut(Wire):
    """The newest plans of a day."""

    items: list[PlanHeadOut]
