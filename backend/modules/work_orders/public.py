"""What other modules may call of work orders. Every function takes the unit of work and never commits."""

from backend.modules.work_orders.asked.events import ExtraAsked, SignatureDeclined, SignatureReminded
from backend.modules.work_orders.asked.extras import answer_by_link
from backend.modules.work_orders.asked.shapes import ExtraView
from backend.modules.work_orders.asked.showing import extras_of_visit, extras_to_answer
from backend.modules.work_orders.asked.signatures import decline as decline_signature
from backend.modules.work_orders.asked.signatures import sign as sign_by_link
from backend.modules.work_orders.asked.signatures import visit_to_sign
from backend.modules.work_orders.defaults import (
    load_defaults,
    load_sla_policies,
)
from backend.modules.work_orders.evidence_chain import Piece, link_of
from backend.modules.work_orders.evidence_repository import evidence_of_visits, photos_of_visits
from backend.modules.work_orders.repository import (
    day_visits,
    items,
    items_of,
    items_of_visit,
    items_of_visits,
    live_visits,
    open_orders,
    open_orders_of_vehicles,
    order,
    orders,
    orders_by_no,
    orders_of_customer,
    recent_orders_of_vehicles,
    visit,
    visit_numbers,
    visits_of,
    visits_of_orders,
    waiting_orders,
)
from backend.modules.work_orders.service.approve import (
    add_approval_rule,
    approve,
    confirm_verbal_approval,
    reject,
    submit,
    verbal_approval,
)
from backend.modules.work_orders.service.authority import (
    authority_due_of,
    meet_if_back,
    set_clock,
    state_of,
)
from backend.modules.work_orders.service.cancel import cancel_order, cancel_visit
from backend.modules.work_orders.service.create import chase, create_order
from backend.modules.work_orders.service.dispatch import (
    dispatch_visit,
    reassign,
    reschedule,
    undo_dispatch,
)
from backend.modules.work_orders.service.office_says import office_says
from backend.modules.work_orders.service.order_list import due_of
from backend.modules.work_orders.service.own import my_visit
from backend.modules.work_orders.service.prove import (
    WentWrong,
    mark_proof,
    rework,
    where_worked,
    who_failed,
)
from backend.modules.work_orders.service.settle import (
    mark_collected,
    mark_fees,
    mark_fees_settled,
    mark_followup_done,
)
from backend.modules.work_orders.service.visits_told import visits_told
from backend.modules.work_orders.service.warranty import item_in_warranty
from backend.modules.work_orders.shapes import (
    Cause,
    EvidenceLink,
    Family,
    Fault,
    ItemView,
    Missing,
    NewApprovalRule,
    NewItem,
    NewOrder,
    OrderView,
    Photo,
    VisitView,
    WaitingOrder,
)
from backend.modules.work_orders.trade_repository import (
    causes,
    families,
    faults,
    photo_codes,
    proof_wait,
    removal_reasons,
    set_proof_wait,
    sla_limits,
)
from backend.modules.work_orders.yard.crew import send_mate, share_of
from backend.modules.work_orders.yard.repository import Acceptance, acceptances_of_visits

__all__ = [
    "Acceptance",
    "Cause",
    "EvidenceLink",
    "ExtraAsked",
    "ExtraView",
    "Family",
    "Fault",
    "ItemView",
    "Missing",
    "NewApprovalRule",
    "NewItem",
    "NewOrder",
    "OrderView",
    "Photo",
    "Piece",
    "SignatureDeclined",
    "SignatureReminded",
    "VisitView",
    "WaitingOrder",
    "WentWrong",
    "acceptances_of_visits",
    "add_approval_rule",
    "answer_by_link",
    "approve",
    "authority_due_of",
    "cancel_order",
    "cancel_visit",
    "causes",
    "chase",
    "confirm_verbal_approval",
    "create_order",
    "day_visits",
    "decline_signature",
    "dispatch_visit",
    "due_of",
    "evidence_of_visits",
    "extras_of_visit",
    "extras_to_answer",
    "families",
    "faults",
    "item_in_warranty",
    "items",
    "items_of",
    "items_of_visit",
    "items_of_visits",
    "link_of",
    "live_visits",
    "load_defaults",
    "load_sla_policies",
    "mark_collected",
    "mark_fees",
    "mark_fees_settled",
    "mark_followup_done",
    "mark_proof",
    "meet_if_back",
    "my_visit",
    "office_says",
    "open_orders",
    "open_orders_of_vehicles",
    "order",
    "orders",
    "orders_by_no",
    "orders_of_customer",
    "photo_codes",
    "photos_of_visits",
    "proof_wait",
    "reassign",
    "recent_orders_of_vehicles",
    "reject",
    "removal_reasons",
    "reschedule",
    "rework",
    "send_mate",
    "set_clock",
    "set_proof_wait",
    "share_of",
    "sign_by_link",
    "sla_limits",
    "state_of",
    "submit",
    "undo_dispatch",
    "verbal_approval",
    "visit",
    "visit_numbers",
    "visit_to_sign",
    "visits_of",
    "visits_of_orders",
    "visits_told",
    "waiting_orders",
    "where_worked",
    "who_failed",
]
