"""Who holds what, since when, and who is past the limit (R18)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.kernel.calendar import WorkCalendar
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.finance import repository
from backend.modules.finance.events import HoldingOverdue
from backend.modules.finance.models import OverdueAlert, Payment
from backend.modules.finance.policies import ALERTS_AT, limit_of
from backend.modules.technicians import public as technicians


@dataclass(frozen=True)
class HeldBy:
    """What one technician holds in fen; the limit counts for what he has not handed in yet."""

    technician: technicians.Technician
    centre: auth.Centre
    cash_fen: int
    digital_fen: int
    submitted_fen: int
    oldest_at: datetime
    limit_at: datetime | None
    overdue: bool

    @property
    def total_fen(self) -> int:
        """Cash and scanned money together."""
        return self.cash_fen + self.digital_fen


def holdings(work: UnitOfWork) -> list[HeldBy]:
    """Everybody of the actor's centres who holds money: the overdue first, then the oldest."""
    calendar = WorkCalendar.load(work.session)
    centres = {centre.id: centre for centre in auth.centres(work)}
    found = [_held_by(work, row, centres, calendar) for row in repository.holdings(work.session)]
    mine = [one for one in found if work.actor.reaches(one.centre.id)]
    return sorted(mine, key=lambda one: (not one.overdue, one.oldest_at, one.technician.id))


def _held_by(
    work: UnitOfWork, row: repository.Holding, centres: dict[str, auth.Centre], calendar: WorkCalendar
) -> HeldBy:
    technician = technicians.technician(work, row.technician_id)
    centre = centres[technician.centre_id]
    limit = limit_of(row.open_since, ZoneInfo(centre.time_zone), calendar) if row.open_since else None
    return HeldBy(
        technician=technician,
        centre=centre,
        cash_fen=row.cash_fen,
        digital_fen=row.digital_fen,
        submitted_fen=row.submitted_fen,
        oldest_at=row.oldest_at,
        limit_at=limit,
        overdue=limit is not None and limit < work.now,
    )


@dataclass(frozen=True)
class Wallet:
    """What a technician's own phone shows about the money he holds."""

    payments: list[Payment]
    held_fen: int
    since: datetime | None
    limit_at: datetime | None
    overdue: bool


def wallet(work: UnitOfWork, technician_id: str) -> Wallet:
    """The money of one technician; `since` and the limit are of what he has not handed in yet."""
    payments = repository.held_by(work.session, technician_id)
    waiting = [one.collected_at for one in payments if one.remittance_id is None]
    limit = None
    if waiting:
        centre = auth.centre(work, technicians.technician(work, technician_id).centre_id)
        limit = limit_of(min(waiting), ZoneInfo(centre.time_zone), WorkCalendar.load(work.session))
    return Wallet(
        payments=payments,
        held_fen=sum(one.amount_fen for one in payments),
        since=min((one.collected_at for one in payments), default=None),
        limit_at=limit,
        overdue=limit is not None and limit < work.now,
    )


def alert_one(work: UnitOfWork) -> bool:
    """Alert about one technician who is past the limit, once a day from 08:30 local; False when nobody is left."""
    for held in holdings(work):
        if not held.overdue or held.limit_at is None:
            continue
        local = work.now.astimezone(ZoneInfo(held.centre.time_zone))
        day = local.date().isoformat()
        who = held.technician.id
        if local.time() < ALERTS_AT or who in repository.alerted(work.session, day):
            continue
        work.session.add(OverdueAlert(technician_id=who, day=day, at=work.now))
        work.session.flush()
        work.record(
            HoldingOverdue(
                technician_id=who,
                centre_id=held.centre.id,
                held_fen=held.total_fen,
                since=held.oldest_at.isoformat(),
                limit_at=held.limit_at.isoformat(),
            )
        )
        return True
    return False
