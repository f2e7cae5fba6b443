"""Wire shapes of the yard: for the order page, and for the phone."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.modules.work_orders.schemas import PlateOut, Wire


class ClaimOut(Wire):
    """One of the values that stand against each other: who said it and when, by the clock of the field."""

    id: str
    by: str
    at: datetime
    value_zh: str
    value_en: str


class ClashOut(Wire):
    """Two values for one field of a vehicle. `now_…` is what stands until somebody has chosen, and afterwards."""

    id: str
    item_id: str
    plate: str
    plate_colour: str
    field: str
    field_zh: str
    field_en: str
    state: Literal["open", "settled"]
    now_zh: str
    now_en: str
    claims: list[ClaimOut]
    chosen: str | None
    settled_by: str
    settled_at: datetime | None
    note: str


class MateOut(Wire):
    """One of a crew, and how many vehicles he has done."""

    visit_id: str
    visit_no: str
    technician_name: str
    state: str
    lead: bool
    done: int


class AcceptanceOut(Wire):
    """What the customer accepted at once; the signature's picture is at /api/files/{sha256}."""

    id: str
    visit_id: str
    sha256: str | None
    reason: str
    signer: str
    taken_at: datetime
    vehicles: list[PlateOut]


class YardOut(Wire):
    """A list that several work on: how far it is, who has done how much, what clashes, what is accepted (R35)."""

    order_id: str
    vehicles: int
    done: int
    accepted: int
    crew: list[MateOut]
    clashes: list[ClashOut]
    acceptances: list[AcceptanceOut]


class SettleIn(Wire):
    """Which claim holds; null keeps what stands now."""

    claim_id: Annotated[str, Field(min_length=1, max_length=36)] | None
    note: Annotated[str, Field(max_length=500)] = ""


class MateDoneOut(PlateOut):
    """A vehicle of the list that a mate has done."""

    item_id: str
    seq: int
    by: str
    accepted: bool


class PhoneMateOut(Wire):
    """One of the crew, as his mates' phones show him."""

    name: str
    state: str
    done: int


class PhoneCrewOut(Wire):
    """What a technician's phone shows of the others on his list; empty where nobody shares it."""

    mates: list[PhoneMateOut]
    done: list[MateDoneOut]
    clashes: list[ClashOut]
