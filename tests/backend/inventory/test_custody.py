"""Every device, card and part is in exactly one place, and leaves it only by a recorded movement."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.inventory.custody import Occasion, move_parts, place_id
from backend.modules.inventory.models import DeviceRow, NumberCaseRow, StockRow
from backend.modules.inventory.settling.settle import settle
from backend.wiring import House
from tests.backend.inventory.store import (
    CAR,
    LI,
    OTHER_CAR,
    STORE,
    SU,
    T0,
    act,
    booked,
    card,
    cases,
    census,
    device,
    entered,
    fill,
    iccid,
    overlaps,
    replayed,
    terminal,
    where,
)


def test_the_database_itself_refuses_negative_stock(house: House) -> None:
    fill(house)
    with pytest.raises(IntegrityError), house.units.write() as work:
        work.session.execute(text("UPDATE stock SET quantity = quantity - 4 WHERE quantity = 3"))


def test_moving_more_parts_than_there_are_moves_what_there_is(house: House) -> None:
    fill(house)
    van, store = place_id("van", SU), place_id("warehouse", STORE.owner_id)
    with house.units.write() as work:
        assert move_parts(work, "RELAY", 5, van, store, Occasion(T0, "test")) == 3
        assert work.session.get_one(StockRow, (van, "RELAY")).quantity == 0
        assert work.session.get_one(StockRow, (store, "RELAY")).quantity == 13


def test_a_number_is_entered_only_once(house: House) -> None:
    fill(house)
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        inventory.load_devices(work, [device(90), device(1)])
    assert refusal.value.code == "duplicate_number"
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        inventory.load_sims(work, [card(91), card(91)])
    assert refusal.value.code == "duplicate_number"


@pytest.mark.parametrize(
    ("end", "place", "bound_for"),
    [
        ("factory", "van", "factory"),
        ("warehouse", "van", "warehouse"),
        ("van", "van", None),
        ("customer", "customer", None),
    ],
)
def test_R33_a_removed_terminal_has_an_end(house: House, end: str, place: str, bound_for: str | None) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "remove", T0 + timedelta(hours=1), old_device_no=terminal(1), old_device_end=end)
    assert where(house, "device-1") == place
    with house.units.read() as work:
        van = inventory.van_stock(work, SU)
    assert ("BD-0001" in [one.terminal_no for one in van.returns]) == (bound_for is not None)
    assert ("BD-0001" in [one.terminal_no for one in van.devices]) == (end == "van")


def test_R33_a_return_goes_where_it_is_bound_for(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "remove", T0 + timedelta(hours=1), old_device_end="factory")
    with house.units.write() as work:
        inventory.take_back(work, SU, [terminal(1), terminal(2)], [iccid(1)], {"RELAY": 2})
    # For the factory it waits in the store for its batch (R11), not to be handed out meanwhile.
    assert where(house, "device-1") == where(house, "device-2") == where(house, "sim-1") == "warehouse"
    with house.units.read() as work:
        assert work.session.get_one(DeviceRow, "device-1").bound_for == "factory"
    with house.units.read() as work:
        assert inventory.vans_stock(work, [SU, LI]) == {
            SU: {"BD-500": 1, "SIM": 2, "RELAY": 1},
            LI: {"BD-500": 1, "SIM": 1},
        }


def test_an_issue_with_any_fault_moves_nothing_and_names_every_fault(house: House) -> None:
    fill(house)
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        inventory.issue(work, SU, [terminal(21), terminal(1), "NO-SUCH"], [iccid(21), iccid(21)], {"RELAY": 11})
    reasons = [(one["number"], one["reason"]) for one in refusal.value.params["faults"]]
    assert reasons == [(terminal(1), "not_here"), ("NO-SUCH", "unknown"), (iccid(21), "twice"), ("RELAY", "too_few")]
    assert where(house, "device-21") == where(house, "sim-21") == "warehouse"


def test_an_issue_without_a_van_is_refused(house: House) -> None:
    fill(house)
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        inventory.issue(work, "nobody", [terminal(21)], [], {})
    assert refusal.value.code == "no_van"


NUMBERS = st.sampled_from([terminal(1), terminal(2), terminal(3), terminal(11), terminal(21), "NEW-1", "NEW-2"])
CARDS = st.sampled_from([iccid(1), iccid(2), iccid(3), iccid(11), iccid(21), iccid(77), "not a card"])
ACTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["install", "swap_device", "swap_sim", "swap_both", "remove", "transfer", "none"]),
        "vehicle_id": st.sampled_from([CAR, OTHER_CAR, "vehicle-3"]),
        "technician_id": st.sampled_from([SU, LI]),
        "hours": st.integers(-5, 40),
    },
    optional={
        "from_vehicle_id": st.sampled_from([CAR, OTHER_CAR]),
        "mounting": st.sampled_from(["仪表台", "座椅下"]),
        "new_device_no": NUMBERS,
        "new_iccid": CARDS,
        "old_device_no": NUMBERS,
        "old_iccid": CARDS,
        "old_device_end": st.sampled_from(["factory", "warehouse", "scrap", "customer", "van"]),
        "parts": st.dictionaries(st.sampled_from(["RELAY", "FUSE", "NO-SUCH"]), st.integers(-1, 5)),
    },
)
ISSUES = st.fixed_dictionaries({"issue": st.booleans(), "to": st.sampled_from([SU, LI]), "relays": st.integers(1, 6)})
DECISIONS = st.fixed_dictionaries({"settle": st.sampled_from(["accept", "keep", None])})


def carry_out(house: House, step: dict[str, object]) -> None:
    """One random thing that a technician or the keeper does; what is refused changes nothing."""
    if "kind" in step:
        fields = {name: value for name, value in step.items() if name not in ("kind", "hours")}
        act(house, step["kind"], T0 + timedelta(hours=step["hours"]), **fields)  # type: ignore[arg-type]
        return
    try:
        with house.units.write() as work:
            if "settle" in step:
                open_ones = work.session.exec(select(NumberCaseRow).where(NumberCaseRow.state == "open")).all()
                if open_ones:
                    settle(work, open_ones[-1].id, "", step["settle"])  # type: ignore[arg-type]
            else:
                move: Callable[..., object] = inventory.issue if step["issue"] else inventory.take_back
                move(work, step["to"], [terminal(1)] if step["relays"] == 6 else [], [], {"RELAY": step["relays"]})
    except Refusal:
        pass


def check_books(work: UnitOfWork) -> None:
    """What must hold at every moment."""
    assert census(work) == entered(work), "the sum over all places is what ever entered"
    assert replayed(work) == booked(work), "the movements alone tell where everything is"
    assert overlaps(work) == [], "valid intervals never overlap"
    assert all(row.quantity >= 0 for row in work.session.exec(select(StockRow)))


def test_R30_random_acts_keep_custody_and_ledger_whole(house: House) -> None:
    fill(house)

    @settings(
        max_examples=50,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(st.one_of(ACTS, ACTS, ACTS, ISSUES, DECISIONS), min_size=1, max_size=25))
    def run(steps: list[dict[str, object]]) -> None:
        for step in steps:  # the books go on from one example to the next: the longer the history the better
            carry_out(house, step)
        with house.units.read() as work:
            check_books(work)

    run()
    assert len(cases(house)) > 20, "the random acts must really clash"


def test_the_checks_see_broken_books(house: House) -> None:
    """Negative control: a thing moved without a movement, and a part from nowhere, are noticed."""
    fill(house)
    with house.units.write() as work:
        check_books(work)
        work.session.execute(
            text(
                "UPDATE devices SET place_id = (SELECT place_id FROM devices WHERE id = 'device-21') WHERE id = 'device-1'"
            )
        )
        work.session.execute(text("UPDATE stock SET quantity = quantity + 1"))
    with house.units.read() as work:
        assert replayed(work) != booked(work)
        assert census(work) != entered(work)
