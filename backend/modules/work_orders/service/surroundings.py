"""What stands around orders in other modules, read in batches: customers, sites, vehicles, what is installed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.customers.public import Customer, Site, Vehicle
from backend.modules.inventory import public as inventory
from backend.modules.work_orders.schemas import CardOut, InstalledOut
from backend.modules.work_orders.shapes import ItemView, OrderView


@dataclass(frozen=True)
class Surroundings:
    """By id: customers, sites, vehicles and what is installed in them."""

    customers: dict[str, Customer]
    sites: dict[str, Site]
    vehicles: dict[str, Vehicle]
    installed: dict[str, inventory.Installed]

    def site_of(self, order: OrderView) -> Site | None:
        """The order's site, if it has one."""
        return self.sites.get(order.site_id) if order.site_id else None

    def customer_name(self, order: OrderView) -> str:
        """The customer's name, empty when unknown."""
        found = self.customers.get(order.customer_id)
        return found.name if found else ""

    def installed_of(self, item: ItemView) -> inventory.Installed | None:
        """What sits in the item's vehicle; before a transfer, in the vehicle it comes from."""
        here = self.installed.get(item.vehicle_id)
        return here or (self.installed.get(item.from_vehicle_id) if item.from_vehicle_id else None)


def around(
    work: UnitOfWork, orders: Iterable[OrderView], items: Iterable[ItemView], *, with_installed: bool = True
) -> Surroundings:
    """Read what stands around these orders and items."""
    listed = list(orders)
    vehicle_ids = {one.vehicle_id for one in items}
    vehicle_ids |= {one.from_vehicle_id for one in items if one.from_vehicle_id}
    return Surroundings(
        customers=customers.customers(work, {one.customer_id for one in listed}),
        sites=customers.sites_by_id(work, {one.site_id for one in listed if one.site_id}),
        vehicles=customers.vehicles(work, vehicle_ids),
        installed=inventory.installed_in(work, vehicle_ids) if with_installed else {},
    )


def in_warranty(installed: inventory.Installed | None, today: date) -> bool:
    """Whether what sits in the vehicle is in warranty today; with nothing in it, no."""
    end = installed.device.warranty_end if installed else None
    return end is not None and end >= today


def installed_out(
    installed: inventory.Installed | None, rebinds: Mapping[str, int] | None = None
) -> InstalledOut | None:
    """What sits in a vehicle, for the wire; `rebinds` counts those of each card this month."""
    if installed is None:
        return None
    device, sim = installed.device, installed.sim
    times = (rebinds or {}).get(sim.iccid[:19], 0) if sim else 0
    return InstalledOut(
        terminal_no=device.terminal_no,
        imei=device.imei,
        iccid=sim.iccid if sim else "",
        product_name_zh=device.product_name_zh,
        product_name_en=device.product_name_en,
        warranty_end=device.warranty_end,
        card=CardOut(
            operator=sim.operator, card_type=sim.card_type, bound_imei=sim.bound_imei or device.imei, rebinds=times
        )
        if sim
        else None,
    )
