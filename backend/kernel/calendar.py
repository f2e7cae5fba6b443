"""Working days and public holidays: the company's own table first, then the published calendar, then fixed dates."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import chinese_calendar
from sqlmodel import Field, Session, SQLModel, select

HOLIDAY, WORKDAY = "holiday", "workday"
# Used for years whose notice is not published yet: the days that are free by law whatever the notice says.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class CalendarDay(SQLModel, table=True):
    """A day for which the company decides itself whether people work."""

    __tablename__ = "calendar_days"
    day: dt.date = Field(primary_key=True)
    kind: str  # holiday | workday
    name: str = ""


class WorkCalendar:
    """Says of a date whether it is a working day and whether it is a public holiday."""

    def __init__(self, own: Mapping[dt.date, str] | None = None) -> None:
        """`own` maps a date to 'holiday' or 'workday' and goes before everything else."""
        self._own = dict(own or {})

    @classmethod
    def load(cls, session: Session) -> "WorkCalendar":
        """The calendar with the company's own days from the database."""
        return cls({row.day: row.kind for row in session.exec(select(CalendarDay)).all()})

    def is_holiday(self, day: dt.date) -> bool:
        """A public holiday (not merely a weekend)."""
        if day in self._own:
            return self._own[day] == HOLIDAY
        try:
            free, name = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError:
            return (day.month, day.day) in FIXED_HOLIDAYS
        return bool(free and name)

    def is_workday(self, day: dt.date) -> bool:
        """A working day; knows the weekends that are worked to make up for a holiday."""
        if day in self._own:
            return self._own[day] == WORKDAY
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() < 5 and not self.is_holiday(day)

    def next_workday(self, after: dt.date) -> dt.date:
        """The first working day after this one."""
        day = after + dt.timedelta(days=1)
        while not self.is_workday(day):
            day += dt.timedelta(days=1)
        return day

    def end_of_next_workday(self, since: dt.datetime, zone: ZoneInfo, closing: dt.time) -> dt.datetime:
        """`closing` (local) on the first working day after the local day of `since`; in UTC."""
        day = self.next_workday(since.astimezone(zone).date())
        return dt.datetime.combine(day, closing, zone).astimezone(dt.UTC)
