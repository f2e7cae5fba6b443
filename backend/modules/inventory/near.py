"""Which registered number was probably meant: one digit, two neighbours swapped, I for 1 or O for 0, one too few or many.

Candidates are made from what was typed and asked for by the unique indexes, so it costs the same over 200,000 numbers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlmodel import col, or_

from backend.kernel.numbers.checked import is_digits
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.models import DeviceRow, SimRow

Reason = Literal["look_alike", "swapped", "digit", "missing", "extra"]
Kind = Literal["device", "sim"]
LEAST, LONGEST, MOST = 4, 30, 3
_DIGITS = "0123456789"
_SIGNS = _DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALIKE = {"I": "1", "1": "I", "O": "0", "0": "O", "Q": "0", "B": "8", "8": "B", "S": "5", "5": "S", "Z": "2", "2": "Z"}
_ORDER = {reason: place for place, reason in enumerate(("look_alike", "swapped", "digit", "missing", "extra"))}


@dataclass(frozen=True)
class Near:
    """A registered number close to what was typed: the number that is near, of which thing, and where that is."""

    kind: Kind
    id: str
    number: str
    terminal_no: str
    reason: Reason
    place_kind: str
    technician_id: str | None
    vehicle_id: str | None


def variants(number: str) -> dict[str, Reason]:
    """What may have been meant by a normalised number, the likeliest reason first for each."""
    found: dict[str, Reason] = {}
    for reason, make in _WAYS:
        for meant in make(number):
            if meant != number:
                found.setdefault(meant, reason)
    return found


def near_devices(work: UnitOfWork, typed: str, technician_id: str | None = None) -> list[Near]:
    """Registered terminals whose number or IMEI is one slip away, those on the technician's van first; [] when it is known."""
    key = policies.terminal_key(typed)
    if not LEAST <= len(key) <= LONGEST:
        return []
    imei = policies.imei_key(typed)
    if repository.devices(work.session, or_(col(DeviceRow.terminal_no) == key, col(DeviceRow.imei) == imei)):
        return []
    meant = variants(key)
    found: dict[str, Near] = {}
    for part in repository.chunks(meant):
        for column in (DeviceRow.terminal_no, DeviceRow.imei):
            for one in repository.devices(work.session, col(column).in_(part)):
                number = one.terminal_no if one.terminal_no in meant else one.imei
                place = (one.place_kind, one.technician_id, one.vehicle_id)
                found.setdefault(one.id, Near("device", one.id, number, one.terminal_no, meant[number], *place))
    return _likeliest(found, technician_id)


def near_sims(work: UnitOfWork, typed: str, technician_id: str | None = None) -> list[Near]:
    """Registered cards whose ICCID (by its first 19 places) or number is one slip away; [] when it is known."""
    key, whole = policies.iccid_key(typed)
    if not LEAST <= len(whole) <= LONGEST or repository.sims(
        work.session, or_(col(SimRow.iccid_key19) == key, (col(SimRow.msisdn) == whole) & (col(SimRow.msisdn) != ""))
    ):
        return []
    # A digit lost or doubled shifts the 20th place into the key or out of it: such a number is tried at both lengths.
    meant = {one: why for text in {key, whole} for one, why in variants(text).items()}
    cut = {one[:19]: why for one, why in meant.items() if len(one) in (19, 20)}
    found: dict[str, Near] = {}
    for column, wanted in ((SimRow.iccid_key19, cut), (SimRow.msisdn, meant)):
        for part in repository.chunks(wanted):
            for one in repository.sims(work.session, col(column).in_(part)):
                why = cut.get(one.iccid[:19]) or meant.get(one.msisdn) or "digit"
                place = (one.place_kind, one.technician_id, one.vehicle_id)
                found.setdefault(one.id, Near("sim", one.id, one.iccid, "", why, *place))
    return _likeliest(found, technician_id)


def told(found: list[Near]) -> dict[str, Any]:
    """Suggestions as a case keeps them, with where each thing was then; nothing when there are none."""
    return {"near": [asdict(one) for one in found]} if found else {}


def kept(books: Mapping[str, Any]) -> list[Near]:
    """The suggestions that a case was opened with."""
    return [Near(**one) for one in books.get("near", ())]


def _likeliest(found: dict[str, Near], technician_id: str | None) -> list[Near]:
    def rank(one: Near) -> tuple[bool, int, str]:
        return technician_id is None or one.technician_id != technician_id, _ORDER[one.reason], one.number

    return sorted(found.values(), key=rank)[:MOST]


def _alike(number: str) -> Iterator[str]:
    for place, sign in enumerate(number):
        if sign in _ALIKE:
            yield number[:place] + _ALIKE[sign] + number[place + 1 :]
    yield number.translate(str.maketrans("IOQ", "100"))


def _swapped(number: str) -> Iterator[str]:
    for place in range(len(number) - 1):
        yield number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def _digit(number: str) -> Iterator[str]:
    signs = _DIGITS if is_digits(number) else _SIGNS
    for place in range(len(number)):
        for sign in signs:
            yield number[:place] + sign + number[place + 1 :]


def _missing(number: str) -> Iterator[str]:
    if is_digits(number):
        for place in range(len(number) + 1):
            for sign in _DIGITS:
                yield number[:place] + sign + number[place:]


def _extra(number: str) -> Iterator[str]:
    for place in range(len(number)):
        yield number[:place] + number[place + 1 :]


_WAYS: tuple[tuple[Reason, Callable[[str], Iterator[str]]], ...] = (
    ("look_alike", _alike),
    ("swapped", _swapped),
    ("digit", _digit),
    ("missing", _missing),
    ("extra", _extra),
)
