"""What was handed in without a record: an old part with its serial, or a thing that the field forgot to write down."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from backend.kernel.errors import Refusal
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import policies
from backend.modules.inventory import repository as stock
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, enter_thing, kind_of, place_id
from backend.modules.inventory.errors import NO_VAN, NUMBER_NEEDED, UNKNOWN_PRODUCT
from backend.modules.inventory.models import DeviceRow, PlaceRow, ProductRow
from backend.modules.inventory.removed import errors, repository
from backend.modules.inventory.removed.models import RemovedRow
from backend.modules.inventory.removed.opening import add_entry, entry
from backend.modules.inventory.removed.shapes import TakenOut
from backend.modules.inventory.shapes import PlaceRef


@dataclass(frozen=True)
class HandedIn:
    """One thing as the keeper names it: `technician_id` whose van it is on, None when it lies in the centre's store."""

    kind: Literal["device", "sim", "part"]
    number: str
    centre_id: str
    bound_for: Literal["warehouse", "factory", "scrap"]
    technician_id: str | None = None
    product_code: str | None = None
    removed_at: datetime | None = None
    told: TakenOut = field(default_factory=TakenOut)


def register(work: UnitOfWork, new: HandedIn) -> RemovedRow:
    """Open an entry for something that nobody recorded when it came out.

    A terminal or card must be by the books in that van or store; an old part may be new to the books, under its
    serial. Refuses 422 for what was never there and 409 for what is on the list already; nothing is written then.
    """
    place = _place(work, new)
    thing = _known(work, new)
    if thing is None and new.kind == "part":
        thing = _old_part(work, new, place)
    if thing is None or thing.place_id != place.id:
        raise Refusal(errors.NEVER_THERE, field="number", number=new.number)
    if repository.lock_open_of(work.session, kind_of(thing), thing.id) is not None:
        raise Refusal(errors.OPEN_ALREADY, field="number", number=new.number)
    thing.bound_for = new.bound_for
    thing.state = "faulty" if new.bound_for == "factory" else thing.state
    work.session.add(thing)
    row = entry(thing, new.bound_for, new.told, new.removed_at or work.now, work)
    row.centre_id, row.technician_id = new.centre_id, new.technician_id
    add_entry(work, row)
    return row


def _place(work: UnitOfWork, new: HandedIn) -> PlaceRow:
    work.actor.require_centre(new.centre_id)
    if new.technician_id is None:
        return ensure_place(work, PlaceRef("warehouse", new.centre_id))
    van = work.session.get(PlaceRow, place_id("van", new.technician_id))
    if van is None or van.centre_id != new.centre_id:
        raise Refusal(NO_VAN, field="technician_id")
    return van


def _known(work: UnitOfWork, new: HandedIn) -> Thing | None:
    if new.kind == "sim":
        return stock.lock_sim(work.session, policies.iccid_key(new.number)[0])
    imei = policies.imei_key(new.number) if new.kind == "device" else ""
    return stock.lock_one_device(work.session, policies.terminal_key(new.number), imei)


def _old_part(work: UnitOfWork, new: HandedIn, place: PlaceRow) -> DeviceRow:
    product = work.session.get(ProductRow, new.product_code) if new.product_code else None
    if product is None or product.kind != "part":  # a terminal does not enter the books as an old part
        sentence = UNKNOWN_PRODUCT if new.product_code else errors.PART_CODE_NEEDED
        raise Refusal(sentence, field="product_code", code=new.product_code)
    key = policies.terminal_key(new.number)
    if not key:
        raise Refusal(NUMBER_NEEDED, field="number")
    part = DeviceRow(terminal_no=key, product_code=product.code, place_id=place.id, state="faulty")
    enter_thing(work, part, Occasion(work.now, "removed_registered"))
    return part
