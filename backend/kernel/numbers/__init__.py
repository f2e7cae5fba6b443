"""The numbers of the trade: normalise, check, propose. Pure: no database, no clock.

Each checker returns a ``Checked`` (or a subclass with more facts). ``ok`` is false only for what cannot be
such a number at all; everything doubtful is a warning, because labels are dirty, makers print letters in
place of check digits, and what a technician reads on site must never be thrown away.
"""

from backend.kernel.numbers.checked import Checked, Message, one_digit_away
from backend.kernel.numbers.iccid import CheckedIccid, check_iccid
from backend.kernel.numbers.imei import CheckedImei, check_imei
from backend.kernel.numbers.messages import MESSAGES, message
from backend.kernel.numbers.msisdn import CheckedMsisdn, check_msisdn
from backend.kernel.numbers.phone import CheckedPhone, check_phone, mask_phone, show_phone
from backend.kernel.numbers.plate import (
    CheckedPlate,
    PlateColour,
    PlateKind,
    check_plate,
    colour_named,
)
from backend.kernel.numbers.scan import Guess, split_scan
from backend.kernel.numbers.tax import check_tax_number
from backend.kernel.numbers.vin import CheckedVin, check_vin

__all__ = [
    "MESSAGES",
    "Checked",
    "CheckedIccid",
    "CheckedImei",
    "CheckedMsisdn",
    "CheckedPhone",
    "CheckedPlate",
    "CheckedVin",
    "Guess",
    "Message",
    "PlateColour",
    "PlateKind",
    "check_iccid",
    "check_imei",
    "check_msisdn",
    "check_phone",
    "check_plate",
    "check_tax_number",
    "check_vin",
    "colour_named",
    "mask_phone",
    "message",
    "one_digit_away",
    "show_phone",
    "split_scan",
]
