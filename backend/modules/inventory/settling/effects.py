"""What a settlement changes, line by line and thing by thing: shown before it is done, kept to undo it after."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlmodel import Session, SQLModel

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, repository
from backend.modules.inventory.custody import Occasion, move_thing
from backend.modules.inventory.models import DeviceRow, InstallationRow, MovementRow, SimRow
from backend.modules.inventory.removed.following import withdraw_entry
from backend.modules.inventory.removed.models import RemovedRow

Facts = dict[str, Any]
_LINE = ("vehicle_id", "mounting", "device_id", "sim_id", "from_at", "until_at", "standing")
_THING = ("place_id", "state", "bound_for", "product_code")
_DEVICE = (*_THING, "warranty_start", "warranty_end")


@dataclass
class Effects:
    """Rows as they were when first touched (None: they are new) and as they are now."""

    before: dict[str, Facts | None] = field(default_factory=dict)
    rows: dict[str, SQLModel] = field(default_factory=dict)
    parts: list[Facts] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def note(self, row: SQLModel) -> None:
        """Remember a row that is about to be written."""
        if isinstance(row, MovementRow) and row.thing_kind == "part":
            self.parts.append({"code": row.thing_id, "quantity": row.quantity})
        if isinstance(row, RemovedRow) and inspect(row).pending and row.id not in self.opened:
            self.opened.append(row.id)
        if not isinstance(row, InstallationRow | DeviceRow | SimRow) or row.id in self.before:
            return
        state = inspect(row)
        self.before[row.id] = None if state.pending or state.transient else _as_it_was(row)
        self.rows[row.id] = row

    def told(self) -> Facts:
        """What changed, as plain values that can be kept and sent."""
        lines: list[Facts] = []
        things: list[Facts] = []
        for key, row in self.rows.items():
            change = {"id": key, "before": self.before[key], "after": _values(row, _columns(row))}
            if change["before"] != change["after"]:
                (lines if isinstance(row, InstallationRow) else things).append(change)
        return {"lines": lines, "things": things, "parts": self.parts, "opened": self.opened}


@contextmanager
def watched(session: Session) -> Iterator[Effects]:
    """Gather what is written to ledger and custody inside the block."""
    session.flush()
    effects = Effects()

    def look(active: Session, *_: object) -> None:
        for row in (*active.new, *active.dirty):
            effects.note(row)

    event.listen(session, "before_flush", look)
    try:
        yield effects
        session.flush()
    finally:
        event.remove(session, "before_flush", look)


def unchanged_since(work: UnitOfWork, outcome: Facts) -> bool:
    """Whether everything is still as the settlement left it."""
    for change in outcome["lines"]:
        row = work.session.get(InstallationRow, change["id"], populate_existing=True)
        if row is None or _values(row, _LINE) != change["after"]:
            return False
    for change in outcome["things"]:
        thing = repository.lock_thing(work.session, change["id"])
        if _values(thing, _columns(thing)) != change["after"]:
            return False
    return not outcome["parts"]


def take_back(work: UnitOfWork, outcome: Facts, occasion: Occasion) -> dict[str, str]:
    """Undo a settlement: lines are retired and written anew as they were, things go back. Returns new ids of lines by old."""
    changes = [(work.session.get_one(InstallationRow, one["id"]), one["before"]) for one in outcome["lines"]]
    for row, _ in changes:
        if row.standing in ("valid", "claimed"):
            ledger.retire(work, row)
    fresh: dict[str, str] = {}
    for row, before in changes:
        if before is not None and before["standing"] in ("valid", "claimed"):
            until = before["until_at"]
            copy = ledger.copy_line(
                work,
                row,
                from_at=datetime.fromisoformat(before["from_at"]),
                until_at=datetime.fromisoformat(until) if until else None,
                sim_id=before["sim_id"],
                device_id=before["device_id"],
                standing=before["standing"],
            )
            fresh[row.id] = copy.id
    for removed_id in outcome["opened"]:
        withdraw_entry(work, removed_id)
    for change in outcome["things"]:
        _restore(work, change, occasion)
    return fresh


def _restore(work: UnitOfWork, change: Facts, occasion: Occasion) -> None:
    thing, before = repository.lock_thing(work.session, change["id"]), change["before"]
    if before is None:  # it came into the books by the settlement, and stays in them
        return
    thing.state, thing.bound_for, thing.product_code = before["state"], before["bound_for"], before["product_code"]
    if isinstance(thing, DeviceRow):
        thing.warranty_start, thing.warranty_end = _day(before["warranty_start"]), _day(before["warranty_end"])
    work.session.add(thing)
    move_thing(work, thing, before["place_id"], occasion)


def _columns(row: SQLModel) -> tuple[str, ...]:
    if isinstance(row, InstallationRow):
        return _LINE
    return _DEVICE if isinstance(row, DeviceRow) else _THING


def _values(row: SQLModel, names: tuple[str, ...]) -> Facts:
    return {name: _plain(getattr(row, name)) for name in names}


def _as_it_was(row: SQLModel) -> Facts:
    """The values before the change that is about to be written."""
    found: Facts = {}
    attributes = inspect(row).attrs
    for name in _columns(row):
        gone = attributes[name].history.deleted
        found[name] = _plain(gone[0] if gone else getattr(row, name))
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
