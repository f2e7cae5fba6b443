"""Times and days that come in over the wire: a time with its zone, both within what every calendar and database can count."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

# Wide enough for a phone whose battery was flat (1970), narrow enough that any zone and any addition still fits.
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _countable(moment: datetime) -> datetime:
    # Compared without converting: turning year 1 or 9999 into another zone is itself an overflow.
    if not EARLIEST <= moment <= LATEST:
        raise PydanticCustomError("moment_out_of_range", "too early or too late")
    return moment


def _near(day: date) -> date:
    if not EARLIEST.date() <= day <= LATEST.date():
        raise PydanticCustomError("moment_out_of_range", "too early or too late")
    return day


Moment = Annotated[AwareDatetime, AfterValidator(_countable)]
Day = Annotated[date, AfterValidator(_near)]
