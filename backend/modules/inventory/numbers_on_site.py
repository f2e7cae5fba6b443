"""From what was typed or scanned on site to the device or card it means: never refused, at worst a case (R10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError

from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.inventory import cases, ledger, near, policies, repository
from backend.modules.inventory.custody import Occasion, Thing, ensure_place, enter_thing, move_thing, place_id
from backend.modules.inventory.models import MISTAKEN, DeviceRow, PlaceRow, SimRow
from backend.modules.inventory.removed.opening import note_taken_out
from backend.modules.inventory.shapes import FieldAct, PlaceRef


@dataclass
class Doing:
    """One act on its way into the books: where things go, and the warnings and cases that it gathers."""

    work: UnitOfWork
    act: FieldAct
    van: PlaceRow
    vehicle: PlaceRow
    warnings: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    @property
    def centre_id(self) -> str | None:
        """The centre concerned: the act's, else the van's."""
        return self.act.centre_id or self.van.centre_id

    @property
    def occasion(self) -> Occasion:
        """When and why things move."""
        return Occasion(self.act.at, self.act.act, self.act.visit_id)

    @property
    def word(self) -> ledger.Word:
        """On whose word lines begin and end."""
        return ledger.Word(self.act.act, self.act.visit_id)

    def warn(self, code: str) -> None:
        """Note a warning once."""
        if code not in self.warnings:
            self.warnings.append(code)

    def open_case(self, code: str, number: str, books: dict[str, Any], installation_id: str | None = None) -> None:
        """Warn, and keep both claims for the warehouse keeper."""
        self.warn(code)
        self.cases.append(
            cases.open_case(
                self.work, self.act, code, number, books, centre_id=self.centre_id, installation_id=installation_id
            )
        )


def begin(work: UnitOfWork, act: FieldAct) -> Doing:
    """Set the act down between the technician's van and the vehicle."""
    van = ensure_place(work, PlaceRef("van", act.technician_id, centre_id=act.centre_id))
    vehicle = ensure_place(work, PlaceRef("vehicle", act.vehicle_id))
    ledger.hold(work, (act.vehicle_id, act.from_vehicle_id))
    _hold_things(work, act)
    return Doing(work, act, van, vehicle)


def devices_named(work: UnitOfWork, number: str | None) -> set[str] | None:
    """Ids of the devices that this number can mean; None when no number was given."""
    if not number:
        return None
    return repository.ids_meant(work.session, [(policies.terminal_key(number), policies.imei_key(number))], ())[0]


def _hold_things(work: UnitOfWork, act: FieldAct) -> None:
    """Everything that the act can move, in one order: two acts can wait for each other, but never both at once."""
    numbers = [
        (policies.terminal_key(no), policies.imei_key(no)) for no in (act.new_device_no, act.old_device_no) if no
    ]
    cards = [policies.iccid_key(no)[0] for no in (act.new_iccid, act.old_iccid) if no]
    devices, sims = repository.ids_meant(work.session, numbers, cards)
    sitting = repository.open_in_vehicles(work.session, [one for one in (act.vehicle_id, act.from_vehicle_id) if one])
    devices |= {row.device_id for row in sitting}
    sims |= {row.sim_id for row in sitting if row.sim_id}
    repository.lock_things(work.session, devices, sims)


def new_device(doing: Doing, number: str) -> DeviceRow:
    """The device to be installed; an unknown one is taken into the books as found on the van."""
    session, key = doing.work.session, policies.terminal_key(number)
    found = repository.lock_devices(session, key, policies.imei_key(number))
    if not found:
        return _unknown_device(doing, number, doing.van.id)
    device = _likeliest(found, key, doing)
    if _came_back(doing, device, "unknown_device", number):
        return device
    if len(found) > 1 and device.terminal_no != key:
        doing.open_case("number_not_unique", number, {"terminals": [one.terminal_no for one in found]})
    _check_custody(doing, device, "device_not_in_van", device.terminal_no)
    return device


def new_sim(doing: Doing, number: str) -> SimRow:
    """The card to be put in; an unknown one is taken into the books as found on the van."""
    key, _ = policies.iccid_key(number)
    sim = repository.lock_sim(doing.work.session, key)
    if sim is None:
        return _unknown_sim(doing, number, doing.van.id)
    if not _came_back(doing, sim, "unknown_sim", number):
        _check_custody(doing, sim, "sim_not_in_van", sim.iccid)
    return sim


def removed_device(doing: Doing, booked: DeviceRow | None, typed: str | None) -> DeviceRow | None:
    """The device that was really taken out: as booked, or what was typed when that differs (then with a case).

    None when nobody can say, or when the books have the typed one in another vehicle, where it stays until settled.
    """
    if not typed:
        return booked
    key, imei = policies.terminal_key(typed), policies.imei_key(typed)
    if booked is not None and (booked.terminal_no == key or (booked.imei and booked.imei == imei)):
        return booked
    found = repository.lock_devices(doing.work.session, key, imei)
    actual = _likeliest(found, key, doing) if found else _unknown_device(doing, typed, doing.vehicle.id)
    if booked is not None:
        booked.state = "unsettled"
        doing.open_case("old_device_differs", typed, {"terminal_no": booked.terminal_no, "imei": booked.imei})
    sits = ledger.device_clashes(doing.work, actual.id, doing.act.at)
    if sits:
        doing.open_case("device_elsewhere", typed, ledger.described(sits))
        return None
    return actual


def removed_sim(doing: Doing, booked: SimRow | None, typed: str | None) -> SimRow | None:
    """The card that was really taken out; as `removed_device`."""
    if not typed:
        return booked
    key, _ = policies.iccid_key(typed)
    if booked is not None and booked.iccid_key19 == key:
        return booked
    found = repository.lock_sim(doing.work.session, key)
    actual = found or _unknown_sim(doing, typed, doing.vehicle.id)
    if booked is not None:
        booked.state = "unsettled"
        doing.open_case("old_sim_differs", typed, {"iccid": booked.iccid})
    sits = ledger.sim_clashes(doing.work, actual.id, doing.act.at)
    if sits:
        doing.open_case("sim_elsewhere", typed, ledger.described(sits))
        return None
    return actual


def take_out(doing: Doing, thing: Thing, end: str) -> None:
    """A removed thing rides in the technician's van with the end it must come to (R11, R33), or stays with the customer."""
    place = ensure_place(doing.work, PlaceRef("customer")) if end == "customer" else doing.van
    thing.bound_for = None if end in ("van", "customer") else end
    if end == "factory":
        thing.state = "faulty"
    move_thing(doing.work, thing, place.id, doing.occasion)
    note_taken_out(doing.work, thing, doing.act, doing.centre_id, doing.van, end)


def _came_back(doing: Doing, thing: Thing, code: str, number: str) -> bool:
    """A number that stands in the books as a mistake is in somebody's hand after all: as one that nobody knew."""
    if thing.state != MISTAKEN:
        return False
    thing.state = "unsettled"
    move_thing(doing.work, thing, doing.van.id, doing.occasion)
    doing.open_case(code, number, near.told([]))
    return True


def _check_custody(doing: Doing, thing: Thing, code: str, number: str) -> None:
    """In the van, or in the vehicle already, is right; elsewhere in stock is a case; in another vehicle the ledger tells."""
    here = {doing.van.id, doing.vehicle.id}
    if doing.act.from_vehicle_id:
        here.add(place_id("vehicle", doing.act.from_vehicle_id))
    if thing.place_id in here:
        return
    place = doing.work.session.get_one(PlaceRow, thing.place_id)
    if place.kind != "vehicle":
        books = {
            "place": place.kind,
            "place_id": place.id,
            "name": place.name,
            "technician_id": place.technician_id,
        }
        doing.open_case(code, number, books)


def _likeliest(found: Sequence[DeviceRow], key: str, doing: Doing) -> DeviceRow:
    """Of several with one IMEI: the one named by terminal number, else the one at hand."""
    at_hand = (doing.van.id, doing.vehicle.id)
    return min(found, key=lambda one: (one.terminal_no != key, one.place_id not in at_hand, one.id))


def _unknown_device(doing: Doing, number: str, place: str) -> DeviceRow:
    """Into the books as the field says; the case keeps which registered number was probably meant."""
    meant = near.near_devices(doing.work, number, doing.act.technician_id)
    device = _enter_device(doing, number, place)
    doing.open_case("unknown_device", number, near.told(meant))
    return device


def _enter_device(doing: Doing, number: str, place: str) -> DeviceRow:
    imei = policies.imei_key(number)
    is_imei = len(imei) == 15 and imei.isdigit()
    device = DeviceRow(
        terminal_no=policies.terminal_key(number), imei=imei if is_imei else "", place_id=place, state="unsettled"
    )
    try:
        with doing.work.session.begin_nested():
            enter_thing(doing.work, device, doing.occasion)
    except IntegrityError:  # another phone told the same number at this moment
        return repository.lock_devices(doing.work.session, device.terminal_no, "")[0]
    return device


def _unknown_sim(doing: Doing, number: str, place: str) -> SimRow:
    """As `_unknown_device`."""
    meant = near.near_sims(doing.work, number, doing.act.technician_id)
    sim = _enter_sim(doing, number, place)
    doing.open_case("unknown_sim", number, near.told(meant))
    return sim


def _enter_sim(doing: Doing, number: str, place: str) -> SimRow:
    key, whole = policies.iccid_key(number)
    sim = SimRow(iccid_key19=key, iccid=whole, place_id=place, state="unsettled")
    try:
        with doing.work.session.begin_nested():
            enter_thing(doing.work, sim, doing.occasion)
    except IntegrityError:
        known = repository.lock_sim(doing.work.session, key)
        assert known is not None
        return known
    return sim
