"""Extras as the phone, the desk and the customer's page read them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import repository as orders
from backend.modules.work_orders.asked import extras, repository
from backend.modules.work_orders.asked.models import ExtraRow
from backend.modules.work_orders.asked.schemas import ExtraOut, OtherVehicleOut
from backend.modules.work_orders.asked.shapes import ExtraView
from backend.modules.work_orders.shapes import OrderView

COPIED = tuple(name for name in ExtraOut.model_fields if name not in ("name_zh", "name_en", "removal_approved"))
VIEWED = tuple(name for name in ExtraView.__dataclass_fields__)
MOST_VEHICLES = 200


def extras_of_visit(work: UnitOfWork, visit_id: str) -> list[ExtraView]:
    """The extras of a visit, asked, approved and declined, in the order they were asked for."""
    return [_view(one) for one in repository.extra_rows(work, [visit_id])]


def extras_to_answer(work: UnitOfWork, order_id: str) -> list[ExtraView]:
    """What the customer is asked by his link and may still answer there."""
    order = orders.order(work, order_id)
    if order.state in ("cancelled", "rejected"):
        return []
    visits = [one for one in orders.visits_of(work, order_id) if extras.may_answer(one.state, one.fees_total_fen)]
    found = repository.extra_rows(work, [one.id for one in visits])
    return [_view(one) for one in found if one.state == "asked" and one.by_link]


def _view(row: ExtraRow) -> ExtraView:
    return ExtraView(**{name: getattr(row, name) for name in VIEWED})


def extras_out(
    work: UnitOfWork, visit_ids: Collection[str], products: Mapping[str, inventory.Product], unseen: Collection[str]
) -> dict[str, list[ExtraOut]]:
    """By visit; `unseen` are the items that were added after the last approval by a person (R39)."""
    found: dict[str, list[ExtraOut]] = defaultdict(list)
    for row in repository.extra_rows(work, visit_ids):
        product = products.get(row.code)
        found[row.visit_id].append(
            ExtraOut(
                **{name: getattr(row, name) for name in COPIED},
                name_zh=product.name_zh if product else row.code,
                name_en=product.name_en if product else row.code,
                removal_approved=row.item_id not in unseen,
            )
        )
    return found


def other_vehicles(work: UnitOfWork, found: Collection[OrderView]) -> dict[str, Sequence[OtherVehicleOut]]:
    """By order, the customer's vehicles that are not in it, for adding one with no signal; of a large fleet the first."""
    fleets = {one: customers.vehicles_of(work, one) for one in {order.customer_id for order in found}}
    items = orders.items_of(work, [order.id for order in found])
    told = {}
    for order in found:
        taken = {one.vehicle_id for one in items.get(order.id, []) if one.state != "cancelled"}
        told[order.id] = _others(fleets[order.customer_id], taken)
    return told


def _others(fleet: Sequence[customers.Vehicle], taken: Collection[str]) -> Sequence[OtherVehicleOut]:
    others = [one for one in fleet if one.id not in taken and one.plate]
    return [
        OtherVehicleOut(
            vehicle_id=one.id, plate=one.plate, plate_colour=one.plate_colour, fleet_no=one.fleet_no,
            vehicle_type=one.vehicle_type, regulated=one.regulated,
        )
        for one in others[:MOST_VEHICLES]
    ]  # fmt: skip
