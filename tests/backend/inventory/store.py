"""A small store for the inventory tests: price list, two technicians' vans, a warehouse, and short ways to look."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select
from stdnum import luhn

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.customers import public as customers
from backend.modules.inventory import public as inventory
from backend.modules.inventory.custody import place_id
from backend.modules.inventory.models import (
    DeviceRow,
    InstallationRow,
    MovementRow,
    NumberCaseRow,
    PlaceRow,
    SimRow,
    StockRow,
)
from backend.wiring import House

CENTRE = "0190a000-0000-7000-8000-000000000001"
SU, LI = "technician-su", "technician-li"
CAR, OTHER_CAR = "vehicle-1", "vehicle-2"
T0 = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
VAN_SU = inventory.PlaceRef("van", SU, centre_id=CENTRE, name="苏师傅")
VAN_LI = inventory.PlaceRef("van", LI, centre_id=CENTRE, name="李师傅")
STORE = inventory.PlaceRef("warehouse", CENTRE, name="深圳库")


def imei(serial: int) -> str:
    """A valid IMEI of the test body."""
    body = f"0086012{serial:07d}"
    return body + luhn.calc_check_digit(body)


def iccid(serial: int) -> str:
    """A valid ICCID of 20 digits."""
    body = f"8986042619{serial:09d}"
    return body + luhn.calc_check_digit(body)


def terminal(serial: int) -> str:
    """A terminal number."""
    return f"BD-{serial:04d}"


def device(serial: int, place: inventory.PlaceRef = VAN_SU, product: str = "BD-500") -> inventory.NewDevice:
    """A device at a place."""
    return inventory.NewDevice(terminal(serial), imei(serial), product, place, id=f"device-{serial}")


def card(serial: int, place: inventory.PlaceRef = VAN_SU, **more: Any) -> inventory.NewSim:
    """A card at a place; one that no carrier binds, unless said otherwise."""
    return inventory.NewSim(iccid(serial), place, id=f"sim-{serial}", **{"card_type": "phone", **more})


def fill(house: House) -> None:
    """Devices and cards 1–3 with Su, 11 with Li, 21 in the warehouse; ten relays in the store, three with Su."""
    with house.units.write() as work:
        inventory.load_products(work, inventory.DEFAULT_PRODUCTS)
        inventory.load_binding_rules(work, inventory.DEFAULT_BINDING_RULES)
        inventory.load_devices(work, [*(device(n) for n in (1, 2, 3)), device(11, VAN_LI), device(21, STORE)])
        inventory.load_sims(work, [*(card(n) for n in (1, 2, 3)), card(11, VAN_LI), card(21, STORE)])
        inventory.load_stock(work, [inventory.NewStock(STORE, "RELAY", 10), inventory.NewStock(VAN_SU, "RELAY", 3)])


def register_car(house: House) -> None:
    """CAR as a vehicle of a customer of the centre: the ledger is shown only to those who may see the vehicle."""
    with house.units.write() as work:
        owner = customers.add_customer(work, customers.NewCustomer(CENTRE, "深港冷链"))
        customers.add_vehicle(work, customers.NewVehicle(owner.id, "粤B12345", "blue", id=CAR))


def act(house: House, kind: inventory.Act, at: datetime = T0, **more: Any) -> inventory.ActResult:
    """Record one act of technician Su on CAR, unless said otherwise."""
    values: dict[str, Any] = {"vehicle_id": CAR, "technician_id": SU, "visit_id": "visit-1", **more}
    with house.units.write() as work:
        return inventory.record_act(work, inventory.FieldAct(act=kind, at=at, **values))


def installed(house: House, vehicle: str = CAR) -> inventory.Installed | None:
    """What sits in a vehicle."""
    with house.units.read() as work:
        return inventory.installed_in(work, [vehicle]).get(vehicle)


def where(house: House, thing_id: str) -> str:
    """The kind of the place where a device or card is."""
    with house.units.read() as work:
        row = work.session.get(DeviceRow, thing_id) or work.session.get_one(SimRow, thing_id)
        return work.session.get_one(PlaceRow, row.place_id).kind


def place_of(place: inventory.PlaceRef) -> str:
    """The id of a place."""
    return place_id(place.kind, place.owner_id)


def cases(house: House) -> list[NumberCaseRow]:
    """All cases, oldest first."""
    with house.units.read() as work:
        return list(work.session.exec(select(NumberCaseRow).order_by(NumberCaseRow.id)))


def overlaps(work: UnitOfWork) -> list[tuple[str, str]]:
    """Pairs of valid ledger lines that overlap for a device, a card or a mounting place; must be empty."""
    return overlapping(work.session.exec(select(InstallationRow).where(InstallationRow.standing == "valid")).all())


def overlapping(valid: Sequence[InstallationRow]) -> list[tuple[str, str]]:
    """Pairs of these lines that overlap for a device, a card or a mounting place."""
    lanes: dict[tuple[str, ...], list[InstallationRow]] = {}
    for row in valid:
        if row.until_at is not None and row.until_at == row.from_at:
            continue
        lanes.setdefault(("device", row.device_id), []).append(row)
        lanes.setdefault(("slot", row.vehicle_id, row.slot), []).append(row)
        if row.sim_id:
            lanes.setdefault(("sim", row.sim_id), []).append(row)
    return [
        (one.id, other.id)
        for lane in lanes.values()
        for at, one in enumerate(lane)
        for other in lane[at + 1 :]
        if (one.until_at is None or one.until_at > other.from_at)
        and (other.until_at is None or other.until_at > one.from_at)
    ]


def census(work: UnitOfWork) -> Counter[str]:
    """How many there are of everything over all places by the books."""
    total: Counter[str] = Counter()
    for stock in work.session.exec(select(StockRow)):
        total[stock.product_code] += stock.quantity
    for table in (DeviceRow, SimRow):
        total[table.__tablename__] += len(work.session.exec(select(table.id)).all())
    return total


def entered(work: UnitOfWork) -> Counter[str]:
    """How many there must be: what the movements say ever entered the books."""
    names = {"device": "devices", "sim": "sims"}
    total: Counter[str] = Counter()
    for row in work.session.exec(select(MovementRow).where(col(MovementRow.from_place).is_(None))):
        total[names.get(row.thing_kind, row.thing_id)] += row.quantity
    return total


def replayed(work: UnitOfWork) -> dict[tuple[str, str], str]:
    """The place of each device and card when only the movements are read, in the order they were written."""
    places: dict[tuple[str, str], str] = {}
    for row in work.session.exec(select(MovementRow).where(MovementRow.thing_kind != "part").order_by(MovementRow.id)):
        key = (row.thing_kind, row.thing_id)
        assert places.get(key) == row.from_place, "a thing can only leave the place it is in"
        places[key] = row.to_place
    return places


def booked(work: UnitOfWork) -> dict[tuple[str, str], str]:
    """The place of each device and card by its own row."""
    found = {("device", row.id): row.place_id for row in work.session.exec(select(DeviceRow))}
    return found | {("sim", row.id): row.place_id for row in work.session.exec(select(SimRow))}
