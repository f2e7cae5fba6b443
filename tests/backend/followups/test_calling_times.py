"""R21: calls are due in calling hours only: 09:00–20:00 local time, no public holidays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.calendar import HOLIDAY, WorkCalendar
from backend.modules.followups.policies import another_time, calling_time, in_calling_hours, kind_of, part_of_day

SHENZHEN, URUMQI = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Urumqi")
CALENDAR = WorkCalendar()
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=3 * 365)).map(lambda passed: START + passed)


def at(*local: int) -> datetime:
    """A local time in Shenzhen."""
    return datetime(*local, tzinfo=SHENZHEN)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("wanted", "due"),
    [
        (at(2026, 11, 24, 15, 20), at(2026, 11, 24, 15, 20)),
        (at(2026, 11, 24, 7, 0), at(2026, 11, 24, 9, 0)),
        (at(2026, 11, 24, 20, 0), at(2026, 11, 25, 9, 0)),
        (at(2026, 11, 24, 23, 30), at(2026, 11, 25, 9, 0)),
        (at(2026, 11, 28, 10, 0), at(2026, 11, 28, 10, 0)),  # a Saturday is fine
        (at(2026, 10, 1, 10, 0), at(2026, 10, 8, 9, 0)),  # a holiday week is not
        (at(2026, 9, 30, 20, 30), at(2026, 10, 8, 9, 0)),
        (at(2027, 1, 1, 10, 0), at(2027, 1, 2, 9, 0)),  # a year that is not published yet
    ],
)
def test_R21_the_due_time_moves_into_calling_hours(wanted: datetime, due: datetime) -> None:
    """To the next moment when calling is allowed."""
    assert calling_time(wanted, SHENZHEN, CALENDAR) == due


def test_R21_a_company_holiday_is_no_calling_day() -> None:
    """The company's own table goes before the published one."""
    own = WorkCalendar({date(2026, 11, 24): HOLIDAY})
    assert calling_time(at(2026, 11, 24, 15, 0), SHENZHEN, own) == at(2026, 11, 25, 9, 0)


def test_R21_calling_hours_are_the_centres_own() -> None:
    """09:30 in Shenzhen is 07:30 in Urumqi."""
    moment = at(2026, 11, 24, 9, 30)
    assert in_calling_hours(moment, SHENZHEN, CALENDAR)
    assert not in_calling_hours(moment, URUMQI, CALENDAR)


@given(MOMENTS)
def test_R21_a_due_time_is_always_callable_and_never_earlier(moment: datetime) -> None:
    """Whenever the work was completed."""
    due = calling_time(moment, SHENZHEN, CALENDAR)
    assert due >= moment
    assert in_calling_hours(due, SHENZHEN, CALENDAR)
    assert calling_time(due, SHENZHEN, CALENDAR) == due


@given(MOMENTS, st.sets(st.sampled_from(["morning", "afternoon", "evening"]), max_size=2))
def test_R21_not_reached_means_another_time_of_day(now: datetime, tried: set[str]) -> None:
    """A part of the day that was not tried, in calling hours, not within two hours."""
    due = another_time(now, tried, SHENZHEN, CALENDAR)
    assert in_calling_hours(due, SHENZHEN, CALENDAR)
    assert part_of_day(due, SHENZHEN) not in tried
    assert due - now >= timedelta(hours=2)


def test_the_questions_fit_the_work() -> None:
    """A moved terminal is asked about like an installed one."""
    assert [kind_of(kind) for kind in ("install", "transfer", "repair", "removal", "inspection")] == [
        "install", "install", "repair", "repair", "repair",
    ]  # fmt: skip
