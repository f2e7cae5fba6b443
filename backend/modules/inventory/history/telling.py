"""A timeline in words that people read: names of people, visits with their pictures, plates of the vehicles in reach."""

from collections.abc import Iterable
from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory.history import schemas as wire
from backend.modules.inventory.history.shapes import Entry, Line, Moment, Stop


def tell(
    work: UnitOfWork,
    house: Any,
    subject: wire.SubjectOut,
    moment: Moment | None,
    entries: list[Entry],
    following: str | None,
) -> wire.TimelineOut:
    """Put names to what the entries, the moment and the subject refer to."""
    lines = [one.line for one in entries if one.line] + ([*moment.lines, *moment.claims] if moment else [])
    stops: list[Stop | wire.StopOut] = [stop for one in entries for stop in (one.from_stop, one.to_stop) if stop]
    stops += [one for one in (moment.stop if moment else None, subject.place) if one]
    visits = house.visits_told(work, _visit_ids(entries, lines))
    names = auth.names_of(work, _actors(entries, lines))
    people = {one.technician_id for one in stops if one.technician_id} | {
        one.by for one in entries if one.what == "case"
    }
    technicians = {one.id: one.name for one in house.technicians(work, ids=people)} if people else {}
    names |= {one.technician_id: one.technician_name for one in visits.values()} | technicians
    vehicle_ids = {one.vehicle_id for one in lines} | {one.vehicle_id for one in stops if one.vehicle_id}
    return wire.TimelineOut(
        subject=subject,
        moment=_moment(moment, names) if moment else None,
        items=[_entry(one, names) for one in entries],
        visits={key: wire.VisitToldOut(**_visit(one)) for key, one in visits.items()},
        vehicles=named_vehicles(work, house, vehicle_ids),
        technicians=technicians,
        next=following,
    )


def named_vehicles(work: UnitOfWork, house: Any, ids: Iterable[str]) -> dict[str, wire.VehicleNamedOut]:
    """Vehicles by id; of those beyond the reader's centres only that there is one."""
    wanted = {one for one in ids if one}
    found = house.vehicles(work, wanted) if wanted else {}
    seen = house.vehicles_in_reach(work, found.values())
    return {
        key: wire.VehicleNamedOut(
            id=key,
            plate=found[key].plate if key in seen else "",
            plate_colour=found[key].plate_colour if key in seen else "",
            vin=found[key].vin if key in seen else "",
        )
        for key in wanted & found.keys()
    }


def stop_out(stop: Stop | None) -> wire.StopOut | None:
    """A place on the wire."""
    return wire.StopOut(**vars(stop)) if stop else None


def visit_out(told: Any) -> wire.VisitToldOut:
    """A visit on the wire."""
    return wire.VisitToldOut(**_visit(told))


def line_out(line: Line, names: dict[str, str]) -> wire.SpanOut:
    """A line on the wire, with names of people in place of their ids."""
    values = vars(line) | {
        "recorded_by": names.get(line.recorded_by, ""),
        "ended_by": names.get(line.ended_by, ""),
    }
    return wire.SpanOut(**values)


def _visit(told: Any) -> dict[str, Any]:
    return {**vars(told), "pictures": [wire.PictureOut(**vars(one)) for one in told.pictures]}


def _visit_ids(entries: list[Entry], lines: list[Line]) -> set[str]:
    found = {one.visit_id for one in entries} | {one.visit_id for one in lines} | {one.ended_visit_id for one in lines}
    return {one for one in found if one}


def _actors(entries: list[Entry], lines: list[Line]) -> set[str]:
    found = {one.by for one in entries} | {one.recorded_by for one in lines} | {one.ended_by for one in lines}
    return {one for one in found if one}


def _entry(one: Entry, names: dict[str, str]) -> wire.HappeningOut:
    return wire.HappeningOut(
        key=one.key,
        what=one.what,
        at=one.at,
        recorded_at=one.recorded_at,
        by_name=names.get(one.by, ""),
        act=one.act,
        visit_id=one.visit_id,
        line=line_out(one.line, names) if one.line else None,
        from_stop=stop_out(one.from_stop),
        to_stop=stop_out(one.to_stop),
        number=one.number,
        case=one.case,
    )


def _moment(moment: Moment, names: dict[str, str]) -> wire.MomentOut:
    return wire.MomentOut(
        at=moment.at,
        known_at=moment.known_at,
        lines=[line_out(one, names) for one in moment.lines],
        claims=[line_out(one, names) for one in moment.claims],
        stop=stop_out(moment.stop),
    )
