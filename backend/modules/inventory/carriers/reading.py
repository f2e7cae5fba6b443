"""Looking: the rules in force, which one a card meets, how often a card was rebound this month."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies as numbers
from backend.modules.inventory.carriers import policies, repository
from backend.modules.inventory.carriers.models import BindingRuleRow, CarrierTaskRow
from backend.modules.inventory.carriers.shapes import BindingRule
from backend.modules.inventory.local_time import zone_of

# How long a technician still sees what became of a task of his.
TOLD_DAYS = 7
_FIELDS = tuple(BindingRule.__dataclass_fields__)


def as_rule(row: BindingRuleRow) -> BindingRule:
    """A row as the rule that it holds."""
    return BindingRule(**{name: getattr(row, name) for name in _FIELDS})


def binding_rules(work: UnitOfWork) -> list[BindingRule]:
    """Every rule in force, for the phone to read with no signal (R31)."""
    return [as_rule(row) for row in repository.rules(work.session) if row.active]


def binding_rule(work: UnitOfWork, operator: str, card_type: str, act: str) -> BindingRule | None:
    """The carrier rule that fits this card and act most closely; None when there is none."""
    return policies.choose_rule(binding_rules(work), operator, card_type, act)


def rebinds(work: UnitOfWork, iccids: Iterable[str], centre_id: str | None = None) -> dict[str, int]:
    """How often each card was rebound in this calendar month, by the first 19 places of its ICCID."""
    keys = {numbers.iccid_key(one)[0] for one in iccids if one}
    if not keys:
        return {}
    return repository.rebinds(work.session, keys, policies.month_begins(work.now, zone_of(work, centre_id)))


def tasks_of_technician(work: UnitOfWork, technician_id: str) -> list[CarrierTaskRow]:
    """What he asked for and what became of it: open ones, and those of the last days."""
    since: datetime = work.now - timedelta(days=TOLD_DAYS)
    return list(repository.of_technician(work.session, technician_id, since))
