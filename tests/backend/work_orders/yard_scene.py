"""A yard: one order, many vehicles, three technicians with vans and phones on one list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from stdnum import luhn

from backend.kernel.clock import SettableClock
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.inventory import repository as inventory_rows
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.yard.clashes import clashes_of
from backend.modules.work_orders.yard.schemas import ClashOut
from backend.wiring import House
from tests.backend.work_orders.scene import SZ, Phone, Scene, actor, picture


def imei(serial: int) -> str:
    """A valid IMEI."""
    body = f"0086013{serial:07d}"
    return body + str(luhn.calc_check_digit(body))


class Yard(Scene):
    """Su leads; Li and Chen are sent after him. Each van holds as many terminals as there are vehicles."""

    def __init__(self, house: House, clock: SettableClock, vehicles: int = 3) -> None:
        """Bring the people, and one list at work."""
        super().__init__(house, clock)
        self.lists_opened = 0
        with self.units.write() as work:
            [self.chen] = technicians.load_technicians(
                work, [technicians.NewTechnician(SZ, "陈志远", "13800138003", 22.6, 114.2)]
            )
        self.people = (self.su, self.li, self.chen)
        self.phones = (self.su_phone, self.li_phone, Phone(house, actor("technician", "陈志远", self.chen)))
        self.open_list(vehicles)

    def open_list(self, vehicles: int) -> None:
        """Another order with vehicles and terminals of its own; all three are sent to it and at work."""
        self.lists_opened += 1
        with self.units.write() as work:
            first = 10000 * self.lists_opened
            new = [customers.NewVehicle(self.customer_id, f"粤B{first + n}", "green") for n in range(vehicles)]
            self.vehicles = customers.load_vehicles(work, new)
            for who, person in enumerate(self.people):
                van = inventory.PlaceRef("van", person)
                numbers = [self.terminal(who, n) for n in range(vehicles)]
                inventory.load_devices(work, [inventory.NewDevice(f"Y{one}", one, "YX-100", van) for one in numbers])
        self.order_id = self.approved("install", vehicles).id
        lead = self.send(self.order_id)
        self.visits = [lead.id, self.mate(lead.id, self.li), self.mate(lead.id, self.chen)]
        for phone, visit in zip(self.phones, self.visits, strict=True):
            phone.to_work(visit)
        self.item_ids = [one.id for one in self.items(self.order_id)]

    def mate(self, visit_id: str, technician_id: str) -> str:
        """Send one more to the list."""
        with self.units.write(self.dispatcher) as work:
            version = work_orders.visit(work, visit_id).version
            return work_orders.send_mate(work, visit_id, technician_id, version).id

    def terminal(self, who: int, n: int) -> str:
        """A terminal on the van of the `who`-th technician."""
        return imei(self.lists_opened * 10000 + who * 1000 + n)

    def says(self, who: int, n: int, at: datetime | None = None, based_on: int | None = None, **fields: Any) -> Any:
        """The `who`-th technician writes something down about the `n`-th vehicle."""
        more = {} if based_on is None else {"based_on": based_on}
        return self.phones[who].must(
            "item.record", self.visits[who], at, item_id=self.item_ids[n], fields=fields, **more
        )

    def does(self, who: int, n: int, at: datetime | None = None) -> Any:
        """He finishes it with a terminal of his van and the pictures."""
        self.says(who, n, at, act="install", new_device_no=self.terminal(who, n))
        return self.phones[who].must("item.finish", self.visits[who], at, item_id=self.item_ids[n])

    def item(self, n: int) -> work_orders.ItemView:
        """The vehicle as it is."""
        return self.items(self.order_id)[n]

    def clashes(self) -> list[ClashOut]:
        """What two said differently."""
        with self.units.read(self.dispatcher) as work:
            return clashes_of(work, [self.order_id])

    def lists(self) -> list[set[int]]:
        """The vehicles on each one's list, by their place."""
        with self.units.read() as work:
            found = [work_orders.items_of_visit(work, one) for one in self.visits]
        return [{self.item_ids.index(one.id) for one in some} for some in found]

    def cases(self) -> list[str]:
        """The codes of the ledger's cases."""
        with self.units.read() as work:
            found = [inventory_rows.cases_of_visit(work.session, one) for one in self.visits]
        return sorted(one.code for some in found for one in some)

    def sign_for(self, who: int, places: Sequence[int], colour: int = 40) -> Any:
        """The customer signs on this phone for these vehicles."""
        sha = self.phones[who].hand_in(picture(colour))
        items = [self.item_ids[n] for n in places]
        return self.phones[who].must("visit.sign", self.visits[who], item_ids=items, sha256=sha, signer="赵国强")
