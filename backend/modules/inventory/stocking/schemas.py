"""Wire shapes of the keeper's work. Quantities in pieces; ids of papers and counts are made by whoever asks."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.modules.inventory.schemas import Number, Numbers, Parts, Wire

Id = Annotated[str, Field(min_length=8, max_length=36, pattern=r"^[0-9A-Za-z-]+$")]
PlaceId = Annotated[str, Field(min_length=1, max_length=36)]
Note = Annotated[str, Field(max_length=300)]
Reason = Annotated[str, Field(min_length=1, max_length=300)]
Version = Annotated[int, Field(ge=1, le=2**31, strict=True)]
Kind = Literal["receipt", "issue", "return", "transfer"]


class Words(Wire):
    """A sentence in both languages."""

    zh: str
    en: str


class EndOut(Wire):
    """A place as a movement or paper names it; who drives the van and which vehicle it is are looked up by id."""

    id: str
    kind: str
    name: str
    centre_id: str | None
    technician_id: str | None
    vehicle_id: str | None


class DeviceLineIn(Wire):
    """A terminal that came; without a number it is known by its IMEI."""

    number: Annotated[str, Field(max_length=40)] = ""
    imei: Annotated[str, Field(max_length=40)] = ""
    product_code: Number


class CardLineIn(Wire):
    """A card that came; an empty operator is proposed from the ICCID."""

    iccid: Annotated[str, Field(min_length=1, max_length=40)]
    msisdn: Annotated[str, Field(max_length=20)] = ""
    operator: Annotated[str, Field(max_length=20)] = ""
    card_type: Annotated[str, Field(max_length=20)] = ""
    product_code: Number = "SIM"


class ReceiptIn(Wire):
    """A delivery, scanned or typed."""

    id: Id
    centre_id: PlaceId
    devices: list[DeviceLineIn] = Field(default_factory=list, max_length=500)
    sims: list[CardLineIn] = Field(default_factory=list, max_length=500)
    parts: Parts = Field(default_factory=dict, max_length=200)
    note: Note = ""


class CodeIn(Wire):
    """What was scanned or typed."""

    text: Annotated[str, Field(min_length=1, max_length=500)]


class ReadIn(CodeIn):
    """What was scanned or typed; `from_place` where it is to be taken from, so that what is not there is told at once."""

    from_place: Annotated[str | None, Field(max_length=36)] = None


class PieceOut(Wire):
    """One device or card of a code; with a fault it can't be received, a hint asks to look again."""

    kind: Literal["device", "sim"]
    number: str
    imei: str
    msisdn: str
    operator: str
    known: bool
    fault: Words | None
    hint: Words | None


class PiecesOut(Wire):
    """What a code holds."""

    items: list[PieceOut]


class MoveIn(Wire):
    """What goes onto a van or comes back: numbers as scanned or typed, parts by code."""

    id: Id | None = None
    technician_id: PlaceId
    devices: Numbers = Field(default_factory=list)
    sims: Numbers = Field(default_factory=list)
    parts: Parts = Field(default_factory=dict, max_length=200)
    note: Note = ""


class TransferIn(Wire):
    """From van to van or warehouse to warehouse."""

    id: Id
    from_place: PlaceId
    to_place: PlaceId
    devices: Numbers = Field(default_factory=list)
    sims: Numbers = Field(default_factory=list)
    parts: Parts = Field(default_factory=dict, max_length=200)
    note: Note = ""


class ArrivalIn(Wire):
    """What arrived, by the ids of the lines and how many; left out, all of it."""

    arrived: Annotated[
        dict[Number, Annotated[int, Field(ge=1, le=100_000, strict=True)]] | None, Field(max_length=700)
    ] = None


class StockReasonIn(Wire):
    """Why."""

    reason: Reason


class PaperLineOut(Wire):
    """One thing of a paper; `left` is how many of it are still on the road."""

    kind: str
    id: str
    number: str
    name_zh: str
    name_en: str
    quantity: int
    left: int


class PaperOut(Wire):
    """A receipt, issue, return or transfer."""

    id: str
    kind: Kind
    no: str
    state: str
    state_zh: str
    state_en: str
    from_place: EndOut | None
    to_place: EndOut
    counts: dict[str, int]
    note: str
    at: datetime
    by: str
    by_name: str
    ended_at: datetime | None
    ended_by_name: str
    end_note: str
    may_undo: bool
    may_arrive: bool


class PaperSheetOut(Wire):
    """A paper with its lines."""

    paper: PaperOut
    lines: list[PaperLineOut]


class SuggestionOut(Wire):
    """What to issue for the visits ahead, and what the warehouse lacks (by product)."""

    devices: list[str]
    sims: list[str]
    parts: dict[str, int]
    short: dict[str, int]
    visits: int


class StockSheetFaultOut(Wire):
    """What is wrong with a cell."""

    row: int
    column: str
    column_name: str
    field: str
    code: str
    value: str
    message: Words


class WarningOut(Wire):
    """A remark about the whole list."""

    code: str
    message: Words


class StockSheetRowOut(Wire):
    """A good row with its values by field."""

    row: int
    values: dict[str, str]


class StockSheetOut(Wire):
    """A delivery list that was checked; `rows` are the first of the good ones, `paper_id` is set once it was taken."""

    sheet_id: str
    kind: Literal["devices", "sims", "parts"]
    file_name: str
    total: int
    good: int
    faulty: int
    rows: list[StockSheetRowOut]
    faults: list[StockSheetFaultOut]
    warnings: list[WarningOut]
    paper_id: str | None


class TakeIn(Wire):
    """A remark for the paper."""

    note: Note = ""


class CountIn(Wire):
    """Which place is counted."""

    id: Id
    place_id: PlaceId
    note: Note = ""


class CountPartIn(Wire):
    """How many of a part are there."""

    code: Number
    quantity: Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class FinishIn(Wire):
    """The count is over; reasons by thing id or part code, `note` for all that have none."""

    version: Version
    note: Note = ""
    reasons: dict[Number, Note] = Field(default_factory=dict, max_length=2000)


class DecideIn(Wire):
    """A manager's decision."""

    version: Version
    note: Note = ""


class CountVersionIn(Wire):
    """As it was seen."""

    version: Version


class CountOut(Wire):
    """A count in a list."""

    id: str
    place: EndOut
    state: Literal["open", "waiting", "closed", "cancelled"]
    opened_at: datetime
    opened_by_name: str
    finished_at: datetime | None
    finished_by_name: str
    decided_at: datetime | None
    decided_by_name: str
    note: str
    decision_note: str
    outcome: dict[str, int]
    seen: int
    version: int


class DifferenceOut(Wire):
    """One line of a count."""

    kind: str
    id: str
    number: str
    name_zh: str
    name_en: str
    what: Literal[
        "there", "missing", "elsewhere", "in_vehicle", "came", "left", "unknown", "to_count", "same", "more", "less"
    ]
    expected: int
    seen: int | None
    place: EndOut | None
    entry_id: str | None
    at: datetime | None


class CountSheetOut(Wire):
    """A count with its lines: `expected` things and parts, `found` of them; lines that fit are left out but for the last
    few that were seen, and `hidden` of what is missing. `losses` are what a manager is asked to approve."""

    count: CountOut
    expected: int
    found: int
    lines: list[DifferenceOut]
    hidden: int
    last: list[DifferenceOut]
    losses: list[dict[str, Any]]
    may_decide: bool


class ShortVisitOut(Wire):
    """A visit that needs a product."""

    visit_id: str
    visit_no: str
    order_id: str
    order_no: str
    technician_id: str
    start: datetime
    customer_name: str
    quantity: int


class ShortageOut(Wire):
    """A product at a centre: needed by visits, lacking on vans, in the warehouse, its minimum."""

    centre_id: str
    place_id: str
    code: str
    name_zh: str
    name_en: str
    kind: str
    needed: int
    lacking: int
    in_store: int
    least: int
    short: int
    low: int
    visits: list[ShortVisitOut]


class ShortagesOut(Wire):
    """The worst first."""

    items: list[ShortageOut]


class LevelIn(Wire):
    """The fewest that should be there, and what it was when it was read."""

    least: Annotated[int, Field(ge=0, le=100_000, strict=True)]
    was: Annotated[int, Field(ge=0, le=100_000, strict=True)]


class LevelOut(Wire):
    """A minimum level."""

    place_id: str
    code: str
    least: int


class MovementOut(Wire):
    """One movement: what, from where to where, who, when, why, for which visit or paper."""

    id: str
    kind: str
    thing_id: str
    number: str
    name_zh: str
    name_en: str
    quantity: int
    from_place: EndOut | None
    to_place: EndOut
    at: datetime
    recorded_at: datetime
    by_name: str
    why: str
    why_zh: str
    why_en: str
    note: str
    visit_id: str | None
    visit_no: str
    order_id: str | None
    paper_id: str | None
    paper_no: str
