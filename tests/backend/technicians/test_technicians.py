"""Technicians: what a job asks, who can do it, when each one works."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from backend.kernel.errors import Refusal
from backend.modules.technicians import public as technicians
from backend.wiring import House
from tests.asgi_client import AsgiClient

SignIn = Callable[..., AsgiClient]
SHENZHEN = "0190a000-0000-7000-8000-000000000001"
GUANGZHOU = "0190a000-0000-7000-8000-000000000002"
MONDAY = date(2026, 11, 23)
OFFICE_HOURS = tuple(technicians.WeekdayShift(day, 8 * 60, 18 * 60, 12 * 60, 60) for day in range(6))
NIGHTS = (technicians.WeekdayShift(0, 20 * 60, 26 * 60),)


def local(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A moment of November 2026 by Shenzhen's clock."""
    return (
        datetime(2026, 11, day, hour - 8, minute, tzinfo=UTC)
        if hour >= 8
        else datetime(2026, 11, day - 1, hour + 16, minute, tzinfo=UTC)
    )


def team(house: House) -> tuple[str, str, str]:
    """Su by day and Ouyang by night in Shenzhen, a partner's man in Guangzhou with no hours."""
    with house.units.write() as work:
        technicians.load_skills(work, technicians.DEFAULT_SKILLS, technicians.DEFAULT_SKILL_RULES)
        su, ouyang, partner = technicians.load_technicians(
            work,
            [
                technicians.NewTechnician(
                    SHENZHEN, "苏明", "138 0000 0001", 22.5, 114.0, skills={"S02": 2, "S07": 3}, shifts=OFFICE_HOURS
                ),
                technicians.NewTechnician(SHENZHEN, "欧阳强", "13800000002", 22.5, 114.0, shifts=NIGHTS),
                technicians.NewTechnician(GUANGZHOU, "林", "13800000003", 23.1, 113.3, partner_name="快装"),
            ],
        )
    return su, ouyang, partner


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "families", "types", "needed"),
    [
        ("install", {"WX"}, set(), {"S01": 1}),
        ("install", {"YX", "JD"}, set(), {"S01": 2, "S08": 2}),
        ("install", {"WX", "YX"}, set(), {"S01": 2}),
        ("install", {"ZA"}, set(), {"S03": 2, "S04": 2}),
        ("repair", {"BD"}, set(), {"S07": 2, "S02": 2}),
        ("install", {"BD"}, {"危险品车"}, {"S02": 2, "S11": 2}),
        ("removal", {"BD"}, {"公交"}, {"S02": 2, "S10": 2}),
        ("inspection", set(), set(), {}),
    ],
)
def test_R5_a_job_asks_for_skills(
    house: House, kind: str, families: set[str], types: set[str], needed: dict[str, int]
) -> None:
    team(house)
    with house.units.read() as work:
        assert technicians.skill_rules(work)(kind, families, types) == needed


def test_R5_shifts_by_the_centres_clock(house: House) -> None:
    su, ouyang, partner = team(house)
    with house.units.read() as work:
        shifts = technicians.shifts_on(work, MONDAY, [su, ouyang, partner])
        sunday = technicians.shifts_on(work, date(2026, 11, 22), [su])
    assert shifts[su] == technicians.Shift(local(8), local(18), local(12), local(13))
    assert shifts[ouyang] == technicians.Shift(local(20), local(2, day=24), None, None)
    assert shifts[partner] is None
    assert sunday == {su: None}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (local(7), local(10), (local(10), local(18), local(12))),
        (local(15), local(23), (local(8), local(15), local(12))),
        (local(7), local(12, 30), (local(12, 30), local(18), None)),
        (local(10), local(11), (local(8), local(18), local(12))),
        (local(7), local(20), None),
        (local(8, day=22), local(8), (local(8), local(18), local(12))),
    ],
)
def test_R5_an_absence_takes_from_the_shift(
    house: House, start: datetime, end: datetime, left: tuple[datetime, datetime, datetime | None] | None
) -> None:
    su, ouyang, _ = team(house)
    with house.units.write() as work:
        technicians.add_absence(work, su, start, end, "培训")
        shift = technicians.shifts_on(work, MONDAY, [su])[su]
        away = technicians.absences_on(work, MONDAY, [su, ouyang])
    assert (None if shift is None else (shift.start, shift.end, shift.break_start)) == left
    assert [one.reason for one in away.get(su, [])] == (["培训"] if end > local(0) else [])
    assert ouyang not in away


@pytest.mark.one_database
def test_two_absences_in_a_row_eat_the_day(house: House) -> None:
    su, *_ = team(house)
    with house.units.write() as work:
        technicians.add_absence(work, su, local(13), local(18))
        technicians.add_absence(work, su, local(8), local(13))
        assert technicians.shifts_on(work, MONDAY, [su]) == {su: None}


@pytest.mark.one_database
def test_R28_how_customers_hear_of_him(house: House) -> None:
    su, ouyang, _ = team(house)
    with house.units.read() as work:
        assert technicians.technician(work, su).called == "苏师傅"
        assert technicians.technician(work, ouyang).called == "欧阳师傅"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"skills": {"S99": 1}}, "unknown_skill"),
        ({"skills": {"S01": 4}}, "bad_skill_level"),
        ({"phone": "12"}, "invalid_input"),
        ({"name": " "}, "empty_technician_name"),
        ({"centre_id": "nowhere"}, "not_found"),
        ({"shifts": (technicians.WeekdayShift(7, 0, 60),)}, "bad_shift"),
        ({"shifts": (technicians.WeekdayShift(1, 600, 500),)}, "bad_shift"),
        ({"shifts": (technicians.WeekdayShift(1, 480, 1080, 1050, 60),)}, "bad_shift"),
    ],
)
def test_a_wrong_technician_is_refused(house: House, change: dict[str, object], code: str) -> None:
    team(house)
    values: dict[str, object] = {
        "centre_id": SHENZHEN,
        "name": "新",
        "phone": "13800000009",
        "start_lat": 22.5,
        "start_lng": 114.0,
    }
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        technicians.load_technicians(work, [technicians.NewTechnician(**{**values, **change})])  # type: ignore[arg-type]
    assert refusal.value.code == code


@pytest.mark.one_database
def test_an_absence_must_end_after_it_starts(house: House) -> None:
    su, *_ = team(house)
    with pytest.raises(Refusal, match="bad_absence"), house.units.write() as work:
        technicians.add_absence(work, su, local(10), local(10))


def test_technicians_over_http(house: House, client: SignIn) -> None:
    su, _, partner = team(house)
    dispatcher = client("dispatcher")
    rows = dispatcher.get("/api/technicians").json()["items"]
    assert sorted(one["name"] for one in rows) == ["欧阳强", "苏明"]
    one = dispatcher.get(f"/api/technicians/{su}").json()
    assert one["skills"][0] == {
        "code": "S02",
        "name_zh": "部标机/记录仪安装",
        "name_en": "Standard terminals and recorders",
        "level": 2,
    }
    assert len(one["shifts"]) == 6
    assert dispatcher.get(f"/api/technicians/{partner}").json()["code"] == "not_yours"
    assert dispatcher.get(f"/api/technicians?centre_id={GUANGZHOU}").json()["code"] == "not_yours"
    assert dispatcher.get("/api/technicians/none").status_code == 404
    head = client("dispatcher", centre_id=None)
    assert [one["partner_name"] for one in head.get(f"/api/technicians?centre_id={GUANGZHOU}").json()["items"]] == [
        "快装"
    ]
    assert client("technician", technician_id=su).get("/api/technicians").status_code == 403
