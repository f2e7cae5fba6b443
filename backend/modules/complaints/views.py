"""Rows to wire shapes."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.numbers.phone import mask_phone
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.complaints import repository
from backend.modules.complaints.lifecycle import HANDLERS, next_acts
from backend.modules.complaints.models import Complaint
from backend.modules.complaints.schemas import (
    ComplaintDetailOut,
    ComplaintOut,
    DoneActOut,
    HandlerOut,
    NextActOut,
)
from backend.modules.customers import public as customers
from backend.modules.work_orders import public as work_orders


def complaints_out(work: UnitOfWork, rows: Sequence[Complaint]) -> list[ComplaintOut]:
    """Complaints with the names of customers, orders and the responsible."""
    return [ComplaintOut(**fields) for fields in _briefs(work, rows)]


def detail_out(work: UnitOfWork, row: Complaint) -> ComplaintDetailOut:
    """One complaint with its steps, and what may be done next by whom."""
    phone = row.contact_phone
    people = {user.id: user.name for role in sorted(HANDLERS) for user in auth.users_with(work, role, row.centre_id)}
    return ComplaintDetailOut(
        **_briefs(work, [row])[0],
        contact_name=row.contact_name,
        contact_phone=phone if auth.may(work, "customers.see_phones") else mask_phone(phone),
        learnt=row.learnt,
        archived_at=row.archived_at,
        acts=[
            DoneActOut(**one.model_dump(include=set(DoneActOut.model_fields)))
            for one in repository.acts_of(work.session, row.id)
        ],
        next_acts=[
            NextActOut(act=one.act, zh=one.zh, en=one.en) for one in next_acts(row.state) if work.actor.roles & one.who
        ],
        handlers=[HandlerOut(id=key, name=name) for key, name in people.items()],
    )


def _briefs(work: UnitOfWork, rows: Sequence[Complaint]) -> list[dict[str, Any]]:
    order_ids = {key for row in rows for key in (row.order_id, row.repeat_of) if key}
    orders = work_orders.orders(work, order_ids)
    who = customers.customers(work, {row.customer_id for row in rows})
    people = {key: auth.user(work, key).name for key in {row.responsible for row in rows} if key is not None}
    numbers = {key: order.no for key, order in orders.items()}
    names = {key: customer.name for key, customer in who.items()}
    return [_brief(work, row, numbers, names, people) for row in rows]


def _brief(
    work: UnitOfWork,
    row: Complaint,
    numbers: dict[str, str],
    names: dict[str, str],
    people: dict[str, str],
) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ComplaintOut.model_fields if name in Complaint.model_fields}
    return own | {
        "order_no": numbers.get(row.order_id or ""),
        "customer_name": names.get(row.customer_id, ""),
        "responsible_name": people.get(row.responsible or ""),
        "repeat_of_no": numbers.get(row.repeat_of or ""),
        "first_answer_late": (row.first_answered_at or work.now) > row.first_answer_due,
        "settle_late": (row.settled_at or work.now) > row.settle_due,
    }
