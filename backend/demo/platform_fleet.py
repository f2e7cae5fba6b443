"""The company's vehicles on the simulated GPS platform: most do well, some show what an installation can suffer from."""

from datetime import datetime, timedelta
from pathlib import Path

from backend.demo.history import Play
from backend.gps_platform.simulated import Behaviour, Fleet
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.inventory import public as inventory
from backend.modules.work_orders import public as work_orders

# A terminal gets power and a first position while it is being fitted, some time before the vehicle is said to be done.
_POWERED_BEFORE = timedelta(minutes=20)
_RECENT = timedelta(days=15)
# Terminals that report seldom by their nature, and vehicles with a battery of 12 V; the rest of the fleet is trucks.
_BY_FAMILY = {"WX": Behaviour.DAILY, "GC": Behaviour.SLOW}
_TWELVE_VOLTS = frozenset({"sedan", "suv", "van", "taxi", "rental", "training"})
# What goes wrong with recent installations, the newest first, with healthy ones between them.
_TROUBLES = (
    Behaviour.GARAGE, Behaviour.NO_FIX, Behaviour.WRONG_ICCID, Behaviour.DIES, Behaviour.SWAPPED, Behaviour.NO_POWER,
    Behaviour.NO_IGNITION, Behaviour.DIES, Behaviour.SILENT,
)  # fmt: skip
_CLOSEST, _FARTHEST = 2, 6


def make_fleet(units: UnitsOfWork, play: Play, seed: int, now: datetime) -> Fleet:
    """Every terminal that sits in a vehicle by the books, where that vehicle stands, and what it suffers from."""
    fleet, vehicles = Fleet(seed), play.vehicles
    with units.read() as work:
        fitted = inventory.installed_in(work, play.ids.vehicles.values())
        seen_at = {key: _where(work, key) for key, found in fitted.items() if found.since >= now - _RECENT}
    for code, vehicle_id in play.ids.vehicles.items():
        one, (lat, lng) = vehicles[code], play.sites[vehicles[code].site]
        if one.plate:
            fleet.park(one.plate, lat, lng)
        found = fitted.get(vehicle_id)
        if found is None:
            continue
        lat, lng = seen_at.get(vehicle_id) or (lat, lng)
        fleet.put(
            found.device.imei or found.device.terminal_no,
            found.since - _POWERED_BEFORE,
            name=one.plate or one.vin,
            lat=lat,
            lng=lng,
            iccid=found.sim.iccid if found.sim else "",
            vin=one.vin,
            volts=12 if one.type in _TWELVE_VOLTS else 24,
            behaviour=_BY_FAMILY.get(found.device.family, Behaviour.HEALTHY),
        )
    _trouble(fleet, now - _RECENT)
    return fleet


def write_fleet(units: UnitsOfWork, play: Play, seed: int, path: Path) -> None:
    """Write the fleet down for the simulated platform that runs beside the demo."""
    make_fleet(units, play, seed, units.clock.now()).save(path)


def _where(work: UnitOfWork, vehicle_id: str) -> tuple[float, float] | None:
    """Where the technician's phone was when the terminal was fitted: now and then not where the vehicle belongs."""
    visit_id = next((one.visit_id for one in inventory.history_of_vehicle(work, vehicle_id) if one.visit_id), None)
    visit = work_orders.visit(work, visit_id) if visit_id else None
    return (visit.last_lat, visit.last_lng) if visit and visit.last_lat and visit.last_lng else None


def _trouble(fleet: Fleet, since: datetime) -> None:
    """Give a few of the newest installations something to be found, the same ones for the same company."""
    recent = [one for one in fleet.all() if one.since >= since and one.behaviour is Behaviour.HEALTHY]
    recent.sort(key=lambda one: (one.since, one.number), reverse=True)
    apart = max(_CLOSEST, min(_FARTHEST, len(recent) // len(_TROUBLES)))
    for number, trouble in enumerate(_TROUBLES):
        place = 1 + number * apart
        if place + 1 >= len(recent):
            return
        fleet.put(
            recent[place].number, recent[place].since, behaviour=trouble,
            neighbour=recent[place + 1].number if trouble is Behaviour.SWAPPED else "",
        )  # fmt: skip
