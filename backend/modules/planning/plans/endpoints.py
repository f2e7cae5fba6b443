"""HTTP of day plans: ask, look, stop, take over, take back."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request

from backend.kernel.moments import Day
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.planning.plans import accepting, asking, replanning
from backend.modules.planning.plans.schemas import AbsenceIn, AcceptIn, PlanIn, PlanOut, PlansOut, ReplanIn
from backend.modules.planning.plans.telling import head, told

router = APIRouter()


@router.post("/plans", status_code=202)
def ask_for_plan(body: PlanIn, work: Annotated[UnitOfWork, allow("plans.make")]) -> PlanOut:
    """Have a day planned by the worker; look again with GET until it is ready."""
    return told(work, asking.ask(work, body))


@router.get("/plans")
def list_plans(work: Annotated[UnitOfWork, allow("plans.read")], day: Annotated[Day, Query()]) -> PlansOut:
    """The newest plans of a day, so that one can be left and come back to."""
    return PlansOut(items=[head(one) for one in asking.listed(work, day)])


@router.get("/plans/{plan_id}")
def read_plan(plan_id: str, work: Annotated[UnitOfWork, allow("plans.read")]) -> PlanOut:
    """How far it is, or the proposal beside the plan in force."""
    return told(work, asking.read(work, plan_id))


@router.post("/plans/{plan_id}/cancel")
def cancel_plan(plan_id: str, work: Annotated[UnitOfWork, allow("plans.make")]) -> PlanOut:
    """Stop it while it is being made; put it aside once it is ready."""
    return told(work, asking.stop(work, plan_id))


@router.post("/plans/{plan_id}/accept")
def accept_plan(
    plan_id: str, body: AcceptIn, request: Request, work: Annotated[UnitOfWork, allow("plans.make")]
) -> PlanOut:
    """Take all of it over or a part; what changed meanwhile is refused and named (R8)."""
    _ask_roads_first(request, work, lambda look: accepting.case(look, asking.read(look, plan_id), body))
    return told(work, accepting.accept(work, plan_id, body))


@router.post("/plans/{plan_id}/undo")
def undo_plan(plan_id: str, work: Annotated[UnitOfWork, allow("plans.make")]) -> PlanOut:
    """Take back what was taken over, as far as nobody has acted on it."""
    return told(work, accepting.undo(work, plan_id))


@router.post("/technicians/{technician_id}/absence", status_code=202)
def note_absence(technician_id: str, body: AbsenceIn, work: Annotated[UnitOfWork, allow("plans.make")]) -> PlanOut:
    """Somebody is late, sick or away: note it, and plan who takes his visits over."""
    return told(work, asking.ask_for_absence(work, technician_id, body))


@router.post("/orders/{order_id}/options", status_code=201)
def order_options(
    order_id: str, body: ReplanIn, request: Request, work: Annotated[UnitOfWork, allow("plans.make")]
) -> PlanOut:
    """Ways to fit an urgent order in, each with whom it moves; one of them can be accepted like a plan."""
    _ask_roads_first(request, work, lambda look: replanning.order_case(look, order_id, body))
    return told(work, replanning.for_order(work, order_id, body))


@router.post("/visits/{visit_id}/options", status_code=201)
def visit_options(
    visit_id: str, body: ReplanIn, request: Request, work: Annotated[UnitOfWork, allow("plans.make")]
) -> PlanOut:
    """Ways to have a visit made by somebody else, or at another time."""
    _ask_roads_first(request, work, lambda look: replanning.visit_case(look, visit_id, body))
    return told(work, replanning.for_visit(work, visit_id, body))


def _ask_roads_first(request: Request, work: UnitOfWork, read: Callable[[UnitOfWork], object]) -> None:
    """Read the same problem once more where nothing can be written: there the routing service may be waited for.

    The transaction itself, which has not begun yet, then finds the answer remembered.
    """
    if work.ports.roads is not None:
        with request.app.state.house.units.read(work.actor) as look:
            read(look)
