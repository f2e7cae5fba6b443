"""A technician's word about a card that meets another terminal, given before power-on, offline or not (R31)."""

from typing import Any

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import Asked
from backend.modules.sync.public import PhoneAct
from backend.modules.work_orders import phone_payloads as said
from backend.modules.work_orders.service.own import claim_item, claim_mine, stamp


def ask(work: UnitOfWork, act: PhoneAct, payload: said.Rebinding) -> dict[str, Any]:
    """Not powered on yet: the office is to have the card bound to the new terminal."""
    return _given(work, act, payload, decision="ask")


def done(work: UnitOfWork, act: PhoneAct, payload: said.Rebinding) -> dict[str, Any]:
    """Rebound at the carrier by himself, on site."""
    return _given(work, act, payload, decision="rebound")


def override(work: UnitOfWork, act: PhoneAct, payload: said.Overriding) -> dict[str, Any]:
    """The card goes in all the same, on somebody's word; the office sees who gave it (R3, R14)."""
    more = {"reason": payload.reason, "approved_by": payload.approved_by, "approved_how": payload.approved_how}
    return _given(work, act, payload, decision="override", **more)


def _given(work: UnitOfWork, act: PhoneAct, payload: said.Rebinding, **more: Any) -> dict[str, Any]:
    """The word is kept whatever state the vehicle is in by now: nothing said on site is thrown away."""
    mine = claim_mine(work, payload.visit_id)
    item = claim_item(work, mine, payload.item_id)
    task = inventory.ask_carrier(
        work,
        Asked(
            iccid=payload.iccid, old_imei=payload.old_imei, new_imei=payload.new_imei, act=payload.act,
            at=stamp(work, mine, act), technician_id=mine.visit.technician_id, centre_id=mine.order.centre_id,
            vehicle_id=item.vehicle_id, visit_id=mine.visit.id, item_id=item.id, rule=payload.rule, **more,
        ),
    )  # fmt: skip
    return {
        "task_id": task.id, "state": task.state, "rule": task.rule, "rule_changed": task.rule_changed,
        "warnings": list(task.warnings),
    }  # fmt: skip
