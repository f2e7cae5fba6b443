"""R39: which vehicles are regulated follows from the type, unless somebody says otherwise with a reason."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from backend.kernel.actor import Actor
from backend.kernel.errors import Refusal
from backend.kernel.events import EventRow
from backend.modules.customers import public as customers
from backend.modules.customers.own_types import put_vehicle_type
from backend.modules.customers.vehicle_types import DEFAULT_TYPES, VehicleType, type_of
from backend.wiring import House
from tests.asgi_client import AsgiClient
from tests.backend.conftest import GUANGZHOU, SHENZHEN

Client = Callable[..., AsgiClient]
AGENT = Actor("u1", "小陈", (("agent", SHENZHEN.id),), frozenset({SHENZHEN.id}))
MANAGER = Actor("u2", "方经理", (("manager", SHENZHEN.id),), frozenset({SHENZHEN.id}))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("重卡(载货 ≥ 12 t)", "heavy_truck"),
        ("重型半挂牵引车", "tractor"),
        ("客车(班线/旅游/包车)", "coach"),
        ("小型普通客车", "sedan"),
        ("轻型厢式货车", "box_truck"),
        ("危险货物运输车", "dangerous"),
        ("City bus", "bus"),
        ("Heavy-truck", "heavy_truck"),
        ("dumptruck", "tipper"),
        ("Dangerous goods", "dangerous"),
        ("重型半挂车", "trailer"),
        ("", None),
        ("UFO", None),
    ],
)
def test_R39_the_type_is_known_by_what_people_write(text: str, code: str | None) -> None:
    found = type_of(text, DEFAULT_TYPES)
    assert (found.code if found else None) == code


def fleet(house: House) -> str:
    """A customer."""
    with house.units.write() as work:
        return customers.add_customer(work, customers.NewCustomer(SHENZHEN.id, "鹏程物流")).id


def test_R39_regulated_follows_the_type_also_to_another_one(house: House) -> None:
    owner = fleet(house)
    with house.units.write() as work:
        one = customers.add_vehicle(work, customers.NewVehicle(owner, "粤B12345", "yellow", vehicle_type="重卡"))
        assert one.regulated
    with house.units.write(MANAGER) as work:
        light = customers.update_vehicle(work, one.id, 1, vehicle_type="轻卡")
    assert (light.regulated, light.regulated_reason) == (False, "")
    with house.units.read() as work:
        told = work.session.exec(select(EventRow.payload).where(EventRow.name == "customers.vehicle_changed")).one()
    assert told["changes"] == {"vehicle_type": "轻卡", "regulated": False}, "nobody takes a vehicle out of R39 unseen"


@pytest.mark.parametrize(
    "changes", [{"vehicle_type": "轻卡"}, {"regulated": False, "regulated_reason": "场内车，不上路"}]
)
def test_R39_only_a_manager_takes_a_vehicle_out_of_it_so_that_its_removal_stays_guarded(
    house: House, changes: dict[str, object]
) -> None:
    owner = fleet(house)
    with house.units.write() as work:
        one = customers.add_vehicle(work, customers.NewVehicle(owner, "粤B12345", "yellow", vehicle_type="重卡"))
    elsewhere = Actor("u3", "方经理", (("agent", SHENZHEN.id), ("manager", GUANGZHOU.id)), frozenset({SHENZHEN.id}))
    for nobody in (AGENT, elsewhere):
        with pytest.raises(Refusal) as refusal, house.units.write(nobody) as work:
            customers.update_vehicle(work, one.id, 1, **changes)
        assert (refusal.value.code, refusal.value.sentence.status) == ("freed_by_manager", 403)
    with house.units.write(AGENT) as work:  # what stays within R39, and what comes into it, an agent may change
        coach = customers.update_vehicle(work, one.id, 1, vehicle_type="客车", driver_name="钱")
    assert coach.regulated
    with house.units.write(MANAGER) as work:
        assert not customers.update_vehicle(work, one.id, 2, **changes).regulated
    with house.units.write(AGENT) as work:
        again = customers.update_vehicle(work, one.id, 3, vehicle_type="重卡", regulated=True, regulated_reason="")
    assert again.regulated


def test_R39_the_opposite_of_the_type_takes_a_reason_and_stays(house: House) -> None:
    owner = fleet(house)
    new = customers.NewVehicle(owner, "粤B12345", "yellow", vehicle_type="重卡", regulated=False)
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        customers.add_vehicle(work, new)
    assert (refusal.value.code, refusal.value.field) == ("regulated_reason_missing", "regulated_reason")
    with house.units.write() as work:
        one = customers.add_vehicle(work, customers.NewVehicle(**{**vars(new), "regulated_reason": "场内车，不上路"}))
        kept = customers.update_vehicle(work, one.id, 1, driver_name="钱")
        assert (kept.regulated, kept.regulated_reason) == (False, "场内车，不上路")
        again = customers.update_vehicle(work, one.id, 2, regulated=True)
    assert (again.regulated, again.regulated_reason) == (True, "")


def test_R39_a_changed_type_takes_its_vehicles_along_but_those_set_by_hand(house: House) -> None:
    owner = fleet(house)
    with house.units.write() as work:
        follows, by_hand = customers.load_vehicles(
            work,
            [
                customers.NewVehicle(owner, "粤B12345", "yellow", vehicle_type="冷藏车"),
                customers.NewVehicle(
                    owner, "粤B12346", "yellow", vehicle_type="冷藏车", regulated=True, regulated_reason="地方规定"
                ),
            ],
        )
        put_vehicle_type(work, VehicleType("reefer", "冷藏车", "Refrigerated truck", "冷链", True))
    with house.units.read() as work:
        assert [customers.vehicle(work, one).regulated for one in (follows, by_hand)] == [True, True]
    with house.units.write() as work:
        put_vehicle_type(work, VehicleType("reefer", "冷藏车", "Refrigerated truck", "冷链", False))
        assert [customers.vehicle(work, one).regulated for one in (follows, by_hand)] == [False, True]


@pytest.mark.one_database
def test_R39_the_administrator_edits_the_types(client: Client) -> None:
    body = {"name_zh": "甩挂", "name_en": "Swap body", "words": "", "regulated": True}
    assert client("manager").put("/api/vehicle-types/swap_body", json=body).status_code == 403
    admin = client("administrator")
    assert admin.put("/api/vehicle-types/swap_body", json=body).status_code == 200
    wrong = admin.put("/api/vehicle-types/swap_body", json={**body, "name_zh": "  "})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "name_zh")
    codes = [one["code"] for one in client("agent").get("/api/vehicle-types").json()["items"]]
    assert {"heavy_truck", "swap_body"} <= set(codes)
