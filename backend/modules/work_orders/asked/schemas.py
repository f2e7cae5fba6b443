"""Wire shapes of what customers are asked."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

SignatureState = Literal["asked", "declined"]


class SignatureLinkOut(BaseModel):
    """A signature that the customer was asked for by his link (R37): asked, signed, declined with a reason, lapsed."""

    model_config = ConfigDict(extra="forbid")
    state: str
    asked_at: datetime
    asked_of: str
    answered_at: datetime | None
    how: str
    reason: str


class ExtraOut(BaseModel):
    """Work or a vehicle that was not in the order, and what the customer says to it (R17); fen."""

    model_config = ConfigDict(extra="forbid")
    id: str
    item_id: str
    kind: Literal["vehicle", "work"]
    code: str
    name_zh: str
    name_en: str
    quantity: int
    unit_fen: int
    note: str
    state: Literal["asked", "approved", "declined"]
    by_link: bool
    answered_how: str
    answered_by: str
    reason: str
    removal_approved: bool


class OtherVehicleOut(BaseModel):
    """A vehicle of the customer that is not in the order: what the phone shows of it when it is added on site."""

    model_config = ConfigDict(extra="forbid")
    vehicle_id: str
    plate: str
    plate_colour: str
    fleet_no: str
    vehicle_type: str
    regulated: bool
