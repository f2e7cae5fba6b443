"""Approval before dispatch (R3): by a manager, by a standing rule, or verbally with a confirmation owed."""

from datetime import datetime

from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.work_orders import errors, events, policies, repository
from backend.modules.work_orders.models import ApprovalRow, ApprovalRuleRow, OrderRow
from backend.modules.work_orders.service.authority import leaves_regulated
from backend.modules.work_orders.service.change import claim_order, move_order, order_fact, touch
from backend.modules.work_orders.shapes import NewApprovalRule, OrderView


def submit(work: UnitOfWork, order_id: str, version: int | None = None) -> OrderView:
    """Hand a draft in for approval; the first standing rule that fits approves it at once."""
    row = claim_order(work, order_id, version)
    move_order(work, row, "submit")
    row.submitted_at = work.now
    row.state_reason = ""
    work.record(events.OrderSubmitted(**order_fact(row), customer_id=row.customer_id))
    rule = _rule_for(work, row)
    if rule is not None:
        move_order(work, row, "approve_by_rule", as_system=True)
        work.session.add(ApprovalRow(order_id=row.id, kind="rule", rule_id=rule.id, by_name=rule.name_zh, at=work.now))
        _approved(work, row, "rule", rule=rule)
    return repository.order(work, row.id)


def _rule_for(work: UnitOfWork, row: OrderRow) -> ApprovalRuleRow | None:
    """The first standing rule that fits. Taking a terminal out of a regulated vehicle always needs a person (R39)."""
    if leaves_regulated(work, row):
        return None
    count = len(repository.items(work, row.id))
    for rule in repository.approval_rules(work, only_active=True):
        wanted = (
            (rule.kind, row.kind),
            (rule.priority, row.priority),
            (rule.in_warranty, row.in_warranty),
            (rule.centre_id, row.centre_id),
            (rule.customer_id, row.customer_id),
        )
        fits = all(ruled is None or ruled == actual for ruled, actual in wanted)
        if fits and (rule.max_items is None or count <= rule.max_items):
            return rule
    return None


def approve(work: UnitOfWork, order_id: str, version: int, note: str = "") -> OrderView:
    """A manager approves."""
    row = claim_order(work, order_id, version)
    move_order(work, row, "approve")
    work.session.add(
        ApprovalRow(
            order_id=row.id, kind="manager", by_user=work.actor.id, by_name=work.actor.name, at=work.now, note=note
        )
    )
    _approved(work, row, "manager", giver=work.actor.name)
    return repository.order(work, row.id)


def approve_rework(work: UnitOfWork, order_id: str) -> OrderView:
    """Rework of an order that a manager or a rule had approved needs no second approval."""
    row = claim_order(work, order_id, None)
    if row.state == "submitted" and row.rework_of is not None:
        move_order(work, row, "approve_by_rule", as_system=True)
        work.session.add(ApprovalRow(order_id=row.id, kind="rule", by_name="返修，原单已批准", at=work.now))
        _approved(work, row, "rule")
    return repository.order(work, row.id)


def reject(work: UnitOfWork, order_id: str, version: int, reason: str) -> OrderView:
    """A manager says no, with a reason."""
    if not reason.strip():
        raise Refusal(errors.REASON_MISSING, field="reason")
    row = claim_order(work, order_id, version)
    move_order(work, row, "reject")
    row.state_reason = reason
    work.record(events.OrderRejected(**order_fact(row), reason=reason))
    return repository.order(work, row.id)


def verbal_approval(
    work: UnitOfWork, order_id: str, version: int, *, giver: str, how: str, at: datetime, note: str = ""
) -> OrderView:
    """Record who said yes, how and when; to be confirmed within 24 h of it. An order not yet approved must be urgent."""
    row = claim_order(work, order_id, version)
    if row.state == "submitted" and row.priority != "urgent":
        raise Refusal(errors.NOT_URGENT)
    if at > work.now + policies.CLOCK_TOLERANCE:
        raise Refusal(errors.IN_THE_FUTURE, field="at")
    if at < work.now - policies.OLDEST_VERBAL:
        raise Refusal(errors.TOO_LONG_AGO, field="at")
    waiting = row.state == "submitted"
    move_order(work, row, "approve_verbally")
    work.session.add(
        ApprovalRow(
            order_id=row.id, kind="verbal", by_user=work.actor.id, by_name=work.actor.name, giver=giver, how=how,
            at=at, confirm_due=at + policies.VERBAL_LIMIT, note=note,
        )
    )  # fmt: skip
    if waiting:
        row.approved_at = work.now
    work.record(events.OrderApproved(**order_fact(row), approval="verbal", giver=giver))
    return repository.order(work, row.id)


def confirm_verbal_approval(work: UnitOfWork, order_id: str, approval_id: str) -> OrderView:
    """A manager confirms what was said; late or not, it is recorded as it was."""
    row = claim_order(work, order_id, None)
    approval = work.session.get(ApprovalRow, approval_id)
    if approval is None or approval.order_id != row.id:
        raise Refusal(NOT_FOUND)
    if approval.kind not in ("verbal", "reported"):
        raise Refusal(errors.NOT_VERBAL)
    if approval.confirmed_at is not None:
        raise Refusal(errors.ALREADY_CONFIRMED)
    late = policies.approval_overdue(approval.confirm_due, None, work.now)
    approval.confirmed_at = work.now
    approval.confirmed_by = work.actor.name
    work.session.add(approval)
    touch(work, row)
    work.record(events.VerbalApprovalConfirmed(**order_fact(row), approval_id=approval.id, late=late))
    return repository.order(work, row.id)


def _approved(
    work: UnitOfWork, row: OrderRow, kind: str, *, giver: str = "", rule: ApprovalRuleRow | None = None
) -> None:
    row.approved_at = work.now
    names = {"rule_name": rule.name_zh, "rule_name_en": rule.name_en} if rule else {}
    work.record(events.OrderApproved(**order_fact(row), approval=kind, giver=giver, **names))


def add_approval_rule(work: UnitOfWork, new: NewApprovalRule) -> str:
    """Add a standing rule; returns its id."""
    if new.kind is not None and new.kind not in policies.KINDS:
        raise Refusal(errors.UNKNOWN_CODE, field="kind", value=new.kind)
    row = ApprovalRuleRow(**vars(new))
    work.session.add(row)
    _rule_changed(work, row)
    return row.id


def change_approval_rule(work: UnitOfWork, rule_id: str, changes: dict[str, object]) -> ApprovalRuleRow:
    """Alter a standing rule; approvals already given stay as they are."""
    row = repository.lock(work, ApprovalRuleRow, rule_id)
    for name, value in changes.items():
        setattr(row, name, value)
    work.session.add(row)
    _rule_changed(work, row)
    return row


def _rule_changed(work: UnitOfWork, row: ApprovalRuleRow) -> None:
    work.session.flush()
    work.record(
        events.ApprovalRuleChanged(rule_id=row.id, rule_name=row.name_zh, rule_name_en=row.name_en, active=row.active)
    )
