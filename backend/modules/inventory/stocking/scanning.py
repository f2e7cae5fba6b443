"""What a scanned or typed code holds: the numbers of a device and of a card, each checked; pure.

Labels print `IMEI;SN;ICCID` in one code. What looks like a mistyped IMEI or ICCID is told as that, not taken as a
terminal number.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from backend.kernel.numbers import Checked, check_iccid, check_imei, message, split_scan
from backend.kernel.numbers.checked import is_digits
from backend.modules.inventory.carriers.defaults import OPERATOR_PREFIXES

TERMINAL_FORM = re.compile(r"[A-Z0-9][A-Z0-9\-]{2,39}")
_IMEI_LIKE = (14, 15)
_ICCID_LIKE = re.compile(r"(8986\d{8,}|\d{19,20}).?", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """One device or card on a label. `fault` and `hint` are sentences (zh, en); a piece with a fault can't be received."""

    kind: Literal["device", "sim"]
    number: str
    imei: str = ""
    msisdn: str = ""
    operator: str = ""
    fault: tuple[str, str] | None = None
    hint: tuple[str, str] | None = None


def read_label(text: str) -> list[Piece]:
    """The devices and cards of a code, in the order printed; empty when there is nothing to read.

    An IMEI and a serial number on one label are one device, known by the serial number; an MSISDN goes to the card.
    """
    pieces: list[Piece] = []
    msisdn = ""
    for guess in split_scan(text[:500]):
        if guess.kind == "msisdn":
            msisdn = guess.checked.value
            continue
        pieces.append(_piece(guess.kind, guess.checked))
    pieces = _joined(pieces)
    if not msisdn:
        return pieces
    cards = [one for one in pieces if one.kind == "sim"]
    if not cards:
        # Eleven or thirteen digits on their own are as likely the number of a terminal.
        return pieces or [Piece("device", msisdn)]
    return [replace(one, msisdn=msisdn) if one is cards[0] else one for one in pieces]


def _piece(kind: str, checked: Checked) -> Piece:
    if kind == "iccid":
        return card(checked.raw)
    if kind == "imei":
        return Piece("device", checked.value, imei=checked.value, hint=_words(checked.warnings))
    digits = checked.value if is_digits(checked.value) else ""
    if len(digits) in _IMEI_LIKE:
        wrong = check_imei(digits)
        return Piece("device", digits, fault=_words((wrong.error or "imei.length",), wrong.suggestion))
    if _ICCID_LIKE.fullmatch(checked.value):
        return card(checked.value)
    return Piece("device", checked.value)


def card(text: str) -> Piece:
    """A card by its ICCID, with the operator that its prefix proposes."""
    checked = check_iccid(text, OPERATOR_PREFIXES)
    if checked.error is not None:
        return Piece("sim", checked.value or text, fault=_words((checked.error,), checked.suggestion))
    return Piece("sim", checked.value, operator=checked.operator or "", hint=_words(checked.warnings))


def _joined(pieces: list[Piece]) -> list[Piece]:
    devices = [one for one in pieces if one.kind == "device"]
    if len(devices) == 2 and [bool(one.imei) for one in devices].count(True) == 1:
        with_imei = next(one for one in devices if one.imei)
        serial = next(one for one in devices if not one.imei)
        if serial.fault is None:
            whole = replace(with_imei, number=serial.number)
            return [whole if one is devices[0] else one for one in pieces if one is not devices[1]]
    return pieces


def _words(codes: tuple[str, ...], suggestion: str | None = None) -> tuple[str, str] | None:
    if not codes:
        return None
    told = message(codes[0])
    more = (f"是不是 {suggestion}？", f" Was it {suggestion}?") if suggestion else ("", "")
    return told.zh + more[0], told.en + more[1]
