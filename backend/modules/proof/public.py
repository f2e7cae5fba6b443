"""What other modules and the demo may ask of proof by the platform."""

from datetime import datetime

from sqlmodel import col, update

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.proof.models import ProofRow
from backend.modules.proof.rules import load_rules

__all__ = ["ask_again", "load_rules"]


def ask_again(work: UnitOfWork, since: datetime) -> None:
    """A platform has been connected: whatever was done since then, and could not be asked about, is asked about now."""
    unasked = (col(ProofRow.state) == "not_checked") & col(ProofRow.next_at).is_(None)
    wanted = update(ProofRow).where(unasked, col(ProofRow.finished_at) >= since).values(next_at=work.now)
    work.session.connection().execute(wanted)
