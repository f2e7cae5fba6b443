"""Facts about what the customer was asked, and what he answered."""

from typing import ClassVar

from backend.modules.work_orders.events import VisitFact


class SignatureAsked(VisitFact):
    """The customer is away: the signature is asked for by his link."""

    name: ClassVar[str] = "visit.signature_asked"
    asked_of: str


class SignedByLink(VisitFact):
    """The customer signed by his link. `how` drawn, or typed: his name stands for it."""

    name: ClassVar[str] = "visit.signed_by_link"
    signer: str
    signature_sha: str
    how: str


class SignatureDeclined(VisitFact):
    """The customer will not sign, and says why; the dispatcher is told."""

    name: ClassVar[str] = "visit.signature_declined"
    reason: str


class SignatureReminded(VisitFact):
    """Nothing came: the customer is reminded, once."""

    name: ClassVar[str] = "visit.signature_reminded"


class ExtraAsked(VisitFact):
    """Work or a vehicle (`thing`) that was not in the order is asked for on site; `amount_fen` is what it will cost."""

    name: ClassVar[str] = "visit.extra_asked"
    extra_id: str
    thing: str = "work"
    what: str
    what_en: str
    plate: str
    amount_fen: int
    by_link: bool


class ExtraApproved(VisitFact):
    """The customer agrees. `how` word or link; `by` is who said so."""

    name: ClassVar[str] = "visit.extra_approved"
    extra_id: str
    what: str
    what_en: str
    amount_fen: int
    how: str
    by: str


class ExtraDeclined(VisitFact):
    """The customer does not want it: it stays in the record and is not charged."""

    name: ClassVar[str] = "visit.extra_declined"
    extra_id: str
    what: str
    what_en: str
    how: str
    by: str
    reason: str
