"""R19 as a property: on random days of collecting, handing over, returning, voiding, the books balance at every moment."""

import random

import pytest

from backend.kernel.actor import Actor
from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.finance import repository
from backend.modules.finance.accounts import HELD_IN
from backend.modules.finance.service import holdings, payments, remittances
from tests.backend.finance.books import technician_balances
from tests.backend.visit_story import Sent, Story

FINANCE = Actor(id="finance", name="钟会计", grants=(("finance", None),), scope=None)
PARTS = ("ANT-GNSS", "RELAY", "CAM-1080")
METHODS = tuple(HELD_IN)


class Day:
    """One random day of two technicians."""

    def __init__(self, story: Story, seed: int) -> None:
        """The same seed, the same day."""
        self.story = story
        self.chance = random.Random(seed)
        self.people = [story.technician_id, story.add_technician("何俊")]
        self.open: list[tuple[Sent, int]] = []
        self.refusals = 0

    def step(self) -> None:
        """One thing happens; a refusal is an answer too."""
        acts = (self.repair, self.collect, self.collect, self.submit, self.decide, self.void, self.bank)
        try:
            self.chance.choice(acts)()
        except Refusal:
            self.refusals += 1

    def repair(self) -> None:
        """A repair out of warranty."""
        parts = {self.chance.choice(PARTS): self.chance.randint(1, 3)}
        self.open.append(self.story.paid_repair(parts, self.chance.choice(self.people)))

    def collect(self) -> None:
        """A customer pays all, a part, or too much."""
        if not self.open:
            return self.repair()
        sent, total = self.chance.choice(self.open)
        amount = self.chance.choice([total, total // 2, total + 1])
        self.story.does(sent, "payment.collect", method=self.chance.choice(METHODS), amount_fen=amount)
        return None

    def submit(self) -> None:
        """A technician hands over everything or the cash."""
        who = self.chance.choice(self.people)
        with self.story.house.units.read() as work:
            held = [one for one in repository.held_by(work.session, who) if one.remittance_id is None]
        chosen = self.chance.choice([held, [one for one in held if one.method == "cash"], held[:1]])
        amount = sum(one.amount_fen for one in chosen) or 1
        self.story.phone(who, "remittance.submit", amount_fen=amount)

    def decide(self) -> None:
        """Finance takes it, with or without a difference, or gives it back."""
        with self.story.house.units.write(FINANCE) as work:
            waiting = repository.remittances_page(work.session, None, state="submitted", after=None, limit=50)
            if not waiting:
                return
            one = self.chance.choice(waiting)
            if self.chance.random() < 0.3:
                remittances.give_back(work, one.id, "数目不清", None)
                return
            counted = {"loose": max(0, one.cash_fen + self.chance.choice([0, 0, -100, 100]))}
            remittances.confirm(work, one.id, counted, self.chance.choice(["", "差额师傅认"]), None)

    def void(self) -> None:
        """Finance takes a payment back."""
        self._on_some_payment(lambda work, key: payments.void(work, key, "记错了"))

    def bank(self) -> None:
        """A transfer arrived."""
        self._on_some_payment(payments.confirm)

    def _on_some_payment(self, act: object) -> None:
        with self.story.house.units.write(FINANCE) as work:
            rows = repository.payments_page(work.session, None, method=None, unconfirmed=None, before=None, limit=100)
            if rows and callable(act):
                act(work, self.chance.choice(rows).id)


def assert_books_balance(work: UnitOfWork) -> None:
    """The whole, each entry, and the ledger against the payments it speaks of."""
    found = repository.balances(work.session, None)
    assert sum(found.values()) == 0
    assert repository.unbalanced_entries(work.session) == []
    rows = repository.payments_page(work.session, None, method=None, unconfirmed=None, before=None, limit=1000)
    standing = [one for one in rows if one.voided_at is None]
    assert found.get("receivable", 0) + found.get("revenue", 0) == -sum(one.amount_fen for one in standing)
    held: dict[tuple[str, str], int] = {}
    for one in standing:
        if one.confirmed_at is None and one.method in ("cash", "wechat", "alipay"):
            key = (HELD_IN[one.method], one.technician_id)
            held[key] = held.get(key, 0) + one.amount_fen
    assert held == technician_balances(work.session)
    assert sum(held.values()) == sum(one.total_fen for one in holdings.holdings(work))


@pytest.mark.parametrize("seed", range(4))
def test_R19_random_days_balance_at_every_moment(story: Story, seed: int) -> None:
    """After each step, refused or not."""
    day = Day(story, seed)
    for _ in range(25):
        day.step()
        with story.house.units.read() as work:
            assert_books_balance(work)
    with story.house.units.read() as work:
        assert repository.balances(work.session, None), "nothing happened on this day"
