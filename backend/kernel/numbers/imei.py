"""IMEI: 8 digits type (TAC), 6 serial, 1 Luhn check digit."""

from collections.abc import Collection
from dataclasses import dataclass

from stdnum import luhn

from backend.kernel.numbers.checked import Checked, is_digits, one_digit_away, tidy

_REPORTING_BODIES = {"86": "TAF", "35": "BABT", "01": "PTCRB", "00": "TEST"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedImei(Checked):
    """An IMEI with the type code and the body that gave it out, where known."""

    tac: str | None = None
    reporting_body: str | None = None


def normalise(text: str) -> str:
    """Digits as printed, without separators and without a leading ``IMEI`` or ``IMEI:``."""
    return tidy(text).removeprefix("IMEI").lstrip(":")


def check_imei(text: str, known: Collection[str] = ()) -> CheckedImei:
    """Check an IMEI; ``known`` are numbers in reach (van, warehouse) for a suggestion on a misread.

    16 digits (IMEISV) are taken, with a warning, as the IMEI inside: it carries no check digit of its own.
    """
    value = normalise(text)
    if not is_digits(value):
        return CheckedImei(value=value, raw=text, error="imei.empty" if not value else "imei.characters")
    if len(value) == 16:
        return _taken(value[:14] + luhn.calc_check_digit(value[:14]), text, ("imei.software_version",))
    if len(value) == 14:
        complete = value + luhn.calc_check_digit(value)
        return CheckedImei(value=value, raw=text, error="imei.length", suggestion=complete)
    if len(value) != 15:
        return CheckedImei(value=value, raw=text, error="imei.length")
    if not luhn.is_valid(value):
        near = one_digit_away(value, known)
        return CheckedImei(value=value, raw=text, error="imei.check_digit", suggestion=near)
    return _taken(value, text, ())


def _taken(value: str, raw: str, warnings: tuple[str, ...]) -> CheckedImei:
    if len(set(value[:14])) == 1:  # cheap trackers ship like that; uniqueness is another's case
        warnings = (*warnings, "imei.all_equal")
    body = _REPORTING_BODIES.get(value[:2])
    return CheckedImei(value=value, raw=raw, warnings=warnings, tac=value[:8], reporting_body=body)
