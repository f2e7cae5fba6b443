"""Labels hold several numbers in one code (often ``IMEI;SN;ICCID``): split and propose, never decide."""

import re
from dataclasses import dataclass
from typing import Literal

from backend.kernel.numbers.checked import Checked
from backend.kernel.numbers.iccid import check_iccid
from backend.kernel.numbers.imei import check_imei
from backend.kernel.numbers.msisdn import check_msisdn
from backend.kernel.numbers.vin import check_vin

ScanKind = Literal["imei", "iccid", "msisdn", "vin", "terminal"]

_BETWEEN = re.compile(r"[;,；，|\s\x1d]+")
_NAMED = re.compile(r"^(IMEI\d?|ICCID|SN|S/N|ID|SIM|MSISDN|VIN)[:=：]", re.IGNORECASE)
_TERMINAL = re.compile(r"[A-Z0-9][A-Z0-9\-]{3,39}")


@dataclass(frozen=True, slots=True)
class Guess:
    """One piece of a scanned code and what it probably is."""

    kind: ScanKind
    checked: Checked


def split_scan(text: str) -> tuple[Guess, ...]:
    """The numbers in a scanned code, in the order printed; pieces that fit nothing are left out."""
    pieces = (_NAMED.sub("", piece) for piece in _BETWEEN.split(text.strip()))
    guesses = (_guess(piece) for piece in pieces if piece)
    return tuple(guess for guess in guesses if guess is not None)


def _guess(piece: str) -> Guess | None:
    iccid, imei, msisdn, vin = (
        check_iccid(piece),
        check_imei(piece),
        check_msisdn(piece),
        check_vin(piece),
    )
    if iccid.ok:
        return Guess("iccid", iccid)
    if imei.ok and len(imei.value) == len(piece):
        return Guess("imei", imei)
    if msisdn.ok:
        return Guess("msisdn", msisdn)
    if vin.ok and not vin.warnings:
        return Guess("vin", vin)
    value = piece.upper()
    return Guess("terminal", Checked(value=value, raw=piece)) if _TERMINAL.fullmatch(value) else None
