"""Customers and vehicles: numbers are checked, plates are keys, people find by what is said, phones stay masked."""

from collections.abc import Callable

import pytest

from backend.kernel.actor import SYSTEM, Actor
from backend.kernel.errors import Refusal
from backend.modules.customers import public as customers
from backend.wiring import House
from tests.asgi_client import AsgiClient

SignIn = Callable[..., AsgiClient]
SHENZHEN = "0190a000-0000-7000-8000-000000000001"
GUANGZHOU = "0190a000-0000-7000-8000-000000000002"
VIN = "LZZ5ELNB7RN000001"


def settle_in(house: House) -> str:
    """One fleet in Shenzhen with two vehicles, one person in Guangzhou with one; returns the fleet's id."""
    with house.units.write() as work:
        fleet, person = customers.load_customers(
            work,
            [
                customers.NewCustomer(
                    SHENZHEN,
                    "鹏程物流",
                    contacts=(
                        customers.NewContact("王经理", "+86 138-1234-5678"),
                        customers.NewContact("李", "0755-26001234"),
                    ),
                    sites=(customers.NewSite("深圳市南山区月亮湾大道 1 号", landmark="东门"),),
                ),
                customers.NewCustomer(
                    GUANGZHOU, "陈先生", "person", contacts=(customers.NewContact("陈先生", "13900001111"),)
                ),
            ],
        )
        customers.load_vehicles(
            work,
            [
                customers.NewVehicle(fleet, "粤b·12345", "yellow", VIN, "重卡", "A-01", "赵师傅", "13711112222"),
                customers.NewVehicle(fleet, "粤B12345", "blue"),
                customers.NewVehicle(person, "粤AD12345"),
            ],
        )
    return fleet


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("粤B1234S", [("粤B12345", "look_alike")] * 2),
        ("粤b·12354", [("粤B12345", "swapped")] * 2),
        ("京B12345", [("粤B12345", "digit")] * 2),
        ("B12345", [("粤B12345", "missing")] * 2),
        ("粤B112345", [("粤B12345", "extra")] * 2),
        ("粤B12345", []),
        ("粤B99999", []),
        ("粤AD1234", []),  # Guangzhou's, out of reach
        ("粤", []),
        ("x" * 40, []),
    ],
)
def test_R2_a_plate_that_nobody_has_is_told_with_the_registered_one_beside_it(
    house: House, client: SignIn, typed: str, meant: list[tuple[str, str]]
) -> None:
    fleet = settle_in(house)
    keeper = client("dispatcher")
    answer = keeper.get("/api/plates/near", params={"plate": typed})
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert [(one["plate"], one["reason"]) for one in items] == meant
    assert {one["customer_name"] for one in items} <= {"鹏程物流"}
    same = keeper.get("/api/plates/near", params={"plate": typed, "customer_id": fleet}).json()["items"]
    assert same == items
    assert keeper.get("/api/plates/near", params={"plate": typed, "customer_id": "nobody"}).json()["items"] == []


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("粤B12345", ("vehicle", "粤B12345", "plate")),
        ("粤b·12345", ("vehicle", "粤B12345", "plate")),
        ("AD12345", ("vehicle", "粤AD12345", "plate")),
        ("000001", ("vehicle", "粤B12345", "vin")),
        (VIN, ("vehicle", "粤B12345", "vin")),
        ("137 1111 2222", ("vehicle", "粤B12345", "phone")),
        ("13812345678", ("customer", "鹏程物流", "phone")),
        ("0755 26001234", ("customer", "鹏程物流", "phone")),
        ("2222", ("vehicle", "粤B12345", "phone")),
        ("5678", ("customer", "鹏程物流", "phone")),
        ("粤b1", ("vehicle", "粤B12345", "plate")),
        ("鹏程", ("customer", "鹏程物流", "name")),
        ("A-01", ("vehicle", "粤B12345", "fleet_no")),
    ],
)
def test_R2_a_caller_is_found_by_what_he_says(house: House, said: str, first: tuple[str, str, str]) -> None:
    settle_in(house)
    with house.units.read() as work:
        match = customers.find(work, said)[0]
    assert (match.kind, match.label, match.by) == first


@pytest.mark.parametrize("said", ["", "  ", "%", "_", "粤X99999", "12", "' OR 1=1 --", "\\"])
def test_R2_nothing_is_found_by_nothing(house: House, said: str) -> None:
    settle_in(house)
    with house.units.read() as work:
        assert customers.find(work, said) == []


def test_a_centre_finds_only_its_own(house: House) -> None:
    settle_in(house)
    guangzhou = Actor("x", "x", scope=frozenset({GUANGZHOU}))
    with house.units.read(guangzhou) as work:
        assert [one.label for one in customers.find(work, "12345")] == ["粤AD12345"]
    with house.units.read(SYSTEM) as work:
        assert len(customers.find(work, "12345")) == 3


def test_a_plate_with_its_colour_is_a_key(house: House) -> None:
    fleet = settle_in(house)
    with house.units.read() as work:
        assert len(customers.vehicle_by_plate(work, "粤B12345")) == 2
        assert [one.regulated for one in customers.vehicle_by_plate(work, "粤B·12345", "yellow")] == [True]
    for again in ("粤B12345", "粤b 12345"):
        with pytest.raises(Refusal, match="vehicle_exists"), house.units.write() as work:
            customers.add_vehicle(work, customers.NewVehicle(fleet, again, "blue"))
    with pytest.raises(Refusal, match="vehicle_exists"), house.units.write() as work:
        customers.load_vehicles(work, [customers.NewVehicle(fleet, "粤B77777", "blue")] * 2)
    with house.units.write() as work:  # vehicles without a plate do not get in each other's way
        customers.add_vehicle(work, customers.NewVehicle(fleet, vin="LFWSRXSJ3R1E00002"))
        customers.add_vehicle(work, customers.NewVehicle(fleet, vin="LGAX4C450R3000003"))


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"plate": "粤B1234"}, "plate"),
        ({"plate": "粤B1O345"}, "plate"),
        ({"plate": "", "vin": ""}, "plate"),
        ({"plate": "粤B54321", "vin": "SHORT"}, "vin"),
        ({"plate": "粤B54321", "plate_colour": "pink"}, "plate_colour"),
        ({"plate": "粤B54321", "driver_phone": "12"}, "driver_phone"),
    ],
)
def test_R10_wrong_numbers_are_refused_by_field(house: House, new: dict[str, str], field: str) -> None:
    fleet = settle_in(house)
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        customers.add_vehicle(work, customers.NewVehicle(fleet, **new))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_R8_two_who_change_a_vehicle(house: House) -> None:
    settle_in(house)
    with house.units.write() as work:
        one = customers.vehicle_by_plate(work, "粤B12345", "blue")[0]
        changed = customers.update_vehicle(work, one.id, one.version, plate="粤B54321", driver_name="钱")
    assert (changed.plate, changed.driver_name, changed.version) == ("粤B54321", "钱", 2)
    with pytest.raises(Refusal) as refusal, house.units.write() as work:
        customers.update_vehicle(work, one.id, one.version, driver_name="孙")
    assert refusal.value.params["current"]["driver_name"] == "钱"
    with pytest.raises(Refusal, match="vehicle_exists"), house.units.write() as work:
        customers.update_vehicle(work, one.id, 2, plate="粤B12345", plate_colour="yellow")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("role", "phone"),
    [
        ("agent", "13812345678"),
        ("dispatcher", "13812345678"),
        ("manager", "13812345678"),
        ("complaint_handler", "13812345678"),
        ("warehouse", "138****5678"),
        ("finance", "138****5678"),
        ("quality", "138****5678"),
        ("administrator", "138****5678"),
    ],
)
def test_R27_phones_are_masked_unless_the_role_needs_them(house: House, client: SignIn, role: str, phone: str) -> None:
    fleet = settle_in(house)
    browser = client(role)
    [row] = browser.get("/api/customers").json()["items"]
    assert (row["name"], row["contact_phone"], row["vehicle_count"]) == ("鹏程物流", phone, 2)
    contact = browser.get(f"/api/customers/{fleet}").json()["contacts"][0]
    assert (contact["phone"], contact["masked"]) == (phone, "*" in phone)
    drivers = {one["driver_phone"] for one in browser.get("/api/vehicles").json()["items"]}
    assert drivers == {"", "13711112222" if phone == "13812345678" else "137****2222"}


def test_R27_a_revealed_phone_is_in_the_audit_trail(house: House, client: SignIn) -> None:
    from sqlmodel import select

    from backend.kernel.events import EventRow

    fleet = settle_in(house)
    with house.units.read() as work:
        contact = customers.contacts(work, fleet)[0]
    assert client("warehouse").post(f"/api/contacts/{contact.id}/reveal").status_code == 403
    assert client("agent").post(f"/api/contacts/{contact.id}/reveal").json()["phone"] == "13812345678"
    with house.units.read() as work:
        told = work.session.exec(select(EventRow).where(EventRow.name == "customers.phone_revealed")).all()
    assert [row.payload["contact_id"] for row in told] == [contact.id]


def test_another_centre_is_out_of_reach(house: House, client: SignIn) -> None:
    fleet = settle_in(house)
    stranger = client("agent", centre_id=GUANGZHOU)
    assert [one["name"] for one in stranger.get("/api/customers").json()["items"]] == ["陈先生"]
    assert stranger.get(f"/api/customers/{fleet}").json()["code"] == "not_yours"
    assert [one["plate"] for one in stranger.get("/api/vehicles?q=12345").json()["items"]] == ["粤AD12345"]
    body = {"centre_id": SHENZHEN, "name": "越界"}
    assert stranger.post("/api/customers", json=body).json()["code"] == "not_yours"
    assert client("agent", centre_id=None).get(f"/api/customers/{fleet}").status_code == 200


def test_an_agent_adds_a_customer_with_everything(house: House, client: SignIn) -> None:
    agent = client("agent")
    body = {
        "centre_id": SHENZHEN,
        "name": "  新客户  ",
        "contacts": [{"name": "周", "phone": "400-123-4567"}],
        "sites": [{"address": "深圳市龙岗区平湖", "lat": 22.69, "lng": 114.13}],
    }
    added = agent.post("/api/customers", json=body)
    assert added.status_code == 201, added.text
    found = added.json()
    assert (found["name"], found["contacts"][0]["phone"], found["sites"][0]["lat"]) == ("新客户", "4001234567", 22.69)
    path = f"/api/customers/{found['id']}"
    assert agent.post(f"{path}/contacts", json={"name": "吴", "phone": "13800138000"}).status_code == 201
    assert agent.post(f"{path}/sites", json={"address": "二号场站"}).status_code == 201
    car = agent.post(f"{path}/vehicles", json={"plate": "粤B99999", "plate_colour": "blue"})
    assert car.status_code == 201, car.text
    patch = agent.patch(f"/api/vehicles/{car.json()['id']}", json={"version": 1, "fleet_no": "7"})
    assert (patch.status_code, patch.json()["fleet_no"], patch.json()["plate"]) == (200, "7", "粤B99999")
    whole = agent.get(path).json()
    assert (len(whole["contacts"]), len(whole["sites"]), whole["vehicle_count"]) == (2, 2, 1)
    one = agent.get(f"/api/vehicles/{car.json()['id']}").json()
    assert (one["customer_name"], one["installed"]) == ("新客户", None)
    bad = agent.post(f"{path}/contacts", json={"name": "吴", "phone": "123"})
    assert (bad.status_code, bad.json()["field"]) == (422, "phone")
    half = agent.post(f"{path}/sites", json={"address": "x", "lat": 22.0})
    assert (half.status_code, half.json()["code"]) == (422, "bad_place")


def test_pages_follow_one_another_without_gap_or_repeat(house: House, client: SignIn) -> None:
    fleet = settle_in(house)
    with house.units.write() as work:
        customers.load_vehicles(work, [customers.NewVehicle(fleet, f"粤C{n:05d}", "blue") for n in range(25)])
    agent, seen, cursor = client("agent"), list[str](), ""
    for _ in range(10):
        page = agent.get(f"/api/customers/{fleet}/vehicles?limit=10{cursor}").json()
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(seen) == len(set(seen)) == 27
    assert agent.get("/api/vehicles?cursor=%00").status_code == 422


def test_what_is_installed_is_shown_beside_the_vehicle(house: House, client: SignIn) -> None:
    from backend.modules.inventory import public as inventory

    settle_in(house)
    with house.units.write() as work:
        car = customers.vehicle_by_plate(work, "粤B12345", "blue")[0]
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        van = inventory.PlaceRef("van", "su", centre_id=SHENZHEN)
        inventory.load_devices(work, [inventory.NewDevice("BD-0001", "008601230000017", "BD-500", van)])
        act = inventory.FieldAct("install", car.id, "su", None, work.now, new_device_no="BD-0001")
        inventory.record_act(work, act)
    rows = client("agent").get("/api/vehicles?q=粤B12345").json()["items"]
    shown = {row["plate_colour"]: row["installed"] for row in rows}
    assert shown["yellow"] is None
    assert (shown["blue"]["terminal_no"], shown["blue"]["family"]) == ("BD-0001", "BD")
    assert shown["blue"]["warranty_end"] == "2027-11-23"


def test_R2_the_first_places_of_a_plate_find_its_vehicles(house: House, client: SignIn) -> None:
    settle_in(house)

    def plates(said: str) -> list[str]:
        answer = client("agent", None).get("/api/vehicles", params={"q": said})
        return [one["plate"] for one in answer.json()["items"]]

    assert plates("粤B") == ["粤B12345", "粤B12345"]
    assert plates("粤b·1") == ["粤B12345", "粤B12345"]
    assert plates("粤A") == ["粤AD12345"]
    assert plates("粤X") == []
    assert plates("粤") == [], "one place is no plate"
    assert plates("粤B%") == []
