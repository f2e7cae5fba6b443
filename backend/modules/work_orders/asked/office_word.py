"""A word of the office that lets the technician go another way on site (R14): recorded, and owed a confirmation (R3)."""

from typing import Annotated

from pydantic import Field

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.sync.public import PhoneAct
from backend.modules.work_orders import events, lifecycle, policies
from backend.modules.work_orders.models import ApprovalRow
from backend.modules.work_orders.phone_payloads import OfVisit, Reason
from backend.modules.work_orders.service.change import order_fact, roles_of, touch
from backend.modules.work_orders.service.own import claim_mine, stamp

# Not "verbal": what a technician reports of a manager's word approves no removal from a regulated vehicle (R39) before
# the manager has confirmed it.
REPORTED = "reported"


class OfficeWord(OfVisit):
    """Who in the office agreed, how, and to what."""

    giver: Annotated[str, Field(min_length=1, max_length=80)]
    how: Annotated[str, Field(min_length=1, max_length=80)]
    reason: Reason


def report(work: UnitOfWork, act: PhoneAct, payload: OfficeWord) -> None:
    """Keep who said yes, how, when and to what; a manager confirms it within 24 h or it shows as overdue."""
    mine = claim_mine(work, payload.visit_id)
    lifecycle.VISIT.step(mine.visit.state, "report_word", roles_of(work))
    at = stamp(work, mine, act)
    work.session.add(
        ApprovalRow(
            order_id=mine.order.id, kind=REPORTED, by_user=work.actor.id, by_name=work.actor.name,
            giver=payload.giver.strip(), how=payload.how.strip(), at=at, confirm_due=at + policies.VERBAL_LIMIT,
            note=payload.reason.strip(),
        )
    )  # fmt: skip
    touch(work, mine.order)
    work.record(events.OrderApproved(**order_fact(mine.order), approval="verbal", giver=payload.giver.strip()))
