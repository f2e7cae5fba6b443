"""Random days in the warehouse and on the road: nothing is ever lost, doubled or below zero, whatever happens twice."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from backend.kernel.actor import Actor
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.inventory import custody
from backend.modules.inventory import public as inventory
from backend.modules.inventory.models import InstallationRow, MovementRow, StockRow
from backend.modules.inventory.stocking import after, counting, moving, receiving
from backend.modules.inventory.stocking.models import StockCountRow, StockPaperRow
from backend.modules.inventory.stocking.papers import Load
from backend.modules.sync import service as inbox
from backend.modules.sync.schemas import CommandIn, CommandsIn
from backend.modules.technicians import public as technicians
from backend.wiring import House
from tests.backend.inventory.store import (
    CAR,
    CENTRE,
    LI,
    OTHER_CAR,
    STORE,
    SU,
    T0,
    VAN_LI,
    VAN_SU,
    act,
    booked,
    cases,
    census,
    entered,
    fill,
    iccid,
    overlaps,
    place_of,
    replayed,
    terminal,
)
from tests.backend.visit_story import Story

WHO = st.sampled_from([SU, LI])
THING = st.sampled_from([terminal(n) for n in (1, 2, 3, 11, 21, 31, 32)])
FEW = st.integers(1, 6)
MAYBE = st.one_of(st.none(), THING)  # with nothing but parts most days go on; a terminal is often elsewhere
STEPS = st.one_of(
    st.tuples(st.just("receipt"), st.integers(31, 40), FEW),
    st.tuples(st.just("issue"), WHO, MAYBE, FEW),
    st.tuples(st.just("return"), WHO, MAYBE, FEW),
    st.tuples(st.just("transfer"), WHO, MAYBE, FEW),
    st.tuples(st.just("undo")),
    st.tuples(st.just("count"), st.sampled_from([VAN_SU, VAN_LI, STORE]), st.lists(THING, max_size=3), st.integers(0, 8)),
    st.tuples(
        st.just("field"), WHO, st.sampled_from(["install", "swap_device", "remove", "none"]),
        st.sampled_from([CAR, OTHER_CAR]), THING, st.integers(0, 4), st.integers(-9, 60),
    ),
    st.tuples(st.just("phone"), WHO, st.integers(0, 1), THING, FEW),
    st.tuples(st.just("phone_again"), st.integers(0, 9)),
)  # fmt: skip


PHASES = (Phase.explicit, Phase.generate)  # without shrinking: the control fails on purpose


def receipt(work: UnitOfWork, serial: int, relays: int) -> None:
    """A delivery, handed in twice under one id."""
    lines = receiving.Delivery([receiving.DeviceLine(terminal(serial), "BD-500")], parts={"RELAY": relays})
    key = new_id()
    first = receiving.receive(work, CENTRE, lines, paper_id=key)
    assert receiving.receive(work, CENTRE, lines, paper_id=key) is first


def issue(work: UnitOfWork, who: str, thing: str | None, relays: int) -> None:
    """Onto a van."""
    moving.issue(work, who, [thing] if thing else [], parts={"RELAY": relays})


def take_back(work: UnitOfWork, who: str, thing: str | None, relays: int) -> None:
    """From a van."""
    moving.take_back(work, who, [thing] if thing else [], parts={"RELAY": relays})


def transfer(work: UnitOfWork, who: str, thing: str | None, relays: int) -> None:
    """From one van to the other."""
    ends = (VAN_SU, VAN_LI) if who == SU else (VAN_LI, VAN_SU)
    moving.transfer(work, place_of(ends[0]), place_of(ends[1]), Load([thing] if thing else [], (), {"RELAY": relays}))


def undo(work: UnitOfWork) -> None:
    """The newest paper."""
    papers = work.session.exec(select(StockPaperRow)).all()
    after.undo(work, max(papers, key=lambda one: one.id).id if papers else "none", "写错了")


def count(work: UnitOfWork, place: inventory.PlaceRef, seen: list[str], relays: int) -> None:
    """Counted, finished, and what is missing approved by another."""
    row = counting.open_count(work, new_id(), place_of(place))
    for one in (*seen, iccid(1)):
        counting.see(work, row.id, one)
    counting.count_part(work, row.id, "RELAY", relays)
    counting.finish(work, row.id, 1, "没找到", {})
    if work.session.get_one(StockCountRow, row.id).state == "waiting":
        work.session.get_one(StockCountRow, row.id).finished_by = "somebody else"
        counting.approve_losses(work, row.id, 2, "")


OFFICE: dict[str, Callable[..., None]] = {
    "receipt": receipt, "issue": issue, "return": take_back, "transfer": transfer, "undo": undo, "count": count,
}  # fmt: skip


@dataclass
class Batch:
    """What a phone handed in, and how each command was answered the first time."""

    actor: Actor
    commands: CommandsIn
    outcomes: list[str] = field(default_factory=list)


class Road:
    """The phones of Su and Li: each batch is sent twice, and may come once more on any later day (R16)."""

    def __init__(self, house: House) -> None:
        """Two vehicles of a customer, without terminals; both technicians are known by name."""
        self.house, self.sent = house, list[Batch]()
        self.story = Story(house)
        with house.units.write() as work:
            new = customers.NewCustomer(CENTRE, "深港冷链", contacts=(customers.NewContact("李队长", "13800138000"),))
            self.story.customer_id = customers.load_customers(work, [new])[0]
            people = [technicians.NewTechnician(CENTRE, who, "13900139000", 22.54, 113.95, id=who) for who in (SU, LI)]
            technicians.load_technicians(work, people)
        for who in (SU, LI):
            self.story.people[who] = Actor(f"user-{who}", who, (("technician", CENTRE),), frozenset({CENTRE}), who)
        self.cars = [self.story.vehicle(installed=False) for _ in range(2)]

    def swaps(self, who: str, car: int, thing: str, relays: int) -> None:
        """On a visit, without signal: a terminal goes in, relays are used up; told twice when the signal is back."""
        sent = self.story.send(self.cars[car], kind="install", technician_id=who)
        self.story.arrives(sent)
        fields = {"act": "install", "new_device_no": thing, "parts": {"RELAY": relays}}
        about = {"visit_id": sent.visit_id, "item_id": sent.item_ids[0]}
        told = [("item.record", {**about, "fields": fields}), ("item.finish", about)]
        now = self.house.units.clock.now()
        commands = [
            CommandIn(id=new_id(), seq=n, kind=kind, event_time=now, payload=payload)
            for n, (kind, payload) in enumerate(told, 1)
        ]
        batch = Batch(self.story.people[who], CommandsIn(client_id=f"phone-{sent.visit_id}", commands=commands))
        batch.outcomes = self.hand_in(batch)
        self.sent.append(batch)
        self.again(len(self.sent) - 1)

    def hand_in(self, batch: Batch) -> list[str]:
        """The batch reaches the inbox; how each command was answered."""
        commands = self.house.phone_commands
        return [one.outcome for one in inbox.receive(self.house.units, batch.actor, commands, batch.commands).answers]

    def again(self, which: int) -> None:
        """The same batch once more: the same answers, and nothing else."""
        if not self.sent:
            return
        before, batch = self.books(), self.sent[which % len(self.sent)]
        same = ["duplicate" if one == "accepted" else one for one in batch.outcomes]
        assert self.hand_in(batch) == same, "a command that comes again is known"
        assert self.books() == before, "a command that comes twice must count once"

    def books(self) -> list[Any]:
        """What would show an act that was counted twice."""
        with self.house.units.read() as work:
            movements = len(work.session.exec(select(MovementRow.id)).all())
            lines = sorted(work.session.exec(select(InstallationRow.id, InstallationRow.standing)).all())
            return [movements, lines, census(work), booked(work), len(cases(self.house))]


def live(house: House, road: Road, step: tuple[Any, ...]) -> None:
    """One thing that happens; what is refused changes nothing."""
    what, *rest = step
    if what == "phone":
        road.swaps(*rest)
    elif what == "phone_again":
        road.again(*rest)
    elif what == "field":
        who, kind, car, thing, relays, hours = rest
        old = {"old_device_no": thing} if kind == "remove" else {"new_device_no": thing}
        parts = {"RELAY": relays} if relays else {}
        act(house, kind, T0 + timedelta(hours=hours), technician_id=who, vehicle_id=car, parts=parts, **old)
    else:
        with suppress(Refusal), house.units.write() as work:
            OFFICE[what](work, *rest)


def check_books(work: UnitOfWork) -> None:
    """What must hold every evening."""
    assert all(row.quantity >= 0 for row in work.session.exec(select(StockRow))), "no place is below zero"
    assert census(work) == entered(work), "the sum over all places is what ever entered"
    assert replayed(work) == booked(work), "the last movement of each thing leads to where it is"
    assert overlaps(work) == [], "valid intervals never overlap"


def days(house: House, examples: int) -> Road:
    """So many random days, one after the other on the same books."""
    road = Road(house)
    health = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=health,
        phases=PHASES,
    )
    @given(st.lists(STEPS, min_size=1, max_size=14))
    def run(day: list[tuple[Any, ...]]) -> None:
        for step in day:
            live(house, road, step)
        with house.units.read() as work:
            check_books(work)

    run()
    return road


@pytest.mark.one_database
def test_R16_R30_R33_random_days_lose_and_double_nothing(house: House) -> None:
    fill(house)
    road = days(house, 16)
    with house.units.read() as work:
        kinds = {row.kind for row in work.session.exec(select(StockPaperRow))}
        undone = {row.kind for row in work.session.exec(select(StockPaperRow).where(StockPaperRow.state == "undone"))}
        assert kinds == {"receipt", "issue", "return", "transfer"}, "every kind of paper must really have been written"
        assert {"receipt"} < undone, "receipts and others must really have been undone"
        assert "closed" in {row.state for row in work.session.exec(select(StockCountRow))}
        firsts = [batch.commands.commands[0] for batch in road.sent]
        visits = {str(one.payload["visit_id"]) for one in firsts if isinstance(one, CommandIn)}
        told = {
            (row.thing_kind, row.visit_id) for row in work.session.exec(select(MovementRow)) if row.visit_id in visits
        }
        assert {kind for kind, _ in told} == {"device", "part"}, "the phones must really have moved something"


@pytest.mark.one_database
def test_control_parts_taken_without_looking_are_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a place that gives what it does not have makes something out of nothing."""
    fill(house)
    monkeypatch.setattr(custody, "_take_stock", lambda *_: True)
    with pytest.raises(AssertionError, match="the sum over all places"):
        days(house, 20)


@pytest.mark.one_database
def test_R16_control_what_is_no_repeat_is_noticed(house: House) -> None:
    """Negative control: a batch that comes again under new ids is none that the inbox knows."""
    fill(house)
    road = Road(house)
    road.swaps(SU, 0, terminal(1), 1)
    batch = road.sent[0]
    for one in batch.commands.commands:
        one.id, one.seq = new_id(), one.seq + 2
    with pytest.raises(AssertionError, match="comes again is known"):
        road.again(0)
