"""Taking a plan over in whole or in part, and taking it back."""

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.planning import errors, events
from backend.modules.planning.models import DayPlanRow
from backend.modules.planning.plans import lifecycle
from backend.modules.planning.plans.applying import Record, apply_changes, take_back
from backend.modules.planning.plans.asking import claimed, fact
from backend.modules.planning.plans.judging import collisions
from backend.modules.planning.plans.problem import Problem, read_problem
from backend.modules.planning.plans.schemas import AcceptIn, ChangeOut, ProposalOut
from backend.modules.planning.plans.telling import changed_since, narrator_of


def accept(work: UnitOfWork, plan_id: str, said: AcceptIn) -> DayPlanRow:
    """Make the chosen changes true in one transaction.

    Those whose order or visit changed meanwhile (R8), or which fit no more, are refused one by one with the reason;
    with `all_or_nothing` the whole is refused (409) and names them.
    """
    row = claimed(work, plan_id)
    target = lifecycle.step(row.state, "accept")
    problem, chosen = case(work, row, said)
    refused = _no_longer_fitting(work, problem, chosen)
    records = apply_changes(work, problem, [one for one in chosen if one.id not in refused], _reason(row, chosen))
    outcomes = {**refused, **records}
    lost = {key: one for key, one in outcomes.items() if one.state == "refused"}
    if said.all_or_nothing and lost:
        raise _all_refused(chosen, lost)
    row.state, row.chosen_option = target, said.option
    row.outcomes = {key: one.model_dump(mode="json") for key, one in outcomes.items()}
    work.session.add(row)
    work.record(events.PlanAccepted(**fact(row), applied=len(outcomes) - len(lost), refused=len(lost)))
    return row


def case(work: UnitOfWork, row: DayPlanRow, said: AcceptIn) -> tuple[Problem, list[ChangeOut]]:
    """The days as they are now, and what of the plan is to be made true in them. Refuses what is not on offer."""
    chosen = _chosen(ProposalOut.model_validate(row.result or {}), said)
    return read_problem(work, row.day, row.centre_ids, also={one.order_id for one in chosen}), chosen


def undo(work: UnitOfWork, plan_id: str) -> DayPlanRow:
    """Take back what was taken over and nobody has acted on since; the rest is kept, each with the reason."""
    row = claimed(work, plan_id)
    row.state = lifecycle.step(row.state, "undo")
    records = {key: Record.model_validate(one) for key, one in row.outcomes.items()}
    applied = [key for key, one in records.items() if one.state == "applied"]
    if not applied:
        raise Refusal(errors.NOTHING_TO_UNDO)
    # Backwards: who was given a freed place leaves it first.
    for key in reversed(applied):
        records[key] = take_back(work, records[key])
    row.outcomes = {key: one.model_dump(mode="json") for key, one in records.items()}
    work.session.add(row)
    states = [records[key].state for key in applied]
    work.record(events.PlanUndone(**fact(row), undone=states.count("undone"), kept=states.count("kept")))
    return row


def _chosen(proposal: ProposalOut, said: AcceptIn) -> list[ChangeOut]:
    offered = proposal.changes
    if said.option is not None or proposal.options:
        if said.option is None or said.option >= len(proposal.options):
            raise Refusal(errors.CHOOSE_OPTION, field="option")
        offered = proposal.options[said.option].changes
    if said.changes is None:
        chosen = offered
    else:
        if set(said.changes) - {one.id for one in offered}:
            raise Refusal(errors.UNKNOWN_CHANGE, field="changes")
        chosen = [one for one in offered if one.id in said.changes]
    if not chosen:
        raise Refusal(errors.NOTHING_CHOSEN, field="changes")
    return chosen


def _no_longer_fitting(work: UnitOfWork, problem: Problem, chosen: list[ChangeOut]) -> dict[str, Record]:
    """What does not fit into the days as they are now. What is out of date is told by the change itself, below."""
    stale = set(changed_since(work, chosen))
    fresh = [one for one in chosen if one.id not in stale]
    found = collisions(problem, fresh, narrator_of(work, problem))
    return {key: Record(state="refused", why=why) for key, why in found.items()}


def _reason(row: DayPlanRow, chosen: list[ChangeOut]) -> str:
    """Why a visit was freed, for the customer's file: the order that took its place."""
    urgent = next((one.no for one in chosen if one.kind == "place"), "")
    return f"让给 {urgent} / gave way to {urgent}" if urgent else row.id


def _all_refused(chosen: list[ChangeOut], lost: dict[str, Record]) -> Refusal:
    named = [
        {"id": one.id, "no": one.no, "zh": why.zh, "en": why.en}
        for one in chosen
        if one.id in lost and (why := lost[one.id].why) is not None
    ]
    return Refusal(errors.PLAN_PARTS_CHANGED, field="changes", count=len(lost), changes=named)
