"""What other modules may ask of finance."""

from dataclasses import dataclass

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import repository


@dataclass(frozen=True)
class OrderMoney:
    """What an order costs and what was paid for it, in fen; None while no fees are confirmed."""

    total_fen: int | None
    collected_fen: int
    confirmed_fen: int


def order_money(work: UnitOfWork, order_id: str) -> OrderMoney:
    """Fees, payments and what finance has confirmed of them."""
    sheets = repository.sheets_of_order(work.session, order_id)
    payments = repository.payments_of_order(work.session, order_id)
    return OrderMoney(
        total_fen=sum(sheet.total_fen for sheet in sheets) if sheets else None,
        collected_fen=sum(one.amount_fen for one in payments),
        confirmed_fen=sum(one.amount_fen for one in payments if one.confirmed_at is not None),
    )
