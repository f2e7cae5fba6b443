"""An entry is opened in the moment in which something is taken out of a vehicle (R33)."""

from datetime import date, datetime

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory.local_time import local_day
from backend.modules.inventory.models import DeviceRow, PlaceRow, SimRow
from backend.modules.inventory.removed import repository
from backend.modules.inventory.removed.events import PartTakenOut
from backend.modules.inventory.removed.following import about, finish
from backend.modules.inventory.removed.models import RemovedRow
from backend.modules.inventory.removed.shapes import TakenOut
from backend.modules.inventory.shapes import FieldAct

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another when read from a label


def note_taken_out(
    work: UnitOfWork, thing: DeviceRow | SimRow, act: FieldAct, centre_id: str | None, van: PlaceRow, end: str
) -> None:
    """Open the entry of a thing that was just taken out and must come to `end`.

    What stays on the van for use, or with the customer, has ended in the same moment.
    """
    transfer = act.act == "transfer" and act.from_vehicle_id is not None
    row = entry(thing, end, act.taken_out, act.at, work)
    row.centre_id, row.technician_id = centre_id, act.technician_id
    row.vehicle_id, row.visit_id = act.from_vehicle_id if transfer else act.vehicle_id, act.visit_id
    add_entry(work, row)
    if end in ("customer", "van"):
        finish(work, row, "customer" if end == "customer" else "restocked", van.id, note="")
        work.session.flush()


def entry(thing: DeviceRow | SimRow, bound_for: str, told: TakenOut, at: datetime, work: UnitOfWork) -> RemovedRow:
    """A new entry of a thing where it is now, with what is known of the occasion; not yet written."""
    is_device = isinstance(thing, DeviceRow)
    number, second = (thing.terminal_no, thing.imei) if isinstance(thing, DeviceRow) else (thing.iccid, thing.msisdn)
    return RemovedRow(
        label_no="",
        kind="device" if is_device else "sim",
        thing_id=thing.id,
        number=number,
        second_number=second,
        product_code=thing.product_code,
        place_id=thing.place_id,
        removed_at=at,
        recorded_at=work.now,
        bound_for=bound_for,
        plate=told.plate,
        plate_colour=told.plate_colour,
        order_no=told.order_no,
        symptom_zh=told.symptom_zh,
        symptom_en=told.symptom_en,
        technician_name=told.technician_name,
    )


def add_entry(work: UnitOfWork, row: RemovedRow) -> None:
    """Write a new entry; one that was open for the same thing ends, since it can't be in two vehicles' stories."""
    older = repository.lock_open_of(work.session, row.kind, row.thing_id)
    if older is not None:
        finish(work, older, "restocked", older.place_id, note="")
        work.session.flush()
    row.label_no = label_no(row, local_day(work, row.removed_at, row.centre_id))
    work.session.add(row)
    work.session.flush()
    work.record(
        PartTakenOut(**about(row), bound_for=row.bound_for, visit_id=row.visit_id, technician_id=row.technician_id)
    )


def label_no(row: RemovedRow, day: date) -> str:
    """The number on the label: the day where it was taken out and five signs out of the entry's id, to be read aloud: 261122-7K3MQ."""
    left, signs = int(row.id.replace("-", ""), 16) % len(_SIGNS) ** 5, ""
    for _ in range(5):
        left, index = divmod(left, len(_SIGNS))
        signs += _SIGNS[index]
    return f"{day:%y%m%d}-{signs}"
