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
