"""Wire shapes of timelines. Times UTC; visits and vehicles are told once and named by id in the entries."""

from datetime import datetime
from typing import Any

from backend.modules.inventory.schemas import Wire


class PictureOut(Wire):
    """A picture taken on a visit; its bytes are at /api/files/{sha256}. `vehicle_id` None: of none in particular."""

    code: str
    name_zh: str
    name_en: str
    sha256: str
    taken_at: datetime
    vehicle_id: str | None


class VisitToldOut(Wire):
    """The visit behind a claim: who went, and the pictures."""

    id: str
    no: str
    order_id: str
    centre_id: str
    technician_id: str
    technician_name: str
    pictures: list[PictureOut]


class VehicleNamedOut(Wire):
    """A vehicle as it is called; one that the reader may not see has no plate."""

    id: str
    plate: str
    plate_colour: str
    vin: str


class SpanOut(Wire):
    """A line of the ledger: this terminal with this card was in this vehicle from when to when, and who said so."""

    id: str
    vehicle_id: str
    mounting: str
    device_id: str
    terminal_no: str
    imei: str
    sim_id: str | None
    iccid: str
    from_at: datetime
    until_at: datetime | None
    recorded_at: datetime
    recorded_by: str
    visit_id: str | None
    act: str
    standing: str
    ended_recorded_at: datetime | None
    ended_by: str
    ended_act: str
    ended_visit_id: str | None


class StopOut(Wire):
    """A place that something left or came to."""

    kind: str
    name: str
    technician_id: str | None
    vehicle_id: str | None
    centre_id: str | None


class HappeningOut(Wire):
    """One thing that happened: `at` when, `recorded_at` when the books were told, `by_name` who said so."""

    key: str
    what: str
    at: datetime
    recorded_at: datetime
    by_name: str
    act: str
    visit_id: str | None
    line: SpanOut | None
    from_stop: StopOut | None
    to_stop: StopOut | None
    number: str
    case: dict[str, Any] | None


class MomentOut(Wire):
    """What was so at `at`; with `known_at`, by what the books knew then; `claims` were told but did not count."""

    at: datetime
    known_at: datetime | None
    lines: list[SpanOut]
    claims: list[SpanOut]
    stop: StopOut | None


class SubjectOut(Wire):
    """Whose timeline this is."""

    kind: str
    id: str
    number: str
    imei: str = ""
    msisdn: str = ""
    operator: str = ""
    product_name_zh: str = ""
    product_name_en: str = ""
    state: str = ""
    place: StopOut | None = None


class TimelineOut(Wire):
    """A page of a timeline, the newest event first, with what its entries name."""

    subject: SubjectOut
    moment: MomentOut | None
    items: list[HappeningOut]
    visits: dict[str, VisitToldOut]
    vehicles: dict[str, VehicleNamedOut]
    technicians: dict[str, str]
    next: str | None


class NearOut(Wire):
    """A registered number that is one slip away: `reason` look_alike, swapped, digit, missing or extra."""

    kind: str
    id: str
    number: str
    terminal_no: str
    reason: str
    place_kind: str
    technician_id: str | None
    vehicle_id: str | None


class NearListOut(Wire):
    """Numbers that were probably meant, the likeliest first."""

    items: list[NearOut]
