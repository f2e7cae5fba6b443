"""One list of everything that happened to a vehicle, a terminal or a card, and what was so at a moment (R30)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from backend.kernel.db import EPOCH, MICROSECOND
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import repository as stock
from backend.modules.inventory.history import repository
from backend.modules.inventory.history.shapes import Entry, Line, Moment, Stop, Subject, What
from backend.modules.inventory.models import InstallationRow, MovementRow, NumberCaseRow, PlaceRow

Cursor = tuple[int, str]  # microseconds of the event, key of the entry
_CASE_FACTS = ("id", "code", "state", "decision", "note", "installation_id")


def entries(work: UnitOfWork, subject: Subject, after: Cursor | None, limit: int) -> list[Entry]:
    """Up to `limit` + 1 entries, the newest event first, from behind the cursor."""
    before = EPOCH + after[0] * MICROSECOND if after else None
    found = [*_of_lines(work, subject, before, limit + 1), *_of_cases(work, subject, before, limit + 1)]
    found += _of_movements(work, subject, before, limit + 1)
    found.sort(key=_place, reverse=True)
    if after is not None:
        found = [one for one in found if _place(one) < after]
    return found[: limit + 1]


def cursor_of(one: Entry) -> Cursor:
    """Where the page that ends with this entry goes on."""
    return _place(one)


def moment(work: UnitOfWork, subject: Subject, at: datetime, known_at: datetime | None = None) -> Moment:
    """What was so at `at`, by what is known now or by what the books knew at `known_at`."""
    rows = repository.lines_at(work.session, subject, at, known_at)
    lines = [as_line(one) for one in rows if _counts(one.row, known_at)]
    claims = [as_line(one) for one in rows if _is_claim(one.row, known_at)]
    stop = None
    if subject.kind != "vehicle":
        last = repository.last_movement(work.session, subject, at, known_at)
        stop = stop_of(work.session.get(PlaceRow, last.to_place)) if last else None
    return Moment(at, known_at, lines, claims, stop)


def as_line(one: repository.LineRow) -> Line:
    """A line as a timeline shows it."""
    row = one.row
    values = row.model_dump(exclude={"slot", "claimed_sim_id", "counted_from", "counted_until", "sim_id"})
    sim_id = row.sim_id or row.claimed_sim_id
    return Line(**values, sim_id=sim_id, terminal_no=one.terminal_no, imei=one.imei, iccid=one.iccid or "")


def _counts(row: InstallationRow, known_at: datetime | None) -> bool:
    if known_at is None:
        return row.standing == "valid"
    began, ended = row.counted_from, row.counted_until
    return began is not None and began <= known_at and (ended is None or ended > known_at)


def _is_claim(row: InstallationRow, known_at: datetime | None) -> bool:
    if known_at is None:
        return row.standing == "claimed"
    return row.counted_from is None or row.counted_from > known_at


def _of_lines(work: UnitOfWork, subject: Subject, before: datetime | None, limit: int) -> Iterable[Entry]:
    row = InstallationRow
    sources: tuple[tuple[What, Any, Callable[[InstallationRow], tuple[Any, ...]]], ...] = (
        ("began", row.from_at, lambda one: (one.from_at, one.recorded_at, one.recorded_by, one.act, one.visit_id)),
        ("ended", row.until_at, _end_of),
        ("corrected", row.counted_until, lambda one: (one.counted_until, one.counted_until, "", "correction", None)),
    )
    lines: dict[str, Line] = {}
    whole: repository.Numbered | None = None
    for what, column, facts in sources:
        if whole is None:
            rows = repository.lines_by(work.session, subject, column, before, limit)
            # Every line has a beginning: when these fit the page, the other moments are among them.
            whole = rows if before is None and len(rows) < limit else None
        else:
            rows = [one for one in whole if facts(one.row)[0] is not None]
        for one in rows:
            if not _tells(one.row, what):
                continue
            line = lines.get(one.row.id) or lines.setdefault(one.row.id, as_line(one))
            at, recorded_at, by, act, visit_id = facts(one.row)
            yield Entry(f"{line.id}:{what}", what, at, recorded_at, by, act, visit_id, line=line)


def _tells(row: InstallationRow, what: What) -> bool:
    """A line that was corrected has no end of its own: the lines written in its stead have."""
    return what != "ended" or row.standing == "valid"


def _end_of(row: InstallationRow) -> tuple[Any, ...]:
    return (row.until_at, row.ended_recorded_at or row.until_at, row.ended_by, row.ended_act, row.ended_visit_id)


def _of_cases(work: UnitOfWork, subject: Subject, before: datetime | None, limit: int) -> Iterable[Entry]:
    opened = repository.cases(work.session, subject, NumberCaseRow.at, before, limit)
    for row in opened:
        by = row.technician_id or ""
        at = row.at or row.opened_at
        yield Entry(f"{row.id}:case", "case", at, row.opened_at, by, row.claim.get("act", ""), row.visit_id,
                    number=row.number, case=_facts(row))  # fmt: skip
    if before is None and len(opened) < limit:  # as with lines: these are all, the settled ones among them
        closed = [row for row in opened if row.settled_at]
    else:
        closed = list(repository.cases(work.session, subject, NumberCaseRow.settled_at, before, limit))
    for row in closed:
        settled = row.settled_at or row.opened_at
        yield Entry(f"{row.id}:settled", "settled", settled, settled, row.settled_by or "", row.decision or "",
                    row.visit_id, number=row.number, case=_facts(row))  # fmt: skip


def _of_movements(work: UnitOfWork, subject: Subject, before: datetime | None, limit: int) -> Iterable[Entry]:
    rows: Sequence[MovementRow] = repository.movements(work.session, subject, before, limit)
    places = stock.places_by_id(work.session, (key for row in rows for key in (row.from_place, row.to_place) if key))
    for row in rows:
        came_from = stop_of(places.get(row.from_place)) if row.from_place else None
        yield Entry(f"{row.id}:moved", "moved", row.at, row.recorded_at, row.by, row.why.partition(":")[0],
                    row.visit_id, from_stop=came_from, to_stop=stop_of(places.get(row.to_place)))  # fmt: skip


def _facts(row: NumberCaseRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _CASE_FACTS}


def stop_of(row: PlaceRow | None) -> Stop | None:
    """A place as a timeline names it."""
    return Stop(row.kind, row.name, row.technician_id, row.vehicle_id, row.centre_id) if row else None


def _place(one: Entry) -> Cursor:
    return (one.at - EPOCH) // MICROSECOND, one.key
