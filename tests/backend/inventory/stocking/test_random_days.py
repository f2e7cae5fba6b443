"""Random days in the warehouse and on the road: nothing is ever lost, doubled or below zero, whatever happens twice."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import custody
from backend.modules.inventory import public as inventory
from backend.modules.inventory.models import StockRow
from backend.modules.inventory.stocking import after, counting, moving, receiving
from backend.modules.inventory.stocking.models import StockCountRow, StockPaperRow
from backend.modules.inventory.stocking.papers import Load
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
    census,
    entered,
    fill,
    iccid,
    overlaps,
    place_of,
    replayed,
    terminal,
)

WHO = st.sampled_from([SU, LI])
THING = st.sampled_from([terminal(n) for n in (1, 2, 3, 11, 21, 31, 32)])
FEW = st.integers(1, 6)
STEPS = st.one_of(
    st.tuples(st.just("receipt"), st.integers(31, 40), FEW),
    st.tuples(st.just("issue"), WHO, THING, FEW),
    st.tuples(st.just("return"), WHO, THING, FEW),
    st.tuples(st.just("transfer"), WHO, THING, FEW),
    st.tuples(st.just("undo")),
    st.tuples(st.just("count"), st.sampled_from([VAN_SU, VAN_LI, STORE]), st.lists(THING, max_size=3), st.integers(0, 8)),
    st.tuples(
        st.just("field"), WHO, st.sampled_from(["install", "swap_device", "remove", "none"]),
        st.sampled_from([CAR, OTHER_CAR]), THING, st.integers(0, 4), st.integers(-9, 60),
    ),
)  # fmt: skip


PHASES = (Phase.explicit, Phase.generate)  # without shrinking: the control fails on purpose


def receipt(work: UnitOfWork, serial: int, relays: int) -> None:
    """A delivery, handed in twice under one id."""
    lines = receiving.Delivery([receiving.DeviceLine(terminal(serial), "BD-500")], parts={"RELAY": relays})
    key = new_id()
    first = receiving.receive(work, CENTRE, lines, paper_id=key)
    assert receiving.receive(work, CENTRE, lines, paper_id=key) is first


def issue(work: UnitOfWork, who: str, thing: str, relays: int) -> None:
    """Onto a van."""
    moving.issue(work, who, [thing], parts={"RELAY": relays})


def take_back(work: UnitOfWork, who: str, thing: str, relays: int) -> None:
    """From a van."""
    moving.take_back(work, who, [thing], parts={"RELAY": relays})


def transfer(work: UnitOfWork, who: str, thing: str, relays: int) -> None:
    """From one van to the other."""
    ends = (VAN_SU, VAN_LI) if who == SU else (VAN_LI, VAN_SU)
    moving.transfer(work, place_of(ends[0]), place_of(ends[1]), Load([thing], (), {"RELAY": relays}))


def undo(work: UnitOfWork) -> None:
    """The newest paper that is no receipt."""
    papers = work.session.exec(select(StockPaperRow).where(StockPaperRow.kind != "receipt")).all()
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


def live(house: House, step: tuple[Any, ...]) -> None:
    """One thing that happens; what is refused changes nothing."""
    what, *rest = step
    if what == "field":
        who, kind, car, thing, relays, hours = rest
        old = {"old_device_no": thing} if kind == "remove" else {"new_device_no": thing}
        parts = {"RELAY": relays} if relays else {}
        act(house, kind, T0 + timedelta(hours=hours), technician_id=who, vehicle_id=car, parts=parts, **old)
        return
    with suppress(Refusal), house.units.write() as work:
        OFFICE[what](work, *rest)


def check_books(work: UnitOfWork) -> None:
    """What must hold every evening."""
    assert all(row.quantity >= 0 for row in work.session.exec(select(StockRow))), "no place is below zero"
    assert census(work) == entered(work), "the sum over all places is what ever entered"
    assert replayed(work) == booked(work), "the last movement of each thing leads to where it is"
    assert overlaps(work) == [], "valid intervals never overlap"


def days(house: House, examples: int) -> None:
    """So many random days, one after the other on the same books."""
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
            live(house, step)
        with house.units.read() as work:
            check_books(work)

    run()


@pytest.mark.one_database
def test_R30_R33_random_days_lose_and_double_nothing(house: House) -> None:
    fill(house)
    days(house, 20)
    with house.units.read() as work:
        kinds = {row.kind for row in work.session.exec(select(StockPaperRow))}
        states = {row.state for row in work.session.exec(select(StockPaperRow))}
        assert kinds == {"receipt", "issue", "return", "transfer"}, "every kind of paper must really have been written"
        assert "undone" in states
        assert {row.state for row in work.session.exec(select(StockCountRow))} & {"closed"}


@pytest.mark.one_database
def test_control_parts_taken_without_looking_are_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a place that gives what it does not have makes something out of nothing."""
    fill(house)
    monkeypatch.setattr(custody, "_take_stock", lambda *_: True)
    with pytest.raises(AssertionError, match="the sum over all places"):
        days(house, 20)
