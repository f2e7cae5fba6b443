"""The company changes its binding rules and the columns of the carriers' files."""

from collections.abc import Iterable, Sequence
from typing import Any

from backend.kernel.errors import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.carriers import errors, reading, repository
from backend.modules.inventory.carriers.defaults import DEFAULT_COLUMNS, FIELDS, OPERATORS
from backend.modules.inventory.carriers.events import BindingRuleChanged, CarrierColumnsChanged
from backend.modules.inventory.carriers.models import BindingRuleRow, CarrierColumnsRow
from backend.modules.inventory.carriers.shapes import BindingRule

Column = tuple[str, str]


def load_binding_rules(work: UnitOfWork, new: Iterable[BindingRule]) -> None:
    """Add carrier rules to an empty table."""
    work.session.add_all(BindingRuleRow(id=new_id(), **vars(one)) for one in new)
    work.session.flush()


def add_rule(work: UnitOfWork, rule: BindingRule, *, active: bool = True) -> BindingRuleRow:
    """A new rule; refuses 409 when the same card and act have one already."""
    if repository.same_fit(work.session, rule.operator, rule.card_type, rule.act) is not None:
        raise Refusal(errors.RULE_EXISTS, field="operator")
    row = BindingRuleRow(**vars(rule), active=active)
    work.session.add(row)
    work.session.flush()
    _told(work, row, None)
    return row


def change_rule(work: UnitOfWork, rule_id: str, version: int, changes: dict[str, Any]) -> BindingRuleRow:
    """Change a rule; refuses 404, 409 changed_meanwhile, 409 when another one fits the same card and act."""
    row = repository.lock_rule(work.session, rule_id)
    if row is None:
        raise Refusal(NOT_FOUND)
    if row.version != version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": row.version})
    before = _values(row)
    for name, value in changes.items():
        setattr(row, name, value)
    with work.session.no_autoflush:
        twin = repository.same_fit(work.session, row.operator, row.card_type, row.act)
    if twin is not None and twin.id != row.id:
        raise Refusal(errors.RULE_EXISTS, field="operator")
    row.version += 1
    work.session.add(row)
    work.session.flush()
    _told(work, row, before)
    return row


def columns_of(work: UnitOfWork) -> dict[str, tuple[int, list[Column]]]:
    """Version and (field, heading) of each column of every carrier's file; version 0 while nobody has changed it."""
    changed = repository.columns(work.session)
    found: dict[str, tuple[int, list[Column]]] = {}
    for operator in OPERATORS:
        row = changed.get(operator)
        if row is None:
            found[operator] = (0, [(name, FIELDS[name][0]) for name in DEFAULT_COLUMNS[operator]])
        else:
            found[operator] = (row.version, [(str(one["field"]), str(one["head"])) for one in row.columns])
    return found


def set_columns(work: UnitOfWork, operator: str, version: int, columns: Sequence[Column]) -> None:
    """Replace the columns of a carrier's file; refuses an unknown carrier, a field twice, 409 changed_meanwhile."""
    if operator not in OPERATORS:
        raise Refusal(errors.UNKNOWN_OPERATOR)
    if len({name for name, _ in columns}) != len(columns):
        raise Refusal(errors.COLUMNS_TWICE, field="columns")
    row = work.session.get(CarrierColumnsRow, operator, with_for_update=True)
    if (row.version if row else 0) != version:
        raise Refusal(CHANGED_MEANWHILE, current={"version": row.version if row else 0})
    row = row or CarrierColumnsRow(operator=operator, columns=[], version=0)
    row.columns = [{"field": name, "head": head} for name, head in columns]
    row.version += 1
    work.session.add(row)
    work.session.flush()
    work.record(CarrierColumnsChanged(operator=operator, columns=[name for name, _ in columns]))


def _values(row: BindingRuleRow) -> dict[str, Any]:
    return {**vars(reading.as_rule(row)), "active": row.active}


def _told(work: UnitOfWork, row: BindingRuleRow, before: dict[str, Any] | None) -> None:
    work.record(
        BindingRuleChanged(
            rule_id=row.id, before=before, after=_values(row), text_zh=row.text_zh, text_zh_en=row.text_en
        )
    )
