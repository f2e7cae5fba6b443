"""The link of an order: open from its first minute, closed some time after the order is (R4, R28)."""

from datetime import timedelta

from backend.kernel.errors import Refusal
from backend.kernel.private_links import digest_of, token_for, url_for
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.tracking import repository
from backend.modules.tracking.errors import LINK_UNKNOWN
from backend.modules.tracking.models import LinkRow

OPEN_FOR = timedelta(days=180)
AFTER_CLOSING = timedelta(days=30)


def url_of(work: UnitOfWork, order_id: str) -> str:
    """The address to give to the customer."""
    return url_for(work.ports, purpose_of(order_id))


def purpose_of(order_id: str) -> str:
    """What the token is derived from."""
    return f"tracking:{order_id}"


def open_link(work: UnitOfWork, order_id: str) -> LinkRow:
    """Make the order's link work; doing it again changes nothing."""
    row = link_of(work, order_id)
    if row is None:
        row = LinkRow(
            token_hash=digest_of(token_for(work.ports, purpose_of(order_id))),
            order_id=order_id,
            expires_at=work.now + OPEN_FOR,
        )
        work.session.add(row)
    return row


def link_of(work: UnitOfWork, order_id: str) -> LinkRow | None:
    """The order's link, or None before it was opened."""
    return repository.link_of(work.session, order_id)


def order_behind(work: UnitOfWork, token: str) -> str:
    """The order that a token opens; refuses 404 when unknown or expired, without telling which."""
    row = work.session.get(LinkRow, digest_of(token))
    if row is None or row.expires_at <= work.now:
        raise Refusal(LINK_UNKNOWN)
    return row.order_id
