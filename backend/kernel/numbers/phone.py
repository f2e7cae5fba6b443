"""Telephone numbers of people and companies: mobile, landline, service lines, and numbers from abroad."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import phonenumbers

from backend.kernel.numbers.checked import Checked

PhoneKind = Literal["mobile", "landline", "service", "abroad"]

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})(?:转(\d{1,6}))?", re.ASCII)
_SERVICE = re.compile(r"400\d{7}|800\d{7}|95\d{3,4}|1[02]\d{3}", re.ASCII)
_EXTENSION = re.compile(r"(?:转分机|转|分机|EXT\.?|X|#)\s*(\d{1,6})$", re.ASCII)
_TRAILING = re.compile(r"(0\d{2,3}[-\s]?\d{7,8})-(\d{1,6})$", re.ASCII)
_SIGNS = re.compile(r"[\s\-().·]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPhone(Checked):
    """A phone number and its kind; only ``mobile`` gets text messages."""

    kind: PhoneKind | None = None


def normalise(text: str) -> str:
    """Digits without +86, separators and brackets; an extension is kept behind 转; abroad keeps its +."""
    value = unicodedata.normalize("NFKC", text).upper().strip()
    value = re.sub(r"[‐-―−]", "-", value)
    value = _TRAILING.sub(r"\1转\2", value)
    value = _SIGNS.sub("", _EXTENSION.sub(r"转\1", value))
    for prefix in ("+86", "0086"):
        value = value.removeprefix(prefix)
    return value[2:] if re.fullmatch(r"861[3-9]\d{9}", value) else value


def check_phone(text: str) -> CheckedPhone:
    """Check a phone number. A mobile number in a block that is not known to be in use only warns."""
    value = normalise(text)
    if not value:
        return CheckedPhone(value=value, raw=text, error="phone.empty")
    if _MOBILE.fullmatch(value):
        known = phonenumbers.is_valid_number(phonenumbers.parse(value, "CN"))
        return CheckedPhone(value=value, raw=text, kind="mobile", warnings=() if known else ("phone.block",))
    if _LANDLINE.fullmatch(value):
        return CheckedPhone(value=value, raw=text, kind="landline")
    if _SERVICE.fullmatch(value):
        return CheckedPhone(value=value, raw=text, kind="service")
    if value.startswith("+"):
        return _abroad(value, text)
    return CheckedPhone(value=value, raw=text, error="phone.form")


def _abroad(value: str, raw: str) -> CheckedPhone:
    """Hong Kong and Macau owners of cross-border vehicles: +852 and +853, and anywhere else."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return CheckedPhone(value=value, raw=raw, error="phone.form")
    if not phonenumbers.is_possible_number(number):
        return CheckedPhone(value=value, raw=raw, error="phone.form")
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    known = phonenumbers.is_valid_number(number)
    return CheckedPhone(value=plain, raw=raw, kind="abroad", warnings=() if known else ("phone.block",))


def show_phone(value: str) -> str:
    """A normalised number as people read it: 138 1234 5678, 0755-12345678转801, 400-123-4567."""
    if _MOBILE.fullmatch(value):
        return f"{value[:3]} {value[3:7]} {value[7:]}"
    if re.fullmatch(r"[48]00\d{7}", value):
        return f"{value[:3]}-{value[3:6]}-{value[6:]}"
    line = _LANDLINE.fullmatch(value)
    if line:
        return f"{line[1]}-{line[2]}" + (f"转{line[3]}" if line[3] else "")
    return value


def mask_phone(value: str) -> str:
    """A normalised number with its middle hidden (138****5678); very short service lines stay as they are."""
    if len(value) <= 6:
        return value
    hidden = 4 if len(value) > 8 else 3
    start = (len(value) - hidden) // 2
    return value[:start] + "*" * hidden + value[start + hidden :]
