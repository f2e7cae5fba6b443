"""HTTP: the yard of an order for the desk (R35)."""

from typing import Annotated

from fastapi import APIRouter, Path

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.work_orders.yard import clashes
from backend.modules.work_orders.yard import schemas as wire
from backend.modules.work_orders.yard.told import yard_of

router = APIRouter(prefix="/api", tags=["work orders"])
Id = Annotated[str, Path(max_length=36)]


@router.get("/orders/{order_id}/yard")
def get_yard(order_id: Id, work: Annotated[UnitOfWork, allow("orders.read")]) -> wire.YardOut:
    """How far the list is, who did how much, what two said differently, what the customer accepted."""
    return yard_of(work, order_id)


@router.post("/orders/{order_id}/clashes/{clash_id}/settle")
def settle(
    order_id: Id, clash_id: Id, body: wire.SettleIn, work: Annotated[UnitOfWork, allow("orders.settle_clash")]
) -> wire.YardOut:
    """Choose between two values, once; 409 tells the second dispatcher who did."""
    clashes.settle(work, order_id, clash_id, body)
    return yard_of(work, order_id)
