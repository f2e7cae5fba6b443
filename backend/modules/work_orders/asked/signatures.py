"""A signature by the customer's link (R37): asked for on site, given or declined later, at most once.

The link opens for it when the visit is completed: then what he signs for is whole, and no picture of the phone can come
after it in the chain of evidence. Until then, and if he never answers, the request is the reason for no signature (R15).
"""

import hashlib
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.kernel.actor import CUSTOMER
from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.sync.public import receive_file
from backend.modules.work_orders import lifecycle
from backend.modules.work_orders import repository as orders
from backend.modules.work_orders.asked import errors, events, repository
from backend.modules.work_orders.asked.models import SignatureRequestRow
from backend.modules.work_orders.evidence_chain import Piece
from backend.modules.work_orders.lifecycle import LIVE_VISIT_STATES
from backend.modules.work_orders.models import OrderRow, VisitRow
from backend.modules.work_orders.service.change import roles_of, touch, visit_fact
from backend.modules.work_orders.service.evidence import chain_evidence
from backend.modules.work_orders.service.own import Mine
from backend.modules.work_orders.shapes import VisitView

REASON = "客户不在场，已发链接请他签字"
REMIND_AFTER = timedelta(hours=24)
# Nobody is reminded at night, by the customer's own clock.
NOT_BEFORE, NOT_AFTER = time(9), time(20)


def ask(work: UnitOfWork, mine: Mine, asked_of: str) -> None:
    """Ask for the signature by the link instead of on the phone; asking again changes nothing."""
    row = work.session.get(SignatureRequestRow, mine.visit.id, with_for_update=True)
    if mine.visit.signature_sha is not None or (row is not None and row.state == "asked"):
        return
    row = row or SignatureRequestRow(visit_id=mine.visit.id, order_id=mine.order.id, asked_at=work.now)
    row.state, row.asked_at, row.asked_of = "asked", work.now, asked_of
    row.remind_at = reminder_time(work.now, auth.centre(work, mine.order.centre_id).time_zone)
    work.session.add(row)
    mine.visit.no_signature_reason, mine.visit.signer = REASON, ""
    work.record(events.SignatureAsked(**visit_fact(mine.order, mine.visit), asked_of=asked_of))


def reminder_time(now: datetime, time_zone: str) -> datetime:
    """When the customer is reminded: a day later, in the hours in which people are written to."""
    local = (now + REMIND_AFTER).astimezone(ZoneInfo(time_zone))
    if local.time() >= NOT_AFTER:
        local += timedelta(days=1)
    if not NOT_BEFORE <= local.time() < NOT_AFTER:
        local = datetime.combine(local.date(), NOT_BEFORE, local.tzinfo)
    return local


def lapse(work: UnitOfWork, visit_id: str) -> None:
    """The technician has got a signature, or another reason for none, himself."""
    row = work.session.get(SignatureRequestRow, visit_id, with_for_update=True)
    if row is not None and row.state == "asked":
        row.state, row.remind_at = "lapsed", None
        work.session.add(row)


def visit_to_sign(work: UnitOfWork, order_id: str) -> tuple[VisitView, str] | None:
    """The visit that the customer may sign for by his link now, and who was asked on site to do it; or None."""
    order = orders.order(work, order_id)
    if order.state in ("cancelled", "rejected"):
        return None
    waiting = [one for one in repository.signature_requests(work, [order_id]) if one.state == "asked"]
    found = [(orders.visit(work, one.visit_id), one.asked_of) for one in waiting]
    return next((one for one in found if lifecycle.VISIT.can(one[0].state, "sign_by_link", {"customer"})), None)


def sign(work: UnitOfWork, order_id: str, visit_id: str, signer: str, picture: bytes, how: str) -> None:
    """Take the customer's signature: hashed, kept, and put into the visit's chain of evidence as come by the link.

    `picture` is a PNG; `how` drawn or typed. Refuses 409 when nothing is asked for, it is given already, or the order
    is off, 422 for no picture.
    """
    mine, row = _open_request(work, order_id, visit_id)
    # The receipt is the centre's: its office sees the picture as it sees those of its technicians.
    work.actor = replace(CUSTOMER, grants=(("customer", mine.order.centre_id),))
    lifecycle.VISIT.step(mine.visit.state, "sign_by_link", roles_of(work))
    sha256 = hashlib.sha256(picture).hexdigest()
    receive_file(work, work.ports.files, sha256, picture)
    mine.visit.signature_sha, mine.visit.signer, mine.visit.no_signature_reason = sha256, signer, ""
    mine.visit.version += 1
    work.session.add(mine.visit)
    chain_evidence(work, mine, Piece(mine.visit.id, "signature", "sign", sha256, work.now), None, by="link")
    _answered(work, row, "signed", how=how)
    touch(work, mine.order)
    work.record(events.SignedByLink(**visit_fact(mine.order, mine.visit), signer=signer, signature_sha=sha256, how=how))


def decline(work: UnitOfWork, order_id: str, visit_id: str, reason: str) -> None:
    """The customer will not sign: his reason stands in the record, and the dispatcher sees it."""
    mine, row = _open_request(work, order_id, visit_id)
    work.actor = CUSTOMER
    mine.visit.no_signature_reason = reason
    mine.visit.version += 1
    work.session.add(mine.visit)
    _answered(work, row, "declined", reason=reason)
    touch(work, mine.order)
    work.record(events.SignatureDeclined(**visit_fact(mine.order, mine.visit), reason=reason))


def _open_request(work: UnitOfWork, order_id: str, visit_id: str) -> tuple[Mine, SignatureRequestRow]:
    """Order, visit and request, locked in that order; refuses in words what is not open."""
    order = orders.lock(work, OrderRow, order_id)
    row = work.session.get(SignatureRequestRow, visit_id)
    if row is None or row.order_id != order.id:
        raise Refusal(errors.NOTHING_TO_SIGN)
    visit = orders.lock(work, VisitRow, visit_id)
    row = orders.lock(work, SignatureRequestRow, visit_id)
    if order.state in ("cancelled", "rejected"):
        raise Refusal(errors.ORDER_OFF)
    if row.state == "signed" or visit.signature_sha is not None:
        raise Refusal(errors.ALREADY_SIGNED)
    if row.state == "declined":
        raise Refusal(errors.ALREADY_DECLINED)
    if row.state != "asked" or not lifecycle.VISIT.can(visit.state, "sign_by_link", {"customer"}):
        raise Refusal(errors.NOTHING_TO_SIGN)
    return Mine(order, visit), row


def _answered(work: UnitOfWork, row: SignatureRequestRow, state: str, *, how: str = "", reason: str = "") -> None:
    row.state, row.how, row.reason = state, how, reason
    row.answered_at, row.remind_at = work.now, None
    work.session.add(row)


def remind_one(work: UnitOfWork) -> bool:
    """Remind one customer whose signature has been asked for a day ago; False when nobody is to be reminded.

    A visit that is still under way is looked at again a day later; one that ended otherwise wants no signature.
    """
    row = repository.claim_to_remind(work)
    if row is None or row.remind_at is None:
        return False
    order, visit = work.session.get_one(OrderRow, row.order_id), work.session.get_one(VisitRow, row.visit_id)
    if visit.state in LIVE_VISIT_STATES:
        row.remind_at += REMIND_AFTER
    elif visit.state != "completed" or order.state == "cancelled":
        row.state, row.remind_at = "lapsed", None
    else:
        row.remind_at = None
        work.record(events.SignatureReminded(**visit_fact(order, visit)))
    work.session.add(row)
    return True
