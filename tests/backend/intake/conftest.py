"""A house with a price list, families of devices, a customer with vehicles, and sheets made on the fly."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from httpx import Response
from openpyxl import Workbook

from backend.kernel.actor import SYSTEM
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.customers.public import NewContact, NewCustomer, NewSite, NewVehicle
from backend.modules.intake import public as intake
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import NewDevice, NewInstallation, NewSim, PlaceRef
from backend.modules.work_orders import public as work_orders
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, NOW, SHENZHEN

HEADER = ["车牌号", "车牌颜色", "车架号", "车辆类型", "司机", "司机电话", "设备"]
Upload = Callable[..., Response]


@dataclass(frozen=True)
class Fleet:
    """What is registered before a test begins."""

    customer_id: str
    other_id: str
    far_id: str
    site_id: str
    truck_id: str
    car_id: str
    strange_id: str


@pytest.fixture
def fleet(house: House) -> Fleet:
    """顺捷冷链 with a yellow truck (video terminal, in warranty) and a blue car; a neighbour; a customer in Guangzhou."""
    with house.units.write(SYSTEM) as work:
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        work_orders.load_defaults(work)
        intake.load_scripts(work)
        own, other, far = customers.load_customers(
            work,
            [
                NewCustomer(
                    SHENZHEN.id,
                    "顺捷冷链物流",
                    contacts=(NewContact("赵国强", "13826640917", "车队长"),),
                    sites=(NewSite("深圳市坪山区丹梓北路88号", district="坪山区", lat=22.7, lng=114.35),),
                ),
                NewCustomer(SHENZHEN.id, "宏运泥头车", contacts=(NewContact("李经理", "13900000001"),)),
                NewCustomer(GUANGZHOU.id, "羊城货运", contacts=(NewContact("何小姐", "13900000002"),)),
            ],
        )
        truck, car, strange = customers.load_vehicles(
            work,
            [
                NewVehicle(own, "粤BY7052", "yellow", "LVBV3JBB0RE000004", "冷藏车", "17", "孙海明", "13700000001"),
                NewVehicle(own, "粤B12345", "blue", "", "小型轿车"),
                NewVehicle(other, "粤BK7725", "yellow", "LZZ5ELNB7RN000001", "自卸/渣土"),
            ],
        )
        install_terminal(work, truck)
        site = customers.sites(work, own)[0].id
    return Fleet(own, other, far, site, truck, car, strange)


def install_terminal(work: UnitOfWork, vehicle_id: str) -> None:
    """A video terminal with a card in the vehicle, in warranty until 2027-03-14."""
    here = PlaceRef("vehicle", vehicle_id)
    device = inventory.load_devices(
        work,
        [
            NewDevice(
                "VD40000001", "008601230000017", "VD-400", here,
                warranty_start=date(2025, 3, 15), warranty_end=date(2027, 3, 14),
            )
        ],
    )[0]  # fmt: skip
    sim = inventory.load_sims(work, [NewSim("89860426192300000017", here, "1064821736052", "mobile", "plug")])[0]
    inventory.load_installations(
        work, [NewInstallation(vehicle_id, device, sim, NOW - timedelta(days=600), mounting="驾驶室顶")]
    )


def workbook(rows: Iterable[Sequence[Any]], *, title: str = "车辆明细") -> bytes:
    """An .xlsx with these rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def agent(client: Callable[..., AsgiClient]) -> AsgiClient:
    """An agent of the Shenzhen centre."""
    return client("agent", name="温晓")


@pytest.fixture
def hand_in(agent: AsgiClient, fleet: Fleet) -> Upload:
    """`hand_in(content_or_rows)` uploads a list for the customer."""

    def upload(content: bytes | list[Sequence[Any]], name: str = "明细.xlsx", customer_id: str | None = "") -> Response:
        data = content if isinstance(content, bytes) else workbook(content)
        who = fleet.customer_id if customer_id == "" else customer_id
        query = {"customer_id": who} if who else {}
        sent: Response = agent.post("/api/intake/vehicle-sheet", files={"file": (name, data)}, params=query)
        return sent

    return upload
