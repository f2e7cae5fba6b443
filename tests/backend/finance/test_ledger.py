"""R19: the books balance at every moment; entries are never edited, only reversed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from backend.kernel.events import EventRow
from backend.kernel.spreadsheet import neutral
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import ledger, repository
from backend.modules.finance.accounts import ACCOUNTS, BANK, CASH_BOX, RECEIVABLE, REVENUE, TECHNICIAN_CASH
from backend.modules.finance.ledger import Side, UnbalancedError
from backend.modules.finance.models import Entry, Posting
from tests.asgi_client import AsgiClient
from tests.backend.conftest import SHENZHEN
from tests.backend.finance.books import technician_balances
from tests.backend.visit_story import Story

SignIn = Callable[..., AsgiClient]


def post(work: UnitOfWork, *sides: Side) -> str:
    """One entry."""
    return ledger.post(work, kind="test", ref="test:1", centre_id=SHENZHEN.id, sides=sides)


@pytest.mark.parametrize(
    "sides",
    [
        [Side(BANK, 100), Side(REVENUE, -99)],
        [Side(BANK, 0), Side(REVENUE, 0)],
        [Side(BANK, 100)],
        [Side("pocket", 100), Side(REVENUE, -100)],
        [Side(TECHNICIAN_CASH, 100), Side(REVENUE, -100)],
        [Side(BANK, 100, "su"), Side(REVENUE, -100)],
        [],
    ],
)
def test_R19_what_does_not_balance_is_never_written(story: Story, sides: list[Side]) -> None:
    """Neither a wrong sum nor a wrong account."""
    with pytest.raises(UnbalancedError), story.house.units.write() as work:
        post(work, *sides)
    with story.house.units.read() as work:
        assert not work.session.exec(select(Entry)).all()


@given(st.lists(st.tuples(st.sampled_from(sorted(ACCOUNTS)), st.integers(-(10**9), 10**9)), max_size=6))
def test_R19_a_checked_entry_sums_to_zero(raw: list[tuple[str, int]]) -> None:
    """The check lets nothing else through."""
    sides = [Side(account, amount, "su" if account.startswith("technician") else None) for account, amount in raw]
    try:
        ledger.check(sides)
    except UnbalancedError:
        assert len(sides) < 2 or sum(one.amount_fen for one in sides) != 0 or any(one.amount_fen == 0 for one in sides)
    else:
        assert sum(one.amount_fen for one in sides) == 0


def test_R19_entries_and_postings_cannot_be_edited_or_deleted(story: Story) -> None:
    """Not even by our own code."""
    with story.house.units.write() as work:
        entry_id = post(work, Side(BANK, 100), Side(REVENUE, -100))

    def edit(work: UnitOfWork) -> None:
        work.session.get_one(Entry, entry_id).memo = "nicer"

    def change(work: UnitOfWork) -> None:
        repository.postings_of(work.session, [entry_id])[0].amount_fen = 1

    def delete(work: UnitOfWork) -> None:
        work.session.delete(repository.postings_of(work.session, [entry_id])[0])

    for wrong in (edit, change, delete):
        with pytest.raises(RuntimeError, match="append-only"), story.house.units.write() as work:
            wrong(work)  # the unit of work flushes when it commits
    with story.house.units.read() as work:
        assert repository.balances(work.session, None) == {BANK: 100, REVENUE: -100}


def test_R19_a_reversal_restores_every_account_and_happens_once(story: Story) -> None:
    """The second reversal of one entry fails in the database itself."""
    with story.house.units.write() as work:
        entry_id = post(work, Side(TECHNICIAN_CASH, 100, "su"), Side(RECEIVABLE, -100))
        ledger.reverse(work, entry_id, "typed wrong")
    with story.house.units.read() as work:
        assert set(repository.balances(work.session, None).values()) == {0}
        assert technician_balances(work.session) == {}
    with pytest.raises(IntegrityError), story.house.units.write() as work:
        ledger.reverse(work, entry_id, "again")


def test_R19_a_posting_written_past_the_ledger_shows_on_the_desk(story: Story, client: SignIn) -> None:
    """The balance is computed, not claimed."""
    desk = client("finance")
    with story.house.units.write() as work:
        entry_id = post(work, Side(CASH_BOX, 100), Side(REVENUE, -100))
    assert desk.get("/api/finance/balance").json()["balanced"] is True
    with story.house.units.write() as work:
        work.session.add(Posting(entry_id=entry_id, account=BANK, amount_fen=7))
    assert desk.get("/api/finance/balance").json()["balanced"] is False


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_cannot_run_as_a_formula(text: str) -> None:
    """Names come from outside."""
    assert neutral(text).startswith("'")
    assert neutral("深港冷链") == "深港冷链"
    assert neutral(-5.0) == -5.0


def test_R27_the_export_holds_the_same_sums_is_safe_and_is_logged(story: Story, client: SignIn) -> None:
    """A technician named like a formula stays text; who exported is in the log."""
    evil = story.add_technician("=HYPERLINK(1)")
    sent, total = story.paid_repair(technician_id=evil)
    story.does(sent, "payment.collect", method="cash", amount_fen=total)
    desk = client("finance", name="钟会计")
    answer = desk.get("/api/finance/holdings.xlsx")
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.content))
    people, details = book["谁手上有钱"], book["明细"]
    assert people["A2"].value == "'=HYPERLINK(1)"
    assert people["A2"].data_type == "s"
    assert (people["D2"].value, details["G2"].value) == (50, 50)
    with story.house.units.read() as work:
        fact = work.session.exec(select(EventRow).where(EventRow.name == "finance.exported")).one()
    assert (fact.actor_name, fact.payload["rows"]) == ("钟会计", 1)
