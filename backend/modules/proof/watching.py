"""Proven terminals are looked at for 30 days: one that goes dark is suggested for rework (返修建议)."""

from datetime import datetime, timedelta

import structlog

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from backend.kernel.ports import GpsPlatform, PlatformAway, PlatformSilent
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.inventory import public as inventory
from backend.modules.proof import lifecycle, repository
from backend.modules.proof.asking import AWAY_PAUSE, LEASE
from backend.modules.proof.deciding import wake
from backend.modules.proof.errors import REWORK_DECIDED, WHY
from backend.modules.proof.events import ReworkDecided, TerminalDark
from backend.modules.proof.models import ProofRow, ReworkRow
from backend.modules.proof.opening import rule_of
from backend.modules.work_orders import public as work_orders

log = structlog.get_logger()
WATCHED_FOR = timedelta(days=30)
ONCE_A_DAY = timedelta(hours=24)
# One terminal that the platform has no usable answer about must not be in the way of the others.
NO_ANSWER_PAUSE = timedelta(hours=2)


def watch_one(work: UnitOfWork) -> bool:
    """Look once a day whether a proven terminal still reports, after the commit; False when none is due."""
    platform = work.ports.gps_platform
    row = repository.claim_watched(work.session, work.now) if platform is not None else None
    if platform is None or row is None:
        return False
    if work.now >= (row.decided_at or row.opened_at) + WATCHED_FOR or not _still_sits(work, row):
        row.watch_at = None
        work.session.add(row)
        return True
    row.watch_at = work.now + LEASE
    work.session.add(row)
    proof_id, numbers = row.id, tuple(one for one in (row.imei, row.device_no) if one)
    work.after_commit(lambda units: _look(units, platform, proof_id, numbers))
    return True


def _still_sits(work: UnitOfWork, row: ProofRow) -> bool:
    sitting = inventory.all_installed_in(work, [row.vehicle_id]).get(row.vehicle_id, [])
    return any(one.device.id == row.device_id for one in sitting)


def _look(units: UnitsOfWork, platform: GpsPlatform, proof_id: str, numbers: tuple[str, ...]) -> None:
    try:
        last = _last_report(platform, numbers)
    except PlatformSilent:
        _look_later(units, proof_id, NO_ANSWER_PAUSE)
        return
    except PlatformAway:
        with units.write() as work:
            repository.put_off(work.session, work.now, AWAY_PAUSE)
        _look_later(units, proof_id, AWAY_PAUSE)
        return
    except Exception as broken:  # an adapter that fails must not stop the clock for the others
        log.error("platform_adapter_failed", error=repr(broken))
        _look_later(units, proof_id, NO_ANSWER_PAUSE)
        return
    with units.write() as work:
        row = repository.one(work.session, proof_id, lock=True)
        # No longer watched: while the platform was asked, the terminal was worked on again and has a newer proof.
        if row is not None and row.state == "passed" and row.watch_at is not None:
            _note(work, row, last)


def _look_later(units: UnitsOfWork, proof_id: str, by: timedelta) -> None:
    with units.write() as work:
        row = repository.one(work.session, proof_id, lock=True)
        if row is not None and row.watch_at is not None:
            row.watch_at = work.now + by
            work.session.add(row)


def _last_report(platform: GpsPlatform, numbers: tuple[str, ...]) -> datetime | None:
    terminal = next((found for number in numbers if (found := platform.find(number)) is not None), None)
    if terminal is None:
        return None
    last = platform.latest(terminal)
    known = [at for at in (terminal.last_seen, last.received_at if last else None) if at is not None]
    return max(known, default=None)


def _note(work: UnitOfWork, row: ProofRow, last: datetime | None) -> None:
    """Silent for longer than its family may be: dark. Else it is looked at again when it could be, a day at most."""
    patience = timedelta(hours=rule_of(work, row.family).dark_hours)
    silent_since = last or row.decided_at or row.opened_at
    if work.now < silent_since + patience:
        row.watch_at = min(work.now + ONCE_A_DAY, max(silent_since + patience, work.now + timedelta(minutes=30)))
    else:
        row.watch_at = None
        _suggest(work, row, last)
    work.session.add(row)


def _suggest(work: UnitOfWork, row: ProofRow, last: datetime | None) -> None:
    if repository.rework_of_proof(work.session, row.id) is not None:
        return
    found = ReworkRow(
        proof_id=row.id, item_id=row.item_id, order_id=row.order_id, visit_id=row.visit_id, centre_id=row.centre_id,
        technician_id=row.technician_id, vehicle_id=row.vehicle_id, plate=row.plate, device_no=row.device_no,
        proven_at=row.decided_at or row.opened_at, last_seen=last, opened_at=work.now,
    )  # fmt: skip
    work.session.add(found)
    work.session.flush()
    work.record(TerminalDark(**_named(found), device_no=found.device_no, last_seen=last))


def heard(work: UnitOfWork, number: str, kind: str, at: datetime) -> int:
    """The platform says that a terminal went online or offline; returns how many proofs that concerns.

    Whatever waits for the terminal is asked about at once. One that was proven and goes offline is looked at when its
    family's patience is over; a suggestion notes that the terminal is back.
    """
    at = min(at, work.now)  # a clock of the platform that runs ahead tells no future
    rows = repository.of_number(work.session, number, work.now - WATCHED_FOR)
    for row in rows:
        if row.state in lifecycle.WAKEABLE:
            wake(work, row)
        elif row.state == "passed" and kind == "offline" and row.watch_at is not None:
            patience = timedelta(hours=rule_of(work, row.family).dark_hours)
            row.watch_at = min(row.watch_at, max(at, work.now - patience) + patience)
            work.session.add(row)
        elif row.state == "passed" and kind == "online":
            _is_back(work, row, at)
    return len(rows)


def _is_back(work: UnitOfWork, row: ProofRow, at: datetime) -> None:
    found = repository.rework_of_proof(work.session, row.id)
    if found is not None and found.state == "open" and found.back_at is None:
        found.back_at = at
        work.session.add(found)


def accept(work: UnitOfWork, rework_id: str, version: int | None) -> ReworkRow:
    """Open the repair that is suggested, linked to the order it comes from; once."""
    row = _claim(work, rework_id, version)
    wrong = work_orders.WentWrong(
        f"装后又掉线（终端 {row.device_no}）", f"Went dark again after it was proven (terminal {row.device_no})", "F09"
    )
    opened = work_orders.rework(work, row.order_id, row.item_id, wrong)
    row.new_order_id = opened.id
    return _decide(work, row, "accepted", "", opened.no)


def dismiss(work: UnitOfWork, rework_id: str, version: int | None, reason: str) -> ReworkRow:
    """Put the suggestion aside with a reason; it no longer counts against first-time fix."""
    row = _claim(work, rework_id, version)
    if not reason.strip():
        raise Refusal(WHY, field="reason")
    row.counts = False
    return _decide(work, row, "dismissed", reason.strip(), "")


def _claim(work: UnitOfWork, rework_id: str, version: int | None) -> ReworkRow:
    row = repository.rework(work.session, rework_id, lock=True)
    if row is None:
        raise Refusal(NOT_FOUND)
    work.actor.require_centre(row.centre_id)
    if row.state != "open":
        raise Refusal(REWORK_DECIDED)
    if version is not None and version != row.version:
        raise Refusal(CHANGED_MEANWHILE, current=row.version)
    return row


def _decide(work: UnitOfWork, row: ReworkRow, state: str, reason: str, order_no: str) -> ReworkRow:
    row.state, row.reason = state, reason
    row.decided_at, row.decided_by = work.now, work.actor.name
    row.version += 1
    work.session.add(row)
    work.session.flush()
    work.record(ReworkDecided(**_named(row), accepted=state == "accepted", reason=reason, order_no=order_no))
    return row


def _named(row: ReworkRow) -> dict[str, str]:
    return {
        "rework_id": row.id, "order_id": row.order_id, "visit_id": row.visit_id, "centre_id": row.centre_id,
        "technician_id": row.technician_id, "vehicle_id": row.vehicle_id,
    }  # fmt: skip
