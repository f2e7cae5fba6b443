"""The keeper's acts: issue to a van, take back from a van. All lines are checked first; a fault moves nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies, repository
from backend.modules.inventory.custody import (
    Occasion,
    Thing,
    ensure_place,
    in_stock,
    move_parts,
    move_thing,
    place_id,
)
from backend.modules.inventory.errors import NO_VAN, NOTHING_GIVEN, STOCK_FAULTS
from backend.modules.inventory.events import StockIssued, StockReturned
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.shapes import PlaceRef


def add_van(work: UnitOfWork, technician_id: str, centre_id: str, name: str = "") -> str:
    """The van of a technician, made when it is not there yet; returns the place's id."""
    return ensure_place(work, PlaceRef("van", technician_id, centre_id=centre_id, name=name)).id


def issue(
    work: UnitOfWork, technician_id: str, devices: Sequence[str], sims: Sequence[str], parts: Mapping[str, int]
) -> None:
    """From the warehouse of the van's centre onto the van (领料).

    Refuses 404 without a van, and 422 stock_faults with every line that does not fit: unknown, not in the
    warehouse, or too few.
    """
    van, store = _van_and_store(work, technician_id)
    _require_something(devices, sims, parts)
    things = _things_at(work, store, devices, sims, parts)
    occasion = Occasion(work.now, "issue")
    for thing in things:
        thing.bound_for = None
        move_thing(work, thing, van.id, occasion)
    for code, quantity in parts.items():
        move_parts(work, code, quantity, store.id, van.id, occasion)
    work.record(
        StockIssued(
            technician_id=technician_id,
            centre_id=van.centre_id,
            devices=list(devices),
            sims=list(sims),
            parts=dict(parts),
        )
    )


def take_back(
    work: UnitOfWork, technician_id: str, devices: Sequence[str], sims: Sequence[str], parts: Mapping[str, int]
) -> None:
    """From the van to where each thing must end: the warehouse, or the factory or scrap when it is bound for it (退料).

    Refuses as `issue` does.
    """
    van, store = _van_and_store(work, technician_id)
    _require_something(devices, sims, parts)
    occasion = Occasion(work.now, "return")
    for thing in _things_at(work, van, devices, sims, parts):
        end = thing.bound_for if thing.bound_for in ("factory", "scrap") else None
        to_place = ensure_place(work, PlaceRef("factory" if end == "factory" else "scrap")).id if end else store.id
        thing.bound_for = None
        move_thing(work, thing, to_place, occasion)
    for code, quantity in parts.items():
        move_parts(work, code, quantity, van.id, store.id, occasion)
    work.record(
        StockReturned(
            technician_id=technician_id,
            centre_id=van.centre_id,
            devices=list(devices),
            sims=list(sims),
            parts=dict(parts),
        )
    )


def _van_and_store(work: UnitOfWork, technician_id: str) -> tuple[PlaceRow, PlaceRow]:
    van = work.session.get(PlaceRow, place_id("van", technician_id))
    if van is None or van.centre_id is None:
        raise Refusal(NO_VAN, field="technician_id")
    work.actor.require_centre(van.centre_id)
    return van, ensure_place(work, PlaceRef("warehouse", van.centre_id))


def _require_something(devices: Sequence[str], sims: Sequence[str], parts: Mapping[str, int]) -> None:
    if not (devices or sims or parts):
        raise Refusal(NOTHING_GIVEN)


def _things_at(
    work: UnitOfWork, place: PlaceRow, devices: Sequence[str], sims: Sequence[str], parts: Mapping[str, int]
) -> list[Thing]:
    """The named devices and cards, locked; refuses with all faults at once when any line does not fit the place."""
    things: list[Thing] = []
    faults: list[dict[str, Any]] = []
    for field, numbers, find in (("devices", devices, _device), ("sims", sims, _sim)):
        for number in numbers:
            thing = find(work, number)
            reason = _misfit(thing, place, things)
            if reason is not None:
                faults.append({"field": field, "number": number, "reason": reason})
            elif thing is not None:
                things.append(thing)
    for code, quantity in parts.items():
        have = in_stock(work, place.id, code)
        if have < quantity:
            faults.append({"field": "parts", "number": code, "reason": "too_few", "have": have, "wanted": quantity})
    if faults:
        raise Refusal(STOCK_FAULTS, field=faults[0]["field"], count=len(faults), faults=faults)
    return things


def _misfit(thing: Thing | None, place: PlaceRow, taken: Sequence[Thing]) -> str | None:
    if thing is None:
        return "unknown"
    if thing.place_id != place.id:
        return "not_here"
    return "twice" if thing in taken else None


def _device(work: UnitOfWork, number: str) -> Thing | None:
    key = policies.terminal_key(number)
    found = repository.lock_devices(work.session, key, policies.imei_key(number)) if key else ()
    exact = [one for one in found if one.terminal_no == key] or found
    return exact[0] if len(exact) == 1 else None


def _sim(work: UnitOfWork, number: str) -> Thing | None:
    key, _ = policies.iccid_key(number)
    return repository.lock_sim(work.session, key) if key else None
