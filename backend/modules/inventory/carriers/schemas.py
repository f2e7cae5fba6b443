"""Wire shapes of the carriers' room."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.modules.inventory.schemas import BindingRuleOut, Wire

Id = Annotated[str, Field(min_length=1, max_length=36)]
Operator = Literal["cmcc", "ctcc", "cucc", "cbn", ""]
CardType = Literal["plug", "soldered", "phone", ""]
RuleAct = Literal["install", "swap_device", "swap_sim", "swap_both", "transfer", ""]
RuleWord = Literal["free", "rebind_first", "rebind_on_site", "never", "ask_office"]
Words = Annotated[str, Field(min_length=1, max_length=300)]
Days = Annotated[int, Field(ge=0, le=60, strict=True)]
Times = Annotated[int, Field(ge=0, le=99, strict=True)]
Minutes = Annotated[int, Field(ge=0, le=240, strict=True)]
Version = Annotated[int, Field(ge=0, le=2**31)]


class CarrierRuleOut(BindingRuleOut):
    """A binding rule as the desk edits it."""

    id: str
    active: bool
    version: int


class CarrierRulesOut(Wire):
    """All rules; `mark` changes with any that is in force."""

    items: list[CarrierRuleOut]
    mark: str


class CarrierRuleIn(Wire):
    """A new rule; an empty operator, card type or act fits any. `days` are working days."""

    operator: Operator = ""
    card_type: CardType = ""
    act: RuleAct = ""
    rule: RuleWord
    text_zh: Words
    text_en: Words
    days: Days = 0
    rebinds_a_month: Times = 0
    wait_minutes: Minutes = 0
    active: bool = True


class CarrierRulePatch(Wire):
    """What is to be different; `version` is the one that was looked at."""

    version: Version
    operator: Operator | None = None
    card_type: CardType | None = None
    act: RuleAct | None = None
    rule: RuleWord | None = None
    text_zh: Words | None = None
    text_en: Words | None = None
    days: Days | None = None
    rebinds_a_month: Times | None = None
    wait_minutes: Minutes | None = None
    active: bool | None = None


class CarrierColumn(Wire):
    """A column of a portal's file: which field of the task, under which heading."""

    field: Literal["iccid", "msisdn", "old_imei", "new_imei", "plate", "asked", "reason"]
    head: Annotated[str, Field(min_length=1, max_length=40)]


class CarrierColumnsOut(Wire):
    """The columns of a carrier's file, in order."""

    operator: str
    name_zh: str
    name_en: str
    version: int
    columns: list[CarrierColumn]


class CarrierFilesOut(Wire):
    """The columns of every carrier's file."""

    items: list[CarrierColumnsOut]


class CarrierColumnsIn(Wire):
    """The columns of one carrier's file; `version` is the one that was looked at."""

    operator: Operator
    version: Version
    columns: Annotated[list[CarrierColumn], Field(min_length=1, max_length=7)]


class CarrierTaskOut(Wire):
    """A card that is to be bound to another terminal. `deadline_at` is when the office must have settled it."""

    id: str
    iccid: str
    msisdn: str
    operator: str
    card_type: str
    old_imei: str
    new_imei: str
    act: str
    rule: str
    rule_changed: bool
    over_limit: bool
    decision: str
    reason: str
    approved_by: str
    approved_how: str
    technician_id: str
    vehicle_id: str
    plate: str
    plate_colour: str
    visit_id: str | None
    visit_no: str
    order_id: str | None
    asked_at: datetime
    deadline_at: datetime
    overdue: bool
    state: str
    filed_at: datetime | None
    decided_at: datetime | None
    note: str
    undoable: bool
    version: int


class CarrierTaskRef(Wire):
    """A task as it was looked at."""

    id: Id
    version: Version


CarrierTaskRefs = Annotated[list[CarrierTaskRef], Field(min_length=1, max_length=500)]


class CarrierMarkIn(Wire):
    """Move these tasks on, all or none."""

    tasks: CarrierTaskRefs
    state: Literal["filed", "done", "refused", "not_needed"]
    note: Annotated[str, Field(max_length=500)] = ""


class CarrierUndoIn(Wire):
    """Take the last step of these tasks back, all or none."""

    tasks: CarrierTaskRefs


class CarrierTaskRefsOut(Wire):
    """The tasks as they are now."""

    tasks: list[CarrierTaskRef]


class CarrierExportIn(Wire):
    """Which tasks go into the portal's file."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=500)]
    format: Literal["xlsx", "csv"] = "xlsx"


class CarrierResultsOut(Wire):
    """What a portal's result file says of the open tasks; nothing is booked yet."""

    done: list[CarrierTaskOut]
    refused: list[CarrierTaskOut]
    unknown: list[str]
    unclear: list[str]
