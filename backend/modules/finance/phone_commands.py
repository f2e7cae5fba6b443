"""What technicians tell about money from the phone, often hours later."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance.errors import NO_TECHNICIAN
from backend.modules.finance.service import fees, payments, remittances
from backend.modules.sync.public import PhoneAct, PhoneCommand

MOST_FEN = 100_000_000_00  # a hundred million yuan: more is a slip of the finger


class _Payload(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class FeesConfirmIn(_Payload):
    """The total in fen that the technician showed the customer."""

    visit_id: str = Field(min_length=1, max_length=64)
    total_fen: int = Field(ge=0, le=MOST_FEN, strict=True)


class PaymentCollectIn(_Payload):
    """What the customer paid, in fen."""

    visit_id: str = Field(min_length=1, max_length=64)
    method: Literal["cash", "wechat", "alipay", "transfer", "on_account"]
    amount_fen: int = Field(gt=0, le=MOST_FEN, strict=True)
    reference: str = Field(default="", max_length=64)


class RemittanceSubmitIn(_Payload):
    """What the technician hands over, in fen."""

    amount_fen: int = Field(gt=0, le=MOST_FEN, strict=True)
    note: str = Field(default="", max_length=200)


def _confirm_fees(work: UnitOfWork, act: PhoneAct, payload: FeesConfirmIn) -> dict[str, Any]:
    sheet = fees.confirm(work, payload.visit_id, payload.total_fen, act.event_time)
    return {"total_fen": sheet.total_fen}


def _collect(work: UnitOfWork, act: PhoneAct, payload: PaymentCollectIn) -> dict[str, Any]:
    payment = payments.collect(
        work,
        visit_id=payload.visit_id,
        method=payload.method,
        amount_fen=payload.amount_fen,
        reference=payload.reference,
        at=act.event_time,
    )
    return {"payment_id": payment.id}


def _submit(work: UnitOfWork, act: PhoneAct, payload: RemittanceSubmitIn) -> dict[str, Any]:
    if work.actor.technician_id is None:
        raise Refusal(NO_TECHNICIAN)
    remittance = remittances.submit(work, work.actor.technician_id, payload.amount_fen, payload.note)
    return {"remittance_id": remittance.id}


PHONE_COMMANDS = (
    PhoneCommand("fees.confirm", FeesConfirmIn, _confirm_fees),
    PhoneCommand("payment.collect", PaymentCollectIn, _collect),
    PhoneCommand("remittance.submit", RemittanceSubmitIn, _submit),
)
