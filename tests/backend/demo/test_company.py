"""The demo company: the same for a seed, whole in itself, every number passes its own check."""

from collections import Counter
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.demo import catalogue, make_company, make_requests
from backend.demo.invented import (
    make_iccid,
    make_imei,
    make_mobile,
    make_msisdn,
    make_plate,
    make_tax_number,
    make_vin,
    months_later,
)
from backend.demo.records import Company
from backend.demo.requests import LOCAL
from backend.kernel.numbers import (
    PlateColour,
    check_iccid,
    check_imei,
    check_msisdn,
    check_phone,
    check_plate,
    check_tax_number,
    check_vin,
)

TODAY = date(2026, 11, 22)
BOXES = {
    "SZ": (22.39, 22.87, 113.74, 114.63),
    "GZ": (22.55, 23.95, 112.95, 114.06),
    "DG": (22.65, 23.15, 113.50, 114.27),
    "FS": (22.63, 23.58, 112.38, 113.40),
}


@pytest.fixture(scope="module")
def company() -> Company:
    return make_company(7, TODAY)


def test_one_seed_one_company(company: Company) -> None:
    assert make_company(7, TODAY) == company
    assert make_company(8, TODAY) != company


def test_size(company: Company) -> None:
    assert len(company.centres) == 4
    assert len(company.technicians) == 40
    assert Counter(one.partner for one in company.technicians) == {None: 38, "粤安车载": 2}
    assert Counter(one.kind for one in company.customers) == {"company": 220, "person": 80}
    assert len(company.vehicles) == 2000
    assert 0.83 < len(company.installations) / 2000 < 0.87
    roles = Counter(user.role for user in company.staff)
    assert roles["agent"] == 6
    for role in ("dispatcher", "manager", "warehouse"):
        assert {user.centre for user in company.staff if user.role == role} == set(BOXES)
    assert {"complaint_handler", "finance", "quality", "administrator"} <= set(roles)
    logins = [one.login for one in company.staff] + [one.login for one in company.technicians]
    assert len(set(logins)) == len(logins)


def test_every_vehicle_number_passes_its_own_check(company: Company) -> None:
    for vehicle in company.vehicles:
        vin = check_vin(vehicle.vin)
        assert (vin.ok, vin.warnings) == (True, ())
        assert not vehicle.driver_phone or check_phone(vehicle.driver_phone).kind == "mobile"
        if vehicle.plate:
            checked = check_plate(vehicle.plate, PlateColour(vehicle.plate_colour))
            assert (checked.ok, checked.warnings) == (True, ()), vehicle


def test_every_device_and_card_number_passes_its_own_check(company: Company) -> None:
    assert all(check_imei(one.imei).ok for one in company.devices if one.imei)
    for sim in company.sims:
        iccid = check_iccid(sim.iccid, catalogue.operators_by_prefix("iccid"))
        assert (iccid.ok, iccid.warnings, iccid.operator) == (True, (), sim.operator)
        if sim.msisdn:
            msisdn = check_msisdn(sim.msisdn, catalogue.operators_by_prefix("msisdn"))
            assert msisdn.operator == sim.operator


def test_every_phone_and_tax_number_passes_its_own_check(company: Company) -> None:
    for customer in company.customers:
        assert customer.kind == "person" or check_tax_number(customer.tax_number).ok
        assert all(check_phone(contact.phone).ok for contact in customer.contacts)
    phones = [one.phone for one in company.staff] + [one.phone for one in company.technicians]
    assert {check_phone(phone).kind for phone in phones} == {"mobile"}


def test_numbers_stand_once(company: Company) -> None:
    plates = [one.plate for one in company.vehicles if one.plate]
    for numbers in (
        plates,
        [one.vin for one in company.vehicles],
        [one.number for one in company.devices],
        [one.imei for one in company.devices if one.imei],
        [one.iccid for one in company.sims],
        [one.msisdn for one in company.sims if one.msisdn],
        [one.name for one in company.customers if one.kind == "company"],
    ):
        assert len(set(numbers)) == len(numbers)


def test_the_colour_fits_the_type(company: Company) -> None:
    for vehicle in company.vehicles:
        kind = catalogue.vehicle_types()[vehicle.type]
        named = {"trailer": "yellow", "training": "yellow"}
        allowed = {named.get(plate, plate) for plate in (*kind.plates, kind.new_energy)}
        assert vehicle.plate_colour in allowed
        assert vehicle.regulated == kind.regulated


def test_people_and_sites_are_in_their_city(company: Company) -> None:
    places = [(one.centre, one.home_lat, one.home_lon) for one in company.technicians]
    places += [(one.centre, site.lat, site.lon) for one in company.customers for site in one.sites]
    for centre, lat, lon in places:
        south, north, west, east = BOXES[centre]
        assert south < lat < north
        assert west < lon < east


def test_everything_is_in_one_place(company: Company) -> None:
    devices = {one.number: one for one in company.devices}
    sims = {one.iccid: one for one in company.sims}
    assert len({one.vehicle for one in company.installations}) == len(company.installations)
    for one in company.installations:
        device, sim = devices[one.device], sims[one.iccid]
        assert (device.holder, device.holder_code) == (sim.holder, sim.holder_code) == ("vehicle", one.vehicle)
        assert sim.bound_imei == device.imei
        assert one.installed_on < TODAY
        assert one.warranty_until > one.installed_on
        assert sim.part == ("SIM-VIDEO" if one.family in ("VD", "ZA", "XC") else "SIM-DATA")
    installed = sum(one.holder == "vehicle" for one in company.devices)
    assert installed == len(company.installations)
    for technician in company.technicians:
        for number in technician.van.devices:
            assert (devices[number].holder, devices[number].holder_code) == ("van", technician.login)
        for iccid in technician.van.sims:
            assert (sims[iccid].holder, sims[iccid].holder_code) == ("van", technician.login)
        assert all(count >= 0 and code in catalogue.parts() for code, count in technician.van.parts)


def test_every_centre_has_every_skill_that_its_vehicles_need(company: Company) -> None:
    centre_of = {one.code: one.centre for one in company.customers}
    needed = {
        (centre_of[vehicle.customer], *need)
        for vehicle in company.vehicles
        for kind in [catalogue.vehicle_types()[vehicle.type]]
        for need in (*kind.skills, *(it for family in kind.families for it in catalogue.families()[family].skills))
    }
    for centre, code, level in needed:
        team = [one for one in company.technicians if one.centre == centre]
        assert any(dict(one.skills).get(code, 0) >= level for one in team), (centre, code, level)
    # Dangerous goods go out in twos.
    for centre in BOXES:
        assert sum("S11" in dict(one.skills) for one in company.technicians if one.centre == centre) >= 2


def test_somebody_is_on_shift_at_every_centre_every_day(company: Company) -> None:
    for centre in BOXES:
        for weekday in range(7):
            working = [
                one.login
                for one in company.technicians
                if one.centre == centre and any(shift.weekday == weekday for shift in one.shifts)
            ]
            assert len(working) >= 3


def test_sixty_days_of_work_have_the_volume_and_the_mix_of_the_trade(company: Company) -> None:
    days = [TODAY - timedelta(days=ago) for ago in range(1, 61)]
    work = [make_requests(company, 7, day) for day in days]
    assert 12 <= sum(map(len, work)) / len(work) <= 16
    kinds = Counter(one.kind for day in work for one in day)
    total = sum(kinds.values())
    for kind, share in (("repair", 55), ("install", 30), ("inspection", 5)):
        assert abs(kinds[kind] * 100 / total - share) < 6, kinds
    assert abs((kinds["transfer"] + kinds["removal"]) * 100 / total - 10) < 4
    mondays = [len(day) for date_, day in zip(days, work, strict=True) if date_.weekday() == 0]
    sundays = [len(day) for date_, day in zip(days, work, strict=True) if date_.weekday() == 6]
    assert min(mondays) > max(sundays)
    assert {one.centre for day in work for one in day} == set(BOXES)


@pytest.mark.parametrize("ahead", range(-20, 10))
def test_requests_agree_with_the_books(company: Company, ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    requests = make_requests(company, 7, day)
    assert requests == make_requests(company, 7, day)
    installed = {one.vehicle: one for one in company.installations}
    vehicles = {one.code: one for one in company.vehicles}
    asked = [item.vehicle for one in requests for item in one.items]
    assert len(set(asked)) == len(asked)
    for one in requests:
        customer = next(it for it in company.customers if it.code == one.customer)
        assert one.site in {site.code for site in customer.sites}
        assert one.received_at < one.window_start < one.window_end
        assert one.received_at.tzinfo is UTC
        assert one.window_start.astimezone(LOCAL).date() - day in (timedelta(0), timedelta(days=1))
        assert {vehicles[item.vehicle].customer for item in one.items} == {one.customer}
        for item in one.items:
            books = installed.get(item.vehicle)
            if one.kind == "repair":
                assert books is not None
                assert books.installed_on < day
                fault = catalogue.faults()[(item.fault or 0) - 1]
                assert not fault.families or item.family in fault.families
            if one.kind == "install":
                assert (books is not None and books.installed_on == day) if ahead < 0 else books is None
            if one.kind == "transfer":
                assert item.from_vehicle is not None
                assert (item.from_vehicle in installed) == (ahead >= 0)
                assert (item.vehicle in installed) == (ahead < 0)


@given(
    st.randoms(use_true_random=False),
    st.sampled_from(["blue", "yellow", "trailer", "training", "green", "yellow_green"]),
)
def test_any_plate_made_is_a_plate_of_its_kind(rng, kind: str) -> None:  # type: ignore[no-untyped-def]
    colour = {"trailer": "yellow", "training": "yellow"}.get(kind, kind)
    checked = check_plate(make_plate(rng, kind), PlateColour(colour))
    assert (checked.ok, checked.warnings) == (True, ())


@given(st.randoms(use_true_random=False), st.integers(0, 999_999))
def test_any_number_made_passes(rng, serial: int) -> None:  # type: ignore[no-untyped-def]
    assert check_imei(make_imei("00860123", serial)).ok
    assert check_iccid(make_iccid("898604", serial)).warnings == ()
    assert check_msisdn(make_msisdn("ctcc", serial)).ok
    assert make_msisdn("cbn", serial) == ""
    vin = check_vin(make_vin(rng, "LZZ", 2010 + serial % 30, serial))
    assert (vin.ok, vin.warnings) == (True, ())
    assert 2010 + serial % 30 in vin.model_years
    assert check_phone(make_mobile(rng)).warnings == ()
    assert check_tax_number(make_tax_number(rng, "440300")).ok


def test_a_serial_without_room_is_an_error_and_not_a_wrong_number() -> None:
    with pytest.raises(ValueError, match="no room"):
        make_imei("00860123", 1_000_000)
    with pytest.raises(ValueError, match="no room"):
        make_iccid("898604", 10**13)


def test_months_later_at_the_end_of_a_month() -> None:
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2026, 8, 31), 1) == date(2026, 9, 30)
    assert months_later(date(2026, 12, 15), 24) == date(2028, 12, 15)
