"""MSISDN of a card: 11 digits, or 13 for IoT cards, which cannot be rung and mostly take no text message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from backend.kernel.numbers.checked import Checked, is_digits, tidy

_KNOWN_IOT = re.compile(r"(?:1064[6-9]\d{8}|14(?:00|10|40|41|[68]\d)\d{9})")
_ANY_IOT = re.compile(r"1[04]\d{11}")
_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedMsisdn(Checked):
    """A card's number; ``operator`` is a proposal by prefix, only for IoT (people's numbers are ported)."""

    iot: bool = False
    operator: str | None = None


def normalise(text: str) -> str:
    """Digits without separators and without the country code in front (+86, 0086, 86)."""
    value = tidy(text).removeprefix("+")
    value = value.removeprefix("00") if value.startswith("00861") else value
    return value[2:] if value.startswith("861") and len(value) in (13, 15) else value


def check_msisdn(text: str, operators: Mapping[str, str] | None = None) -> CheckedMsisdn:
    """Check a card's number; ``operators`` maps prefix to operator code (editable data)."""
    value = normalise(text)
    if not is_digits(value):
        return CheckedMsisdn(value=value, raw=text, error="msisdn.empty" if not value else "msisdn.characters")
    if _MOBILE.fullmatch(value):
        return CheckedMsisdn(value=value, raw=text)
    if _ANY_IOT.fullmatch(value):
        fitting = [prefix for prefix in operators or {} if value.startswith(prefix)]
        return CheckedMsisdn(
            value=value,
            raw=text,
            # New number blocks open every few years: an unknown one is a question, not a refusal.
            warnings=() if _KNOWN_IOT.fullmatch(value) else ("msisdn.block",),
            iot=True,
            operator=(operators or {})[max(fitting, key=len)] if fitting else None,
        )
    # Terminals carry 12 digits: the 11-digit number with a 0 in front.
    inner = value.lstrip("0")
    near = inner if _MOBILE.fullmatch(inner) else None
    return CheckedMsisdn(value=value, raw=text, error="msisdn.form", suggestion=near)
