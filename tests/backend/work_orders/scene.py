"""A small company on a fresh database: one customer with vehicles, two technicians with vans, and their phones."""

import hashlib
import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from PIL import Image
from sqlmodel import col, select

from backend.kernel.actor import Actor
from backend.kernel.clock import SettableClock
from backend.kernel.events import EventRow
from backend.kernel.ids import new_id
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.sync import files, service
from backend.modules.sync.schemas import AnswerOut, AnswersOut, CommandsIn
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.wiring import House

SZ = "0190a000-0000-7000-8000-000000000001"
GZ = "0190a000-0000-7000-8000-000000000002"
IMEIS = ("008601230000017", "008601230000025", "008601230000033")
ICCIDS = ("89860426192300000017", "89860626192300000015")


def actor(role: str, name: str = "", technician_id: str | None = None, centre_id: str | None = SZ) -> Actor:
    """Somebody with one role, as `allow` hands him over."""
    grants = ((role, centre_id),)
    somebody = Actor(id=new_id(), name=name or role, grants=grants, technician_id=technician_id)
    return somebody.narrowed_to(frozenset({role}))


def picture(colour: int = 1) -> bytes:
    """A small JPEG, different for each colour."""
    out = io.BytesIO()
    Image.new("RGB", (24, 24), (colour % 256, colour // 256, 7)).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Phone:
    """A technician's phone: sends commands in order through the inbox."""

    house: House
    holder: Actor
    client_id: str = field(default_factory=lambda: f"phone-{new_id()}")
    seq: int = 0

    def command(self, kind: str, payload: dict[str, Any], at: datetime | None = None) -> dict[str, Any]:
        """The next command of the outbox, as the wire has it."""
        self.seq += 1
        when = at or self.house.units.clock.now()
        return {
            "id": new_id(), "seq": self.seq, "kind": kind, "version": 1, "event_time": when.isoformat(),
            "counter": self.seq, "payload": payload,
        }  # fmt: skip

    def send(self, *commands: dict[str, Any]) -> AnswersOut:
        """Send a batch."""
        batch = CommandsIn.model_validate({"client_id": self.client_id, "commands": list(commands)})
        return service.receive(self.house.units, self.holder, self.house.phone_commands, batch)

    def tell(self, kind: str, visit_id: str, at: datetime | None = None, **payload: Any) -> AnswerOut:
        """Send one command about a visit; returns its answer."""
        answer = self.send(self.command(kind, {"visit_id": visit_id, **payload}, at)).answers[0]
        if answer.outcome == "held":
            self.seq -= 1  # it stays in the outbox
        return answer

    def must(self, kind: str, visit_id: str, at: datetime | None = None, **payload: Any) -> AnswerOut:
        """The same, and it has to be accepted."""
        answer = self.tell(kind, visit_id, at, **payload)
        assert answer.outcome == "accepted", answer
        return answer

    def hand_in(self, content: bytes) -> str:
        """Hand a file in; returns its hash."""
        digest = hashlib.sha256(content).hexdigest()
        with self.house.units.write(self.holder) as work:
            files.receive_file(work, self.house.files, digest, content)
        return digest

    def photo(self, visit_id: str, code: str, item_id: str | None = None) -> AnswerOut:
        """Take a photo and send it."""
        content = picture(int(hashlib.sha256(f"{visit_id}{code}{item_id}".encode()).hexdigest()[:3], 16))
        digest = self.hand_in(content)
        now = self.house.units.clock.now().isoformat()
        return self.must(
            "photo.add", visit_id, item_id=item_id, code=code, sha256=digest, size=len(content), taken_at=now
        )

    def to_work(self, visit_id: str) -> None:
        """From dispatched to working."""
        for kind in ("visit.accept", "visit.contacted", "visit.set_off", "visit.arrive", "visit.start"):
            self.must(kind, visit_id)


class Scene:
    """The company. Every helper uses a transaction of its own, as requests do."""

    def __init__(self, house: House, clock: SettableClock) -> None:
        """Fill the empty house."""
        self.house, self.clock, self.units = house, clock, house.units
        self.manager, self.dispatcher = actor("manager", "方经理"), actor("dispatcher", "小林")
        self.agent = actor("agent", "小陈")
        with self.units.write() as work:
            work_orders.load_defaults(work)
            inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
            owner = customers.add_customer(work, customers.NewCustomer(SZ, "顺捷冷链物流"))
            self.customer_id = owner.id
            self.site_id = customers.add_site(
                work,
                owner.id,
                customers.NewSite("坪山区丹梓北路 88 号", landmark="3 号门", district="坪山区", lat=22.7, lng=114.3),
            ).id
            self.vehicles = [
                customers.add_vehicle(
                    work, customers.NewVehicle(owner.id, f"粤B{12345 + n}", "blue", vehicle_type="轻型厢式货车")
                ).id
                for n in range(6)
            ]
            self.su, self.li = technicians.load_technicians(
                work,
                [
                    technicians.NewTechnician(SZ, "苏建国", "13800138001", 22.6, 114.0),
                    technicians.NewTechnician(SZ, "李明", "13800138002", 22.6, 114.1),
                ],
            )
            van = inventory.PlaceRef("van", self.su)
            inventory.load_devices(
                work,
                [inventory.NewDevice(f"T{n}00000", imei, "YX-100", van) for n, imei in enumerate(IMEIS, 1)],
            )
            inventory.load_sims(work, [inventory.NewSim(iccid, van) for iccid in ICCIDS])
        self.su_phone = Phone(house, actor("technician", "苏建国", self.su))
        self.li_phone = Phone(house, actor("technician", "李明", self.li))

    def new_order(self, kind: str = "install", vehicles: int = 1, **more: Any) -> work_orders.OrderView:
        """A draft with so many vehicles."""
        items = tuple(work_orders.NewItem(one, family="YX") for one in self.vehicles[:vehicles])
        new = work_orders.NewOrder(
            kind=kind, centre_id=SZ, customer_id=self.customer_id, items=items, site_id=self.site_id,
            contact_name="赵国强", contact_phone="13826640917", **more,
        )  # fmt: skip
        with self.units.write(self.agent) as work:
            return work_orders.create_order(work, new)

    def submitted(self, kind: str = "install", vehicles: int = 1, **more: Any) -> work_orders.OrderView:
        """An order that waits for approval."""
        order = self.new_order(kind, vehicles, **more)
        with self.units.write(self.agent) as work:
            return work_orders.submit(work, order.id)

    def approved(self, kind: str = "install", vehicles: int = 1, **more: Any) -> work_orders.OrderView:
        """An order that waits for dispatch."""
        order = self.submitted(kind, vehicles, **more)
        with self.units.write(self.manager) as work:
            return work_orders.approve(work, order.id, order.version)

    def send(
        self, order_id: str, technician_id: str | None = None, by: Actor | None = None, **more: Any
    ) -> work_orders.VisitView:
        """Dispatch a technician for this afternoon."""
        start = self.clock.now() + timedelta(hours=2)
        with self.units.write(by or self.dispatcher) as work:
            version = more.pop("version", None) or work_orders.order(work, order_id).version
            return work_orders.dispatch_visit(
                work, order_id, technician_id or self.su, start, start + timedelta(hours=2), start, version, **more
            )

    def order(self, order_id: str) -> work_orders.OrderView:
        """The order as it is."""
        with self.units.read() as work:
            return work_orders.order(work, order_id)

    def visit(self, visit_id: str) -> work_orders.VisitView:
        """The visit as it is."""
        with self.units.read() as work:
            return work_orders.visit(work, visit_id)

    def items(self, order_id: str) -> list[work_orders.ItemView]:
        """The order's items as they are."""
        with self.units.read() as work:
            return work_orders.items(work, order_id)

    def pay(self, visit_id: str, total: int = 0, collected: int = 0) -> None:
        """What finance does."""
        with self.units.write() as work:
            work_orders.mark_fees(work, visit_id, total)
            work_orders.mark_collected(work, visit_id, collected)

    def facts(self, order_id: str) -> list[str]:
        """The names of the facts told about an order, first to last."""
        with self.units.read() as work:
            query = select(EventRow.name).where(EventRow.subject == f"order:{order_id}").order_by(col(EventRow.id))
            return list(work.session.exec(query))

    def put_in(self, vehicle_id: str) -> inventory.Device:
        """Put terminal 3 into a vehicle, as if long ago."""
        with self.units.write() as work:
            device = inventory.find_device(work, IMEIS[2])
            assert device is not None
            before = self.clock.now() - timedelta(days=300)
            inventory.load_installations(work, [inventory.NewInstallation(vehicle_id, device.id, None, before)])
            found = inventory.find_device(work, IMEIS[2])
        assert found is not None
        return found

    def finish_item(self, phone: Phone, visit_id: str, item_id: str, number: str = IMEIS[0]) -> AnswerOut:
        """Record, photograph and finish an installation."""
        fields = {"vehicle_confirmed": True, "act": "install", "new_device_no": number, "new_iccid": ICCIDS[0]}
        phone.must("item.record", visit_id, item_id=item_id, fields=fields)
        for code in ("P2", "P4", "P8"):
            phone.photo(visit_id, code, item_id)
        return phone.must("item.finish", visit_id, item_id=item_id)
