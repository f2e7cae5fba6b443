"""HTTP: who holds what, remittances, payments, the ledger, the fees of a visit, the technician's wallet."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response

from backend.kernel.db import EPOCH, MICROSECOND
from backend.kernel.errors import BAD_CURSOR, Refusal
from backend.kernel.pagination import MAX_LIMIT, Page, cut_page, decode_cursor
from backend.kernel.spreadsheet import XLSX
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth.public import allow
from backend.modules.finance import repository, views
from backend.modules.finance.accounts import ACCOUNTS
from backend.modules.finance.errors import NO_TECHNICIAN
from backend.modules.finance.events import MoneyExported
from backend.modules.finance.export import holdings_book
from backend.modules.finance.schemas import (
    AccountOut,
    BalanceOut,
    ConfirmIn,
    EntryOut,
    HoldingsOut,
    Method,
    PaymentOut,
    RemittanceDetailOut,
    RemittanceOut,
    RemittanceState,
    ReturnIn,
    VisitFeesOut,
    VoidIn,
    WalletOut,
)
from backend.modules.finance.service import holdings, payments, remittances

router = APIRouter(prefix="/api", tags=["finance"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=400)]
Read = Annotated[UnitOfWork, allow("finance.read")]
Write = Annotated[UnitOfWork, allow("finance.write")]
FURTHEST_MICROS = 4_000_000_000_000_000  # the year 2096


@router.get("/finance/holdings")
def list_holdings(work: Read) -> HoldingsOut:
    """Who holds money, since when, and who is past the limit; the overdue first."""
    return views.holdings_out(holdings.holdings(work))


@router.get("/finance/holdings.xlsx", response_class=Response, responses={200: {"content": {XLSX: {}}}})
def export_holdings(work: Read, request: Request) -> Response:
    """The same with the payments behind it, for a spreadsheet; the export is logged (R27)."""
    house = request.app.state.house
    found = holdings.holdings(work)
    rows = [row for one in found for row in repository.held_by(work.session, one.technician.id)]
    details = views.payments_out(work, rows, views.Names(work))
    book = holdings_book(views.holdings_out(found).items, details, ZoneInfo(house.settings.time_zone))
    # Reading is done on a connection that can't write; the log of the export has a transaction of its own.
    with house.units.write(work.actor) as log:
        log.record(MoneyExported(what="holdings", rows=len(details)))
    return Response(book, media_type=XLSX, headers={"content-disposition": 'attachment; filename="holdings.xlsx"'})


@router.get("/finance/remittances")
def list_remittances(
    work: Read, state: RemittanceState | None = None, cursor: Cursor = None, limit: Limit = 50
) -> Page[RemittanceOut]:
    """Remittances; those that wait are listed oldest first, any others newest first."""
    key = decode_cursor(cursor, (int, str))
    rows = repository.remittances_page(work.session, work.actor.scope, state=state, after=_moment(key), limit=limit)
    kept, following = cut_page(rows, limit, lambda row: (_micros(row.submitted_at), row.id))
    return Page(items=views.remittances_out(work, kept, views.Names(work)), next=following)


@router.get("/finance/remittances/{remittance_id}")
def read_remittance(remittance_id: str, work: Read) -> RemittanceDetailOut:
    """One remittance with its payments."""
    return _detail(work, remittance_id)


@router.post("/finance/remittances/{remittance_id}/confirm")
def confirm_remittance(remittance_id: str, body: ConfirmIn, work: Write) -> RemittanceDetailOut:
    """Take the money against the counted notes; a difference is refused unless a note explains it."""
    remittances.confirm(work, remittance_id, body.counted, body.difference_note, body.version)
    return _detail(work, remittance_id)


@router.post("/finance/remittances/{remittance_id}/return")
def return_remittance(remittance_id: str, body: ReturnIn, work: Write) -> RemittanceDetailOut:
    """Give the remittance back to the technician with a reason."""
    remittances.give_back(work, remittance_id, body.reason, body.version)
    return _detail(work, remittance_id)


@router.get("/finance/payments")
def list_payments(
    work: Read,
    method: Method | None = None,
    unconfirmed: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[PaymentOut]:
    """Payments newest first, e.g. transfers that have not shown in the bank yet."""
    rows = repository.payments_page(
        work.session,
        work.actor.scope,
        method=method,
        unconfirmed=unconfirmed,
        before=_moment(decode_cursor(cursor, (int, str))),
        limit=limit,
    )
    kept, following = cut_page(rows, limit, lambda row: (_micros(row.collected_at), row.id))
    return Page(items=views.payments_out(work, kept, views.Names(work)), next=following)


@router.post("/finance/payments/{payment_id}/confirm")
def confirm_payment(payment_id: str, work: Write) -> PaymentOut:
    """A transfer or a payment on account has arrived in the bank."""
    payment = payments.confirm(work, payment_id)
    return views.payments_out(work, [payment], views.Names(work))[0]


@router.post("/finance/payments/{payment_id}/void")
def void_payment(payment_id: str, body: VoidIn, work: Write) -> PaymentOut:
    """Take a wrongly recorded payment back; its ledger entry is reversed."""
    payment = payments.void(work, payment_id, body.reason)
    return views.payments_out(work, [payment], views.Names(work))[0]


@router.get("/finance/ledger")
def list_ledger(
    work: Read,
    account: str | None = Query(default=None, max_length=40),
    technician_id: str | None = Query(default=None, max_length=64),
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[EntryOut]:
    """The ledger, newest first, of one account or one technician if named."""
    key = decode_cursor(cursor, 1)
    rows = repository.entries_page(
        work.session,
        work.actor.scope,
        account=account,
        technician_id=technician_id,
        before=str(key[0]) if key else None,
        limit=limit,
    )
    kept, following = cut_page(rows, limit, lambda row: (row.id,))
    return Page(items=views.entries_out(work, kept, views.Names(work)), next=following)


@router.get("/finance/balance")
def read_balance(work: Read) -> BalanceOut:
    """Whether the books balance: every entry and the whole; and the balance of each account."""
    totals = repository.balances(work.session, work.actor.scope)
    balanced = sum(totals.values()) == 0 and not repository.unbalanced_entries(work.session)
    return BalanceOut(
        balanced=balanced,
        totals=[
            AccountOut(account=code, name_zh=name.zh, name_en=name.en, amount_fen=totals.get(code, 0))
            for code, name in ACCOUNTS.items()
        ],
    )


@router.get("/visits/{visit_id}/fees")
def read_visit_fees(visit_id: str, work: Annotated[UnitOfWork, allow("fees.read")]) -> VisitFeesOut:
    """The fees of a visit: as confirmed, else as they would be now."""
    return views.visit_fees_out(work, visit_id)


@router.get("/phone/wallet")
def read_wallet(work: Annotated[UnitOfWork, allow("phone.wallet")]) -> WalletOut:
    """What the signed-in technician holds and until when he hands it over."""
    if work.actor.technician_id is None:
        raise Refusal(NO_TECHNICIAN)
    recent = repository.remittances_of(work.session, work.actor.technician_id, limit=20)
    return views.wallet_out(work, holdings.wallet(work, work.actor.technician_id), recent)


def _detail(work: UnitOfWork, remittance_id: str) -> RemittanceDetailOut:
    remittance = remittances.one(work, remittance_id)
    names = views.Names(work)
    head = views.remittances_out(work, [remittance], names)[0]
    paid = repository.payments_in(work.session, remittance_id)
    return RemittanceDetailOut(**head.model_dump(), payments=views.payments_out(work, paid, names))


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _moment(key: list[Any] | None) -> tuple[datetime, str] | None:
    """The (time, id) inside a cursor; refuses one of another shape."""
    if key is None:
        return None
    micros, row_id = key
    if not isinstance(micros, int) or not isinstance(row_id, str) or abs(micros) > FURTHEST_MICROS:
        raise Refusal(BAD_CURSOR, field="cursor")
    return EPOCH + micros * MICROSECOND, row_id
