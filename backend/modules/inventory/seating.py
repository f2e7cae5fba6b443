"""A terminal with its card takes its place in a vehicle: the new interval, or a claim to it when it would overlap."""

from datetime import date

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import ledger, policies, repository
from backend.modules.inventory.carriers import tasks as carrier_tasks
from backend.modules.inventory.custody import ensure_place, move_thing
from backend.modules.inventory.local_time import local_day
from backend.modules.inventory.models import DeviceRow, InstallationRow, ProductRow, SimRow
from backend.modules.inventory.numbers_on_site import Doing, take_out
from backend.modules.inventory.shapes import PlaceRef

Now = tuple[str | None, str | None]  # ids of the device and the card that are in the vehicle after the act


def seat(
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
    if known is not None and known.from_at <= act.at:
        ledger.close(work, known, act.at, doing.word)
        if known.sim_id is not None:
            take_out(doing, repository.lock_sim_by_id(work.session, known.sim_id), "warehouse")
        slot, mounting = slot or known.slot, mounting or known.mounting
    slot = slot or policies.slot_of(mounting, product.family if product else "")
    row = _open_interval(doing, device, sim, mounting, slot)
    if row.standing == "valid":
        _bring_in(doing, device, inherited)
        if sim and row.sim_id:
            _bring_card_in(doing, sim, device)
    set_adrift(doing, known)
    return device.id, sim.id if sim else None


def claim(doing: Doing, code: str, number: str, device: DeviceRow, sim: SimRow | None, against: ledger.Meant) -> None:
    """Keep what the field says as a claimed line, and open a case with what the books have against it."""
    like = against.row or (against.later[0] if against.later else None)
    mounting = doing.act.mounting or (like.mounting if like else "")
    row = ledger.begin_line(
        doing.work,
        InstallationRow(
            vehicle_id=doing.act.vehicle_id,
            mounting=mounting,
            slot=like.slot if like and not doing.act.mounting else policies.slot_of(mounting, ""),
            device_id=device.id,
            sim_id=sim.id if sim else None,
            from_at=doing.act.at,
            recorded_at=doing.work.now,
            visit_id=doing.act.visit_id,
            act=doing.act.act,
            standing="claimed",
        ),
    )
    lines = [one for one in (against.row, *against.later) if one is not None]
    doing.open_case(code, number, ledger.described(list({one.id: one for one in lines}.values())), row.id)


def set_adrift(doing: Doing, line: InstallationRow | None) -> None:
    """What sat in a line that this act ended and was neither taken out nor seated again: in transit until it is found."""
    if line is None or line.until_at is None:
        return
    session = doing.work.session
    place = ensure_place(doing.work, PlaceRef("vehicle", line.vehicle_id)).id
    sitting = ledger.open_in(doing.work, line.vehicle_id)
    things: list[DeviceRow | SimRow] = []
    if line.device_id not in {row.device_id for row in sitting}:
        things.append(repository.lock_device(session, line.device_id))
    if line.sim_id is not None and line.sim_id not in {row.sim_id for row in sitting}:
        things.append(repository.lock_sim_by_id(session, line.sim_id))
    for thing in things:
        if thing.place_id == place:
            thing.state = "unsettled"
            move_thing(doing.work, thing, ensure_place(doing.work, PlaceRef("transit")).id, doing.occasion)


def _open_interval(doing: Doing, device: DeviceRow, sim: SimRow | None, mounting: str, slot: str) -> InstallationRow:
    """Write the interval, valid or claimed, with a case for each clash."""
    work, act = doing.work, doing.act
    elsewhere = ledger.device_clashes(work, device.id, act.at)
    in_slot = ledger.slot_clashes(work, act.vehicle_id, slot, act.at)
    card_elsewhere = ledger.sim_clashes(work, sim.id, act.at) if sim else ()
    row = ledger.begin_line(
        work,
        InstallationRow(
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
        ),
    )
    if elsewhere:
        doing.open_case("device_elsewhere", device.terminal_no, ledger.described(elsewhere), row.id)
    elif in_slot:
        doing.open_case("slot_taken", device.terminal_no, ledger.described(in_slot), row.id)
    if sim and card_elsewhere:
        doing.open_case("sim_elsewhere", sim.iccid, ledger.described(card_elsewhere), row.id)
    return row


def begin_warranty(work: UnitOfWork, device: DeviceRow, day: date, inherited: date | None) -> None:
    """The first installation begins the warranty (R17); `inherited` is the last day of that of the terminal it replaces."""
    if device.warranty_start is None:
        product = work.session.get(ProductRow, device.product_code) if device.product_code else None
        device.warranty_start = day
        device.warranty_end = policies.warranty_end(day, product.warranty_months if product else 0, inherited)
        work.session.add(device)


def _bring_in(doing: Doing, device: DeviceRow, inherited: date | None) -> None:
    device.bound_for = None
    if doing.act.act != "transfer":
        begin_warranty(doing.work, device, local_day(doing.work, doing.act.at, doing.centre_id), inherited)
    doing.work.session.add(device)
    move_thing(doing.work, device, doing.vehicle.id, doing.occasion)


def _bring_card_in(doing: Doing, sim: SimRow, device: DeviceRow) -> None:
    sim.bound_for = None
    for warning in carrier_tasks.seated(doing.work, doing.act, sim, device, doing.centre_id):
        doing.warn(warning)
    doing.work.session.add(sim)
    move_thing(doing.work, sim, doing.vehicle.id, doing.occasion)
