"""HTTP of planning: the board, the ranking, and what a dispatcher does."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.kernel.moments import Day, Moment
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.planning import sending
from backend.modules.planning.board import read_board
from backend.modules.planning.plans.endpoints import router as plans
from backend.modules.planning.ranking import rank_order, rank_visit
from backend.modules.planning.schemas import (
    BoardOut,
    DispatchIn,
    MateIn,
    RankingOut,
    ReassignIn,
    RescheduleIn,
    UndoIn,
    VisitOut,
)
from backend.modules.work_orders.public import VisitView

router = APIRouter(prefix="/api", tags=["planning"])
router.include_router(plans)
Asked = Annotated[Day | None, Query()]


@router.get("/board")
def board(
    work: Annotated[UnitOfWork, allow("board.read")],
    day: Asked = None,
    centre_id: Annotated[str | None, Query(max_length=40)] = None,
) -> BoardOut:
    """What waits, urgent first, and every technician's day."""
    return read_board(work, day, centre_id)


@router.get("/orders/{order_id}/ranking")
def ranking(
    order_id: str,
    work: Annotated[UnitOfWork, allow("dispatch.rank")],
    day: Asked = None,
    start: Annotated[Moment | None, Query()] = None,
    end: Annotated[Moment | None, Query()] = None,
) -> RankingOut:
    """Who should go, best first with the reasons, and why everybody else is out (R5)."""
    return rank_order(work, order_id, day, (start, end))


@router.get("/visits/{visit_id}/ranking")
def visit_ranking(
    visit_id: str,
    work: Annotated[UnitOfWork, allow("dispatch.rank")],
    start: Annotated[Moment | None, Query()] = None,
    end: Annotated[Moment | None, Query()] = None,
) -> RankingOut:
    """Who could go instead, or at another time, as if this visit were in nobody's day."""
    return rank_visit(work, visit_id, (start, end))


@router.post("/orders/{order_id}/dispatch", status_code=201)
def dispatch(order_id: str, body: DispatchIn, work: Annotated[UnitOfWork, allow("dispatch.assign")]) -> VisitOut:
    """Send somebody; 409 changed_meanwhile tells the second dispatcher who was sent by whom (R8)."""
    return _out(sending.dispatch(work, order_id, body))


@router.post("/visits/{visit_id}/mates", status_code=201)
def send_mate(visit_id: str, body: MateIn, work: Annotated[UnitOfWork, allow("dispatch.assign")]) -> VisitOut:
    """Send one more technician to the same list; he has a visit of his own (R35)."""
    return _out(sending.send_mate(work, visit_id, body))


@router.post("/visits/{visit_id}/undo-dispatch")
def undo_dispatch(visit_id: str, body: UndoIn, work: Annotated[UnitOfWork, allow("dispatch.assign")]) -> VisitOut:
    """Take a dispatch back that has not been accepted yet; the order waits again."""
    return _out(sending.undo(work, visit_id, body.version))


@router.post("/visits/{visit_id}/reassign")
def reassign(visit_id: str, body: ReassignIn, work: Annotated[UnitOfWork, allow("dispatch.assign")]) -> VisitOut:
    """Give the visit to somebody else, who has to accept it anew."""
    return _out(sending.reassign(work, visit_id, body))


@router.post("/visits/{visit_id}/reschedule")
def reschedule(visit_id: str, body: RescheduleIn, work: Annotated[UnitOfWork, allow("dispatch.assign")]) -> VisitOut:
    """Another time for the same technician (改约)."""
    return _out(sending.reschedule(work, visit_id, body))


def _out(visit: VisitView) -> VisitOut:
    return VisitOut(
        visit_id=visit.id,
        order_id=visit.order_id,
        no=visit.no,
        state=visit.state,
        technician_id=visit.technician_id,
        version=visit.version,
        planned_start=visit.planned_start,
        window_start=visit.window_start,
        window_end=visit.window_end,
        contact_by=visit.contact_by,
    )
