"""R18: until when money is handed over, and which payments a hand-over means. R19: what was counted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.calendar import HOLIDAY, WORKDAY, WorkCalendar
from backend.modules.finance.policies import NOTES, count, covered, limit_of

SHENZHEN = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Paid:
    """A payment as the rule sees it."""

    method: str
    amount_fen: int


def limit(*local: int, calendar: WorkCalendar | None = None) -> datetime:
    """The limit of money collected at this local time, in local time."""
    since = datetime(*local, tzinfo=SHENZHEN)  # type: ignore[misc, arg-type]
    return limit_of(since.astimezone(UTC), SHENZHEN, calendar or WorkCalendar()).astimezone(SHENZHEN)


def test_R18_money_is_due_at_the_end_of_the_next_working_day() -> None:
    """Monday's money on Tuesday evening, Friday's on Monday."""
    assert limit(2026, 11, 23, 9, 30) == datetime(2026, 11, 24, 18, 30, tzinfo=SHENZHEN)
    assert limit(2026, 11, 20, 23, 59) == datetime(2026, 11, 23, 18, 30, tzinfo=SHENZHEN)


def test_R18_the_day_is_the_local_day() -> None:
    """00:30 on Tuesday in Shenzhen is still Monday in UTC."""
    assert limit(2026, 11, 24, 0, 30).date() == date(2026, 11, 25)


def test_R18_holidays_and_make_up_days_count() -> None:
    """Over the National Day week; and a Saturday that is worked (2026-10-10)."""
    assert limit(2026, 9, 30, 12, 0).date() == date(2026, 10, 8)
    assert limit(2026, 10, 9, 12, 0).date() == date(2026, 10, 10)


def test_R18_a_year_without_a_published_calendar_still_has_a_limit() -> None:
    """2027 is not announced: weekends and the fixed holidays hold."""
    assert limit(2026, 12, 31, 12, 0).date() == date(2027, 1, 4)
    assert limit(2027, 6, 4, 12, 0).date() == date(2027, 6, 7)


def test_R18_the_company_decides_over_the_published_calendar() -> None:
    """An own holiday and an own working Saturday."""
    own = WorkCalendar({date(2026, 11, 24): HOLIDAY, date(2026, 11, 28): WORKDAY})
    assert limit(2026, 11, 23, 9, 0, calendar=own).date() == date(2026, 11, 25)
    assert limit(2026, 11, 27, 9, 0, calendar=own).date() == date(2026, 11, 28)


HELD = [Paid("cash", 38000), Paid("alipay", 28000), Paid("cash", 58000)]


@pytest.mark.parametrize(
    ("amount", "chosen"),
    [(124000, [0, 1, 2]), (96000, [0, 2]), (38000, [0]), (66000, [0, 1]), (58000, None), (1, None)],
)
def test_R18_a_hand_over_means_everything_the_cash_or_the_oldest(amount: int, chosen: list[int] | None) -> None:
    """Anything else would be a guess, and is refused."""
    assert covered(HELD, amount) == chosen


@given(
    st.lists(st.builds(Paid, st.sampled_from(["cash", "wechat", "alipay"]), st.integers(1, 10_000)), max_size=8),
    st.integers(1, 50_000),
)
def test_R18_what_is_covered_sums_to_what_is_handed_over(held: list[Paid], amount: int) -> None:
    """Whatever is held, nothing appears and nothing is lost."""
    chosen = covered(held, amount)
    if chosen is not None:
        assert sum(held[i].amount_fen for i in chosen) == amount
        assert len(set(chosen)) == len(chosen)


def test_R19_notes_are_counted_in_fen() -> None:
    """Nine hundreds, a fifty, a ten, three jiao and seven fen in loose coins."""
    assert count({"100": 9, "50": 1, "20": 0, "10": 1, "0.1": 3, "loose": 7}) == 96037
    assert all(value > 0 for value in NOTES.values())
