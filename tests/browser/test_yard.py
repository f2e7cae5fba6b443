"""R35 as people see it: a list that two work on, ticked off after the next sync, a clash settled at the desk, a part accepted."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect
from sqlmodel import select

from backend.kernel.actor import Actor
from backend.modules.auth.models import UserRow
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.sync.public import PhoneAct
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from tests.backend.visit_story import OFFICE, imei
from tests.browser.conftest import Stage
from tests.browser.test_screens import findings

VEHICLES = 18
PEOPLE = ("tech.sz01", "tech.sz02")


class List:
    """An order with many vehicles in the demo company, a lead and a mate at work on it."""

    def __init__(self, stage: Stage, vehicles: int) -> None:
        """Send both."""
        self.stage, self.units = stage, stage.house.units
        with self.units.write(OFFICE) as work:
            rows = [work.session.exec(select(UserRow).where(UserRow.username == one)).one() for one in PEOPLE]
            self.people, self.names = [str(one.technician_id) for one in rows], [one.name for one in rows]
            centre = technicians.technician(work, self.people[0]).centre_id
            owner = customers.add_customer(work, customers.NewCustomer(centre, "鹏城新能源物流"))
            site = customers.add_site(work, owner.id, customers.NewSite("坪山区聚龙路 1 号停车场", district="坪山区"))
            new = [customers.NewVehicle(owner.id, f"粤BD{50000 + 7 * n:05d}", "green") for n in range(vehicles)]
            cars = customers.load_vehicles(work, new)
            model = next(one.code for one in inventory.products(work) if one.kind == "device")
            for who, person in enumerate(self.people):
                van = inventory.PlaceRef("van", person)
                made = [(who, n) for n in range(vehicles)]
                stock = [inventory.NewDevice(f"YD{w}{n:04d}", imei(700000 + w * 1000 + n), model, van) for w, n in made]
                inventory.load_devices(work, stock)
            items = tuple(work_orders.NewItem(one, "YX") for one in cars)
            order = work_orders.create_order(
                work, work_orders.NewOrder("install", centre, owner.id, items, site_id=site.id, contact_name="赵国强")
            )
            order = work_orders.submit(work, order.id)
            if order.state == "submitted":
                order = work_orders.approve(work, order.id, order.version)
            self.order_id, self.no = order.id, order.no
            start, end = work.now, work.now + timedelta(hours=8)
            lead = work_orders.dispatch_visit(work, order.id, self.people[0], start, end, start, order.version)
            mate = work_orders.send_mate(work, lead.id, self.people[1], lead.version)
            self.visits = [lead.id, mate.id]
            self.items = [one.id for one in work_orders.items_of_visit(work, lead.id)]
            self.actors = [self._actor(work, person) for person in self.people]
        for who in range(2):
            for kind in ("visit.accept", "visit.contacted", "visit.set_off", "visit.arrive", "visit.start"):
                self.does(who, kind)

    def _actor(self, work: Any, technician_id: str) -> Actor:
        row = work.session.exec(select(UserRow).where(UserRow.technician_id == technician_id)).one()
        somebody = Actor(id=row.id, name=row.name, grants=(("technician", None),), technician_id=technician_id)
        return somebody.narrowed_to(frozenset({"technician"}))

    def does(self, who: int, kind: str, **payload: Any) -> None:
        """A command of one of the two, as his phone would send it."""
        command = self.stage.house.phone_commands[kind]
        with self.units.write(self.actors[who]) as work:
            act = PhoneAct(work.now)
            command.handler(work, act, command.payload_model.model_validate({"visit_id": self.visits[who], **payload}))

    def finishes(self, who: int, n: int) -> None:
        """He installs a terminal of his van in the `n`-th vehicle."""
        fields = {"act": "install", "new_device_no": imei(700000 + who * 1000 + n)}
        self.does(who, "item.record", item_id=self.items[n], fields=fields)
        self.does(who, "item.finish", item_id=self.items[n])


def look(page: Page) -> None:
    """The phone reads the office's news as it does whenever it comes to the front."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def sign(phone: Page) -> None:
    """The customer signs with the finger."""
    assert findings(phone) == []
    box = phone.get_by_test_id("sign-pad").bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 40, box["y"] + 60)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 160, box["y"] + 120, steps=6)
    phone.mouse.up()
    phone.get_by_test_id("sign-save").click()


def test_R35_two_on_one_list_from_the_phone_to_the_desk_and_back(stage: Stage) -> None:
    yard = List(stage, VEHICLES)
    yard.finishes(0, 0)
    phone = stage.person(PEOPLE[0], face="phone")
    phone.goto(f"{stage.url}/phone/visit/{yard.visits[0]}/list")
    expect(phone.get_by_test_id("yard-progress")).to_have_text(f"做完 1 / {VEHICLES} 台")
    for n in (1, 2, 3):
        yard.finishes(1, n)
    yard.does(0, "item.record", item_id=yard.items[4], fields={"mounting": "手套箱后"})
    yard.does(1, "item.record", item_id=yard.items[4], fields={"mounting": "仪表台下"})
    look(phone)
    expect(phone.get_by_test_id("yard-progress")).to_have_text(f"做完 4 / {VEHICLES} 台")
    expect(phone.get_by_test_id("row-粤BD50007")).to_contain_text(yard.names[1])
    expect(phone.get_by_test_id("clash-open")).to_contain_text("安装位置")
    assert findings(phone) == []
    stage.picture(phone, "yard-phone")
    phone.get_by_test_id("yard-tail").fill("021")
    expect(phone.get_by_test_id("yard-list").get_by_role("listitem")).to_have_count(1)
    phone.get_by_test_id("yard-tail").fill("")
    phone.get_by_test_id("yard-accept").click()
    phone.get_by_test_id("row-粤BD50014").click()
    stage.picture(phone, "yard-choosing")
    phone.get_by_test_id("yard-sign").click()
    sign(phone)
    expect(phone.get_by_text("已验收 3 台")).to_be_visible()

    desk = stage.person("dispatcher.sz")
    desk.goto(f"{stage.url}/desk/orders?id={yard.order_id}")
    section = desk.get_by_test_id("order-yard")
    section.scroll_into_view_if_needed()
    expect(section).to_contain_text("3 台")
    clash = desk.get_by_test_id("clash-粤BD50028-mounting")
    clash.get_by_text("手套箱后").click()
    stage.picture(desk, "yard-desk")
    assert findings(desk) == []
    desk.get_by_test_id("settle-clash").click()
    expect(clash).to_contain_text("定了：手套箱后")
    look(phone)
    expect(phone.get_by_test_id("clash-settled")).to_contain_text("手套箱后")
    assert stage.errors == []
