"""What is written down on site: fields, finishing a vehicle, suspending it, photos."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import public as inventory
from backend.modules.sync.public import PhoneAct, require_file
from backend.modules.work_orders import errors, events, evidence_repository, lifecycle, papers, policies
from backend.modules.work_orders import phone_payloads as said
from backend.modules.work_orders.evidence_chain import Piece
from backend.modules.work_orders.models import OrderItemRow, PhotoRow
from backend.modules.work_orders.service import evidence
from backend.modules.work_orders.service.change import roles_of, visit_fact
from backend.modules.work_orders.service.leaving import require_removal_papers
from backend.modules.work_orders.service.own import Mine, claim_item, claim_mine, stamp
from backend.modules.work_orders.service.taken_out import taken_out
from backend.modules.work_orders.yard.crew import done_by_mate, keep
from backend.modules.work_orders.yard.merging import Statement
from backend.modules.work_orders.yard.statements import done_by, first_finish, said_of, same_numbers, say, view_of

NUMBER_WORDS = {
    "new_device_no": ("新终端号", "the new terminal number"),
    "old_device_no": ("旧终端号", "the old terminal number"),
    "new_iccid": ("新卡号", "the new SIM number"),
    "old_device_end": ("旧终端的去向", "where the old terminal goes"),
}
# What a cleared field becomes; all others are cleared to None.
CLEARED: dict[str, Any] = {
    "mounting": "", "remedy": "", "test_result": "", "unknown_reason": "", "parts": {}, "old_parts": {}, "vehicle_confirmed": False,
    "removal_note": "", "provider_released": False,
}  # fmt: skip


def record(work: UnitOfWork, act: PhoneAct, payload: said.Record) -> None:
    """Merge what was sent into the item; what was not sent stays, and so does what a mate said meanwhile (R35)."""
    mine, item = _at_work(work, payload)
    changed = payload.fields.model_dump(exclude_unset=True)
    if payload.fields.old_parts is not None:  # whole, with what was left to the default
        changed["old_parts"] = {code: one.model_dump() for code, one in payload.fields.old_parts.items()}
    fields = {name: CLEARED.get(name) if value is None else value for name, value in changed.items()}
    say(work, mine.order, mine.visit, item, "record", fields, stamp(work, mine, act), payload.based_on)
    _told(work, mine, item, fields)


def _told(work: UnitOfWork, mine: Mine, item: OrderItemRow, fields: Collection[str]) -> None:
    work.record(
        events.ItemFieldsRecorded(
            **visit_fact(mine.order, mine.visit), item_id=item.id, vehicle_id=item.vehicle_id, fields=sorted(fields)
        )
    )


def _at_work(work: UnitOfWork, payload: said.OfItem) -> tuple[Mine, OrderItemRow]:
    mine = claim_mine(work, payload.visit_id)
    lifecycle.VISIT.step(mine.visit.state, "write", roles_of(work))
    item = claim_item(work, mine, payload.item_id)
    if item.state == "recorded" and not done_by_mate(work, mine.visit, item):
        raise Refusal(errors.ITEM_DONE)
    return mine, item


def finish(work: UnitOfWork, act: PhoneAct, payload: said.OfItem) -> dict[str, Any]:
    """Finish a vehicle: the installation ledger and the custody follow in this very transaction.

    Unknown or clashing numbers never refuse: they come back as warnings and cases for the warehouse keeper (R10). What
    is booked is what this technician did, not what a mate said of the same vehicle meanwhile (R35).
    """
    mine, item = _at_work(work, payload)
    at = stamp(work, mine, act)
    heard = said_of(work, mine.visit, item)
    did = view_of(heard, mine.visit, item, payload.based_on)
    did.act = did.act or lifecycle.ACT_OF_KIND.get(mine.order.kind)
    if did.act is None:
        raise Refusal(errors.ACT_MISSING)
    did.event_time = at
    _fill_old_numbers(work, did, at)
    _require_numbers(did)
    before = first_finish(heard)
    if item.state == "recorded" and before is not None:
        return _finish_too(work, mine, item, did, before, payload.based_on)
    keep(work, mine.visit, item)
    require_removal_papers(work, mine.order, mine.visit, item)
    say(work, mine.order, mine.visit, item, "finish", done_by(did), at, payload.based_on)
    item.recorded_at = work.now
    item.platform_verdict, item.proof_failure = "unchecked", None
    result = inventory.record_act(work, _field_act(work, mine, did))
    item.warnings = list(result.warnings)
    work.record(
        events.ItemRecorded(
            **visit_fact(mine.order, mine.visit), item_id=item.id, vehicle_id=item.vehicle_id, act=did.act,
            at=at, warnings=item.warnings,
        )
    )  # fmt: skip
    return {"warnings": list(result.warnings), "cases": list(result.cases)}


def _finish_too(
    work: UnitOfWork, mine: Mine, item: OrderItemRow, did: OrderItemRow, before: Statement, seen: int | None
) -> dict[str, Any]:
    """A mate has finished the vehicle: the same numbers say nothing new, others are the ledger's case (R30, R35)."""
    result = None
    if not same_numbers(work, did, before):
        result = inventory.record_act(work, _field_act(work, mine, did))
        item.warnings = sorted({*item.warnings, *result.warnings})
    assert did.event_time is not None
    fields = done_by(did)
    say(work, mine.order, mine.visit, item, "finish", fields, did.event_time, seen)
    _told(work, mine, item, fields)
    found = (
        {"warnings": list(result.warnings), "cases": list(result.cases)} if result else {"warnings": [], "cases": []}
    )
    return {**found, "done_by": before.author_name}


def _fill_old_numbers(work: UnitOfWork, item: OrderItemRow, at: datetime) -> None:
    """Old numbers that were not typed are taken from the installation ledger as it was at `at` (R11, R12).

    As it is now would put the terminal of a later visit into the mouth of a technician whose phone was slow.
    """
    vehicle = policies.vehicle_left(item.act, item.vehicle_id, item.from_vehicle_id)
    installed = inventory.installed_at(work, vehicle, at)
    if installed is None or item.act in ("install", "none"):
        return
    if not item.old_device_no:
        item.old_device_no = installed.device.terminal_no
    if not item.old_iccid and installed.sim is not None:
        item.old_iccid = installed.sim.iccid


def _require_numbers(item: OrderItemRow) -> None:
    values = {name: getattr(item, name) for name in NUMBER_WORDS}
    lacking = papers.missing_number(item.act or "none", values)
    # A number that can't be read any more may be left out with a reason; the keeper settles it.
    if lacking is not None and not item.unknown_reason:
        zh, en = NUMBER_WORDS[lacking]
        raise Refusal(errors.NUMBER_MISSING, field=lacking, what_zh=zh, what_en=en)


def _field_act(work: UnitOfWork, mine: Mine, item: OrderItemRow) -> inventory.FieldAct:
    assert item.event_time is not None
    return inventory.FieldAct(
        act=cast(inventory.Act, item.act),
        vehicle_id=item.vehicle_id,
        from_vehicle_id=item.from_vehicle_id,
        technician_id=mine.visit.technician_id,
        visit_id=mine.visit.id,
        at=item.event_time,
        mounting=item.mounting,
        new_device_no=item.new_device_no or None,
        new_iccid=item.new_iccid or None,
        old_device_no=item.old_device_no or None,
        old_iccid=item.old_iccid or None,
        old_device_end=cast(inventory.DeviceEnd, item.old_device_end or "van"),
        parts={code: count for code, count in item.parts.items() if count > 0},
        centre_id=mine.order.centre_id,
        taken_out=taken_out(work, mine, item),
        old_parts=_old_parts(item),
    )


def _old_parts(item: OrderItemRow) -> list[inventory.OldPart]:
    """As many old parts came out as new ones of the kind went in; a part that was used after all not replaced none."""
    return [
        inventory.OldPart(code, item.parts[code], cast(Any, told["end"]), told["serial"].strip())
        for code, told in sorted(item.old_parts.items())
        if item.parts.get(code, 0) > 0
    ]


def suspend_item(work: UnitOfWork, act: PhoneAct, payload: said.SuspendItem) -> None:
    """A vehicle has to wait: what is missing is written down, the order stays open (R14)."""
    mine, item = _at_work(work, payload)
    fields = {"suspend_reason": payload.reason, "missing": payload.missing}
    say(work, mine.order, mine.visit, item, "suspend", fields, stamp(work, mine, act), payload.based_on)
    if item.state == "recorded":  # a mate has finished it: it waits for nothing
        return
    work.record(
        events.ItemSuspended(
            **visit_fact(mine.order, mine.visit), item_id=item.id, vehicle_id=item.vehicle_id,
            reason=payload.reason, missing=payload.missing,
        )
    )  # fmt: skip


def add_photo(work: UnitOfWork, act: PhoneAct, payload: said.AddPhoto) -> None:
    """Record a photo; held while its file has not arrived. The same photo again changes nothing."""
    mine = claim_mine(work, payload.visit_id)
    lifecycle.VISIT.step(mine.visit.state, "photograph", roles_of(work))
    if payload.item_id is not None:
        claim_item(work, mine, payload.item_id)
    require_file(work, payload.sha256)
    known = evidence_repository.photo_rows(work, payload.visit_id, payload.code, payload.item_id, payload.sha256)
    piece = Piece(
        payload.visit_id,
        "photo",
        payload.code,
        payload.sha256,
        payload.taken_at,
        payload.item_id,
        payload.lat,
        payload.lng,
    )
    if payload.chain is not None or not known:
        evidence.chain_evidence(work, mine, piece, payload.chain)
    if known:
        return
    # The camera's own time is evidence and is kept as it is; the visit's clocks use `stamp`.
    row = PhotoRow(**payload.model_dump(exclude={"chain"}), added_at=work.now)
    work.session.add(row)
    work.record(
        events.PhotoAdded(**visit_fact(mine.order, mine.visit), item_id=row.item_id, code=row.code, sha256=row.sha256)
    )
