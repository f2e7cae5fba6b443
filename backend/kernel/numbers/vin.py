"""VIN (车架号, GB 16735): 17 places without I, O, Q; the 9th is a check digit.

Own check digit: published tables get R = 9 or 7 = 7 wrong, and the check must warn only, since trailers,
works machines, old vehicles and European imports do not keep it.
"""

import re
from dataclasses import dataclass

from backend.kernel.numbers.checked import Checked, tidy

_SHAPE = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_WORTH = (
    {str(digit): digit for digit in range(10)}
    | dict(zip("ABCDEFGH", range(1, 9), strict=True))
    | dict(zip("JKLMN", range(1, 6), strict=True))
    | {"P": 7, "R": 9}
    | dict(zip("STUVWXYZ", range(2, 10), strict=True))
)
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


def check_digit(vin: str) -> str:
    """The right 9th place for a VIN of 17 allowed places (what stands there does not matter)."""
    rest = sum(_WORTH[sign] * weight for sign, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def check_vin(text: str) -> CheckedVin:
    """Check a VIN: shape refuses, a wrong check digit only warns."""
    value = normalise(text)
    if not value:
        return CheckedVin(value=value, raw=text, error="vin.empty")
    if len(value) != 17:
        return CheckedVin(value=value, raw=text, error="vin.length")
    if not _SHAPE.fullmatch(value):
        meant = value.translate(_MISREAD)
        near = meant if _SHAPE.fullmatch(meant) and check_digit(meant) == meant[8] else None
        return CheckedVin(value=value, raw=text, error="vin.characters", suggestion=near)
    return CheckedVin(
        value=value,
        raw=text,
        warnings=() if check_digit(value) == value[8] else ("vin.check_digit",),
        wmi=value[:3],
        model_years=_model_years(value[9]),
    )


def _model_years(sign: str) -> tuple[int, ...]:
    place = _YEAR_LETTERS.find(sign)
    return () if place < 0 else (1980 + place, 2010 + place)
