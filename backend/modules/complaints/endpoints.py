"""HTTP: the list of complaints, one complaint, taking one down, the next step."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.kernel.errors import Refusal
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.complaints import repository, service, views
from backend.modules.complaints.errors import CUSTOMER_NEEDED
from backend.modules.complaints.schemas import (
    ActIn,
    ComplaintDetailOut,
    ComplaintIn,
    ComplaintOut,
    ComplaintState,
)
from backend.modules.customers import public as customers
from backend.modules.work_orders import public as work_orders

router = APIRouter(prefix="/api/complaints", tags=["complaints"])
Read = Annotated[UnitOfWork, allow("complaints.read")]
Write = Annotated[UnitOfWork, allow("complaints.write")]


@router.get("")
def list_complaints(
    work: Read,
    state: ComplaintState | None = None,
    open_only: bool | None = None,
    order_id: str | None = Query(default=None, max_length=64),
    cursor: str | None = Query(default=None, max_length=400),
    limit: int = Query(default=50, ge=1, le=MAX_LIMIT),
) -> Page[ComplaintOut]:
    """Complaints of the actor's centres, newest first."""
    key = decode_cursor(cursor, 1)
    rows = repository.page(
        work.session,
        work.actor.scope,
        state=state,
        still_open=open_only,
        order_id=order_id,
        before=str(key[0]) if key else None,
        limit=limit,
    )
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=views.complaints_out(work, kept), next=following)


@router.get("/{complaint_id}")
def read_complaint(complaint_id: str, work: Read) -> ComplaintDetailOut:
    """One complaint with its steps and what may follow."""
    return views.detail_out(work, service.one(work, complaint_id))


@router.post("", status_code=201)
def take_complaint(body: ComplaintIn, work: Annotated[UnitOfWork, allow("complaints.open")]) -> ComplaintDetailOut:
    """Take a complaint down by hand."""
    contact_name, contact_phone = body.contact_name, body.contact_phone
    if body.order_id is not None:
        order = work_orders.order(work, body.order_id)
        customer_id, centre_id = order.customer_id, order.centre_id
        contact_name, contact_phone = contact_name or order.contact_name, contact_phone or order.contact_phone
    elif body.customer_id is not None:
        customer = customers.customer(work, body.customer_id)
        customer_id, centre_id = customer.id, customer.centre_id
    else:
        raise Refusal(CUSTOMER_NEEDED, field="customer_id")
    work.actor.require_centre(centre_id)
    new = service.NewComplaint(
        customer_id=customer_id,
        centre_id=centre_id,
        text=body.text,
        source=body.source,
        order_id=body.order_id,
        class_=body.class_,
        severity=body.severity,
        contact_name=contact_name,
        contact_phone=contact_phone,
    )
    return views.detail_out(work, service.open_complaint(work, new))


@router.post("/{complaint_id}/act")
def act_on_complaint(complaint_id: str, body: ActIn, work: Write) -> ComplaintDetailOut:
    """One step on the path from received to archived."""
    taken = service.Step(**{name: getattr(body, name) for name in ActIn.model_fields})
    return views.detail_out(work, service.act(work, complaint_id, taken))
