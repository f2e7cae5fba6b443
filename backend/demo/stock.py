"""Devices, cards and parts: what sits in vehicles, rides on vans and lies in warehouses."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from backend.demo import catalogue, facts
from backend.demo.invented import make_iccid, make_imei, make_msisdn, make_plate, months_later
from backend.demo.records import (
    Customer,
    Device,
    Holder,
    Installation,
    Sim,
    VanStock,
    Vehicle,
    Warehouse,
)

VIDEO_FAMILIES = frozenset({"VD", "ZA", "XC"})
RECENT_DAYS = 60
_INSTALLED, _RECENT = 0.85, 0.17
# Of terminals that stand alone in a vehicle; sensors hang on one of these.
_HOSTS = frozenset({"BD", "JL", "VD", "ZA", "YX", "WX", "OB", "GC", "XC", "PF", "TX"})
_TAC = {family: f"008601{number:02d}" for number, family in enumerate(sorted(_HOSTS), start=31)}
_OPERATORS = {"cmcc": ("898604", 60), "cucc": ("898606", 20), "ctcc": ("898611", 18), "cbn": ("898615", 2)}
# (family, skill needed to carry it, how many)
_ON_VAN = (
    ("YX", "S01", 6),
    ("WX", "S01", 4),
    ("OB", "S01", 2),
    ("BD", "S02", 3),
    ("VD", "S03", 1),
    ("ZA", "S04", 1),
    ("YH", "S05", 1),
    ("WD", "S06", 4),
    ("GC", "S09", 2),
)
_IN_WAREHOUSE = {
    "YX": 60,
    "WX": 40,
    "OB": 20,
    "BD": 30,
    "JL": 8,
    "VD": 16,
    "ZA": 8,
    "GC": 14,
    "XC": 12,
    "PF": 4,
    "TX": 6,
    "YH": 6,
    "WD": 20,
}
_PARTS_ON_VAN = {
    "PART-FUSE": 20,
    "PART-TIE": 4,
    "PART-TAPE": 4,
    "PART-GNSS": 4,
    "PART-4G": 4,
    "PART-RELAY": 4,
    "PART-BATT": 3,
    "PART-OBD": 2,
    "PART-SOS": 2,
    "PART-SPK": 2,
    "PART-CELL": 4,
    "PART-PAPER": 6,
}
_PARTS_FOR_VIDEO = {"PART-CAM": 3, "PART-AV5": 3, "PART-AV10": 2}


@dataclass(frozen=True, slots=True)
class Team:
    """What stock needs to know of a technician."""

    login: str
    centre: str
    skills: tuple[tuple[str, int], ...]


class Stock:
    """Numbers things one after the other and keeps where each is; one instance for one company."""

    def __init__(self, rng: Random, today: date) -> None:
        """`today` is the day after the last thing that happened."""
        self._rng, self._today = rng, today
        self._next: dict[str, int] = defaultdict(lambda: 1)
        self.devices: list[Device] = []
        self.sims: list[Sim] = []

    def device(self, family: str, holder: Holder, holder_code: str, part: str = "") -> Device:
        """A new device of a family, or a new serial part."""
        key = part or family
        number = self._next[key]
        self._next[key] += 1
        host = family in _HOSTS and not part
        made = Device(
            number=f"{family}{number:05d}" if host else f"{key.removeprefix('PART-')}{26_000_000 + number}",
            imei=make_imei(_TAC[family], 100_000 + number) if host else "",
            part=part or catalogue.families()[family].part,
            family=family,
            model=f"NY-{family}{self._rng.choice((3, 4, 5))}" if host else "",
            holder=holder,
            holder_code=holder_code,
        )
        self.devices.append(made)
        return made

    def sim(self, video: bool, holder: Holder, holder_code: str, imei: str = "") -> Sim:
        """A new card; with an IMEI it is bound to it."""
        operator = self._rng.choices(list(_OPERATORS), [share for _, share in _OPERATORS.values()])[0]
        number = self._next[operator]
        self._next[operator] += 1
        soldered = operator == "cmcc" and bool(imei) and self._rng.random() < 0.12
        made = Sim(
            iccid=make_iccid(_OPERATORS[operator][0], 2619_2300_00000 + number),
            msisdn=make_msisdn(operator, 23_000_000 + number),
            operator=operator,
            card_type="soldered" if soldered else "plug_in",
            part="SIM-VIDEO" if video else "SIM-DATA",
            bound_imei=imei,
            holder=holder,
            holder_code=holder_code,
        )
        self.sims.append(made)
        return made

    def van(self, team: Team) -> VanStock:
        """What a technician carries by his skills."""
        skills = dict(team.skills)
        devices = [
            self.device(family, "van", team.login)
            for family, skill, count in _ON_VAN
            if skills.get(skill, 0) >= 2
            for _ in range(count)
        ]
        counts = dict(_PARTS_ON_VAN)
        video = skills.get("S03", 0) >= 2
        if video:
            counts |= _PARTS_FOR_VIDEO
            devices.append(self.device("", "van", team.login, "PART-SSD"))
        sims = [self.sim(False, "van", team.login) for _ in range(8)]
        sims += [self.sim(True, "van", team.login) for _ in range(2 if video else 0)]
        plate = make_plate(self._rng, "blue", "粤" + {"SZ": "B", "GZ": "A", "DG": "S", "FS": "E"}[team.centre])
        # Nobody's van is as the list wants it: a part here and there is used up.
        parts = tuple((code, max(0, count - self._rng.choice((0, 0, 1, 1, 2)))) for code, count in counts.items())
        return VanStock(plate, tuple(it.number for it in devices), tuple(it.iccid for it in sims), parts)

    def warehouse(self, centre: str) -> Warehouse:
        """A centre's stock: devices, cards and serial parts by number, the rest by count."""
        for family, count in _IN_WAREHOUSE.items():
            for _ in range(count):
                self.device(family, "warehouse", centre)
        for part in ("PART-SSD", "PART-SD"):
            for _ in range(6):
                self.device("", "warehouse", centre, part)
        for number in range(150):
            self.sim(number < 30, "warehouse", centre)
        counted = [part for part in catalogue.parts().values() if part.tracked_by == "count"]
        return Warehouse(centre, tuple((part.code, self._rng.randrange(20, 200)) for part in counted))

    def install_all(
        self, vehicles: tuple[Vehicle, ...], customers: dict[str, Customer], teams: tuple[Team, ...]
    ) -> tuple[Installation, ...]:
        """Terminals for about 85 % of the vehicles, the later ones grouped by customer as orders are."""
        working = self._rng.sample(vehicles, round(len(vehicles) * _INSTALLED))
        working.sort(key=lambda one: one.code)
        days = self._days(working)
        by_centre: dict[str, list[Team]] = defaultdict(list)
        for team in teams:
            by_centre[team.centre].append(team)
        made = []
        for vehicle in working:
            family = self._family(vehicle)
            able = self._able(by_centre[customers[vehicle.customer].centre], family)
            made.append(self._install(vehicle, family, days[vehicle.code], self._rng.choice(able).login))
        return tuple(made)

    def _days(self, vehicles: list[Vehicle]) -> dict[str, date]:
        """The day of each installation; up to four vehicles of a customer on one day in the last two months."""
        by_customer: dict[str, list[Vehicle]] = defaultdict(list)
        for vehicle in vehicles:
            by_customer[vehicle.customer].append(vehicle)
        days: dict[str, date] = {}
        for owned in by_customer.values():
            recent = [one for one in owned if self._rng.random() < _RECENT]
            while recent:
                size = self._rng.choice((1, 1, 2, 3, 4))
                day = self._working_day(self._rng.randrange(1, RECENT_DAYS + 1))
                days |= dict.fromkeys((one.code for one in recent[:size]), day)
                recent = recent[size:]
            for one in owned:
                days.setdefault(one.code, self._working_day(self._rng.randrange(RECENT_DAYS + 1, 1300)))
        return days

    def _working_day(self, days_ago: int) -> date:
        day = self._today - timedelta(days=days_ago)
        return day - timedelta(days=1) if day.weekday() == 6 else day

    def _family(self, vehicle: Vehicle) -> str:
        usual = [one for one in catalogue.vehicle_types()[vehicle.type].families if one in _HOSTS]
        return self._rng.choices(usual, [6, 3, 1][: len(usual)])[0]

    def _able(self, teams: list[Team], family: str) -> list[Team]:
        needed = catalogue.families()[family].skills
        able = [one for one in teams if all(dict(one.skills).get(code, 0) >= level for code, level in needed)]
        return able or teams

    def _install(self, vehicle: Vehicle, family: str, day: date, technician: str) -> Installation:
        device = self.device(family, "vehicle", vehicle.code)
        sim = self.sim(family in VIDEO_FAMILIES, "vehicle", vehicle.code, device.imei)
        # Contracts for standard terminals often give two years.
        months = 24 if family in ("BD", "JL") and self._rng.random() < 0.4 else 12
        return Installation(vehicle.code, device.number, sim.iccid, family, day, months_later(day, months), technician)


def price_list() -> tuple[dict[str, str], ...]:
    """The rows of the price list as they stand in the file."""
    return facts.rows("parts")
