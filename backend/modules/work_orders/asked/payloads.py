"""Payloads of the phone's commands about extra work and extra vehicles."""

from typing import Annotated, Literal

from pydantic import Field

from backend.modules.work_orders.phone_payloads import Id, OfItem, OfVisit, Short

FreshId = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Colour = Literal["blue", "yellow", "green", "yellow_green", "white", "black", "none"]


class Extra(OfVisit):
    """`said_by` is who agreed on site; empty: the customer is asked by his link, or later."""

    said_by: Short = ""
    by_link: bool = False


class ExtraVehicle(Extra):
    """Another vehicle of the customer: a known one, or one by its plate. `item_id` is made on the phone."""

    item_id: FreshId
    vehicle_id: Id | None = None
    plate: Annotated[str, Field(max_length=20)] = ""
    plate_colour: Colour = "none"


class ExtraWork(Extra, OfItem):
    """Work from the price list for a vehicle of the visit, at the price that the phone showed; fen."""

    extra_id: FreshId
    code: Annotated[str, Field(min_length=1, max_length=40)]
    quantity: int = Field(ge=1, le=99, strict=True)
    unit_fen: int = Field(ge=0, le=10_000_000, strict=True)
    note: Annotated[str, Field(max_length=200)] = ""


class ExtraAnswer(OfVisit):
    """What the customer says on site."""

    extra_id: Id
    approved: bool
    said_by: Short = ""
    reason: Annotated[str, Field(max_length=500)] = ""
