"""A plan as it goes over the wire, and who knows the names in it."""

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.planning.models import DayPlanRow
from backend.modules.planning.plans.applying import Record
from backend.modules.planning.plans.problem import Problem
from backend.modules.planning.plans.schemas import (
    ChangeOut,
    OutcomeOut,
    PlanHeadOut,
    PlanOut,
    ProgressOut,
    ProposalOut,
)
from backend.modules.planning.plans.words import FAILURES, Narrator, words
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders


def narrator_of(work: UnitOfWork, problem: Problem) -> Narrator:
    """Who tells about this problem."""
    zone = next(iter(problem.day.centres.values())).time_zone
    return Narrator(
        zone=next((one.needs.time_zone for one in problem.waiting.values()), zone),
        skills=technicians.skill_names(work),
        products=problem.products,
        people={one.id: one.name for one in problem.day.technicians},
        stops={
            **{key: one.customer_name for key, one in problem.waiting.items()},
            **{key: one.customer_name for key, one in problem.trips.items()},
        },
    )


def head(row: DayPlanRow) -> PlanHeadOut:
    """The plan without its proposal."""
    return PlanHeadOut.model_validate(_head(row))


def told(work: UnitOfWork, row: DayPlanRow) -> PlanOut:
    """The plan with its proposal, what became of each change, and which are out of date by now (R8)."""
    proposal = ProposalOut.model_validate(row.result) if row.result is not None else None
    if proposal is not None:
        records = {key: Record.model_validate(one) for key, one in row.outcomes.items()}
        for one in _decided(row, proposal):
            if one.id in records:
                one.outcome = OutcomeOut(state=records[one.id].state, why=records[one.id].why)
    stale = changed_since(work, every_change(proposal)) if proposal is not None and row.state == "ready" else []
    return PlanOut.model_validate(
        {**_head(row), "proposal": proposal, "chosen_option": row.chosen_option, "changed": stale}
    )


def every_change(proposal: ProposalOut) -> list[ChangeOut]:
    """The changes of the plan, or of all its options."""
    return [*proposal.changes, *(one for option in proposal.options for one in option.changes)]


def _decided(row: DayPlanRow, proposal: ProposalOut) -> list[ChangeOut]:
    """The changes that were on offer; of a replan those of the option that was taken."""
    return proposal.changes if row.chosen_option is None else proposal.options[row.chosen_option].changes


def changed_since(work: UnitOfWork, changes: list[ChangeOut]) -> list[str]:
    """The ids of those whose order or visit has another version than the plan was made on."""
    orders = work_orders.orders(work, {one.order_id for one in changes})
    visits = {
        visit.id: visit.version
        for found in work_orders.visits_of_orders(work, list(orders)).values()
        for visit in found
    }
    now = {
        one.id: visits.get(one.visit_id) if one.visit_id else getattr(orders.get(one.order_id), "version", None)
        for one in changes
    }
    return sorted({one.id for one in changes if now[one.id] != one.version})


def _head(row: DayPlanRow) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind,
        "day": row.day,
        "centre_ids": row.centre_ids,
        "state": row.state,
        "asked_by": row.asked_by_name,
        "seconds": row.seconds,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "progress": ProgressOut(
            share=row.share, served=row.served, unserved=row.unserved, travel_minutes=round(row.travel / 60)
        ),
        "failure": words(row.failure, FAILURES[row.failure]) if row.failure else None,
    }
