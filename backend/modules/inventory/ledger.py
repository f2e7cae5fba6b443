"""The installation ledger (R30): valid intervals of a device, a card or a mounting place never overlap.

An interval is closed once and never reopened; a correction marks the wrong line and writes new ones. Whoever changes
lines of a vehicle holds its place first (`hold`), so that two writers take turns; the database refuses what slips through.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository
from backend.modules.inventory.custody import ensure_place
from backend.modules.inventory.models import InstallationRow
from backend.modules.inventory.shapes import PlaceRef

Piece = tuple[datetime, datetime | None, str | None]  # from, until, card


@dataclass(frozen=True)
class Word:
    """On whose word a line begins or ends: the act, and the visit on which it was done."""

    act: str
    visit_id: str | None


@dataclass(frozen=True)
class Meant:
    """The line that an act is about at its moment, and what the books already have after that moment."""

    row: InstallationRow | None
    later: tuple[InstallationRow, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether the books go on after the act: the record came late."""
        return bool(self.later)


def hold(work: UnitOfWork, vehicle_ids: Iterable[str | None]) -> None:
    """Hold these vehicles' places until the end, in one order, so that two acts on one vehicle take turns."""
    places = {ensure_place(work, PlaceRef("vehicle", one)).id for one in vehicle_ids if one}
    repository.lock_places(work.session, places)


def open_in(work: UnitOfWork, vehicle_id: str) -> list[InstallationRow]:
    """What sits in a vehicle now, oldest first."""
    return repository.open_in_vehicles(work.session, [vehicle_id])


def line_meant(
    work: UnitOfWork, vehicle_id: str, at: datetime, device_ids: set[str] | None, mounting: str, visit_id: str | None
) -> Meant:
    """Which of a vehicle's lines an act at `at` is about: by the old number, by the mounting place, else the only one.

    `device_ids` are what the old number can mean; None when none was given.
    """
    rows = repository.reaching_past(work.session, repository.of_vehicle(vehicle_id), at, inclusive=True)
    covering = [row for row in rows if row.from_at <= at and (row.until_at is None or row.until_at > at)]
    row = _chosen(covering, device_ids, mounting)
    if row is None:
        wanted = [one for one in rows if one.from_at > at and (device_ids is None or one.device_id in device_ids)]
        return Meant(None, () if covering else tuple(wanted or [one for one in rows if one.from_at > at]))
    if row.from_at == at and row.visit_id != visit_id:  # two at the very same moment: neither is undone by the other
        return Meant(row, (row,))
    later = tuple(one for one in rows if one.slot == row.slot and one.from_at > at)
    if row.until_at is not None:
        return Meant(row, later or (row,))
    return Meant(row)


def _chosen(covering: list[InstallationRow], device_ids: set[str] | None, mounting: str) -> InstallationRow | None:
    named = [row for row in covering if row.device_id in (device_ids or ())]
    there = [row for row in covering if mounting and row.mounting == mounting]
    # With several terminals and an old number that is none of them nobody can say which was meant: none is touched.
    rest = covering if device_ids is None or len(covering) == 1 else []
    return next((some[-1] for some in (named, there, rest) if some), None)


def taken_out_by_another(work: UnitOfWork, vehicle_id: str, device_ids: set[str], at: datetime, visit_id: str) -> bool:
    """Whether the books have had one of these devices taken out of this vehicle before `at`, on another visit."""
    rows = repository.ended_in(work.session, vehicle_id, device_ids, at)
    return any(row.ended_visit_id not in (None, visit_id) for row in rows)


def close(work: UnitOfWork, row: InstallationRow, at: datetime, word: Word) -> None:
    """End an open interval at `at`, which must not lie before its beginning."""
    row.until_at, row.ended_recorded_at, row.ended_by = at, work.now, work.actor.id
    row.ended_act, row.ended_visit_id = word.act, word.visit_id
    work.session.add(row)
    # The guards look at every statement, so the end must be written before the next beginning.
    work.session.flush()


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
    return {"installations": [described_line(row) for row in rows]}


def described_line(row: InstallationRow) -> dict[str, Any]:
    """One line as a case keeps it."""
    return {
        "id": row.id,
        "vehicle_id": row.vehicle_id,
        "mounting": row.mounting,
        "device_id": row.device_id,
        "sim_id": row.sim_id,
        "from_at": row.from_at.isoformat(),
        "until_at": row.until_at.isoformat() if row.until_at else None,
        "recorded_at": row.recorded_at.isoformat(),
        "recorded_by": row.recorded_by,
        "visit_id": row.visit_id,
        "act": row.act,
    }


def begin_line(work: UnitOfWork, row: InstallationRow) -> InstallationRow:
    """Write a new line, valid or claimed, with who said so and since when it counts."""
    row.recorded_at, row.recorded_by = work.now, work.actor.id
    row.counted_from = work.now if row.standing == "valid" else None
    work.session.add(row)
    work.session.flush()
    return row


def retire(work: UnitOfWork, row: InstallationRow, standing: str = "corrected") -> None:
    """A line counts no longer; it stays in the record as it was."""
    if row.standing == "valid":
        row.counted_until = work.now
    row.standing = standing
    work.session.add(row)
    work.session.flush()


def rewrite(work: UnitOfWork, row: InstallationRow, pieces: Iterable[Piece], device_id: str | None = None) -> None:
    """A correction: the line counts no longer, and these pieces of it, without those of no length, are written anew."""
    retire(work, row)
    for from_at, until_at, sim_id in pieces:
        if until_at is None or until_at > from_at:
            copy_line(work, row, from_at=from_at, until_at=until_at, sim_id=sim_id, device_id=device_id)


def copy_line(
    work: UnitOfWork,
    like: InstallationRow,
    *,
    from_at: datetime,
    until_at: datetime | None,
    sim_id: str | None,
    device_id: str | None = None,
    standing: str = "valid",
) -> InstallationRow:
    """A new line like another one, on the word of who writes now; its end keeps whose word it was."""
    kept = until_at is not None and until_at == like.until_at
    fresh = InstallationRow(
        **like.model_dump(include={"vehicle_id", "mounting", "slot", "visit_id", "act"}),
        device_id=device_id or like.device_id,
        sim_id=sim_id,
        claimed_sim_id=like.claimed_sim_id if standing == "claimed" else None,
        from_at=from_at,
        until_at=until_at,
        recorded_at=work.now,
        standing=standing,
        ended_recorded_at=work.now if until_at else None,
        ended_by=(like.ended_by if kept else work.actor.id) if until_at else "",
        ended_act=like.ended_act if kept else "correction" if until_at else "",
        ended_visit_id=like.ended_visit_id if kept else None,
    )
    return begin_line(work, fresh)


def cut(work: UnitOfWork, row: InstallationRow, at: datetime, word: Word) -> None:
    """End an interval at `at`: an open one is closed, a closed one is corrected by a shorter one."""
    if row.until_at is None:
        close(work, row, at, word)
    else:
        rewrite(work, row, [(row.from_at, at, row.sim_id)])
