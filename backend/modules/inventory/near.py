"""Which registered terminal or card was probably meant by a number that is one slip away from it (kernel/numbers/slips.py)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlmodel import col, or_

from backend.kernel.numbers.slips import REASONS, Reason, variants
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.models import DeviceRow, SimRow

Kind = Literal["device", "sim"]
LEAST, LONGEST, MOST = 4, 30, 3


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
        return technician_id is None or one.technician_id != technician_id, REASONS.index(one.reason), one.number

    return sorted(found.values(), key=rank)[:MOST]
