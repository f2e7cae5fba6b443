"""Carrier tasks: asked before power-on or found on finishing, moved by the office, one step of each taken back (R31)."""

from collections.abc import Sequence
from datetime import datetime

from backend.kernel.calendar import WorkCalendar
from backend.kernel.errors import NOT_FOUND, Refusal
from backend.kernel.numbers import check_iccid
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import cases
from backend.modules.inventory import policies as numbers
from backend.modules.inventory import repository as stock
from backend.modules.inventory.carriers import errors, lifecycle, policies, reading, repository
from backend.modules.inventory.carriers.defaults import OPERATOR_PREFIXES
from backend.modules.inventory.carriers.events import CarrierTaskMoved, CarrierTaskOpened
from backend.modules.inventory.carriers.models import CarrierTaskRow
from backend.modules.inventory.carriers.shapes import Asked, CarrierTask, Judgement, Meeting
from backend.modules.inventory.local_time import zone_of
from backend.modules.inventory.models import DeviceRow, SimRow
from backend.modules.inventory.shapes import FieldAct

REFUSED_WARNING = "sim_rebind_refused"
LIMIT_WARNING = "sim_rebind_limit"


def ask(work: UnitOfWork, asked: Asked) -> CarrierTask:
    """Write down what a technician decided about a card; never refuses, whatever the rule says by now.

    One open task for a card and a terminal: asking again adds to it. What the phone read in older rules is compared
    with the rules of today; `rule_changed` tells the technician.
    """
    key, _ = numbers.iccid_key(asked.iccid)
    sim = stock.lock_sim(work.session, key)
    said = _judged(work, asked, sim)
    row = _live(work, key, numbers.terminal_key(asked.new_imei))
    if row is None:
        row = _open(work, asked, sim, said)
        if said.says == "go" and asked.decision != "rebound":
            _move(work, row, "not_needed", "")
    else:
        _add_to(work, row, asked, said)
    if asked.decision == "rebound" and row.state in lifecycle.OPEN_STATES:
        _move(work, row, "done", "")
    work.session.flush()
    return as_task(row)


def seated(work: UnitOfWork, act: FieldAct, sim: SimRow, device: DeviceRow, centre_id: str | None) -> list[str]:
    """The same guard when the vehicle is finished: warnings, and a task where the phone opened none.

    A card that is bound to nothing yet is bound by its first terminal. Never refuses.
    """
    terminal = device.imei or device.terminal_no
    if not sim.bound_imei:
        sim.bound_imei = device.imei
        return []
    asked = Asked(
        sim.iccid, sim.bound_imei, terminal, act.act, "found", act.at, act.technician_id, centre_id, act.vehicle_id,
        act.visit_id,
    )  # fmt: skip
    said = _judged(work, asked, sim)
    if said.says == "go":
        return []
    known = repository.tasks_of_pair(work.session, sim.iccid_key19, numbers.terminal_key(terminal))
    state = known[0].state if known else ""
    if state == "not_needed":
        return []
    if state in lifecycle.OPEN_STATES:
        _hasten(work, known[0], asked)
    elif state != "refused":
        _open(work, asked, sim, said)
    warning = REFUSED_WARNING if state == "refused" else policies.WARNINGS[said.says]
    return [warning, LIMIT_WARNING] if said.over_limit else [warning]


def bound_by_working(sim: SimRow | None, device: DeviceRow | None) -> None:
    """A card whose binding nobody wrote down is bound to the terminal that it has worked in."""
    if sim is not None and device is not None and not sim.bound_imei:
        sim.bound_imei = device.imei


def mark(work: UnitOfWork, wanted: Sequence[tuple[str, int]], target: str, note: str) -> list[CarrierTaskRow]:
    """Move tasks (id, version) to filed, done, refused or not_needed: all of them or none.

    Refuses 404, 403 not_yours, and 409 with the ids when one was moved meanwhile or can't go there.
    """
    rows = _held(work, wanted)
    versions = dict(wanted)
    stale = [row.id for row in rows if row.version != versions[row.id] or not lifecycle.may_become(row.state, target)]
    if stale:
        raise Refusal(errors.TASKS_MOVED, count=len(stale), tasks=stale)
    for row in rows:
        _move(work, row, target, note)
    work.session.flush()
    return rows


def undo(work: UnitOfWork, wanted: Sequence[tuple[str, int]]) -> list[CarrierTaskRow]:
    """Take the last step of tasks back, all of them or none; the card is bound again as it was before.

    Refuses 409 when a task was moved meanwhile, has no step to take back, or another open one stands in its place.
    """
    rows = _held(work, wanted)
    versions = dict(wanted)
    stale = [row.id for row in rows if row.version != versions[row.id]]
    if stale:
        raise Refusal(errors.TASKS_MOVED, count=len(stale), tasks=stale)
    for row in rows:
        _take_back(work, row)
    work.session.flush()
    return rows


def asked_in(work: UnitOfWork, centre_id: str) -> list[CarrierTask]:
    """What a centre was asked for and nobody has filed yet, oldest first."""
    return [as_task(row) for row in repository.asked_in(work.session, centre_id)]


def as_task(row: CarrierTaskRow) -> CarrierTask:
    """The row as others see it."""
    warnings = (LIMIT_WARNING,) if row.over_limit else ()
    return CarrierTask(
        row.id, row.iccid, row.new_imei, row.state, row.rule, row.rule_changed, row.over_limit, row.decision,
        row.asked_at, row.version, warnings,
    )  # fmt: skip


def _judged(work: UnitOfWork, asked: Asked, sim: SimRow | None) -> Judgement:
    operator, card_type = (sim.operator, sim.card_type) if sim else (_operator_of(asked.iccid), "")
    bound = (sim.bound_imei if sim else "") or numbers.imei_key(asked.old_imei)
    used = reading.rebinds(work, [asked.iccid], asked.centre_id)
    meeting = Meeting(operator, card_type, asked.act, bound, numbers.terminal_key(asked.new_imei), sum(used.values()))
    return policies.judge(reading.binding_rules(work), meeting)


def _operator_of(iccid: str) -> str:
    return check_iccid(iccid, OPERATOR_PREFIXES).operator or ""


def _live(work: UnitOfWork, key: str, new_imei: str) -> CarrierTaskRow | None:
    pairs = repository.tasks_of_pair(work.session, key, new_imei)
    return next((row for row in pairs if row.state in lifecycle.OPEN_STATES), None)


def _open(work: UnitOfWork, asked: Asked, sim: SimRow | None, said: Judgement) -> CarrierTaskRow:
    key, iccid = numbers.iccid_key(asked.iccid)
    new_imei = numbers.terminal_key(asked.new_imei)
    for other in repository.still_asked(work.session, key, but_imei=new_imei):
        # Nobody's judgement: he has chosen another terminal for the card, and may come back to this one.
        _move(work, other, "not_needed", "")
        other.decided_by = None
    powered = asked.decision in ("override", "found")
    days = said.rule.days if said.rule else 0
    row = CarrierTaskRow(
        iccid_key19=key, iccid=sim.iccid if sim else iccid, msisdn=sim.msisdn if sim else "",
        operator=sim.operator if sim else _operator_of(asked.iccid), card_type=sim.card_type if sim else "",
        old_imei=(sim.bound_imei if sim else "") or numbers.imei_key(asked.old_imei), new_imei=new_imei, act=asked.act,
        rule=said.says, rule_changed=_changed(asked, said), over_limit=said.over_limit, decision=asked.decision,
        reason=asked.reason, approved_by=asked.approved_by, approved_how=asked.approved_how, centre_id=asked.centre_id,
        technician_id=asked.technician_id, vehicle_id=asked.vehicle_id, visit_id=asked.visit_id, item_id=asked.item_id,
        asked_at=asked.at, recorded_at=work.now,
        deadline_at=_deadline(work, asked, days, powered=powered),
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    work.record(
        CarrierTaskOpened(
            **_fact(row), old_imei=row.old_imei, rule=row.rule, decision=row.decision, reason=row.reason,
            approved_by=row.approved_by,
        )
    )  # fmt: skip
    return row


def _deadline(work: UnitOfWork, asked: Asked, days: int, *, powered: bool) -> datetime:
    zone = zone_of(work, asked.centre_id)
    return policies.deadline(WorkCalendar.load(work.session), asked.at, zone, days, powered=powered)


def _changed(asked: Asked, said: Judgement) -> bool:
    return bool(asked.rule) and asked.rule != said.says


def _add_to(work: UnitOfWork, row: CarrierTaskRow, asked: Asked, said: Judgement) -> None:
    """A second word about the same card and terminal: nothing of the first is lost, an override goes before asking."""
    row.rule_changed = row.rule_changed or _changed(asked, said)
    if asked.decision == "override":
        row.decision, row.approved_by, row.approved_how = "override", asked.approved_by, asked.approved_how
        row.reason = "；".join(filter(None, [row.reason, asked.reason]))
        _hasten(work, row, asked)


def _hasten(work: UnitOfWork, row: CarrierTaskRow, asked: Asked) -> None:
    """The card works in the other terminal by now: the office has the rest of the day."""
    row.deadline_at = min(row.deadline_at, _deadline(work, asked, 0, powered=True))
    work.session.add(row)


def _held(work: UnitOfWork, wanted: Sequence[tuple[str, int]]) -> list[CarrierTaskRow]:
    ids = {one for one, _ in wanted}
    rows = stock.lock_rows(work.session, CarrierTaskRow, ids)
    if len(rows) != len(ids):
        raise Refusal(NOT_FOUND, field="tasks")
    for row in rows:
        if row.centre_id is not None:
            work.actor.require_centre(row.centre_id)
    return rows


def _move(work: UnitOfWork, row: CarrierTaskRow, target: str, note: str) -> None:
    row.before, row.state, row.note = row.state, target, note or row.note
    row.version += 1
    if target == "filed":
        row.filed_at, row.filed_by = work.now, work.actor.id
    else:
        row.decided_at, row.decided_by = work.now, work.actor.id
    if target == "done":
        _bind(work, row)
    if target == "refused":
        row.case_id = cases.open_case(
            work, _claim(row), "sim_rebind_refused", row.iccid, {"bound_imei": row.old_imei}, centre_id=row.centre_id
        )
    work.session.add(row)
    work.record(CarrierTaskMoved(**_fact(row), before=row.before, task_state=target, note=note))


def _bind(work: UnitOfWork, row: CarrierTaskRow) -> None:
    sim = stock.lock_sim(work.session, row.iccid_key19)
    if sim is not None:
        row.bound_before, sim.bound_imei = sim.bound_imei, row.new_imei
        work.session.add(sim)


def _claim(row: CarrierTaskRow) -> FieldAct:
    return FieldAct(
        act="none", vehicle_id=row.vehicle_id, technician_id=row.technician_id, visit_id=row.visit_id, at=row.asked_at,
        new_device_no=row.new_imei, new_iccid=row.iccid, centre_id=row.centre_id,
    )  # fmt: skip


def _take_back(work: UnitOfWork, row: CarrierTaskRow) -> None:
    was, now = row.before, row.state
    live = _live(work, row.iccid_key19, row.new_imei)
    if was is None or (live is not None and live.id != row.id):
        raise Refusal(errors.NOTHING_TO_UNDO)
    if now == "done" and row.bound_before is not None:
        sim = stock.lock_sim(work.session, row.iccid_key19)
        if sim is not None and sim.bound_imei == row.new_imei:
            sim.bound_imei = row.bound_before
            work.session.add(sim)
    if now == "refused" and row.case_id is not None:
        cases.withdraw(work, row.case_id)
    if now == "filed":
        row.filed_at = row.filed_by = None
    else:
        row.decided_at = row.decided_by = None
    row.state, row.before, row.bound_before, row.case_id = was, None, None, None
    row.version += 1
    work.session.add(row)
    work.record(CarrierTaskMoved(**_fact(row), before=now, task_state=was, note="", undone=True))


def _fact(row: CarrierTaskRow) -> dict[str, str | None]:
    return {
        "task_id": row.id, "iccid": row.iccid, "new_imei": row.new_imei, "centre_id": row.centre_id,
        "technician_id": row.technician_id, "vehicle_id": row.vehicle_id, "visit_id": row.visit_id,
    }  # fmt: skip
