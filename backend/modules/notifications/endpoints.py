"""HTTP: the texts that a customer was sent about an order."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.notifications import service
from backend.modules.work_orders import public as work_orders

router = APIRouter(prefix="/api", tags=["notifications"])


class MessageOut(BaseModel):
    """One text; `state` is queued, sent, failed or off (no carrier configured)."""

    model_config = ConfigDict(extra="forbid")
    id: str
    template: str
    text: str
    state: str
    created_at: datetime
    sent_at: datetime | None


class MessagesOut(BaseModel):
    """The texts about an order."""

    model_config = ConfigDict(extra="forbid")
    items: list[MessageOut]


@router.get("/orders/{order_id}/messages")
def list_messages(order_id: str, work: Annotated[UnitOfWork, allow("messages.read")]) -> MessagesOut:
    """What the customer was told, oldest first."""
    work.actor.require_centre(work_orders.order(work, order_id).centre_id)
    fields = set(MessageOut.model_fields) - {"text"}
    return MessagesOut(
        items=[
            MessageOut(**row.model_dump(include=fields), text=service.whole_text(work, row))
            for row in service.messages_of(work, order_id)
        ]
    )
