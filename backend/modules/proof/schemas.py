"""Wire shapes of proof by the platform."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from backend.modules.proof.rules import CHECKS as CHECKS

ProofState = Literal["waiting", "not_checked", "passed", "failed", "given_up", "replaced"]
CheckState = Literal["passed", "failed", "waiting", "not_checked"]
ReworkState = Literal["open", "accepted", "dismissed"]


class Wire(BaseModel):
    """Strict both ways."""

    model_config = ConfigDict(extra="forbid")


class CheckOut(Wire):
    """One check: its name, how it stands, the value measured and the threshold, in words."""

    code: str
    name_zh: str
    name_en: str
    state: CheckState
    value_zh: str
    value_en: str
    wanted_zh: str
    wanted_en: str


class ProofOut(Wire):
    """What the platform has shown of one vehicle that was done."""

    id: str
    item_id: str
    visit_id: str
    order_id: str
    vehicle_id: str
    plate: str
    device_no: str
    act: str
    state: ProofState
    checks: list[CheckOut]
    finished_at: datetime
    asked_at: datetime | None
    next_at: datetime | None
    decided_at: datetime | None
    decided_by: str
    note: str
    attempts: int
    version: int


class ProofLineOut(ProofOut):
    """A proof in a list of many orders."""

    plate_colour: str
    order_no: str
    customer_name: str
    technician_name: str


class AnswerOut(Wire):
    """One asking: who asked, whether the platform answered, and how the checks stood after it."""

    at: datetime
    asked_by: str
    outcome: Literal["answered", "away"]
    platform: str
    said: dict[str, Any]
    checks: list[CheckOut]


class ProofDetailOut(ProofOut):
    """One proof with every answer, newest first."""

    answers: list[AnswerOut]


class ProofsOut(Wire):
    """Proofs without pages."""

    items: list[ProofDetailOut]


class VehicleProofOut(Wire):
    """The last proof of a vehicle, if there was one."""

    proof: ProofOut | None


class PhoneProofsOut(Wire):
    """What the phone shows beside its items. `connected`: whether a platform is configured at all."""

    connected: bool
    items: list[ProofOut]


class PhoneProofOut(Wire):
    """The answer to 'check now'; `in_time` false: the platform is slow, it will be known later by itself."""

    in_time: bool
    proof: ProofOut


class CountsOut(Wire):
    """How many there are of each, the decided ones of the last seven days; each opens its list."""

    waiting: int
    not_checked: int
    given_up: int
    failed: int
    passed: int
    rework: int


class SettleIn(Wire):
    """A person decides, with a reason."""

    passed: bool
    reason: str = Field(max_length=500)
    version: int | None = None


class ReasonIn(Wire):
    """Why."""

    reason: str = Field(max_length=500)
    version: int | None = None


class VersionIn(Wire):
    """What the person saw."""

    version: int | None = None


class RuleOut(Wire):
    """What a family of terminals needs; '*' is any other."""

    family: str
    name_zh: str
    name_en: str
    needs: list[str]
    satellites: int
    metres: int
    volts_percent: int
    fix_hours: int
    wait_hours: int
    dark_hours: int


class FamilyOut(Wire):
    """A family of terminals by name."""

    family: str
    name_zh: str
    name_en: str


class RulesOut(Wire):
    """All rules, the families without one of their own, the checks there are, and how long the call afterwards waits."""

    items: list[RuleOut]
    families: list[FamilyOut]
    checks: list[CheckOut]
    call_wait_hours: int


class CallWaitPut(Wire):
    """How many hours the call after the work waits for its proof."""

    hours: int = Field(ge=1, le=24 * 30)


class RulePut(Wire):
    """A family's rule, whole."""

    needs: Annotated[list[str], Field(max_length=len(CHECKS))]
    satellites: int = Field(ge=1, le=40)
    metres: int = Field(ge=10, le=20_000)
    volts_percent: int = Field(ge=1, le=90)
    fix_hours: int = Field(ge=1, le=24 * 30)
    wait_hours: int = Field(ge=1, le=24 * 30)
    dark_hours: int = Field(ge=1, le=24 * 30)


class ReworkOut(Wire):
    """A terminal that went dark after it had been proven."""

    id: str
    order_id: str
    order_no: str
    vehicle_id: str
    plate: str
    plate_colour: str
    device_no: str
    technician_name: str
    customer_name: str
    proven_at: datetime
    last_seen: datetime | None
    opened_at: datetime
    back_at: datetime | None
    state: ReworkState
    decided_at: datetime | None
    decided_by: str
    reason: str
    new_order_id: str | None
    version: int


class PlatformEventIn(RootModel[dict[str, Any] | list[Any]]):
    """What a platform pushes, one event or a list of them: its own shape, which the reader of the configured platform knows."""


class HeardOut(Wire):
    """How many proofs an event of the platform concerned."""

    concerned: int
