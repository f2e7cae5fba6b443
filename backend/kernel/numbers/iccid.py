"""ICCID of a SIM card: 89 86 + issuer + rest, printed with 19 or 20 places.

The key is the first 19 places: the 20th is a Luhn digit on some cards, the maker's letter on others, and is
missing on a third kind, so the printed and the read number of one card may differ in it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from stdnum import luhn

from backend.kernel.numbers.checked import Checked, is_digits, one_digit_away, tidy

_KEY_PLACES = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIccid(Checked):
    """An ICCID with its key and the operator that the prefix table *proposes* (an imported list wins)."""

    key: str | None = None
    operator: str | None = None


def normalise(text: str) -> str:
    """As printed: no separators, no padding F at the end, nibbles swapped back when it starts with 98."""
    value = tidy(text).removeprefix("ICCID").lstrip(":")
    if value.startswith("98") and len(value) % 2 == 0:
        value = "".join(value[place + 1] + value[place] for place in range(0, len(value), 2))
    return value.rstrip("F")


def check_iccid(text: str, operators: Mapping[str, str] | None = None, known: Collection[str] = ()) -> CheckedIccid:
    """Check an ICCID. ``operators`` maps prefix to operator code (editable data, longest prefix wins);
    ``known`` are keys of 19 places in reach, for a suggestion."""
    value = normalise(text)
    error = _fault(value)
    if error is not None:
        return CheckedIccid(value=value, raw=text, error=error)
    key = value[:_KEY_PLACES]
    doubtful = len(value) == 20 and is_digits(value) and not luhn.is_valid(value)
    near = one_digit_away(key, known) if known and key not in known else None
    return CheckedIccid(
        value=value,
        raw=text,
        warnings=("iccid.check_digit",) if doubtful else (),
        suggestion=near,
        key=key,
        operator=_operator(key, operators or {}),
    )


def _fault(value: str) -> str | None:
    if not value:
        return "iccid.empty"
    if len(value) == 15 and is_digits(value):
        return "iccid.looks_like_imei"
    if not value.startswith("8986"):
        return "iccid.prefix"
    if len(value) not in (19, 20):
        return "iccid.length"
    last_fits = value[_KEY_PLACES:] == "" or (value[_KEY_PLACES:].isascii() and value[_KEY_PLACES:].isalnum())
    return None if is_digits(value[:_KEY_PLACES]) and last_fits else "iccid.characters"


def _operator(key: str, operators: Mapping[str, str]) -> str | None:
    fitting = [prefix for prefix in operators if key.startswith(prefix)]
    return operators[max(fitting, key=len)] if fitting else None
