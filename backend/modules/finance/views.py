"""Rows to wire shapes, with the names that people know things by; each name is read once a request."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import SQLModel

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.finance import repository
from backend.modules.finance.accounts import ACCOUNTS
from backend.modules.finance.models import Entry, FeeLine, Payment, Remittance
from backend.modules.finance.policies import Line
from backend.modules.finance.schemas import (
    EntryOut,
    FeeLineOut,
    HoldingOut,
    HoldingsOut,
    HoldingTotals,
    PaymentOut,
    PostingOut,
    RemittanceOut,
    VisitFeesOut,
    WalletOut,
)
from backend.modules.finance.service import fees
from backend.modules.finance.service.holdings import HeldBy, Wallet
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders


class Names:
    """Looks names up once each."""

    def __init__(self, work: UnitOfWork) -> None:
        """Read within this unit of work."""
        self._work = work
        self._orders: dict[str, tuple[str, str]] = {}
        self._technicians: dict[str, str] = {}
        self._centres = {one.id: one.name_zh for one in auth.centres(work)}
        self._products: dict[str, inventory.Product] | None = None

    def learn_orders(self, order_ids: Iterable[str]) -> None:
        """Read many orders and their customers in two statements."""
        orders = work_orders.orders(self._work, set(order_ids) - self._orders.keys())
        who = customers.customers(self._work, {one.customer_id for one in orders.values()})
        for one in orders.values():
            self._orders[one.id] = (one.no, who[one.customer_id].name)

    def order(self, order_id: str) -> tuple[str, str]:
        """Number and customer of an order."""
        if order_id not in self._orders:
            self.learn_orders([order_id])
        return self._orders.get(order_id, ("", ""))

    def technician(self, technician_id: str) -> str:
        """A technician's name."""
        if technician_id not in self._technicians:
            self._technicians[technician_id] = technicians.technician(self._work, technician_id).name
        return self._technicians[technician_id]

    def centre(self, centre_id: str) -> str:
        """A centre's Chinese name."""
        return self._centres.get(centre_id, "")

    def product(self, code: str) -> tuple[str, str]:
        """A product's names; its code while the price list does not know it."""
        if self._products is None:
            self._products = {one.code: one for one in inventory.products(self._work)}
        product = self._products.get(code)
        return (product.name_zh, product.name_en) if product else (code, code)


def _same_names(row: SQLModel, shape: type[BaseModel]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.model_fields if name in type(row).model_fields}


def payments_out(work: UnitOfWork, payments: Sequence[Payment], names: Names) -> list[PaymentOut]:
    """Payments with order, customer and what was paid for."""
    names.learn_orders(one.order_id for one in payments)
    charged = repository.charged_codes(work.session, [one.visit_id for one in payments])
    return [_payment_out(one, charged.get(one.visit_id, []), names) for one in payments]


def _payment_out(payment: Payment, codes: list[str], names: Names) -> PaymentOut:
    number, customer = names.order(payment.order_id)
    things = [names.product(code) for code in codes]
    return PaymentOut(
        **_same_names(payment, PaymentOut),
        order_no=number,
        customer_name=customer,
        things_zh="、".join(zh for zh, _ in things),
        things_en=", ".join(en for _, en in things),
        technician_name=names.technician(payment.technician_id),
    )


def remittances_out(work: UnitOfWork, rows: Sequence[Remittance], names: Names) -> list[RemittanceOut]:
    """Remittances with the names of people and centres."""
    counts = repository.payment_counts(work.session, [one.id for one in rows])
    return [_remittance_out(one, counts.get(one.id, 0), names) for one in rows]


def _remittance_out(row: Remittance, payment_count: int, names: Names) -> RemittanceOut:
    return RemittanceOut(
        **_same_names(row, RemittanceOut),
        technician_name=names.technician(row.technician_id),
        centre_name=names.centre(row.centre_id),
        digital_fen=row.amount_fen - row.cash_fen,
        payment_count=payment_count,
        confirmed_at=row.decided_at if row.state == "confirmed" else None,
        by=row.decided_by,
    )


def holdings_out(found: Sequence[HeldBy]) -> HoldingsOut:
    """The list of who holds what, with its sums."""
    return HoldingsOut(
        items=[_holding_out(one) for one in found],
        totals=HoldingTotals(
            people=len(found),
            cash_fen=sum(one.cash_fen for one in found),
            digital_fen=sum(one.digital_fen for one in found),
            total_fen=sum(one.total_fen for one in found),
            overdue_fen=sum(one.total_fen for one in found if one.overdue),
            submitted_fen=sum(one.submitted_fen for one in found),
        ),
    )


def _holding_out(held: HeldBy) -> HoldingOut:
    return HoldingOut(
        technician_id=held.technician.id,
        name=held.technician.name,
        partner_name=held.technician.partner_name,
        centre_id=held.centre.id,
        centre_name=held.centre.name_zh,
        cash_fen=held.cash_fen,
        digital_fen=held.digital_fen,
        total_fen=held.total_fen,
        submitted_fen=held.submitted_fen,
        oldest_at=held.oldest_at,
        limit_at=held.limit_at,
        overdue=held.overdue,
    )


def wallet_out(work: UnitOfWork, wallet: Wallet, recent: Sequence[Remittance]) -> WalletOut:
    """A technician's own money."""
    names = Names(work)
    cash = sum(one.amount_fen for one in wallet.payments if one.method == "cash")
    return WalletOut(
        held_fen=wallet.held_fen,
        cash_fen=cash,
        digital_fen=wallet.held_fen - cash,
        submitted_fen=sum(one.amount_fen for one in wallet.payments if one.remittance_id is not None),
        since=wallet.since,
        limit_at=wallet.limit_at,
        overdue=wallet.overdue,
        payments=payments_out(work, wallet.payments, names),
        remittances=remittances_out(work, recent, names),
    )


def entries_out(work: UnitOfWork, rows: Sequence[Entry], names: Names) -> list[EntryOut]:
    """Ledger entries with their postings and what reversed them."""
    ids = [row.id for row in rows]
    reversed_by = repository.reversals_of(work.session, ids)
    sides: dict[str, list[PostingOut]] = {}
    for posting in repository.postings_of(work.session, ids):
        account = ACCOUNTS[posting.account]
        who = posting.technician_id
        sides.setdefault(posting.entry_id, []).append(
            PostingOut(
                account=posting.account,
                name_zh=account.zh,
                name_en=account.en,
                technician_id=who,
                technician_name=names.technician(who) if who else None,
                amount_fen=posting.amount_fen,
            )
        )
    return [
        EntryOut(
            **_same_names(row, EntryOut),
            by=row.by_name,
            reversed_by=reversed_by.get(row.id),
            postings=sides.get(row.id, []),
        )
        for row in rows
    ]


def visit_fees_out(work: UnitOfWork, visit_id: str) -> VisitFeesOut:
    """The fees of a visit as confirmed, else as they would be now."""
    priced = fees.price(work, visit_id)
    work.actor.require_centre(priced.visit.centre_id)
    sheet = repository.current_sheet(work.session, visit_id)
    names = Names(work)
    kept: Sequence[Line | FeeLine] = repository.lines_of(work.session, sheet.id) if sheet else priced.lines
    payments = repository.payments_of_visit(work.session, visit_id)
    return VisitFeesOut(
        visit_id=visit_id,
        order_id=priced.visit.order_id,
        confirmed=sheet is not None,
        confirmed_at=sheet.confirmed_at if sheet else None,
        ready=priced.ready,
        lines=[fee_line_out(line, names) for line in kept],
        total_fen=sheet.total_fen if sheet else priced.total_fen,
        collected_fen=sum(one.amount_fen for one in payments),
        payments=payments_out(work, payments, names),
    )


def fee_line_out(line: Line | FeeLine, names: Names) -> FeeLineOut:
    """A fee line with the product's names."""
    zh, en = names.product(line.code)
    return FeeLineOut(
        item_id=line.item_id,
        kind=line.kind,
        code=line.code,
        name_zh=zh,
        name_en=en,
        quantity=line.quantity,
        unit_fen=line.unit_fen,
        amount_fen=line.amount_fen,
        free_reason=line.free_reason,
    )
