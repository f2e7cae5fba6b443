"""One act per item: what was done to a vehicle's terminal and card, in one instant, whatever the books thought (R30).

A swap closes the old interval and opens the new one at the same moment. A clash or an unknown number is recorded
with both claims as a case; nothing that was done on site is refused.
"""

from collections.abc import Callable
from datetime import date

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, policies, repository
from backend.modules.inventory.custody import move_parts, move_thing
from backend.modules.inventory.events import ActRecorded
from backend.modules.inventory.models import DeviceRow, InstallationRow, ProductRow, SimRow
from backend.modules.inventory.numbers_on_site import (
    Doing,
    begin,
    new_device,
    new_sim,
    removed_device,
    removed_sim,
    take_out,
)
from backend.modules.inventory.service import binding_rule
from backend.modules.inventory.shapes import ActResult, FieldAct

Now = tuple[str | None, str | None]  # ids of the device and the card that are in the vehicle after the act


def record_act(work: UnitOfWork, act: FieldAct) -> ActResult:
    """Write one act into custody and ledger; never refuses, see ActResult.warnings and .cases."""
    doing = begin(work, act)
    device_id, sim_id = _HANDLERS[act.act](doing)
    _use_parts(doing)
    work.session.flush()
    work.record(
        ActRecorded(
            vehicle_id=act.vehicle_id,
            act=act.act,
            at=act.at,
            visit_id=act.visit_id,
            technician_id=act.technician_id,
            centre_id=doing.centre_id,
            device_id=device_id,
            sim_id=sim_id,
            warnings=doing.warnings,
        )
    )
    return ActResult(device_id, sim_id, doing.warnings, doing.cases)


def _install(doing: Doing) -> Now:
    act = doing.act
    if not act.new_device_no:
        doing.open_case("device_number_missing", "", {})
        return None, None
    device = new_device(doing, act.new_device_no)
    sim = new_sim(doing, act.new_iccid) if act.new_iccid else None
    return _seat(doing, device, sim, act.mounting)


def _swap(doing: Doing) -> Now:
    act, swaps_device = doing.act, doing.act.act != "swap_sim"
    old = _line_meant(doing, act.vehicle_id)
    old_device, old_sim = _things(doing, old)
    if old is None and not act.old_device_no:
        doing.open_case("nothing_installed", act.new_device_no or act.new_iccid or "", {})
    sim = new_sim(doing, act.new_iccid) if act.new_iccid else old_sim
    if old is not None and not ledger.close(doing.work, old, act.at):
        return _late(doing, old)
    inherited = old_device.warranty_end if old_device else None
    if swaps_device:
        gone = removed_device(doing, old_device, act.old_device_no)
        if gone is not None:
            take_out(doing, gone, act.old_device_end)
            inherited = gone.warranty_end
    if act.new_iccid:
        _take_out_old_sim(doing, old_sim, sim)
    mounting = act.mounting or (old.mounting if old else "")
    if not swaps_device:
        return _reseat_with_sim(doing, old_device, sim, mounting, _kept_slot(act, old))
    if not act.new_device_no:
        doing.open_case("device_number_missing", "", {})
        return None, None
    device = new_device(doing, act.new_device_no)
    return _seat(doing, device, sim, mounting, inherited, slot=_kept_slot(act, old))


def _remove(doing: Doing) -> Now:
    act = doing.act
    old = _line_meant(doing, act.vehicle_id)
    old_device, old_sim = _things(doing, old)
    if old is None and not act.old_device_no:
        doing.open_case("nothing_installed", "", {})
        return None, None
    if old is not None and not ledger.close(doing.work, old, act.at):
        return _late(doing, old)
    gone = removed_device(doing, old_device, act.old_device_no)
    if gone is not None:
        take_out(doing, gone, act.old_device_end)
    card = removed_sim(doing, old_sim, act.old_iccid)
    if card is not None:
        # A card has no factory to go back to: the keeper decides what becomes of it.
        take_out(doing, card, act.old_device_end if act.old_device_end in ("customer", "van") else "warehouse")
    return None, None


def _transfer(doing: Doing) -> Now:
    """From one vehicle to another in one act; the warranty goes along."""
    act = doing.act
    old = _line_meant(doing, act.from_vehicle_id) if act.from_vehicle_id else None
    old_device, old_sim = _things(doing, old)
    if old is None:
        doing.open_case("nothing_installed", act.old_device_no or act.new_device_no or "", {})
    elif not ledger.close(doing.work, old, act.at):
        return _late(doing, old)
    number = act.new_device_no or act.old_device_no
    device = new_device(doing, number) if number else old_device
    if device is None:
        return None, None
    if old_device is not None and device.id != old_device.id:
        old_device.state = "unsettled"
        doing.open_case("old_device_differs", device.terminal_no, {"terminal_no": old_device.terminal_no})
    sim = new_sim(doing, act.new_iccid) if act.new_iccid else old_sim
    if act.new_iccid:
        _take_out_old_sim(doing, old_sim, sim)
    return _seat(doing, device, sim, act.mounting)


def _nothing(doing: Doing) -> Now:
    sitting = ledger.open_in(doing.work, doing.act.vehicle_id)
    return (sitting[-1].device_id, sitting[-1].sim_id) if sitting else (None, None)


_HANDLERS: dict[str, Callable[[Doing], Now]] = {
    "install": _install,
    "swap_device": _swap,
    "swap_sim": _swap,
    "swap_both": _swap,
    "remove": _remove,
    "transfer": _transfer,
    "none": _nothing,
}


def _seat(
    doing: Doing,
    device: DeviceRow,
    sim: SimRow | None,
    mounting: str,
    inherited: date | None = None,
    slot: str | None = None,
) -> Now:
    """Open the new interval, or claim it when it would overlap; then custody, warranty and the carrier's rule."""
    work, act = doing.work, doing.act
    product = work.session.get(ProductRow, device.product_code) if device.product_code else None
    known = next((row for row in ledger.open_in(work, act.vehicle_id) if row.device_id == device.id), None)
    if known is not None and (sim is None or sim.id == known.sim_id):
        doing.warn("already_installed")
        return device.id, known.sim_id
    if known is not None and not ledger.close(work, known, act.at):
        return _late(doing, known)
    if known is not None and known.sim_id is not None:
        take_out(doing, repository.lock_sim_by_id(work.session, known.sim_id), "warehouse")
    slot = slot or policies.slot_of(mounting, product.family if product else "")
    device_free, sim_free = _open_interval(doing, device, sim, mounting, slot)
    if device_free:
        _bring_in(doing, device, product, inherited)
    if sim and sim_free:
        _bring_card_in(doing, sim, device)
    return device.id, sim.id if sim else None


def _open_interval(doing: Doing, device: DeviceRow, sim: SimRow | None, mounting: str, slot: str) -> tuple[bool, bool]:
    """Write the interval, valid or claimed; says whether the device and the card are free to be brought in."""
    work, act = doing.work, doing.act
    elsewhere = ledger.device_clashes(work, device.id, act.at)
    in_slot = ledger.slot_clashes(work, act.vehicle_id, slot, act.at)
    card_elsewhere = ledger.sim_clashes(work, sim.id, act.at) if sim else ()
    row = InstallationRow(
        vehicle_id=act.vehicle_id,
        mounting=mounting,
        slot=slot,
        device_id=device.id,
        sim_id=None if sim is None or card_elsewhere else sim.id,
        claimed_sim_id=sim.id if sim and card_elsewhere else None,
        from_at=act.at,
        recorded_at=work.now,
        visit_id=act.visit_id,
        act=act.act,
        standing="claimed" if elsewhere or in_slot else "valid",
    )
    work.session.add(row)
    work.session.flush()
    if elsewhere:
        doing.open_case("device_elsewhere", device.terminal_no, ledger.described(elsewhere), row.id)
    elif in_slot:
        doing.open_case("slot_taken", device.terminal_no, ledger.described(in_slot), row.id)
    if sim and card_elsewhere:
        doing.open_case("sim_elsewhere", sim.iccid, ledger.described(card_elsewhere), row.id)
    return not elsewhere, not card_elsewhere


def _bring_in(doing: Doing, device: DeviceRow, product: ProductRow | None, inherited: date | None) -> None:
    device.bound_for = None
    if doing.act.act != "transfer" and device.warranty_start is None:
        device.warranty_start = doing.day
        months = product.warranty_months if product else 0
        device.warranty_end = policies.warranty_end(doing.day, months, inherited)
    doing.work.session.add(device)
    move_thing(doing.work, device, doing.vehicle.id, doing.occasion)


def _bring_card_in(doing: Doing, sim: SimRow, device: DeviceRow) -> None:
    sim.bound_for = None
    if device.imei and sim.bound_imei and sim.bound_imei != device.imei:
        rule = binding_rule(doing.work, sim.operator, sim.card_type, doing.act.act)
        warning = policies.rule_warning(rule)
        if warning:
            doing.warn(warning)
    elif device.imei and not sim.bound_imei:
        sim.bound_imei = device.imei  # the carrier binds a card to the first terminal it works in
    doing.work.session.add(sim)
    move_thing(doing.work, sim, doing.vehicle.id, doing.occasion)


def _reseat_with_sim(
    doing: Doing, device: DeviceRow | None, sim: SimRow | None, mounting: str, slot: str | None
) -> Now:
    """A swap of the card alone: the same device, or the one that was named, with the new card from this moment."""
    number = doing.act.new_device_no or doing.act.old_device_no
    if device is None and number:
        device = new_device(doing, number)
    if device is None:
        return None, None
    return _seat(doing, device, sim, mounting, slot=slot)


def _take_out_old_sim(doing: Doing, old_sim: SimRow | None, new: SimRow | None) -> None:
    if old_sim is not None and new is not None and old_sim.id == new.id:
        return
    card = removed_sim(doing, old_sim, doing.act.old_iccid)
    if card is not None and (new is None or card.id != new.id):
        take_out(doing, card, "customer" if doing.act.old_device_end == "customer" else "warehouse")


def _line_meant(doing: Doing, vehicle_id: str) -> InstallationRow | None:
    """Which of the vehicle's terminals the act is about: by old number, by mounting place, else the newest."""
    sitting = ledger.open_in(doing.work, vehicle_id)
    if not sitting:
        return None
    typed = doing.act.old_device_no
    if typed:
        found = repository.lock_devices(doing.work.session, policies.terminal_key(typed), policies.imei_key(typed))
        ids = {device.id for device in found}
        named = [row for row in sitting if row.device_id in ids]
        if named:
            return named[-1]
    same_place = [row for row in sitting if doing.act.mounting and row.mounting == doing.act.mounting]
    return (same_place or sitting)[-1]


def _things(doing: Doing, row: InstallationRow | None) -> tuple[DeviceRow | None, SimRow | None]:
    if row is None:
        return None, None
    session = doing.work.session
    sim = repository.lock_sim_by_id(session, row.sim_id) if row.sim_id else None
    return repository.lock_device(session, row.device_id), sim


def _kept_slot(act: FieldAct, old: InstallationRow | None) -> str | None:
    return old.slot if old is not None and not act.mounting else None


def _late(doing: Doing, newer: InstallationRow) -> Now:
    """The ledger already goes on after this act (phones send late): both stay as they are for a person to put in order."""
    number = doing.act.new_device_no or doing.act.old_device_no or doing.act.new_iccid or ""
    doing.open_case("late_record", number, ledger.described([newer]))
    return newer.device_id, newer.sim_id


def _use_parts(doing: Doing) -> None:
    """Parts go from the van into the vehicle; more than the books have is a case, consumables only a warning."""
    for code, quantity in doing.act.parts.items():
        if quantity <= 0:
            continue
        product = doing.work.session.get(ProductRow, code)
        if product is None:
            doing.open_case("unknown_part", code, {"quantity": quantity})
            continue
        moved = move_parts(doing.work, code, quantity, doing.van.id, doing.vehicle.id, doing.occasion)
        if moved < quantity and product.consumable:
            doing.warn("part_short")
        elif moved < quantity:
            doing.open_case("part_short", code, {"in_van": moved, "used": quantity})
