"""Fitting one visit into a day that is planned already: ranked options, each with what it does to others."""

from dataclasses import replace
from datetime import date, datetime

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.planning import errors, policies
from backend.modules.planning.models import DayPlanRow
from backend.modules.planning.plans import policy
from backend.modules.planning.plans.problem import Problem, read_problem
from backend.modules.planning.plans.proposal import Place, change_of, name_of, places_of
from backend.modules.planning.plans.schemas import ChangeOut, OptionOut, ProposalOut, ReplanIn
from backend.modules.planning.plans.telling import narrator_of
from backend.modules.planning.plans.words import Narrator, words
from backend.modules.planning.ranking import check_window
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import WaitingOrder
from dispatch import Stop, Window
from dispatch.replan import Change, Option, options_for

MOVABLE = frozenset({"planned", "dispatched", "accepted"})


def for_order(work: UnitOfWork, order_id: str, said: ReplanIn) -> DayPlanRow:
    """Ways to get somebody to what waits of an order. Refuses 404, another centre's (403), nothing that waits (409)."""
    return _offer(work, *order_case(work, order_id, said))


def for_visit(work: UnitOfWork, visit_id: str, said: ReplanIn) -> DayPlanRow:
    """Ways to have a planned visit made by somebody else or at another time; refuses one that is under way (409)."""
    return _offer(work, *visit_case(work, visit_id, said))


def order_case(work: UnitOfWork, order_id: str, said: ReplanIn) -> tuple[Problem, str, Stop]:
    """What `for_order` is about: the day, the centre and what has to be fitted in. Refuses as it does."""
    order = work_orders.order(work, order_id)
    work.actor.require_centre(order.centre_id)
    check_window(work, said.window_start, said.window_end)
    found = [one for one in work_orders.waiting_orders(work, [order.centre_id]) if one.order.id == order.id]
    if not found:
        raise Refusal(errors.NOTHING_WAITS)
    asked = _with_window(found[0], said)
    day = _day(work, order.centre_id, asked.order.window_start)
    problem = _problem(work, day, order.centre_id, [asked])
    return problem, order.centre_id, problem.stops[0]


def visit_case(work: UnitOfWork, visit_id: str, said: ReplanIn) -> tuple[Problem, str, Stop]:
    """What `for_visit` is about, likewise."""
    visit = work_orders.visit(work, visit_id)
    work.actor.require_centre(visit.centre_id)
    check_window(work, said.window_start, said.window_end)
    if visit.state not in MOVABLE:
        raise Refusal(errors.VISIT_UNDER_WAY)
    problem = _problem(work, _day(work, visit.centre_id, visit.planned_start), visit.centre_id, [])
    stops = {one.stop.id: one.stop for worker in problem.workers for one in worker.route}
    if visit.id not in stops:
        raise Refusal(errors.VISIT_UNDER_WAY)
    stop = stops[visit.id]
    if said.window_start is not None and said.window_end is not None:
        window = Window(policies.seconds(said.window_start), policies.seconds(said.window_end))
        stop = replace(stop, window=window)
    return problem, visit.centre_id, stop


def _with_window(one: WaitingOrder, said: ReplanIn) -> WaitingOrder:
    if said.window_start is None or said.window_end is None:
        return one
    return replace(one, order=replace(one.order, window_start=said.window_start, window_end=said.window_end))


def _day(work: UnitOfWork, centre_id: str, wanted: datetime | None) -> date:
    """The day of the appointment; today when there is none, or it is over."""
    return policies.local_day(max(wanted or work.now, work.now), auth.centre(work, centre_id).time_zone)


def _problem(work: UnitOfWork, day: date, centre_id: str, waiting: list[WaitingOrder]) -> Problem:
    """The day, in which a visit weighs no more than what the customer's order is: what is urgent may push it out."""
    problem = read_problem(work, day, [centre_id], waiting)
    workers = tuple(
        replace(
            worker,
            route=tuple(
                replace(one, stop=replace(one.stop, priority=_importance(problem, one.stop.id))) for one in worker.route
            ),
        )
        for worker in problem.workers
    )
    return replace(problem, workers=workers)


def _importance(problem: Problem, visit_id: str) -> int:
    return policy.importance(problem.trips[visit_id].order.priority)


def _offer(work: UnitOfWork, problem: Problem, centre_id: str, stop: Stop) -> DayPlanRow:
    workers = [replace(one, route=tuple(it for it in one.route if it.stop.id != stop.id)) for one in problem.workers]
    narrator, before = narrator_of(work, problem), places_of(problem.workers)
    found = options_for(stop, workers, problem.travel, problem.now, most=policy.OPTIONS_TRIED)
    best = sorted(found, key=lambda one: one.score + policy.MOVED * _handed_over(stop, one))[: policy.OPTIONS_SHOWN]
    options = [_told(problem, narrator, before, stop, one) for one in best]
    row = DayPlanRow(
        kind="replan", day=problem.day.day, centre_ids=[centre_id], state="ready", asked_by=work.actor.id,
        asked_by_name=work.actor.name, seconds=0, share=1.0, created_at=work.now, started_at=work.now,
        finished_at=work.now, result=ProposalOut(options=options).model_dump(mode="json"),
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    return row


def _handed_over(stop: Stop, one: Option) -> int:
    """How many other visits go to somebody else: dearer here than to the engine, as in a plan of the day."""
    return sum(it.visit != stop.id and it.before != it.after for it in one.changes)


def _told(problem: Problem, narrator: Narrator, before: dict[str, Place], stop: Stop, one: Option) -> OptionOut:
    changes = _changes(problem, before, stop, one)
    name = name_of(problem, one.technician_id) or ""
    return OptionOut(
        kind=one.kind.value,
        technician_id=one.technician_id,
        technician_name=name,
        start=policies.moment(one.start),
        words=words(one.kind.value, narrator.option(one, name, sum(it.id != stop.id for it in changes))),
        added_minutes=round(one.added_travel / 60),
        # Who is put off is not met on time either.
        late_promises=one.late_promises + (one.bumped is not None),
        bumped=one.bumped,
        changes=changes,
    )


def _changes(problem: Problem, before: dict[str, Place], stop: Stop, one: Option) -> list[ChangeOut]:
    """What the option does, the visit in question first; small moves inside a window are told to nobody."""
    own = change_of(problem, stop.id, before.get(stop.id), Place(one.technician_id, one.start, -1))
    others = [_other(problem, before[it.visit], it) for it in one.changes if it.visit != stop.id]
    return [it for it in (own, *others) if it is not None]


def _other(problem: Problem, before: Place, change: Change) -> ChangeOut | None:
    if change.after is None or change.start_after is None:
        return change_of(problem, change.visit, before, None)
    if change.after != before.technician_id:
        return change_of(problem, change.visit, before, Place(change.after, change.start_after, -1))
    # The engine starts everything as early as it can: who was told a later time keeps it.
    later = max(change.start_after, before.start)
    return change_of(problem, change.visit, before, Place(before.technician_id, later, before.position))
