"""HTTP: orders and approval rules for the office, the day for the phone."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from backend.kernel.pagination import MAX_LIMIT, Page
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.work_orders import repository, trade_repository
from backend.modules.work_orders import schemas as wire
from backend.modules.work_orders.events import OrdersExported
from backend.modules.work_orders.models import ApprovalRuleRow
from backend.modules.work_orders.phone_schemas import DayOut
from backend.modules.work_orders.service import approve as approving
from backend.modules.work_orders.service.authority import set_clock
from backend.modules.work_orders.service.cancel import cancel_order
from backend.modules.work_orders.service.order_export import Lang, orders_book
from backend.modules.work_orders.service.order_list import OrderFilter, list_orders
from backend.modules.work_orders.service.order_page import order_page
from backend.modules.work_orders.service.order_sorting import NEWEST, Sort
from backend.modules.work_orders.service.phone_day import phone_day
from backend.modules.work_orders.shapes import NewApprovalRule

router = APIRouter(prefix="/api", tags=["work orders"])
Word = Annotated[str, Query(max_length=120)]
Id = Annotated[str, Path(max_length=36)]
Signature = Literal["", "asked", "declined"]


@router.get("/orders")
def get_orders(
    work: Annotated[UnitOfWork, allow("orders.read")],
    state: Word = "",
    centre_id: Word = "",
    kind: Word = "",
    priority: Word = "",
    customer_id: Word = "",
    q: Word = "",
    sort: Sort = NEWEST,
    signature: Signature = "",
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 50,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> Page[wire.OrderRow]:
    """Orders of the centres in scope, newest first unless sorted; `state` may name several, with commas between.

    `signature` asked or declined: those whose customer was asked to sign by his link and has not, or will not.
    """
    return list_orders(
        work, OrderFilter(state, centre_id, kind, priority, customer_id, q, sort, signature), limit, cursor
    )


@router.get("/orders.xlsx", response_class=StreamingResponse, responses={200: {"content": {XLSX: {}}}})
def export_orders(
    work: Annotated[UnitOfWork, allow("orders.export")],
    request: Request,
    state: Word = "",
    centre_id: Word = "",
    kind: Word = "",
    priority: Word = "",
    customer_id: Word = "",
    q: Word = "",
    sort: Sort = NEWEST,
    signature: Signature = "",
    lang: Lang = "zh",
) -> StreamingResponse:
    """The filtered list for a spreadsheet, without phone numbers; the export is logged (R27)."""
    wanted = OrderFilter(state, centre_id, kind, priority, customer_id, q, sort, signature)
    file, count = orders_book(work, wanted, lang)
    # Reading is done on a connection that can't write; the log of the export has a transaction of its own.
    with request.app.state.house.units.write(work.actor) as log:
        log.record(OrdersExported(rows=count, wanted={name: said for name, said in vars(wanted).items() if said}))
    headers = {"content-disposition": 'attachment; filename="orders.xlsx"'}
    return StreamingResponse(file, media_type=XLSX, headers=headers, background=BackgroundTask(file.close))


@router.get("/orders/{order_id}")
def get_order(order_id: Id, work: Annotated[UnitOfWork, allow("orders.read")]) -> wire.OrderOut:
    """One order, whole."""
    return order_page(work, order_id)


@router.post("/orders/{order_id}/approve")
def approve(order_id: Id, body: wire.ApproveIn, work: Annotated[UnitOfWork, allow("orders.approve")]) -> wire.OrderOut:
    """A manager approves."""
    approving.approve(work, order_id, body.version, body.note)
    return order_page(work, order_id)


@router.post("/orders/{order_id}/reject")
def reject(order_id: Id, body: wire.ReasonIn, work: Annotated[UnitOfWork, allow("orders.approve")]) -> wire.OrderOut:
    """A manager says no."""
    approving.reject(work, order_id, body.version, body.reason)
    return order_page(work, order_id)


@router.post("/orders/{order_id}/verbal-approval")
def verbal_approval(
    order_id: Id, body: wire.VerbalApprovalIn, work: Annotated[UnitOfWork, allow("orders.verbal_approval")]
) -> wire.OrderOut:
    """Record a verbal approval (口头请示), to be confirmed within 24 h."""
    approving.verbal_approval(work, order_id, body.version, giver=body.giver, how=body.how, at=body.at, note=body.note)
    return order_page(work, order_id)


@router.post("/orders/{order_id}/approvals/{approval_id}/confirm")
def confirm(order_id: Id, approval_id: Id, work: Annotated[UnitOfWork, allow("orders.approve")]) -> wire.OrderOut:
    """A manager confirms a verbal approval."""
    approving.confirm_verbal_approval(work, order_id, approval_id)
    return order_page(work, order_id)


@router.post("/orders/{order_id}/authority")
def set_authority(
    order_id: Id, body: wire.AuthorityIn, work: Annotated[UnitOfWork, allow("orders.authority")]
) -> wire.OrderOut:
    """Enter the authority's date and the number of its notice for a regulated vehicle's repair (R39)."""
    set_clock(work, order_id, body.version, body.due_at, body.notice_no)
    return order_page(work, order_id)


@router.get("/removal-reasons")
def get_removal_reasons(work: Annotated[UnitOfWork, allow("orders.read")]) -> wire.RemovalReasonsOut:
    """Why a terminal may leave a regulated vehicle (R39)."""
    found = trade_repository.removal_reasons(work)
    return wire.RemovalReasonsOut(items=[wire.RemovalReason(**vars(one)) for one in found])


@router.post("/orders/{order_id}/cancel")
def cancel(order_id: Id, body: wire.ReasonIn, work: Annotated[UnitOfWork, allow("orders.cancel")]) -> wire.OrderOut:
    """Call the order off."""
    cancel_order(work, order_id, body.version, body.reason)
    return order_page(work, order_id)


@router.get("/approval-rules")
def get_rules(work: Annotated[UnitOfWork, allow("approval_rules.read")]) -> wire.ApprovalRulesOut:
    """The standing rules."""
    return wire.ApprovalRulesOut(items=[_rule(one) for one in repository.approval_rules(work)])


@router.post("/approval-rules", status_code=201)
def add_rule(
    body: wire.ApprovalRuleIn, work: Annotated[UnitOfWork, allow("approval_rules.write")]
) -> wire.ApprovalRuleOut:
    """Add a standing rule; one for a single centre needs that centre in scope, one for all needs headquarters."""
    _require_rule_scope(work, body.centre_id)
    rule_id = approving.add_approval_rule(work, NewApprovalRule(**body.model_dump()))
    return _rule(repository.lock(work, ApprovalRuleRow, rule_id))


@router.patch("/approval-rules/{rule_id}")
def change_rule(
    rule_id: Id,
    body: wire.ApprovalRulePatch,
    work: Annotated[UnitOfWork, allow("approval_rules.write")],
) -> wire.ApprovalRuleOut:
    """Alter a standing rule."""
    changes = body.model_dump(exclude_unset=True)
    for name in ("name_zh", "name_en", "active"):
        if changes.get(name, "") is None:
            del changes[name]
    _require_rule_scope(work, repository.lock(work, ApprovalRuleRow, rule_id).centre_id)
    if "centre_id" in changes:
        _require_rule_scope(work, changes["centre_id"])
    return _rule(approving.change_approval_rule(work, rule_id, changes))


@router.get("/phone/day", tags=["phone"])
def day(work: Annotated[UnitOfWork, allow("phone.day")]) -> DayOut:
    """Today, the next two days and whatever is unfinished, for the signed-in technician."""
    return phone_day(work)


def _require_rule_scope(work: UnitOfWork, centre_id: str | None) -> None:
    """A rule for every centre is headquarters' to make: an empty centre is reached only by a scope without bounds."""
    work.actor.require_centre(centre_id or "")


def _rule(row: ApprovalRuleRow) -> wire.ApprovalRuleOut:
    return wire.ApprovalRuleOut(**{name: getattr(row, name) for name in wire.ApprovalRuleOut.model_fields})
