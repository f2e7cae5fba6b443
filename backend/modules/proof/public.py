"""What other modules and the demo may ask of proof by the platform."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.proof import repository
from backend.modules.proof.rules import load_rules
from backend.modules.proof.words import NAMES

__all__ = ["Shown", "ShownCheck", "ask_about_before", "load_rules", "shown_of_order"]


@dataclass(frozen=True)
class ShownCheck:
    """One check of a terminal: its name, how it stands, and what was measured, in words."""

    name_zh: str
    name_en: str
    state: str
    value_zh: str
    value_en: str


@dataclass(frozen=True)
class Shown:
    """What the platform has shown of a vehicle that was done, and when that was decided."""

    item_id: str
    state: str
    decided_at: datetime | None
    checks: tuple[ShownCheck, ...]


def shown_of_order(work: UnitOfWork, order_id: str) -> dict[str, Shown]:
    """The last proof of each vehicle of an order, by item; for papers."""
    return {
        row.item_id: Shown(
            row.item_id,
            row.state,
            row.decided_at,
            tuple(
                ShownCheck(NAMES[one["code"]].zh, NAMES[one["code"]].en, one["state"], one["value_zh"], one["value_en"])
                for one in row.checks
            ),
        )
        for row in repository.of_order(work.session, order_id)
        if row.state != "replaced"
    }


def ask_about_before(work: UnitOfWork) -> None:
    """Ask about the work of the last days (`platform_days_back`) that was done before a platform was connected.

    Called when the server starts, since the settings connect a platform; without one nothing happens.
    """
    if work.ports.gps_platform is not None:
        repository.wake_never_asked(work.session, work.now, timedelta(days=work.ports.settings.platform_days_back))
