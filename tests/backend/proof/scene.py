"""Vehicles that are done while a simulated platform watches them over real HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from sqlmodel import col, select
from stdnum import luhn

from backend.gps_platform.simulated import Behaviour, Simulator
from backend.kernel.clock import SettableClock
from backend.kernel.events import EventRow
from backend.kernel.jobs import run_due
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.proof import jobs, repository
from backend.modules.proof.models import ProofAnswerRow, ProofRow, ReworkRow
from backend.modules.technicians import public as technicians
from backend.modules.technicians.models import ShiftRow
from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.backend.conftest import SHENZHEN
from tests.backend.visit_story import Sent, Story

YARD = (22.6200, 114.0300)
PAPERS = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P12", "P14", "P17")


def iccid(serial: int) -> str:
    """A valid ICCID of 20 digits."""
    body = f"8986042619{serial:09d}"
    return body + str(luhn.calc_check_digit(body))


@dataclass(frozen=True)
class Arrived:
    """A technician at work on a bare vehicle, with the terminal and the card that he brought."""

    sent: Sent
    number: str
    card: str
    vehicle: customers.Vehicle


@dataclass
class Scene:
    """A story with a platform: what is fitted is put into the simulated fleet as it behaves.

    `arrived` is the visit with which every scene begins; the first terminal to be fitted is fitted there.
    """

    story: Story
    house: House
    clock: SettableClock
    platform: Simulator
    client: Callable[..., Any]
    serial: int = 0
    arrived: Arrived | None = None

    def vehicle(self) -> tuple[str, customers.Vehicle]:
        """A bare vehicle with plate and VIN."""
        self.serial += 1
        with self.house.units.write() as work:
            new = customers.NewVehicle(
                self.story.customer_id, f"粤B{20000 + self.serial}", "yellow", vin=f"LZZ5ELNB7RN{self.serial:06d}"
            )
            key = customers.load_vehicles(work, [new])[0]
            return key, customers.vehicle(work, key)

    def card(self) -> str:
        """A card on the technician's van; returns its number."""
        self.serial += 1
        number = iccid(self.serial)
        van = inventory.PlaceRef("van", self.story.technician_id, centre_id=SHENZHEN.id)
        with self.house.units.write() as work:
            inventory.load_sims(work, [inventory.NewSim(number, van, card_type="phone")])
        return number

    def imei_of(self, terminal_no: str) -> str:
        """The IMEI under which the platform knows a terminal."""
        with self.house.units.read() as work:
            found = inventory.find_device(work, terminal_no)
            assert found is not None
            return found.imei

    def fit(
        self, behaviour: Behaviour = Behaviour.HEALTHY, *, product: str = "BD-500", leave: bool = True, **told: Any
    ) -> "Fitted":
        """An installation from dispatch to completion; the terminal is powered when the work starts."""
        begun, self.arrived = self.arrived, None
        if begun is None or product != "BD-500":
            begun = self.begin(product)
        sent, number, card, vehicle = begun.sent, begun.number, begun.card, begun.vehicle
        imei = self.imei_of(number)
        said = {"name": vehicle.plate, "lat": YARD[0], "lng": YARD[1], "iccid": card, "vin": vehicle.vin, **told}
        self.clock.advance(minutes=5)
        self.platform.fleet.put(imei, self.clock.now(), behaviour=behaviour, **said)
        self.clock.advance(minutes=25)
        fitted = Fitted(self, sent, number, imei, card, vehicle)
        fitted.finish()
        if leave:
            fitted.leave()
        return fitted

    def mends(self, vehicle_id: str, kind: str = "repair", **fields: Any) -> Sent:
        """A visit to a vehicle at which nothing is swapped, unless `fields` say so; the platform is asked once."""
        sent = self.story.send(vehicle_id, kind=kind)
        self.arrives(sent)
        self.clock.advance(minutes=30)
        item = sent.item_ids[0]
        self.story.does(sent, "item.record", item_id=item, fields={"act": "none", "remedy": "重新接线", **fields})
        self.story.does(sent, "item.finish", item_id=item)
        self.tick()
        return sent

    def proofs_of(self, sent: Sent) -> list[ProofRow]:
        """The proofs of an order."""
        with self.house.units.read() as work:
            return list(repository.of_order(work.session, sent.order_id))

    def begin(self, product: str = "BD-500") -> Arrived:
        """To work on a bare vehicle, with a terminal and a card."""
        vehicle_id, vehicle = self.vehicle()
        number, card = self.story.new_terminal(product=product), self.card()
        sent = self.story.send(vehicle_id, kind="install")
        self.arrives(sent)
        return Arrived(sent, number, card, vehicle)

    def arrives(self, sent: Sent) -> None:
        """To the yard, where the phone knows its place."""
        for kind in ("visit.accept", "visit.contacted", "visit.set_off"):
            self.story.does(sent, kind)
        self.story.does(sent, "visit.arrive", lat=YARD[0], lng=YARD[1])
        self.story.does(sent, "visit.start")

    def tick(self, **later: float) -> None:
        """Time passes, facts are delivered, and the platform is asked about what is due."""
        self.clock.advance(**later)
        self.house.courier.run_until_idle()
        run_due(self.house.units, jobs.JOBS)
        self.house.courier.run_until_idle()

    def ranked_first(self, order_id: str) -> tuple[str, str]:
        """Whom the dispatcher is to send, among four who work round the clock, and the first reason for it."""
        hours = {"start_min": 0, "end_min": 1439}
        with self.house.units.write() as work:
            others = [technicians.NewTechnician(SHENZHEN.id, name, "13900139001", 22.6, 114.0) for name in "李何吴"]
            for who in (self.story.technician_id, *technicians.load_technicians(work, others)):
                work.session.add_all(ShiftRow(technician_id=who, weekday=day, **hours) for day in range(7))
        ranked = self.client("dispatcher").get(f"/api/orders/{order_id}/ranking").json()["ranked"]
        assert len(ranked) == 4
        return ranked[0]["technician_id"], ranked[0]["reasons"][0]["code"]

    def ill(self, illness: str) -> None:
        """The platform is down or slow, or well again."""
        answer = httpx.put(
            f"{self.platform.url}/control/platform", json={"illness": illness},
            headers={"authorization": f"Bearer {self.platform.token}"},
        )  # fmt: skip
        assert answer.status_code == 200

    def reworks(self) -> list[ReworkRow]:
        """Every suggestion."""
        with self.house.units.read() as work:
            return list(work.session.exec(select(ReworkRow)))

    def called(self, name: str) -> list[dict[str, Any]]:
        """The facts of a name, oldest first."""
        with self.house.units.read() as work:
            found = select(EventRow.payload).where(EventRow.name == name).order_by(EventRow.id)
            return [dict(one) for one in work.session.exec(found)]


@dataclass
class Fitted:
    """A terminal in a vehicle, and the visit that brought it there."""

    scene: Scene
    sent: Sent
    number: str
    imei: str
    card: str
    vehicle: customers.Vehicle

    def finish(self, **fields: Any) -> None:
        """Recorded on the phone, delivered, and the platform asked once."""
        story, item = self.scene.story, self.sent.item_ids[0]
        said = {
            "act": "install",
            "new_device_no": self.number,
            "new_iccid": self.card,
            "mounting": "驾驶台下",
            **fields,
        }
        story.does(self.sent, "item.record", item_id=item, fields=said)
        story.does(self.sent, "item.finish", item_id=item)
        self.scene.tick()

    def leave(self) -> None:
        """Fees, signature, completion."""
        self.scene.story.does(self.sent, "fees.confirm", total_fen=0)
        self.scene.story.leaves(self.sent)

    @property
    def proof(self) -> ProofRow:
        """The newest proof of the vehicle."""
        with self.scene.house.units.read() as work:
            query = select(ProofRow).where(ProofRow.item_id == self.sent.item_ids[0]).order_by(col(ProofRow.id).desc())
            found = work.session.exec(query).first()
            assert found is not None
            return found

    @property
    def checks(self) -> dict[str, str]:
        """State by check."""
        return {one["code"]: one["state"] for one in self.proof.checks}

    def value(self, code: str) -> str:
        """What was measured, in Chinese."""
        return next(str(one["value_zh"]) for one in self.proof.checks if one["code"] == code)

    @property
    def answers(self) -> list[ProofAnswerRow]:
        """Every asking, oldest first."""
        with self.scene.house.units.read() as work:
            query = select(ProofAnswerRow).where(ProofAnswerRow.proof_id == self.proof.id)
            return list(work.session.exec(query.order_by(ProofAnswerRow.id)))

    @property
    def order(self) -> work_orders.OrderView:
        """The order now."""
        return self.scene.story.order(self.sent)

    @property
    def item(self) -> work_orders.ItemView:
        """The vehicle's item now."""
        with self.scene.house.units.read() as work:
            return work_orders.items(work, self.sent.order_id)[0]

    @property
    def visit(self) -> work_orders.VisitView:
        """The visit now."""
        with self.scene.house.units.read() as work:
            return work_orders.visit(work, self.sent.visit_id)

    def device(self) -> inventory.Device:
        """The terminal in the books."""
        with self.scene.house.units.read() as work:
            found = inventory.find_device(work, self.number)
            assert found is not None
            return found

    def control(self, **told: Any) -> None:
        """The terminal behaves otherwise from now on."""
        known = self.scene.platform.fleet.find(self.imei)
        assert known is not None
        self.scene.platform.fleet.put(self.imei, told.pop("since", known.since), **told)
