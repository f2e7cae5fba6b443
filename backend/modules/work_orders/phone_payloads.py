"""Payloads of the phone's commands: strict, so that a typo in the phone's code shows at once."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from backend.kernel.moments import Moment

Id = Annotated[str, Field(min_length=1, max_length=36)]
Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Short = Annotated[str, Field(max_length=80)]
Text = Annotated[str, Field(max_length=2000)]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
Lat = Annotated[float, Field(ge=-90, le=90)]
Lng = Annotated[float, Field(ge=-180, le=180)]


class OfVisit(BaseModel):
    """Every command names its visit."""

    model_config = ConfigDict(extra="forbid")
    visit_id: Id


class Plain(OfVisit):
    """Nothing more to say."""


class Because(OfVisit):
    """With a reason."""

    reason: Reason


class At(OfVisit):
    """With the phone's place, WGS-84 degrees, if known."""

    lat: Lat | None = None
    lng: Lng | None = None


class Ticked(OfVisit):
    """Checklist codes ticked so far."""

    ticked: list[Short] = Field(max_length=40)


class OfItem(OfVisit):
    """About one vehicle of the visit; `based_on` is the version of it that the phone had read (R35)."""

    item_id: Id
    based_on: int | None = Field(default=None, ge=0, le=2**31 - 1)


class OldPart(BaseModel):
    """The part that a new one replaced: taken back, left with the customer, or scrapped (R33)."""

    model_config = ConfigDict(extra="forbid")
    end: Literal["warehouse", "customer", "scrap"] = "warehouse"
    serial: Annotated[str, Field(max_length=64)] = ""


class ItemFields(BaseModel):
    """What may be written down about a vehicle; only what is sent is changed."""

    model_config = ConfigDict(extra="forbid")
    vehicle_confirmed: bool | None = None
    act: Literal["install", "swap_device", "swap_sim", "swap_both", "remove", "transfer", "none"] | None = None
    new_device_no: Short | None = None
    new_iccid: Short | None = None
    old_device_no: Short | None = None
    old_iccid: Short | None = None
    old_device_end: Literal["factory", "warehouse", "scrap", "customer", "van"] | None = None
    mounting: Text | None = None
    fault_code: Short | None = None
    cause_code: Short | None = None
    remedy: Text | None = None
    parts: dict[Annotated[str, Field(max_length=40)], Annotated[int, Field(ge=0, le=999)]] | None = Field(
        default=None, max_length=60
    )
    old_parts: dict[Annotated[str, Field(max_length=40)], OldPart] | None = Field(default=None, max_length=60)
    test_result: Text | None = None
    unknown_reason: Text | None = None
    removal_reason: Short | None = None
    removal_note: Text | None = None
    provider_released: bool | None = None


class Record(OfItem):
    """Fields to merge into the item."""

    fields: ItemFields


class Rebinding(OfItem):
    """A card that meets another terminal: what the phone read in its copy of the carrier's rules (R31)."""

    iccid: Annotated[str, Field(min_length=5, max_length=80)]
    old_imei: Short = ""
    new_imei: Annotated[str, Field(min_length=1, max_length=80)]
    act: Literal["install", "swap_device", "swap_sim", "swap_both", "transfer"]
    rule: Literal["free", "rebind_first", "rebind_on_site", "never", "ask_office"]
    rules_mark: Short = ""


class Overriding(Rebinding):
    """It goes into the terminal all the same: why, and on whose word (R3, R14)."""

    reason: Reason
    approved_by: Annotated[str, Field(min_length=1, max_length=80)]
    approved_how: Short = ""


class SuspendItem(OfItem):
    """A vehicle has to wait: why, and what is missing."""

    reason: Reason
    missing: Text = ""


class SuspendVisit(OfVisit):
    """The visit is broken off: why, and what is missing."""

    reason: Reason
    missing: Text = ""


class Chain(BaseModel):
    """The link that the phone gave a piece of evidence on capture, and what it follows; the first follows nothing."""

    model_config = ConfigDict(extra="forbid")
    previous: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
    link: Sha


class AddPhoto(OfVisit):
    """A photo whose file was handed in before."""

    item_id: Id | None = None
    code: Annotated[str, Field(pattern=r"^P\d{1,2}$")]
    sha256: Sha
    size: int = Field(ge=1, le=50_000_000)
    taken_at: Moment
    lat: Lat | None = None
    lng: Lng | None = None
    chain: Chain | None = None


class Sign(OfVisit):
    """A signature's picture, or a reason for none; `by_link`: the customer is away and is asked by his private link.

    `item_ids`: he signs for these vehicles only (R35).
    """

    sha256: Sha | None = None
    reason: Annotated[str, Field(max_length=500)] | None = None
    signer: Annotated[str, Field(max_length=80)] = ""
    by_link: bool = False
    item_ids: Annotated[list[Id], Field(min_length=1, max_length=500)] | None = None
    taken_at: Moment | None = None
    lat: Lat | None = None
    lng: Lng | None = None
    chain: Chain | None = None
