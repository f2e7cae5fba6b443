"""From two plans to what a dispatcher compares: days before and after, the changes between them, what stays out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from backend.modules.planning import policies
from backend.modules.planning.plans import policy
from backend.modules.planning.plans.problem import ORDER, Problem
from backend.modules.planning.plans.schemas import (
    ChangeOut,
    PlanLaneOut,
    ProposalOut,
    SlotOut,
    TotalsOut,
    UnplacedOut,
)
from backend.modules.planning.plans.words import Narrator
from backend.modules.planning.schemas import PlateOut, ShiftOut
from dispatch import Fixed, PlannedStop, check
from dispatch import Technician as Worker
from dispatch.plan import Plan, Unassigned


@dataclass(frozen=True)
class Place:
    """Where a stop is in a plan: with whom, when, and after how many others."""

    technician_id: str
    start: int
    position: int


def proposal_of(problem: Problem, plan: Plan, narrator: Narrator) -> ProposalOut:
    """The proposal as it is kept and shown."""
    before, after = places_of(problem.workers), places_of(plan.technicians)
    changes = changes_between(problem, before, after)
    lanes = _lanes(problem, plan.technicians, {one.id for one in changes})
    kinds = [one.kind for one in changes]
    return ProposalOut(
        lanes=lanes,
        changes=changes,
        unplaced=[_unplaced(problem, one, narrator) for one in plan.unassigned],
        totals=TotalsOut(
            served_before=len(before),
            served_after=len(after),
            travel_before=sum(one.travel_before for one in lanes),
            travel_after=sum(one.travel_after for one in lanes),
            placed=kinds.count("place"),
            given=kinds.count("give"),
            shifted=kinds.count("shift"),
        ),
        engine=plan.engine,
    )


def places_of(workers: Iterable[Worker]) -> dict[str, Place]:
    """Where each stop is, by its id."""
    return {
        planned.stop.id: Place(worker.id, planned.start or 0, position)
        for worker in workers
        for position, planned in enumerate(worker.route)
    }


def changes_between(problem: Problem, before: Mapping[str, Place], after: Mapping[str, Place]) -> list[ChangeOut]:
    """What would be different, in the order of the day; small moves inside a window are told to nobody."""
    found = [change_of(problem, key, before.get(key), place) for key, place in after.items()]
    told = [one for one in found if one is not None]
    return sorted(told, key=lambda one: (one.start or one.window_start, one.no))


def change_of(problem: Problem, key: str, before: Place | None, after: Place | None) -> ChangeOut | None:
    """The change of one stop; None when there is none worth telling."""
    if key.startswith(ORDER):
        return _place(problem, key, after) if after is not None else None
    if before is None:
        return None
    if after is None:
        return _move(problem, key, "free", before, None)
    if before.technician_id != after.technician_id:
        return _move(problem, key, "give", before, after)
    if abs(after.start - before.start) < policy.WORTH_TELLING.total_seconds() and before.position == after.position:
        return None
    return _move(problem, key, "shift", before, after) if after.start != before.start else None


def _place(problem: Problem, key: str, after: Place) -> ChangeOut:
    one = problem.waiting[key]
    order, start = one.needs.order, policies.moment(after.start)
    window = (order.window_start, order.window_end)
    if one.late or window[0] is None or window[1] is None:
        window = policy.appointment(start)
    return ChangeOut(
        id=key,
        kind="place",
        order_id=order.id,
        visit_id=None,
        version=order.version,
        no=order.no,
        order_kind=order.kind,
        priority=order.priority,
        customer_name=one.customer_name,
        district=one.district,
        plates=[PlateOut(plate=plate, plate_colour=colour) for plate, colour in one.plates],
        visit_state=None,
        from_id=None,
        from_name=None,
        to_id=after.technician_id,
        to_name=name_of(problem, after.technician_id),
        start_before=None,
        start=start,
        end=policies.moment(after.start + one.needs.minutes * 60),
        window_start=window[0] or start,
        window_end=window[1] or start,
        late=one.late,
    )


def _move(problem: Problem, key: str, kind: str, before: Place, after: Place | None) -> ChangeOut:
    trip = problem.trips[key]
    visit, order = trip.visit, trip.order
    start = policies.moment(after.start) if after else None
    late = start is not None and start > visit.window_end
    kept = start is None or visit.window_start <= start <= visit.window_end
    window = (visit.window_start, visit.window_end) if kept or start is None else policy.appointment(start)
    return ChangeOut.model_validate(
        {
            "id": key,
            "kind": kind,
            "order_id": order.id,
            "visit_id": visit.id,
            "version": visit.version,
            "no": visit.no,
            "order_kind": order.kind,
            "priority": order.priority,
            "customer_name": trip.customer_name,
            "district": trip.site.district if trip.site else "",
            "plates": [],
            "visit_state": visit.state,
            "from_id": before.technician_id,
            "from_name": name_of(problem, before.technician_id),
            "to_id": after.technician_id if after else None,
            "to_name": name_of(problem, after.technician_id) if after else None,
            "start_before": policies.moment(before.start),
            "start": start,
            "end": policies.moment(after.start + visit.planned_minutes * 60) if after else None,
            "window_start": window[0],
            "window_end": window[1],
            "late": late,
        }
    )


def name_of(problem: Problem, technician_id: str) -> str | None:
    """The technician's name."""
    return next((one.name for one in problem.day.technicians if one.id == technician_id), None)


def _lanes(problem: Problem, after: Iterable[Worker], changed: set[str]) -> list[PlanLaneOut]:
    then = {one.id: one for one in after}
    return [_lane(problem, one, then[one.id], changed) for one in problem.workers]


def _lane(problem: Problem, before: Worker, after: Worker, changed: set[str]) -> PlanLaneOut:
    shift = problem.day.shifts.get(before.id)
    hours = {name: at.astimezone(UTC) if at else None for name, at in vars(shift).items()} if shift else None
    return PlanLaneOut(
        technician_id=before.id,
        name=name_of(problem, before.id) or "",
        shift=ShiftOut.model_validate(hours) if hours else None,
        before=[_slot(problem, one, changed) for one in before.route],
        after=[_slot(problem, one, changed) for one in after.route],
        travel_before=_minutes(problem, before),
        travel_after=_minutes(problem, after),
    )


def _minutes(problem: Problem, worker: Worker) -> int:
    return round(check(worker, problem.travel, problem.now).drive_seconds / 60)


def _slot(problem: Problem, planned: PlannedStop, changed: set[str]) -> SlotOut:
    key = planned.stop.id
    start = policies.moment(planned.start or planned.stop.window.start)
    no, name = _named(problem, key)
    return SlotOut(
        id=key,
        no=no,
        customer_name=name,
        start=start,
        end=_end(planned, start),
        fixed=planned.fixed is not Fixed.FREE,
        change_id=key if key in changed else None,
    )


def _end(planned: PlannedStop, start: datetime) -> datetime:
    if planned.leave is not None and planned.fixed is Fixed.STARTED:
        return policies.moment(planned.leave)
    return policies.moment(policies.seconds(start) + planned.stop.service)


def _named(problem: Problem, key: str) -> tuple[str, str]:
    if key in problem.waiting:
        return problem.waiting[key].needs.order.no, problem.waiting[key].customer_name
    trip = problem.trips[key]
    return trip.visit.no, trip.customer_name


def _unplaced(problem: Problem, one: Unassigned, narrator: Narrator) -> UnplacedOut:
    key = one.stop.id
    no, name = _named(problem, key)
    if key in problem.waiting:
        waiting = problem.waiting[key]
        order, district, visit_id = waiting.needs.order, waiting.district, None
    else:
        trip = problem.trips[key]
        order, district, visit_id = trip.order, trip.site.district if trip.site else "", trip.visit.id
    return UnplacedOut(
        id=key,
        order_id=order.id,
        visit_id=visit_id,
        no=no,
        customer_name=name,
        district=district,
        priority=order.priority,
        why=narrator.why(one),
        helps=[narrator.help(advice) for advice in one.advice],
    )
