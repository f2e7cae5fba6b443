"""The installation ledger (R30): valid intervals of a device, a card or a mounting place never overlap.

An interval is closed once and never reopened; a correction marks the wrong line and writes a new one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, move_thing
from backend.modules.inventory.models import InstallationRow
from backend.modules.inventory.shapes import PlaceRef


def open_in(work: UnitOfWork, vehicle_id: str) -> list[InstallationRow]:
    """What sits in a vehicle now, oldest first."""
    return repository.open_in_vehicles(work.session, [vehicle_id])


def close(work: UnitOfWork, row: InstallationRow, at: datetime) -> bool:
    """End an open interval at `at`; False, and nothing done, when it only began later."""
    if row.from_at > at:
        return False
    row.until_at = at
    work.session.add(row)
    # The partial unique index looks at every statement, so the end must be written before the next beginning.
    work.session.flush()
    return True


def device_clashes(work: UnitOfWork, device_id: str, at: datetime) -> Sequence[InstallationRow]:
    """Valid intervals of the device that an open one from `at` would overlap."""
    return repository.reaching_past(work.session, repository.of_device(device_id), at)


def slot_clashes(work: UnitOfWork, vehicle_id: str, slot: str, at: datetime) -> Sequence[InstallationRow]:
    """Valid intervals of the mounting place that an open one from `at` would overlap."""
    return repository.reaching_past(work.session, repository.of_slot(vehicle_id, slot), at)


def sim_clashes(work: UnitOfWork, sim_id: str, at: datetime) -> Sequence[InstallationRow]:
    """Valid intervals of the card that an open one from `at` would overlap."""
    return repository.reaching_past(work.session, repository.of_sim(sim_id), at)


def described(rows: Sequence[InstallationRow]) -> dict[str, Any]:
    """What the books say, for a case."""
    return {
        "installations": [
            {
                "id": row.id,
                "vehicle_id": row.vehicle_id,
                "mounting": row.mounting,
                "device_id": row.device_id,
                "sim_id": row.sim_id,
                "from_at": row.from_at.isoformat(),
                "until_at": row.until_at.isoformat() if row.until_at else None,
            }
            for row in rows
        ]
    }


def accept_claim(work: UnitOfWork, claim: InstallationRow, occasion: Occasion) -> None:
    """Make a claimed interval valid: what covers its beginning ends there, and it ends where a later one begins."""
    session, at = work.session, claim.from_at
    against = {
        row.id: row
        for row in (
            *device_clashes(work, claim.device_id, at),
            *slot_clashes(work, claim.vehicle_id, claim.slot, at),
            *(sim_clashes(work, claim.sim_id, at) if claim.sim_id else ()),
        )
    }
    later = [row.from_at for row in against.values() if row.from_at > at]
    for row in against.values():
        if row.from_at <= at:
            sat_there = row.until_at is None
            _cut(work, row, at)
            if sat_there:
                _set_aside(work, row, claim, occasion)
    claim.standing = "valid"
    if later and (claim.until_at is None or claim.until_at > min(later)):
        claim.until_at = min(later)
    session.add(claim)
    session.flush()
    if claim.until_at is None:
        _seat(work, claim, occasion)


def accept_sim(work: UnitOfWork, claim: InstallationRow, occasion: Occasion) -> None:
    """The claimed card is in this vehicle: it leaves the other line, and this line is written anew with it."""
    sim_id, at = claim.claimed_sim_id, claim.from_at
    assert sim_id is not None
    against = sim_clashes(work, sim_id, at)
    moved_on = any(row.from_at > at for row in against)
    if moved_on or claim.standing != "valid" or claim.until_at is not None:
        return  # the card has gone elsewhere since, or the line is history: the settled case keeps the finding
    for row in against:
        sat_there = row.until_at is None
        _cut(work, row, at)
        if sat_there:
            _write(work, row, from_at=at, until_at=None, sim_id=None, act="correction")
    claim.standing = "corrected"
    work.session.add(claim)
    work.session.flush()
    fresh = _write(work, claim, from_at=at, until_at=None, sim_id=sim_id, act=claim.act)
    _seat(work, fresh, occasion)


def _cut(work: UnitOfWork, row: InstallationRow, at: datetime) -> None:
    """End an interval at `at`: an open one is closed, a closed one is corrected by a shorter one."""
    if row.until_at is None:
        close(work, row, at)
        return
    row.standing = "corrected"
    work.session.add(row)
    work.session.flush()
    _write(work, row, from_at=row.from_at, until_at=at, sim_id=row.sim_id, act=row.act)


def _write(
    work: UnitOfWork,
    like: InstallationRow,
    *,
    from_at: datetime,
    until_at: datetime | None,
    sim_id: str | None,
    act: str,
) -> InstallationRow:
    fresh = InstallationRow(
        vehicle_id=like.vehicle_id,
        mounting=like.mounting,
        slot=like.slot,
        device_id=like.device_id,
        sim_id=sim_id,
        from_at=from_at,
        until_at=until_at,
        recorded_at=work.now,
        visit_id=like.visit_id,
        act=act,
    )
    work.session.add(fresh)
    work.session.flush()
    return fresh


def _seat(work: UnitOfWork, row: InstallationRow, occasion: Occasion) -> None:
    place = ensure_place(work, PlaceRef("vehicle", row.vehicle_id)).id
    move_thing(work, repository.lock_device(work.session, row.device_id), place, occasion)
    if row.sim_id is not None:
        move_thing(work, repository.lock_sim_by_id(work.session, row.sim_id), place, occasion)


def _set_aside(work: UnitOfWork, loser: InstallationRow, winner: InstallationRow, occasion: Occasion) -> None:
    """What the winner displaced is no longer where the books had it: in transit until somebody finds it."""
    place = ensure_place(work, PlaceRef("vehicle", loser.vehicle_id)).id
    nowhere = ensure_place(work, PlaceRef("transit")).id
    things: list[Thing] = []
    if loser.device_id != winner.device_id:
        things.append(repository.lock_device(work.session, loser.device_id))
    if loser.sim_id is not None and loser.sim_id != winner.sim_id:
        things.append(repository.lock_sim_by_id(work.session, loser.sim_id))
    for thing in things:
        if thing.place_id == place:
            thing.state = "unsettled"
            move_thing(work, thing, nowhere, occasion)
