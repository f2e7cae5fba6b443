"""A day told in few words: customers, vehicles with terminals, orders, and what a technician does about them.

Everything goes through the modules' own public doors and the phone's commands, so nothing here can differ from the app.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from stdnum import luhn

from backend.kernel.actor import Actor
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.sync.public import PhoneAct
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.backend.conftest import SHENZHEN

OFFICE = Actor(
    id="office",
    name="王经理",
    grants=(("manager", None), ("dispatcher", None), ("agent", None)),
    scope=None,
)


def imei(serial: int) -> str:
    """A valid IMEI of the test body."""
    body = f"0086012{serial:07d}"
    return body + str(luhn.calc_check_digit(body))


@dataclass(frozen=True)
class Sent:
    """An order with its one visit."""

    order_id: str
    visit_id: str
    item_ids: tuple[str, ...]
    vehicle_ids: tuple[str, ...]
    technician_id: str


@dataclass
class Story:
    """The cast and the stage; `technician` is Su unless a test adds more."""

    house: House
    customer_id: str = ""
    technician_id: str = ""
    serial: int = 0
    people: dict[str, Actor] = field(default_factory=dict)

    @classmethod
    def begin(cls, house: House) -> "Story":
        """One customer, one technician with a stocked van, the usual price list."""
        story = cls(house)
        with house.units.write() as work:
            inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
            contact = customers.NewContact("李队长", "13800138000")
            new = customers.NewCustomer(SHENZHEN.id, "深港冷链", contacts=(contact,))
            story.customer_id = customers.load_customers(work, [new])[0]
        story.technician_id = story.add_technician("苏建国")
        return story

    def add_technician(self, name: str, centre_id: str = SHENZHEN.id) -> str:
        """Another technician with parts and two terminals on the van."""
        with self.house.units.write() as work:
            person = technicians.NewTechnician(centre_id, name, "13900139000", 22.54, 113.95)
            key = technicians.load_technicians(work, [person])[0]
            van = inventory.PlaceRef("van", key, centre_id=centre_id, name=name)
            parts = ("ANT-GNSS", "RELAY", "CAM-1080", "TIE")
            inventory.load_stock(work, [inventory.NewStock(van, code, 100) for code in parts])
        self.people[key] = Actor(
            id=f"user-{key}", name=name, grants=(("technician", centre_id),),
            scope=frozenset({centre_id}), technician_id=key,
        )  # fmt: skip
        return key

    def new_terminal(self, technician_id: str | None = None, product: str = "BD-500") -> str:
        """A terminal on the van; returns its number."""
        self.serial += 1
        who = technician_id or self.technician_id
        van = inventory.PlaceRef("van", who, centre_id=SHENZHEN.id)
        number = f"T-{self.serial:05d}"
        with self.house.units.write() as work:
            inventory.load_devices(work, [inventory.NewDevice(number, imei(self.serial), product, van)])
        return number

    def vehicle(self, warranty_until: datetime | None = None, installed: bool = True) -> str:
        """A vehicle, with a terminal since 400 days unless it is bare; `warranty_until` by its last day."""
        self.serial += 1
        with self.house.units.write() as work:
            new = customers.NewVehicle(self.customer_id, f"粤B{10000 + self.serial}", "blue")
            key = customers.load_vehicles(work, [new])[0]
            if installed:
                end = warranty_until.date() if warranty_until else None
                place = inventory.PlaceRef("vehicle", key)
                device = inventory.NewDevice(f"T-{self.serial:05d}", imei(self.serial), "BD-500", place, end, end)
                device_id = inventory.load_devices(work, [device])[0]
                since = work.now - timedelta(days=400)
                inventory.load_installations(work, [inventory.NewInstallation(key, device_id, None, since)])
        return key

    def send(self, *vehicle_ids: str, kind: str = "repair", technician_id: str | None = None, **more: Any) -> Sent:
        """An approved order for these vehicles, dispatched for now."""
        who = technician_id or self.technician_id
        with self.house.units.write(OFFICE) as work:
            items = tuple(work_orders.NewItem(one, "BD") for one in vehicle_ids)
            new = work_orders.NewOrder(
                kind, SHENZHEN.id, self.customer_id, items, contact_name="李队长",
                contact_phone="13800138000", symptom="不定位", **more,
            )  # fmt: skip
            order = work_orders.create_order(work, new)
            order = work_orders.submit(work, order.id)
            order = work_orders.approve(work, order.id, order.version)
            visit = work_orders.dispatch_visit(
                work, order.id, who, work.now, work.now + timedelta(hours=2), work.now, order.version
            )
            found = tuple(item.id for item in work_orders.items_of_visit(work, visit.id))
        return Sent(order.id, visit.id, found, tuple(vehicle_ids), who)

    def does(self, sent: Sent, kind: str, at: datetime | None = None, **payload: Any) -> dict[str, Any] | None:
        """One phone command about a visit, in its own transaction; a refusal comes out as it is."""
        return self.phone(sent.technician_id, kind, at, visit_id=sent.visit_id, **payload)

    def phone(self, technician_id: str, kind: str, at: datetime | None = None, **payload: Any) -> dict[str, Any] | None:
        """One phone command of a technician."""
        command = self.house.phone_commands[kind]
        with self.house.units.write(self.people[technician_id]) as work:
            act = PhoneAct(at or work.now)
            answer: dict[str, Any] | None = command.handler(work, act, command.payload_model.model_validate(payload))
        return answer

    def arrives(self, sent: Sent) -> None:
        """From accepting to the start of work."""
        for kind in ("visit.accept", "visit.contacted", "visit.set_off", "visit.arrive", "visit.start"):
            self.does(sent, kind)

    def works(self, sent: Sent, **fields: Any) -> None:
        """Arrive, and write the same down for every vehicle; nothing swapped unless said."""
        self.arrives(sent)
        for item_id in sent.item_ids:
            self.does(sent, "item.record", item_id=item_id, fields={"act": "none", **fields})
            self.does(sent, "item.finish", item_id=item_id)

    def leaves(self, sent: Sent) -> None:
        """Signed and completed; what follows from it is delivered."""
        self.does(sent, "visit.sign", reason="客户不在", signer="")
        self.does(sent, "visit.complete")
        self.house.courier.run_until_idle()

    def free_repair(self, warranty_days: int = 100) -> Sent:
        """A repair in warranty from call to completion."""
        until = self.house.units.clock.now() + timedelta(days=warranty_days)
        sent = self.send(self.vehicle(until))
        self.works(sent, remedy="重新插紧天线")
        self.does(sent, "fees.confirm", total_fen=0)
        self.leaves(sent)
        return sent

    def paid_repair(self, parts: dict[str, int] | None = None, technician_id: str | None = None) -> tuple[Sent, int]:
        """A repair out of warranty, its fees confirmed and nothing paid yet; returns the total in fen."""
        until = self.house.units.clock.now() - timedelta(days=10)
        sent = self.send(self.vehicle(until), technician_id=technician_id)
        self.works(sent, parts=parts or {"ANT-GNSS": 2})
        prices = {one.code: one.price_fen for one in inventory.DEFAULT_PRODUCTS}
        total = sum(prices[code] * count for code, count in (parts or {"ANT-GNSS": 2}).items())
        self.does(sent, "fees.confirm", total_fen=total)
        return sent, total

    def order(self, sent: Sent) -> work_orders.OrderView:
        """The order as it stands."""
        with self.house.units.read() as work:
            return work_orders.order(work, sent.order_id)
