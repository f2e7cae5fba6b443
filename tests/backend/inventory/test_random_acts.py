"""R30 by chance: acts of several technicians in any order, told twice, settled, undone; what must hold holds after each."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlmodel import col, select

from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.inventory.custody import place_id
from backend.modules.inventory.models import DeviceRow, InstallationRow, NumberCaseRow, SimRow
from backend.modules.inventory.settling.settle import preview, settle, undo
from backend.wiring import House
from tests.backend.inventory.store import CENTRE, LI, SU, T0, card, device, iccid, overlapping, terminal

KINDS = ("install", "swap_device", "swap_sim", "swap_both", "remove", "transfer")
CARS = (1, 2, 3)
THINGS = (1, 2, 3, 4)
HOURS = tuple(range(6))
FIXED = (
    "vehicle_id",
    "slot",
    "device_id",
    "sim_id",
    "claimed_sim_id",
    "from_at",
    "recorded_at",
    "recorded_by",
    "visit_id",
    "act",
)
FORWARD = {"claimed": {"valid", "rejected", "corrected"}, "valid": {"corrected"}, "rejected": set(), "corrected": set()}


@dataclass
class Yard:
    """Three vehicles, four terminals, four cards of this run alone, in a database that all runs share."""

    house: House
    run: int
    told: list[inventory.FieldAct] = field(default_factory=list)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)

    def number(self, which: int) -> int:
        return self.run * 10 + which

    def tell(self, act: inventory.FieldAct) -> None:
        with self.house.units.write() as work:
            result = inventory.record_act(work, act)
            for one in result.cases:
                self.claims.setdefault(one, dict(work.session.get_one(NumberCaseRow, one).claim))

    @property
    def cars(self) -> list[str]:
        return [f"car-{self.run}-{n}" for n in CARS]

    def note(self, lines: list[InstallationRow]) -> None:
        """Remember the lines; nothing that was written may have changed but an open end and a standing."""
        now = {row.id: row.model_dump() for row in lines}
        for key, was in self.lines.items():
            row = now[key]
            assert all(row[name] == was[name] for name in FIXED)
            assert was["until_at"] is None or row["until_at"] == was["until_at"], "an end is written once"
            assert row["standing"] == was["standing"] or row["standing"] in FORWARD[was["standing"]]
        self.lines = now

    def cases(self, state: str) -> list[NumberCaseRow]:
        with self.house.units.read() as work:
            mine = col(NumberCaseRow.vehicle_id).in_(self.cars)
            query = select(NumberCaseRow).where(mine, NumberCaseRow.state == state).order_by(NumberCaseRow.id)
            return list(work.session.exec(query))


def open_yard(house: House, run: int) -> Yard:
    yard = Yard(house, run)
    vans = {0: inventory.PlaceRef("van", SU, centre_id=CENTRE), 1: inventory.PlaceRef("van", LI, centre_id=CENTRE)}
    with house.units.write() as work:
        if run == 1:
            inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        inventory.load_devices(work, [device(yard.number(n), vans[n % 2]) for n in THINGS])
        inventory.load_sims(work, [card(yard.number(n), vans[n % 2]) for n in THINGS])
    return yard


def custody_agrees(work: UnitOfWork, yard: Yard, lines: list[InstallationRow]) -> None:
    """What is in a vehicle by custody is in an open, valid line of that vehicle, and the other way round."""
    cars = {place_id("vehicle", car): car for car in yard.cars}
    open_lines = [row for row in lines if row.standing == "valid" and row.until_at is None]
    sitting = {(row.device_id, row.vehicle_id) for row in open_lines}
    sitting |= {(row.sim_id, row.vehicle_id) for row in open_lines if row.sim_id}
    things = [
        *work.session.exec(select(DeviceRow).where(col(DeviceRow.place_id).in_(cars))),
        *work.session.exec(select(SimRow).where(col(SimRow.place_id).in_(cars))),
    ]
    assert {(one.id, cars[one.place_id]) for one in things} == sitting


class TooLate(Exception):
    """Undoing was refused in words, and everything of it is rolled back."""


def undo_if_possible(work: UnitOfWork, case_id: str) -> None:
    """Undo a settlement; the only refusal that may come is that something was built on it."""
    try:
        undo(work, case_id)
    except Refusal as refusal:
        if refusal.sentence.code != "undo_too_late":
            raise
        raise TooLate from None


class Days(RuleBasedStateMachine):
    """Random acts over one house; a run never meets the numbers of another."""

    house: ClassVar[House]
    runs: ClassVar[Iterator[int]]

    def __init__(self) -> None:
        super().__init__()
        self.yard = open_yard(self.house, next(self.runs))

    @rule(
        kind=some.sampled_from(KINDS), car=some.sampled_from(CARS), other=some.sampled_from(CARS),
        new=some.sampled_from(THINGS), old=some.sampled_from((None, *THINGS)), sim=some.sampled_from((None, *THINGS)),
        hour=some.sampled_from(HOURS), who=some.sampled_from((SU, LI)), place=some.sampled_from(("", "车架")),
    )  # fmt: skip
    def tell(self, kind: inventory.Act, car: int, other: int, new: int, old: int | None, sim: int | None,
             hour: int, who: str, place: str) -> None:  # fmt: skip
        yard = self.yard
        needs_new = kind in ("install", "swap_device", "swap_both")
        act = inventory.FieldAct(
            act=kind, vehicle_id=f"car-{yard.run}-{car}", technician_id=who, visit_id=new_id(),
            at=T0 + timedelta(hours=hour), mounting=place, centre_id=CENTRE,
            from_vehicle_id=f"car-{yard.run}-{other}" if kind == "transfer" and other != car else None,
            new_device_no=terminal(yard.number(new)) if needs_new else None,
            old_device_no=terminal(yard.number(old)) if old and kind != "install" else None,
            new_iccid=iccid(yard.number(sim)) if sim and kind != "remove" else None,
        )  # fmt: skip
        yard.told.append(act)
        yard.tell(act)

    @precondition(lambda self: self.yard.told)
    @rule(which=some.integers(0, 7))
    def tell_again(self, which: int) -> None:
        before = self.yard.lines.keys() | set(self.yard.claims)
        self.yard.tell(self.yard.told[which % len(self.yard.told)])
        self.what_must_hold()
        assert before == self.yard.lines.keys() | set(self.yard.claims), "the same act told twice changes nothing"

    @precondition(lambda self: self.yard.cases("open"))
    @rule(which=some.integers(0, 7), decision=some.sampled_from(("accept", "keep")))
    def settle(self, which: int, decision: Any) -> None:
        found = self.yard.cases("open")
        case = found[which % len(found)]
        with self.house.units.write() as work:
            shown = preview(work, case.id, decision)
        with self.house.units.write() as work:
            outcome = settle(work, case.id, "试", decision).outcome
        assert outcome is not None
        for part in ("lines", "things"):
            changed = [(one["before"], one["after"]) for one in shown[part]]
            assert changed == [(one["before"], one["after"]) for one in outcome[part]], "what was shown is what is done"

    @precondition(lambda self: self.yard.cases("settled"))
    @rule(which=some.integers(0, 7))
    def take_back(self, which: int) -> None:
        found = self.yard.cases("settled")
        with suppress(TooLate), self.house.units.write() as work:
            undo_if_possible(work, found[which % len(found)].id)

    @invariant()
    def what_must_hold(self) -> None:
        yard = self.yard
        with self.house.units.read() as work:
            lines = list(
                work.session.exec(select(InstallationRow).where(col(InstallationRow.vehicle_id).in_(yard.cars)))
            )
            claims = work.session.exec(select(NumberCaseRow).where(col(NumberCaseRow.vehicle_id).in_(yard.cars)))
            assert {row.id: row.claim for row in claims} == yard.claims, "every claim is kept"
            custody_agrees(work, yard, lines)
        valid = [row for row in lines if row.standing == "valid"]
        assert overlapping(valid) == []
        yard.note(lines)


def test_R30_random_acts_in_any_order_keep_the_ledger_true(house: House) -> None:
    run_state_machine_as_test(
        type("DaysOfThisHouse", (Days,), {"house": house, "runs": count(1)}),
        settings=settings(
            max_examples=12, stateful_step_count=9, derandomize=True, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
