"""What a customer, a contact, a site and a vehicle must look like before they are written. Pure."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.errors import INVALID, Refusal
from backend.kernel.numbers import PlateColour, check_phone, check_plate, check_vin, message
from backend.kernel.numbers.checked import is_digits
from backend.modules.customers.errors import (
    BAD_PLACE,
    EMPTY_ADDRESS,
    EMPTY_NAME,
    PLATE_OR_VIN,
    REGULATED_REASON,
    UNKNOWN_COLOUR,
)
from backend.modules.customers.shapes import NewContact, NewSite, NewVehicle
from backend.modules.customers.vehicle_types import VehicleType, regulated_by_type

NO_COLOUR = "none"
PLATE_HEAD = 2
PLATE_TAIL = 5
VIN_TAIL = 6
COLOURS = frozenset({*(colour.value for colour in PlateColour), NO_COLOUR})


def is_phone_tail(said: str) -> bool:
    """Whether somebody may have said only the end of a phone number (尾号): four digits or more, fewer than a whole one."""
    return 4 <= len(said) <= 10 and is_digits(said)


def named(name: str, field: str = "name") -> str:
    """The name without outer spaces; refuses an empty one."""
    tidy = name.strip()
    if not tidy:
        raise Refusal(EMPTY_NAME, field=field)
    return tidy


def phone_of(text: str, field: str) -> str:
    """A phone number, normalised; refuses what cannot be one."""
    checked = check_phone(text)
    if checked.error is not None:
        raise _bad(checked.error, field)
    return checked.value


def contact_values(new: NewContact) -> dict[str, Any]:
    """The columns of a contact."""
    return {"name": named(new.name), "phone": phone_of(new.phone, "phone"), "role": new.role.strip()}


def site_values(new: NewSite) -> dict[str, Any]:
    """The columns of a site; refuses an empty address and half a position."""
    if not new.address.strip():
        raise Refusal(EMPTY_ADDRESS, field="address")
    if (new.lat is None) != (new.lng is None):
        raise Refusal(BAD_PLACE, field="lat")
    if new.lat is not None and new.lng is not None and not (-90 <= new.lat <= 90 and -180 <= new.lng <= 180):
        raise Refusal(BAD_PLACE, field="lat")
    return {**vars(new), "address": new.address.strip()}


def vehicle_values(new: NewVehicle, types: Sequence[VehicleType]) -> dict[str, Any]:
    """The columns of a vehicle without its id; refuses wrong plates, VINs and phones, and having neither plate nor VIN.

    Regulated follows from the type (R39); the opposite of it takes a reason.
    """
    plate, colour = _plate(new.plate, new.plate_colour)
    vin = _vin(new.vin)
    if not plate and not vin:
        raise Refusal(PLATE_OR_VIN, field="plate")
    vehicle_type = new.vehicle_type.strip()
    return {
        "customer_id": new.customer_id,
        "plate": plate,
        "plate_tail": plate[-PLATE_TAIL:],
        "plate_colour": colour,
        "vin": vin,
        "vin_tail": vin[-VIN_TAIL:],
        "vehicle_type": vehicle_type,
        "fleet_no": new.fleet_no.strip(),
        "driver_name": new.driver_name.strip(),
        "driver_phone": phone_of(new.driver_phone, "driver_phone") if new.driver_phone.strip() else "",
        **_regulated(new, regulated_by_type(vehicle_type, types)),
    }


def _regulated(new: NewVehicle, by_type: bool) -> dict[str, Any]:
    """What somebody set by hand stands only with its reason; what agrees with the type goes on following it."""
    said, reason = by_type if new.regulated is None else new.regulated, new.regulated_reason.strip()
    if said != by_type and not reason:
        raise Refusal(REGULATED_REASON, field="regulated_reason")
    return {"regulated": said, "regulated_reason": reason if said != by_type else ""}


def _plate(text: str, colour: str) -> tuple[str, str]:
    if colour not in COLOURS:
        raise Refusal(UNKNOWN_COLOUR, field="plate_colour")
    if not text.strip():
        return "", NO_COLOUR
    checked = check_plate(text, None if colour == NO_COLOUR else PlateColour(colour))
    if checked.error is not None:
        raise _bad(checked.error, "plate")
    return checked.value, checked.colour.value if checked.colour else colour


def _vin(text: str) -> str:
    if not text.strip():
        return ""
    checked = check_vin(text)
    if checked.error is not None:
        raise _bad(checked.error, "vin")
    return checked.value


def _bad(code: str, field: str) -> Refusal:
    words = message(code)
    return Refusal(INVALID, field=field, what=words.zh, what_en=words.en)
