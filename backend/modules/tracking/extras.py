"""Extra work on the customer's page (R17, R28): what it is, what it costs, yes or no."""

from dataclasses import dataclass

from backend.kernel.errors import Refusal
from backend.kernel.money import yuan
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.tracking.errors import YES_OR_NO
from backend.modules.tracking.links import order_behind
from backend.modules.tracking.words import say
from backend.modules.work_orders import public as work_orders


@dataclass(frozen=True)
class Extra:
    """One thing that the customer is asked; `amount` in words, empty for a vehicle."""

    id: str
    plate: str
    colour: str
    what: str
    amount: str
    note: str


def extras(work: UnitOfWork, order_id: str, lang: str) -> tuple[Extra, ...]:
    """What the customer may answer now, oldest first."""
    asked = work_orders.extras_to_answer(work, order_id)
    if not asked:
        return ()
    vehicle_of = {one.id: one.vehicle_id for one in work_orders.items(work, order_id)}
    vehicles = customers.vehicles(work, list(vehicle_of.values()))
    products = {one.code: one.name_zh if lang == "zh" else one.name_en for one in inventory.products(work)}
    return tuple(_extra(one, vehicles[vehicle_of[one.item_id]], products, lang) for one in asked)


def _extra(one: work_orders.ExtraView, vehicle: customers.Vehicle, products: dict[str, str], lang: str) -> Extra:
    if one.kind == "vehicle":
        return Extra(one.id, vehicle.plate, vehicle.plate_colour, say(lang, "extra_vehicle"), "", one.note)
    name = products.get(one.code, one.code)
    what = name if one.quantity == 1 else say(lang, "did_part", name=name, n=one.quantity)
    return Extra(one.id, vehicle.plate, vehicle.plate_colour, what, yuan(one.amount_fen), one.note)


def answer(work: UnitOfWork, token: str, extra_id: str, said: str, reason: str) -> None:
    """Take the customer's yes or no; refuses anything else."""
    order_id = order_behind(work, token)
    if said not in ("yes", "no"):
        raise Refusal(YES_OR_NO, field="answer")
    work_orders.answer_by_link(work, order_id, extra_id, said == "yes", "" if said == "yes" else reason.strip()[:300])
