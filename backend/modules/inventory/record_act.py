"""One act per item: what was done to a vehicle's terminal and card, in one instant, whatever the books thought (R30).

A swap closes the old interval and opens the new one at the same moment. A clash, an unknown number or a record that
comes late is kept with both claims as a case; nothing that was done on site is refused. The same act told twice
changes nothing the second time.
"""

from collections.abc import Callable

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import cases, ledger, repository
from backend.modules.inventory.carriers import tasks as carrier_tasks
from backend.modules.inventory.custody import move_parts
from backend.modules.inventory.events import ActRecorded
from backend.modules.inventory.models import DeviceRow, InstallationRow, ProductRow, SimRow
from backend.modules.inventory.numbers_on_site import (
    Doing,
    begin,
    devices_named,
    new_device,
    new_sim,
    removed_device,
    removed_sim,
    take_out,
)
from backend.modules.inventory.old_parts import take_out_old_parts
from backend.modules.inventory.seating import Now, claim, seat, set_adrift
from backend.modules.inventory.shapes import ActResult, FieldAct


def record_act(work: UnitOfWork, act: FieldAct) -> ActResult:
    """Write one act into custody and ledger; never refuses, see ActResult.warnings and .cases."""
    doing = begin(work, act)
    before = _told_before(doing)
    if before is not None:
        doing.warn("already_installed")
        return ActResult(*before, doing.warnings, doing.cases)
    device_id, sim_id = _HANDLERS[act.act](doing)
    _use_parts(doing)
    take_out_old_parts(doing)
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


def _told_before(doing: Doing) -> Now | None:
    """Whether this very act was written before: by its line, by its parts, or, where the books had nothing, by its case."""
    act, session = doing.act, doing.work.session
    if act.visit_id is None:
        return None
    known = repository.cases_of_act(session, act.vehicle_id, act.visit_id, act.at)
    doing.cases += [row.id for row in known if row.claim == cases.as_claim(act)]
    if act.act == "none":
        told = repository.parts_told(session, act.visit_id, act.at, doing.vehicle.id)
        return _nothing(doing) if told or doing.cases else None
    named = devices_named(doing.work, act.old_device_no if act.act == "remove" else act.new_device_no)
    line = repository.same_act(session, act.vehicle_id, act.visit_id, act.act, act.at, named)
    if line is not None:
        return line.device_id, line.sim_id
    return _nothing(doing) if doing.cases else None


def _install(doing: Doing) -> Now:
    act = doing.act
    if not act.new_device_no:
        doing.open_case("device_number_missing", "", {})
        return None, None
    device = new_device(doing, act.new_device_no)
    sim = new_sim(doing, act.new_iccid) if act.new_iccid else None
    return seat(doing, device, sim, act.mounting)


def _swap(doing: Doing) -> Now:
    act, swaps_device = doing.act, doing.act.act != "swap_sim"
    meant = _meant(doing, act.vehicle_id)
    if meant.is_late:
        return _contested(doing, "late_record", meant)
    old = meant.row
    old_device, old_sim = _things(doing, old)
    carrier_tasks.bound_by_working(old_sim, old_device)
    if old is None:
        doing.open_case("nothing_installed", act.old_device_no or act.new_device_no or act.new_iccid or "", {})
    if old is not None and _gone_before(doing, old):
        return _contested(doing, "slot_taken", meant)
    sim = new_sim(doing, act.new_iccid) if act.new_iccid else old_sim
    if old is not None and not swaps_device and sim is not None and sim.id == old.sim_id:
        doing.warn("already_installed")
        return old.device_id, old.sim_id
    if old is not None:
        ledger.close(doing.work, old, act.at, doing.word)
    now = _put_in(doing, old, old_device, old_sim, sim)
    set_adrift(doing, old)
    return now


def _put_in(
    doing: Doing, old: InstallationRow | None, old_device: DeviceRow | None, old_sim: SimRow | None, sim: SimRow | None
) -> Now:
    """The second half of a swap: what was there goes out, what is new takes its place."""
    act, swaps_device = doing.act, doing.act.act != "swap_sim"
    inherited = old_device.warranty_end if old_device else None
    if swaps_device:
        gone = removed_device(doing, old_device, act.old_device_no)
        if gone is not None:
            take_out(doing, gone, act.old_device_end)
            inherited = gone.warranty_end
    if act.new_iccid:
        _take_out_old_sim(doing, old_sim, sim)
    mounting = act.mounting or (old.mounting if old else "")
    slot = old.slot if old is not None and not act.mounting else None
    if not swaps_device:
        return _reseat_with_sim(doing, old_device, sim, mounting, slot)
    if not act.new_device_no:
        doing.open_case("device_number_missing", "", {})
        return None, None
    return seat(doing, new_device(doing, act.new_device_no), sim, mounting, inherited, slot=slot)


def _remove(doing: Doing) -> Now:
    act = doing.act
    meant = _meant(doing, act.vehicle_id)
    if meant.is_late:
        return _contested(doing, "late_record", meant)
    old = meant.row
    old_device, old_sim = _things(doing, old)
    if old is None:
        doing.open_case("nothing_installed", act.old_device_no or "", {})
    else:
        ledger.close(doing.work, old, act.at, doing.word)
    gone = removed_device(doing, old_device, act.old_device_no)
    if gone is not None:
        take_out(doing, gone, act.old_device_end)
    card = removed_sim(doing, old_sim, act.old_iccid)
    if card is not None:
        # A card has no factory to go back to: the keeper decides what becomes of it.
        take_out(doing, card, act.old_device_end if act.old_device_end in ("customer", "van") else "warehouse")
    set_adrift(doing, old)
    return None, None


def _transfer(doing: Doing) -> Now:
    """From one vehicle to another in one act; the warranty goes along."""
    act = doing.act
    meant = _meant(doing, act.from_vehicle_id) if act.from_vehicle_id else ledger.Meant(None)
    if meant.is_late:
        return _contested(doing, "late_record", meant)
    old = meant.row
    old_device, old_sim = _things(doing, old)
    if old is None:
        doing.open_case("nothing_installed", act.old_device_no or act.new_device_no or "", {})
    else:
        ledger.close(doing.work, old, act.at, doing.word)
    now = _carry_over(doing, old_device, old_sim)
    set_adrift(doing, old)
    return now


def _carry_over(doing: Doing, old_device: DeviceRow | None, old_sim: SimRow | None) -> Now:
    act = doing.act
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
    return seat(doing, device, sim, act.mounting)


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


def _meant(doing: Doing, vehicle_id: str) -> ledger.Meant:
    act = doing.act
    named = devices_named(doing.work, act.old_device_no)
    return ledger.line_meant(doing.work, vehicle_id, act.at, named, act.mounting, act.visit_id)


def _gone_before(doing: Doing, sitting: InstallationRow) -> bool:
    """Whether another visit took out, earlier, the very terminal that this act says it took out: both cannot be true."""
    named = devices_named(doing.work, doing.act.old_device_no)
    if not named or sitting.device_id in named:
        return False
    return ledger.taken_out_by_another(doing.work, doing.act.vehicle_id, named, doing.act.at, doing.act.visit_id or "")


def _contested(doing: Doing, code: str, meant: ledger.Meant) -> Now:
    """The books say otherwise, or go on after this act already (phones send late): both are kept for a person."""
    act = doing.act
    number = act.new_device_no or act.old_device_no or act.new_iccid or ""
    rows = [row for row in (meant.row, *meant.later) if row is not None]
    device = None if act.act == "remove" else _claimed_device(doing, rows)
    if device is None:
        doing.open_case(code, number, ledger.described(list({row.id: row for row in rows}.values())))
    else:
        kept = meant.row.sim_id if meant.row else None
        sim = new_sim(doing, act.new_iccid) if act.new_iccid else None
        sim = sim or (repository.lock_sim_by_id(doing.work.session, kept) if kept else None)
        claim(doing, code, number, device, sim, meant)
    return _nothing(doing)


def _claimed_device(doing: Doing, rows: list[InstallationRow]) -> DeviceRow | None:
    act = doing.act
    number = act.new_device_no or (act.old_device_no if act.act in ("swap_sim", "transfer") else None)
    if number:
        return new_device(doing, number)
    if act.act in ("swap_device", "swap_both") or not rows:
        return None
    return repository.lock_device(doing.work.session, rows[0].device_id)


def _reseat_with_sim(
    doing: Doing, device: DeviceRow | None, sim: SimRow | None, mounting: str, slot: str | None
) -> Now:
    """A swap of the card alone: the same device, or the one that was named, with the new card from this moment."""
    number = doing.act.new_device_no or doing.act.old_device_no
    if device is None and number:
        device = new_device(doing, number)
    if device is None:
        return None, None
    return seat(doing, device, sim, mounting, slot=slot)


def _take_out_old_sim(doing: Doing, old_sim: SimRow | None, new: SimRow | None) -> None:
    if old_sim is not None and new is not None and old_sim.id == new.id:
        return
    card = removed_sim(doing, old_sim, doing.act.old_iccid)
    if card is not None and (new is None or card.id != new.id):
        take_out(doing, card, "customer" if doing.act.old_device_end == "customer" else "warehouse")


def _things(doing: Doing, row: InstallationRow | None) -> tuple[DeviceRow | None, SimRow | None]:
    if row is None:
        return None, None
    session = doing.work.session
    sim = repository.lock_sim_by_id(session, row.sim_id) if row.sim_id else None
    return repository.lock_device(session, row.device_id), sim


def _use_parts(doing: Doing) -> None:
    """Parts go from the van into the vehicle; more than the books have is a case, consumables only a warning."""
    for code, quantity in sorted(doing.act.parts.items()):  # in one order, so that two vans never wait crosswise
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
