"""The installation ledger: one act is one change, clashes become cases, nothing is overwritten."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from backend.kernel.errors import Refusal
from backend.modules.inventory import public as inventory
from backend.modules.inventory.models import DeviceRow, InstallationRow
from backend.modules.inventory.settling.settle import settle
from backend.wiring import House
from tests.backend.inventory.store import (
    CAR,
    DAY,
    LI,
    OTHER_CAR,
    SU,
    T0,
    VAN_SU,
    act,
    card,
    cases,
    device,
    fill,
    iccid,
    imei,
    installed,
    overlaps,
    terminal,
    where,
)


def history(house: House, vehicle: str = CAR) -> list[inventory.LedgerLine]:
    with house.units.read() as work:
        return inventory.history_of_vehicle(work, vehicle)


def test_R10_an_installation_moves_device_and_card_from_van_to_vehicle(house: House) -> None:
    fill(house)
    result = act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1), mounting="仪表台", parts={"RELAY": 2})
    assert (result.device_id, result.sim_id, result.warnings, result.cases) == ("device-1", "sim-1", [], [])
    sits = installed(house)
    assert sits is not None
    assert sits.sim is not None
    assert (sits.device.imei, sits.sim.iccid, sits.mounting, sits.since) == (imei(1), iccid(1), "仪表台", T0)
    assert sits.device.warranty_end == date(2027, 11, 1)
    assert where(house, "device-1") == where(house, "sim-1") == "vehicle"
    with house.units.read() as work:
        assert inventory.vans_stock(work, [SU])[SU]["RELAY"] == 1


def test_R11_R30_a_swap_of_the_terminal_is_one_act_at_one_instant(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    result = act(
        house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(2), old_device_end="factory"
    )
    assert result.cases == []
    new, old = history(house)
    assert (old.device.id, new.device.id) == ("device-1", "device-2")
    assert old.until_at == new.from_at == T0 + DAY
    assert new.sim is not None
    assert new.sim.id == "sim-1", "the card stays"
    assert old.device.bound_for == "factory"
    assert where(house, "device-1") == "van"


def test_R12_a_swap_of_the_card_keeps_the_terminal(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    result = act(house, "swap_sim", T0 + DAY, old_iccid=iccid(1), new_iccid=iccid(2), old_device_no=terminal(1))
    assert result.cases == []
    new, old = history(house)
    assert old.sim is not None
    assert new.sim is not None
    assert (old.sim.id, new.sim.id, new.device.id) == ("sim-1", "sim-2", "device-1")
    assert old.until_at == new.from_at
    with house.units.read() as work:
        assert [one.id for one in inventory.van_stock(work, SU).sim_returns] == ["sim-1"]


def test_R30_a_swap_of_both(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "swap_both", T0 + DAY, new_device_no=imei(2), new_iccid=iccid(2)[:19])
    sits = installed(house)
    assert sits is not None
    assert sits.sim is not None
    assert (sits.device.id, sits.sim.id) == ("device-2", "sim-2"), "by IMEI and by 19 places"
    assert cases(house) == []


def test_R30_a_transfer_is_one_act_and_keeps_the_warranty(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    result = act(house, "transfer", T0 + 30 * DAY, vehicle_id=OTHER_CAR, from_vehicle_id=CAR, old_device_no=terminal(1))
    assert result.cases == []
    assert installed(house, CAR) is None
    sits = installed(house, OTHER_CAR)
    assert sits is not None
    assert sits.sim is not None
    assert (sits.device.id, sits.sim.id, sits.device.warranty_end) == ("device-1", "sim-1", date(2027, 11, 1))
    assert history(house, CAR)[0].until_at == sits.since


def test_R30_a_removal_closes_the_interval(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "remove", T0 + DAY, old_device_no=terminal(1), old_device_end="warehouse")
    assert installed(house) is None
    assert history(house)[0].until_at == T0 + DAY


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("days", "end"),
    [
        (30, date(2027, 11, 1)),  # goes on as it was
        (350, date(2028, 1, 17)),  # 15 days left: at least three months
        (400, date(2028, 12, 6)),  # run out: a paid swap starts anew
    ],
)
def test_R17_warranty_after_a_swap(house: House, days: int, end: date) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "swap_device", T0 + days * DAY, old_device_no=terminal(1), new_device_no=terminal(2))
    sits = installed(house)
    assert sits is not None
    assert sits.device.warranty_end == end


def test_R10_an_unknown_number_is_recorded_and_goes_to_the_keeper(house: House) -> None:
    fill(house)
    result = act(house, "install", new_device_no="zz 999", new_iccid="89860426190000000990")
    assert result.warnings == ["unknown_device", "unknown_sim"]
    sits = installed(house)
    assert sits is not None
    assert (sits.device.terminal_no, sits.device.state) == ("ZZ999", "unsettled")
    unknown_device, unknown_sim = cases(house)
    assert unknown_device.claim["new_device_no"] == "zz 999", "as it was typed"
    assert (unknown_sim.technician_id, unknown_sim.visit_id, unknown_sim.centre_id) == (SU, "visit-1", VAN_SU.centre_id)
    with house.units.write() as work:
        settle(work, unknown_device.id, "漏登记", product_code="BD-500")
    sits = installed(house)
    assert sits is not None
    assert (sits.device.state, sits.device.family) == ("good", "BD")


@pytest.mark.parametrize(("number", "thing"), [(terminal(11), "device-11"), (terminal(21), "device-21")])
def test_R10_a_terminal_from_elsewhere_in_stock_is_installed_with_a_case(house: House, number: str, thing: str) -> None:
    fill(house)
    result = act(house, "install", new_device_no=number, new_iccid=iccid(1))
    assert result.warnings == ["device_not_in_van"]
    assert where(house, thing) == "vehicle"


def test_R10_parts_beyond_the_books_are_a_case_and_consumables_a_warning(house: House) -> None:
    fill(house)
    result = act(house, "none", parts={"RELAY": 5, "FUSE": 4, "NO-SUCH": 1})
    assert sorted(result.warnings) == ["part_short", "unknown_part"]
    assert {(row.code, row.number) for row in cases(house)} == {("part_short", "RELAY"), ("unknown_part", "NO-SUCH")}


def test_R30_a_terminal_that_the_books_have_in_another_vehicle_is_a_case_with_both_claims(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1), vehicle_id=OTHER_CAR)
    result = act(house, "install", T0 + DAY, new_device_no=terminal(1), new_iccid=iccid(2))
    assert result.warnings == ["device_elsewhere"]
    [case] = cases(house)
    assert case.claim["vehicle_id"] == CAR
    assert case.books["installations"][0]["vehicle_id"] == OTHER_CAR
    assert [line.standing for line in history(house)] == ["claimed"]
    assert installed(house) is None
    assert installed(house, OTHER_CAR) is not None


@pytest.mark.parametrize(("decision", "vehicle"), [("accept", CAR), ("keep", OTHER_CAR), (None, OTHER_CAR)])
def test_R30_a_person_settles_the_clash(house: House, decision: str | None, vehicle: str) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1), vehicle_id=OTHER_CAR)
    act(house, "install", T0 + DAY, new_device_no=terminal(1), new_iccid=iccid(2))
    with house.units.write() as work:
        settle(work, cases(house)[0].id, "看了照片", decision)  # type: ignore[arg-type]
        assert overlaps(work) == []
    sits = installed(house, vehicle)
    assert sits is not None
    assert sits.device.id == "device-1"
    assert sits.device.vehicle_id == vehicle
    other = OTHER_CAR if vehicle == CAR else CAR
    assert installed(house, other) is None
    with pytest.raises(Refusal, match="case_settled"), house.units.write() as work:
        settle(work, cases(house)[0].id, "", "accept")


def test_R30_a_card_that_the_books_have_elsewhere_leaves_the_terminal_valid(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1), vehicle_id=OTHER_CAR)
    result = act(house, "install", T0 + DAY, new_device_no=terminal(2), new_iccid=iccid(1))
    assert result.warnings == ["sim_elsewhere"]
    before = installed(house)
    assert before is not None
    assert (before.device.id, before.sim) == ("device-2", None)
    with house.units.write() as work:
        settle(work, cases(house)[0].id, "换错了", "accept")
        assert overlaps(work) == []
    now, there = installed(house), installed(house, OTHER_CAR)
    assert now is not None
    assert now.sim is not None
    assert (now.sim.id, now.since) == ("sim-1", T0 + DAY)
    assert there is not None
    assert there.sim is None
    assert [line.standing for line in history(house)] == ["valid", "corrected"]


def test_R30_an_occupied_mounting_place_is_a_clash(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    result = act(house, "install", T0 + DAY, new_device_no=terminal(2), new_iccid=iccid(2))
    assert result.warnings == ["slot_taken"]
    with house.units.write() as work:
        settle(work, result.cases[0], "旧机已拆", "accept")
    sits = installed(house)
    assert sits is not None
    assert sits.device.id == "device-2"
    assert where(house, "device-1") == "transit", "nobody knows yet where the displaced one is"


def test_R30_two_terminals_may_sit_in_different_places(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), mounting="仪表台")
    assert act(house, "install", T0 + DAY, new_device_no=terminal(2), mounting="车架").cases == []
    with house.units.read() as work:
        assert len(inventory.all_installed_in(work, [CAR])[CAR]) == 2


def test_R30_the_database_refuses_two_open_intervals(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    row = InstallationRow(
        vehicle_id=OTHER_CAR, slot="BD", device_id="device-1", from_at=T0 + DAY, recorded_at=T0, act="install"
    )
    with pytest.raises(IntegrityError), house.units.write() as work:
        work.session.add(row)


def test_R30_a_late_record_is_kept_for_a_person_and_breaks_no_interval(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    act(house, "swap_device", T0 + 2 * DAY, old_device_no=terminal(1), new_device_no=terminal(2))
    result = act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(3), technician_id=SU)
    assert "late_record" in result.warnings
    assert cases(house)[0].claim["new_device_no"] == terminal(3)
    with house.units.read() as work:
        assert overlaps(work) == []


def test_R11_another_terminal_than_booked_was_taken_out(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    result = act(
        house, "swap_device", T0 + DAY, old_device_no="OLD-7", new_device_no=terminal(2), old_device_end="factory"
    )
    assert result.warnings == ["unknown_device", "old_device_differs"]
    sits = installed(house)
    assert sits is not None
    assert sits.device.id == "device-2"
    with house.units.read() as work:
        assert [one.terminal_no for one in inventory.van_stock(work, SU).returns] == ["OLD-7"]
        assert work.session.get_one(DeviceRow, "device-1").state == "unsettled"


def test_R10_a_swap_in_a_vehicle_that_the_books_have_empty(house: House) -> None:
    fill(house)
    result = act(house, "swap_device", new_device_no=terminal(1), new_iccid=iccid(1))
    assert result.warnings == ["nothing_installed"]
    sits = installed(house)
    assert sits is not None
    assert sits.device.id == "device-1"


def test_R10_a_missing_number_is_a_case(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    result = act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=None)
    assert result.warnings == ["device_number_missing"]
    assert installed(house) is None


def test_the_same_installation_told_twice_changes_nothing(house: House) -> None:
    fill(house)
    act(house, "install", new_device_no=terminal(1), new_iccid=iccid(1))
    again = act(house, "install", T0 + DAY, new_device_no=terminal(1), new_iccid=iccid(1))
    assert (again.warnings, again.device_id, again.sim_id) == (["already_installed"], "device-1", "sim-1")
    assert len(history(house)) == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("operator", "card_type", "warning"),
    [
        ("cmcc", "plug", ["sim_rebind_needed"]),
        ("cmcc", "soldered", ["sim_never_move"]),
        ("ctcc", "plug", ["sim_rebind_needed"]),
        ("", "", ["sim_ask_office"]),
        ("cucc", "phone", []),
        ("", "phone", []),
    ],
)
def test_R31_a_bound_card_in_another_terminal_warns_by_rule(
    house: House, operator: str, card_type: str, warning: list[str]
) -> None:
    fill(house)
    with house.units.write() as work:
        inventory.load_sims(work, [card(50, operator=operator, card_type=card_type)])
    assert act(house, "install", new_device_no=terminal(1), new_iccid=iccid(50)).warnings == []
    swap = act(house, "swap_device", T0 + DAY, old_device_no=terminal(1), new_device_no=terminal(2))
    assert swap.warnings == warning


def test_an_imei_on_two_terminals_is_a_case_and_the_one_at_hand_is_taken(house: House) -> None:
    fill(house)
    with house.units.write() as work:
        clone = inventory.NewDevice("CLONE-1", imei(1), "BD-500", inventory.PlaceRef("van", LI))
        inventory.load_devices(work, [clone])
        assert inventory.find_device(work, imei(1)) is None
        assert len(inventory.find_devices(work, imei(1))) == 2
    result = act(house, "install", new_device_no=imei(1))
    assert (result.warnings, result.device_id) == (["number_not_unique"], "device-1")


def test_numbers_are_found_as_people_write_them(house: House) -> None:
    fill(house)
    with house.units.write() as work:
        inventory.load_sims(work, [card(60, msisdn="1064899990060")])
    with house.units.read() as work:
        for said in ("bd-0001", " BD-0001 ", imei(1), f"IMEI:{imei(1)}"):
            found = inventory.find_device(work, said)
            assert found is not None
            assert found.id == "device-1"
        for said in (iccid(60), iccid(60)[:19], " ".join(iccid(60)), "1064899990060"):
            sim = inventory.find_sim(work, said)
            assert sim is not None
            assert sim.id == "sim-60"
        assert inventory.find_device(work, "") is None
        assert inventory.find_sim(work, "") is None


def test_R30_loading_history_refuses_overlaps(house: House) -> None:
    fill(house)
    with house.units.write() as work:
        inventory.load_installations(
            work,
            [
                inventory.NewInstallation(CAR, "device-1", "sim-1", T0, T0 + DAY),
                inventory.NewInstallation(CAR, "device-2", "sim-1", T0 + DAY),
            ],
        )
    sits = installed(house)
    assert sits is not None
    assert (sits.device.id, sits.device.vehicle_id, sits.device.warranty_end) == ("device-2", CAR, date(2027, 11, 2))
    wrong = [
        inventory.NewInstallation(OTHER_CAR, "device-2", None, T0 + 2 * DAY),
        inventory.NewInstallation(OTHER_CAR, "device-3", "sim-1", T0 + 2 * DAY),
        inventory.NewInstallation(CAR, "device-3", None, T0 + timedelta(hours=3), T0 + timedelta(hours=4)),
        inventory.NewInstallation(OTHER_CAR, "device-3", None, T0 + DAY, T0),
    ]
    for one in wrong:
        with pytest.raises(Refusal, match="installation_overlap"), house.units.write() as work:
            inventory.load_installations(work, [one])


def test_loading_thousands_takes_few_statements(house: House) -> None:
    with house.units.write() as work:
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        devices = inventory.load_devices(work, [device(n) for n in range(2000)], T0)
        sims = inventory.load_sims(work, [card(n) for n in range(2000)], T0)
        inventory.load_installations(
            work,
            [
                inventory.NewInstallation(f"vehicle-{n}", one, sim, T0 + n * timedelta(minutes=1))
                for n, (one, sim) in enumerate(zip(devices, sims, strict=True))
            ],
        )
    with house.units.read() as work:
        assert len(inventory.installed_in(work, [f"vehicle-{n}" for n in range(2000)])) == 2000
        assert inventory.vans_stock(work, [SU]) == {SU: {}}
