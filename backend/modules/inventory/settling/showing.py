"""A case as a person reads it: both claims with who, when and which pictures, and what a settlement would change."""

from datetime import timedelta
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import near
from backend.modules.inventory import repository as stock
from backend.modules.inventory.errors import WORDS
from backend.modules.inventory.history import repository as reading
from backend.modules.inventory.history import telling
from backend.modules.inventory.history.schemas import NearOut, SpanOut, StopOut
from backend.modules.inventory.history.timeline import as_line, stop_of
from backend.modules.inventory.models import NumberCaseRow
from backend.modules.inventory.schemas import CaseOut
from backend.modules.inventory.settling import schemas as wire
from backend.modules.inventory.settling.correcting import CORRECTABLE
from backend.modules.inventory.settling.settle import UNDO_MINUTES


def case_out(row: NumberCaseRow) -> CaseOut:
    """A case on the wire."""
    zh, en = WORDS.get(row.code, (row.code, row.code))
    values = {name: getattr(row, name) for name in CaseOut.model_fields if hasattr(row, name)}
    return CaseOut(**values, text_zh=zh, text_en=en)


def detail(work: UnitOfWork, house: Any, row: NumberCaseRow) -> wire.CaseDetailOut:
    """Everything behind a case."""
    ids = [one["id"] for one in row.books.get("installations", ())]
    ids += [row.installation_id] if row.installation_id else []
    lines = [as_line(one) for one in reading.lines_of(work.session, ids)]
    visit_ids = {row.visit_id, *(one.visit_id for one in lines), *(one.ended_visit_id for one in lines)}
    visits = house.visits_told(work, {one for one in visit_ids if one})
    people = {one.recorded_by for one in lines} | {one.ended_by for one in lines} | {row.settled_by or ""}
    names = auth.names_of(work, {one for one in people if one})
    told = {one.id: telling.line_out(one, names) for one in lines}
    vehicles = {one.vehicle_id for one in lines} | {row.vehicle_id or "", row.claim.get("from_vehicle_id") or ""}
    found = near.kept(row.books) if row.state == "open" else []
    return wire.CaseDetailOut(
        case=case_out(row),
        lines=[one for key, one in told.items() if key != row.installation_id],
        claimed_line=told.get(row.installation_id or ""),
        visits={key: telling.visit_out(one) for key, one in visits.items()},
        vehicles=telling.named_vehicles(work, house, vehicles),
        near=[NearOut(**vars(one)) for one in found],
        settled_by_name=names.get(row.settled_by or "", ""),
        may_correct=row.code in CORRECTABLE,
        undo_until=row.settled_at + timedelta(minutes=UNDO_MINUTES) if row.settled_at else None,
    )


def preview_out(work: UnitOfWork, house: Any, changes: dict[str, Any]) -> wire.PreviewOut:
    """What a settlement changes, with numbers and places that people read."""
    sides = [side for one in changes["lines"] for side in (one["before"], one["after"]) if side]
    terminals, cards = reading.numbers_of(
        work.session,
        {one["device_id"] for one in sides} | {one["id"] for one in changes["things"]},
        {one["sim_id"] for one in sides if one["sim_id"]} | {one["id"] for one in changes["things"]},
    )
    stops = [side["place_id"] for one in changes["things"] for side in (one["before"], one["after"]) if side]
    places = stock.places_by_id(work.session, stops)
    vehicles = {one["vehicle_id"] for one in sides} | {one.vehicle_id or "" for one in places.values()}
    people = {one.technician_id for one in places.values() if one.technician_id}
    return wire.PreviewOut(
        lines=[
            wire.LineChangeOut(
                before=_line(one["id"], one["before"], terminals, cards),
                after=_line(one["id"], one["after"], terminals, cards),
            )
            for one in changes["lines"]
        ],
        things=[_thing(one, terminals, cards, places) for one in changes["things"]],
        parts=changes["parts"],
        vehicles=telling.named_vehicles(work, house, vehicles),
        technicians={one.id: one.name for one in house.technicians(work, ids=people)} if people else {},
    )


def _line(key: str, side: dict[str, Any] | None, terminals: dict[str, Any], cards: dict[str, Any]) -> SpanOut | None:
    if side is None:
        return None
    number, imei = terminals.get(side["device_id"], ("", ""))
    blank = {
        "recorded_at": side["from_at"], "recorded_by": "", "visit_id": None, "act": "", "ended_recorded_at": None,
        "ended_by": "", "ended_act": "", "ended_visit_id": None,
    }  # fmt: skip
    return SpanOut(id=key, terminal_no=number, imei=imei, iccid=cards.get(side["sim_id"] or "", ""), **side, **blank)


def _thing(
    one: dict[str, Any], terminals: dict[str, Any], cards: dict[str, Any], places: dict[str, Any]
) -> wire.ThingChangeOut:
    before, after = one["before"], one["after"]
    is_device = one["id"] in terminals
    return wire.ThingChangeOut(
        kind="device" if is_device else "sim",
        id=one["id"],
        number=terminals[one["id"]][0] if is_device else cards.get(one["id"], ""),
        from_stop=_stop(places, before),
        to_stop=_stop(places, after),
        state_before=before["state"] if before else None,
        state_after=after["state"],
    )


def _stop(places: dict[str, Any], side: dict[str, Any] | None) -> StopOut | None:
    return telling.stop_out(stop_of(places.get(side["place_id"]))) if side else None
