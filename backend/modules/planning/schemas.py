"""Wire shapes of planning."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.kernel.moments import Moment

Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Wire(BaseModel):
    """Strict: what is not named is refused."""

    model_config = ConfigDict(extra="forbid")


class CentreOut(Wire):
    """A centre on the board."""

    id: str
    name_zh: str
    name_en: str
    waiting: int


class PlateOut(Wire):
    """A plate in its colour."""

    plate: str
    plate_colour: str


class ProofFailedOut(Wire):
    """What the platform found wrong with work done before, and who did it: he is proposed first (R32)."""

    zh: str
    en: str
    technician_name: str


class WaitingOut(Wire):
    """An order, or what is left of it, that nobody goes to yet."""

    order_id: str
    no: str
    kind: str
    version: int
    priority: str
    state: str
    centre_id: str
    customer_name: str
    district: str
    address: str
    symptom: str
    symptom_en: str
    plates: list[PlateOut]
    item_count: int
    window_start: datetime | None
    window_end: datetime | None
    due_at: datetime | None
    regulated: bool
    authority_due_at: datetime | None
    authority_state: str | None
    clock_started_at: datetime
    lat: float | None
    lng: float | None
    minutes: int
    declined_reason: str
    proof_failed: ProofFailedOut | None


class TechnicianOut(Wire):
    """Whose lane it is; `state` is off, free, en_route or on_site."""

    id: str
    name: str
    centre_id: str
    partner_name: str | None
    state: str
    phone: str


class ShiftOut(Wire):
    """The working time of the day."""

    start: datetime
    end: datetime
    break_start: datetime | None
    break_end: datetime | None


class LaneVisitOut(Wire):
    """A visit in a lane; start and end are actual where known, else planned."""

    visit_id: str
    order_id: str
    no: str
    kind: str
    state: str
    customer_name: str
    plates: list[PlateOut]
    regulated: bool
    authority_due_at: datetime | None
    authority_state: str | None
    item_count: int
    start: datetime
    end: datetime
    window_start: datetime
    window_end: datetime
    travel_minutes: int | None
    version: int
    declined_reason: str | None
    lat: float | None
    lng: float | None


class LaneOut(Wire):
    """One technician's day."""

    technician: TechnicianOut
    shift: ShiftOut | None
    visits: list[LaneVisitOut]


class BoardOut(Wire):
    """The day at the centres in reach."""

    day: date
    now: datetime
    centres: list[CentreOut]
    waiting: list[WaitingOut]
    lanes: list[LaneOut]


class SkillNeed(Wire):
    """A skill that the visit needs."""

    code: str
    name_zh: str
    name_en: str
    level: int


class StockNeed(Wire):
    """A product that has to be on the van."""

    code: str
    name_zh: str
    name_en: str
    quantity: int


class NeedsOut(Wire):
    """What the visit needs; `placed` is false while the site is not on the map (then the centre stands in)."""

    skills: list[SkillNeed]
    stock: list[StockNeed]
    minutes: int
    placed: bool
    window_start: datetime
    window_end: datetime


class TermOut(Wire):
    """One term of the score, in seconds of travel."""

    code: str
    seconds: int


class WordsOut(Wire):
    """A fact with its numbers, and as a short phrase in both languages."""

    code: str
    params: dict[str, Any]
    zh: str
    en: str


class RankedOut(Wire):
    """Somebody who can go, best first."""

    technician_id: str
    name: str
    centre_name: str
    arrive: datetime
    start: datetime
    finish: datetime
    added_minutes: int
    distance_m: int
    score: int
    terms: list[TermOut]
    reasons: list[WordsOut]
    overrulable: bool


class RuledOutOut(Wire):
    """Somebody who cannot go, and why; with a reason he can be sent all the same unless a manager is needed."""

    technician_id: str
    name: str
    code: str
    params: dict[str, Any]
    zh: str
    en: str
    overrulable: bool


class RankingOut(Wire):
    """The answer to: who should go?"""

    needs: NeedsOut
    ranked: list[RankedOut]
    ruled_out: list[RuledOutOut]


class DispatchIn(Wire):
    """Send somebody. `version` is the order's as the dispatcher saw it."""

    version: int
    technician_id: Id
    window_start: Moment
    window_end: Moment
    planned_start: Moment
    overrule_reason: Reason = ""
    item_ids: list[Id] | None = Field(default=None, max_length=500)


class MateIn(Wire):
    """Send one more to a visit's list, at its time. `version` is the visit's."""

    version: int
    technician_id: Id
    overrule_reason: Reason = ""


class UndoIn(Wire):
    """Take a dispatch back. `version` is the visit's."""

    version: int


class ReassignIn(Wire):
    """Give a visit to somebody else; times stay unless given. `version` is the visit's."""

    version: int
    technician_id: Id
    reason: Reason = ""
    window_start: Moment | None = None
    window_end: Moment | None = None
    planned_start: Moment | None = None
    overrule_reason: Reason = ""


class RescheduleIn(Wire):
    """Another time for the same technician. `version` is the visit's."""

    version: int
    window_start: Moment
    window_end: Moment
    planned_start: Moment


class VisitOut(Wire):
    """The visit after the change."""

    visit_id: str
    order_id: str
    no: str
    state: str
    technician_id: str
    version: int
    planned_start: datetime
    window_start: datetime
    window_end: datetime
    contact_by: datetime | None
