"""From rows to wire shapes."""

from collections.abc import Iterable
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import repository as inventory_repository
from backend.modules.inventory.models import PlaceRow
from backend.modules.inventory.stocking import after, counting, movements, repository, schemas
from backend.modules.inventory.stocking.differences import Difference, Standing, last_seen, standing
from backend.modules.inventory.stocking.models import StockCountRow, StockPaperRow, StockSheetRow
from backend.modules.inventory.stocking.papers import own_paper
from backend.modules.inventory.stocking.shortages import Shortage

SHOWN_ROWS, SHOWN_FAULTS, SHOWN_MISSING, LAST_SEEN = 200, 500, 100, 4


def names(work: UnitOfWork, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of users by id; whoever is gone is left out."""
    return auth.names_of(work, {one for one in ids if one})


def words(pair: tuple[str, str] | None) -> schemas.Words | None:
    """A pair of sentences on the wire."""
    return schemas.Words(zh=pair[0], en=pair[1]) if pair else None


def end(place: PlaceRow) -> schemas.EndOut:
    """A place on the wire."""
    return schemas.EndOut(
        id=place.id,
        kind=place.kind,
        name=place.name,
        centre_id=place.centre_id,
        technician_id=place.technician_id,
        vehicle_id=place.vehicle_id,
    )


def papers(work: UnitOfWork, rows: Iterable[StockPaperRow]) -> list[schemas.PaperOut]:
    """Papers with their ends and people."""
    listed = list(rows)
    ends = inventory_repository.places_by_id(
        work.session, {one for row in listed for one in (row.from_place, row.to_place) if one}
    )
    people = names(work, [one for row in listed for one in (row.by, row.ended_by)])
    return [_paper(work, row, ends, people) for row in listed]


def _paper(work: UnitOfWork, row: StockPaperRow, ends: dict[str, PlaceRow], people: dict[str, str]) -> schemas.PaperOut:
    zh, en = after.STATES[row.state]
    goal = ends[row.to_place]
    return schemas.PaperOut(
        **{name: getattr(row, name) for name in ("id", "kind", "no", "state", "counts", "note", "at", "by", "ended_at", "end_note")},
        state_zh=zh,
        state_en=en,
        from_place=end(ends[row.from_place]) if row.from_place else None,
        to_place=end(goal),
        by_name=people.get(row.by, ""),
        ended_by_name=people.get(row.ended_by or "", ""),
        may_undo=row.state in ("booked", "in_transit"),
        may_arrive=row.state == "in_transit" and work.actor.reaches(goal.centre_id or ""),
    )  # fmt: skip


def paper_sheet(work: UnitOfWork, paper_id: str) -> schemas.PaperSheetOut:
    """A paper with what it moved, each thing once."""
    row = own_paper(work, paper_id)
    left = after.on_the_road(work, row)
    first = [
        one for one in repository.movements_of_paper(work.session, row.id) if one.why not in ("undo", "arrived", "lost")
    ]
    lines = [
        schemas.PaperLineOut(
            kind=one.row.thing_kind, id=one.row.thing_id, number=one.number, name_zh=one.name[0], name_en=one.name[1],
            quantity=one.row.quantity, left=left[one.row.thing_kind, one.row.thing_id],
        )
        for one in movements.described(work, first)
    ]  # fmt: skip
    return schemas.PaperSheetOut(paper=papers(work, [row])[0], lines=lines)


def sheet(row: StockSheetRow) -> schemas.StockSheetOut:
    """A handed-in list; the first rows and faults of a long one."""
    return schemas.StockSheetOut(
        sheet_id=row.id,
        kind=row.kind,
        file_name=row.file_name,
        total=len(row.good) + len(row.faulty),
        good=len(row.good),
        faulty=len(row.faulty),
        rows=[schemas.StockSheetRowOut(**one) for one in row.good[:SHOWN_ROWS]],
        faults=[_fault(one) for one in row.faults[:SHOWN_FAULTS]],
        warnings=[schemas.WarningOut(**one) for one in row.warnings],
        paper_id=row.paper_id,
    )


def _fault(one: dict[str, Any]) -> schemas.StockSheetFaultOut:
    kept = ("row", "column", "column_name", "field", "code", "value")
    return schemas.StockSheetFaultOut(
        **{name: one[name] for name in kept}, message=schemas.Words(zh=one["zh"], en=one["en"])
    )


def counts(work: UnitOfWork, rows: Iterable[StockCountRow]) -> list[schemas.CountOut]:
    """Counts in a list."""
    listed = list(rows)
    places = inventory_repository.places_by_id(work.session, {row.place_id for row in listed})
    people = names(work, [one for row in listed for one in (row.opened_by, row.finished_by, row.decided_by)])
    seen = repository.entries_made(work.session, [row.id for row in listed])
    kept = ("id", "state", "opened_at", "finished_at", "decided_at", "note", "decision_note", "outcome", "version")
    return [
        schemas.CountOut(
            **{name: getattr(row, name) for name in kept},
            place=end(places[row.place_id]),
            opened_by_name=people.get(row.opened_by, ""),
            finished_by_name=people.get(row.finished_by or "", ""),
            decided_by_name=people.get(row.decided_by or "", ""),
            seen=seen.get(row.id, 0),
        )
        for row in listed
    ]


def count_sheet(work: UnitOfWork, count_id: str) -> schemas.CountSheetOut:
    """A count as it stands: progress, what differs, the last things seen, and the losses to approve."""
    row = counting.own_count(work, count_id)
    now = standing(work, row, SHOWN_MISSING) if row.state in ("open", "waiting") else Standing([], 0, 0, 0)
    return schemas.CountSheetOut(
        count=counts(work, [row])[0],
        expected=now.expected,
        found=now.found,
        lines=[_difference(one) for one in now.lines],
        hidden=now.hidden,
        last=[_difference(one) for one in last_seen(work, row, LAST_SEEN)] if row.state == "open" else [],
        losses=row.losses,
        may_decide=row.state == "waiting" and row.finished_by != work.actor.id,
    )


def _difference(one: Difference) -> schemas.DifferenceOut:
    return schemas.DifferenceOut(
        kind=one.kind, id=one.thing_id, number=one.number, name_zh=one.name_zh, name_en=one.name_en, what=one.what,
        expected=one.expected, seen=one.seen, place=end(one.place) if one.place else None, entry_id=one.entry_id,
        at=one.at,
    )  # fmt: skip


def shortage(one: Shortage) -> schemas.ShortageOut:
    """A line of the list of what is short."""
    product = one.product
    return schemas.ShortageOut(
        centre_id=one.centre_id, place_id=one.place_id, code=product.code, name_zh=product.name_zh,
        name_en=product.name_en, kind=product.kind, needed=one.needed, lacking=one.lacking, in_store=one.in_store,
        least=one.least, short=one.short, low=one.low,
        visits=[
            schemas.ShortVisitOut(
                **{name: getattr(need, name) for name in schemas.ShortVisitOut.model_fields if name != "quantity"},
                quantity=need.stock[product.code],
            )
            for need in one.visits
        ],
    )  # fmt: skip


def moved(
    work: UnitOfWork, rows: Iterable[movements.Moved], visits: dict[str, tuple[str, str]]
) -> list[schemas.MovementOut]:
    """Movements on the wire; `visits` are (number, order id) by visit."""
    listed = list(rows)
    people = names(work, [one.row.by for one in listed])
    found = []
    for one in listed:
        row, visit = one.row, visits.get(one.row.visit_id or "")
        why = movements.why_words(row)
        found.append(
            schemas.MovementOut(
                id=row.id, kind=row.thing_kind, thing_id=row.thing_id, number=one.number, name_zh=one.name[0],
                name_en=one.name[1], quantity=row.quantity, from_place=end(one.from_place) if one.from_place else None,
                to_place=end(one.to_place), at=row.at, recorded_at=row.recorded_at,
                by_name=people.get(row.by, ""), why=row.why.split(":", 1)[0],
                why_zh=why[0], why_en=why[1], note=row.note, visit_id=row.visit_id, visit_no=visit[0] if visit else "",
                order_id=visit[1] if visit else None, paper_id=row.paper_id,
                paper_no=one.paper.no if one.paper else "",
            )
        )  # fmt: skip
    return found
