"""Charged parts that new ones replaced leave the vehicle under a number of their own, so that they have an end (R33)."""

from backend.kernel.ids import new_id
from backend.modules.inventory import policies, repository
from backend.modules.inventory.custody import enter_thing
from backend.modules.inventory.models import DeviceRow, ProductRow
from backend.modules.inventory.numbers_on_site import Doing, take_out
from backend.modules.inventory.shapes import OldPart

MOST = 20  # of one kind in one vehicle: more are counted by nobody on the road


def take_out_old_parts(doing: Doing) -> None:
    """Each old part enters the books in the vehicle and is taken out of it in the same moment.

    What is no charged part of the price list has no end to be followed to.
    """
    for old in doing.act.old_parts:
        product = doing.work.session.get(ProductRow, old.code)
        if product is None or product.consumable or product.price_fen <= 0:
            continue
        for place in range(min(old.quantity, MOST)):
            take_out(doing, _entered(doing, old, old.serial if place == 0 else ""), old.end)


def _entered(doing: Doing, old: OldPart, serial: str) -> DeviceRow:
    """A part without a serial number, or with one that the books have already, gets a number that is its own."""
    key = policies.terminal_key(serial)
    if not key or repository.lock_devices(doing.work.session, key, ""):
        key = f"{key or old.code}-{new_id()[-8:].upper()}"
    part = DeviceRow(terminal_no=key, product_code=old.code, place_id=doing.vehicle.id, state="faulty")
    enter_thing(doing.work, part, doing.occasion)
    return part
