"""What day it is where a centre is: for warranties, labels and the numbers of papers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth

DEFAULT_ZONE = "Asia/Shanghai"


def zone_of(work: UnitOfWork, centre_id: str | None) -> ZoneInfo:
    """The time zone of a centre; the default one when there is no such centre."""
    zones = {one.id: one.time_zone for one in auth.centres(work)}
    return ZoneInfo(zones.get(centre_id or "", DEFAULT_ZONE))


def local_day(work: UnitOfWork, at: datetime, centre_id: str | None) -> date:
    """The day of a moment where the centre is."""
    return at.astimezone(zone_of(work, centre_id)).date()
