"""Fees of a visit: worked out here from what was recorded, confirmed by the technician, told to work_orders."""

from dataclasses import dataclass
from datetime import datetime

from backend.kernel.errors import Refusal
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import ledger, repository
from backend.modules.finance.accounts import RECEIVABLE, REVENUE
from backend.modules.finance.errors import FEES_BELOW_PAID, FEES_DIFFER, FEES_NOT_READY
from backend.modules.finance.events import FeesConfirmed
from backend.modules.finance.models import FeeLine, FeeSheet
from backend.modules.finance.policies import Agreed, Line, Price, Used, charge
from backend.modules.finance.service.usage import used_at
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders


@dataclass(frozen=True)
class Priced:
    """What a visit costs by R17, and whether every vehicle of it is recorded."""

    visit: work_orders.VisitView
    lines: list[Line]
    ready: bool

    @property
    def total_fen(self) -> int:
        """The sum in fen."""
        return sum(line.amount_fen for line in self.lines)


def price(work: UnitOfWork, visit_id: str) -> Priced:
    """Work the fees of a visit out from its records, the warranty and the price list; refuses an unknown visit."""
    visit = work_orders.visit(work, visit_id)
    order = work_orders.order(work, visit.order_id)
    items = work_orders.share_of(work, visit_id)
    prices = {one.code: Price(one.price_fen, one.consumable) for one in inventory.products(work)}
    recorded = [item for item in items if item.state == "recorded"]
    used: list[Used] = used_at(work, visit, recorded)
    ready = all(item.state != "open" for item in items)
    extras = work_orders.extras_of_visit(work, visit_id)
    agreed = [Agreed(one.item_id, one.code, one.quantity, one.unit_fen) for one in extras if _charged(one)]
    refused = {one.item_id for one in extras if one.kind == "vehicle" and one.state != "approved"}
    return Priced(visit, charge(order.kind, used, prices, agreed, refused), ready)


def _charged(extra: work_orders.ExtraView) -> bool:
    return extra.kind == "work" and extra.state == "approved"


def confirm(work: UnitOfWork, visit_id: str, total_fen: int, at: datetime) -> FeeSheet:
    """The technician confirms the fees: R17 decides here, a different total on the phone is refused with both.

    Confirming the same again changes nothing; another total than before replaces the sheet by reversing its entry.
    """
    work_orders.my_visit(work, visit_id)  # his own, and locked, so that two confirmations queue up
    priced = price(work, visit_id)
    total = priced.total_fen
    if not priced.ready:
        raise Refusal(FEES_NOT_READY)
    if total != total_fen:
        raise Refusal(
            FEES_DIFFER,
            field="total_fen",
            phone=yuan(total_fen),
            server=yuan(total),
            phone_fen=total_fen,
            server_fen=total,
            lines=[vars(line) for line in priced.lines],
        )
    old = repository.current_sheet(work.session, visit_id, lock=True)
    if old is not None and _same(work, old, priced.lines):
        if priced.visit.fees_total_fen is None:  # an extra had opened them again, and costs nothing after all (R17)
            work_orders.mark_fees(work, visit_id, total)
        return old
    if old is not None:
        _supersede(work, old, total)
    return _write(work, priced, at)


def _same(work: UnitOfWork, sheet: FeeSheet, lines: list[Line]) -> bool:
    kept = [
        (one.item_id, one.kind, one.code, one.quantity, one.unit_fen, one.amount_fen, one.free_reason)
        for one in repository.lines_of(work.session, sheet.id)
    ]
    return kept == [tuple(vars(line).values()) for line in lines]


def _supersede(work: UnitOfWork, sheet: FeeSheet, total_fen: int) -> None:
    paid = sum(one.amount_fen for one in repository.payments_of_visit(work.session, sheet.visit_id))
    if total_fen < paid:
        raise Refusal(FEES_BELOW_PAID, paid=yuan(paid), total=yuan(total_fen))
    if sheet.entry_id is not None:
        ledger.reverse(work, sheet.entry_id, memo="fees confirmed anew")
    sheet.superseded_at = work.now
    work.session.add(sheet)
    work.session.flush()


def _write(work: UnitOfWork, priced: Priced, at: datetime) -> FeeSheet:
    visit, total = priced.visit, priced.total_fen
    entry_id = None
    if total:
        sides = [ledger.Side(RECEIVABLE, total), ledger.Side(REVENUE, -total)]
        entry_id = ledger.post(
            work, kind="fees", ref=f"visit:{visit.id}", centre_id=visit.centre_id, sides=sides, memo=visit.no
        )
    sheet = FeeSheet(
        visit_id=visit.id,
        order_id=visit.order_id,
        centre_id=visit.centre_id,
        technician_id=visit.technician_id,
        total_fen=total,
        confirmed_at=min(at, work.now),
        entry_id=entry_id,
    )
    work.session.add(sheet)
    work.session.flush()
    for line in priced.lines:
        work.session.add(FeeLine(sheet_id=sheet.id, order_id=visit.order_id, visit_id=visit.id, **vars(line)))
    work.session.flush()
    work_orders.mark_fees(work, visit.id, total)
    work.record(
        FeesConfirmed(
            order_id=visit.order_id,
            centre_id=visit.centre_id,
            visit_id=visit.id,
            technician_id=visit.technician_id,
            total_fen=total,
        )
    )
    return sheet
