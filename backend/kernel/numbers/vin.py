"""VIN (车架号, GB 16735): 17 places without I, O, Q; the 9th is a check digit.

The check digit is vininfo's. It must warn only, since trailers, works machines, old vehicles and European imports do
not keep it; nor does it count against makers of whom that is known. The model years are our own: the library's end
with the year of the clock.
"""

import re
from dataclasses import dataclass

from vininfo import Vin

from backend.kernel.numbers.checked import Checked, tidy

_SHAPE = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_YEAR_LETTERS = "ABCDEFGHJKLMNPRSTVWXY123456789"  # 30 years from 1980, then again from 2010
_MISREAD = str.maketrans({"I": "1", "O": "0", "Q": "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedVin(Checked):
    """A VIN with the maker's code and the model years that the 10th place can mean (30 years apart)."""

    wmi: str | None = None
    model_years: tuple[int, ...] = ()


def normalise(text: str) -> str:
    """Upper case, half width, no separators, without a leading ``VIN``."""
    value = tidy(text).replace(":", "")
    return value[3:] if value.startswith("VIN") and len(value) == 20 else value


def keeps_check_digit(vin: str) -> bool:
    """Whether the 9th place of a VIN of 17 allowed places is its check digit."""
    return bool(Vin(vin).verify_checksum(check_year=False))


def _is_doubtful(vin: str) -> bool:
    """A wrong check digit, of a maker who is not known to print something else in its place."""
    maker = Vin(vin).assembler
    return getattr(maker, "uses_sae_checkdigit", True) and not keeps_check_digit(vin)


def check_vin(text: str) -> CheckedVin:
    """Check a VIN: shape refuses, a wrong check digit only warns."""
    value = normalise(text)
    if not value:
        return CheckedVin(value=value, raw=text, error="vin.empty")
    if len(value) != 17:
        return CheckedVin(value=value, raw=text, error="vin.length")
    if not _SHAPE.fullmatch(value):
        meant = value.translate(_MISREAD)
        near = meant if _SHAPE.fullmatch(meant) and keeps_check_digit(meant) else None
        return CheckedVin(value=value, raw=text, error="vin.characters", suggestion=near)
    return CheckedVin(
        value=value,
        raw=text,
        warnings=("vin.check_digit",) if _is_doubtful(value) else (),
        wmi=value[:3],
        model_years=_model_years(value[9]),
    )


def _model_years(sign: str) -> tuple[int, ...]:
    place = _YEAR_LETTERS.find(sign)
    return () if place < 0 else (1980 + place, 2010 + place)
