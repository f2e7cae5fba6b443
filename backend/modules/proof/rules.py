"""What a new company asks of the platform for each family of terminals; afterwards rows that people edit.

Thresholds are those of R32 and of the trade's acceptance checks (reference data, section 1.5).
"""

from collections.abc import Sequence

from backend.kernel.defaults import add_missing
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.proof.models import ProofRuleRow

CHECKS = ("online", "fix", "satellites", "near", "ignition", "power", "card", "vehicle")
ANY = "*"
_WIRED = list(CHECKS)
# No ignition wire, no supply of the vehicle: a battery of its own, the OBD socket, a trailer's lamp circuit.
_BATTERY = ["online", "fix", "near", "card", "vehicle"]
_SOCKET = ["online", "fix", "satellites", "near", "power", "card", "vehicle"]
_TRAILER = ["online", "fix", "satellites", "near", "card", "vehicle"]


def default_rules() -> Sequence[ProofRuleRow]:
    """The rules of a new company: battery trackers report once a day, all others while the vehicle is used."""
    return (
        ProofRuleRow(family=ANY, needs=_WIRED),
        ProofRuleRow(family="WX", needs=_BATTERY, fix_hours=72, wait_hours=120, dark_hours=72),
        ProofRuleRow(family="GC", needs=_TRAILER, fix_hours=72, wait_hours=120, dark_hours=72),
        ProofRuleRow(family="OB", needs=_SOCKET),
    )


def load_rules(work: UnitOfWork) -> int:
    """Put rules in that are not there yet; edited ones are left alone. Returns how many were added."""
    return add_missing(work, default_rules())
