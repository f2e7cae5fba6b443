"""What a movement means for the entry of a removed part: custody calls this whenever a device or card has moved.

So nobody who issues, takes back, counts or installs has to know of these entries, and none can be forgotten.
"""

from datetime import datetime

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.models import DeviceRow, PlaceRow, SimRow
from backend.modules.inventory.removed import lifecycle, repository
from backend.modules.inventory.removed.events import PartEnded, PartReopened, PartTakenIn
from backend.modules.inventory.removed.models import RemovedRow

# Where a thing can only be when its entry has ended.
_ENDS = {"vehicle": "restocked", "scrap": "scrapped", "customer": "customer", "factory": "factory", "lost": "lost"}
USABLE_ENDS = frozenset({"warehouse", "van"})


def follow(work: UnitOfWork, thing: DeviceRow | SimRow, came_from: str) -> None:
    """The open entry of a thing goes along to where the thing is now, and ends where that place is an end."""
    kind = _kind(thing)
    row = repository.lock_open_of(work.session, kind, thing.id) or _taken_back(work, kind, thing, came_from)
    if row is None:
        return
    place = work.session.get_one(PlaceRow, thing.place_id)
    row.place_id = place.id
    row.centre_id = place.centre_id or row.centre_id
    end = _ENDS.get(place.kind)
    if place.kind == "warehouse" and row.bound_for in USABLE_ENDS:
        end = "restocked"
    if end is None:
        thing.bound_for = row.bound_for
        _turned_up(work, row)
        if place.kind == "warehouse":
            work.record(PartTakenIn(**about(row)))
    else:
        finish(work, row, end, came_from, note="")
    work.session.add(row)
    work.session.flush()


def _turned_up(work: UnitOfWork, row: RemovedRow) -> None:
    """What was reported lost has been moved: there is no loss to approve any more."""
    change = lifecycle.removed_step(row.state, "move")
    if change is not None:
        row.state, row.version = change.target, row.version + 1
        work.record(PartReopened(**about(row), note=""))


def never_taken_out(
    work: UnitOfWork, thing: DeviceRow | SimRow, visit_id: str | None, at: datetime, to_place: str
) -> None:
    """A visit named this thing by mistake: the entry that it opened ends as that, before the thing goes where it belongs."""
    row = repository.lock_open_of(work.session, _kind(thing), thing.id)
    if row is None or (row.visit_id, row.removed_at) != (visit_id, at):
        return
    finish(work, row, "mistaken", thing.place_id, note="")
    row.place_id = to_place
    work.session.flush()


def withdraw_entry(work: UnitOfWork, removed_id: str) -> None:
    """What opened this entry is taken back: it ends as a mistake, before its thing goes where it was."""
    row = repository.lock_removed(work.session, removed_id)
    if row.state != "ended":
        finish(work, row, "mistaken", row.place_id, note="")
        work.session.flush()


def reopen(work: UnitOfWork, row: RemovedRow, bound_for: str, note: str) -> None:
    """An ended entry waits for another end."""
    row.state, row.end, row.ended_at, row.ended_by, row.came_from = "open", None, None, "", None
    row.bound_for, row.version = bound_for, row.version + 1
    work.session.add(row)
    work.session.flush()
    work.record(PartReopened(**about(row), note=note))


def finish(work: UnitOfWork, row: RemovedRow, end: str, came_from: str, note: str) -> None:
    """The entry has come to its end; `came_from` is where the thing lay before."""
    row.state, row.end, row.note = "ended", end, note or row.note
    row.came_from, row.ended_at, row.ended_by = came_from, work.now, work.actor.name
    row.version += 1
    work.session.add(row)
    work.record(PartEnded(**about(row), end=end, note=row.note))


def _kind(thing: DeviceRow | SimRow) -> str:
    return "device" if isinstance(thing, DeviceRow) else "sim"


def _taken_back(work: UnitOfWork, kind: str, thing: DeviceRow | SimRow, came_from: str) -> RemovedRow | None:
    """The entry that ended by a return of stock which is undone now: the thing is on the van again and bound as before."""
    if thing.bound_for is None:
        return None
    newest = next(iter(repository.entries_of(work.session, kind, thing.id)), None)
    if newest is None or (newest.place_id, newest.came_from) != (came_from, thing.place_id):
        return None
    reopen(work, newest, thing.bound_for, note="")
    return newest


def about(row: RemovedRow) -> dict[str, str | None]:
    """What every fact about an entry carries."""
    return {
        "removed_id": row.id,
        "label_no": row.label_no,
        "number": row.number,
        "plate": row.plate,
        "centre_id": row.centre_id,
    }
