"""A day in Shenzhen: four technicians of the centre, one of Guangzhou, one partner, and orders to place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from httpx import Response

from backend.kernel.actor import SYSTEM
from backend.modules.customers import public as customers
from backend.modules.customers.public import NewContact, NewCustomer, NewSite, NewVehicle
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import NewDevice, NewSim, PlaceRef
from backend.modules.technicians import public as technicians
from backend.modules.technicians.public import NewTechnician, WeekdayShift
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import NewApprovalRule, NewItem, NewOrder
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, NOW, SHENZHEN

DAY_SHIFT = (WeekdayShift(0, 8 * 60, 18 * 60, 12 * 60, 60),)
LATE_SHIFT = (WeekdayShift(0, 16 * 60, 24 * 60),)


@dataclass(frozen=True)
class Town:
    """The people, and the customer."""

    liang: str  # near, has the terminal and the card
    chen: str  # far off, has them too
    he: str  # not qualified for video
    xie: str  # no terminal on the van
    luo: str  # begins at 16:00
    partner: str
    guangzhou: str
    customer_id: str
    vehicle_ids: tuple[str, ...]


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the test's day, in Shenzhen's time."""
    return NOW.replace(hour=0, minute=0) + timedelta(hours=hour - 8, minutes=minute)


def person(name: str, lat: float, lng: float, **more: Any) -> NewTechnician:
    usual: dict[str, Any] = {
        "skills": {"S02": 2, "S03": 2, "S07": 2, "S01": 2, "S09": 2},
        "shifts": DAY_SHIFT,
        "centre_id": SHENZHEN.id,
    }
    return NewTechnician(name=name, phone="13800138000", start_lat=lat, start_lng=lng, **{**usual, **more})


@pytest.fixture
def town(house: House) -> Town:
    """It is Monday 09:30. Every order is approved by a standing rule."""
    with house.units.write(SYSTEM) as work:
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        work_orders.load_defaults(work)
        work_orders.add_approval_rule(work, NewApprovalRule("都批", "All"))
        technicians.load_skills(work, technicians.DEFAULT_SKILLS, technicians.DEFAULT_SKILL_RULES)
        ids = technicians.load_technicians(
            work,
            [
                person("梁伟东", 22.721, 114.250),
                person("陈志明", 22.540, 113.930),
                person("何俊", 22.720, 114.245, skills={"S02": 2, "S07": 2}),
                person("谢永康", 22.722, 114.246),
                person("罗海波", 22.720, 114.247, shifts=LATE_SHIFT),
                person("粤安二组", 22.720, 114.246, partner_name="粤安车载"),
                person("广州师傅", 23.129, 113.364, centre_id=GUANGZHOU.id),
            ],
        )
        for number, technician_id in enumerate(ids):
            van = PlaceRef("van", technician_id)
            if number != 3:
                inventory.load_devices(work, [NewDevice(f"VD5000000{number}", "", "VD-400", van)])
            card = NewSim(f"8986042619230{number}00010", van, product_code="SIM-VD")
            inventory.load_sims(work, [card])
        customer = customers.load_customers(
            work,
            [
                NewCustomer(
                    SHENZHEN.id, "顺捷冷链", contacts=(NewContact("赵国强", "13826640917"),),
                    sites=(NewSite("深圳市龙岗区盐龙大道210号", district="龙岗区", lat=22.7238, lng=114.2421),),
                )
            ],
        )[0]  # fmt: skip
        vehicles = customers.load_vehicles(
            work, [NewVehicle(customer, f"粤B7{number:04d}", "yellow", vehicle_type="厢式货车") for number in range(9)]
        )
    liang, chen, he, xie, luo, partner, guangzhou = ids
    return Town(liang, chen, he, xie, luo, partner, guangzhou, customer, tuple(vehicles))


@pytest.fixture
def open_order(house: House, town: Town) -> Callable[..., str]:
    """`open_order(vehicle=0)` opens an approved order of one vehicle; returns its id."""

    def opened(
        vehicle: int = 0, *, kind: str = "install", family: str = "VD", start: int = 13, end: int = 15, **more: Any
    ) -> str:
        with house.units.write(SYSTEM) as work:
            site = customers.sites(work, town.customer_id)[0].id
            order = work_orders.create_order(
                work,
                NewOrder(
                    kind=kind, centre_id=SHENZHEN.id, customer_id=town.customer_id, site_id=site,
                    items=(NewItem(town.vehicle_ids[vehicle], family),), window_start=at(start), window_end=at(end), **more,
                ),
            )  # fmt: skip
            assert work_orders.submit(work, order.id).state == "approved"
        return order.id

    return opened


@pytest.fixture
def dispatcher(client: Callable[..., AsgiClient]) -> AsgiClient:
    """A dispatcher of the Shenzhen centre."""
    return client("dispatcher", name="邱敏")


@pytest.fixture
def send(dispatcher: AsgiClient, house: House) -> Callable[..., Response]:
    """`send(order_id, technician_id)` dispatches with the order's present version unless told otherwise."""

    def sent(order_id: str, technician_id: str, **changes: Any) -> Response:
        with house.units.read() as work:
            order = work_orders.order(work, order_id)
        assert order.window_start is not None
        assert order.window_end is not None
        body = {
            "version": order.version,
            "technician_id": technician_id,
            "window_start": order.window_start.isoformat(),
            "window_end": order.window_end.isoformat(),
            "planned_start": order.window_start.isoformat(),
            **changes,
        }
        by = changes.pop("by", dispatcher)
        body.pop("by", None)
        answer: Response = by.post(f"/api/orders/{order_id}/dispatch", json=body)
        return answer

    return sent
