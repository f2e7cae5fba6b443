"""Wire shapes of removed parts and of returns to the factory. Money in fen, ages in whole days."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.kernel.pagination import MAX_LIMIT
from backend.modules.inventory.schemas import Number, Wire

Note = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=120)]
Id = Annotated[str, Field(min_length=1, max_length=36)]
Version = Annotated[int | None, Field(ge=1, le=2**31, strict=True)]
Where = Literal["van", "warehouse", "transit", "factory"]
BoundFor = Literal["warehouse", "factory", "scrap"]


class RemovedQuery(Wire):
    """What of the list is wanted; `older_than` in whole days, `where` the kind of place it is in now."""

    state: Literal["open", "loss_asked", "ended", "all"] = "open"
    centre_id: Annotated[str | None, Field(max_length=36)] = None
    technician_id: Annotated[str | None, Field(max_length=36)] = None
    where: Where | None = None
    bound_for: BoundFor | None = None
    older_than: Annotated[int | None, Field(ge=0, le=3650)] = None
    q: Annotated[str, Field(max_length=60)] = ""


class RemovedPageQuery(RemovedQuery):
    """The same, page by page."""

    cursor: Annotated[str | None, Field(max_length=300)] = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 50


class RemovedExportQuery(RemovedQuery):
    """The same as a file in a language."""

    lang: Literal["zh", "en"] = "zh"


class RemovedOut(Wire):
    """A thing that was taken out. `where` is the kind of place it is in, `holder_*` whose van that is.

    `late` is empty, late (past the limit on a van) or very_late (past twice the limit).
    """

    id: str
    label_no: str
    kind: str
    thing_id: str
    number: str
    second_number: str
    product_code: str | None
    product_name_zh: str
    product_name_en: str
    where: str
    holder_id: str | None
    holder_name: str
    centre_id: str | None
    technician_id: str | None
    technician_name: str
    vehicle_id: str | None
    plate: str
    plate_colour: str
    visit_id: str | None
    order_no: str
    symptom_zh: str
    symptom_en: str
    removed_at: datetime
    days: int
    late: str
    bound_for: str
    state: str
    end: str | None
    note: str
    asked_by: str
    ended_at: datetime | None
    ended_by: str
    batch_id: str | None
    batch_no: str
    version: int


class ShareOut(Wire):
    """How many open entries are on one van, or in a centre's store (no technician)."""

    centre_id: str | None
    technician_id: str | None
    name: str
    partner_name: str | None
    count: int
    late: int
    losses: int
    oldest_at: datetime
    oldest_days: int


class SharesOut(Wire):
    """Who has how many, the oldest first."""

    total: int
    late: int
    losses: int
    items: list[ShareOut]


class StepOut(Wire):
    """One movement on the way of a thing; `from_*` is empty where it entered the books."""

    at: datetime
    from_kind: str | None
    from_name: str
    to_kind: str
    to_name: str
    vehicle_id: str | None
    why: str
    note: str


class WayToFactoryOut(Wire):
    """One batch that a thing went with, and what came of it."""

    batch_id: str
    batch_no: str
    factory: str
    state: str
    sent_at: datetime | None
    result: str | None
    result_at: datetime | None
    note: str
    new_terminal_no: str
    claim: bool
    claim_result: str | None
    claim_fen: int


class RemovedDetailOut(Wire):
    """An entry, every movement of the thing, and its ways to a factory."""

    entry: RemovedOut
    steps: list[StepOut]
    returns: list[WayToFactoryOut]
    may: list[str]


class RemovedActIn(Wire):
    """What the keeper does about a removed part; a loss needs its reason as the note."""

    act: Literal["receive", "restock", "scrap", "customer", "report_loss", "undo"]
    note: Note = ""
    version: Version = None


class LossIn(Wire):
    """The manager's word about a loss."""

    approve: bool
    note: Note = ""
    version: Version = None


class RegisterIn(Wire):
    """Something handed in without a record; `technician_id` None: it lies in the centre's store."""

    kind: Literal["device", "sim", "part"]
    number: Number
    centre_id: Id
    bound_for: BoundFor
    technician_id: Annotated[str | None, Field(max_length=36)] = None
    product_code: Annotated[str | None, Field(max_length=64)] = None
    plate: Annotated[str, Field(max_length=20)] = ""
    symptom: Note = ""
    order_no: Annotated[str, Field(max_length=40)] = ""


class LimitOut(Wire):
    """After how many days on a van a removed part of this centre is late."""

    centre_id: str
    days: int


class LimitsOut(Wire):
    """The limits of the centres in reach; the usual one for centres that have set none."""

    usual_days: int
    items: list[LimitOut]


class LimitIn(Wire):
    """A centre's new limit in days."""

    centre_id: Id
    days: Annotated[int, Field(ge=1, le=365, strict=True)]


class LabelOut(Wire):
    """What the return label prints; `code` is what its QR code says."""

    id: str
    label_no: str
    kind: str
    number: str
    second_number: str
    product_name_zh: str
    product_name_en: str
    plate: str
    plate_colour: str
    symptom_zh: str
    symptom_en: str
    removed_at: datetime
    removed_by: str
    order_no: str
    centre_id: str | None
    bound_for: str
    code: str


class ReturnLineOut(Wire):
    """One terminal of a batch and what the factory said; `symptom_en` while the fault is the one that was found."""

    id: str
    seq: int
    removed_id: str
    label_no: str
    number: str
    second_number: str
    product_code: str | None
    plate: str
    plate_colour: str
    symptom: str
    symptom_en: str
    claim: bool
    result: str | None
    result_at: datetime | None
    result_by: str
    note: str
    new_terminal_no: str
    claim_result: str | None
    claim_fen: int


class ReturnBatchOut(Wire):
    """A parcel to a factory with its lines."""

    id: str
    no: str
    centre_id: str
    factory: str
    address: str
    carrier: str
    parcel_no: str
    note: str
    state: str
    opened_at: datetime
    opened_by: str
    sent_at: datetime | None
    arrived_at: datetime | None
    closed_at: datetime | None
    version: int
    count: int
    back: int
    claimed_fen: int
    lines: list[ReturnLineOut]


class BatchIn(Wire):
    """A new batch of a centre."""

    centre_id: Id
    factory: Annotated[str, Field(min_length=1, max_length=120)]
    address: Note = ""
    carrier: Text = ""
    parcel_no: Text = ""
    note: Note = ""


class BatchEditIn(Wire):
    """What changes of where a batch goes and how; what is left out stays."""

    factory: Annotated[str | None, Field(min_length=1, max_length=120)] = None
    address: Annotated[str | None, Field(max_length=300)] = None
    carrier: Annotated[str | None, Field(max_length=120)] = None
    parcel_no: Annotated[str | None, Field(max_length=120)] = None
    note: Annotated[str | None, Field(max_length=300)] = None
    version: Version = None


class LinesIn(Wire):
    """Removed parts for a batch, by the ids of their entries."""

    removed_ids: Annotated[list[Id], Field(min_length=1, max_length=200)]
    claim: bool = False


class LineEditIn(Wire):
    """What the packing list says of one terminal."""

    symptom: Annotated[str | None, Field(max_length=300)] = None
    claim: bool | None = None


class BatchActIn(Wire):
    """Send, undo that, signed for by the factory, or call off."""

    act: Literal["send", "unsend", "arrive", "cancel"]
    version: Version = None


class ResultIn(Wire):
    """The factory's answer about one terminal; `claim_fen` is what it credits, in fen."""

    result: Literal["repaired", "replaced", "refused_back", "refused_scrap"]
    note: Note = ""
    new_terminal_no: Annotated[str, Field(max_length=64)] = ""
    new_imei: Annotated[str, Field(max_length=64)] = ""
    claim_result: Literal["granted", "refused"] | None = None
    claim_fen: Annotated[int, Field(ge=0, le=100_000_000, strict=True)] = 0
